package term

import (
	"io"
	"runtime"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// canvas draws frames on the terminal: of each frame what differs from the one
// before. It belongs to the event loop. Bubble Tea's own renderer looks for
// something to draw as often as it may draw, for as long as the program runs,
// and reads every frame whole; this one is called when there is something, and
// reads the lines that have changed.
type canvas struct {
	to    io.Writer
	brush brush
	w, h  int
	rows  []row    // what the terminal shows
	last  tea.View // what it was drawn from
	ready bool     // the colours are known, so that nothing is drawn in wrong ones
	begun bool     // the terminal has been set up
	fresh bool     // all is to be drawn anew
	syncd bool     // the terminal shows a frame at one stroke when asked to
	shape bool     // the text cursor has its form
}

func newCanvas(to io.Writer, term string) *canvas {
	return &canvas{to: to, brush: brush{can: abilitiesOf(term)}}
}

// resize makes the canvas so large. Terminals move what they show when their
// size changes, each in its own way.
func (c *canvas) resize(w, h int) {
	c.w, c.h = w, h
	c.brush.w = w
	c.forget()
}

// open lets frames through.
func (c *canvas) open() { c.ready = true }

// forget has the next frame drawn whole.
func (c *canvas) forget() {
	c.fresh = true
	c.brush.lose()
}

// leave says that the terminal was given back: the next frame sets it up again.
func (c *canvas) leave() {
	c.begun, c.shape = false, false
	c.forget()
}

// draw shows a frame, unless it is what is shown, or no size is known to draw it
// in. Of v it knows the content, the cursor and the title; it always takes the
// other screen.
func (c *canvas) draw(v tea.View) (drawn bool) {
	if !c.ready || c.w <= 0 || c.h <= 0 || c.begun && !c.fresh && alike(&v, &c.last) {
		return false
	}
	b := &c.brush
	b.out = b.out[:0]
	c.paint(v.Content)
	changed := len(b.out) > 0
	if v.Cursor != nil {
		x, y := min(v.Cursor.X, c.w-1), min(v.Cursor.Y, c.h-1)
		b.move(x, y, nil)
	}
	b.draw(pen{})
	frame := c.wrap(v, changed)
	c.last, c.begun, c.fresh = v, true, false
	_, _ = c.to.Write(frame)
	return true
}

func alike(a, b *tea.View) bool {
	if (a.Cursor == nil) != (b.Cursor == nil) || a.Cursor != nil && *a.Cursor != *b.Cursor {
		return false
	}
	return a.Content == b.Content && a.WindowTitle == b.WindowTitle
}

// wrap puts around what changes cells what else the frame needs: the modes at
// the start, the text cursor, and what has it shown at one stroke.
func (c *canvas) wrap(v tea.View, changed bool) []byte {
	var before, after strings.Builder
	if !c.begun {
		before.WriteString(ansi.ResetModifyOtherKeys + ansi.SetModeAltScreenSaveCursor + ansi.ResetModeTextCursorEnable +
			ansi.SetModeBracketedPaste + ansi.SetModifyOtherKeys2 + ansi.PushKittyKeyboard(ansi.KittyDisambiguateEscapeCodes) + ansi.RequestKittyKeyboard)
	}
	if title := v.WindowTitle; !c.begun && title != "" || c.begun && title != c.last.WindowTitle {
		before.WriteString(ansi.SetWindowTitle(title))
	}
	was, is := c.begun && c.last.Cursor != nil, v.Cursor != nil
	switch {
	case was && !is, was && changed && !c.syncd:
		before.WriteString(ansi.ResetModeTextCursorEnable)
		was = false
	}
	if is && !c.shape {
		c.shape = true
		if style := cursorStyle(v.Cursor); style > 1 {
			after.WriteString(ansi.SetCursorStyle(style))
		}
	}
	if is && !was {
		after.WriteString(ansi.SetModeTextCursorEnable)
	}
	if c.syncd && changed {
		return []byte(ansi.SetModeSynchronizedOutput + before.String() + string(c.brush.out) + after.String() + ansi.ResetModeSynchronizedOutput)
	}
	return []byte(before.String() + string(c.brush.out) + after.String())
}

// cursorStyle is the number of DECSCUSR: a pair for each form, the first of it
// blinking.
func cursorStyle(c *tea.Cursor) int {
	style := int(c.Shape)*2 + 1
	if !c.Blink {
		style++
	}
	return style
}

// paint brings the cells of the terminal to those of content.
func (c *canvas) paint(content string) {
	b := &c.brush
	if c.fresh || len(c.rows) != c.h {
		b.clear()
		c.rows = make([]row, c.h)
		for y := range c.rows {
			c.rows[y] = parseRow("", c.w)
		}
	}
	lines := strings.Split(content, "\n")
	for len(lines) < c.h {
		lines = append(lines, "")
	}
	if top, bottom, n := scrolled(c.rows, lines[:c.h]); n != 0 && b.can.scroll && runtime.GOOS != "windows" { // Windows Terminal loses the cursor: microsoft/terminal#19016
		b.roll(top, bottom, n)
		c.rows = rolled(c.rows, top, bottom, n, c.w)
	}
	for y := range c.rows {
		if c.rows[y].source == lines[y] {
			continue
		}
		next := parseRow(lines[y], c.w)
		b.line(y, c.rows[y], next)
		c.rows[y] = next
	}
}
