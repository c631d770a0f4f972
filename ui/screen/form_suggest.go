package screen

import (
	"cmp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tami/model/op"
	"tami/model/text"
	"tami/ui/kit"
)

// mostSuggested is how many values are offered for what is typed.
const mostSuggested = 5

// suggested are the values that may be meant by what stands in a field: those
// that can be had before those that cannot, and those that begin so before
// those that only tell of it.
func (m *form) suggested(f op.Field, most int) []op.Choice {
	box := m.boxes[f.Name]
	if box == nil || f.Kind == op.Choose || len(f.Choices) == 0 {
		return nil
	}
	typed := strings.ToLower(strings.TrimSpace(box.Value()))
	if f.Kind == op.List {
		typed = strings.ToLower(lastWord(box.Value()))
	}
	type ranked struct {
		op.Choice
		rank int
	}
	words := strings.Fields(typed)
	var list []ranked
	for _, c := range f.Choices {
		value := strings.ToLower(c.Value)
		all := value + " " + strings.ToLower(c.Label)
		if slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(all, w) }) {
			continue
		}
		r := ranked{c, 2}
		switch {
		case value == typed:
			r.rank = 0
		case strings.HasPrefix(value, typed):
			r.rank = 1
		}
		if c.Off != "" {
			r.rank += 3
		}
		list = append(list, r)
	}
	slices.SortStableFunc(list, func(a, b ranked) int { return cmp.Compare(a.rank, b.rank) })
	shown := make([]op.Choice, 0, most)
	for _, r := range list[:min(most, len(list))] {
		shown = append(shown, r.Choice)
	}
	return shown
}

// lastWord is the word of a list that is being typed: "" behind a blank.
func lastWord(s string) string {
	if s == "" || strings.HasSuffix(s, " ") || strings.HasSuffix(s, ",") {
		return ""
	}
	words := splitWords(s)
	return words[len(words)-1]
}

// offer is the value that the key takes which completes: "" where none would be.
func (m *form) offer(f op.Field) string {
	box := m.boxes[f.Name]
	if box == nil {
		return ""
	}
	for _, c := range m.suggested(f, 1) {
		if c.Off == "" && c.Value != strings.TrimSpace(box.Value()) && !slices.Contains(m.values()[f.Name], c.Value) {
			return c.Value
		}
	}
	return ""
}

// complete takes the first value that is offered. Where there is none, or the
// cursor stands within the text, it moves on; a choice changes.
func (s *Sheet) complete(e Env) {
	f, ok := s.form.focused()
	if !ok {
		return
	}
	box := s.form.boxes[f.Name]
	if box == nil {
		s.form.turn(f, 1)
		s.refill(e)
		return
	}
	value := s.form.offer(f)
	if value == "" || box.Cursor() < len(box.Value()) {
		box.Key(tea.KeyPressMsg{Code: tea.KeyRight})
		return
	}
	s.take(e, f, value)
}

// take puts a value into a field: into a list behind those that stand there, in
// place of the word that is being typed.
func (s *Sheet) take(e Env, f op.Field, value string) {
	box := s.form.boxes[f.Name]
	switch {
	case box == nil:
		s.form.picked[f.Name] = value
	case f.Kind == op.List:
		words := splitWords(box.Value())
		if lastWord(box.Value()) != "" {
			words = words[:len(words)-1]
		}
		box.Set(joinWords(append(words, value)) + " ")
	default:
		box.Set(value)
	}
	s.refill(e)
}

