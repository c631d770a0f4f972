package term

import (
	"strings"
	"testing"
)

// said is the text of a row.
func said(r row) string {
	var b strings.Builder
	for _, c := range r.cells {
		b.WriteString(c.text)
	}
	return b.String()
}

// Nothing of a line but letters and colours gets through to the terminal.
func TestRowHoldsLettersAlone(t *testing.T) {
	for source, want := range map[string]string{
		"plain":                           "plain   ",
		"\x1b[1mbold\x1b[m":               "bold    ",
		"a\x1b[2Jb\x1b[5;5Hc":             "abc     ",
		"a\r\n\tb\x7f":                    "ab      ",
		"\x1b]0;title\x07a\x1b]52;c;\x07": "a       ",
		"\x1b[>4;2ma\x1b[?25h":            "a       ",
		"\x1bcreset":                      "reset   ",
		"日本語文字":                           "日本語文",
		"e\u0301a":                        "e\u0301a      ",
		"\u0301a":                         "a       ",
		"a\u009b31mb\u202ec\u200b\ufeff":  "a31mbc  ",
		"a\x9bb":                          "a\ufffdb     ",
		"too long for it":                 "too long",
		"\x1b[31":                         "        ",
	} {
		if got := said(parseRow(source, 8)); got != want {
			t.Errorf("%q holds %q, want %q", source, got, want)
		}
	}
	if r := parseRow("1234567日", 8); said(r) != "1234567 " || r.cells[7].width != 1 {
		t.Errorf("a wide character without room makes %+v", r.cells[7])
	}
}

func FuzzRow(f *testing.F) {
	f.Add("\x1b[38;5;300mx\x1b[;;1m日\x1b]8;;http://x\x1b\\link", 10)
	f.Add("\x1b[", 3)
	f.Add("e\u0301\u0301\xff\x9b31m", 5)
	f.Fuzz(func(t *testing.T, source string, w int) {
		w = max(1, min(w, 200))
		r := parseRow(source, w)
		if len(r.cells) != w {
			t.Fatalf("%d cells in a row of %d", len(r.cells), w)
		}
		if text := said(r); strings.ContainsAny(text, "\x1b\r\n\a\t\b\x7f\u009b\u009d\u202e") {
			t.Fatalf("%q lets %q through", source, text)
		}
	})
}
