package term

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/vt"
)

// easel is a canvas on an emulator.
type easel struct {
	*canvas
	emu *vt.Emulator
	raw bytes.Buffer
}

func newEasel(w, h int, kind string) *easel {
	e := &easel{emu: vt.NewEmulator(w, h)}
	go func() { // the emulator answers what it is asked, and waits until that is read
		buf := make([]byte, 256)
		for {
			if _, err := e.emu.Read(buf); err != nil {
				return
			}
		}
	}()
	e.canvas = newCanvas(e, kind)
	e.resize(w, h)
	e.open()
	return e
}

func (e *easel) Write(p []byte) (int, error) {
	e.raw.Write(p)
	return e.emu.Write(p)
}

// cost shows a frame and returns what was written for it.
func (e *easel) cost(content string) string {
	e.raw.Reset()
	e.draw(tea.View{Content: content})
	return e.raw.String()
}

// unlike is the first place in which two emulators show something else, colours
// and weights included: of a blank those that can be seen.
func unlike(got, want *vt.Emulator) string {
	for y := range want.Height() {
		for x := range want.Width() {
			a, b := seen(got.CellAt(x, y)), seen(want.CellAt(x, y))
			if a.Content != b.Content || !a.Style.Equal(&b.Style) {
				return fmt.Sprintf("line %d, column %d: %q in %q, want %q in %q", y, x, a.Content, a.Style.String(), b.Content, b.Style.String())
			}
		}
	}
	return ""
}

func seen(c *uv.Cell) uv.Cell {
	if c == nil {
		return uv.Cell{}
	}
	one := *c
	if one.Content == "" {
		one.Content = " "
	}
	if one.Content == " " {
		one.Style.Fg = nil
		one.Style.Attrs &= uv.AttrReverse | uv.AttrStrikethrough
	}
	return one
}

// asWritten is what a frame looks like that is written line by line.
func asWritten(content string, w, h int) *vt.Emulator {
	emu := vt.NewEmulator(w, h)
	for y, line := range strings.Split(content, "\n") {
		if y < h {
			_, _ = fmt.Fprintf(emu, "\x1b[%d;1H\x1b[m%s", y+1, line)
		}
	}
	return emu
}

// scene makes frames that follow from each other as those of a program do: a
// list that scrolls under a cursor, boxes that open, words that change.
type scene struct {
	*rand.Rand
	w, h    int
	list    []string
	top, at int
	box     bool
}

func newScene(r *rand.Rand, w, h int) *scene {
	s := &scene{Rand: r, w: w, h: h}
	for i := range 60 {
		s.list = append(s.list, s.words(fmt.Sprintf("row %d ", i*s.IntN(3))))
	}
	return s
}

// words is a line of exactly the width of the scene, in colours.
func (s *scene) words(start string) string {
	pens := []string{"\x1b[m", "\x1b[1m", "\x1b[38;5;249m", "\x1b[31m", "\x1b[0;4;92m", "\x1b[48;5;24;38;5;255m", "\x1b[7m", "\x1b[22;2m", "\x1b[38;2;1;2;3m", "\x1b[49m", "\x1b[3;9m", "\x1b[27;24;29m"}
	words := []string{"web", "         ", "arm64", "─────────", "日本", " ", "                 ", "…", "xx"}
	var b strings.Builder
	b.WriteString(start)
	for left := s.w - len(start); left > 0; {
		if s.IntN(3) == 0 {
			b.WriteString(pens[s.IntN(len(pens))])
		}
		word := words[s.IntN(len(words))]
		if s.IntN(6) > 0 && strings.ContainsAny(word, "日") {
			continue
		}
		width := parseRow(word, 40)
		n := written(width.cells)
		if n == 0 {
			n = len(word)
		}
		if n > left {
			word, n = " ", 1
		}
		b.WriteString(word)
		left -= n
	}
	return b.String() + "\x1b[m"
}

func (s *scene) next() string {
	switch s.IntN(8) {
	case 0:
		s.box = !s.box
	case 1:
		s.top = s.IntN(len(s.list) - s.h)
	case 2, 3, 4:
		s.top = min(s.top+1, len(s.list)-s.h)
	case 5:
		s.top = max(0, s.top-1)
	case 6:
		s.list[s.IntN(len(s.list))] = s.words("")
	case 7:
		s.at = s.IntN(s.h)
	}
	lines := append([]string{}, s.list[s.top:s.top+s.h]...)
	lines[0] = "title"
	lines[s.at] = "\x1b[48;5;24m▌" + strings.Repeat(" ", s.w/2) + "\x1b[m here"
	if s.box {
		lines[s.h/2] = "│" + strings.Repeat(" ", s.w-2) + "│"
	}
	return strings.Join(lines, "\n")
}

