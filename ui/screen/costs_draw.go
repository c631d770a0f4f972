package screen

import (
	"fmt"

	"tami/model"
	"tami/model/money"
	"tami/ui/kit"
)

func (t *costs) draw(e Env, r row, room Rect) Picture {
	st, g := e.Styles, e.Styles.Glyphs
	if len(t.lines) == 0 {
		line := func(paint kit.Painter, text string) string {
			return kit.NewLine(room.W, g.Ellipsis).Space(2).Add(paint, text).String()
		}
		return Picture{Lines: []string{
			line(st.Text, "This image has no snapshots, so EBS bills nothing for keeping it."),
			line(st.Muted, "An image backed by instance store keeps its bundle in S3, which S3 bills."),
		}}
	}
	lines := t.head(e, room)
	for i := t.top; i < min(t.top+t.height, len(t.lines)); i++ {
		if t.lines[i].part >= 0 {
			lines = append(lines, t.partLine(e, t.cost.Leaving.Parts[t.lines[i].part], i == t.at, room.W))
		} else {
			lines = append(lines, detailLine(e, t.lines[i], i == t.at, room.W))
		}
	}
	if t.explained {
		below := t.explainer.room(room.H)
		lines = kit.Fill(lines, room.W, max(0, room.H-1-below))
		lines = append(lines, explainedIn(e, t.explanation(r), room.W, below)...)
	}
	lines = kit.Fill(lines, room.W, max(0, room.H-1))
	return Picture{Lines: append(lines, t.foot(e, room.W))}
}

// head is the total, how it stands with the count, and the headings.
func (t *costs) head(e Env, room Rect) []string {
	st, g := e.Styles, e.Styles.Glyphs
	if len(t.cost.Leaving.Parts) == 0 {
		return nil
	}
	l := kit.NewLine(room.W, g.Ellipsis).Space(1).Add(st.Title, total(t.cost, room.W))
	lines := []string{l.String()}
	if t.said != "" {
		paint := kit.Painter(st.Muted)
		if t.asked || t.running {
			paint = st.Accent
		}
		for _, part := range kit.WrapWords(t.said, max(10, room.W-2)) {
			lines = append(lines, kit.NewLine(room.W, g.Ellipsis).Space(1).Add(paint, part).String())
		}
	}
	c := costColumns(room.W)
	head := kit.NewLine(room.W, "").Space(2).Add(st.ColumnTitle, kit.Pad("SNAPSHOT", c.id, ""))
	if c.tier > 0 {
		head.Add(st.ColumnTitle, " "+kit.Pad("TIER", c.tier, "")+kit.PadLeft("GB", c.size, ""))
	}
	return append(lines, head.Add(st.ColumnTitle, kit.PadLeft("$ A MONTH", c.money, "")+"  "+"THAT IS").String())
}

// costWidths are the columns of the snapshots; a narrow screen has no tier and
// no size.
type costWidths struct{ id, tier, size, money int }

func costColumns(w int) costWidths {
	if w < 64 {
		return costWidths{id: max(8, min(22, w-27)), money: 14}
	}
	return costWidths{id: 22, tier: 8, size: 8, money: 17}
}

func (t *costs) partLine(e Env, p money.Settled, here bool, w int) string {
	st, g := e.Styles, e.Styles.Glyphs
	plain, muted, mark := kit.Painter(st.Text), kit.Painter(st.Muted), "  "
	if here {
		plain, muted, mark = st.Cursor, st.Cursor, g.Cursor+" "
	}
	c := costColumns(w)
	l := kit.NewLine(w, g.Ellipsis).Add(plain, mark+shortID(p.Snapshot, c.id, g.Ellipsis))
	if c.tier > 0 {
		size := g.None
		if p.GiB > 0 {
			size = fmt.Sprintf("%.1f", p.GiB)
		}
		tier := p.Tier
		if tier == "" {
			tier = g.None
		}
		l.Add(muted, " "+kit.Pad(tier, c.tier, "")+kit.PadLeft(size, c.size, ""))
	}
	l.Add(plain, kit.PadLeft(amount(p.Bounds, g.None), c.money, "")+"  ").Add(muted, fateWords(p))
	return l.SpaceIn(plain, l.Left()).String()
}

// shortID is an ID in so many cells; IDs differ in their tails.
func shortID(id string, w int, ellipsis string) string {
	head, tail, cut := kit.Middle(id, w)
	if cut {
		id = id[:head] + ellipsis + id[tail:]
	}
	return kit.Pad(id, w, ellipsis)
}

// amount is what a snapshot costs, as a column shows it.
func amount(b money.Bounds, none string) string {
	switch b.Label {
	case money.Exact, money.Measured:
		return model.Dollars(b.High)
	case money.UpTo:
		if model.Dollars(b.Low) == model.Dollars(b.High) {
			return model.Dollars(b.High)
		}
		return model.Dollars(b.Low) + " – " + model.Dollars(b.High)
	case money.NotOurs:
		return none
	}
	return "?"
}

// fateWords are the label of a figure, and what would become of the snapshot
// where that is not what one would think.
func fateWords(p money.Settled) string {
	switch {
	case p.Fate == money.Foreign:
		return string(money.NotOurs)
	case p.Fate == money.Kept:
		return string(p.Label) + ", kept"
	case p.Fate == money.Binned:
		return string(p.Label) + ", binned"
	}
	if p.Label == money.Unknown {
		return p.Why
	}
	return string(p.Label)
}

func detailLine(e Env, d costLine, here bool, w int) string {
	st, g := e.Styles, e.Styles.Glyphs
	label, text, mark := kit.Painter(st.Muted), d.paint(e), "  "
	if here {
		label, text, mark = st.Cursor, st.Cursor, g.Cursor+" "
	}
	l := kit.NewLine(w, g.Ellipsis).Add(label, mark+kit.Pad(d.label, detailIndent-3, g.Ellipsis)+" ").Add(text, d.text)
	return l.SpaceIn(text, l.Left()).String()
}

// foot says of the snapshot under the cursor why its figure is what it is.
func (t *costs) foot(e Env, w int) string {
	st, g := e.Styles, e.Styles.Glyphs
	l := kit.NewLine(w, g.Ellipsis).Space(1)
	if part := t.lines[t.at].part; part >= 0 {
		return l.Add(st.Muted, reasons(t.cost.Leaving.Parts[part])).String()
	}
	return l.Add(st.Faint, "Snapshots share blocks: deleting one may free far less than it could cost.").String()
}

// total is the whole in one line, in fewer words where that is narrow.
func total(c model.Cost, w int) string {
	words, lead := c.Words(" a month"), "keeping it costs "
	if c.Nothing() {
		words = "this account nothing"
	} else if w < 60 {
		lead = ""
	}
	if c.Label == money.Unknown && c.High == 0 {
		return "what keeping it costs is unknown"
	}
	return lead + words
}
