package screen

import (
	"fmt"
	"strings"

	"tami/model"
	"tami/model/ami"
	"tami/model/op"
	"tami/ui/kit"
)

// raw shows an image as the JSON that the AWS CLI would print, searchable.
// The JSON is pure ASCII: what is hidden in a text stands there as an escape.
type raw struct {
	scroller
	input  kit.Input
	typing bool
	of     *ami.Image // the image that lines were made of
	lines  []string
	hits   []int // lines that hold what is searched for
	hit    int
	side   int // cells scrolled sideways
}

func newRaw() *raw { return &raw{input: kit.NewInput()} }

func (t *raw) name() string { return "Raw" }

func (t *raw) settle(_ Env, r row, room Rect) {
	if t.of == r.img {
		t.fit(room.H-1, len(t.lines))
		return
	}
	t.of = r.img
	doc, err := model.ASCIIJSON(r.img, "  ")
	if err != nil {
		doc = err.Error()
	}
	t.lines = strings.Split(doc, "\n")
	t.fit(room.H-1, len(t.lines))
}

// find goes to the next line, from the one at the top, that holds what stands
// in the box; d is 0 for the first, 1 for the next, -1 for the one before.
func (t *raw) find(d int) {
	t.hits = t.hits[:0]
	want := strings.ToLower(t.input.Value())
	if want == "" {
		return
	}
	for i, l := range t.lines {
		if strings.Contains(strings.ToLower(l), want) {
			t.hits = append(t.hits, i)
		}
	}
	if len(t.hits) == 0 {
		return
	}
	if d == 0 {
		t.hit = 0
		for t.hit < len(t.hits)-1 && t.hits[t.hit] < t.top {
			t.hit++
		}
	}
	t.hit = (t.hit + d + len(t.hits)) % len(t.hits)
	t.top = t.hits[t.hit] - t.height/3
	t.fit(t.height, len(t.lines))
}

func (t *raw) do(_ Env, r row, id op.ID) ([]Effect, bool) {
	switch id {
	case "list.search":
		t.typing = true
	case "search.keep":
		t.typing = false
	case "search.clear":
		t.typing = false
		t.input.Set("")
		t.find(0)
	case "text.next":
		t.find(1)
	case "text.previous":
		t.find(-1)
	case "scroll.left":
		t.side = max(0, t.side-8)
	case "scroll.right":
		t.side += 8
	case "app.back":
		if t.input.Value() == "" {
			return nil, false
		}
		t.input.Set("")
		t.find(0)
	default:
		return nil, t.scroller.do(id)
	}
	return nil, true
}

func (t *raw) draw(e Env, _ row, room Rect) []string {
	st, g := e.Styles, e.Styles.Glyphs
	var lines []string
	want := strings.ToLower(t.input.Value())
	for i := t.top; i < min(t.top+t.height, len(t.lines)); i++ {
		text := t.lines[i][min(t.side, len(t.lines[i])):]
		l := kit.NewLine(room.W, g.Ellipsis).Space(2)
		for at := strings.Index(strings.ToLower(text), want); want != "" && at >= 0; at = strings.Index(strings.ToLower(text), want) {
			l.Add(st.Text, text[:at]).Add(st.Match, text[at:at+len(want)])
			text = text[at+len(want):]
		}
		lines = append(lines, l.Add(st.Text, text).String())
	}
	lines = kit.Fill(lines, room.W, max(0, room.H-1))
	l := kit.NewLine(room.W, g.Ellipsis).Space(1)
	switch {
	case t.typing:
		l.Add(st.Accent, "/ ")
		t.input.Draw(l, st.Input, max(4, room.W-30))
	case want != "":
		l.Add(st.Muted, "/ "+t.input.Value())
	default:
		l.Add(st.Faint, fmt.Sprintf("line %d of %d", t.top+1, len(t.lines)))
	}
	if want != "" {
		count := "not found"
		if len(t.hits) > 0 {
			count = fmt.Sprintf("%d of %d", t.hit+1, len(t.hits))
		}
		l.Right(st.Muted, count+" ")
	}
	return append(lines, l.String())
}

// cursor is where the terminal's cursor stands in the search box, in a screen
// of that room.
func (t *raw) cursor(r Rect) *Point {
	return &Point{X: 3 + kit.Width(t.input.Value()[:t.input.Cursor()]), Y: r.H - 1}
}
