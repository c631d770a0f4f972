// Package kit holds the pieces that screens are drawn with: lines of an exact
// width, bars, boxes, a text input. It imports themes, model/text, Bubbles and
// x/ansi; it knows nothing of images.
package kit

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Painter colours text; every style of a theme is one.
type Painter interface{ Render(...string) string }

// Width is how many cells s takes. Cells are counted as the renderer counts
// them (per code point), so that what is measured is what is drawn.
func Width(s string) int {
	for i := 0; i < len(s); i++ {
		if s[i] < 0x20 || s[i] > 0x7e {
			return ansi.StringWidthWc(s)
		}
	}
	return len(s)
}

// Cut shortens s to at most w cells, with an ellipsis where something was
// lost. The head is kept.
func Cut(s string, w int, ellipsis string) string {
	if w <= 0 {
		return ""
	}
	if Width(s) <= w {
		return s
	}
	if w <= Width(ellipsis) {
		ellipsis = ""
	}
	cut := ansi.TruncateWc(s, w, ellipsis)
	// Cutting keeps letters together that measuring counts one by one, as those
	// of Devanagari: then less has to stay.
	for n := w - 1; Width(cut) > w && n >= 0; n-- {
		cut = ansi.TruncateWc(s, n, ellipsis)
	}
	return cut
}

// Middle shortens s to at most w cells by taking out its middle: names differ
// in their tails, so both ends stay. It returns the head and the tail as byte
// ranges of s, for highlights to be mapped; cut is false when all of s fits.
func Middle(s string, w int) (head, tail int, cut bool) {
	if Width(s) <= w {
		return len(s), len(s), false
	}
	if w <= 1 {
		return 0, len(s), true
	}
	left := (w - 1) / 3
	right := w - 1 - left
	head = byteAt(s, left)
	tail = len(s)
	for tail > head && Width(s[prev(s, tail):]) <= right {
		tail = prev(s, tail)
	}
	return head, tail, true
}

func byteAt(s string, w int) int {
	n := 0
	for i, r := range s {
		if n += Width(string(r)); n > w {
			return i
		}
	}
	return len(s)
}

func prev(s string, i int) int {
	for i--; i > 0 && s[i]&0xc0 == 0x80; i-- {
	}
	return i
}

// Pad is s filled with spaces to w cells, cut when it is longer.
func Pad(s string, w int, ellipsis string) string {
	s = Cut(s, w, ellipsis)
	return s + strings.Repeat(" ", max(0, w-Width(s)))
}

// PadLeft is Pad with the text at the right, as numbers stand.
func PadLeft(s string, w int, ellipsis string) string {
	s = Cut(s, w, ellipsis)
	return strings.Repeat(" ", max(0, w-Width(s))) + s
}

// Line builds one line of a screen from painted pieces, never longer than its
// width.
type Line struct {
	b        strings.Builder
	run      []byte  // what was added last in one paint: it is painted in one go
	paint    Painter // the paint of run
	ellipsis string
	used     int
	width    int
}

// NewLine begins a line of w cells.
func NewLine(w int, ellipsis string) *Line { return &Line{width: max(0, w), ellipsis: ellipsis} }

// Left is how many cells are still free.
func (l *Line) Left() int { return l.width - l.used }

// Add appends s in the paint given, cut to what is left. A nil paint adds it
// plain.
func (l *Line) Add(p Painter, s string) *Line {
	if s == "" || l.Left() <= 0 {
		return l
	}
	s = Cut(s, l.Left(), l.ellipsis)
	l.used += Width(s)
	if p != l.paint {
		l.flush()
		l.paint = p
	}
	l.run = append(l.run, s...)
	return l
}

func (l *Line) flush() {
	if l.paint == nil {
		l.b.Write(l.run)
	} else if len(l.run) > 0 {
		l.b.WriteString(l.paint.Render(string(l.run)))
	}
	l.run = l.run[:0]
}

// Space appends n blanks.
func (l *Line) Space(n int) *Line { return l.Add(nil, strings.Repeat(" ", max(0, min(n, l.Left())))) }

// SpaceIn appends n blanks in a paint, for a row whose background is coloured,
// and between two pieces of one paint: a terminal is told a paint once, and
// that is most of what a row of short pieces costs.
func (l *Line) SpaceIn(p Painter, n int) *Line {
	return l.Add(p, strings.Repeat(" ", max(0, min(n, l.Left()))))
}

// To moves on to column x, when the line is not there yet.
func (l *Line) To(x int) *Line { return l.Space(x - l.used) }

// Right puts s at the end of the line. When it does not fit behind what
// stands there, it is left out.
func (l *Line) Right(p Painter, s string) *Line {
	if w := Width(s); w > 0 && w+1 <= l.Left() {
		l.Space(l.Left()-w).Add(p, s)
	}
	return l
}

// Rule fills up to column x with a repeated glyph.
func (l *Line) Rule(p Painter, glyph string, x int) *Line {
	if n := min(x, l.width) - l.used; n > 0 {
		l.Add(p, strings.Repeat(glyph, n))
	}
	return l
}

// String is the line, filled with blanks to its width.
func (l *Line) String() string {
	return l.Head() + strings.Repeat(" ", max(0, l.Left()))
}

// Blank is an empty line of w cells.
func Blank(w int) string { return strings.Repeat(" ", max(0, w)) }

// Fill makes lines exactly h long: cut, or filled with blank ones.
func Fill(lines []string, w, h int) []string {
	for len(lines) < h {
		lines = append(lines, Blank(w))
	}
	return lines[:max(0, h)]
}

// Head is what has been added so far, without the blanks that fill the line:
// for a line that is put together of several.
func (l *Line) Head() string {
	l.flush()
	return l.b.String()
}
