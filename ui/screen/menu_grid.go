package screen

import (
	"slices"
	"strings"

	"tami/model/ami"
	"tami/model/op"
	"tami/ui/kit"
)

// grid makes a menu a table. What it holds may come in while it is looked at:
// it is made again whenever something was learned, and no row moves.
type grid struct {
	list    []op.Column
	widths  []int      // of the first column, which has no head, and of the others
	asks    []ami.Need // what the table takes
	note    string     // what is to be known of it, said below
	again   func(Env) (choices []choice, note string)
	learned int // how much was known when it was made
}

// renew makes the choices of a table again. The one under the cursor stays
// there.
func (m *menu) renew(e Env) {
	c := m.grid
	if c == nil || c.learned == e.State.Learned {
		return
	}
	c.learned = e.State.Learned
	was, at, top := "", m.at, m.top
	if m.at < len(m.shown) {
		was = m.shown[m.at].value
	}
	m.choices, c.note = c.again(e)
	c.measure(m.choices)
	m.filter()
	if i := slices.IndexFunc(m.shown, func(one choice) bool { return one.value == was }); i >= 0 {
		at = i
	}
	m.at, m.top = at, top
}

// find keeps the rows of a table that hold every word that is typed, those first
// that begin so, then those that say just that, and what cannot be had last;
// where there are such, those are left out that have the words here and there; ok is false where none does.
func (m *menu) find(typed string) (ok bool) {
	words := strings.Fields(strings.ToLower(typed))
	if len(words) == 0 {
		return false
	}
	const kinds = 3
	ranks := make([][]choice, 2*kinds)
	for _, c := range m.choices {
		text := strings.ToLower(c.label)
		if slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) }) {
			continue
		}
		rank := 0
		switch {
		case strings.HasPrefix(text, words[0]):
		case strings.Contains(text, " "+strings.Join(words, " ")):
			rank = 1 // 8 GiB, and not 128
		default:
			rank = 2
		}
		if c.off {
			rank += kinds
		}
		ranks[rank] = append(ranks[rank], c)
	}
	if len(ranks[0])+len(ranks[1])+len(ranks[kinds])+len(ranks[kinds+1]) > 0 {
		ranks[2], ranks[2+kinds] = nil, nil
	}
	for _, c := range slices.Concat(ranks...) {
		var hits []int
		if at := strings.Index(strings.ToLower(c.value), words[0]); at >= 0 {
			for i := range len(words[0]) {
				hits = append(hits, at+i)
			}
		}
		m.shown, m.matched = append(m.shown, c), append(m.matched, hits)
	}
	return len(m.shown) > 0
}

// gap stands between two columns.
const gap = 2

// measure finds how wide the columns are. One whose cells come later is as wide
// as its name before they do.
func (d *grid) measure(list []choice) {
	d.widths = make([]int, len(d.list)+1)
	for i, col := range d.list {
		d.widths[i+1] = kit.Width(col.Name)
	}
	for _, one := range list {
		d.widths[0] = max(d.widths[0], kit.Width(one.value))
		for i, cell := range one.cells {
			d.widths[i+1] = max(d.widths[i+1], kit.Width(abridged(cell)))
		}
	}
}

// abridged leaves room for the sign that stands for "up to".
func abridged(cell string) string { return strings.Replace(cell, "up to ", "<= ", 1) }

// fits are the columns that there is room for; what is worth least goes first.
func (d *grid) fits(room int) []int {
	var all []int
	room -= d.widths[0]
	for i := range d.list {
		all = append(all, i)
		room -= gap + d.widths[i+1]
	}
	for room < 0 && len(all) > 0 {
		least := 0
		for i := range all {
			if d.list[all[i]].Worth < d.list[all[least]].Worth {
				least = i
			}
		}
		room += gap + d.widths[all[least]+1]
		all = slices.Delete(all, least, least+1)
	}
	return all
}

// room is how wide the table may be in a menu: all but its frame and the cursor.
func (d *grid) room(e Env) int { return max(20, min(112, e.W-2)) - 6 }

// head names the columns.
func (d *grid) head(e Env, l *kit.Line) *kit.Line {
	l.Space(d.widths[0])
	for _, i := range d.fits(d.room(e)) {
		l.Space(gap+d.widths[i+1]-kit.Width(d.list[i].Name)).Add(e.Styles.Muted, d.list[i].Name)
	}
	return l
}

// row fills in the columns of a choice, whose value stands in the line.
func (d *grid) row(e Env, l *kit.Line, p kit.Painter, one choice) {
	g := e.Styles.Glyphs
	l.SpaceIn(p, d.widths[0]-kit.Width(one.value))
	for _, i := range d.fits(d.room(e)) {
		cell := strings.Replace(one.cells[i], "up to ", g.AtMost+" ", 1)
		if cell == "" && d.list[i].Late {
			cell = g.None
			if d.pending(e) {
				cell = g.Loading
			}
		}
		l.SpaceIn(p, gap+d.widths[i+1]-kit.Width(cell)).Add(p, cell)
	}
}

// pending reports that something of the table is still asked for.
func (d *grid) pending(e Env) bool {
	return slices.ContainsFunc(d.asks, func(n ami.Need) bool { return !e.State.Known(n).Settled() })
}

// lines are how many lines of a menu the names of its columns take.
func (d *grid) lines() int {
	if d == nil {
		return 0
	}
	return 1
}
