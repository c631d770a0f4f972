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
type raw struct {
	reader
	of   *ami.Image // the image that the text was made of
	side int        // cells scrolled sideways
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
	t.reader.settle(t.text, room.H)
}

func (t *raw) do(_ Env, _ row, id op.ID) ([]Effect, bool) {
	switch id {
	case "scroll.left":
		t.side = max(0, t.side-8)
	case "scroll.right":
		t.side += 8
	default:
		return nil, t.reader.do(id)
	}
	return nil, true
}

func (t *raw) draw(e Env, _ row, room Rect) Picture {
	painted := make([]string, len(t.text))
	for i := t.top; i < min(t.top+t.height, len(t.text)); i++ {
		text := t.text[i][min(t.side, len(t.text[i])):]
		painted[i] = t.highlight(e, kit.NewLine(room.W, e.Styles.Glyphs.Ellipsis).Space(2), text).String()
	}
	return t.reader.draw(e, painted, room)
}
