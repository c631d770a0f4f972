package screen

import (
	"strings"

	"tami/model"
	"tami/model/ami"
	"tami/model/op"
	"tami/ui/kit"
)

// raw shows an image as the JSON that the AWS CLI would print, searchable.
// The JSON is pure ASCII: what is hidden in a text stands there as an escape.
// While a property is explained there is a cursor, which goes from line to line.
type raw struct {
	reader
	explainer
	line  cursor
	space Rect
	of    *ami.Image // the image that the text was made of
	side  int        // cells scrolled sideways
}

func newRaw() *raw { return &raw{reader: newReader()} }

func (t *raw) name() string { return "Raw" }

func (t *raw) settle(_ Env, r row, room Rect) {
	if t.of != r.img {
		t.of = r.img
		doc, err := model.ASCIIJSON(r.img, "  ")
		if err != nil {
			doc = err.Error()
		}
		t.text = strings.Split(doc, "\n")
	}
	t.space = room
	height := room.H - t.explainer.room(room.H)
	t.reader.settle(t.text, height)
	if t.explained {
		t.line.fit(max(1, height-1), len(t.text))
		t.top = t.line.top
	}
}

func (t *raw) do(e Env, r row, id op.ID) ([]Effect, bool) {
	switch {
	case id == "scroll.left":
		t.side = max(0, t.side-8)
	case id == "scroll.right":
		t.side += 8
	case id == "item.explain":
		if !t.explained {
			t.line.at, t.line.top = t.first(), t.top
		}
		return t.turn(e, t.explanation(r), t.space.W, explainRoom(t.space.H)), true
	case t.back(id):
	case t.explained && t.line.do(id, len(t.text)):
	case t.reader.do(id):
		if len(t.hits) > 0 {
			t.line.at = t.hits[t.hit]
		}
	default:
		return nil, false
	}
	return nil, true
}

// first is the line to explain first: what was searched for, or else the first
// property on the screen.
func (t *raw) first() int {
	if len(t.hits) > 0 {
		return t.hits[t.hit]
	}
	for i := t.top; i < len(t.text); i++ {
		if key, _ := jsonKey(t.text[i]); key != "" {
			return i
		}
	}
	return t.top
}

// explanation explains the property that the cursor is on or in.
func (t *raw) explanation(r row) explanation {
	topic, value := jsonTopic(t.text, t.line.at)
	what, ok := explanationOf(topic, value, r.at.Region, r.img.ID.String())
	if !ok {
		what, _ = explanationOf("Amazon Machine Image", "", "", "")
		what.see = cliCommand(r.at, r.img.ID.String())
	}
	return what
}

// jsonTopic names the property on a line of an image's JSON, or around it, by
// AWS's type and field, with its value where that is a plain one.
func jsonTopic(lines []string, at int) (topic, value string) {
	types := map[string]string{
		"BlockDeviceMappings": "BlockDeviceMapping", "Ebs": "EbsBlockDevice", "Tags": "Tag", "ProductCodes": "ProductCode",
		"StateReason": "StateReason", "ImageWatermarks": "ImageWatermark", "ScanResults": "ScanResults",
		"InstanceTypeSpecification": "InstanceTypeSpecification", "Supported": "InstanceTypeItem", "Unsupported": "InstanceTypeItem",
	}
	indent := func(i int) int { return len(lines[i]) - len(strings.TrimLeft(lines[i], " ")) }
	key, depth := "", indent(at)+1
	for i := at; i >= 0; i-- {
		name, rest := jsonKey(lines[i])
		if name == "" || indent(i) >= depth {
			continue // what stands beside it, not around it
		}
		depth = indent(i)
		if kind, ok := types[name]; ok && key != "" {
			return kind + "." + key, value
		}
		if key == "" {
			key, value = name, strings.Trim(strings.TrimRight(rest, ",[{"), `"`)
		}
	}
	if key == "" {
		return "", ""
	}
	return "Image." + key, value
}

// jsonKey is the key on a line of JSON, and what follows it.
func jsonKey(line string) (key, rest string) {
	text, ok := strings.CutPrefix(strings.TrimLeft(line, " "), `"`)
	if !ok {
		return "", ""
	}
	key, rest, ok = strings.Cut(text, `": `)
	if !ok {
		return "", ""
	}
	return key, rest
}

func (t *raw) draw(e Env, r row, room Rect) Picture {
	st, g := e.Styles, e.Styles.Glyphs
	painted := make([]string, len(t.text))
	for i := t.top; i < min(t.top+t.height, len(t.text)); i++ {
		text := t.text[i][min(t.side, len(t.text[i])):]
		l := kit.NewLine(room.W, g.Ellipsis)
		if t.explained && i == t.line.at {
			painted[i] = l.Add(st.Cursor, g.Cursor+" "+text).SpaceIn(st.Cursor, l.Left()).String()
			continue
		}
		painted[i] = t.highlight(e, l.Space(2), text).String()
	}
	below := t.explainer.room(room.H)
	pic := t.reader.draw(e, painted, Rect{W: room.W, H: room.H - below})
	if t.explained {
		pic.Lines = append(pic.Lines, explainedIn(e, t.explanation(r), room.W, below)...)
	}
	return pic
}
