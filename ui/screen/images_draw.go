package screen

import (
	"fmt"
	"strconv"
	"strings"

	"tami/keymap"
	"tami/model"
	"tami/model/ami"
	"tami/model/query"
	"tami/themes"
	"tami/ui/kit"
)

// Draw implements Screen.
func (s *Images) Draw(e Env, r Rect) Picture {
	pic := Picture{}
	var search string
	search, pic.Cursor = s.drawSearch(e, r.W)
	lines := []string{search, s.drawUnder(e, r.W)}
	lines = append(lines, s.drawPanes(e, r.W)...)
	if s.plan.summary > 0 {
		lines = append(lines, s.drawSummary(e, r.W, s.plan.summary)...)
	}
	pic.Lines = kit.Fill(lines, r.W, r.H)
	return pic
}

// drawSearch is the search box with the counts.
func (s *Images) drawSearch(e Env, w int) (string, *Point) {
	st := e.Styles
	l := kit.NewLine(w, st.Glyphs.Ellipsis)
	counts := s.countText()
	room := max(8, w-kit.Width(counts)-5)
	var at *Point
	l.Space(1)
	switch {
	case s.typing:
		l.Add(st.Accent, "/ ")
		at = &Point{X: 3 + s.input.Draw(l, st.Input, room), Y: 0}
	case s.input.Value() != "":
		l.Add(st.Muted, "/ ")
		s.input.Draw(l, st.Text, room)
	default:
		l.Add(st.Faint, "/ to search")
	}
	l.Right(st.Muted, counts+" ")
	return l.String(), at
}

func (s *Images) countText() string {
	hits, total := s.counts()
	p := s.pane()
	if !s.merged && len(s.panes) > 1 {
		hits, total = p.total, p.size
	}
	text := strconv.Itoa(hits)
	if hits != total {
		text = fmt.Sprintf("%d of %d", hits, total)
	}
	if n, hidden := s.marked(); n > 0 {
		text += fmt.Sprintf(" · %d marked", n)
		if hidden > 0 {
			text += fmt.Sprintf(", %d hidden by the filter", hidden)
		}
	}
	return text
}

// drawUnder is the line under the search box: what is wrong with the search,
// what it could be completed with, or else the strip of regions.
func (s *Images) drawUnder(e Env, w int) string {
	st := e.Styles
	l := kit.NewLine(w, st.Glyphs.Ellipsis).Space(1)
	switch {
	case len(s.faults) > 0 && !(s.typing && s.faults[0].Incomplete && len(s.suggest) > 0):
		f := s.faults[0]
		paint := kit.Painter(st.Trouble)
		if f.Incomplete && s.typing {
			paint = st.Muted
		}
		return l.Add(paint, f.Text).String()
	case s.typing && len(s.suggest) > 0:
		return s.drawSuggestions(e, l)
	}
	return s.drawStrip(e, w)
}

func (s *Images) drawSuggestions(e Env, l *kit.Line) string {
	for i, g := range s.suggest {
		if l.Left() < kit.Width(g.Text)+2 {
			break
		}
		if i == s.chosen {
			l.Add(e.Styles.Selection, g.Text)
		} else {
			l.Add(e.Styles.Key, g.Text)
		}
		if g.Hint != "" && l.Left() > kit.Width(g.Hint)+16 {
			l.Add(e.Styles.Faint, " "+g.Hint)
		}
		l.Space(2)
	}
	return l.Right(e.Styles.Faint, "tab completes").String()
}

// drawStrip names every place with its count and state, the one in focus
// first of all.
func (s *Images) drawStrip(e Env, w int) string {
	st := e.Styles
	l := kit.NewLine(w, st.Glyphs.Ellipsis)
	if len(s.panes) == 0 {
		return l.Space(1).Add(st.Muted, "no region").String()
	}
	entries := make([]string, len(s.panes))
	for i, p := range s.panes {
		entries[i] = s.stripEntry(e, i, p)
	}
	first := stripStart(entries, s.focus, w)
	if first > 0 {
		l.Add(st.Faint, st.Glyphs.Ellipsis)
	}
	for i := first; i < len(s.panes); i++ {
		if l.Left() < min(kit.Width(entries[i])+2, 12) {
			l.Right(st.Faint, "+"+strconv.Itoa(len(s.panes)-i))
			break
		}
		mark, paint := " ", kit.Painter(st.Muted)
		if i == s.focus && !s.merged {
			mark, paint = st.Glyphs.Here, st.Accent
		} else if e.State.Known(s.panes[i].need).Problem != nil {
			paint = st.Trouble
		}
		l.Add(st.Accent, mark).Add(paint, entries[i]).Space(1)
	}
	if old := cacheWords(e, s.pane().need); old != "" && l.Left() > kit.Width(old)+1 {
		l.Right(st.Faint, old+" ")
	}
	return l.String()
}

