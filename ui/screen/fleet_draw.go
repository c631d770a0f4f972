package screen

import (
	"strconv"

	"tami/model"
	"tami/ui/kit"
)

// below is how many lines tell more of the row under the cursor.
func (s *Fleet) below(e Env) int { return belowRows(e.H-5, s.explained, 12) }

// belowRows is how many of h lines under a list tell more of the row under the
// cursor: most at most, and most of the screen where something is explained.
func belowRows(h int, explained bool, most int) int {
	switch {
	case explained:
		return max(3, explainRoom(h))
	case h < 12:
		return 3
	case h < 28:
		return min(8, most)
	}
	return most
}

// Draw implements Screen.
func (s *Fleet) Draw(e Env, r Rect) Picture {
	pic := Picture{}
	var search string
	search, pic.Cursor = s.drawSearch(e, r.W, s.shown(), s.counts[s.section], s.Needs(e))
	if pic.Cursor != nil {
		pic.Cursor.Y++
	}
	cols := s.columns(r.W)
	pic.Lines = s.drawTable(e, r, []string{s.tabs(e, r.W), search, cols.head(e, r.W)}, len(s.rows), "nothing here matches; esc clears the search",
		func(i int) string { return s.drawRow(e, i, cols, r.W) }, s.drawBelow(e, r.W, s.below(e)))
	return pic
}

// shown is how many rows the search leaves.
func (s *Fleet) shown() (n int) {
	for _, r := range s.rows {
		if r.note == "" {
			n++
		}
	}
	return n
}

func (s *Fleet) tabs(e Env, w int) string {
	st, g := e.Styles, e.Styles.Glyphs
	l := kit.NewLine(w, g.Ellipsis)
	entries := make([]string, len(s.counts))
	for i, sec := range fleetSections() {
		entries[i] = strconv.Itoa(i+1) + " " + sec.name + " " + strconv.Itoa(s.counts[i])
	}
	for i := stripStart(entries, s.section, w); i < len(entries); i++ {
		mark, paint := " ", kit.Painter(st.Muted)
		if i == s.section {
			mark, paint = g.Here, st.Accent
		}
		l.Add(st.Accent, mark).Add(paint, entries[i]).Space(1)
	}
	return l.String()
}

// fleetColumns are the widths of a row's cells; 0 leaves one out.
type fleetColumns struct{ name, runs, image, from, state, region int }

// barCells is how wide the bar of a group is at least.
const barCells = 4

// columns are as wide as their content, and the image has what is left. Where
// that is little, the state takes the place of what it comes from, and then the
// region goes: both stand below the list.
func (s *Fleet) columns(w int) fleetColumns {
	c := fleetColumns{name: 6, from: 4}
	for _, r := range s.rows {
		if r.note != "" {
			continue
		}
		c.name = max(c.name, kit.Width(r.name))
		c.from = max(c.from, kit.Width(r.from))
		c.state = max(c.state, kit.Width(r.state))
		c.region = max(c.region, kit.Width(r.at.String()))
		if s.section == 0 && w >= 100 {
			c.runs = 6 + barCells
		} else if s.section == 0 {
			c.runs = 4 + barCells
		}
	}
	c.name, c.from, c.state = min(c.name, max(12, w/4)), min(c.from, max(26, w/4)), min(c.state, 24)
	c.region = max(6, min(c.region, 20))
	rest := func() int {
		n := w - 2 - 1 // the image has a blank behind it, too
		for _, x := range []int{c.name, c.runs, c.from, c.state, c.region} {
			if x > 0 {
				n -= x + 1
			}
		}
		return n
	}
	if rest() < 29 && c.state > 0 {
		c.from, c.state = max(c.from, min(c.state, 16)), 0
	}
	if rest() < 24 {
		c.from = min(c.from, 16)
	}
	if rest() < 20 {
		c.name = min(c.name, 14)
	}
	if rest() < 14 {
		c.region = 0
	}
	if rest() < 14 {
		c.runs = min(c.runs, 3)
	}
	if rest() < 14 {
		c.from = 0
	}
	c.image = max(8, min(rest(), 60))
	return c
}

func (c fleetColumns) head(e Env, w int) string {
	return headings(e, w, heading{"NAME", c.name, false}, heading{"RUNS", c.runs, false}, heading{"IMAGE", c.image, false}, heading{"FROM", c.from, false},
		heading{"STATE", c.state, false}, heading{"REGION", c.region, false})
}

