package text

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestCleanLine(t *testing.T) {
	for name, c := range map[string]struct{ raw, line, detail string }{
		"plain":             {"web-arm64-2026.11.19", "web-arm64-2026.11.19", "web-arm64-2026.11.19"},
		"letters":           {"Zürich 東京", "Zürich 東京", "Zürich 東京"},
		"colour":            {"a\x1b[31mred", "a�[31mred", `a\x1b[31mred`},
		"clipboard":         {"\x1b]52;c;eA==\x07", "�]52;c;eA==�", `\x1b]52;c;eA==\x07`},
		"c1 as utf-8":       {"a\u009b2Jb", "a�2Jb", `a\u009b2Jb`},
		"c1 as bytes":       {"a\x9b2Jb", "a�2Jb", `a\x9b2Jb`},
		"bidi override":     {"a\u202eb", "a�b", `a\u202eb`},
		"zero width":        {"am\u200bi", "am�i", `am\u200bi`},
		"tag characters":    {"a\U000e0041", "a�", `a\U000e0041`},
		"line breaks":       {"a\nb\tc\u2028d", "a b c d", `a\x0ab\x09c\u2028d`},
		"carriage return":   {"ok\rrm", "ok�rm", `ok\x0drm`},
		"no-break space":    {"a\u00a0b", "a b", `a\u00a0b`},
		"stack of marks":    {"e\u0301\u0301\u0301\u0301\u0301\u0301x", "e\u0301\u0301\u0301\u0301x", "e\u0301\u0301\u0301\u0301\\u0301\\u0301x"},
		"mark without base": {"\u0301x", "�x", `\u0301x`},
		"private use":       {"\ue000", "�", `\ue000`},
		"nul":               {"a\x00b", "a�b", `a\x00b`},
		"replacement kept":  {"a�b", "a�b", "a�b"},
	} {
		t.Run(name, func(t *testing.T) {
			got := Clean(c.raw)
			if got.String() != c.line {
				t.Errorf("line %q, want %q", got.String(), c.line)
			}
			if got.Detail() != c.detail {
				t.Errorf("detail %q, want %q", got.Detail(), c.detail)
			}
			if got.Raw() != c.raw {
				t.Errorf("raw %q, want %q", got.Raw(), c.raw)
			}
			if got.Changed() != (c.raw != c.line) {
				t.Errorf("changed %v for %q", got.Changed(), c.raw)
			}
		})
	}
}

func TestCleanCutsLongText(t *testing.T) {
	raw := strings.Repeat("é", MaxRunes+10)
	got := Clean(raw)
	if n := utf8.RuneCountInString(got.String()); n != MaxRunes+1 || !strings.HasSuffix(got.String(), "…") {
		t.Errorf("%d runes, ends %q", n, got.String()[len(got.String())-4:])
	}
	if got.Raw() != raw {
		t.Error("the original is lost")
	}
	if long := Clean(strings.Repeat("a", MaxRunes+1)); !long.Changed() {
		t.Error("long ASCII is not cut")
	}
}

func TestPlainTextCostsNothing(t *testing.T) {
	raw := "web-arm64-2026.11.19-9f3c01d"
	if n := testing.AllocsPerRun(100, func() { _ = Clean(raw).String() }); n != 0 {
		t.Errorf("%v allocations for plain ASCII", n)
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range []string{"", "a", "\x1b[2J", "\u202e\u2066", "e\u0301\u0301\u0301\u0301\u0301", "\x00\x00", "\xff\xfe", "\U000e0041", "\U0001f600"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		c := Clean(raw)
		for _, shown := range []string{c.String(), c.Detail()} {
			if !utf8.ValidString(shown) {
				t.Fatalf("invalid UTF-8 from %q", raw)
			}
			for _, r := range shown {
				if unicode.IsControl(r) || invisible(r) || unicode.Is(unicode.Co, r) {
					t.Fatalf("%U shown from %q", r, raw)
				}
			}
		}
		if c.Raw() != raw {
			t.Fatalf("raw %q became %q", raw, c.Raw())
		}
		out, _ := c.MarshalJSON()
		if !plain(string(out)) {
			t.Fatalf("JSON of %q is not printable ASCII: %q", raw, out)
		}
		var back string
		if err := json.Unmarshal(out, &back); err != nil || back != strings.ToValidUTF8(raw, "") && utf8.ValidString(raw) {
			t.Fatalf("JSON of %q decodes to %q, %v", raw, back, err)
		}
	})
}

func BenchmarkCleanPlain(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		_ = Clean("web-arm64-2026.11.19-9f3c01d").String()
	}
}
