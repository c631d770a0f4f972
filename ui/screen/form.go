package screen

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tami/model/op"
	"tami/ui/kit"
)

// form asks what an action wants to know. What was typed stays while the user
// goes back and forth between it and the plan.
type form struct {
	cursor
	ask    func(op.Request, op.Facts) []op.Field
	fields []op.Field
	boxes  map[string]*kit.Input // of fields that are typed
	picked map[string]string     // of toggles and choices
	files  map[string]readable   // of fields that are files, what was read
	last   op.Values             // what was filled in the last time, as far as it was taken over
	first  bool                  // the form comes before the plan, which makes no sense without it
	follow bool                  // what it proposes comes from remembered rows: it changes with AWS's answer, where nobody has written over it
	stood  map[string]string     // what was proposed, as it stands in the fields
	edited map[string]bool       // fields that the user went into
	opened map[string]string     // what stood in the fields before anybody filled them in
	kept   bool                  // what was filled in before the form was left stands in it again
	tried  bool                  // the user wanted to go on: what is missing may be said
}

func newForm(ask func(op.Request, op.Facts) []op.Field, r op.Request, f op.Facts) *form {
	m := &form{ask: ask, boxes: map[string]*kit.Input{}, picked: map[string]string{}, files: map[string]readable{}, stood: map[string]string{}, edited: map[string]bool{}}
	m.fields = ask(r, f)
	m.fill(r.Values)
	m.refresh(op.Request{Action: r.Action, Targets: r.Targets, Values: m.values(), Now: r.Now}, f)
	return m
}

// fill takes over what a request says already.
func (m *form) fill(v op.Values) {
	for _, f := range m.fields {
		given, ok := v[f.Name]
		if name := v.One(op.FileName(f.Name)); f.File && ok {
			m.files[f.Name] = readable{name: name, content: v.One(f.Name)}
			given = []string{name}
		}
		if !ok {
			given = f.Default
		}
		m.set(f, given)
		if !ok {
			m.stood[f.Name] = m.stands(f)
		}
	}
}

// stands is what stands in a field.
func (m *form) stands(f op.Field) string {
	if box := m.boxes[f.Name]; box != nil {
		return box.Value()
	}
	return m.picked[f.Name]
}

func (m *form) set(f op.Field, values []string) {
	switch f.Kind {
	case op.Toggle, op.Choose:
		if len(values) > 0 {
			m.picked[f.Name] = values[len(values)-1]
		}
	default:
		box := kit.NewInput()
		box.Set(strings.Join(values, " "))
		if f.Kind == op.List && len(values) > 0 {
			box.Set(joinWords(values) + " ") // so that typing goes on with another one
		}
		m.boxes[f.Name] = &box
	}
}

// recall takes over what was filled in the last time, where nothing is said yet.
// What cannot be had any more is dropped as soon as that is known.
func (m *form) recall(given, last op.Values) {
	m.last = op.Values{}
	for _, f := range m.fields {
		values, ok := last[f.Name]
		if _, said := given[f.Name]; !f.Again || said || !ok {
			continue
		}
		m.last[f.Name] = values
		m.set(f, values)
	}
}

// asLastTime reports a field that holds what it held the last time.
func (m *form) asLastTime(f op.Field) bool {
	was, ok := m.last[f.Name]
	return ok && slices.Equal(was, m.values()[f.Name])
}

// refresh asks again which fields there are: one answer may lead to another
// question.
func (m *form) refresh(r op.Request, f op.Facts) {
	m.fields = m.ask(r, f)
	for _, field := range m.fields {
		_, typed := m.boxes[field.Name]
		_, chosen := m.picked[field.Name]
		stood, proposed := m.stood[field.Name]
		if !typed && !chosen || m.follow && proposed && stood == m.stands(field) {
			m.set(field, field.Default)
			m.stood[field.Name] = m.stands(field)
		}
		if m.asLastTime(field) && m.wrong(field) != "" { // a key or a subnet that is gone, a type of another architecture
			m.set(field, field.Default)
			delete(m.last, field.Name)
		}
	}
	m.at = max(0, min(m.at, len(m.fields)-1))
}

