package screen

import (
	"slices"

	"tami/model/op"
)

// chosen is the field of that name, where the form has one with values to
// choose from.
func (s *Sheet) chosen(name string) (op.Field, bool) {
	if s.form == nil || s.phase != looking {
		return op.Field{}, false
	}
	i := slices.IndexFunc(s.form.fields, func(f op.Field) bool { return f.Name == name })
	if i < 0 || len(s.form.fields[i].Choices) == 0 || s.form.fields[i].Kind == op.List { // several are chosen in the form
		return op.Field{}, false
	}
	return s.form.fields[i], true
}

// choose asks for another value of a field, with all there are in sight: each
// with what speaks for it, or why it cannot be had.
func (s *Sheet) choose(name string) []Effect {
	f, ok := s.chosen(name)
	if !ok {
		return []Effect{Say{"There is nothing to choose here"}}
	}
	given := s.request.Values.One(name)
	if given == "" && len(s.plan.Images()) > 1 {
		given = s.plan.Images()[1].ID // what was suggested
	}
	var choices []choice
	tells := false
	for _, c := range f.Choices {
		one := choice{label: c.Label, now: c.Value == given, then: func(e Env) []Effect {
			s.form.set(f, []string{c.Value})
			s.refill(e)
			s.top = 0
			return nil
		}}
		if c.Off != "" {
			one.hint, one.off, one.then = c.Off, true, nil
			one.effect = []Effect{Say{"Not this one: " + c.Off}}
			tells = true
		}
		choices = append(choices, one)
	}
	m := newMenu(f.Label, choices)
	m.empty, m.tells = "nothing to choose is called so", tells
	return []Effect{Push{m}}
}

// compareImages holds what runs now against what the plan goes to.
func (s *Sheet) compareImages(e Env) []Effect {
	var rows []row
	for _, t := range s.plan.Images() {
		if img := e.State.Image(t.At, t.ID); img != nil {
			rows = append(rows, row{t.At, img})
		}
	}
	if len(rows) < 2 {
		return []Effect{Say{"There are no two images here that could be compared"}}
	}
	return []Effect{Push{NewCompare(rows[0], rows[1])}}
}

// straight shows the plan first, whatever the form could ask: what it would
// propose is there to be looked at.
func (s *Sheet) straight() *Sheet {
	s.asking = false
	if s.form != nil {
		s.form.first = false
	}
	return s
}
