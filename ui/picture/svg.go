// Package picture draws what a terminal shows as an SVG, for the pictures in
// the documentation: they are made from what the real program writes. It
// imports the terminal emulator that the tests use, and nothing of ours.
package picture

import (
	"fmt"
	"html"
	"image/color"
	"strings"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/vt"
)

// The size of a cell, in SVG units, and the colours of an unset foreground and
// background.
const (
	cellW      = 8.4
	cellH      = 18.0
	margin     = 10.0
	fontSize   = 14
	foreground = "#d5d8df"
	background = "#14161b"
)

// SVG draws a terminal of w by h cells after output was written to it. The
// output may ask the terminal nothing: nobody reads its answers.
func SVG(w, h int, output []byte) string {
	term := vt.NewEmulator(w, h)
	_, _ = term.Write(output)
	return Draw(term)
}

// Draw draws what an emulator shows now.
func Draw(term *vt.Emulator) string {
	w, h := term.Width(), term.Height()
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%.0f" height="%.0f" font-family="'JetBrains Mono','DejaVu Sans Mono',monospace" font-size="%d">`+"\n",
		float64(w)*cellW+2*margin, float64(h)*cellH+2*margin, fontSize)
	fmt.Fprintf(&b, `<rect width="100%%" height="100%%" rx="6" fill="%s"/>`+"\n", background)
	for y := range h {
		for x := 0; x < w; {
			x += run(&b, term, x, y, w)
		}
	}
	b.WriteString("</svg>\n")
	return b.String()
}

// run draws the cells from x on that look alike, and says how many they are.
func run(b *strings.Builder, term *vt.Emulator, x, y, w int) int {
	first := term.CellAt(x, y)
	if first == nil {
		return 1
	}
	var text strings.Builder
	n := 0
	for x+n < w {
		c := term.CellAt(x+n, y)
		if c == nil || !c.Style.Equal(&first.Style) {
			break
		}
		if c.Content == "" {
			text.WriteByte(' ')
		} else {
			text.WriteString(c.Content)
		}
		n += max(1, c.Width)
	}
	fg, bg := hex(first.Style.Fg, foreground), hex(first.Style.Bg, "")
	if first.Style.Attrs&uv.AttrReverse != 0 {
		if bg == "" {
			bg = background
		}
		fg, bg = bg, fg
	}
	left, top := margin+float64(x)*cellW, margin+float64(y)*cellH
	if bg != "" {
		fmt.Fprintf(b, `<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" fill="%s"/>`+"\n", left, top, float64(n)*cellW, cellH, bg)
	}
	if s := text.String(); strings.TrimSpace(s) != "" {
		fmt.Fprintf(b, `<text x="%.1f" y="%.1f" fill="%s"%s textLength="%.1f" xml:space="preserve">%s</text>`+"\n",
			left, top+fontSize, fg, attributes(first.Style), float64(n)*cellW, html.EscapeString(s))
	}
	return max(1, n)
}

func attributes(s uv.Style) string {
	out := ""
	if s.Attrs&uv.AttrBold != 0 {
		out += ` font-weight="bold"`
	}
	if s.Attrs&uv.AttrItalic != 0 {
		out += ` font-style="italic"`
	}
	if s.Attrs&uv.AttrFaint != 0 {
		out += ` opacity="0.6"`
	}
	if s.Underline != 0 {
		out += ` text-decoration="underline"`
	}
	return out
}

func hex(c color.Color, unset string) string {
	if c == nil {
		return unset
	}
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}