// values are what was filled in. What was left empty is left out.
func (m *form) values() op.Values {
	v := op.Values{}
	for _, f := range m.fields {
		switch box := m.boxes[f.Name]; {
		case f.File:
			m.fileValues(v, f)
		case f.Kind == op.Toggle:
			v[f.Name] = []string{boolWord(m.picked[f.Name] == "true")}
		case f.Kind == op.Choose && m.picked[f.Name] != "":
			v[f.Name] = []string{m.picked[f.Name]}
		case box == nil || strings.TrimSpace(box.Value()) == "":
			if f.Kind == op.Text && len(f.Default) > 0 {
				v[f.Name] = []string{""} // emptied on purpose
			}
		case f.Kind == op.List:
			v[f.Name] = splitWords(box.Value())
		default:
			v[f.Name] = []string{strings.TrimSpace(box.Value())}
		}
	}
	return v
}

func boolWord(on bool) string {
	if on {
		return "true"
	}
	return "false"
}

// wrong is what is wrong with a field: "" when nothing is.
func (m *form) wrong(f op.Field) string {
	if why := m.unreadable(f); why != "" {
		return why
	}
	values := m.values()[f.Name]
	if f.Required && m.tried && len(values) == 0 {
		return "this is needed"
	}
	if f.Check == nil {
		return ""
	}
	for _, v := range values {
		if v == "" && !f.Required {
			continue
		}
		if err := f.Check(v); err != nil {
			return err.Error()
		}
	}
	return ""
}

// faulty is the first field with something wrong, or -1.
func (m *form) faulty() int {
	return slices.IndexFunc(m.fields, func(f op.Field) bool { return m.wrong(f) != "" })
}

// mustAsk reports that the form comes before the plan: something is needed, or
// there is a text to write and no plan with what stands there. A change whose
// defaults make sense goes straight to its plan.
func (m *form) mustAsk(e Env, a op.Action, r op.Request) bool {
	v, written := m.values(), false
	for _, f := range m.fields {
		m.first = m.first || f.Required && len(v[f.Name]) == 0
		written = written || f.Kind == op.Text || f.Kind == op.List
	}
	if m.first = m.first || a.Asks; !m.first && written {
		r.Values, r.Now = v, e.State.Now
		p, err := a.Plan(r, e.State.Facts())
		m.first = err != nil || p.Empty()
	}
	return m.first
}

// focused is the field that keys go to.
func (m *form) focused() (op.Field, bool) {
	if m.at >= len(m.fields) {
		return op.Field{}, false
	}
	return m.fields[m.at], true
}

// flip turns the first toggle; ok is false where there is none.
func (m *form) flip() (ok bool) {
	for _, f := range m.fields {
		if f.Kind == op.Toggle {
			m.picked[f.Name] = boolWord(m.picked[f.Name] != "true")
			return true
		}
	}
	return false
}

// turn changes a toggle or a choice by one.
func (m *form) turn(f op.Field, d int) {
	if f.Kind == op.Toggle {
		m.picked[f.Name] = boolWord(m.picked[f.Name] != "true")
		return
	}
	if n := len(f.Choices); n > 0 {
		i := slices.IndexFunc(f.Choices, func(c op.Choice) bool { return c.Value == m.picked[f.Name] })
		m.picked[f.Name] = f.Choices[(max(i, 0)+d+n)%n].Value
	}
}

// paste puts pasted text into the field in focus; what it says is why it did not.
func (m *form) paste(text string) (refused string) {
	f, ok := m.focused()
	if !ok || m.boxes[f.Name] == nil {
		return ""
	}
	box := m.boxes[f.Name]
	if f.File {
		return pasteFile(box, text)
	}
	m.anew(f)
	box.Paste(text)
	return ""
}

