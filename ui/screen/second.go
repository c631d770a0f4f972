package screen

import (
	"tami/model"
	"tami/model/ami"
)

// mostSeconds is how many images are offered to be compared with: who looks for
// one among more marks the two in the list, which searches better.
const mostSeconds = 500

// compareWith holds an image against a second one: the one that is marked in the
// list, or else one to be chosen.
func compareWith(e Env, r row, marked []row) []Effect {
	var others []row
	for _, m := range marked {
		if m.at != r.at || m.img.ID != r.img.ID {
			others = append(others, m)
		}
	}
	if len(others) == 1 {
		return []Effect{Push{NewCompare(r, others[0])}}
	}
	return []Effect{Push{newSeconds(e, r)}}
}

// newSeconds asks which image to compare with: its family first, the newest
// first, then the others of its place.
func newSeconds(e Env, r row) Screen {
	var choices []choice
	offered := map[mark]bool{{r.at, r.img.ID.String()}: true}
	offer := func(other row) {
		m := mark{other.at, other.img.ID.String()}
		if offered[m] || len(choices) >= mostSeconds {
			return
		}
		offered[m] = true
		hint := other.at.String()
		if age := model.AgeWords(other.img.Created, e.State.Now); age != "" {
			hint += " · " + age
		}
		choices = append(choices, choice{label: other.img.Name.String(), hint: hint, effect: []Effect{Push{NewCompare(r, other)}}})
	}
	for _, v := range e.State.Family(r.at, r.img).Versions {
		for _, at := range append([]ami.Where{r.at}, e.State.Places()...) {
			if img := v.In[at]; img != nil {
				offer(row{at, img})
			}
		}
	}
	if inv := e.State.Inventory(ami.Images{Where: r.at, From: e.State.From}); inv != nil {
		for img := range inv.Corpus.All() {
			offer(row{r.at, img})
		}
	}
	m := newMenu("Compare with", choices)
	m.empty = "no other image that was read is called so"
	return m
}
