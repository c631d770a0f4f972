package screen

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"tami/model"
	"tami/model/op"
	"tami/themes"
	"tami/ui/kit"
)

// Draw implements Screen: tables that scroll above, and below them, always in
// sight, what the decision hangs on.
func (s *Sheet) Draw(e Env, r Rect) Picture {
	if s.asking {
		return s.drawForm(e, r)
	}
	st, g := e.Styles, e.Styles.Glyphs
	top, bottom := s.blocks(e, r)
	room := max(0, r.H-len(bottom))
	lines := append([]string(nil), top[min(s.top, len(top)):min(s.top+room, len(top))]...)
	if hidden := len(top) - s.top - room; hidden > 0 && room > 1 {
		more := fmt.Sprintf("%s %s below", g.Down, model.Count(hidden+1, "more line", "more lines"))
		lines[room-1] = kit.NewLine(r.W, g.Ellipsis).Space(1).Add(st.Accent, more).String()
	}
	lines = append(lines, bottom...)
	pic := Picture{Lines: kit.Fill(lines, r.W, r.H)}
	if s.typing && s.phase == looking {
		row := min(len(lines), r.H) - 1
		pic.Cursor = &Point{X: s.boxAt(e, r.W), Y: row}
	}
	return pic
}

// blocks are the lines that scroll and the lines that stay. Where even those
// that stay have no room, the first of them scroll too.
func (s *Sheet) blocks(e Env, r Rect) (top, bottom []string) {
	top, bottom = s.compose(e, r, false)
	switch {
	case len(top) == 0: // the block that stays begins with a blank line itself
	case len(top)+len(bottom) < r.H:
		top = append([]string{kit.Blank(r.W)}, top...)
	case len(top)+len(bottom) > r.H:
		top, bottom = s.compose(e, r, true)
	}
	if most := max(1, r.H-min(4, len(top))); len(bottom) > most {
		cut := wholeTexts(bottom, len(bottom)-most, e.Styles.Glyphs)
		if s.phase == looking && s.plan.Cost != nil { // money is not to be looked for at the end
			top, bottom = append(slices.Clone(bottom[1:cut]), top...), bottom[cut:]
		} else {
			top, bottom = append(top, bottom[:cut]...), bottom[cut:]
		}
	}
	return top, bottom
}

// wholeTexts moves a cut down to where a text begins, so that what stays in sight
// begins with its word and not in the middle. What stops the plan, or is to be
// known, stays in sight even so.
func wholeTexts(lines []string, cut int, g themes.Glyphs) int {
	begins := func(n int) bool {
		return !strings.HasPrefix(ansi.Strip(lines[n]), "      ") || strings.TrimSpace(ansi.Strip(lines[n])) == ""
	}
	start, next := cut, cut
	for start > 0 && !begins(start) {
		start--
	}
	for next < len(lines) && !begins(next) {
		next++
	}
	word := strings.TrimSpace(ansi.Strip(lines[start]))
	if next == len(lines) || strings.HasPrefix(word, g.Cross) || strings.HasPrefix(word, g.Warning) {
		return cut
	}
	return next
}

// compose makes both; in a tight room warnings are told in full where they
// scroll, and in a line each where they stay.
func (s *Sheet) compose(e Env, r Rect, tight bool) (top, bottom []string) {
	p := &sheetPage{e: e, w: r.W, brief: tight, checked: doubts(s.plan.Sections)}
	d := &sheetPage{e: e, w: r.W, tight: tight, checked: p.checked}
	switch s.phase {
	case running, starting:
		s.runSteps(p)
		if len(s.plan.Sections) > 0 {
			p.gap()
		}
		p.sections(s.plan.Sections)
		p.rows(s.plan.Rows)
		p.snapshots(s.plan.Snapshots)
		s.runLines(d)
	default:
		s.changes(p)
		s.hiddenMarks(p)
		if _, ok := s.chosen("to"); ok {
			p.choice = "t chooses, = compares"
		} else if _, ok := s.chosen("way"); ok {
			p.choice = "w chooses what becomes of it"
		}
		p.sections(s.plan.Sections)
		s.fleet(p)
		p.rows(s.plan.Rows)
		// Where the room is tight and the checks have said what is wrong, the
		// steps come before what there is to read.
		late := tight && len(s.plan.Sections) > 0
		if !late {
			p.notChecked(s.unchecked())
		}
		p.snapshots(s.plan.Snapshots)
		if c := s.plan.Cost; c != nil && c.Source != "" {
			p.say(e.Styles.Muted, 1, c.Source)
		}
		if !late {
			s.toRead(p, tight)
		}
		if s.whole {
			s.steps(p)
		}
		if late {
			p.gap()
			s.toRead(p, tight)
			p.notChecked(s.unchecked())
		}
		p.inFull(s.plan.Sections)
		if s.cleansUp() {
			p.offers("after", s.plan.Offers)
		} else {
			p.offers("instead", s.plan.Offers)
		}
		s.decision(d)
	}
	return p.lines, d.lines
}

