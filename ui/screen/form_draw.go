package screen

import (
	"slices"
	"strings"

	"tami/keymap"
	"tami/model/op"
	"tami/ui/kit"
)

// settle keeps the field in focus on the screen.
func (m *form) settle(e Env) { m.fit(max(1, (e.H-2-6)/2), len(m.fields)) }

// shown is what a field holds, in words.
func (m *form) shown(f op.Field) string {
	switch f.Kind {
	case op.Toggle:
		if m.picked[f.Name] == "true" {
			return "yes"
		}
		return "no"
	case op.Choose:
		for _, c := range f.Choices {
			if c.Value == m.picked[f.Name] {
				return c.Label
			}
		}
		return m.picked[f.Name]
	}
	if box := m.boxes[f.Name]; box != nil {
		return strings.TrimSpace(box.Value())
	}
	return ""
}

// help is what a field means, as a sentence: flags mark their value in it.
func fieldHelp(f op.Field) string {
	text := sentence(strings.ReplaceAll(f.Help, "`", ""))
	if text != "" && !strings.HasSuffix(text, ".") {
		text += "."
	}
	return text
}

// howTo says which keys fill a field in.
func howTo(f op.Field) string {
	if f.File {
		return "the name of a file, which is read when you go on; or the text itself: #!/bin/sh\\n…, with \\n for a new line"
	}
	switch f.Kind {
	case op.Toggle:
		return "space changes it"
	case op.Choose:
		return "space, or the arrows left and right, change it"
	case op.List:
		return `several with blanks between them; "what has a blank" in quotes`
	}
	return ""
}

// drawForm is a line a field, what is wrong under it, and at the bottom what
// the field in focus means.
func (s *Sheet) drawForm(e Env, r Rect) Picture {
	st, g := e.Styles, e.Styles.Glyphs
	m := s.form
	foot := s.formFoot(e, r.W)
	p := &sheetPage{e: e, w: r.W}
	s.hiddenMarks(p)
	if s.action.Help != "" && r.H >= 16 {
		p.lines = append(p.lines, kit.Blank(r.W))
		p.say(st.Muted, 1, s.action.Help)
	}
	if m.kept {
		p.say(st.Accent, 1, "What was filled in before stands here again; "+keymap.Shown(e.Keys, "form.clear", g.ASCII)+" clears it.")
	}
	p.gap()
	label := 8
	for _, f := range m.fields {
		label = max(label, kit.Width(f.Label))
	}
	label = min(label, max(10, r.W*2/5))
	var cursor *Point
	from, to := 0, 0 // the lines of the field in focus
	for i, f := range m.fields {
		here := i == m.at
		if here {
			from = len(p.lines)
		}
		l := p.line()
		name := kit.Painter(st.Muted)
		if here {
			l.Add(st.Accent, g.Cursor+" ")
			name = st.Title
		} else {
			l.Space(2)
		}
		l.Add(name, kit.Pad(f.Label, label, g.Ellipsis)).Space(2)
		at := s.drawField(e, l, f, here)
		if here && at >= 0 {
			cursor = &Point{X: at, Y: len(p.lines)}
		}
		p.add(l)
		if why := m.wrong(f); why != "" {
			p.say(st.Trouble, min(label+4, r.W/3), g.Cross+" "+why)
		}
		if here {
			to = len(p.lines)
		}
	}
	room := max(1, r.H-len(foot))
	top := max(0, min(from, max(to-room, 0)))
	if to <= room {
		top = 0
	}
	lines := kit.Fill(append([]string(nil), p.lines[min(top, len(p.lines)):min(top+room, len(p.lines))]...), r.W, room)
	if cursor != nil {
		cursor.Y -= top
		if cursor.Y >= room {
			cursor = nil
		}
	}
	return Picture{Lines: kit.Fill(append(lines, foot...), r.W, r.H), Cursor: cursor}
}

// drawField draws what a field holds; it returns the cell of the cursor, or -1
// where nothing is typed.
func (s *Sheet) drawField(e Env, l *kit.Line, f op.Field, here bool) int {
	st, g := e.Styles, e.Styles.Glyphs
	switch f.Kind {
	case op.Toggle:
		sign, word := g.Unmarked, "no"
		if s.form.picked[f.Name] == "true" {
			sign, word = g.Mark, "yes"
		}
		l.Add(paintIf(here, st.Selection, st.Text), " "+sign+" "+word+" ")
	case op.Choose:
		for _, c := range inSight(f.Choices, s.form.picked[f.Name], l.Left()) {
			chosen := c.Value == s.form.picked[f.Name]
			sign := g.Unmarked
			if chosen {
				sign = g.Mark
			}
			l.Add(paintIf(chosen && here, st.Selection, paintIf(chosen, st.Text, st.Muted)), " "+sign+" "+c.Label+" ").Space(1)
		}
	default:
		box := s.form.boxes[f.Name]
		if box == nil {
			return -1
		}
		used := l.Left()
		at := e.W - used
		room := max(4, used-2)
		if box.Value() == "" && f.Otherwise != "" {
			l.Add(st.Faint, kit.Cut(f.Otherwise, room, g.Ellipsis))
			return cursorAt(here, at)
		}
		if box.Value() == "" {
			l.Add(st.Faint, g.None)
		}
		cursor := box.Draw(l, st.Input, room)
		if here {
			return at + cursor
		}
	}
	return -1
}

// cursorAt is the cell of the cursor in an empty box.
func cursorAt(here bool, at int) int {
	if here {
		return at
	}
	return -1
}

func paintIf(yes bool, a, b kit.Painter) kit.Painter {
	if yes {
		return a
	}
	return b
}

// formFoot is what the field in focus means, and why there is no plan from
// what stands in the form.
func (s *Sheet) formFoot(e Env, w int) []string {
	st, g := e.Styles, e.Styles.Glyphs
	p := &sheetPage{e: e, w: w}
	p.lines = append(p.lines, p.line().Rule(st.Rule, g.Rule, w).String())
	if f, ok := s.form.focused(); ok {
		if text := fieldHelp(f); text != "" {
			p.say(st.Text, 1, text)
		}
		how := howTo(f)
		if s.form.asLastTime(f) && !slices.Equal(s.form.values()[f.Name], f.Default) && s.form.shown(f) != "no" {
			how = strings.TrimPrefix(how+"; this is from the last time", "; ")
		}
		if how != "" {
			p.say(st.Muted, 1, how)
		}
		s.suggest(p, e, f)
	}
	if s.form.tried && s.err != nil && s.form.faulty() < 0 {
		p.say(st.Trouble, 1, g.Cross+" "+sentence(s.err.Error()))
	}
	return p.lines
}

// inSight are the choices that are shown of a field: from the first one on that
// leaves room for the one that is picked.
func inSight(list []op.Choice, picked string, room int) []op.Choice {
	const around = 5 // the sign, and the blanks about it
	at := slices.IndexFunc(list, func(c op.Choice) bool { return c.Value == picked })
	for from := range max(0, at) {
		need := 0
		for _, c := range list[from : at+1] {
			need += kit.Width(c.Label) + around
		}
		if need <= room {
			return list[from:]
		}
	}
	return list[max(0, at):]
}
