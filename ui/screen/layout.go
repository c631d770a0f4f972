package screen

// layout is how the Images screen divides its room. It depends on the size and
// on what the user chose, never on what is loaded: a region that fills moves
// nothing.
type layout struct {
	w, h    int
	many    int // panes on the screen at once
	across  bool
	rows    []split // one a visible pane
	summary int     // lines of the summary, its rule included; 0: no room for one
}

// split is the room of one pane.
type split struct {
	w      int
	lines  int  // all its lines
	rule   bool // it has a title line of its own
	header bool // it has a line of column names
	list   int  // lines for rows
}

// The widths and heights from which more is shown.
const (
	twoAcross   = 160
	threeAcross = 240
	minAcross   = 60 // no pane is made narrower than this, whatever | says
	twoStacked  = 30
	moreStacked = 14 // each further pane wants so many lines
	wantSummary = 18
	tallSummary = 30
)

// arrange divides w cells by h lines; h is without the first and the last line
// of the screen. On a slow link, bare, the list has all of it: what is in an
// image is asked for with a key.
func (s *Images) arrange(w, h int, bare bool) layout {
	l := layout{w: w, h: h, many: 1}
	switch total := h + 2; {
	case bare:
	case total >= tallSummary:
		l.summary = 6
	case total >= wantSummary:
		l.summary = 4
	}
	n := len(s.panes)
	if s.merged || s.zoomed {
		n = 1
	}
	l.across = w >= twoAcross != s.turned && w/2 >= minAcross
	room := max(0, h-2-l.summary) // behind the search box and the strip
	switch {
	case l.across && (w >= threeAcross || s.turned && w/3 >= minAcross):
		l.many = 3
	case l.across:
		l.many = 2
	case h+2 >= twoStacked:
		l.many = max(2, room/moreStacked)
	}
	l.many = max(1, min(l.many, n))
	if l.many == 1 {
		l.across = false
	}
	for i := range l.many {
		l.rows = append(l.rows, l.split(i, room))
	}
	return l
}

func (l layout) split(i, room int) split {
	p := split{w: l.w, lines: room, rule: l.many > 1, header: true}
	if l.across {
		gaps := l.many - 1
		p.w = (l.w - gaps) / l.many
		if i == l.many-1 {
			p.w = l.w - gaps - (l.many-1)*p.w
		}
	} else {
		p.lines = room / l.many
		if i == l.many-1 {
			p.lines = room - (l.many-1)*p.lines
		}
		p.header = i == 0
	}
	p.list = p.lines
	if p.rule {
		p.list--
	}
	if p.header {
		p.list--
	}
	p.list = max(0, p.list)
	return p
}
