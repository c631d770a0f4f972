package screen

import (
	"cmp"
	"strconv"
	"strings"

	"tami/keymap"
	"tami/model"
	"tami/model/ami"
	"tami/model/op"
	"tami/model/text"
	"tami/ui/kit"
)

// Compare holds two images side by side, property by property. At first it
// shows only what differs.
type Compare struct {
	cursor
	explainer
	a, b  row
	whole bool // what is the same is shown too
	lines []compareLine
	same  int // how many things are the same
}

type compareLine struct {
	title string
	d     model.Difference
	a, b  string // the part of the values that stands on this line
	first bool
	side  string // which of the two, where they stand on each other
}

// NewCompare compares two images, the older one at the left.
func NewCompare(a, b row) *Compare {
	if b.img.Created.Known() && b.img.Created.UnixMilli() < a.img.Created.UnixMilli() {
		a, b = b, a
	}
	return &Compare{a: a, b: b}
}

// Name implements Screen.
func (s *Compare) Name() string { return "Compare" }

// Title implements Screen.
func (s *Compare) Title(Env) Title {
	return Title{What: "Compare", At: s.a.img.Name.String() + " and " + s.b.img.Name.String()}
}

// Needs implements Screen: the images as they are now.
func (s *Compare) Needs(Env) []ami.Need {
	return []ami.Need{
		ami.OneImage{Where: s.a.at, ID: s.a.img.ID.Raw()},
		ami.OneImage{Where: s.b.at, ID: s.b.img.ID.Raw()},
	}
}

// Layers implements Screen.
func (s *Compare) Layers() []string { return []string{keymap.CompareLayer, keymap.ExplainLayer} }

// Settle implements Screen.
func (s *Compare) Settle(e Env) {
	for _, r := range []*row{&s.a, &s.b} {
		if img := e.State.Image(r.at, r.img.ID.String()); img != nil {
			r.img = img
		}
	}
	s.lines, s.same = s.lines[:0], 0
	group := ""
	for _, d := range model.Compare(s.a.img, s.b.img) {
		if d.Same() {
			if s.same++; !s.whole {
				continue
			}
		}
		if d.Group != group {
			if group != "" {
				s.lines = append(s.lines, compareLine{})
			}
			group = d.Group
			s.lines = append(s.lines, compareLine{title: group})
		}
		s.add(d, e.W)
	}
	s.land(0)
	if s.fit(max(1, e.H-6-s.explainer.room(e.H-6)), len(s.lines)); s.at <= 1 {
		s.top = 0 // the first heading comes back into sight
	}
}

// land puts the cursor on the first line of a property, in the direction that it
// moved if there is one that way.
func (s *Compare) land(direction int) {
	d := 1
	if direction < 0 {
		d = -1
	}
	for _, d := range []int{d, -d} {
		for i := max(0, min(s.at, len(s.lines)-1)); i >= 0 && i < len(s.lines); i += d {
			if s.lines[i].first {
				s.at = i
				return
			}
		}
	}
}

// here is what the cursor is on.
func (s *Compare) here() (model.Difference, bool) {
	if s.at < len(s.lines) && s.lines[s.at].first {
		return s.lines[s.at].d, true
	}
	return model.Difference{}, false
}

// explanation explains a difference by the newer image's value.
func (s *Compare) explanation(d model.Difference) explanation {
	what, _ := explanationOf(topicOf(d), d.B.Raw(), s.b.at.Region, s.b.img.ID.String())
	return what
}

// topicOf is what explains a line of a comparison.
func topicOf(d model.Difference) string {
	switch d.Group {
	case model.GroupDevices:
		return "Image.BlockDeviceMappings"
	case model.GroupTags:
		return "Tag.Key"
	}
	return "Image." + d.Name
}

// add breaks the two values into as many lines as the longer one needs, or, where
// the terminal is narrow, sets them on each other.
func (s *Compare) add(d model.Difference, w int) {
	if stacked(w) {
		s.lines = append(s.lines, compareLine{d: d, first: true})
		for side, value := range []text.Safe{d.A, d.B} {
			parts := unbroken(value.Detail(), w-5)
			for i, part := range append(parts, "")[:max(1, len(parts))] {
				s.lines = append(s.lines, compareLine{d: d, a: part, side: []string{strconv.Itoa(side + 1), " "}[min(i, 1)]})
			}
		}
		return
	}
	_, left, right := s.columns(w)
	as, bs := unbroken(d.A.Detail(), left), unbroken(d.B.Detail(), right)
	for i := range max(len(as), len(bs), 1) {
		l := compareLine{d: d, first: i == 0}
		if i < len(as) {
			l.a = as[i]
		}
		if i < len(bs) {
			l.b = bs[i]
		}
		s.lines = append(s.lines, l)
	}
}

// unbroken breaks a value into lines, and no ID in it. Blanks that stand together
// are kept: two values may differ in them alone.
func unbroken(value string, w int) []string {
	if strings.Contains(value, "  ") {
		return kit.Wrap(value, w)
	}
	return kit.WrapWords(value, w)
}

// stacked reports a terminal in which the ID of an image has no room beside
// another.
func stacked(w int) bool {
	_, left, _ := (*Compare)(nil).columns(w)
	return left < len("ami-0123456789abcdef0")
}

