package screen

import "tami/ui/kit"

// heading is the head of a column, as wide as its cells. One without a width is
// left out, with its cells.
type heading struct {
	text  string
	w     int
	right bool
}

// headings draws the heads of a table.
func headings(e Env, w int, heads ...heading) string {
	l := kit.NewLine(w, "").Space(2)
	for _, h := range heads {
		switch {
		case h.w == 0:
			continue
		case h.right:
			l.Add(e.Styles.ColumnTitle, kit.PadLeft(h.text, h.w, ""))
		default:
			l.Add(e.Styles.ColumnTitle, kit.Pad(h.text, h.w, ""))
		}
		l.Space(1)
	}
	return l.String()
}

// listRow is a row of a table on its way, and the colours that it has where the
// cursor is on it and where not.
type listRow struct {
	line                    *kit.Line
	plain, muted, bad, news kit.Painter
	ellipsis                string
}

func newListRow(e Env, here bool, w int) *listRow {
	st, g := e.Styles, e.Styles.Glyphs
	r := &listRow{line: kit.NewLine(w, g.Ellipsis), plain: st.Text, muted: st.Muted, bad: st.Trouble, news: st.Accent, ellipsis: g.Ellipsis}
	mark := "  "
	if here {
		r.plain, r.muted, r.bad, r.news, mark = st.Cursor, st.Cursor, st.Cursor, st.Cursor, g.Cursor+" "
	}
	r.line.Add(r.plain, mark)
	return r
}

// cell adds a cell; one without a width is left out.
func (r *listRow) cell(paint kit.Painter, text string, w int) {
	if w > 0 {
		r.line.Add(paint, kit.Pad(text, w, r.ellipsis)+" ")
	}
}

// figure adds a cell that stands to the right.
func (r *listRow) figure(paint kit.Painter, text string, w int) {
	if w > 0 {
		r.line.Add(paint, kit.PadLeft(text, w, r.ellipsis)+" ")
	}
}

// note makes the row a sentence about a place.
func (r *listRow) note(at, said string, bad bool) string {
	paint := r.muted
	if bad {
		paint = r.bad
	}
	r.line.Add(paint, at+": "+said)
	return r.String()
}

// String is the row, as wide as the list.
func (r *listRow) String() string { return r.line.SpaceIn(r.plain, r.line.Left()).String() }

// drawTable draws what stands above a list, its rows as far as they are in sight,
// or that there are none, and below them what tells more of one.
func (c *cursor) drawTable(e Env, r Rect, above []string, rows int, none string, row func(i int) string, below []string) []string {
	lines := above
	if rows == 0 {
		lines = append(lines, kit.NewLine(r.W, e.Styles.Glyphs.Ellipsis).Space(2).Add(e.Styles.Muted, none).String())
	}
	for i := c.top; i < min(c.top+c.height, rows); i++ {
		lines = append(lines, row(i))
	}
	lines = kit.Fill(lines, r.W, max(0, r.H-len(below)))
	return kit.Fill(append(lines, below...), r.W, r.H)
}
