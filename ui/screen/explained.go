package screen

import (
	"tami/model/explain"
	"tami/ui/kit"
)

// explained says what a property means, what this value of it means here, why
// it matters and how it is changed, in at most h lines.
func explained(e Env, name, value, region, id string, w, h int) []string {
	st, g := e.Styles, e.Styles.Glyphs
	p, _, found := explain.Find(name)
	if !found || h < 3 {
		return nil
	}
	lines := []string{kit.NewLine(w, g.Ellipsis).Rule(st.Rule, g.Rule, 1).Space(1).Add(st.Title, p.Label).Space(1).Rule(st.Rule, g.Rule, w).String()}
	add := func(label, text string) {
		for i, part := range kit.Wrap(text, max(10, w-13)) {
			head := label
			if i > 0 {
				head = ""
			}
			lines = append(lines, kit.NewLine(w, g.Ellipsis).Space(1).Add(st.Muted, kit.Pad(head, 10, "")).Space(1).Add(st.Text, part).String())
		}
	}
	here := p.Of(value)
	if here != p.Means {
		add("here", here)
	}
	add("what", p.Means)
	add("why", p.Why)
	add("change", p.Change)
	add("see it", p.Command(region, id))
	if len(lines) > h {
		lines = append(lines[:h-1], kit.NewLine(w, g.Ellipsis).Space(1).Add(st.Faint, "more: tami explain "+p.Name()).String())
	}
	return lines
}
