package kit

import "strings"

// Box is the glyphs of a frame, one cell each.
type Box struct{ TopLeft, TopRight, BottomLeft, BottomRight, Across string }

// Edge is the upper or the lower edge of a frame of w cells, with a title in
// the upper one.
func Edge(w int, border, title Painter, g Box, top bool, text string) string {
	left, right := g.BottomLeft, g.BottomRight
	if top {
		left, right = g.TopLeft, g.TopRight
	}
	l := NewLine(w, "")
	l.Add(border, left)
	if text != "" {
		l.Add(border, g.Across).Space(1).Add(title, Cut(text, max(0, w-6), "")).Space(1)
	}
	l.Add(border, strings.Repeat(g.Across, max(0, l.Left()-1))).Add(border, right)
	return l.String()
}
