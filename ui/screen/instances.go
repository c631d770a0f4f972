package screen

import (
	"tami/keymap"
	"tami/model"
	"tami/model/ami"
	"tami/model/op"
	"tami/ui/kit"
)

// Instances lists what runs in every place that is shown, and the state of the
// image that it runs from.
type Instances struct {
	cursor
	rows []instanceRow
}

type instanceRow struct {
	at   ami.Where
	inst *ami.Instance
	note string // a place that has nothing to list, and why
	bad  bool
}

// NewInstances opens the list of instances.
func NewInstances() *Instances { return &Instances{} }

// Name implements Screen.
func (s *Instances) Name() string { return "Instances" }

// Title implements Screen.
func (s *Instances) Title(e Env) Title {
	n := 0
	for _, r := range s.rows {
		if r.inst != nil {
			n++
		}
	}
	return Title{What: "Instances", At: accounts(e.State) + " · " + model.Count(n, "instance", "instances")}
}

// Needs implements Screen.
func (s *Instances) Needs(e Env) []ami.Need {
	var needs []ami.Need
	for _, at := range e.State.Places() {
		needs = append(needs, ami.Instances{Where: at}, ami.Groups{Where: at}) // what is of a group is rolled back with it
	}
	return needs
}

// Layers implements Screen.
func (s *Instances) Layers() []string { return []string{keymap.RowsLayer} }

// Settle implements Screen.
func (s *Instances) Settle(e Env) {
	s.rows = s.rows[:0]
	for _, at := range e.State.Places() {
		l := e.State.Instances(at)
		k := e.State.Known(ami.Instances{Where: at})
		switch {
		case k.Problem != nil:
			s.rows = append(s.rows, instanceRow{at: at, note: k.Problem.Error(), bad: true})
		case k.Loading && (l == nil || len(l.All) == 0):
			s.rows = append(s.rows, instanceRow{at: at, note: "loading"})
		case l != nil && len(l.All) == 0:
			s.rows = append(s.rows, instanceRow{at: at, note: "no instances"})
		}
		if l != nil {
			for i := range l.All {
				s.rows = append(s.rows, instanceRow{at: at, inst: &l.All[i]})
			}
		}
	}
	s.fit(max(1, e.H-3), len(s.rows))
}

// Picked implements Picker.
func (s *Instances) Picked(Env) (kind op.Kind, targets []op.Target, hidden int) {
	if s.at < len(s.rows) && s.rows[s.at].inst != nil {
		r := s.rows[s.at]
		targets = []op.Target{{At: r.at, ID: r.inst.ID.Raw()}}
	}
	return op.OnInstances, targets, 0
}

// Do implements Screen.
func (s *Instances) Do(e Env, id op.ID) ([]Effect, bool) {
	if s.cursor.do(id, len(s.rows)) {
		return nil, true
	}
	if id == "view.refresh" {
		return []Effect{Refresh{s.Needs(e)}}, true
	}
	if s.at >= len(s.rows) || s.rows[s.at].inst == nil {
		return nil, false
	}
	r := s.rows[s.at]
	switch id {
	case "item.copyid":
		return []Effect{Copy{Text: r.inst.ID.String(), What: "instance ID"}}, true
	case "item.open":
		img := e.State.Image(r.at, r.inst.ImageID.String())
		if img == nil {
			return []Effect{Say{"Image " + r.inst.ImageID.String() + " is not among the images that were read; it may be somebody else's, or deregistered"}}, true
		}
		return []Effect{Push{NewImage(r.at, img)}}, true
	}
	return nil, false
}

// Draw implements Screen.
func (s *Instances) Draw(e Env, r Rect) Picture {
	st := e.Styles
	name := s.nameWidth()
	head := kit.NewLine(r.W, "").Space(2)
	for _, c := range []struct {
		title string
		w     int
	}{{"NAME", name}, {"ID", 19}, {"STATE", 10}, {"TYPE", 12}, {"LAUNCHED", 8}, {"REGION", 14}, {"IMAGE", 0}} {
		head.Add(st.ColumnTitle, kit.Pad(c.title, max(c.w, 5), "")).Space(1)
	}
	lines := []string{head.String()}
	for i := s.top; i < min(s.top+s.height, len(s.rows)); i++ {
		lines = append(lines, s.draw(e, i, name, r.W))
	}
	return Picture{Lines: kit.Fill(lines, r.W, r.H)}
}

// nameWidth is as wide as the longest name, within reason: the image at the
// end of the row is what people come for.
func (s *Instances) nameWidth() int {
	w := 8
	for _, r := range s.rows {
		if r.inst != nil {
			w = max(w, kit.Width(r.inst.Name.String()))
		}
	}
	return min(w, 24)
}

func (s *Instances) draw(e Env, i, name, w int) string {
	st, g := e.Styles, e.Styles.Glyphs
	r := s.rows[i]
	plain, muted, mark := kit.Painter(st.Text), kit.Painter(st.Muted), "  "
	if r.bad {
		muted = st.Trouble
	}
	if i == s.at {
		plain, muted, mark = st.Cursor, st.Cursor, g.Cursor+" "
	}
	l := kit.NewLine(w, g.Ellipsis).Add(plain, mark)
	if r.inst == nil {
		l.Add(muted, r.at.String()+": "+r.note)
		return l.SpaceIn(plain, l.Left()).String()
	}
	label := r.inst.Name.String()
	if label == "" {
		label = g.None
	}
	l.Add(plain, kit.Pad(label, name, g.Ellipsis)+" ").Add(muted, kit.Pad(r.inst.ID.String(), 19, g.Ellipsis)+" ")
	l.Add(muted, kit.Pad(r.inst.State.String(), 10, g.Ellipsis)+" "+kit.Pad(r.inst.Type.String(), 12, g.Ellipsis)+" ")
	l.Add(muted, kit.PadLeft(model.Age(r.inst.Launched, e.State.Now), 8, "")+" "+kit.Pad(r.at.String(), 14, g.Ellipsis)+" ")
	l.Add(muted, imageWords(e, r))
	return l.SpaceIn(plain, l.Left()).String()
}

// imageWords name the image of an instance, with its state where that is
// trouble.
func imageWords(e Env, r instanceRow) string {
	id := r.inst.ImageID.String()
	img := e.State.Image(r.at, id)
	if img == nil {
		return id
	}
	words := img.Name.String()
	if state := model.StateWords(img, e.State.Now); state != "available" {
		words = state + ": " + words
	}
	return words
}
