package screen

import (
	"tami/model"
	"tami/model/ami"
	"tami/model/op"
	"tami/ui/kit"
)

// users lists what uses an image, and what was not checked.
type users struct {
	cursor
	usage model.Usage
}

func (t *users) name() string { return "Used by" }

func (t *users) needs(r row) []ami.Need { return model.UsageNeeds(r.at, r.img.ID.Raw()) }

func (t *users) settle(e Env, r row, room Rect) {
	t.usage = e.State.Usage(r.at, r.img.ID.String())
	t.fit(max(1, room.H-4-min(len(t.usage.NotChecked), room.H/3)), len(t.usage.Users))
}

func (t *users) do(_ Env, _ row, id op.ID) ([]Effect, bool) {
	n := len(t.usage.Users)
	if n == 0 {
		return nil, false
	}
	if id == "item.copyid" {
		return []Effect{Copy{Text: t.usage.Users[t.at].ID, What: t.usage.Users[t.at].Kind}}, true
	}
	return nil, t.cursor.do(id, n)
}

func (t *users) draw(e Env, r row, room Rect) Picture {
	st, g := e.Styles, e.Styles.Glyphs
	verdict := t.usage.Verdict() + ", in " + r.at.Region + " of this account"
	lines := []string{kit.NewLine(room.W, g.Ellipsis).Space(1).Add(st.Title, verdict).String()}
	kind, id := 4, 4
	for _, u := range t.usage.Users {
		kind, id = max(kind, kit.Width(u.Kind)), max(id, kit.Width(u.ID))
	}
	id = min(id, max(20, room.W/2))
	for i := t.top; i < min(t.top+t.height, len(t.usage.Users)); i++ {
		u := t.usage.Users[i]
		l := kit.NewLine(room.W, g.Ellipsis)
		plain, muted, mark := kit.Painter(st.Text), kit.Painter(st.Muted), "  "
		if i == t.at {
			plain, muted, mark = st.Cursor, st.Cursor, g.Cursor+" "
		}
		l.Add(plain, mark).Add(muted, kit.Pad(u.Kind, kind, "")+"  ").Add(plain, kit.Pad(u.ID, id, g.Ellipsis)+"  ").Add(muted, u.Detail)
		lines = append(lines, l.SpaceIn(plain, l.Left()).String())
	}
	lines = append(lines, kit.Blank(room.W))
	return Picture{Lines: append(lines, notCheckedLines(e, t.usage.NotChecked, room)...)}
}

// notCheckedLines name what was not looked at, and why.
func notCheckedLines(e Env, list []model.NotChecked, room Rect) []string {
	st, g := e.Styles, e.Styles.Glyphs
	if len(list) == 0 {
		return nil
	}
	lines := []string{kit.NewLine(room.W, g.Ellipsis).Space(1).Add(st.Title, "Not checked").String()}
	for _, n := range list {
		lines = append(lines, kit.NewLine(room.W, g.Ellipsis).Space(2).Add(st.Text, n.What).Add(st.Muted, ": "+n.Why).String())
	}
	return lines
}
