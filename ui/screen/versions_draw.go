package screen

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tami/model"
	"tami/model/ami"
	"tami/ui/kit"
)

// versionColumns are the widths of a version's cells; 0 leaves one out.
type versionColumns struct {
	name, age, used, users, cost, state, how int
	places                                   []ami.Where
	numbered                                 bool // the places stand as numbers, which a line below explains
}

// columns give the name what it needs and the regions their names, or numbers
// where there is no room for names.
func (t *versions) columns(w int) versionColumns {
	c := versionColumns{age: 4, state: 10, places: slices.Concat(t.family.Places, t.family.Unread)}
	if w >= 70 {
		c.used, c.users, c.cost = 4, 5, 6
	}
	if w >= 100 {
		c.state = 16
	}
	longest := 12
	for _, v := range t.family.Versions {
		longest = max(longest, kit.Width(v.Name))
		if v.How != model.ByName && w >= 60 {
			c.how = 6
		}
	}
	room := w - 3
	for _, cell := range []int{c.age, c.used, c.users, c.cost, c.state, c.how} {
		if cell > 0 {
			room -= cell + 1
		}
	}
	names := 0
	for _, at := range c.places {
		names += kit.Width(at.String()) + 1
	}
	if c.numbered = room-names < min(longest, 30); c.numbered {
		c.places = c.places[:min(len(c.places), 9, max(1, (room-12)/2))]
		names = 2 * len(c.places)
	}
	c.name = max(8, min(longest, room-names))
	return c
}

func (c versionColumns) place(i int) string {
	if c.numbered {
		return strconv.Itoa(i + 1)
	}
	return c.places[i].String()
}

func (t *versions) draw(e Env, r row, room Rect) Picture {
	c := t.columns(room.W)
	lines := []string{t.title(e, room.W), c.head(e, room.W)}
	for i := t.top; i < min(t.top+t.height, len(t.family.Versions)); i++ {
		lines = append(lines, t.line(e, r, i, c, room.W))
	}
	lines = append(lines, t.more(e, r, room.W), c.legend(e, room.W))
	return Picture{Lines: append(lines, t.below(e, r, room)...)}
}

func (t *versions) title(e Env, w int) string {
	named, kin := 0, 0
	for _, v := range t.family.Versions {
		if v.How == model.ByName {
			named++
		} else {
			kin++
		}
	}
	rest := ""
	if kin > 0 {
		rest += fmt.Sprintf(" · %d by tag or descent", kin)
	}
	if n := len(t.family.Unread); n > 0 {
		rest += fmt.Sprintf(" · %s not read to the end", model.Count(n, "region", "regions"))
	}
	head := fmt.Sprintf("%s: %s", t.family.Name, model.Count(named, "version", "versions"))
	return kit.NewLine(w, e.Styles.Glyphs.Ellipsis).Space(1).Add(e.Styles.Title, head).Add(e.Styles.Muted, rest).String()
}

func (c versionColumns) head(e Env, w int) string {
	paint := e.Styles.ColumnTitle
	l := kit.NewLine(w, "").Space(2).Add(paint, kit.Pad("VERSION", c.name, ""))
	right := func(text string, w int) {
		if w > 0 {
			l.Space(1).Add(paint, kit.PadLeft(text, w, ""))
		}
	}
	right("AGE", c.age)
	right("USED", c.used)
	right("USERS", c.users)
	right(e.Styles.Glyphs.AtMost+"$/MO", c.cost)
	l.Space(1).Add(paint, kit.Pad("STATE", c.state, ""))
	if c.how > 0 {
		l.Space(1).Add(paint, kit.Pad("BY", c.how, ""))
	}
	for i := range c.places {
		l.Space(1).Add(paint, c.place(i))
	}
	return l.String()
}

