package term

// line brings a line of the terminal from one row to another.
func (b *brush) line(y int, from, to row) {
	old, cells := from.cells, to.cells
	first, last := differ(old, cells)
	if first < 0 {
		return
	}
	if from.odd || to.odd { // nothing is trusted to stand where it stood
		first, last = 0, len(cells)-1
	}
	tail := written(cells) // from here on the line is to be empty
	const eraser = 3       // bytes of what empties the rest of a line
	empty := last-tail >= eraser
	if empty {
		last = tail - 1
	}
	for x := first; x <= last; {
		if old[x] == cells[x] && !from.odd && !to.odd {
			x++
			continue
		}
		b.move(x, y, cells)
		x += b.stretch(cells[x : last+1])
	}
	if empty {
		b.move(max(tail, first), y, cells)
		b.eraseRest()
	}
}

// stretch puts the cell at the head of cells and those that repeat it, and says
// how many.
func (b *brush) stretch(cells []cell) int {
	c, n := cells[0], 1
	if !c.simple() {
		b.put(c)
		return max(1, c.width)
	}
	for n < len(cells) && cells[n] == c {
		n++
	}
	jump := 5 // bytes of the move that follows, for the most part
	if n == len(cells) {
		jump = 0
	}
	if b.can.column && c == blank(c.pen.bg) && (c.pen.bg == 0 || b.can.fill) && n > len(csi(n, "X"))+jump {
		b.eraseAhead(n, c.pen.bg)
		return n
	}
	for range n {
		b.put(c)
	}
	return n
}

// differ is the first and the last place in which two lines differ, -1 where
// they do not.
func differ(a, b []cell) (first, last int) {
	first, last = 0, len(a)-1
	for first <= last && a[first] == b[first] {
		first++
	}
	if first > last {
		return -1, -1
	}
	for a[last] == b[last] {
		last--
	}
	return first, last
}

// written is how many cells a line has without what is blank at its end.
func written(cells []cell) int {
	n := len(cells)
	for n > 0 && cells[n-1].plain() {
		n--
	}
	return n
}

// worth is how many lines must be spared by scrolling: fewer are drawn in less
// than it takes.
const worth = 3

// scrolled finds the lines that stand as they stood, but n lines further up: the
// widest span of them, and what is to be scrolled for it. n is 0 where there is
// none, and negative where they went down.
func scrolled(rows []row, lines []string) (top, bottom, n int) {
	at := map[string]int{} // where a line stood, -1 where in more than one place
	for y, r := range rows {
		if _, twice := at[r.source]; twice {
			at[r.source] = -1
			continue
		}
		at[r.source] = y
	}
	votes, seen := map[int]int{}, map[string]bool{}
	for y, l := range lines {
		if from, ok := at[l]; ok && from >= 0 && from != y && !seen[l] {
			votes[from-y]++
		}
		seen[l] = true
	}
	for by, count := range votes {
		if best := votes[n]; count >= worth && (count > best || count == best && (abs(by) < abs(n) || by == -n && by > 0)) {
			n = by
		}
	}
	if n == 0 {
		return 0, 0, 0
	}
	top, bottom = span(rows, lines, n)
	if bottom < top {
		return 0, 0, 0
	}
	return top, bottom, n
}

// span are the lines that scrolling by n brings to their place, with those that
// it takes them from; a line that has only changed its colours, as the one under
// a cursor does, does not end it.
func span(rows []row, lines []string, n int) (top, bottom int) {
	score, best, from := 0, 0, -1
	top, bottom = 0, -1
	for y := max(0, -n); y < min(len(rows), len(rows)-n); y++ {
		score += gain(rows, lines, y, n)
		switch {
		case score <= 0:
			score, from = 0, -1
			continue
		case from < 0:
			from = y
		}
		if score > best {
			best, top, bottom = score, from, y
		}
	}
	if best < worth*gainOfALine {
		return 0, -1
	}
	return top + min(0, n), bottom + max(0, n)
}

// gainOfALine is what a line is worth that need not be drawn, in about the cells
// of one.
const gainOfALine = 16

// gain is what scrolling by n saves in a line.
func gain(rows []row, lines []string, y, n int) int {
	stays, comes := rows[y].source == lines[y], rows[y+n].source == lines[y]
	switch {
	case stays && comes:
		return 0
	case comes:
		return gainOfALine
	case stays:
		return -2 * gainOfALine
	}
	next := parseRow(lines[y], len(rows[y].cells)).cells
	return (likeness(rows[y+n].cells, next) - likeness(rows[y].cells, next)) / 2
}

// likeness is how many cells of b stand in a already, blank ones left out.
func likeness(a, b []cell) (n int) {
	for x := range b {
		if a[x] == b[x] && !b[x].plain() {
			n++
		}
	}
	return n
}

// rolled are the rows as scrolling leaves them.
func rolled(rows []row, top, bottom, n, w int) []row {
	next := append([]row{}, rows...)
	for y := top; y <= bottom; y++ {
		if from := y + n; from >= top && from <= bottom {
			next[y] = rows[from]
		} else {
			next[y] = parseRow("", w)
		}
	}
	return next
}

func abs(n int) int { return max(n, -n) }
