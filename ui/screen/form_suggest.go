package screen

import (
	"cmp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tami/model/ami"
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

// list opens all values of the field in focus. What could not be asked for it the
// last time is asked again.
func (s *Sheet) list(e Env) []Effect {
	f, ok := s.form.focused()
	switch {
	case ok && len(f.Choices) == 0 && f.Lacks != "":
		return []Effect{Say{"There is no list for this field yet: " + f.Lacks}}
	case !ok || len(f.Choices) == 0:
		return []Effect{Say{"There is no list for this field; what it takes is said below"}}
	}
	choices, tells := s.choices(f)
	m := newMenu(f.Label, choices)
	m.empty, m.tells = "nothing to choose is called so", tells
	if len(f.Columns) > 0 {
		m.grid = &grid{list: f.Columns, asks: f.Asks, learned: -1, again: func(e Env) ([]choice, string) {
			s.form.refresh(s.request, e.State.Facts())
			for _, now := range s.form.fields {
				if now.Name == f.Name {
					choices, m.tells = s.choices(now)
					return choices, now.Below
				}
			}
			return nil, ""
		}}
	}
	failed := slices.DeleteFunc(slices.Clone(f.Asks), func(n ami.Need) bool { return e.State.Known(n).Problem == nil })
	if len(failed) > 0 {
		return []Effect{Push{m}, Refresh{failed}}
	}
	return []Effect{Push{m}}
}

// choices are the values of a field to choose from, what can be had first, and
// whether one of them cannot be had.
func (s *Sheet) choices(f op.Field) (choices []choice, tells bool) {
	given := s.form.values()[f.Name]
	width := 0
	for _, c := range f.Choices {
		width = max(width, kit.Width(text.Clean(c.Value).String()))
	}
	for _, c := range f.Choices {
		now := slices.Contains(given, c.Value)
		one := choice{label: labelled(c, width), value: text.Clean(c.Value).String(), cells: c.Cells, now: now, then: func(e Env) []Effect {
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
	slices.SortStableFunc(choices, func(a, b choice) int { return cmp.Compare(boolWord(a.off), boolWord(b.off)) })
	return choices, tells
}

// labelled is a choice with its value and what it means. What is searched for
// may be in either.
func labelled(c op.Choice, width int) string {
	value := text.Clean(c.Value).String()
	switch {
	case c.Label == "" || c.Label == c.Value:
		return value
	case len(c.Cells) > 0:
		return value + " " + c.Label
	}
	return kit.Pad(value, width, "") + "  " + c.Label
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
