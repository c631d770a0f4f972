package query

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// marked shows highlighted letters in brackets.
func marked(shown string, spans []Span) string {
	var b strings.Builder
	at := 0
	for _, s := range spans {
		b.WriteString(shown[at:s.Start] + "[" + shown[s.Start:s.End] + "]")
		at = s.End
	}
	return b.String() + shown[at:]
}

func TestHighlight(t *testing.T) {
	for _, c := range []struct{ src, shown, want string }{
		{"web", "web-arm64", "[web]-arm64"},
		{"WEB", "my-Web-arm64", "my-[Web]-arm64"},
		{"server", "ubuntu-serve-server", "ubuntu-serve-[server]"},
		{"web", "cobweb-web", "cobweb-[web]"},
		{"web", "cobweb", "cob[web]"},
		{"image", "CreateImage", "Create[Image]"},
		{"wbarm", "web-arm64", "[w]e[b]-[arm]64"},
		{"web arm", "web-arm64", "[web]-[arm]64"},
		{"arm rm6", "web-arm64", "web-[arm6]4"},
		{"web-a arm", "web-arm64", "[web-arm]64"},
		{"'arm64", "web-arm64", "web-[arm64]"},
		{"'amr", "web-arm64", "web-arm64"},
		{"!web arm", "web-arm64", "web-[arm]64"},
		{"arch:arm64", "web-arm64", "web-arm64"},
		{"zzz", "web-arm64", "web-arm64"},
		{"zürich", "bild-Zürich", "bild-[Zürich]"},
		{"zrch", "Zürich", "[Z]ü[r]i[ch]"},
		{"zürc", "Züxrich-c", "[Zü]x[r]ich-[c]"},
		{"k", "\u212aelvin", "[\u212a]elvin"},
		{"web", "", ""},
		{"", "web", "web"},
	} {
		q, _ := Parse(c.src)
		if got := marked(c.shown, Highlight(q, c.shown)); got != c.want {
			t.Errorf("%q in %q marks %s, want %s", c.src, c.shown, got, c.want)
		}
	}
}

func FuzzHighlight(f *testing.F) {
	f.Add("web arm", "web-arm64")
	f.Add("zürich k", "Zürich \u212a")
	f.Add("'é !x", "É")
	f.Fuzz(func(t *testing.T, src, shown string) {
		if !utf8.ValidString(shown) {
			return // what is shown was made whole on entry
		}
		q, _ := Parse(src)
		at := -1
		for _, s := range Highlight(q, shown) {
			if s.Start <= at || s.Start >= s.End || s.End > len(shown) || !utf8.RuneStart(shown[s.Start]) || s.End < len(shown) && !utf8.RuneStart(shown[s.End]) {
				t.Fatalf("%q in %q: %v", src, shown, Highlight(q, shown))
			}
			at = s.End
		}
	})
}
