// Package themes holds how tami looks: palettes of named tones, the styles
// that one builder makes of them, and the glyphs. It may import lipgloss and
// colorprofile and nothing else, and is the only package that names a colour.
//
// No theme paints the background of the screen: ordinary text stands on the
// terminal's own. Each palette therefore declares the backgrounds it was made
// for, and its contrast holds on those.
package themes

import (
	"image/color"

	"charm.land/lipgloss/v2"
)

// Tone is one colour, told twice: in full, from which the 256 colours are
// derived, and as one of the 16 that every terminal has and its user may have
// changed. Sixteen are too few to be found by arithmetic, so they are chosen.
// A nil colour is the terminal's own.
type Tone struct{ Full, Basic color.Color }

// Palette is a theme's tones, by what they mean.
type Palette struct {
	Text    Tone // ordinary words; most palettes leave the terminal's own
	Muted   Tone // what is there to be looked up, not read
	Faint   Tone // headings of columns, what is absent
	Rule    Tone // lines between parts; not text
	Border  Tone // the frame of a box; not text
	Accent  Tone // where you are
	Trouble Tone // what is wrong
	Warning Tone // what will be wrong, or is not as usual
	Good    Tone // a check that passed
	Match   Tone // the letters that were searched for
	Marked  Tone // what the user has marked

	DiskFull  Tone // written blocks of a disk; not text
	DiskEmpty Tone // blocks never written; not text

	CursorGround    Tone // behind the row the cursor is on
	CursorText      Tone
	CursorMatch     Tone
	SelectionGround Tone // behind the choice that tab would take
	SelectionText   Tone
	BadgeGround     Tone // behind a short label
	BadgeText       Tone
}

// Theme is a palette with a name.
type Theme struct {
	Name    string
	Summary string        // a few words for the list of themes
	Grounds []color.Color // the terminal backgrounds on which it is readable
	Palette Palette

	// Hueless themes tell things apart by weight, as a terminal without
	// colour does.
	Hueless bool
}

func tone(hex string, basic color.Color) Tone { return Tone{lipgloss.Color(hex), basic} }

// own is the terminal's own colour.
func own() Tone { return Tone{} }

func grounds(hexes ...string) []color.Color {
	colours := make([]color.Color, len(hexes))
	for i, h := range hexes {
		colours[i] = lipgloss.Color(h)
	}
	return colours
}

// darkGrounds are black, the grey of most terminals and editors, and the
// lightest background that is still common under light text.
func darkGrounds() []color.Color { return grounds("#000000", "#1e1e1e", "#2e3440") }

// lightGrounds are white and the darkest background that is still common under
// dark text.
func lightGrounds() []color.Color { return grounds("#ffffff", "#fdf6e3") }