// What is on the screen after any frames is what the last of them says, however
// few bytes brought it there.
func TestCanvasShowsWhatTheFrameSays(t *testing.T) {
	for _, kind := range []string{"xterm-256color", "screen", "linux", "vt100"} {
		for seed := range uint64(4) {
			r := rand.New(rand.NewPCG(seed, 7))
			w, h := 12+r.IntN(60), 4+r.IntN(12)
			s, e := newScene(r, w, h), newEasel(w, h, kind)
			for i := range 80 {
				content := s.next()
				e.cost(content)
				if wrong := unlike(e.emu, asWritten(content, w, h)); wrong != "" {
					t.Fatalf("%s, seed %d, frame %d: after %q %s", kind, seed, i, e.raw.String(), wrong)
				}
			}
		}
	}
}

// rows is a frame of that many lines, each another.
func rows(from, n int) string {
	var lines []string
	for i := range n {
		lines = append(lines, fmt.Sprintf("row %d of a long list, %d cells of it", from+i, (from+i)*7))
	}
	return strings.Join(lines, "\n")
}

func TestCanvasSpares(t *testing.T) {
	for _, c := range []struct {
		name, from, to string
		want           string
	}{
		{"what is the same", rows(0, 9), rows(0, 9), ""},
		{"all but the letters that differ", "one\nsame", "ore\nsame", "\x1b[1;2Hr"},
		{"blanks at the end of a line", "x, and much that goes away", "x", "\x1b[1;2H\x1b[K"},
		{"what only scrolls", rows(0, 9), rows(1, 9), "\x1b[1;9r\x1b[S\x1b[r\x1b[8Brow 9 of a long list, 63 cells of it"},
		{"what only scrolls back", rows(1, 9), rows(0, 9), "\x1b[1;9r\x1b[T\x1b[rrow 0 of a long list, 0 cells of it"},
		{"the colour of blanks", "\x1b[31mred  \x1b[32mgreen", "\x1b[31mred\x1b[m  \x1b[32mgreen", ""},
	} {
		e := newEasel(60, 9, "xterm-256color")
		e.cost(c.from)
		e.brush.lose() // the cursor has been elsewhere
		if got := e.cost(c.to); got != c.want {
			t.Errorf("%s: written %q, want %q", c.name, got, c.want)
		}
	}
}

// A frame that was not taken, or a screen that others have drawn on, is made good
// by one that is drawn whole.
func TestCanvasBeginsAnew(t *testing.T) {
	e := newEasel(40, 5, "xterm-256color")
	e.cost(rows(0, 5))
	_, _ = e.emu.WriteString("\x1b[2J\x1b[3;3Hsomebody else")
	e.forget()
	if got := e.cost(rows(0, 5)); strings.Contains(got, "?1049h") {
		t.Errorf("the terminal is set up a second time: %q", got)
	}
	if wrong := unlike(e.emu, asWritten(rows(0, 5), 40, 5)); wrong != "" {
		t.Error(wrong)
	}
	e.leave()
	if got := e.cost(rows(0, 5)); !strings.Contains(got, "?1049h") {
		t.Errorf("a terminal that was given back is not set up again: %q", got)
	}
}

// Where the text cursor is, and whether there is one, follows the frame; it does
// not wander about while something is drawn.
func TestCanvasShowsTheCursor(t *testing.T) {
	e := newEasel(40, 5, "xterm-256color")
	e.draw(tea.View{Content: "a"})
	for _, c := range []struct {
		content string
		cursor  *tea.Cursor
		want    string
	}{
		{"a", tea.NewCursor(2, 1), "\n\x1b[3G\x1b[?25h"},
		{"a", tea.NewCursor(3, 1), "\x1b[C"},
		{"b", tea.NewCursor(3, 1), "\x1b[?25l\x1b[Hb\n\x1b[4G\x1b[?25h"},
		{"b", nil, "\x1b[?25l"},
	} {
		e.raw.Reset()
		e.draw(tea.View{Content: c.content, Cursor: c.cursor})
		if got := e.raw.String(); got != c.want {
			t.Errorf("%q with a cursor at %+v: written %q, want %q", c.content, c.cursor, got, c.want)
		}
	}
}
