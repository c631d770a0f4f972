package screen

import (
	"slices"
	"strings"

	"tami/model"
	"tami/model/op"
	"tami/ui/kit"
)

// tableCell is a cell with its paint; nil is the paint of ordinary text.
type tableCell struct {
	text  string
	paint kit.Painter
}

// tableRow is a row of a table on a sheet; a flag marks what needs a look.
type tableRow struct {
	flag  bool
	cells []tableCell
}

// tableLook is how the columns of a table stand.
type tableLook struct {
	names bool         // the first column holds names, which lose their middle first
	wrap  bool         // what does not fit in the first column goes on below
	right map[int]bool // columns of figures
	last  int          // the least width of the last column, so that the others stand still while it changes
}

// table draws rows under headings, as wide as their content. In a narrow room
// the first column gives way, then the last one; then columns between them go.
func (p *sheetPage) table(heads []string, rows []tableRow, look tableLook) {
	st, g := p.e.Styles, p.e.Styles.Glyphs
	width := make([]int, len(heads))
	for i, h := range heads {
		width[i] = kit.Width(h)
		for _, r := range rows {
			if i < len(r.cells) {
				width[i] = max(width[i], kit.Width(r.cells[i].text))
			}
		}
	}
	width[len(width)-1] = max(width[len(width)-1], look.last)
	fitColumns(width, p.w-3)
	l := p.line().Space(1)
	for i, h := range heads {
		if width[i] == 0 {
			continue
		}
		if i == 0 {
			width[0] += 2
		}
		l.Add(st.ColumnTitle, align(h, width[i], look.right[i], "")).Space(2)
		if i == 0 {
			width[0] -= 2
		}
	}
	p.add(l)
	for _, r := range rows {
		var rest []string
		l := p.line().Space(1)
		if r.flag {
			l.Add(st.Warning, g.Warning+" ")
		} else {
			l.Space(2)
		}
		for i, c := range r.cells {
			if i >= len(width) || width[i] == 0 {
				continue
			}
			paint := c.paint
			if paint == nil {
				paint = st.Text
			}
			text := c.text
			switch {
			case i == 0 && look.names:
				text = middle(text, width[0], g.Ellipsis)
			case i == 0 && look.wrap:
				text, rest = overflow(text, width[0])
			}
			l.Add(paint, align(text, width[i], look.right[i], g.Ellipsis)).Space(2)
		}
		p.add(l)
		for _, more := range rest {
			p.add(p.line().Space(5).Add(st.Text, more))
		}
	}
}

// overflow is a text as far as it goes into w cells, and the lines of the rest.
func overflow(s string, w int) (first string, rest []string) {
	lines := kit.WrapWords(s, max(8, w))
	if len(lines) < 2 {
		return s, nil
	}
	return lines[0], kit.WrapWords(strings.Join(lines[1:], " "), max(8, w-2))
}

func align(s string, w int, right bool, ellipsis string) string {
	if right {
		return kit.PadLeft(s, w, ellipsis)
	}
	return kit.Pad(s, w, ellipsis)
}

// middle shortens a name so that its tail, in which names differ, stays.
func middle(s string, w int, ellipsis string) string {
	head, tail, cut := kit.Middle(s, w)
	if !cut {
		return s
	}
	return s[:head] + ellipsis + s[tail:]
}

// fitColumns makes columns narrower until all of them fit, two cells apart. A
// width of 0 is a column that is left out.
func fitColumns(width []int, room int) {
	total := func() int {
		n := 0
		for _, w := range width {
			if w > 0 {
				n += w + 2
			}
		}
		return n - 2
	}
	shrink := func(i, least int) {
		if i >= 0 && i < len(width) && width[i] > least {
			width[i] = max(least, width[i]-max(0, total()-room))
		}
	}
	last := len(width) - 1
	shrink(0, 24)
	shrink(last, 18)
	for i := last - 1; i > 0; i-- {
		shrink(i, 16)
	}
	shrink(0, 14)
	for i := last - 1; i > 0 && total() > room; i-- {
		width[i] = 0
	}
	shrink(last, 4)
	shrink(0, 4)
}