// cacheWords say how old the rows of a place are while AWS has not named them
// again: "" once it has.
func cacheWords(e Env, n ami.Images) string {
	read := e.State.Remembered(n)
	if read.IsZero() {
		return ""
	}
	age, ok := strings.CutSuffix(ami.AgeWords(ami.DateOf(read), e.State.Now), " ago")
	if !ok {
		return "from cache, read just now"
	}
	return "from cache, " + age + " old"
}

// stripStart scrolls a strip of entries so that the one in focus is on it.
func stripStart(entries []string, focus, w int) int {
	first := 0
	for first < focus {
		used := 1
		for i := first; i <= focus; i++ {
			used += kit.Width(entries[i]) + 2
		}
		if used <= w {
			break
		}
		first++
	}
	return first
}

func (s *Images) stripEntry(e Env, i int, p *pane) string {
	g := e.Styles.Glyphs
	k := e.State.Known(p.need)
	text := strconv.Itoa(i+1) + " " + p.need.Where.String()
	switch {
	case p.size > 0 && p.total != p.size:
		text += fmt.Sprintf(" %d/%d", p.total, p.size)
	case p.size > 0 || k.Pages > 0 && !k.Loading:
		text += " " + strconv.Itoa(p.size)
	}
	switch {
	case k.Loading:
		text += " " + spinner(e)
	case k.Problem != nil:
		text += " " + g.Cross + " " + string(k.Problem.Kind)
	case s.halted(e, p.need):
		text += " stopped"
	}
	return text
}

// spinner is the frame of the moment.
func spinner(e Env) string {
	frames := e.Styles.Glyphs.Spinner
	return frames[int(e.State.Now.UnixMilli()/frame.Milliseconds())%len(frames)]
}

// drawNowhere says why there is no place to show, and what to do about it.
func (s *Images) drawNowhere(e Env, w int) []string {
	var lines []string
	for _, name := range e.State.Scope.Profiles {
		if p := e.State.Homeless[name]; p != nil {
			lines = append(lines, append(problemLines(e, p, w, 2, "p chooses profiles and regions"), kit.Blank(w))...)
		}
	}
	for _, n := range e.State.Scope.Needs() {
		if p := e.State.Known(n).Problem; p != nil {
			lines = append(lines, problemLines(e, p, w, 2, "r tries again")...)
		}
	}
	if len(lines) == 0 {
		text := spinner(e) + " asking which regions are enabled"
		lines = append(lines, kit.NewLine(w, e.Styles.Glyphs.Ellipsis).Space(2).Add(e.Styles.Muted, text).String())
	}
	return append([]string{kit.Blank(w)}, lines...)
}

func (s *Images) drawPanes(e Env, w int) []string {
	if len(s.panes) == 0 {
		return kit.Fill(s.drawNowhere(e, w), w, s.plan.rows[0].lines)
	}
	panes := s.visible()
	if s.plan.across {
		return s.drawAcross(e, panes)
	}
	var lines []string
	for i, p := range panes {
		lines = append(lines, s.drawPane(e, p, s.plan.rows[i])...)
	}
	return lines
}

func (s *Images) drawAcross(e Env, panes []*pane) []string {
	var drawn [][]string
	for i, p := range panes {
		drawn = append(drawn, s.drawPane(e, p, s.plan.rows[i]))
	}
	lines := make([]string, s.plan.rows[0].lines)
	for y := range lines {
		parts := make([]string, len(drawn))
		for i := range drawn {
			parts[i] = drawn[i][y]
		}
		lines[y] = strings.Join(parts, e.Styles.Border.Render(e.Styles.Glyphs.Vertical))
	}
	return lines
}

// drawPane draws the list of one place.
func (s *Images) drawPane(e Env, p *pane, room split) []string {
	var lines []string
	if room.rule {
		lines = append(lines, s.drawPaneTitle(e, p, room.w))
	}
	name, cols := s.columns(e, p, room.w)
	if room.header {
		lines = append(lines, s.drawHeader(e, cols, name, room.w))
	}
	if len(p.rows) == 0 {
		lines = append(lines, s.drawEmpty(e, p, room.w)...)
	}
	for i := p.cursor.Top; i < min(p.cursor.Top+room.list, len(p.rows)); i++ {
		here := i == p.cursor.Index && p == s.pane()
		lines = append(lines, s.drawRow(e, p.rows[i], cols, name, room.w, here))
	}
	return kit.Fill(lines, room.w, room.lines)
}

