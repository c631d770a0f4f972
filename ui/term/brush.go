package term

import (
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// abilities are what terminals of a type can do beyond what all can.
type abilities struct {
	column bool // CHA and ECH: going to a column, and blanking some cells
	fill   bool // what is erased gets the colour behind the letters
	scroll bool // SU and SD, within margins
}

// abilitiesOf tells them by TERM. Types that many programs call themselves,
// xterm first of all, are taken for the least of those programs.
func abilitiesOf(term string) abilities {
	kind, _, _ := strings.Cut(term, "-")
	switch kind {
	case "vt52", "vt100", "vt102", "ansi", "cons25", "":
		return abilities{}
	}
	return abilities{column: true, fill: kind != "screen", scroll: kind != "linux"}
}

// brush writes what changes cells, in the fewest bytes it knows, and follows
// where that leaves the terminal's cursor and pen.
type brush struct {
	out  []byte
	can  abilities
	w    int
	x, y int // -1: not known; x == w: behind the last cell, where terminals differ
	pen  pen
	odd  bool // terminals may have come to different columns
}

func (b *brush) write(s string) { b.out = append(b.out, s...) }

// clear empties the screen.
func (b *brush) clear() {
	b.draw(pen{})
	b.write(ansi.CursorHomePosition + ansi.EraseEntireScreen)
	b.x, b.y, b.odd = 0, 0, false
}

// lose forgets where the cursor is.
func (b *brush) lose() { b.x, b.y = -1, -1 }

// draw takes up another pen.
func (b *brush) draw(p pen) {
	b.write(b.pen.toward(p))
	b.pen = p
}

// serves reports that c can be put with the pen as it is. On a blank neither
// the colour nor most weights of letters show.
func (b *brush) serves(c cell) bool {
	return b.pen == c.pen || c.text == " " && c.pen.weight == 0 && b.pen.bg == c.pen.bg && b.pen.weight&onBlanks == 0
}

// put writes a cell where the cursor is.
func (b *brush) put(c cell) {
	if !b.serves(c) {
		b.draw(c.pen)
	}
	b.write(c.text)
	b.x += c.width
	b.odd = b.odd || !c.simple()
}

// eraseAhead blanks n cells from the cursor on and leaves it where it is.
func (b *brush) eraseAhead(n int, bg colour) {
	if b.pen.bg != bg || b.pen.weight&onBlanks != 0 {
		b.draw(pen{bg: bg})
	}
	b.write(csi(n, "X"))
}

// eraseRest blanks the line from the cursor on.
func (b *brush) eraseRest() {
	if b.pen.bg != 0 || b.pen.weight&onBlanks != 0 {
		b.draw(pen{})
	}
	b.write(ansi.EraseLineRight)
}

// move goes to a cell. cells are those of the line it is in, as they shall be:
// a gap can be written over with what stands in it.
func (b *brush) move(x, y int, cells []cell) {
	if b.x == x && b.y == y && (!b.odd || cells != nil && !cells[x].simple()) {
		return
	}
	best := ansi.CursorPosition(x+1, y+1)
	sure := b.x >= 0 && b.x < b.w && !b.odd
	switch {
	case b.y < 0:
	case b.y == y:
		best = shorter(best, b.along(b.x, x, sure, cells))
		best = shorter(best, "\r"+b.along(0, x, true, cells))
	case b.y < y:
		best = shorter(best, "\r"+strings.Repeat("\n", y-b.y)+b.along(0, x, true, cells))
		if x > 0 && b.can.column { // a line feed may go to the first column, too
			best = shorter(best, strings.Repeat("\n", y-b.y)+ansi.CursorHorizontalAbsolute(x+1))
		}
		if sure && x == b.x {
			best = shorter(best, csi(y-b.y, "B"))
		}
	case sure && x == b.x:
		best = shorter(best, csi(b.y-y, "A"))
	}
	b.write(best)
	b.x, b.y, b.odd = x, y, false
}

// along is the way to column to within a line, from column from if that is sure.
func (b *brush) along(from, to int, sure bool, cells []cell) string {
	best := ansi.CursorHorizontalAbsolute(to + 1)
	if !b.can.column {
		best = "\r"
		if to > 0 {
			best += csi(to, "C")
		}
	}
	switch {
	case !sure:
	case from == to:
		return ""
	case from > to:
		best = shorter(shorter(best, csi(from-to, "D")), strings.Repeat("\b", from-to))
	default:
		best = shorter(best, csi(to-from, "C"))
		if len(cells) > 0 && to-from <= len(best) {
			if over, ok := b.over(cells[from:to]); ok {
				best = shorter(best, over)
			}
		}
	}
	return best
}

// over is the text of cells, if the pen serves for all of them.
func (b *brush) over(cells []cell) (string, bool) {
	var text string
	for _, c := range cells {
		if !c.simple() || !b.serves(c) {
			return "", false
		}
		text += c.text
	}
	return text, true
}

// roll scrolls the lines from top to bottom by n, upwards where n is positive.
func (b *brush) roll(top, bottom, n int) {
	b.draw(pen{})
	b.write(ansi.SetTopBottomMargins(top+1, bottom+1))
	if n > 0 {
		b.write(csi(n, "S"))
	} else {
		b.write(csi(-n, "T"))
	}
	b.write("\x1b[r")
	b.x, b.y, b.odd = 0, 0, false
}

// csi is a control sequence with one number, which is left out where it is 1.
func csi(n int, final string) string {
	if n == 1 {
		return "\x1b[" + final
	}
	return "\x1b[" + strconv.Itoa(n) + final
}

func shorter(a, b string) string {
	if len(b) < len(a) {
		return b
	}
	return a
}
