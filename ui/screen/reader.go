package screen

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tami/keymap"
	"tami/model/op"
	"tami/ui/kit"
)

// reader is a text that is read: it scrolls, and it can be searched, as in a
// pager. The last line of its room is the search box.
type reader struct {
	scroller
	text   []string // the lines without paint, which are searched
	input  kit.Input
	typing bool
	hits   []int // lines that hold what is searched for
	hit    int
}

func newReader() reader { return reader{input: kit.NewInput()} }

// settle takes the text and the room of lines that it has.
func (r *reader) settle(text []string, height int) {
	r.text = text
	r.fit(max(1, height-1), len(text))
}

// layers are the keys that are live while the text is read.
func (r *reader) layers(also ...string) []string {
	if r.typing {
		return []string{keymap.SearchLayer}
	}
	return append(also, keymap.TextLayer)
}

// find goes to a line that holds what stands in the box: with 0 to the first
// from the top of the screen on, with 1 or -1 to the next or the one before.
func (r *reader) find(d int) {
	r.hits = r.hits[:0]
	want := strings.ToLower(r.input.Value())
	if want == "" {
		return
	}
	for i := range r.text {
		if r.holds(i, want) {
			r.hits = append(r.hits, i)
		}
	}
	if len(r.hits) == 0 {
		return
	}
	if d == 0 {
		for r.hit = 0; r.hit < len(r.hits)-1 && r.hits[r.hit] < r.top; r.hit++ {
		}
	}
	r.hit = (min(r.hit, len(r.hits)-1) + d + len(r.hits)) % len(r.hits)
	r.top = r.hits[r.hit] - r.height/3
	r.fit(r.height, len(r.text))
}

// holds reports whether a text begins on a line, which may go on in the next:
// where a sentence is broken depends on the screen.
func (r *reader) holds(line int, want string) bool {
	text := strings.ToLower(r.text[line])
	if strings.Contains(text, want) {
		return true
	}
	if line+1 >= len(r.text) {
		return false
	}
	text, next := strings.TrimRight(text, " "), strings.TrimSpace(strings.ToLower(r.text[line+1]))
	part := len(want) - 1 // what is longer would not end on the other line
	return next != "" && strings.Contains(text[max(0, len(text)-part):]+" "+next[:min(len(next), part)], want)
}

// do handles scrolling and searching.
func (r *reader) do(id op.ID) bool {
	switch id {
	case "list.search":
		r.typing = true
	case "search.keep":
		r.typing = false
	case "search.clear":
		r.typing = false
		r.input.Set("")
		r.find(0)
	case "search.next", "text.next":
		r.find(1)
	case "search.previous", "text.previous":
		r.find(-1)
	case "app.back":
		if r.input.Value() == "" {
			return false
		}
		r.input.Set("")
		r.find(0)
	default:
		return r.scroller.do(id)
	}
	return true
}

// Typing implements Typer.
func (r *reader) Typing() bool { return r.typing }

// Type implements Typer.
func (r *reader) Type(_ Env, k tea.KeyPressMsg) []Effect {
	if r.input.Key(k) {
		r.find(0)
	}
	return nil
}

// Paste implements Typer.
func (r *reader) Paste(_ Env, text string) []Effect {
	r.input.Paste(text)
	r.find(0)
	return nil
}

// draw shows painted lines, which stand for those of the text, and the box.
func (r *reader) draw(e Env, painted []string, room Rect) Picture {
	lines := append([]string(nil), painted[min(r.top, len(painted)):min(r.top+r.height, len(painted))]...)
	lines = kit.Fill(lines, room.W, max(0, room.H-1))
	st, g := e.Styles, e.Styles.Glyphs
	l := kit.NewLine(room.W, g.Ellipsis).Space(1)
	pic := Picture{}
	switch want := r.input.Value(); {
	case r.typing:
		l.Add(st.Accent, "/ ")
		pic.Cursor = &Point{X: 3 + r.input.Draw(l, st.Input, max(4, room.W-24)), Y: room.H - 1}
	case want != "":
		l.Add(st.Muted, "/ "+want)
	default:
		l.Add(st.Faint, fmt.Sprintf("line %d of %d", min(r.top+1, len(r.text)), len(r.text)))
	}
	if r.input.Value() != "" {
		count := "not found"
		if len(r.hits) > 0 {
			count = fmt.Sprintf("%d of %d", r.hit+1, len(r.hits))
		}
		l.Right(st.Muted, count+" ")
	}
	pic.Lines = append(lines, l.String())
	return pic
}

// highlight paints a line with every place that holds what is searched for
// made visible.
func (r *reader) highlight(e Env, l *kit.Line, text string) *kit.Line {
	st := e.Styles
	want := strings.ToLower(r.input.Value())
	for want != "" {
		at := strings.Index(strings.ToLower(text), want)
		if at < 0 || len(strings.ToLower(text)) != len(text) {
			break
		}
		l.Add(st.Text, text[:at]).Add(st.Match, text[at:at+len(want)])
		text = text[at+len(want):]
	}
	return l.Add(st.Text, text)
}
