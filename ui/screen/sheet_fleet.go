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

// watches is the group that the sheet counts the instances of: the one whose
// instances its run replaces, or the one whose refresh is under way already.
func (s *Sheet) watches(e Env) (w watched, ok bool) {
	if s.phase == running || s.phase == starting {
		return replaced(&s.plan)
	}
	if s.action == nil || s.action.ID != RollbackID || s.request.On != op.OnGroups || len(s.request.Targets) != 1 {
		return watched{}, false
	}
	w = watched{s.request.Targets[0].At, s.request.Targets[0].ID}
	return w, w.underWay(e) != nil
}

// fleetNeeds are the questions behind the count of instances by image.
func (s *Sheet) fleetNeeds(e Env) []ami.Need {
	w, ok := s.watches(e)
	if !ok {
		return nil
	}
	return append(w.sources(e), w.group(), w.acts())
}

// recount asks again how many instances run which image: while the run goes on,
// which asks for the refresh itself, and while a refresh of somebody else's is
// looked at.
func (s *Sheet) recount(e Env) []Effect {
	w, ok := s.watches(e)
	run := e.State.Runs.Find(s.run)
	theirs := s.phase == looking && len(s.plan.Stopped()) > 0
	ok = ok && (theirs || s.phase == looking || s.phase == running && run != nil && !run.Over())
	if !ok {
		return s.counted.again(e, nil, false)
	}
	s.polled = nil
	if theirs {
		s.polled = w.refresh()
	}
	return s.counted.again(e, []watched{w}, theirs)
}

// fleet draws how many instances of the group run which image, those that the
// plan goes to marked.
func (s *Sheet) fleet(p *sheetPage) {
	w, ok := s.watches(p.e)
	if !ok {
		return
	}
	at, g := w.at, w.newest(p.e)
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
	if run := p.e.State.Runs.Find(s.run); run == nil || !run.Over() { // then the outcome says it
		s.lately(p, w)
	}
}

// lately says what the group did last since its instances are replaced, in AWS's
// words, and of what failed what that comes down to. A failure stands before
// what came after it.
func (s *Sheet) lately(p *sheetPage, w watched) {
	st, known := p.e.Styles, p.e.State.Known(w.acts())
	if known.Problem != nil {
		p.label("lately", st.Warning, "not known: "+known.Problem.Title)
		return
	}
	list, _ := p.e.State.Answer(w.acts()).(ami.ActivityList)
	acts := list.Since(s.since(p.e, w))
	if len(acts) == 0 {
		return
	}
	shown := []*ami.Activity{&acts[0]}
	if n := slices.IndexFunc(acts, func(a ami.Activity) bool { return a.Failed() }); n > 0 {
		shown = []*ami.Activity{&acts[n], &acts[0]}
	}
	if p.tight || p.w < 60 {
		shown = shown[:1]
	}
	if p.w < 60 && !shown[0].Failed() {
		return // how far it is has more to tell
	}
	word := "lately"
	for _, a := range shown {
		text := a.What.String()
		paint := kit.Painter(st.Text)
		if a.Failed() {
			paint, text = st.Trouble, "failed: "+text
			if !a.Message.IsZero() {
				text += ": " + a.Message.String()
			}
		}
		if a.Began.Known() {
			text = a.Began.Time().In(p.e.State.Now.Location()).Format("15:04:05") + " " + text
		}
		p.label(word, paint, text)
		if means := op.LaunchTrouble(a.Message.Raw()); a.Failed() && means != "" {
			p.label("", st.Text, means)
		}
		word = ""
	}
}

// since is when the instances of a group began to be replaced: what it did
// before is another matter.
func (s *Sheet) since(e Env, w watched) time.Time {
	if r := w.underWay(e); r != nil {
		return r.Began.Time()
	}
	if run := e.State.Runs.Find(s.run); run != nil {
		return run.Started.Add(-time.Minute) // the clocks of this machine and AWS's differ a little
	}
	return time.Time{}
}

func boolRank(b bool) int {
	if b {
		return 1
	}
	return 0
}
