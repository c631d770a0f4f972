package themes

import (
	"image/color"
	"math"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

func TestContrastFormula(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want float64
	}{
		{"#000000", "#ffffff", 21}, {"#ffffff", "#ffffff", 1}, {"#777777", "#ffffff", 4.48}, {"#ff0000", "#000000", 5.25},
	} {
		if got := Contrast(lipgloss.Color(tt.a), lipgloss.Color(tt.b)); math.Abs(got-tt.want) > 0.01 {
			t.Errorf("Contrast(%s, %s) = %.2f, want %.2f", tt.a, tt.b, got, tt.want)
		}
		if x, y := Contrast(lipgloss.Color(tt.a), lipgloss.Color(tt.b)), Contrast(lipgloss.Color(tt.b), lipgloss.Color(tt.a)); x != y {
			t.Errorf("Contrast(%s, %s) depends on the order", tt.a, tt.b)
		}
	}
}

// shown is the colour as the screen shows it: one of 16 by the palette that
// xterm comes with.
func shown(c color.Color) color.Color {
	usual := map[color.Color]string{
		lipgloss.Black: "#000000", lipgloss.Red: "#cd0000", lipgloss.Green: "#00cd00", lipgloss.Yellow: "#cdcd00",
		lipgloss.Blue: "#0000ee", lipgloss.Magenta: "#cd00cd", lipgloss.Cyan: "#00cdcd", lipgloss.White: "#e5e5e5",
		lipgloss.BrightBlack: "#7f7f7f", lipgloss.BrightRed: "#ff0000", lipgloss.BrightGreen: "#00ff00",
		lipgloss.BrightYellow: "#ffff00", lipgloss.BrightBlue: "#5c5cff", lipgloss.BrightMagenta: "#ff00ff",
		lipgloss.BrightCyan: "#00ffff", lipgloss.BrightWhite: "#ffffff",
	}
	if h, ok := usual[c]; ok {
		return lipgloss.Color(h)
	}
	return c
}

// words is how much contrast a theme owes the reader. The red of 16 colours is
// no lighter than it is, so there every theme owes the same.
func words(theme Theme, p colorprofile.Profile) float64 {
	if strings.HasPrefix(theme.Name, "high-contrast") && p != colorprofile.ANSI {
		return 7
	}
	return 4.5
}

// owed is how much contrast a tone must have on the terminal's background:
// words what the theme owes, drawings enough to be seen, and what stands on a
// ground of its own nothing.
func owed(theme Theme, p colorprofile.Profile, name string) float64 {
	switch name {
	case "DiskFull", "Border":
		return 2.9
	case "Rule", "DiskEmpty":
		return 1.2
	case "CursorGround", "CursorText", "CursorMatch", "SelectionGround", "SelectionText", "BadgeGround", "BadgeText":
		return 0
	}
	return words(theme, p)
}

func TestContrastOnTheTerminalsGround(t *testing.T) {
	for _, theme := range builtin() {
		for _, p := range profiles() {
			grounds := theme.Grounds
			if p == colorprofile.ANSI {
				grounds = grounds[:1] // a terminal of 16 colours has its own black or white
			}
			for name, tn := range tones(theme.Palette) {
				ink := builder{profile: p}.ink(tn)
				if ink == nil {
					continue // the terminal's own
				}
				for _, g := range grounds {
					if got, want := Contrast(shown(ink), g), owed(theme, p, name); got < want {
						t.Errorf("%s, %s: %s %s on %s is %.2f, want %.1f", theme.Name, p, name, hex(shown(ink)), hex(g), got, want)
					}
				}
			}
		}
	}
}

func TestContrastOnOwnGrounds(t *testing.T) {
	for _, theme := range builtin() {
		p := theme.Palette
		for _, profile := range []colorprofile.Profile{colorprofile.TrueColor, colorprofile.ANSI256} {
			b := builder{profile: profile}
			for _, pair := range []struct {
				name         string
				text, ground Tone
			}{
				{"CursorText", p.CursorText, p.CursorGround},
				{"CursorMatch", p.CursorMatch, p.CursorGround},
				{"SelectionText", p.SelectionText, p.SelectionGround},
				{"BadgeText", p.BadgeText, p.BadgeGround},
			} {
				if got, want := Contrast(b.ink(pair.text), b.ink(pair.ground)), words(theme, profile); got < want {
					t.Errorf("%s, %s: %s on its ground is %.2f, want %.1f", theme.Name, profile, pair.name, got, want)
				}
			}
			for _, g := range theme.Grounds {
				if got := Contrast(b.ink(p.CursorGround), g); got < 1.25 {
					t.Errorf("%s, %s: the cursor's row on %s is %.2f, hardly to be seen", theme.Name, profile, hex(g), got)
				}
			}
		}
	}
}

// blindness is how a kind of colour blindness mixes the lights of a screen, at
// its full severity: the matrices of Machado, Oliveira and Fernandes (2009).
func blindness() map[string][9]float64 {
	return map[string][9]float64{
		"protanopia":   {0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998},
		"deuteranopia": {0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881},
		"tritanopia":   {1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900},
	}
}

// distance is how far apart two colours seem to those eyes, in CIE Lab: 20 is
// seen at once.
func distance(m [9]float64, a, b color.Color) float64 {
	la, lb := lab(m, a), lab(m, b)
	return math.Sqrt((la[0]-lb[0])*(la[0]-lb[0]) + (la[1]-lb[1])*(la[1]-lb[1]) + (la[2]-lb[2])*(la[2]-lb[2]))
}

func lab(m [9]float64, c color.Color) [3]float64 {
	r, g, b := linear(c)
	mix := func(i int) float64 { return min(1, max(0, m[i]*r+m[i+1]*g+m[i+2]*b)) }
	r, g, b = mix(0), mix(3), mix(6)
	f := func(v float64) float64 {
		if v > 0.008856 {
			return math.Cbrt(v)
		}
		return 7.787*v + 16.0/116
	}
	x := f((0.4124*r + 0.3576*g + 0.1805*b) / 0.95047)
	y := f(0.2126*r + 0.7152*g + 0.0722*b)
	z := f((0.0193*r + 0.1192*g + 0.9505*b) / 1.08883)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

func TestColourBlindThemesSurviveColourBlindness(t *testing.T) {
	for _, name := range []string{"colour-blind", "colour-blind-light"} {
		theme, _ := Find(name)
		p := theme.Palette
		for _, profile := range []colorprofile.Profile{colorprofile.TrueColor, colorprofile.ANSI256} {
			b := builder{profile: profile}
			for kind, m := range blindness() {
				for _, pair := range []struct {
					name string
					a, b Tone
				}{
					{"where you are and what is wrong", p.Accent, p.Trouble},
					{"good and wrong", p.Good, p.Trouble},
					{"marked and wrong", p.Marked, p.Trouble},
					{"quiet and wrong", p.Muted, p.Trouble},
					{"quiet and where you are", p.Muted, p.Accent},
				} {
					if d := distance(m, b.ink(pair.a), b.ink(pair.b)); d < 20 {
						t.Errorf("%s, %s, %s: %s are %.0f apart", name, profile, kind, pair.name, d)
					}
				}
			}
		}
	}
}
