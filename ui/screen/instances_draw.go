package screen

import (
	"strings"

	"tami/model"
	"tami/ui/kit"
)

// instanceLines is how many lines tell more of the instance under the cursor.
func instanceLines(e Env) int {
	if e.H < 16 {
		return 0
	}
	return 3
}

// instanceColumns are the widths of a row's cells; 0 leaves one out. The image
// at the end of the row is what people come for: the type and the region, which
// stand below the list as well, give way to it.
type instanceColumns struct{ name, id, state, kind, age, region, image int }

func (s *Instances) columns(w int) instanceColumns {
	c := instanceColumns{name: 8, id: 19, state: 8, age: 8}
	for _, r := range s.rows {
		if r.inst != nil {
			c.name = max(c.name, min(24, kit.Width(r.inst.Name.String())))
			c.state = max(c.state, min(13, kit.Width(r.inst.State.String())))
			c.kind = max(c.kind, min(14, kit.Width(r.inst.Type.String())))
		}
		c.region = max(c.region, min(20, kit.Width(r.at.String())))
	}
	rest := func() int {
		n := w - 2
		for _, x := range []int{c.name, c.id, c.state, c.kind, c.age, c.region} {
			if x > 0 {
				n -= x + 1
			}
		}
		return n
	}
	for _, cell := range []*int{&c.kind, &c.region, &c.state} {
		if rest() < 24 {
			*cell = 0
		}
	}
	if rest() < 12 {
		c.id = 0
	}
	if rest() < 12 {
		c.age = 0
	}
	c.image = max(8, rest())
	return c
}

// Draw implements Screen.
func (s *Instances) Draw(e Env, r Rect) Picture {
	c := s.columns(r.W)
	head := headings(e, r.W, heading{"NAME", c.name, false}, heading{"ID", c.id, false}, heading{"STATE", c.state, false}, heading{"TYPE", c.kind, false},
		heading{"LAUNCHED", c.age, false}, heading{"REGION", c.region, false}, heading{"IMAGE", c.image, false})
	lines := []string{head}
	for i := s.top; i < min(s.top+s.height, len(s.rows)); i++ {
		lines = append(lines, s.draw(e, i, c, r.W))
	}
	below := min(instanceLines(e), max(0, r.H-1))
	lines = kit.Fill(lines, r.W, r.H-below)
	return Picture{Lines: kit.Fill(append(lines, s.drawBelow(e, r.W)...), r.W, r.H)}
}

func (s *Instances) draw(e Env, i int, c instanceColumns, w int) string {
	g := e.Styles.Glyphs
	r, row := s.rows[i], newListRow(e, i == s.at, w)
	if r.inst == nil {
		return row.note(r.at.String(), r.note, r.bad)
	}
	paint := row.muted
	if r.bad {
		paint = row.bad
	}
	row.cell(row.plain, middle(instanceName(e, r), c.name, g.Ellipsis), c.name)
	row.cell(paint, r.inst.ID.String(), c.id)
	row.cell(paint, r.inst.State.String(), c.state)
	row.cell(paint, r.inst.Type.String(), c.kind)
	row.figure(paint, model.Age(r.inst.Launched, e.State.Now), c.age)
	row.cell(paint, r.at.String(), c.region)
	name, state := runsFrom(e, r)
	if state != "" {
		state += ": "
	}
	row.line.Add(paint, state+middle(name, max(8, c.image-kit.Width(state)), g.Ellipsis))
	return row.String()
}

func instanceName(e Env, r instanceRow) string {
	if name := r.inst.Name.String(); name != "" {
		return name
	}
	return e.Styles.Glyphs.None
}

// runsFrom names the image of an instance, and its state where that is trouble.
func runsFrom(e Env, r instanceRow) (name, state string) {
	id := r.inst.ImageID.String()
	img, known := e.State.Facts().Image(r.at, id)
	switch {
	case img == nil && known:
		return id, "gone or private"
	case img == nil:
		return id, ""
	}
	if state = model.StateWords(img, e.State.Now); state == "available" {
		state = ""
	}
	return img.Name.String(), state
}

// drawBelow tells of the instance under the cursor what its row has no room
// for; its rule says when the list was read.
func (s *Instances) drawBelow(e Env, w int) []string {
	st, g := e.Styles, e.Styles.Glyphs
	words, paint := freshnessOf(e, s.Needs(e)).words(e)
	if s.at >= len(s.rows) || s.rows[s.at].inst == nil {
		return []string{ruled(e, "", words, paint, w)}
	}
	r := s.rows[s.at]
	line := func(parts ...string) string {
		var said []string
		for _, p := range parts {
			if p != "" {
				said = append(said, p)
			}
		}
		return kit.NewLine(w, g.Ellipsis).Space(1).Add(st.Text, strings.Join(said, " "+g.Dot+" ")).String()
	}
	launched := ""
	if age := model.AgeWords(r.inst.Launched, e.State.Now); age != "" {
		launched = "launched " + age
	}
	name, state := runsFrom(e, r)
	id := r.inst.ImageID.String()
	if name == id {
		name = ""
	}
	return []string{
		ruled(e, r.inst.ID.String()+" · "+r.at.String(), words, paint, w),
		line(r.inst.State.String(), r.inst.Type.String(), launched),
		line("from "+strings.TrimSpace(name+"  "+id), state),
	}
}
