package kit

import (
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"tami/awsclient/sim"
	"tami/model/text"
)

// How many strings are tried: some always, millions when there is time.
const someStrings, manyStrings = 60_000, 3_000_000

// TestHostileStrings makes strings of payloads, pieces of them and everything
// that Unicode has for mischief, lets each through the boundary of safe text,
// and lays it out as tables do: nothing that a terminal would obey or hide is
// left, and a cell is exactly as wide as it should be.
func TestHostileStrings(t *testing.T) {
	n := someStrings
	if os.Getenv("TAMI_SOAK") != "" {
		n = manyStrings
	}
	random := rand.New(rand.NewPCG(20261121, 1300))
	payloads := sim.Payloads()
	changed := 0
	for range n {
		raw := hostile(random, payloads)
		clean := text.Clean(raw)
		if clean.Changed() {
			changed++
		}
		line := clean.String()
		if r, bad := obeyed(line); bad || !utf8.ValidString(line) || utf8.RuneCountInString(line) > text.MaxRunes+1 || clean.Raw() != raw {
			t.Fatalf("%q is shown as %q, with %U", raw, line, r)
		}
		if r, bad := obeyed(clean.Detail()); bad {
			t.Fatalf("%q is told in full as %q, with %U", raw, clean.Detail(), r)
		}
		w := 1 + random.IntN(40)
		for what, cell := range map[string]string{"left": Pad(line, w, "…"), "right": PadLeft(line, w, "…")} {
			if Width(cell) != w {
				t.Fatalf("%q, to the %s of %d cells, is %q: %d cells", raw, what, w, cell, Width(cell))
			}
		}
		if cut := Cut(line, w, "…"); Width(cut) > w {
			t.Fatalf("%q, cut to %d cells, is %q", raw, w, cut)
		}
	}
	if changed < n/4 {
		t.Errorf("only %d of %d strings were hostile", changed, n)
	}
	t.Logf("%d strings, %d of them changed", n, changed)
}

// obeyed is what a terminal would obey, hide or reorder in a line. It is worked
// out from Unicode's own classes, not from how the boundary does it.
func obeyed(line string) (rune, bool) {
	stacked := 0
	for _, r := range line {
		if stacked++; !unicode.Is(unicode.Mn, r) {
			stacked = 0
		}
		hidden := unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp, unicode.Variation_Selector)
		if hidden || stacked > 4 || strings.ContainsRune("\u115f\u1160\u2800\u3164\uffa0\u034f\u17b4\u17b5", r) {
			return r, true
		}
	}
	return 0, false
}

// hostile makes a string: payloads whole and in pieces, characters of the
// nastier ranges, and bytes that are no text.
func hostile(random *rand.Rand, payloads []string) string {
	ranges := [][2]rune{{0, 0x20}, {0x7f, 0xa0}, {0x300, 0x36f}, {0x590, 0x6ff}, {0x900, 0x97f}, {0x1100, 0x11ff}, {0x200b, 0x2070}, {0x2500, 0x25ff},
		{0x3000, 0x30ff}, {0xd7b0, 0xd7ff}, {0xe000, 0xe0ff}, {0xfe00, 0xfeff}, {0xff00, 0xffff}, {0x1f1e0, 0x1f9ff}, {0xe0000, 0xe01ff}, {0, utf8.MaxRune}}
	var b strings.Builder
	for range 1 + random.IntN(8) {
		switch random.IntN(5) {
		case 0:
			b.WriteString(payloads[random.IntN(len(payloads)-1)]) // the last is long, and comes by itself
		case 1:
			p := payloads[random.IntN(len(payloads)-1)]
			from := random.IntN(len(p))
			b.WriteString(p[from : from+random.IntN(len(p)-from)+1])
		case 2:
			b.WriteByte(byte(random.IntN(256)))
		case 3:
			b.WriteString("web-arm64-2026.11.19"[:random.IntN(20)])
		default:
			r := ranges[random.IntN(len(ranges))]
			b.WriteRune(r[0] + random.Int32N(r[1]-r[0]+1))
		}
	}
	if random.IntN(20_000) == 0 {
		return strings.Repeat(b.String(), 200)
	}
	return b.String()
}
