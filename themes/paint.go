package themes

import (
	"strings"

	"charm.land/lipgloss/v2"
)

// Paint writes text in one style. It is a lipgloss style worked out once: a
// screen is painted in hundreds of pieces a frame, and lipgloss takes some
// microseconds and ten allocations for each, a Paint one allocation. The zero
// Paint writes text as it is. It is meant for text without line breaks.
type Paint struct{ codes *codes }

// codes is behind a pointer so that a Paint becomes an interface without an
// allocation.
type codes struct{ on, off string }

// newPaint takes the codes from what the style makes of one letter.
func newPaint(s lipgloss.Style) Paint {
	on, off, _ := strings.Cut(s.Render("x"), "x")
	if on == "" {
		return Paint{}
	}
	return Paint{&codes{on, off}}
}

// Render is the text in its style; several texts are joined with a space, as
// lipgloss does. Nothing stays nothing.
func (p Paint) Render(texts ...string) string {
	text := ""
	if len(texts) == 1 {
		text = texts[0]
	} else {
		text = strings.Join(texts, " ")
	}
	if p.codes == nil || text == "" {
		return text
	}
	return p.codes.on + text + p.codes.off
}
