package screen

import (
	"tami/model"
	"tami/model/ami"
	"tami/model/op"
	"tami/themes"
	"tami/ui/kit"
)

// Messages lists what was said in this session: every error and notice, the
// newest first.
type Messages struct {
	reader
	drawn   messagesDrawn
	painted []string // as they were drawn: a thousand messages are not folded at every key
}

// messagesDrawn tells one drawing of the messages from another.
type messagesDrawn struct {
	said, w int
	styles  *themes.Styles
}

// NewMessages opens the log of the session.
func NewMessages() *Messages { return &Messages{reader: newReader()} }

// Name implements Screen.
func (m *Messages) Name() string { return "Messages" }

// Title implements Screen.
func (m *Messages) Title(e Env) Title {
	return Title{What: "Messages", At: model.Count(len(e.State.Notes.All), "message", "messages") + " in this session"}
}

// Needs implements Screen.
func (m *Messages) Needs(Env) []ami.Need { return nil }

// Layers implements Screen.
func (m *Messages) Layers() []string { return m.layers() }

// Settle implements Screen.
func (m *Messages) Settle(e Env) {
	e.State.Notes.Unread = 0
	if now := (messagesDrawn{e.State.Notes.Said, e.W, e.Styles}); m.drawn != now {
		m.drawn, m.painted = now, m.lines(e, e.W)
		m.text = bare(m.painted)
	}
	m.settle(m.text, e.H-2)
}

// Do implements Screen.
func (m *Messages) Do(_ Env, id op.ID) ([]Effect, bool) {
	if id == "app.messages" {
		return []Effect{Pop{}}, true
	}
	return nil, m.do(id)
}

// Draw implements Screen.
func (m *Messages) Draw(e Env, r Rect) Picture {
	if m.drawn != (messagesDrawn{e.State.Notes.Said, r.W, e.Styles}) {
		return m.draw(e, m.lines(e, r.W), r)
	}
	return m.draw(e, m.painted, r)
}

func (m *Messages) lines(e Env, w int) []string {
	st, g := e.Styles, e.Styles.Glyphs
	all := e.State.Notes.All
	if len(all) == 0 {
		return []string{kit.NewLine(w, g.Ellipsis).Space(2).Add(st.Muted, "Nothing has been said yet.").String()}
	}
	var lines []string
	for i := len(all) - 1; i >= 0; i-- {
		n := all[i]
		mark, paint := " ", kit.Painter(st.Text)
		if n.Level == model.Failure {
			mark, paint = g.Cross, st.Trouble
		}
		head := kit.NewLine(w, g.Ellipsis).Space(1).Add(st.Muted, n.At.Format("15:04:05")).Space(1).Add(paint, mark).Space(1)
		place := ""
		if n.Place != (ami.Where{}) {
			place = n.Place.String() + "  "
		}
		head.Add(st.Muted, place)
		for _, part := range kit.WrapWords(n.Text, max(10, w-13-kit.Width(place))) {
			lines = append(lines, head.Add(paint, part).String())
			head = kit.NewLine(w, g.Ellipsis).Space(12)
		}
		if n.Problem == nil {
			continue
		}
		for _, text := range []string{n.Problem.Cause.String(), n.Problem.Hint} {
			for _, part := range kit.Wrap(text, max(10, w-14)) {
				if part != "" {
					lines = append(lines, kit.NewLine(w, g.Ellipsis).Space(12).Add(st.Muted, part).String())
				}
			}
		}
	}
	return lines
}
