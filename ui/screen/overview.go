package screen

import (
	"fmt"
	"slices"
	"strings"

	"tami/model"
	"tami/model/ami"
	"tami/model/op"
	"tami/ui/kit"
)

// overview lists every property of an image that is set.
type overview struct {
	cursor
	list      []ami.Property
	lines     []overviewLine
	explained bool // the property under the cursor is explained below
}

// overviewLine is a line of the overview: a group's title, or a part of a
// property's value.
type overviewLine struct {
	title   string
	warning string
	prop    int // which property; -1 for a title or a blank line
	label   string
	value   string
	note    string
}

func (o *overview) name() string { return "Overview" }

func (o *overview) settle(e Env, r row, room Rect) {
	o.list = r.img.Properties()
	o.lines = o.lines[:0]
	label := 12
	for _, p := range o.list {
		label = max(label, len(p.Name))
	}
	from := model.ProvenanceOf(r.img, account(e, r.at))
	o.warn(from, room.W)
	group := ""
	for i, p := range o.list {
		if p.Group != group {
			if len(o.lines) > 0 {
				o.lines = append(o.lines, overviewLine{prop: -1})
			}
			group = p.Group
			o.lines = append(o.lines, overviewLine{title: group, prop: -1})
		}
		note := overviewNote(e, r, p, from)
		for n, part := range kit.Wrap(p.Value.Detail(), max(8, room.W-label-5-min(len(note)+2, room.W/3))) {
			line := overviewLine{prop: i, value: part}
			if n == 0 {
				line.label, line.note = p.Name, note
			}
			o.lines = append(o.lines, line)
		}
	}
	o.at = max(0, min(o.at, len(o.lines)-1))
	o.land(0)
	first := slices.IndexFunc(o.lines, func(l overviewLine) bool { return l.prop >= 0 })
	if o.fit(max(1, room.H-o.below(room)), len(o.lines)); o.at == first && first < o.height {
		o.top = 0 // the first group's title comes back into sight
	}
}

// warn puts what is wrong with the image's provenance above all that it says of
// itself.
func (o *overview) warn(p model.Provenance, w int) {
	if p.Warning() == "" {
		return
	}
	for _, part := range kit.Wrap(p.Warning(), max(10, w-4)) {
		o.lines = append(o.lines, overviewLine{prop: -1, warning: part})
	}
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

func (o *overview) do(_ Env, _ row, id op.ID) ([]Effect, bool) {
	if id == "item.explain" {
		o.explained = !o.explained
		return nil, true
	}
	before := o.at
	if !o.cursor.do(id, len(o.lines)) {
		return nil, false
	}
	o.land(o.at - before)
	return nil, true
}

// land puts the cursor on a property: titles and blank lines between groups
// are passed over, in the direction that it moved if there is one that way.
func (o *overview) land(direction int) {
	d := 1
	if direction < 0 {
		d = -1
	}
	for _, d := range []int{d, -d} {
		for i := o.at; i >= 0 && i < len(o.lines); i += d {
			if o.lines[i].prop >= 0 {
				o.at = i
				return
			}
		}
	}
}

// below is how many lines the explanation has.
func (o *overview) below(room Rect) int {
	if !o.explained {
		return 0
	}
	return min(14, room.H*3/5)
}

func (o *overview) draw(e Env, r row, room Rect) Picture {
	st, g := e.Styles, e.Styles.Glyphs
	label := 12
	for _, p := range o.list {
		label = max(label, len(p.Name))
	}
	var lines []string
	for i := o.top; i < min(o.top+o.height, len(o.lines)); i++ {
		ol := o.lines[i]
		l := kit.NewLine(room.W, g.Ellipsis)
		here := i == o.at && ol.prop >= 0
		switch {
		case ol.warning != "":
			l.Space(1).Add(st.Trouble, g.Warning+" "+ol.warning)
		case ol.title != "":
			l.Space(1).Add(st.Title, ol.title)
		case here:
			l.Add(st.Cursor, g.Cursor+" "+kit.Pad(ol.label, label, "")+"  "+ol.value)
			if ol.note != "" {
				l.Add(st.Cursor, "  "+ol.note)
			}
			l.Add(st.Cursor, strings.Repeat(" ", l.Left()))
		case ol.prop >= 0:
			l.Space(2).Add(st.Muted, kit.Pad(ol.label, label, "")).Space(2).Add(st.Text, ol.value)
			if ol.note != "" {
				l.Space(2).Add(st.Faint, ol.note)
			}
		}
		lines = append(lines, l.String())
	}
	if o.explained && o.at < len(o.lines) && o.lines[o.at].prop >= 0 {
		p := o.list[o.lines[o.at].prop]
		lines = kit.Fill(lines, room.W, o.height)
		lines = append(lines, explained(e, "Image."+p.Name, p.Value.Raw(), r.at.Region, r.img.ID.String(), room.W, o.below(room))...)
	}
	return Picture{Lines: lines}
}
