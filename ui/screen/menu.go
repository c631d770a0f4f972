package screen

import (
	"slices"

	tea "charm.land/bubbletea/v2"
	"github.com/sahilm/fuzzy"

	"tami/model/ami"
	"tami/model/op"
	"tami/ui/kit"
)

// choice is a line of a menu.
type choice struct {
	label  string
	value  string   // what the first column holds, of a table
	cells  []string // what the others hold
	hint   string   // what it does, or what it would copy
	key    string   // the key that does the same, taught in passing
	now    bool     // what holds already
	off    bool     // it cannot be taken; hint says why
	effect []Effect
	then   func(Env) []Effect // instead of effect, what is worked out when it is taken
}

// take leaves the menu for what the choice does.
func (c choice) take(e Env) []Effect {
	effects := c.effect
	if c.then != nil {
		effects = c.then(e)
	}
	return append([]Effect{Pop{}}, effects...)
}

// menu is a box of choices over the screen below: typing narrows them, enter
// takes one. The palette and every small question are menus.
type menu struct {
	title   string
	empty   string
	offer   string // what may be typed beside what is listed
	choices []choice
	typed   func(text string) (choice, bool) // a choice that is made by typing it; may be nil
	shown   []choice                         // those that match what is typed, the best first
	matched [][]int
	input   kit.Input
	tells   bool  // the hint of the choice under the cursor is told in full below
	grid    *grid // nil where each choice is a text
	cursor
}

func newMenu(title string, choices []choice) *menu {
	m := &menu{title: title, choices: choices, input: kit.NewInput(), empty: "nothing is called so"}
	m.filter()
	for i, c := range choices {
		if c.now {
			m.at = i
		}
	}
	return m
}

// Len implements fuzzy.Source.
func (m *menu) Len() int { return len(m.choices) }

// String implements fuzzy.Source.
func (m *menu) String(i int) string { return m.choices[i].label }

func (m *menu) filter() {
	m.shown, m.matched, m.at = m.shown[:0], m.matched[:0], 0
	text := m.input.Value()
	if text == "" {
		m.shown, m.matched = append(m.shown, m.choices...), make([][]int, len(m.choices))
		return
	}
	if m.grid != nil && m.find(text) {
		return
	}
	for _, hit := range fuzzy.FindFrom(text, m) {
		m.shown, m.matched = append(m.shown, m.choices[hit.Index]), append(m.matched, hit.MatchedIndexes)
	}
	if m.typed != nil { // what was typed in full goes before what merely resembles it
		if c, ok := m.typed(text); ok {
			m.shown, m.matched = slices.Insert(m.shown, 0, c), slices.Insert(m.matched, 0, nil)
		}
	}
	if i := slices.IndexFunc(m.shown, func(c choice) bool { return c.label == text }); i > 0 {
		m.shown = slices.Insert(slices.Delete(m.shown, i, i+1), 0, m.shown[i])
		m.matched = slices.Insert(slices.Delete(m.matched, i, i+1), 0, m.matched[i])
	}
}

// Name implements Screen.
func (m *menu) Name() string { return m.title }

// Title implements Screen.
func (m *menu) Title(Env) Title { return Title{What: m.title} }

// Needs implements Screen.
func (m *menu) Needs(Env) []ami.Need {
	if m.grid == nil {
		return nil
	}
	return m.grid.asks
}

// Layers implements Screen.
func (m *menu) Layers() []string { return []string{"picker"} }

// Settle implements Screen.
func (m *menu) Settle(e Env) {
	m.renew(e)
	m.fit(max(1, m.Box(e).H-4-m.told()-m.grid.lines()), len(m.shown))
}

// told is how many lines the whole hint takes, or what is said of a table.
func (m *menu) told() int {
	if m.tells || m.grid != nil {
		return 3
	}
	return 0
}

// Typing implements Typer.
func (m *menu) Typing() bool { return true }

// Type implements Typer.
func (m *menu) Type(_ Env, k tea.KeyPressMsg) []Effect {
	if m.input.Key(k) {
		m.filter()
	}
	return nil
}

// Paste implements Typer.
func (m *menu) Paste(_ Env, text string) []Effect {
	m.input.Paste(text)
	m.filter()
	return nil
}

// Do implements Screen.
func (m *menu) Do(e Env, id op.ID) ([]Effect, bool) {
	switch id {
	case "app.back":
		return []Effect{Pop{}}, true
	case "picker.choose":
		if len(m.shown) == 0 {
			return nil, true
		}
		return m.shown[m.at].take(e), true
	}
	return nil, m.cursor.do(id, len(m.shown))
}