// columns divide the width: the property's name, the older image, the newer.
func (s *Compare) columns(w int) (name, left, right int) {
	name = min(26, w/4)
	left = (w - name - 7) / 2
	return name, max(1, left), max(1, w-name-7-left)
}

// Do implements Screen.
func (s *Compare) Do(e Env, id op.ID) ([]Effect, bool) {
	switch id {
	case "compare.whole":
		s.whole = !s.whole
		s.at, s.top = 0, 0
	case "item.explain":
		d, ok := s.here()
		if !ok {
			return []Effect{Say{"There is no difference to explain; space shows what is the same"}}, true
		}
		return s.turn(e, s.explanation(d), e.W, explainRoom(e.H-6)), true
	case "view.refresh":
		return []Effect{Refresh{s.Needs(e)}}, true
	default:
		if s.back(id) {
			return nil, true
		}
		before := s.at
		if !s.do(id, len(s.lines)) {
			return nil, false
		}
		s.land(s.at - before)
	}
	return nil, true
}

// Draw implements Screen.
func (s *Compare) Draw(e Env, r Rect) Picture {
	st, g := e.Styles, e.Styles.Glyphs
	read, paint := freshnessOf(e, s.Needs(e)).words(e)
	lines := append(s.heads(e, r.W), ruled(e, "", read, paint, r.W))
	for i := s.top; i < min(s.top+s.height, len(s.lines)); i++ {
		lines = append(lines, s.draw(e, s.lines[i], i == s.at, r.W))
	}
	if d, ok := s.here(); ok && s.explained {
		below := s.explainer.room(r.H - 4)
		lines = kit.Fill(lines, r.W, r.H-1-below)
		lines = append(lines, explainedIn(e, s.explanation(d), r.W, below)...)
	}
	lines = kit.Fill(lines, r.W, r.H-1)
	foot := kit.NewLine(r.W, g.Ellipsis).Space(1)
	switch {
	case len(s.lines) == 0:
		foot.Add(st.Muted, "the two are the same in all "+model.Count(s.same, "point", "points"))
	case s.whole:
		foot.Add(st.Faint, "everything is shown")
	default:
		foot.Add(st.Faint, model.Count(s.same, "point is", "points are")+" the same and left out")
	}
	return Picture{Lines: append(lines, foot.String())}
}

// heads name the two images, and say where they are and how old.
func (s *Compare) heads(e Env, w int) []string {
	st, g := e.Styles, e.Styles.Glyphs
	where := func(r row) string { return r.at.String() + " · " + model.AgeWords(r.img.Created, e.State.Now) }
	if stacked(w) {
		line := func(side string, r row) string {
			age := "  " + model.AgeWords(r.img.Created, e.State.Now) + " "
			l := kit.NewLine(w, g.Ellipsis).Space(1).Add(st.Muted, side).Space(1)
			return l.Add(st.Title, middle(r.img.Name.String(), w-4-kit.Width(age), g.Ellipsis)).Right(st.Muted, age).String()
		}
		return []string{line("1", s.a), line("2", s.b)}
	}
	name, left, right := s.columns(w)
	head := func(value func(row) string, paint kit.Painter) string {
		l := kit.NewLine(w, g.Ellipsis).Space(3).Add(nil, kit.Pad("", name, "")).Space(2)
		return l.Add(paint, kit.Pad(middle(value(s.a), left, g.Ellipsis), left, "")).Space(2).Add(paint, kit.Pad(middle(value(s.b), right, g.Ellipsis), right, "")).String()
	}
	return []string{head(func(r row) string { return r.img.Name.String() }, st.Title), head(where, st.Muted)}
}

func (s *Compare) draw(e Env, cl compareLine, here bool, w int) string {
	st, g := e.Styles, e.Styles.Glyphs
	l := kit.NewLine(w, g.Ellipsis)
	if cl.title != "" {
		return l.Space(1).Add(st.Title, cl.title).String()
	}
	if cl.d.Name == "" {
		return l.String()
	}
	name, left, right := s.columns(w)
	mark, plain := " "+g.Differs+" ", kit.Painter(st.Text)
	if cl.d.Same() {
		mark, plain = "   ", st.Muted
	}
	label := cl.d.Name
	if !cl.first {
		mark, label = "   ", ""
	}
	if stacked(w) {
		switch {
		case cl.side != "":
			return l.Space(3).Add(st.Muted, cl.side).Space(1).Add(plain, cmp.Or(cl.a, g.None)).String()
		case here:
			return l.Add(st.Cursor, g.Cursor+strings.TrimPrefix(mark, " ")+label).SpaceIn(st.Cursor, l.Left()).String()
		}
		return l.Add(st.Accent, mark).Add(st.Muted, label).String()
	}
	show := func(value, part string, w int) {
		if value == "" && cl.first {
			l.Add(st.Faint, kit.Pad(g.None, w, ""))
			return
		}
		l.Add(plain, kit.Pad(part, w, g.Ellipsis))
	}
	if here {
		l.Add(st.Cursor, g.Cursor+strings.TrimPrefix(mark, " ")+kit.Pad(label, name, g.Ellipsis)).Space(2)
	} else {
		l.Add(st.Accent, mark).Add(st.Muted, kit.Pad(label, name, g.Ellipsis)).Space(2)
	}
	show(cl.d.A.Raw(), cl.a, left)
	l.Space(2)
	show(cl.d.B.Raw(), cl.b, right)
	return l.String()
}