// anew empties a field that nobody has touched yet, where it holds a figure or
// what it held the last time, so that what is typed takes its place: a 5 behind
// the 1 that stands there would be 15.
func (m *form) anew(f op.Field) {
	stood, proposed := m.stood[f.Name]
	if !m.edited[f.Name] && (m.asLastTime(f) || proposed && f.Kind == op.Text && isFigure(stood) && stood == m.stands(f)) {
		m.boxes[f.Name].Set("")
	}
	m.edited[f.Name] = true
}

func isFigure(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// typeForm gives a key to the field in focus.
func (s *Sheet) typeForm(e Env, k tea.KeyPressMsg) []Effect {
	f, ok := s.form.focused()
	if !ok {
		return nil
	}
	if box := s.form.boxes[f.Name]; box != nil && (f.Kind == op.Text || f.Kind == op.List) {
		if k.Text != "" {
			s.form.anew(f)
		}
		s.form.edited[f.Name] = true // who moves or deletes in it does not begin anew
		if box.Key(k) {
			s.refill(e)
		}
		return nil
	}
	switch k.String() {
	case "space", "right", "l":
		s.form.turn(f, 1)
	case "left", "h":
		s.form.turn(f, -1)
	case "j":
		return s.focus(1)
	case "k":
		return s.focus(-1)
	case "y":
		s.form.picked[f.Name] = pick(f, s.form.picked[f.Name], "true")
	case "n":
		s.form.picked[f.Name] = pick(f, s.form.picked[f.Name], "false")
	case "e":
		return s.explainField()
	default:
		return nil
	}
	s.refill(e)
	return nil
}

// pick is the answer for a toggle; a choice keeps its own.
func pick(f op.Field, was, want string) string {
	if f.Kind == op.Toggle {
		return want
	}
	return was
}

func (s *Sheet) focus(d int) []Effect {
	if n := len(s.form.fields); n > 0 {
		s.form.at = (s.form.at + d + n) % n
	}
	return nil
}

// doForm carries out a command while the form is shown.
func (s *Sheet) doForm(e Env, id op.ID) ([]Effect, bool) {
	switch id {
	case "sheet.forward":
		return s.submit(e), true
	case "form.next":
		return s.focus(1), true
	case "form.previous":
		return s.focus(-1), true
	case "form.complete":
		s.complete(e)
		return nil, true
	case "form.choose":
		return s.list(e), true
	case "form.explain":
		return s.explainField(), true
	case "form.clear":
		return s.clear(e), true
	case "app.back":
		if s.form.first {
			return s.leave(e)
		}
		s.asking, s.learned = false, -1
		return nil, true
	}
	return nil, false
}

// submit goes from the form to the plan. What is wrong is said at its field;
// what was typed stays.
func (s *Sheet) submit(e Env) []Effect {
	s.form.tried = true
	if read := s.unread(); read != nil {
		return read
	}
	if i := s.form.faulty(); i >= 0 {
		s.form.at = i
		return nil
	}
	s.refill(e)
	if s.err != nil {
		return nil // said under the form
	}
	s.asking, s.top = false, 0
	s.learned = -1 // there is more to ask about what was typed
	s.gather(e)
	s.quiet = e.State.Now.Add(guard)
	return nil
}

// splitWords takes a line apart at blanks and commas; what is in double quotes
// stays together, so that a tag may have a blank in it.
func splitWords(s string) []string {
	var words []string
	var b strings.Builder
	quoted, begun := false, false
	flush := func() {
		if begun {
			words = append(words, b.String())
		}
		b.Reset()
		begun = false
	}
	for _, r := range s {
		switch {
		case r == '"':
			quoted, begun = !quoted, true
		case !quoted && (r == ' ' || r == ',' || r == '\t'):
			flush()
		default:
			b.WriteRune(r)
			begun = true
		}
	}
	flush()
	return words
}

// joinWords is the line that splitWords takes apart.
func joinWords(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		if quoted[i] = w; w == "" || strings.ContainsAny(w, " ,\t") {
			quoted[i] = `"` + w + `"`
		}
	}
	return strings.Join(quoted, " ")
}
