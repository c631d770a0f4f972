package screen

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"tami/model/ami"
	"tami/model/op"
	"tami/ui/kit"
)

// fleetPoll is how often the instances of a group are counted while a run
// replaces them, as long as somebody looks at it.
const fleetPoll = 5 * time.Second

// replaced is the group whose instances a plan replaces: ok is false where it
// replaces none.
func replaced(p *op.Plan) (at ami.Where, group string, ok bool) {
	for _, step := range p.Steps {
		switch c := step.Do.(type) {
		case op.StartRefresh:
			return step.At, c.Group, true
		case op.RollbackRefresh:
			return step.At, c.Group, true
		default:
		}
	}
	return ami.Where{}, "", false
}

// fleetNeeds are the questions behind the count of instances by image.
func (s *Sheet) fleetNeeds() []ami.Need {
	at, _, ok := replaced(&s.plan)
	if !ok {
		return nil
	}
	return []ami.Need{ami.Groups{Where: at}, ami.Instances{Where: at}}
}

// recount asks the same again and again, at the pace of fleetPoll.
type recount struct{ last time.Time }

// again asks needs when it is time, and all were answered that were asked
// before.
func (r *recount) again(e Env, needs []ami.Need) []Effect {
	open := func(n ami.Need) bool { return !e.State.Known(n).Settled() }
	if len(needs) == 0 || e.State.Now.Sub(r.last) < fleetPoll || slices.ContainsFunc(needs, open) {
		return nil
	}
	r.last = e.State.Now
	return []Effect{Refresh{needs}}
}

// recount asks again how many instances run which image, while the run goes
// on.
func (s *Sheet) recount(e Env) []Effect {
	if run := e.State.Runs.Find(s.run); s.phase != running || run == nil || run.Over() {
		return nil
	}
	return s.counted.again(e, s.fleetNeeds())
}

// fleet draws how many instances of the group run which image, those that the
// plan goes to marked.
func (s *Sheet) fleet(p *sheetPage) {
	at, name, ok := replaced(&s.plan)
	if !ok {
		return
	}
	list, _ := p.e.State.Answer(ami.Groups{Where: at}).(ami.GroupList)
	g := list.Find(name)
	if g == nil {
		return
	}
	st, glyphs := p.e.Styles, p.e.Styles.Glyphs
	total := len(g.Members)
	to := ""
	if images := s.plan.Images(); len(images) > 1 {
		to = images[1].ID
	}
	counts := memberImages(p.e, at, g)
	slices.SortStableFunc(counts, func(a, b imageCount) int { // no line changes its place on the way
		return cmp.Or(-cmp.Compare(boolRank(a.image == to), boolRank(b.image == to)), strings.Compare(a.image, b.image))
	})
	for i, c := range counts {
		word := ""
		if i == 0 {
			word = "runs"
		}
		full, empty := kit.Meter(kit.Bar{Full: glyphs.BarFull, Empty: glyphs.BarEmpty}, 10, float64(c.n), float64(total))
		l := p.line().Space(1).Add(st.Muted, word).To(11)
		if p.w < 60 {
			l = p.line().Space(1).Add(st.Muted, word).To(9)
		}
		l.Add(st.Muted, glyphs.BarLeft).Add(st.DiskFull, full).Add(st.DiskEmpty, empty).Add(st.Muted, glyphs.BarRight)
		l.Add(st.Text, " "+strconv.Itoa(c.n)+" of "+strconv.Itoa(total)+"  ")
		mark := ""
		if c.image == to {
			mark = " " + glyphs.OK
		}
		l.Add(st.Text, middle(fleetImageName(p.e, at, c.image), max(8, l.Left()-kit.Width(mark)-1), glyphs.Ellipsis)).Add(st.Good, mark)
		p.add(l)
	}
}

func boolRank(b bool) int {
	if b {
		return 1
	}
	return 0
}