// list opens all values of the field in focus.
func (s *Sheet) list() []Effect {
	f, ok := s.form.focused()
	if ok && len(f.Choices) == 0 && f.Lacks != "" {
		return []Effect{Say{"There is no list for this field yet: " + f.Lacks}}
	}
	if !ok || len(f.Choices) == 0 {
		return []Effect{Say{"There is no list for this field; what it takes is said below"}}
	}
	given := s.form.values()[f.Name]
	widths := columnWidths(f.Choices)
	var choices []choice
	tells := false
	for _, c := range f.Choices {
		now := slices.Contains(given, c.Value)
		one := choice{label: aligned(c, widths), now: now, then: func(e Env) []Effect {
			if now && f.Kind == op.List {
				s.form.set(f, slices.DeleteFunc(slices.Clone(given), func(v string) bool { return v == c.Value }))
				s.refill(e)
				return nil
			}
			if f.Kind == op.List {
				s.form.boxes[f.Name].Set(joinWords(given) + " ")
			}
			s.take(e, f, c.Value)
			return nil
		}}
		if c.Off != "" {
			one.hint, one.off, one.then = c.Off, true, nil
			one.effect = []Effect{Say{"Not this one: " + c.Off}}
			tells = true
		}
		choices = append(choices, one)
	}
	slices.SortStableFunc(choices, func(a, b choice) int { return cmp.Compare(boolWord(a.off), boolWord(b.off)) }) // what can be had comes first
	m := newMenu(f.Label, choices)
	m.empty, m.tells = "nothing to choose is called so", tells
	return []Effect{Push{m}}
}

// columnWidths are how wide the values of choices and their cells are.
func columnWidths(list []op.Choice) []int {
	widths := []int{0}
	for _, c := range list {
		widths[0] = max(widths[0], kit.Width(text.Clean(c.Value).String()))
		for i, cell := range c.Cells {
			if len(widths) < i+2 {
				widths = append(widths, 0)
			}
			widths[i+1] = max(widths[i+1], kit.Width(cell))
		}
	}
	return widths
}

// aligned is a choice as a line of a table.
func aligned(c op.Choice, widths []int) string {
	value := text.Clean(c.Value).String()
	if c.Label == "" || c.Label == c.Value {
		return value
	}
	cells := c.Cells
	if len(cells) == 0 {
		cells = []string{c.Label}
	}
	line := kit.Pad(value, widths[0], "")
	for i, cell := range cells {
		if len(c.Cells) > 0 {
			cell = strings.Repeat(" ", widths[i+1]-kit.Width(cell)) + cell
		}
		line += "  " + cell
	}
	return strings.TrimRight(line, " ")
}

// suggest says what may be meant by what stands in the field in focus.
func (s *Sheet) suggest(p *sheetPage, e Env, f op.Field) {
	most := mostSuggested
	if e.H < 30 {
		most = 3
	}
	if len(f.Choices) == 0 && f.Lacks != "" {
		p.say(e.Styles.Muted, 1, f.Lacks)
	}
	offer := s.form.offer(f)
	for _, c := range s.form.suggested(f, most) {
		value, line := text.Clean(c.Value).String(), p.line().Space(1)
		switch {
		case c.Off != "":
			p.add(line.Add(e.Styles.Faint, e.Styles.Glyphs.Cross+" "+value+"  "+c.Off))
		case c.Value == offer:
			p.add(line.Add(e.Styles.Accent, e.Styles.Glyphs.Arrow+" ").Add(e.Styles.Title, value).Space(2).Add(e.Styles.Muted, c.Label))
		default:
			p.add(line.Space(2).Add(e.Styles.Text, value).Space(2).Add(e.Styles.Muted, c.Label))
		}
	}
}

// explainField says what the field in focus is, what AWS allows of it, and what
// is wrong with what stands there.
func (s *Sheet) explainField() []Effect {
	f, ok := s.form.focused()
	if !ok {
		return nil
	}
	terms := []term{{name: f.Label, text: fieldHelp(f)}}
	if f.More != "" {
		terms[0].text += " " + f.More
	}
	if why := s.form.wrong(f); why != "" {
		terms = append(terms, term{name: "What is wrong", text: sentence(why) + "."})
	}
	if how := howTo(f); how != "" {
		terms = append(terms, term{name: "How to fill it in", text: sentence(how) + "."})
	}
	t := NewTerms(terms)
	t.at = "a field of the form"
	return []Effect{Push{t}}
}