// Box implements Modal.
func (m *menu) Box(e Env) Rect {
	if m.grid != nil { // a table takes what room there is
		return Rect{W: max(20, min(112, e.W-2)), H: max(5, min(len(m.choices)+4+m.told()+m.grid.lines(), e.H-2))}
	}
	return Rect{W: max(20, min(76, e.W-4)), H: max(5, min(len(m.choices)+4+m.told(), e.H-4))}
}

// Draw implements Screen.
func (m *menu) Draw(e Env, r Rect) Picture {
	st, g := e.Styles, e.Styles.Glyphs
	inner := r.W - 4
	edge := func(l *kit.Line) string {
		return st.Border.Render(g.Vertical) + " " + l.String() + " " + st.Border.Render(g.Vertical)
	}
	head := kit.NewLine(inner, g.Ellipsis).Add(st.Accent, "/ ")
	at := m.input.Draw(head, st.Input, max(1, inner-4))
	if m.input.Value() == "" {
		head.Space(1).Add(st.Faint, m.offer)
	}
	lines := []string{kit.Edge(r.W, st.Border, st.Title, g.Box, true, m.title), edge(head)}
	if m.grid != nil {
		lines = append(lines, edge(m.grid.head(e, kit.NewLine(inner, g.Ellipsis).Space(2))))
	}
	for i := m.top; i < min(m.top+m.height, len(m.shown)); i++ {
		lines = append(lines, edge(m.line(e, i, inner)))
	}
	if len(m.shown) == 0 {
		for _, part := range kit.Wrap(m.empty, max(8, inner-2)) {
			lines = append(lines, edge(kit.NewLine(inner, g.Ellipsis).Space(2).Add(st.Muted, part)))
		}
	}
	told := m.tell(e, inner)
	for len(lines) < r.H-1-len(told) {
		lines = append(lines, edge(kit.NewLine(inner, "")))
	}
	for _, l := range told {
		lines = append(lines, edge(l))
	}
	lines = append(lines[:r.H-1], kit.Edge(r.W, st.Border, st.Title, g.Box, false, ""))
	return Picture{Lines: lines, Cursor: &Point{X: 4 + at, Y: 1}}
}

// tell is the whole hint of the choice under the cursor. What is to be known of a
// table stands there where that choice has none.
func (m *menu) tell(e Env, w int) []*kit.Line {
	hint := ""
	if m.at < len(m.shown) {
		hint = m.shown[m.at].hint
	}
	if m.grid != nil && hint == "" {
		hint = m.grid.note
	}
	if m.told() == 0 || m.grid == nil && m.at >= len(m.shown) {
		return nil
	}
	st, g := e.Styles, e.Styles.Glyphs
	lines := []*kit.Line{kit.NewLine(w, "").Rule(st.Rule, g.Rule, w)}
	for _, part := range kit.WrapWords(hint, max(8, w-2)) {
		lines = append(lines, kit.NewLine(w, g.Ellipsis).Space(2).Add(st.Muted, part))
	}
	for len(lines) < m.told() {
		lines = append(lines, kit.NewLine(w, ""))
	}
	return lines[:m.told()]
}

func (m *menu) line(e Env, i, w int) *kit.Line {
	st, g := e.Styles, e.Styles.Glyphs
	c := m.shown[i]
	l := kit.NewLine(w, g.Ellipsis)
	plain, hit, faint, key, mark := kit.Painter(st.Text), kit.Painter(st.Match), kit.Painter(st.Faint), kit.Painter(st.Key), "  "
	if c.off {
		plain, key = st.Faint, st.Faint
	}
	if i == m.at {
		plain, hit, faint, key, mark = st.Cursor, st.MatchOnCursor, st.Cursor, st.Cursor, g.Cursor+" "
	}
	l.Add(plain, mark)
	text := c.label
	if m.grid != nil {
		text = c.value
	}
	from := 0
	for _, at := range m.matched[i] {
		if at < len(text) {
			l.Add(plain, text[from:at]).Add(hit, text[at:at+1])
			from = at + 1
		}
	}
	l.Add(plain, text[from:])
	if m.grid != nil {
		m.grid.row(e, l, plain, c)
	}
	if c.now {
		l.Add(faint, " "+g.OK)
	}
	// On a slow link what a choice does is said where the cursor is; why one cannot
	// be taken is said at once.
	if said := !e.LowBandwidth || c.off || i == m.at; said && c.hint != "" && l.Left() > 6 {
		l.Add(faint, "  "+kit.Cut(c.hint, l.Left()-4-kit.Width(c.key), g.Ellipsis))
	}
	if n := l.Left() - kit.Width(c.key); n > 0 {
		l.SpaceIn(plain, n).Add(key, c.key)
	}
	return l.SpaceIn(plain, l.Left())
}