// columns are those that a pane of w cells has room for, and how wide names are.
func (s *Images) columns(e Env, p *pane, w int) (name int, cols []column) {
	cols = columns(e.Styles.Glyphs, e.State.From)
	if p.merged {
		cols = append([]column{regionColumn(s.regionWidth())}, cols...)
	}
	return fit(cols, w, s.scroll)
}

// cutName is the whole name of an image for which the list in focus has no
// room, and empty for all others: what stands twice on the screen is sent
// twice.
func (s *Images) cutName(e Env, r row) string {
	name := r.img.Name.String()
	for i, p := range s.visible() {
		if p == s.pane() {
			if room, _ := s.columns(e, p, s.plan.rows[i].w); kit.Width(name) <= room {
				return ""
			}
		}
	}
	return name
}

func (s *Images) regionWidth() int {
	w := 6
	for _, p := range s.panes {
		w = max(w, kit.Width(p.need.Where.String()))
	}
	return min(w, 24)
}

func (s *Images) drawPaneTitle(e Env, p *pane, w int) string {
	st, g := e.Styles, e.Styles.Glyphs
	paint := kit.Painter(st.Muted)
	if p == s.pane() {
		paint = st.Accent
	}
	k := e.State.Known(p.need)
	right := fmt.Sprintf("%d of %d", p.total, p.size)
	switch {
	case k.Loading && p.size == 0:
		right = spinner(e) + " loading"
	case k.Loading:
		right += " " + spinner(e)
	case k.Problem != nil:
		right = g.Cross + " " + string(k.Problem.Kind)
	case s.halted(e, p.need):
		right += " · stopped"
	}
	switch old := cacheWords(e, p.need); {
	case old != "":
		right += " · " + old
	case !k.At.IsZero() && !k.Loading:
		right += " · " + k.At.Format("15:04")
	}
	l := kit.NewLine(w, g.Ellipsis)
	l.Rule(st.Rule, g.Rule, 1).Space(1).Add(paint, p.need.Where.String()).Space(1)
	l.Rule(st.Rule, g.Rule, w-kit.Width(right)-3).Space(1)
	return l.Add(st.Muted, right).Space(1).Rule(st.Rule, g.Rule, w).String()
}

func (s *Images) drawHeader(e Env, cols []column, name, w int) string {
	st := e.Styles
	l := kit.NewLine(w, "").Space(4)
	by := s.effective()
	title := func(t string, key query.SortKey) string {
		if key != by.By {
			return t
		}
		if by.Reverse {
			return t + st.Glyphs.Up
		}
		return t + st.Glyphs.Down
	}
	l.Add(st.ColumnTitle, kit.Pad(title("NAME", query.ByName), name, st.Glyphs.Ellipsis))
	for _, c := range cols {
		l.Space(1)
		if t := title(c.title, c.by); c.right {
			l.Add(st.ColumnTitle, kit.PadLeft(t, c.width, ""))
		} else {
			l.Add(st.ColumnTitle, kit.Pad(t, c.width, ""))
		}
	}
	return l.String()
}

// drawRow is one image. On the cursor's row the marks and the name are painted
// alike. The columns keep their own paint: a warning stays one under the
// cursor, and moving the cursor writes none of their cells again.
func (s *Images) drawRow(e Env, r row, cols []column, name, w int, here bool) string {
	st, g := e.Styles, e.Styles.Glyphs
	l := kit.NewLine(w, g.Ellipsis)
	c := cell{row: r, st: e.State, now: e.State.Now, account: account(e, r.at), styles: st}
	paint := func(p kit.Painter) kit.Painter {
		if here {
			return st.Cursor
		}
		return p
	}
	edge := func(on bool, p kit.Painter, glyph string) {
		if !on {
			p, glyph = nil, " "
		}
		l.Add(paint(p), glyph).SpaceIn(paint(nil), 1)
	}
	marked := s.marks[mark{r.at, r.img.ID.String()}]
	edge(here, st.Accent, g.Cursor)
	edge(marked, st.Marked, g.Mark)
	s.drawName(l, st, r.img, name, here, marked)
	for _, col := range cols {
		text, p := col.cell(c)
		l.SpaceIn(p, 1)
		if col.right {
			l.Add(p, kit.PadLeft(text, col.width, g.Ellipsis))
		} else {
			l.Add(p, kit.Pad(text, col.width, g.Ellipsis))
		}
	}
	return l.String()
}

