package screen

import (
	"strings"

	"tami/model/op"
	"tami/ui/kit"
)

// tags lists the tags of an image, as they came.
type tags struct{ cursor }

func (t *tags) name() string { return "Tags" }

func (t *tags) settle(_ Env, r row, room Rect) { t.fit(max(1, room.H-1), len(r.img.Tags)) }

func (t *tags) do(_ Env, r row, id op.ID) ([]Effect, bool) {
	n := len(r.img.Tags)
	if n == 0 {
		return nil, false
	}
	if id == "item.copyid" {
		tag := r.img.Tags[t.at]
		return []Effect{Copy{Text: tag.Key.String() + "=" + tag.Value.String(), What: "tag"}}, true
	}
	return nil, t.cursor.do(id, n)
}

func (t *tags) draw(e Env, r row, room Rect) Picture {
	st, g := e.Styles, e.Styles.Glyphs
	if len(r.img.Tags) == 0 {
		return Picture{Lines: []string{kit.NewLine(room.W, g.Ellipsis).Space(2).Add(st.Muted, "No tags. Tags of somebody else's image are not visible to us.").String()}}
	}
	keys := 3
	for _, tag := range r.img.Tags {
		keys = max(keys, kit.Width(tag.Key.Detail()))
	}
	keys = min(keys, max(8, room.W/3))
	lines := []string{kit.NewLine(room.W, "").Space(2).Add(st.ColumnTitle, kit.Pad("KEY", keys, "")).Space(2).Add(st.ColumnTitle, "VALUE").String()}
	for i := t.top; i < min(t.top+t.height, len(r.img.Tags)); i++ {
		tag := r.img.Tags[i]
		l := kit.NewLine(room.W, g.Ellipsis)
		if i == t.at {
			l.Add(st.Cursor, g.Cursor+" "+kit.Pad(tag.Key.Detail(), keys, g.Ellipsis)+"  "+tag.Value.Detail())
			lines = append(lines, l.Add(st.Cursor, strings.Repeat(" ", l.Left())).String())
			continue
		}
		l.Space(2).Add(st.Muted, kit.Pad(tag.Key.Detail(), keys, g.Ellipsis)).Space(2).Add(st.Text, tag.Value.Detail())
		lines = append(lines, l.String())
	}
	return Picture{Lines: lines}
}
