package term

import (
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// cell is one place of the screen: what stands in it and how it is drawn. The
// second place of a wide character has a width of 0 and no text.
type cell struct {
	text  string
	width int
	pen   pen
}

// blank is a cell in which nothing stands.
func blank(bg colour) cell { return cell{text: " ", width: 1, pen: pen{bg: bg}} }

// plain reports that a cell is as the terminal leaves one that it has erased.
func (c cell) plain() bool { return c == blank(0) }

// simple reports that every terminal agrees on how wide the cell is.
func (c cell) simple() bool { return c.width == 1 && len(c.text) <= utf8.UTFMax && !c.joined() }

// joined reports that the cell holds more than one code point.
func (c cell) joined() bool {
	_, size := utf8.DecodeRuneInString(c.text)
	return size < len(c.text)
}

// row is a line of a frame: how it was written, and the cells that makes.
type row struct {
	source string
	cells  []cell
	odd    bool // it has a cell that is not simple
}

// parseRow reads a styled line of w cells. Of escape sequences only those that
// choose colours and weights mean anything; everything else that could move the
// terminal is dropped, so that nothing but letters gets through.
func parseRow(source string, w int) row {
	r := row{source: source, cells: make([]cell, 0, w)}
	var p pen
	for s := source; len(s) > 0 && len(r.cells) < w; {
		if s[0] >= 0x20 && s[0] < 0x7f {
			r.add(s[:1], 1, p, w)
			s = s[1:]
			continue
		}
		if s[0] < 0x20 || s[0] == 0x7f {
			s = s[r.obey(s, &p):]
			continue
		}
		letter, size := utf8.DecodeRuneInString(s)
		text := s[:size]
		if letter == utf8.RuneError {
			text = string(utf8.RuneError) // no byte that is not understood goes out
		}
		if width := ansi.StringWidthWc(text); width > 0 {
			r.add(text, width, p, w)
		} else if unicode.Is(unicode.M, letter) && len(r.cells) > 0 {
			r.join(text)
		}
		s = s[size:]
	}
	for len(r.cells) < w {
		r.cells = append(r.cells, blank(0))
	}
	return r
}

// add puts a character behind the others. A wide one that has no room is a blank.
func (r *row) add(text string, width int, p pen, w int) {
	if len(r.cells)+width > w {
		text, width = " ", 1
	}
	if text == " " && p.weight&onBlanks == 0 {
		r.cells = append(r.cells, blank(p.bg))
		return
	}
	r.cells = append(r.cells, cell{text, width, p})
	for range width - 1 {
		r.cells, r.odd = append(r.cells, cell{pen: p}), true
	}
}

// join puts a mark on the character before it.
func (r *row) join(text string) {
	at := len(r.cells) - 1
	for at > 0 && r.cells[at].width == 0 {
		at--
	}
	r.cells[at].text += text
	r.odd = true
}

// obey takes in what is no character at the head of s, and says how long it is.
func (r *row) obey(s string, p *pen) int {
	if s[0] != '\x1b' {
		return 1
	}
	_, _, n, _ := ansi.DecodeSequenceWc(s, ansi.NormalState, nil)
	n = max(1, n)
	if n > 2 && s[1] == '[' && s[n-1] == 'm' && (s[2] < '<' || s[2] == 'm') {
		p.apply(s[2 : n-1])
	}
	return n
}
