package ui

import (
	"fmt"
	"sort"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tami/keymap"
	"tami/model"
	"tami/ui/kit"
	"tami/ui/screen"
)

// The smallest terminal in which anything can be read.
const (
	minWidth  = 40
	minHeight = 12
)

// View implements tea.Model: the first line says what and where, the last one
// which keys matter here, and the screen has the rest.
func (a *App) View() tea.View {
	lines, cursor := a.draw()
	v := tea.NewView(strings.Join(lines, "\n"))
	v.AltScreen = true
	v.WindowTitle = "tami"
	if cursor != nil {
		v.Cursor = tea.NewCursor(cursor.X, cursor.Y)
		v.Cursor.Shape = tea.CursorBar
		v.Cursor.Blink = false
	}
	return v
}

// draw makes exactly as many lines as the terminal has, each exactly as wide.
func (a *App) draw() ([]string, *screen.Point) {
	if a.w < minWidth || a.h < minHeight {
		return a.tooSmall(), nil
	}
	env := a.env()
	base := a.ground()
	pic := a.stack[base].Draw(env, screen.Rect{W: a.w, H: a.h - 2})
	lines := append([]string{a.header(env, a.stack[base])}, pic.Lines...)
	lines = append(lines, a.footer(env))
	cursor := shift(pic.Cursor, 0, 1)
	for _, s := range a.stack[base+1:] {
		m, ok := s.(screen.Modal)
		if !ok {
			continue
		}
		box := m.Box(env)
		x, y := (a.w-box.W)/2, max(0, (a.h-box.H)/3)
		pic := s.Draw(env, box)
		lines = kit.Overlay(lines, pic.Lines, x, y)
		cursor = shift(pic.Cursor, x, y)
	}
	if a.look.ASCII {
		for i := range lines {
			lines[i] = kit.ASCII(lines[i])
		}
	}
	return lines, cursor
}

// ground is the lowest screen that is seen: all above it are boxes.
func (a *App) ground() int {
	base := len(a.stack) - 1
	for base > 0 && isModal(a.stack[base]) {
		base--
	}
	return base
}

func isModal(s screen.Screen) bool {
	_, ok := s.(screen.Modal)
	return ok
}

func shift(p *screen.Point, dx, dy int) *screen.Point {
	if p == nil {
		return nil
	}
	return &screen.Point{X: p.X + dx, Y: p.Y + dy}
}

// tooSmall is all that is said in a terminal too small for anything else. It
// fits any size, and none at all.
func (a *App) tooSmall() []string {
	if a.w <= 0 || a.h <= 0 {
		return nil
	}
	text := fmt.Sprintf("too small: %dx%d needed, this is %dx%d", minWidth, minHeight, a.w, a.h)
	lines := kit.Wrap(text, a.w)
	for i := range lines {
		lines[i] = kit.Pad(lines[i], a.w, "")
	}
	return kit.Fill(lines, a.w, a.h)
}

// header is the first line: what is shown and where, and in which mode.
func (a *App) header(e screen.Env, s screen.Screen) string {
	st := e.Styles
	t := s.Title(e)
	mode := a.mode(e.W)
	l := kit.NewLine(e.W, st.Glyphs.Ellipsis).Space(1).Add(st.Brand, "tami").Space(2)
	if t.What != "" {
		l.Add(st.Title, kit.Cut(t.What, max(8, e.W-kit.Width(mode)-14), st.Glyphs.Ellipsis)).Space(2)
	}
	l.Add(st.Muted, kit.Cut(t.At, max(0, l.Left()-kit.Width(mode)-2), st.Glyphs.Ellipsis))
	if mode != "" {
		l.Right(st.Muted, mode+" ")
	}
	return l.String()
}

// mode says at the right of the header what holds for the whole session. In a
// narrow terminal only what is out of the ordinary is said.
func (a *App) mode(w int) string {
	var parts []string
	if n := a.state.Notes.Unread; n > 0 && w >= 60 {
		parts = append(parts, model.Count(n, "failure", "failures")+" (!)")
	} else if n > 0 {
		parts = append(parts, fmt.Sprintf("! %d", n))
	}
	if flying := a.state.Runs.Flying(); len(flying) > 0 {
		far, _, _ := strings.Cut(model.Headway(flying[0]), ": ") // why it waits stands on its sheet,
		if short, rest, _ := strings.Cut(far, ", "); strings.Contains(rest, " left") {
			far = short // and how long still
		}
		runs := model.Count(len(flying), "run", "runs") + " " + a.styles.Glyphs.Arrow + " " + far
		if w < 60 {
			runs = a.styles.Glyphs.Arrow + " " + far
		}
		parts = append(parts, runs)
	}
	switch {
	case !a.state.CanChange():
		parts = append(parts, "read-only")
	case w >= 60:
		parts = append(parts, "read-write")
	}
	return strings.Join(parts, " · ")
}

// footer is the last line: what was just said, or else the keys that matter
// here. Help comes last and is never cut off.
func (a *App) footer(e screen.Env) string {
	st, g := e.Styles, e.Styles.Glyphs
	if n := a.state.Notes.Toast(); n != nil {
		paint := kit.Painter(st.Text)
		if n.Level == model.Failure {
			paint = st.Trouble
		}
		return kit.NewLine(e.W, g.Ellipsis).Space(1).Add(paint, n.Text).String()
	}
	l := kit.NewLine(e.W, g.Ellipsis).Space(1)
	hints := a.hints()
	for i, b := range hints {
		key := keymap.Display(b.Keys[0], g.ASCII)
		need := kit.Width(key) + 1 + kit.Width(b.Short) + 2
		if i < len(hints)-1 && l.Left() < need+hintWidth(hints[len(hints)-1], g.ASCII) {
			continue
		}
		l.Add(st.Key, key).Space(1).Add(st.KeyWord, b.Short).Space(2)
	}
	return l.String()
}

func hintWidth(b keymap.Binding, ascii bool) int {
	return kit.Width(keymap.Display(b.Keys[0], ascii)) + 1 + kit.Width(b.Short)
}

// hints are the bindings that want to stand in the footer, the most important
// first and help at the end.
func (a *App) hints() []keymap.Binding {
	var list []keymap.Binding
	quieter, _ := a.top().(screen.Quieter)
	for _, b := range a.layers().Reachable() {
		if quieter != nil && quieter.Quiet(a.env(), b.ID) {
			continue
		}
		if b.Footer > 0 && len(b.Keys) > 0 {
			list = append(list, b)
		}
	}
	sort.SliceStable(list, func(i, j int) bool {
		if hi, hj := list[i].ID == "app.help", list[j].ID == "app.help"; hi != hj {
			return hj
		}
		return list[i].Footer < list[j].Footer
	})
	return list
}
