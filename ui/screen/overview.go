package screen

import (
	"fmt"
	"strings"

	"tami/keymap"
	"tami/model"
	"tami/model/ami"
	"tami/model/op"
)

// overview lists every property of an image that is set.
type overview struct{ factList }

func (o *overview) name() string { return "Overview" }

func (o *overview) layers() []string { return []string{keymap.ExplainLayer} }

func (o *overview) settle(e Env, r row, room Rect) {
	var facts []fact
	from := model.ProvenanceOf(r.img, account(e, r.at))
	if warning := from.Warning(); warning != "" { // above all that the image says of itself
		facts = append(facts, fact{sign: e.Styles.Glyphs.Warning, value: warning, paint: trouble})
	}
	group := ""
	for _, p := range r.img.Properties() {
		if p.Group != group {
			group = p.Group
			facts = append(facts, fact{title: group})
		}
		facts = append(facts, fact{
			label: p.Name, value: p.Value.Detail(), note: overviewNote(e, r, p, from),
			topic: "Image." + p.Name, raw: p.Value.Raw(), id: r.img.ID.String(),
		})
	}
	o.factList.settle(facts, room)
}

// overviewNote says in passing what a value comes to: how long ago a date is,
// whose account a number is.
func overviewNote(e Env, r row, p ami.Property, from model.Provenance) string {
	img, now := r.img, e.State.Now
	switch p.Name {
	case "CreationDate":
		return model.AgeWords(img.Created, now)
	case "LastLaunchedTime":
		return model.AgeWords(img.LastLaunched, now)
	case "DeprecationTime":
		if img.DeprecationTime.Known() && !img.DeprecationTime.Before(now) {
			days := int(img.DeprecationTime.Time().Sub(now).Hours() / 24)
			return fmt.Sprintf("in %d d", days)
		}
		return model.AgeWords(img.DeprecationTime, now)
	case "OwnerId":
		return strings.TrimLeft(strings.TrimPrefix(from.Words(), from.Owner), ", ")
	case "ProductCodes":
		return "has to be subscribed to"
	case "ImageAllowed":
		return e.State.AllowedWords(r.at, from)
	}
	if p.Value.Changed() {
		return "hidden characters are shown as escapes"
	}
	return ""
}

func (o *overview) do(e Env, r row, id op.ID) ([]Effect, bool) {
	return o.factList.do(e, r.at.Region, id)
}

func (o *overview) draw(e Env, r row, room Rect) Picture {
	return Picture{Lines: o.factList.draw(e, r.at.Region, room)}
}