func (t *versions) line(e Env, r row, i int, c versionColumns, w int) string {
	st, g := e.Styles, e.Styles.Glyphs
	v := t.family.Versions[i]
	plain, muted, good, lack, mark := kit.Painter(st.Text), kit.Painter(st.Muted), kit.Painter(st.Text), kit.Painter(st.Warning), "  "
	if v.Name == r.img.Name.String() {
		plain = st.Accent
	}
	if i == t.at {
		plain, muted, good, lack, mark = st.Cursor, st.Cursor, st.Cursor, st.Cursor, g.Cursor+" "
	}
	l := kit.NewLine(w, g.Ellipsis).Add(plain, mark)
	head, tail, cut := kit.Middle(v.Name, c.name)
	shown := v.Name[:head]
	if cut {
		shown += g.Ellipsis + v.Name[tail:]
	}
	l.Add(plain, kit.Pad(shown, c.name, ""))
	right := func(text string, w int) {
		if w > 0 {
			l.Add(muted, " "+kit.PadLeft(text, w, g.Ellipsis))
		}
	}
	right(model.Age(v.First.Created, e.State.Now), c.age)
	right(dashed(e, model.Age(v.Used, e.State.Now)), c.used)
	right(usersCell(e, v), c.users)
	right(versionCost(e, v), c.cost)
	state := strings.TrimSuffix(model.StateWords(v.First, e.State.Now), " ago")
	if kit.Width(state) > c.state { // since when, or why, stands on the overview
		state, _, _ = strings.Cut(state, " ")
		state = strings.TrimSuffix(state, ":")
	}
	l.Add(muted, " "+kit.Pad(state, c.state, g.Ellipsis))
	if c.how > 0 {
		l.Add(muted, " "+kit.Pad(string(v.How), c.how, ""))
	}
	for n, at := range c.places {
		sign, paint := g.None, lack
		switch {
		case v.In[at] != nil:
			sign, paint = g.Mark, good
		case contains(t.family.Unread, at):
			sign, paint = "?", muted
		case v.How != model.ByName:
			sign, paint = " ", muted // it is no version that should be everywhere
		}
		l.Add(paint, " "+kit.Pad(sign, kit.Width(c.place(n)), ""))
	}
	return l.SpaceIn(plain, l.Left()).String()
}

func dashed(e Env, text string) string {
	if text == "" {
		return e.Styles.Glyphs.None
	}
	return text
}

// usersCell is how many use a version; a question mark says that more may.
func usersCell(e Env, v model.Version) string {
	n, whole := e.State.Users(v)
	switch {
	case !whole && n == 0:
		return "?"
	case !whole:
		return strconv.Itoa(n) + "+?"
	case n == 0:
		return e.Styles.Glyphs.None
	}
	return strconv.Itoa(n)
}

func versionCost(e Env, v model.Version) string {
	usd, known := e.State.CostUpTo(v)
	switch {
	case !known:
		return "?"
	case usd == 0:
		return e.Styles.Glyphs.None
	}
	return model.Dollars(usd)
}

// more says of the version under the cursor what its row has no room for: how
// it belongs to the family, and which regions lack it.
func (t *versions) more(e Env, r row, w int) string {
	st, g := e.Styles, e.Styles.Glyphs
	l := kit.NewLine(w, g.Ellipsis).Space(1)
	if t.at >= len(t.family.Versions) {
		return l.String()
	}
	v := t.family.Versions[t.at]
	if words := model.KinWords(v, r.img); words != "" {
		return l.Add(st.Muted, words).String()
	}
	var lacks []string
	for _, at := range t.family.Lacks(v) {
		lacks = append(lacks, at.String())
	}
	if len(lacks) == 0 {
		return l.Add(st.Muted, "In every region that is shown and was read.").String()
	}
	return l.Add(st.Warning, "Missing in "+strings.Join(lacks, ", ")+".").String()
}

func (c versionColumns) legend(e Env, w int) string {
	l := kit.NewLine(w, e.Styles.Glyphs.Ellipsis).Space(1)
	if !c.numbered {
		return l.Add(e.Styles.Faint, "USERS: instances, groups, launch configurations; more on Used by").String()
	}
	for i, at := range c.places {
		l.Add(e.Styles.Faint, strconv.Itoa(i+1)+" "+at.String()+"  ")
	}
	return l.String()
}