// rows is what the change is about.
func (p *sheetPage) rows(t op.Table) {
	if len(t.Rows) == 0 {
		return
	}
	rows := make([]tableRow, len(t.Rows))
	for i, r := range t.Rows {
		rows[i].flag = r.Flag
		for j, c := range r.Cells {
			cell := tableCell{text: c}
			if j > 0 && !r.Flag {
				cell.paint = p.e.Styles.Muted
			}
			rows[i].cells = append(rows[i].cells, cell)
		}
	}
	p.gap()
	p.table(t.Heads, rows, tableLook{names: true})
}

// snapshots is what becomes of each.
func (p *sheetPage) snapshots(list []op.Fate) {
	if len(list) == 0 {
		return
	}
	st := p.e.Styles
	p.gap()
	rows := make([]tableRow, len(list))
	for i, f := range list {
		fate, paint := fateText(p.e, f.Fate)
		switch {
		case f.Why == "":
		case f.Fate == op.Orphaned || f.Fate == op.Binned:
			fate = f.Why
		default:
			fate += ": " + f.Why
		}
		id := f.SnapshotID
		if p.w < 110 {
			id = middle(id, 13, p.e.Styles.Glyphs.Ellipsis)
		}
		rows[i].cells = []tableCell{{text: id}, {f.Size, st.Muted}, {f.Written, st.Muted}, {fate, paint}, {fatePrice(f), st.Muted}}
	}
	p.table([]string{"SNAPSHOTS", "SIZE", "DATA", "FATE", "$ A MONTH"}, rows, tableLook{names: true, right: map[int]bool{1: true, 2: true, 4: true}})
}

func fateText(e Env, k op.FateKind) (string, kit.Painter) {
	switch k {
	case op.Deleted:
		return "deleted", e.Styles.Warning
	case op.Orphaned:
		return "stays, orphaned", e.Styles.Warning
	case op.Binned:
		return "to the Recycle Bin", e.Styles.Text
	case op.NotOurs:
		return "not ours", e.Styles.Muted
	}
	return string(k), e.Styles.Text
}

func fatePrice(f op.Fate) string {
	switch {
	case f.Fate == op.NotOurs:
		return "0"
	case f.Label == "unknown":
		return "unknown"
	}
	return between(f.Low, f.High)
}

// between says bounds, or the one figure that both are.
func between(low, high float64) string {
	a, b := model.Dollars(low), model.Dollars(high)
	if a == b {
		return a
	}
	return a + " – " + b
}

// cost says what the change does to the bill.
func (p *sheetPage) cost(c *op.Cost) {
	if c == nil {
		return
	}
	st := p.e.Styles
	how := ""
	said := slices.ContainsFunc(c.Notes, func(n string) bool { return strings.HasPrefix(n, "up to:") }) // why, in a line of its own
	switch {
	case c.Label == "up to" && said:
		how = "  (up to)"
	case c.Label == "up to":
		how = "  (up to: snapshots share blocks)"
	case c.Label == "measured", c.Label == "exact":
		how = "  (" + c.Label + ")"
	}
	money := func(word, amount, more string) {
		p.label(word, st.Text, amount+more)
	}
	if c.StopsHigh > 0 || c.StopsLow > 0 {
		money("stops", "$ "+between(c.StopsLow, c.StopsHigh), " a month"+how)
	}
	if c.StartsHigh > 0 || c.StartsLow > 0 {
		money("starts", "$ "+between(c.StartsLow, c.StartsHigh), " a month"+how)
	}
	if c.StaysHigh > 0 {
		money("stays", "up to $ "+model.Dollars(c.StaysHigh), " a month")
	}
	if c.OneTime > 0 {
		word := "one-time"
		if p.w < 60 { // where its column is too narrow for it
			word = "once"
		}
		money(word, "$ "+model.Dollars(c.OneTime), "")
	}
	for _, u := range c.Unknown {
		p.label("unknown", st.Warning, "the price of "+strings.Replace(u, ": price unknown", "", 1))
	}
	for _, n := range c.Notes {
		p.label("", st.Muted, n)
	}
}