// drawName draws a name with what was searched for highlighted, its middle cut
// out where it is too long.
func (s *Images) drawName(l *kit.Line, st *themes.Styles, img *ami.Image, w int, here, marked bool) {
	name := img.Name.String()
	plain, hit := kit.Painter(st.Text), kit.Painter(st.Match)
	switch {
	case here:
		plain, hit = st.Cursor, st.MatchOnCursor
	case marked:
		plain = st.Marked
	}
	if name == "" {
		l.Add(plain, kit.Pad("(no name) "+img.ID.String(), w, st.Glyphs.Ellipsis))
		return
	}
	var spans []query.Span
	if s.query.HasWords() {
		spans = query.Highlight(s.query, name)
	}
	head, tail, cut := kit.Middle(name, w)
	used := paintSpans(l, plain, hit, name, 0, head, spans)
	if cut {
		l.Add(plain, st.Glyphs.Ellipsis)
		used += 1 + paintSpans(l, plain, hit, name, tail, len(name), spans)
	}
	l.SpaceIn(plain, w-used)
}

// paintSpans adds name[from:to] with the spans inside it highlighted.
func paintSpans(l *kit.Line, plain, hit kit.Painter, name string, from, to int, spans []query.Span) int {
	at := from
	for _, sp := range spans {
		a, b := max(sp.Start, at), min(sp.End, to)
		if a >= b {
			continue
		}
		l.Add(plain, name[at:a]).Add(hit, name[a:b])
		at = b
	}
	if at < to {
		l.Add(plain, name[at:to])
	}
	return kit.Width(name[from:to])
}

// account is the account that a place is looked at for, "" while it is not
// known.
func account(e Env, at ami.Where) string {
	id, _ := e.State.Account(at.Profile)
	return id.Account.Raw()
}

// drawEmpty says why a pane has no rows.
func (s *Images) drawEmpty(e Env, p *pane, w int) []string {
	st := e.Styles
	line := func(paint kit.Painter, text string) string {
		return kit.NewLine(w, st.Glyphs.Ellipsis).Space(4).Add(paint, text).String()
	}
	k := e.State.Known(p.need)
	switch {
	case p.merged && p.size == 0:
		return []string{line(st.Muted, "no image in any region yet")}
	case p.size > 0:
		return []string{line(st.Muted, fmt.Sprintf("none of %s matches; esc clears the search", model.Count(p.size, "image", "images")))}
	case s.halted(e, p.need):
		return []string{line(st.Muted, "reading "+p.need.Where.String()+" was stopped; r reads it, f chooses another source")}
	case k.Loading || e.State.Due(p.need):
		lines := []string{line(st.Muted, spinner(e)+" loading "+sourceName(p.need.From)+"images of "+p.need.Where.String())}
		if p.need.From.Kind != ami.Mine {
			lines = append(lines, line(st.Faint, "esc stops, f chooses another source"))
		}
		return lines
	case k.Problem != nil:
		return problemLines(e, k.Problem, w, 4, mendKeys(e, k.Problem))
	}
	return []string{
		line(st.Muted, "no images here: "+sourceWords(e.State.From)),
		line(st.Faint, "f shows images of others, p other regions"),
	}
}

// sourceName is the source as it stands before "images".
func sourceName(from ami.Source) string {
	switch from.Kind {
	case ami.SharedToMe, ami.Amazon, ami.Marketplace, ami.Community:
		return string(from.Kind) + " "
	}
	return ""
}

func sourceWords(from ami.Source) string {
	switch from.Kind {
	case ami.Mine:
		return "this account owns none in this region"
	case ami.SharedToMe:
		return "nobody shares one with this account"
	case ami.Account:
		return "account " + from.Account + " has none that we may see"
	case ami.Parameters:
		return "what the parameters below " + from.Path + " name is not here, or not visible to us"
	}
	return "there are none from " + from.String()
}

// mendKeys says which keys help against a problem.
func mendKeys(e Env, p *ami.Problem) string {
	if p.SignIn == ami.SignInElsewhere {
		return "r tries again"
	}
	return keymap.Shown(e.Keys, "app.signin", e.Styles.Glyphs.ASCII) + " signs in here, r tries again"
}

// problemLines say what went wrong, why, what to do, and which key does it.
func problemLines(e Env, p *ami.Problem, w, indent int, keys string) []string {
	st := e.Styles
	var lines []string
	add := func(paint kit.Painter, text string) {
		for _, part := range kit.Wrap(text, w-indent-1) {
			lines = append(lines, kit.NewLine(w, st.Glyphs.Ellipsis).Space(indent).Add(paint, part).String())
		}
	}
	add(st.Trouble, st.Glyphs.Cross+" "+p.Title)
	if c := p.Cause.String(); c != "" {
		add(st.Text, c)
	}
	if p.Hint != "" {
		add(st.Muted, p.Hint)
	}
	add(st.Muted, keys)
	return lines
}
