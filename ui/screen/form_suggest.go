package screen

import (
	"strings"

	"tami/model/op"
	"tami/model/text"
)

// mostSuggested is how many values are offered for what is typed.
const mostSuggested = 5

// suggested are the values that may be meant by what stands in a field, those
// that fit before those that do not.
func (m *form) suggested(f op.Field, most int) []op.Choice {
	box := m.boxes[f.Name]
	if box == nil || f.Kind == op.Choose || len(f.Choices) == 0 {
		return nil
	}
	typed := strings.ToLower(strings.TrimSpace(box.Value()))
	if words := splitWords(typed); f.Kind == op.List && len(words) > 0 {
		typed = words[len(words)-1]
	}
	var list []op.Choice
	for _, c := range f.Choices {
		if len(list) == most {
			break
		}
		if strings.Contains(strings.ToLower(c.Value+" "+c.Label), typed) {
			list = append(list, c)
		}
	}
	return list
}

// suggest says what may be meant by what stands in the field in focus.
func (s *Sheet) suggest(p *sheetPage, e Env, f op.Field) {
	if len(s.request.Targets) > 0 && f.Kind != op.Choose {
		for _, now := range s.form.ask(s.request, e.State.Facts()) { // what is known may have grown since
			if now.Name == f.Name {
				f = now
			}
		}
	}
	most := mostSuggested
	if e.H < 30 {
		most = 3
	}
	for _, c := range s.form.suggested(f, most) {
		value, line := text.Clean(c.Value).String(), p.line().Space(1)
		if c.Off != "" {
			p.add(line.Add(e.Styles.Faint, e.Styles.Glyphs.Cross+" "+value+"  "+c.Off))
			continue
		}
		p.add(line.Add(e.Styles.Text, value).Space(2).Add(e.Styles.Muted, c.Label))
	}
}
