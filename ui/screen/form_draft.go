package screen

import "tami/model/op"

// texts are what stands in the fields, as it was typed or chosen.
func (m *form) texts() map[string]string {
	all := make(map[string]string, len(m.fields))
	for _, f := range m.fields {
		all[f.Name] = m.stands(f)
	}
	return all
}

// changed are the texts that somebody wrote over what was proposed.
func (m *form) changed() map[string]string {
	fields := m.texts()
	for name, text := range fields {
		stood, proposed := m.stood[name]
		if was, ok := m.opened[name]; ok && was == text || proposed && stood == text {
			delete(fields, name)
		}
	}
	return fields
}

// restore takes over what was filled in before the form was left. One answer may
// lead to another question, so it is gone through twice.
func (m *form) restore(draft map[string]string, r op.Request, f op.Facts) {
	for range 2 {
		for _, field := range m.fields {
			text, ok := draft[field.Name]
			m.edited[field.Name] = m.edited[field.Name] || ok // so that typing goes on with it
			switch box := m.boxes[field.Name]; {
			case !ok:
			case box != nil:
				box.Set(text)
			default:
				m.picked[field.Name] = text
			}
		}
		r.Values = m.values()
		m.refresh(r, f)
	}
}

// takeUp goes on with what was filled in when the same form was left, if it was.
func (s *Sheet) takeUp(e Env) {
	if draft := e.State.Drafts[s.draftKey]; len(draft) > 0 {
		s.form.restore(draft, s.request, e.State.Shown())
		s.form.kept = true
	}
}

// keep remembers what is filled in, until the change is made or the session ends.
// Of what takes something away, or gives it to others, nothing is carried over:
// an old choice must not slip into a new change.
func (s *Sheet) keep(e Env) {
	if s.form != nil && s.form.first && s.action.Risk < op.Destructive {
		e.State.Drafts.Keep(s.draftKey, s.form.changed())
	}
}

// clear makes the form as it was before anything was filled in.
func (s *Sheet) clear(e Env) []Effect {
	e.State.Drafts.Keep(s.draftKey, nil)
	first := s.form.first
	s.request.Values = s.given
	s.fillIn(e)
	s.form.first = first
	s.refill(e)
	return []Effect{Say{"Cleared: the form is as it was before anything was filled in"}}
}

// fillIn makes the form with what a request says already, and what was filled in
// the last time.
func (s *Sheet) fillIn(e Env) {
	a, r := *s.action, s.request
	s.form = newForm(a.Fields, r, e.State.Shown())
	s.form.follow = remembered(e, a, r)
	s.asking = s.form.mustAsk(e, a, r)
	if s.asking { // a plan that is shown at once holds nothing that nobody said
		s.form.recall(r.Values, lastTime(e, a, r))
		s.form.opened = s.form.texts()
	}
}

// leave goes back from a form that comes first. What was filled in is kept.
func (s *Sheet) leave(e Env) ([]Effect, bool) {
	if len(e.State.Drafts[s.draftKey]) == 0 {
		return nil, false
	}
	return []Effect{Pop{}, Say{"What was filled in is kept for now"}}, true
}
