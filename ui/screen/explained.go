package screen

import (
	"tami/model/explain"
	"tami/model/op"
	"tami/ui/kit"
)

// explanation is what is said of a property or a concept.
type explanation struct {
	title, more                  string // more is what tami explain is to be asked
	here, what, why, change, see string
}

// explanationOf explains a property by its value, or a concept.
func explanationOf(topic, value, region, id string) (explanation, bool) {
	if p, _, found := explain.Find(topic); found {
		return explanation{title: p.Label, more: p.Name(), here: p.Of(value), what: p.Means, why: p.Why, change: p.Change, see: p.Command(region, id)}, true
	}
	if c, _, found := explain.FindConcept(topic); found {
		return explanation{title: c.Name, more: "'" + c.Name + "'", what: c.Means, why: c.Why}, true
	}
	return explanation{}, false
}

// lines writes all of an explanation.
func (x explanation) lines(e Env, w int) []string {
	st, g := e.Styles, e.Styles.Glyphs
	lines := []string{kit.NewLine(w, g.Ellipsis).Rule(st.Rule, g.Rule, 1).Space(1).Add(st.Title, x.title).Space(1).Rule(st.Rule, g.Rule, w).String()}
	add := func(label, text string) {
		if text == "" {
			return
		}
		for i, part := range kit.WrapWords(text, max(10, w-13)) {
			head := label
			if i > 0 {
				head = ""
			}
			lines = append(lines, kit.NewLine(w, g.Ellipsis).Space(1).Add(st.Muted, kit.Pad(head, 10, "")).Space(1).Add(st.Text, part).String())
		}
	}
	if x.here != x.what {
		add("here", x.here)
	}
	add("what", x.what)
	add("why", x.why)
	add("change", x.change)
	add("see it", x.see)
	return lines
}

// explainedIn writes an explanation in at most h lines. Where they are too few,
// the last one says how to see the rest.
func explainedIn(e Env, x explanation, w, h int) []string {
	if h < 3 {
		return nil
	}
	lines := x.lines(e, w)
	if len(lines) > h {
		lines = append(lines[:h-1], kit.NewLine(w, e.Styles.Glyphs.Ellipsis).Space(1).Add(e.Styles.Faint, "e again shows all of it").String())
	}
	return lines
}

// explainer is the explanation that stands below a list, or not.
type explainer struct{ explained bool }

// least is the least height of an explanation below a list; with less it has
// the screen to itself.
const least = 6

// turn takes the step that the key means now, with h lines for the explanation:
// show it, show all of it where it is cut, or take it away.
func (x *explainer) turn(e Env, what explanation, w, h int) []Effect {
	cut := len(what.lines(e, w)) > h
	if cut && (x.explained || h < least) {
		return []Effect{Push{NewExplanation(what)}}
	}
	x.explained = !x.explained
	return nil
}

// back takes the explanation away, and reports whether there was one.
func (x *explainer) back(id op.ID) bool {
	was := x.explained
	if id == "app.back" {
		x.explained = false
		return was
	}
	return false
}

// room is how many lines an explanation has, of a list with h lines.
func (x *explainer) room(h int) int {
	if !x.explained {
		return 0
	}
	return explainRoom(h)
}

// explainRoom leaves a list of h lines six at least, or else two fifths.
func explainRoom(h int) int { return min(14, max(h*3/5, h-6)) }
