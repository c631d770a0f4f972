package screen

import (
	"tami/model/explain"
	"tami/ui/kit"
)

// explanation is what is said of a property or a concept.
type explanation struct {
	title, more                  string // more is what tami explain is to be asked
	here, what, why, change, see string
}

// explained says what a property means, what this value of it means here, why
// it matters and how it is changed, in at most h lines.
func explained(e Env, name, value, region, id string, w, h int) []string {
	p, _, found := explain.Find(name)
	if !found {
		return nil
	}
	return explainedFact(e, fact{topic: p.Name(), raw: value, id: id}, region, w, h)
}

// explainedIn writes an explanation in at most h lines. Where they are too few,
// the last one says where the rest is.
func explainedIn(e Env, x explanation, w, h int) []string {
	st, g := e.Styles, e.Styles.Glyphs
	if h < 3 {
		return nil
	}
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
	if len(lines) > h {
		lines = append(lines[:h-1], kit.NewLine(w, g.Ellipsis).Space(1).Add(st.Faint, "more: tami explain "+x.more).String())
	}
	return lines
}
