package term

import (
	"math/rand/v2"
	"testing"
)

func TestPenChangesInFewBytes(t *testing.T) {
	grey, blue := inPalette|249, inPalette|24
	for _, c := range []struct {
		from, to pen
		want     string
	}{
		{pen{}, pen{}, ""},
		{pen{fg: grey, weight: bold}, pen{}, "\x1b[m"},
		{pen{}, pen{fg: grey}, "\x1b[38;5;249m"},
		{pen{}, pen{fg: inPalette | 9, bg: inPalette | 2}, "\x1b[91;42m"},
		{pen{}, pen{bg: mixed | 0x010203}, "\x1b[48;2;1;2;3m"},
		{pen{fg: grey}, pen{fg: grey, weight: bold}, "\x1b[1m"},
		{pen{fg: grey, weight: bold}, pen{fg: grey}, "\x1b[22m"},
		{pen{fg: grey, weight: bold | faint}, pen{fg: grey, weight: faint}, "\x1b[22;2m"},
		{pen{fg: grey, weight: bold}, pen{weight: bold}, "\x1b[39m"},
		{pen{fg: inPalette | 255, bg: blue}, pen{fg: grey}, "\x1b[;38;5;249m"},
	} {
		if got := c.from.toward(c.to); got != c.want {
			t.Errorf("from %+v to %+v: %q, want %q", c.from, c.to, got, c.want)
		}
	}
}

// Whatever the pen was, what is written makes it the one that is wanted.
func TestPenArrives(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	some := func() pen {
		colours := []colour{0, inPalette | 1, inPalette | 12, inPalette | 200, mixed | 0xfffe01}
		return pen{colours[r.IntN(5)], colours[r.IntN(5)], weight(r.IntN(128))}
	}
	for range 20_000 {
		from, to := some(), some()
		seq := from.toward(to)
		got := from
		if seq != "" {
			got.apply(seq[2 : len(seq)-1])
		}
		if got != to {
			t.Fatalf("%q takes %+v to %+v, want %+v", seq, from, got, to)
		}
	}
}
