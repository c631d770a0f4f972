package screen

import (
	"tami/keymap"
	"tami/model/ami"
	"tami/model/op"
)

// Instances lists what runs in every place that is shown, and the state of the
// image that it runs from.
type Instances struct {
	cursor
	rows   []instanceRow
	theirs []ami.Need // images that run and are in no list that was read
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
	return Title{What: "Instances", At: accounts(e.State) + " · " + freshnessOf(e, s.Needs(e)).counted(e, n, "instance", "instances")}
}

// Needs implements Screen.
func (s *Instances) Needs(e Env) []ami.Need {
	var needs []ami.Need
	for _, at := range e.State.Places() {
		needs = append(needs, ami.Instances{Where: at}, ami.Groups{Where: at}) // what is of a group is rolled back with it
	}
	return append(needs, s.theirs...)
}

// Layers implements Screen.
func (s *Instances) Layers() []string { return []string{keymap.RowsLayer} }

// Settle implements Screen.
func (s *Instances) Settle(e Env) {
	s.rows, s.theirs = s.rows[:0], s.theirs[:0]
	asked := map[ami.Need]bool{}
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
				need := ami.OneImage{Where: at, ID: l.All[i].ImageID.Raw()}
				if need.ID != "" && !asked[need] && (!e.State.Due(need) || e.State.Image(at, need.ID) == nil) {
					asked[need] = true
					s.theirs = append(s.theirs, need)
				}
			}
		}
	}
	s.fit(max(1, e.H-2-1-instanceLines(e)), len(s.rows))
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
