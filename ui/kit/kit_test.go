package kit

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

func TestMiddleKeepsBothEnds(t *testing.T) {
	for _, c := range []struct {
		s    string
		w    int
		want string
	}{
		{"web-arm64", 9, "web-arm64"},
		{"web-arm64-2026.11.19-9f3c01d", 16, "web-a…19-9f3c01d"},
		{"東京-web-2026", 8, "東…-2026"},
		{"abc", 1, "…"},
		{"", 5, ""},
	} {
		head, tail, cut := Middle(c.s, c.w)
		got := c.s[:head]
		if cut {
			got += "…" + c.s[tail:]
		}
		if got != c.want || Width(got) > c.w {
			t.Errorf("%q in %d cells: %q, want %q", c.s, c.w, got, c.want)
		}
	}
}

func TestMeterNeverSaysAllOrNothingWhenItIsNotSo(t *testing.T) {
	g := Bar{"#", "."}
	for _, c := range []struct {
		part, whole float64
		want        string
	}{
		{0, 10, ".........."}, {10, 10, "##########"}, {5, 10, "#####....."},
		{0.01, 10, "#........."}, {9.99, 10, "#########."}, {1, 0, ".........."}, {20, 10, "##########"},
	} {
		full, empty := Meter(g, 10, c.part, c.whole)
		if full+empty != c.want {
			t.Errorf("%v of %v: %s%s, want %s", c.part, c.whole, full, empty, c.want)
		}
	}
	if full, empty := Meter(g, -1, 1, 2); full+empty != "" {
		t.Errorf("a bar without room: %s%s", full, empty)
	}
}

func TestLineIsAsWideAsItWasMade(t *testing.T) {
	for w := range 30 {
		l := NewLine(w, "…").Space(2).Add(nil, "name 東京").Right(nil, "right")
		if n := Width(l.String()); n != w {
			t.Errorf("%d cells instead of %d: %q", n, w, l.String())
		}
	}
	if s := NewLine(10, "…").Add(nil, "a long one").Right(nil, "x").String(); strings.Contains(s, "x") {
		t.Errorf("what does not fit at the right is left out: %q", s)
	}
}

func TestOverlayCoversAndKeepsTheWidth(t *testing.T) {
	under := []string{"0123456789", "\x1b[31m0123456789\x1b[m", "0123456789"}
	got := Overlay(under, []string{"AAAA", "BBBB"}, 3, 1)
	for i, want := range []string{"0123456789", "012AAAA789", "012BBBB789"} {
		if s := ansi.Strip(got[i]); s != want {
			t.Errorf("line %d: %q, want %q", i, s, want)
		}
	}
	if got := Overlay(under, []string{"A"}, 0, 9); len(got) != 3 {
		t.Errorf("a box below the screen made it %d lines", len(got))
	}
}

func TestASCIIKeepsTheWidth(t *testing.T) {
	for in, want := range map[string]string{"plain": "plain", "a · b…": "a - b~", "Zürich": "Z?rich", "東京": "????", "\x1b[1mé\x1b[m": "\x1b[1m?\x1b[m"} {
		if got := ASCII(in); got != want || Width(got) != Width(in) {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}

func TestPasteIsOneLineOfPlainText(t *testing.T) {
	in := NewInput()
	in.Set("web ")
	in.Paste("arm\n64\x1b[31m\u202e\r\n")
	if got := in.Value(); got != "web arm 64[31m" {
		t.Errorf("pasted %q", got)
	}
	in.Paste(strings.Repeat("x", 10*maxInput))
	if n := len(in.Value()); n > maxInput {
		t.Errorf("%d bytes in a box of %d", n, maxInput)
	}
}

func TestTheCursorStaysInTheBox(t *testing.T) {
	in := NewInput()
	in.Set("a query that is longer than its box")
	l := NewLine(12, "…")
	if at := in.Draw(l, nil, 10); at > 10 {
		t.Errorf("the cursor is at %d of 10", at)
	}
	if s := strings.TrimSpace(l.String()); !strings.HasSuffix("a query that is longer than its box", s) {
		t.Errorf("the end of the text is not shown: %q", s)
	}
}