// toRead is what there is to know, in full.
func (s *Sheet) toRead(p *sheetPage, tight bool) {
	if tight {
		p.warnings(s.plan.Warnings, op.Warn)
		if p.w < 60 {
			s.options(p)
		}
	}
	p.warnings(s.plan.Warnings, op.Note)
}

// sheetPage collects lines of a sheet.
type sheetPage struct {
	e      Env
	w      int
	tight  bool   // a line is all that a warning gets, and few of them are shown
	choice string // which keys choose something else, said where the sections speak of it
	brief  bool   // a line is all that a check gets; it is told in full behind the steps
	// checked are the warnings that stand among the checks already.
	checked map[string]bool
	lines   []string
}

func (p *sheetPage) gap() {
	if n := len(p.lines); n > 0 && p.lines[n-1] != kit.Blank(p.w) {
		p.lines = append(p.lines, kit.Blank(p.w))
	}
}

func (p *sheetPage) line() *kit.Line { return kit.NewLine(p.w, p.e.Styles.Glyphs.Ellipsis) }

func (p *sheetPage) add(l *kit.Line) { p.lines = append(p.lines, l.String()) }

// say adds a text, broken where it must be.
func (p *sheetPage) say(paint kit.Painter, indent int, text string) {
	for _, part := range kit.Wrap(text, max(8, p.w-indent-1)) {
		p.add(p.line().Space(indent).Add(paint, part))
	}
}

// label adds a text behind a word at the left.
func (p *sheetPage) label(word string, paint kit.Painter, text string) {
	indent := 11
	if p.w < 60 {
		indent = 9
	}
	for i, part := range kit.Wrap(text, max(8, p.w-indent-1)) {
		l := p.line().Space(1)
		if i == 0 {
			l.Add(p.e.Styles.Muted, word)
		}
		p.add(l.To(indent).Add(paint, part))
	}
}

// hiddenMarks counts what the change is about and the list does not show.
func (s *Sheet) hiddenMarks(p *sheetPage) {
	if n := s.request.Hidden; n > 0 {
		what := "target"
		if s.action != nil {
			what = string(s.action.On)
		}
		p.say(p.e.Styles.Warning, 1, fmt.Sprintf("%s %s, %d hidden by the filter", p.e.Styles.Glyphs.Warning, model.Count(len(s.request.Targets), what, what+"s"), n))
		p.gap()
	}
}

// changes shows how the plan differs from the one that was confirmed.
func (s *Sheet) changes(p *sheetPage) {
	if len(s.gone)+len(s.come) == 0 {
		return
	}
	st := p.e.Styles
	p.say(st.Warning, 1, "Nothing was run: the account has changed since this plan was made. What is different now:")
	for _, l := range s.gone {
		p.say(st.Muted, 3, "- "+l)
	}
	for _, l := range s.come {
		p.say(st.Text, 3, "+ "+l)
	}
	p.gap()
}

// unchecked is what will not be known: what is being asked is not meant.
func (s *Sheet) unchecked() []op.NotChecked {
	if s.whole {
		return s.plan.NotChecked
	}
	return slices.DeleteFunc(slices.Clone(s.plan.NotChecked), func(n op.NotChecked) bool { return n.Why == "not answered yet" })
}

// notChecked names what was not looked at, and why.
func (p *sheetPage) notChecked(list []op.NotChecked) {
	if len(list) == 0 {
		return
	}
	var parts []string
	for _, n := range list {
		why := ""
		if n.Why != "" {
			why = " (" + n.Why + ")"
		}
		parts = append(parts, n.What+why)
	}
	p.say(p.e.Styles.Warning, 1, "* not checked: "+strings.Join(parts, ", "))
}

// offers lists other plans that are worth a look.
func (p *sheetPage) offers(word string, list []op.Offer) {
	if len(list) == 0 {
		return
	}
	key := " (o)"
	switch word {
	case "after":
		key = "" // that is for when the change is made
		p.gap()
	case "instead":
		p.gap()
	}
	var texts []string
	for _, o := range list {
		texts = append(texts, o.Text)
	}
	text := strings.Join(texts, " · ")
	if word == "next" && p.w < 60 && len(list) > 1 {
		text = model.Count(len(list), "plan", "plans") // their names would push the result away
	}
	p.label(word, p.e.Styles.Text, text+key)
}

