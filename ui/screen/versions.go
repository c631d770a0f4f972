package screen

import (
	"fmt"
	"strings"

	"tami/model"
	"tami/model/ami"
	"tami/model/op"
	"tami/ui/kit"
)

// versions shows an image among its family: every version with the regions
// that have it, and where the image comes from.
type versions struct {
	cursor
	family model.Family
}

func (t *versions) name() string { return "Versions" }

func (t *versions) needs(r row) []ami.Need {
	return []ami.Need{ami.Ancestry{Where: r.at, ImageID: r.img.ID.Raw()}}
}

func (t *versions) settle(e Env, r row, room Rect) {
	before := t.family.Name
	t.family = e.State.Family(r.at, r.img)
	if before != t.family.Name {
		for i, v := range t.family.Versions {
			if v.Name == r.img.Name.String() {
				t.at = i
			}
		}
	}
	t.fit(max(1, room.H-3-len(t.ancestry(e, r, room.W))), len(t.family.Versions))
}

func (t *versions) do(e Env, r row, id op.ID) ([]Effect, bool) {
	n := len(t.family.Versions)
	if n == 0 {
		return nil, false
	}
	switch v := t.family.Versions[t.at]; id {
	case "item.copyid":
		return []Effect{Copy{Text: v.First.ID.String(), What: "image ID"}}, true
	case "item.open":
		for _, at := range append([]ami.Where{r.at}, e.State.Places()...) {
			if img := v.In[at]; img != nil {
				return []Effect{Push{NewImage(at, img)}}, true
			}
		}
	}
	return nil, t.cursor.do(id, n)
}

func (t *versions) draw(e Env, r row, room Rect) Picture {
	st, g := e.Styles, e.Styles.Glyphs
	head := fmt.Sprintf("%s: %s", t.family.Name, model.Count(len(t.family.Versions), "version", "versions"))
	lines := []string{kit.NewLine(room.W, g.Ellipsis).Space(1).Add(st.Title, head).Add(st.Muted, t.notRead()).String()}
	places := append(append([]ami.Where(nil), t.family.Places...), t.family.Unread...)
	name, places := t.columns(room.W, places)
	l := kit.NewLine(room.W, "").Space(2).Add(st.ColumnTitle, kit.Pad("VERSION", name, "")+"   AGE  USED STATE           ")
	for _, at := range places {
		l.Space(1).Add(st.ColumnTitle, kit.Pad(at.String(), kit.Width(at.String()), g.Ellipsis))
	}
	lines = append(lines, l.String())
	for i := t.top; i < min(t.top+t.height, len(t.family.Versions)); i++ {
		lines = append(lines, t.line(e, r, i, name, places, room.W))
	}
	return Picture{Lines: append(lines, t.ancestry(e, r, room.W)...)}
}

func (t *versions) notRead() string {
	if len(t.family.Unread) == 0 {
		return ""
	}
	return fmt.Sprintf(" · %s not read to the end", model.Count(len(t.family.Unread), "region", "regions"))
}

// columns give the name what it needs and show as many places as then fit.
func (t *versions) columns(w int, places []ami.Where) (name int, shown []ami.Where) {
	for _, v := range t.family.Versions {
		name = max(name, kit.Width(v.Name))
	}
	name = max(12, min(name, w-34))
	left := w - name - 31
	for _, at := range places {
		if left -= kit.Width(at.String()) + 1; left < 0 {
			break
		}
		shown = append(shown, at)
	}
	return name, shown
}

func (t *versions) line(e Env, r row, i, name int, places []ami.Where, w int) string {
	st, g := e.Styles, e.Styles.Glyphs
	v := t.family.Versions[i]
	plain, muted, good, mark := kit.Painter(st.Text), kit.Painter(st.Muted), kit.Painter(st.Text), "  "
	if v.Name == r.img.Name.String() {
		plain = st.Accent
	}
	if i == t.at {
		plain, muted, good, mark = st.Cursor, st.Cursor, st.Cursor, g.Cursor+" "
	}
	l := kit.NewLine(w, g.Ellipsis).Add(plain, mark)
	head, tail, cut := kit.Middle(v.Name, name)
	shown := v.Name[:head]
	if cut {
		shown += g.Ellipsis + v.Name[tail:]
	}
	l.Add(plain, kit.Pad(shown, name, "")+" ")
	used := model.Age(v.Used, e.State.Now)
	if used == "" {
		used = g.None
	}
	state := strings.TrimSuffix(model.StateWords(v.First, e.State.Now), " ago")
	l.Add(muted, kit.PadLeft(model.Age(v.First.Created, e.State.Now), 5, "")+" "+kit.PadLeft(used, 5, "")+" "+kit.Pad(state, 16, g.Ellipsis))
	for _, at := range places {
		sign := g.None
		switch {
		case v.In[at] != nil:
			sign = g.Mark
		case contains(t.family.Unread, at):
			sign = "?"
		}
		l.Add(good, " "+kit.Pad(sign, kit.Width(at.String()), ""))
	}
	return l.SpaceIn(plain, l.Left()).String()
}

// ancestry says from which images this one was made.
func (t *versions) ancestry(e Env, r row, w int) []string {
	st, g := e.Styles, e.Styles.Glyphs
	lines := []string{kit.Blank(w), kit.NewLine(w, g.Ellipsis).Space(1).Add(st.Title, "Made from").String()}
	say := func(paint kit.Painter, text string) {
		lines = append(lines, kit.NewLine(w, g.Ellipsis).Space(2).Add(paint, text).String())
	}
	need := ami.Ancestry{Where: r.at, ImageID: r.img.ID.Raw()}
	list, ok := e.State.Answer(need).(ami.AncestryList)
	switch k := e.State.Known(need); {
	case k.Problem != nil:
		say(st.Muted, "not checked: "+k.Problem.Title)
	case !ok:
		say(st.Muted, g.Loading+" asking for its ancestors")
	case len(list.List) <= 1 && r.img.SourceImage.IsZero():
		say(st.Muted, "AWS names no image that it was made from")
	}
	for i, a := range list.List {
		if i == 0 || i > 4 {
			continue
		}
		words := a.ID.String()
		if img := e.State.Image(r.at, a.ID.String()); img != nil {
			words += "  " + img.Name.String()
		}
		if o := a.OwnerAlias.String(); o != "" {
			words += " · " + o
		}
		if age := model.AgeWords(a.Created, e.State.Now); age != "" {
			words += " · " + age
		}
		say(st.Text, words)
	}
	if n := len(list.List); n > 0 && !list.List[n-1].Source.IsZero() {
		say(st.Muted, "then "+list.List[n-1].Source.String()+", which we may not see")
	}
	return lines
}
