package themes

import (
	"fmt"
	"image/color"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

func profiles() []colorprofile.Profile {
	return []colorprofile.Profile{colorprofile.TrueColor, colorprofile.ANSI256, colorprofile.ANSI}
}

// paints are all the paints of s by name.
func paints(s *Styles) map[string]Paint {
	all := map[string]Paint{}
	v := reflect.ValueOf(*s)
	for i := range v.NumField() {
		if p, ok := v.Field(i).Interface().(Paint); ok {
			all[v.Type().Field(i).Name] = p
		}
	}
	return all
}

func tones(p Palette) map[string]Tone {
	all := map[string]Tone{}
	v := reflect.ValueOf(p)
	for i := range v.NumField() {
		all[v.Type().Field(i).Name] = v.Field(i).Interface().(Tone)
	}
	return all
}

func TestEveryHexIsAColour(t *testing.T) {
	for _, theme := range builtin() {
		all := tones(theme.Palette)
		if n := len(all); n < 20 {
			t.Errorf("%s: %d tones seen", theme.Name, n)
		}
		for name, tn := range all {
			if _, bad := tn.Full.(lipgloss.NoColor); bad {
				t.Errorf("%s: %s is not a colour", theme.Name, name)
			}
		}
		for _, g := range theme.Grounds {
			if _, bad := g.(lipgloss.NoColor); bad {
				t.Errorf("%s: a ground is not a colour", theme.Name)
			}
		}
	}
}

// With as many colours as the terminal has, what must not be confused is
// painted differently.
func TestToldApart(t *testing.T) {
	pairs := [][2]string{
		{"Text", "Accent"}, {"Text", "Trouble"}, {"Text", "Match"}, {"Text", "Cursor"}, {"Text", "Marked"},
		{"Text", "Selection"}, {"Text", "Key"}, {"Text", "Title"}, {"Text", "Warning"},
		{"Accent", "Trouble"}, {"Accent", "Match"}, {"Trouble", "Warning"}, {"Trouble", "Match"},
		{"Cursor", "MatchOnCursor"}, {"Cursor", "Match"}, {"Cursor", "Trouble"}, {"Muted", "Accent"},
		{"Muted", "Trouble"}, {"Key", "KeyWord"}, {"Good", "Trouble"},
	}
	for _, name := range Names() {
		theme, err := Find(name)
		if err != nil {
			t.Fatal(err)
		}
		looks := []Options{{}, {Profile: colorprofile.TrueColor, NoColor: true}}
		for _, p := range profiles() {
			looks = append(looks, Options{Profile: p})
		}
		for _, o := range looks {
			all := paints(Build(theme, o))
			for _, pair := range pairs {
				if a, b := all[pair[0]].Render("x"), all[pair[1]].Render("x"); a == b {
					t.Errorf("%s %+v: %s and %s are painted alike: %q", name, o, pair[0], pair[1], a)
				}
			}
		}
	}
}

func TestNoColourWritesNone(t *testing.T) {
	codes := regexp.MustCompile(`\x1b\[([0-9;:]*)m`)
	weights := map[string]bool{"": true, "0": true, "1": true, "4": true, "7": true}
	for _, theme := range builtin() {
		for _, o := range []Options{
			{Profile: colorprofile.TrueColor, NoColor: true}, {Profile: colorprofile.ASCII},
			{Profile: colorprofile.NoTTY}, {Profile: colorprofile.Unknown},
		} {
			for name, p := range paints(Build(theme, o)) {
				for _, m := range codes.FindAllStringSubmatch(p.Render("x"), -1) {
					for _, code := range strings.Split(m[1], ";") {
						if !weights[code] {
							t.Errorf("%s %+v: %s writes %q", theme.Name, o, name, m[0])
						}
					}
				}
			}
		}
	}
}

// Sixteen colours are the user's own; only those codes may be written.
func TestSixteenColoursAreEnough(t *testing.T) {
	more := regexp.MustCompile(`[34]8[;:]`)
	for _, theme := range builtin() {
		for name, p := range paints(Build(theme, Options{Profile: colorprofile.ANSI})) {
			if s := p.Render("x"); more.MatchString(s) {
				t.Errorf("%s: %s writes %q", theme.Name, name, s)
			}
		}
	}
}

func TestHealthyRowIsQuiet(t *testing.T) {
	for _, name := range []string{"dark", "light", "colour-blind", "colour-blind-light", "mono"} {
		theme, _ := Find(name)
		if s := Build(theme, Options{Profile: colorprofile.TrueColor}).Text.Render("web"); s != "web" {
			t.Errorf("%s: ordinary text is written as %q, not as the terminal's own", name, s)
		}
	}
}

func TestPaintKeepsTheText(t *testing.T) {
	theme, _ := Find("dark")
	for name, p := range paints(Build(theme, Options{Profile: colorprofile.TrueColor})) {
		for _, text := range []string{"x", "a b", "web-arm64", "▕██░▏"} {
			s := p.Render(text)
			if lipgloss.Width(s) != lipgloss.Width(text) || !strings.Contains(s, text) {
				t.Errorf("%s: %q became %q", name, text, s)
			}
		}
		if s := p.Render(""); s != "" {
			t.Errorf("%s: nothing became %q", name, s)
		}
		if a, b := p.Render("a", "b"), p.Render("a b"); a != b {
			t.Errorf("%s: two texts became %q, want %q", name, a, b)
		}
	}
	if s := (Paint{}).Render("x"); s != "x" {
		t.Errorf("the zero Paint wrote %q", s)
	}
}

func TestFind(t *testing.T) {
	for _, tt := range []struct{ name, want, fault string }{
		{"dark", "dark", ""},
		{" Light ", "light", ""},
		{"color-blind", "colour-blind", ""},
		{"HIGH-CONTRAST", "high-contrast", ""},
		{"drak", "", `unknown theme "drak"; did you mean "dark"?`},
		{"xyz", "", `unknown theme "xyz"; the themes are dark, light,`},
		{"darkk", "", `unknown theme "darkk"; did you mean "dark"? the themes are dark, light, high-contrast, high-contrast-light, colour-blind, colour-blind-light, mono`},
		{"contrast", "", `did you mean "high-contrast"?`},
		{"monochrome", "", `did you mean "mono"?`},
		{"", "", `unknown theme ""; the themes are dark`},
		{"\x1b[31m", "", `unknown theme "\x1b[31m";`},
	} {
		theme, err := Find(tt.name)
		switch {
		case tt.fault == "" && (err != nil || theme.Name != tt.want):
			t.Errorf("Find(%q) = %q, %v", tt.name, theme.Name, err)
		case tt.fault != "" && (err == nil || !strings.Contains(err.Error(), tt.fault)):
			t.Errorf("Find(%q) says %v, want %s", tt.name, err, tt.fault)
		}
	}
	for _, isDark := range []bool{true, false} {
		theme, err := Find(Auto(isDark))
		if err != nil || (luminance(theme.Grounds[0]) < 0.5) != isDark {
			t.Errorf("Auto(%v) is %q, %v", isDark, theme.Name, err)
		}
	}
}

func TestGlyphs(t *testing.T) {
	long := map[string]bool{"OK": true, "Loading": true, "AtMost": true}
	for _, ascii := range []bool{false, true} {
		g := glyphs(ascii)
		walk(reflect.ValueOf(g), "", func(name, s string) {
			if s == "" {
				t.Errorf("ascii=%v: no %s", ascii, name)
			}
			if w := lipgloss.Width(s); w != 1 && !(ascii && long[name]) {
				t.Errorf("ascii=%v: %s %q is %d cells wide", ascii, name, s, w)
			}
			if ascii && strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r > '~' }) {
				t.Errorf("%s %q is not ASCII", name, s)
			}
		})
		if g.BarFull == g.BarEmpty || g.Mark == g.Unmarked || g.Up == g.Down || g.OK == g.Cross {
			t.Errorf("ascii=%v: opposites look alike", ascii)
		}
		if g.ASCII != ascii {
			t.Errorf("ascii=%v is not told", ascii)
		}
	}
}

// walk calls see with every string inside v.
func walk(v reflect.Value, name string, see func(name, s string)) {
	switch v.Kind() {
	case reflect.String:
		see(name, v.String())
	case reflect.Struct:
		for i := range v.NumField() {
			walk(v.Field(i), v.Type().Field(i).Name, see)
		}
	case reflect.Slice:
		if v.Len() == 0 {
			see(name, "")
		}
		for i := range v.Len() {
			walk(v.Index(i), fmt.Sprintf("%s[%d]", name, i), see)
		}
	}
}

func BenchmarkRender(b *testing.B) {
	theme, _ := Find("dark")
	p := Build(theme, Options{Profile: colorprofile.TrueColor}).Muted
	for b.Loop() {
		p.Render("web-arm64-2026.11.19-9f3c01d")
	}
}

func hex(c color.Color) string {
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}
