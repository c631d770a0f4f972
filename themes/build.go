package themes

import (
	"image/color"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// Options is what the terminal can show and what the user wants to see.
type Options struct {
	// Profile is how many colours the terminal has. The zero value is an
	// unknown terminal, which gets none.
	Profile colorprofile.Profile
	NoColor bool // weight, underline and reverse video only
	ASCII   bool // glyphs of plain ASCII

	// LowBandwidth is for a link on which each byte counts: a glyph is all that
	// shows where the cursor is, and nothing turns.
	LowBandwidth bool
}

// Styles are the paints of every part of the screen, by what the part means.
type Styles struct {
	Text    Paint // ordinary words
	Muted   Paint // what is there to be looked up: most cells of a healthy row
	Faint   Paint // what is absent, and hints
	Accent  Paint // where you are: the pane, the tab, the prompt in focus
	Trouble Paint // what is wrong
	Warning Paint // what will be wrong, or is not as usual
	Good    Paint // a check that passed
	Error   Paint // the headline of a failure
	Link    Paint // what can be opened

	Brand       Paint // the product's name in the first line
	Title       Paint // of a screen, a box, a section
	ColumnTitle Paint // of a column
	StatusBar   Paint // the rest of the first line
	Badge       Paint // a short label in a block of its own
	Key         Paint // a key in the footer and the help
	KeyWord     Paint // what that key does
	Input       Paint // text being typed

	Cursor        Paint // every cell of the row the cursor is on
	Match         Paint // letters that were searched for
	MatchOnCursor Paint // the same on the cursor's row
	Marked        Paint // a row the user has marked
	Selection     Paint // the choice that would be taken

	Rule      Paint // lines between parts
	Border    Paint // the frame of a box
	DiskSize  Paint // a disk's whole length
	DiskFull  Paint // written blocks
	DiskEmpty Paint // blocks never written

	Glyphs Glyphs
}

// Build makes the styles of a theme for a terminal. With NoColor, or without
// colours in the terminal, no colour is written at all, and what matters is
// told apart by weight, underline and reverse video.
func Build(t Theme, o Options) *Styles {
	b := builder{profile: o.Profile, hueless: t.Hueless}
	if o.NoColor || o.Profile <= colorprofile.ASCII {
		b.profile, b.hueless = colorprofile.ASCII, true
	}
	p := t.Palette
	s := &Styles{
		Text:    b.text(p.Text, 0, 0),
		Muted:   b.text(p.Muted, 0, 0),
		Faint:   b.text(p.Faint, 0, 0),
		Accent:  b.text(p.Accent, 0, bold),
		Trouble: b.text(p.Trouble, 0, bold|underline),
		Warning: b.text(p.Warning, 0, bold),
		Good:    b.text(p.Good, 0, 0),
		Error:   b.text(p.Trouble, bold, underline),
		Link:    b.text(p.Accent, underline, 0),

		Brand:       b.text(p.Accent, bold, 0),
		Title:       b.text(p.Text, bold, 0),
		ColumnTitle: b.text(p.Faint, 0, 0),
		StatusBar:   b.text(p.Muted, 0, 0),
		Badge:       b.block(p.BadgeText, p.BadgeGround, 0),
		Key:         b.text(p.Text, bold, 0),
		KeyWord:     b.text(p.Muted, 0, 0),
		Input:       b.text(p.Text, bold, 0),

		Cursor:        b.block(p.CursorText, p.CursorGround, 0),
		Match:         b.text(p.Match, underline, 0),
		MatchOnCursor: b.block(p.CursorMatch, p.CursorGround, bold|underline),
		Marked:        b.text(p.Marked, 0, bold),
		Selection:     b.block(p.SelectionText, p.SelectionGround, 0),

		Rule:      b.text(p.Rule, 0, 0),
		Border:    b.text(p.Border, 0, 0),
		DiskSize:  b.text(p.Border, 0, 0),
		DiskFull:  b.text(p.DiskFull, 0, 0),
		DiskEmpty: b.text(p.DiskEmpty, 0, 0),

		Glyphs: glyphs(o.ASCII),
	}
	if b.profile == colorprofile.ANSI256 {
		// Hints stand beside the frame on each line of a box. Hardly lighter than its
		// own tone, theirs saves the frame a change of colour on every line.
		s.Border = s.Faint
	}
	if o.LowBandwidth {
		s.Cursor, s.MatchOnCursor = s.Text, s.Match
		s.Glyphs.Spinner = s.Glyphs.Spinner[:1]
	}
	return s
}

// weight is a set of attributes that are not colours.
type weight uint8

const (
	bold weight = 1 << iota
	underline
	reverse
)

// builder turns tones into paints for one terminal.
type builder struct {
	profile colorprofile.Profile
	hueless bool // tell apart by weight
}

// text paints words on the terminal's own background: always with one weight,
// and with another one besides where hue tells nothing.
func (b builder) text(t Tone, always, hueless weight) Paint {
	if b.hueless {
		always |= hueless
	}
	return newPaint(b.style(t, always))
}

// block paints words on a ground of their own. With 16 colours, or none, the
// block is reverse video: any colours the user has given his 16 stay readable
// so, and a coloured ground would not.
func (b builder) block(t, ground Tone, always weight) Paint {
	if b.profile <= colorprofile.ANSI {
		return newPaint(b.style(own(), always|reverse))
	}
	return newPaint(b.style(t, always).Background(b.ink(ground)))
}

func (b builder) style(t Tone, w weight) lipgloss.Style {
	s := lipgloss.NewStyle()
	if c := b.ink(t); c != nil {
		s = s.Foreground(c)
	}
	if w&bold != 0 {
		s = s.Bold(true)
	}
	if w&underline != 0 {
		s = s.Underline(true)
	}
	if w&reverse != 0 {
		s = s.Reverse(true)
	}
	return s
}

// ink is the tone as this terminal can show it; nil is the terminal's own.
func (b builder) ink(t Tone) color.Color {
	switch {
	case b.profile <= colorprofile.ASCII || t.Full == nil:
		return nil
	case b.profile == colorprofile.ANSI:
		return t.Basic
	}
	return b.profile.Convert(t.Full)
}