// decision is what must be in sight when the change is confirmed: money, the
// way back, what breaks, the warnings, the dry run, and the confirmation.
func (s *Sheet) decision(p *sheetPage) {
	st := p.e.Styles
	p.lines = append(p.lines, kit.Blank(p.w))
	p.cost(s.plan.Cost)
	if s.plan.UndoLine != "" && s.whole {
		p.label("undo", st.Text, s.plan.UndoLine)
	}
	if len(s.plan.Breaks) > 0 {
		p.label("breaks", st.Warning, strings.Join(s.plan.Breaks, " · "))
	}
	p.warnings(s.plan.Warnings, op.Stop, op.Warn)
	if !p.tight || p.w >= 60 {
		s.options(p)
	}
	s.progress(p)
	s.prompt(p)
}

// fewWarnings is how many warnings stay in sight in a tight room.
const fewWarnings = 2

// warnings lists what to know, the heaviest first.
func (p *sheetPage) warnings(list []op.Warning, levels ...op.Level) {
	st, g := p.e.Styles, p.e.Styles.Glyphs
	for _, level := range levels {
		word, paint := "note", kit.Painter(st.Text)
		switch level {
		case op.Stop:
			word, paint = g.Cross+" stop", st.Trouble
		case op.Warn:
			word, paint = g.Warning+" warning", st.Warning
		}
		if sign, _, two := strings.Cut(word, " "); two && p.w < 60 {
			word = sign
		}
		n := 0
		for _, w := range list {
			if w.Level != level || p.checked[w.Text] {
				continue
			}
			switch n++; {
			case !p.tight || level == op.Stop:
				p.label(word, paint, w.Text)
			case n <= fewWarnings:
				p.label(word, paint, kit.Cut(w.Text, max(8, p.w-12), g.Ellipsis))
			}
		}
		if more := n - fewWarnings; p.tight && level != op.Stop && more > 0 {
			p.label("", paint, fmt.Sprintf("and %d more; all of them stand above, in full", more))
		}
	}
}

// options says what was chosen in the form.
func (s *Sheet) options(p *sheetPage) {
	if s.form == nil {
		return
	}
	var parts []string
	for i, f := range s.form.fields {
		words := s.form.shown(f)
		if f.Kind == op.Toggle && !s.form.first && slices.IndexFunc(s.form.fields, func(f op.Field) bool { return f.Kind == op.Toggle }) == i {
			words += " (space)"
		} else if words == "" || f.Kind == op.Toggle && words == "no" || usual(f, s.form) {
			continue // what nobody asked for is on the form
		}
		parts = append(parts, lowerFirst(f.Label)+": "+words)
	}
	if len(parts) > 0 {
		p.label("asked", p.e.Styles.Text, strings.Join(parts, " · "))
	}
}

// usual reports a field with what stands in it of itself.
func usual(f op.Field, m *form) bool {
	if len(f.Default) == 0 || f.Kind != op.Text && f.Kind != op.Choose {
		return false
	}
	return slices.Equal(m.values()[f.Name], f.Default[:1])
}

// progress is how far the facts and the dry run are.
func (s *Sheet) progress(p *sheetPage) {
	st, g := p.e.Styles, p.e.Styles.Glyphs
	if !s.whole || s.phase == checking {
		l := p.line().Space(1).Add(st.Muted, "facts").To(11)
		if p.w < 60 {
			l = p.line().Space(1).Add(st.Muted, "facts").To(9)
		}
		l.Add(st.Accent, spinner(p.e)+" ").Add(st.Text, fmt.Sprintf("%d of %d", len(s.needs)-s.open(p.e.State), len(s.needs)))
		for _, f := range factsOf(p.e.State, s.needs) {
			paint := kit.Painter(st.Muted)
			if f.problem {
				paint = st.Trouble
			}
			if l.Left() > kit.Width(f.words)+3 {
				l.Add(st.Muted, " "+g.Dot+" ").Add(paint, f.words)
			}
		}
		p.add(l)
		return
	}
	plan, wanted := s.Rehearses(p.e)
	if !wanted {
		return
	}
	text, paint := s.verdictLine(p.e, &plan)
	p.label("dry run", paint, text)
}

