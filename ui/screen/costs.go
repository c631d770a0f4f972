package screen

import (
	"fmt"
	"strings"

	"tami/model"
	"tami/model/op"
	"tami/ui/kit"
)

// costs says what keeping the snapshots of an image costs, with bounds, and
// where the price is from.
type costs struct{ cursor }

func (t *costs) name() string { return "Cost" }

func (t *costs) known(e Env, r row) model.Cost {
	id, _ := e.State.Account(r.at.Profile)
	return e.State.Cost(r.at, r.img, id.Account.Raw())
}

func (t *costs) settle(e Env, r row, room Rect) {
	t.fit(max(1, room.H-8), len(t.known(e, r).Parts))
}

func (t *costs) do(e Env, r row, id op.ID) ([]Effect, bool) {
	parts := t.known(e, r).Parts
	if len(parts) == 0 {
		return nil, false
	}
	if id == "item.copyid" {
		return []Effect{Copy{Text: parts[t.at].Snapshot, What: "snapshot ID"}}, true
	}
	return nil, t.cursor.do(id, len(parts))
}

func (t *costs) draw(e Env, r row, room Rect) Picture {
	st, g := e.Styles, e.Styles.Glyphs
	c := t.known(e, r)
	line := func(paint kit.Painter, text string) string {
		return kit.NewLine(room.W, g.Ellipsis).Space(2).Add(paint, text).String()
	}
	if len(c.Parts) == 0 {
		return Picture{Lines: []string{
			line(st.Text, "This image has no snapshots, so EBS bills nothing for keeping it."),
			line(st.Muted, "An image backed by instance store keeps its bundle in S3, which S3 bills."),
		}}
	}
	lines := []string{
		kit.NewLine(room.W, g.Ellipsis).Space(1).Add(st.Title, total(c)).String(),
		kit.Blank(room.W),
		kit.NewLine(room.W, "").Space(2).Add(st.ColumnTitle, kit.Pad("SNAPSHOT", 23, "")+"    GB       $ A MONTH  ").String(),
	}
	for i := t.top; i < min(t.top+t.height, len(c.Parts)); i++ {
		lines = append(lines, t.line(e, c.Parts[i], i == t.at, room.W))
	}
	lines = append(lines, kit.Blank(room.W))
	for _, u := range c.Unknown {
		lines = append(lines, line(st.Warning, "unknown: "+u))
	}
	if p := c.Parts[t.at].Price; p.Known() {
		lines = append(lines, line(st.Muted, fmt.Sprintf("%s %s in %s: %s, %s", dollars(p.USD), strings.TrimPrefix(p.Unit, "USD "), r.at.Region, p.Source, p.AsOf)))
	}
	lines = append(lines, line(st.Faint, "Snapshots share blocks with others of their line: deleting one may free far less than it could cost."))
	return Picture{Lines: lines}
}

func (t *costs) line(e Env, p model.CostPart, here bool, w int) string {
	st, g := e.Styles, e.Styles.Glyphs
	plain, muted, mark := kit.Painter(st.Text), kit.Painter(st.Muted), "  "
	if here {
		plain, muted, mark = st.Cursor, st.Cursor, g.Cursor+" "
	}
	size, money := g.None, "?"
	if p.GiB > 0 {
		size = fmt.Sprintf("%.1f", p.GiB)
	}
	switch p.Label {
	case "exact":
		money = model.Dollars(p.High)
	case "up to":
		money = model.Dollars(p.Low) + " – " + model.Dollars(p.High)
	case "not ours":
		money = g.None
	}
	l := kit.NewLine(w, g.Ellipsis).Add(plain, mark+kit.Pad(p.Snapshot, 23, g.Ellipsis)).Add(muted, kit.PadLeft(size, 6, "")+" ")
	l.Add(plain, kit.PadLeft(money, 15, "")+"  ").Add(muted, p.Label+": "+p.Why)
	return l.SpaceIn(plain, l.Left()).String()
}

// total is the whole in one line.
func total(c model.Cost) string {
	switch c.Label {
	case "exact":
		return model.Dollars(c.High) + " dollars a month, exactly"
	case "up to":
		return fmt.Sprintf("between %s and %s dollars a month", model.Dollars(c.Low), model.Dollars(c.High))
	}
	if c.High == 0 {
		return "not known"
	}
	return fmt.Sprintf("up to %s dollars a month for what is known", model.Dollars(c.High))
}

// dollars is a price, of which the small ones have more than two decimals.
func dollars(usd float64) string { return fmt.Sprintf("$%g", usd) }
