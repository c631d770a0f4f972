package screen

import (
	"strings"

	"tami/model/op"
	"tami/ui/kit"
)

// fact is one thing to say in a list of things: a heading, a property with its
// value, or a sentence. What has a topic can be explained.
type fact struct {
	title string // a heading; the rest is empty then
	label string // empty for a sentence
	value string
	note  string
	sign  string                // before a sentence, the lines of which stand behind it
	paint func(Env) kit.Painter // of the value; nil is plain
	topic string                // a property (Image.BootMode) or a concept (Snapshot lock)
	raw   string                // the property's value as AWS has it
	id    string                // what the command that shows it asks about
	see   string                // the command, where the property does not have its own
}

// factLine is a line that a fact takes: a part of its label and of its value,
// where they are long.
type factLine struct {
	fact               int // which; -1 for a blank line
	label, value, note string
}

// factList shows facts under headings, with a cursor on them, and explains the
// one under the cursor.
type factList struct {
	cursor
	explainer
	facts []fact
	lines []factLine
	label int // cells of the labels
	space Rect
}

// settle takes the facts and the room that they have.
func (f *factList) settle(facts []fact, room Rect) {
	f.facts, f.lines, f.label, f.space = facts, f.lines[:0], 0, room
	for _, one := range facts {
		f.label = max(f.label, min(labelMost(room.W), kit.Width(one.label)))
	}
	for i, one := range facts {
		f.add(i, one, room.W)
	}
	f.at = max(0, min(f.at, len(f.lines)-1))
	f.land(0)
	if f.fit(max(1, room.H-f.explainer.room(room.H)), len(f.lines)); f.at <= 1 {
		f.top = 0 // the first heading comes back into sight
	}
}

// labelMost is how wide labels may be: on the narrowest screen an ID still
// stands beside them in one piece.
func labelMost(w int) int {
	if w < 50 {
		return 14
	}
	return max(20, w/3)
}

func (f *factList) add(i int, one fact, w int) {
	if one.title != "" {
		if i > 0 {
			f.lines = append(f.lines, factLine{fact: -1})
		}
		f.lines = append(f.lines, factLine{fact: i})
		return
	}
	left := w - 3
	if one.label != "" {
		left -= f.label + 2
	}
	note, below := min(kit.Width(one.note)+2, w/3), []string(nil)
	if v := kit.Width(one.value); v <= left {
		if note = kit.Width(one.note) + 2; note > left-v { // what is named comes before what is said of it
			note, below = 0, kit.WrapWords(one.note, max(8, left))
		}
	}
	hang := 0
	if one.label == "" && one.sign != "" {
		hang = kit.Width(one.sign) + 1
	}
	values, labels := wrapped(one.value, max(8, left-note-hang)), kit.Wrap(one.label, max(1, f.label))
	if hang > 0 {
		for n := range values {
			if lead := strings.Repeat(" ", hang); n > 0 {
				values[n] = lead + values[n]
			} else {
				values[n] = one.sign + " " + values[n]
			}
		}
	}
	for n := range max(len(values), len(labels)) {
		line := factLine{fact: i}
		if n < len(values) {
			line.value = values[n]
		}
		if n < len(labels) {
			line.label = labels[n]
		}
		if n == 0 && below == nil {
			line.note = one.note
		}
		f.lines = append(f.lines, line)
	}
	for _, part := range below {
		f.lines = append(f.lines, factLine{fact: i, value: part})
	}
}

// wrapped breaks a value into lines, one at least. Commands, ARNs and IDs are
// not torn apart at their hyphens; everything else keeps all of its blanks.
func wrapped(value string, w int) []string {
	for _, whole := range []string{"aws ec2 ", "arn:", " ami-", " snap-"} {
		if strings.Contains(value, whole) {
			return kit.WrapWords(value, w)
		}
	}
	return kit.Wrap(value, w)
}

// here is the fact under the cursor.
func (f *factList) here() (fact, bool) {
	if f.at < len(f.lines) && f.lands(f.at) {
		return f.facts[f.lines[f.at].fact], true
	}
	return fact{}, false
}

func (f *factList) lands(line int) bool {
	i := f.lines[line].fact
	return i >= 0 && f.facts[i].title == ""
}

func (f *factList) do(e Env, region string, id op.ID) ([]Effect, bool) {
	if id == "item.explain" {
		one, _ := f.here()
		what, ok := one.explanation(region)
		if !ok && !f.explained {
			return []Effect{Say{"This line says all there is to it; the others can be explained"}}, true
		}
		return f.turn(e, what, f.space.W, explainRoom(f.space.H)), true
	}
	if f.back(id) {
		return nil, true
	}
	before := f.at
	if !f.cursor.do(id, len(f.lines)) {
		return nil, false
	}
	f.land(f.at - before)
	return nil, true
}

// land puts the cursor on a fact: headings and blank lines are passed over, in
// the direction that it moved if there is one that way.
func (f *factList) land(direction int) {
	d := 1
	if direction < 0 {
		d = -1
	}
	for _, d := range []int{d, -d} {
		for i := f.at; i >= 0 && i < len(f.lines); i += d {
			if f.lands(i) {
				f.at = i
				return
			}
		}
	}
}

func (f *factList) draw(e Env, region string, room Rect) []string {
	var lines []string
	for i := f.top; i < min(f.top+f.height, len(f.lines)); i++ {
		lines = append(lines, f.line(e, i, room.W))
	}
	if one, ok := f.here(); ok && f.explained {
		lines = kit.Fill(lines, room.W, f.height)
		if what, ok := one.explanation(region); ok {
			lines = append(lines, explainedIn(e, what, room.W, f.explainer.room(room.H))...)
		}
	}
	return lines
}

func (f *factList) line(e Env, i, w int) string {
	st, g := e.Styles, e.Styles.Glyphs
	l := kit.NewLine(w, g.Ellipsis)
	fl := f.lines[i]
	if fl.fact < 0 {
		return l.String()
	}
	one := f.facts[fl.fact]
	label := ""
	if one.label != "" {
		label = kit.Pad(fl.label, f.label, g.Ellipsis) + "  "
	}
	switch {
	case one.title != "":
		return l.Space(1).Add(st.Title, one.title).String()
	case i == f.at:
		l.Add(st.Cursor, g.Cursor+" "+label+fl.value)
		if fl.note != "" {
			l.Add(st.Cursor, "  "+fl.note)
		}
		return l.Add(st.Cursor, strings.Repeat(" ", l.Left())).String()
	}
	paint := kit.Painter(st.Text)
	if one.paint != nil {
		paint = one.paint(e)
	}
	l.Space(2).Add(st.Muted, label).Add(paint, fl.value)
	if fl.note != "" {
		l.Space(2).Add(st.Faint, fl.note)
	}
	return l.String()
}

// explanation is what there is to say of a fact.
func (f fact) explanation(region string) (explanation, bool) {
	what, ok := explanationOf(f.topic, f.raw, region, f.id)
	if f.see != "" {
		what.see = f.see
	}
	return what, ok
}