// prompt is the last line: how this plan is confirmed, or why it cannot be.
func (s *Sheet) prompt(p *sheetPage) {
	st, g := p.e.Styles, p.e.Styles.Glyphs
	p.lines = append(p.lines, kit.Blank(p.w))
	if s.fault != "" {
		p.say(st.Trouble, 1, g.Cross+" Not started: "+s.fault)
	}
	if s.wrong != "" {
		p.say(st.Warning, 1, fmt.Sprintf("%q is not %q: nothing was run", s.wrong, s.plan.Confirm))
	}
	why := s.blocked(p.e)
	switch {
	case s.phase == checking:
		p.say(st.Accent, 1, spinner(p.e)+" Asking once more whether all of this still holds")
	case s.err != nil:
		p.say(st.Trouble, 1, g.Cross+" "+sentence(why)+s.formHint())
	case !s.whole:
		p.say(st.Muted, 1, "Reading what this would change; the plan is not whole yet")
	case len(s.plan.Stopped()) > 0:
		p.say(st.Trouble, 1, g.Cross+" This cannot be run: the stop above says why")
	case s.plan.Empty():
		p.say(st.Text, 1, "Nothing to do: it is so already"+s.formHint())
	case s.locked(p.e) != "":
		p.say(st.Warning, 1, g.Warning+" Only a preview: "+why)
	case why != "" && s.refused(p.e) == "":
		p.say(st.Muted, 1, sentence(why))
	case why != "":
		p.say(st.Trouble, 1, g.Cross+" "+sentence(why))
	default:
		s.question(p)
		return
	}
	if s.typing && s.phase == looking && s.refused(p.e) == "" && s.locked(p.e) == "" {
		s.question(p) // typed ahead of the facts
	}
}

func (s *Sheet) formHint() string {
	if s.form != nil {
		return " (f goes to the form)"
	}
	return ""
}

// question is how this plan is confirmed.
func (s *Sheet) question(p *sheetPage) {
	st := p.e.Styles
	paint := kit.Painter(st.Title)
	if p.e.State.Now.Before(s.quiet) {
		paint = st.Muted
	}
	title := s.plan.Title
	switch s.plan.Risk {
	case op.Destructive:
		l := p.line()
		if !s.before(l, paint) {
			p.say(paint, 1, "Type "+s.plan.Confirm)
		}
		s.box.Draw(l, st.Input, max(4, l.Left()-1))
		p.add(l)
	case op.Guarded:
		if s.undoOf != "" {
			p.add(p.line().Space(1).Add(paint, "y").Add(st.Text, "  takes back: ").Add(st.Text, lowerFirst(strings.TrimPrefix(title, "Undo: "))))
			return
		}
		p.add(p.line().Space(1).Add(paint, "y").Add(st.Text, "  runs it: ").Add(st.Text, lowerFirst(title)))
	case op.Costly:
		p.add(p.line().Space(1).Add(paint, "enter").Add(st.Text, "  runs it, at the cost above: ").Add(st.Text, lowerFirst(title)))
	default:
		p.add(p.line().Space(1).Add(paint, "enter").Add(st.Text, "  runs it: ").Add(st.Text, lowerFirst(title)))
	}
}

// before is what stands before the box that confirms. Where it has no room for
// what must be typed, that is for another line to say, and before is false.
func (s *Sheet) before(l *kit.Line, paint kit.Painter) (named bool) {
	text := "Type " + s.plan.Confirm
	long := text + " to " + lowerFirst(s.plan.Title)
	if s.plan.Confirm != "" && strings.Contains(s.plan.Title, s.plan.Confirm) && !digits(s.plan.Confirm) {
		verb, _, _ := strings.Cut(lowerFirst(s.plan.Title), " ")
		long = text + " to " + verb + " it"
	}
	named = true
	if kit.Width(long)+kit.Width(s.plan.Confirm)+5 <= l.Left() {
		text = long
	} else if kit.Width(text)+kit.Width(s.plan.Confirm)+5 > l.Left() {
		text, named = "here", false
	}
	l.Space(1).Add(paint, text+": ")
	return named
}

// boxAt is the cell of the cursor in the box.
func (s *Sheet) boxAt(e Env, w int) int {
	l := kit.NewLine(w, "")
	s.before(l, nil)
	at := w - l.Left()
	return at + s.box.Draw(kit.NewLine(w, ""), e.Styles.Input, max(4, l.Left()-1))
}

func digits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// lowerFirst begins a text in lower case, as it stands inside a sentence. What
// begins with several capitals is a name.
func lowerFirst(s string) string {
	if len(s) > 1 && s[0] >= 'A' && s[0] <= 'Z' && !(s[1] >= 'A' && s[1] <= 'Z') {
		return strings.ToLower(s[:1]) + s[1:]
	}
	return s
}

// sentence begins a text with a capital.
func sentence(s string) string {
	if s != "" && s[0] >= 'a' && s[0] <= 'z' {
		return strings.ToUpper(s[:1]) + s[1:]
	}
	return s
}
