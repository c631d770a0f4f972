package screen

import (
	"fmt"

	"tami/model/ami"
	"tami/model/explain"
	"tami/model/op"
	"tami/ui/kit"
)

// Learn is the glossary and the lessons, to be read and searched.
type Learn struct {
	reader
	painted []string // a thousand lines, made once for a width and a theme
	width   int
	theme   string
}

// NewLearn opens the lessons.
func NewLearn() *Learn { return &Learn{reader: newReader()} }

// Name implements Screen.
func (s *Learn) Name() string { return "Learn" }

// Title implements Screen.
func (s *Learn) Title(Env) Title {
	return Title{What: "Learn", At: fmt.Sprintf("%d lessons, %d concepts, %d properties", len(explain.Lessons()), len(explain.Concepts()), len(explain.Properties()))}
}

// Needs implements Screen: all of it is in the program.
func (s *Learn) Needs(Env) []ami.Need { return nil }

// Layers implements Screen.
func (s *Learn) Layers() []string { return s.layers() }

// Settle implements Screen.
func (s *Learn) Settle(e Env) {
	if s.painted == nil || s.width != e.W || s.theme != e.Theme {
		s.painted, s.width, s.theme = s.lines(e, e.W), e.W, e.Theme
		s.text = bare(s.painted)
	}
	s.settle(s.text, e.H-2)
}

// Do implements Screen.
func (s *Learn) Do(_ Env, id op.ID) ([]Effect, bool) { return nil, s.do(id) }

// Draw implements Screen.
func (s *Learn) Draw(e Env, r Rect) Picture { return s.draw(e, s.painted, r) }

func (s *Learn) lines(e Env, w int) []string {
	st, g := e.Styles, e.Styles.Glyphs
	var lines []string
	say := func(paint kit.Painter, indent int, text string) {
		for _, part := range kit.Wrap(text, max(10, min(w-indent-2, 100))) {
			lines = append(lines, kit.NewLine(w, g.Ellipsis).Space(indent).Add(paint, part).String())
		}
	}
	say(st.Accent, 1, "Lessons, on the demo account (tami --demo)")
	for i, l := range explain.Lessons() {
		lines = append(lines, kit.Blank(w))
		say(st.Title, 1, fmt.Sprintf("%d  %s", i+1, l.Title))
		say(st.Muted, 4, l.Goal)
		for n, step := range l.Steps {
			say(st.Text, 4, fmt.Sprintf("%d. %s", n+1, step.Do))
			say(st.Muted, 7, step.See)
		}
		say(st.Text, 4, l.Learned)
	}
	lines = append(lines, kit.Blank(w))
	say(st.Accent, 1, "Glossary")
	for _, c := range explain.Concepts() {
		lines = append(lines, kit.Blank(w))
		say(st.Title, 1, c.Name)
		say(st.Text, 4, c.Means)
		say(st.Muted, 4, c.Why)
	}
	lines = append(lines, kit.Blank(w))
	say(st.Accent, 1, "Properties")
	for _, p := range explain.Properties() {
		lines = append(lines, kit.Blank(w))
		say(st.Title, 1, p.Name())
		say(st.Text, 4, p.Means)
		say(st.Muted, 4, p.Why)
	}
	return lines
}