func (s *Fleet) drawRow(e Env, i int, c fleetColumns, w int) string {
	g := e.Styles.Glyphs
	r, row := s.rows[i], newListRow(e, i == s.at, w)
	if r.note != "" {
		return row.note(r.at.String(), r.note, r.bad)
	}
	state := row.news
	if r.alarm {
		state = row.bad
	}
	row.cell(row.plain, middle(r.name, c.name, g.Ellipsis), c.name)
	row.cell(row.muted, r.bar(e, c.runs), c.runs)
	row.cell(row.plain, middle(r.imageWords(e), c.image, g.Ellipsis), c.image)
	if c.state == 0 && r.state != "" {
		row.cell(state, r.state, c.from)
	} else {
		row.cell(row.muted, r.from, c.from)
	}
	row.cell(state, r.state, c.state)
	row.cell(row.muted, r.at.String(), c.region)
	return row.String()
}

// imageWords names the image of a row.
func (r fleetRow) imageWords(e Env) string {
	if r.image == "" {
		return r.unknown
	}
	return fleetImageName(e, r.at, r.image)
}

// bar draws how many of the instances run the image of the row: full cells are
// those that do.
func (r fleetRow) bar(e Env, w int) string {
	g := e.Styles.Glyphs
	n := 0
	if len(r.runs) > 0 {
		n = r.runs[0].n
	}
	text := strconv.Itoa(n)
	if n != r.total {
		text += "/" + strconv.Itoa(r.total)
	}
	if w < barCells+4 {
		return text
	}
	if r.total == 0 {
		return kit.PadLeft("0", 3, "")
	}
	full, empty := kit.Meter(kit.Bar{Full: g.BarFull, Empty: g.BarEmpty}, w-6, float64(n), float64(r.total))
	return kit.PadLeft(text, 3, "") + " " + g.BarLeft + full + empty + g.BarRight
}

// drawBelow tells all of the row under the cursor, or what the section is.
func (s *Fleet) drawBelow(e Env, w, h int) []string {
	st, g := e.Styles, e.Styles.Glyphs
	sec := fleetSections()[s.section]
	r, ok := s.current()
	title := sec.name
	if ok {
		title = r.name
	}
	head := kit.NewLine(w, g.Ellipsis).Rule(st.Rule, g.Rule, 1).Space(1)
	place := ""
	if ok {
		place = " " + r.at.String() + " "
	}
	head.Add(st.Title, middle(title, max(4, w-6-kit.Width(place)), g.Ellipsis)).Space(1).Rule(st.Rule, g.Rule, w-kit.Width(place)).Add(st.Muted, place)
	lines := []string{head.String()}
	say := func(label, text string, paint kit.Painter) {
		parts := kit.Wrap(text, max(10, w-13))
		if h < 4 {
			parts = []string{text} // a line each: the next one says something new
		}
		for i, part := range parts {
			if i > 0 {
				label = ""
			}
			lines = append(lines, kit.NewLine(w, g.Ellipsis).Space(1).Add(st.Muted, kit.Pad(label, 10, "")).Space(1).Add(paint, part).String())
		}
	}
	if s.explained {
		return kit.Fill(explainedIn(e, s.explanation(), w, h), w, h)
	}
	switch {
	case ok:
		s.drawAbout(e, r, h < 4, say)
	case s.at < len(s.rows):
		say("", s.rows[s.at].at.String()+": "+s.rows[s.at].note, st.Text)
		if s.rows[s.at].bad {
			say("", "r tries again.", st.Muted)
		}
	}
	return kit.Fill(lines, w, h)
}

// explanation is what there is to say of the section.
func (s *Fleet) explanation() explanation {
	what, _ := explanationOf(fleetSections()[s.section].topic, "", "", "")
	return what
}

func (s *Fleet) drawAbout(e Env, r fleetRow, tight bool, say func(label, text string, paint kit.Painter)) {
	st, g := e.Styles, e.Styles.Glyphs
	if r.state != "" {
		paint := kit.Painter(st.Accent)
		if r.alarm {
			paint = st.Trouble
		}
		say("now", r.state, paint)
	}
	for _, c := range r.runs {
		bar := ""
		if full, empty := kit.Meter(kit.Bar{Full: g.BarFull, Empty: g.BarEmpty}, 2*barCells, float64(c.n), float64(r.total)); !tight {
			bar = g.BarLeft + full + empty + g.BarRight + " "
		}
		say("runs", bar+strconv.Itoa(c.n)+" of "+strconv.Itoa(r.total)+"  "+imageLine(e, r, c.image), st.Text)
	}
	if len(r.runs) == 0 && r.image != "" {
		say("image", imageLine(e, r, r.image), st.Text)
	}
	for _, a := range r.about {
		say(a[0], a[1], st.Text)
	}
}

// imageLine is an image with its age and what is wrong with it.
func imageLine(e Env, r fleetRow, id string) string {
	text := fleetImageName(e, r.at, id)
	img := e.State.Image(r.at, id)
	if img == nil {
		return text
	}
	if age := model.AgeWords(img.Created, e.State.Now); age != "" {
		text += ", made " + age
	}
	if state := model.StateWords(img, e.State.Now); state != "available" {
		text += ", " + state
	}
	return text
}
