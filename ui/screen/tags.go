package screen

import (
	"tami/keymap"
	"tami/model/op"
)

// tags lists the tags of an image, as they came.
type tags struct{ factList }

func (t *tags) name() string { return "Tags" }

func (t *tags) layers() []string { return []string{keymap.ExplainLayer} }

func (t *tags) settle(_ Env, r row, room Rect) {
	facts := []fact{{title: "KEY and VALUE"}}
	for _, tag := range r.img.Tags {
		facts = append(facts, fact{label: tag.Key.Detail(), value: tag.Value.Detail(), topic: "Tag.Key", raw: tag.Key.Raw(), id: r.img.ID.String()})
	}
	if len(r.img.Tags) == 0 {
		facts = []fact{{value: "No tags. Tags of somebody else's image are not visible to us.", paint: muted, topic: "Image.Tags", id: r.img.ID.String()}}
	}
	t.factList.settle(facts, room)
}

func (t *tags) do(e Env, r row, id op.ID) ([]Effect, bool) {
	if one, ok := t.here(); ok && id == "item.copyid" && one.label != "" {
		return []Effect{Copy{Text: one.label + "=" + one.value, What: "tag"}}, true
	}
	return t.factList.do(e, r.at.Region, id)
}

func (t *tags) draw(e Env, r row, room Rect) Picture {
	return Picture{Lines: t.factList.draw(e, r.at.Region, room)}
}
