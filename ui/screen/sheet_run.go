package screen

import (
	"fmt"
	"slices"
	"time"

	"tami/model"
	"tami/model/op"
	"tami/ui/kit"
)

// outcomeWidth is what the last column keeps free for how far an image is.
func outcomeWidth(w int, run *op.Run) int {
	switch {
	case w < 60:
		return 0
	case tellsPace(w, run):
		return kit.Width("… 42 %, 10 min left, 10 % a minute")
	}
	return kit.Width("… 42 %, 10 min left")
}

// tellsPace reports that each step has room for its pace. Of many steps it would
// be more to send than to read.
func tellsPace(w int, run *op.Run) bool { return w >= 100 && len(run.Outcomes) <= 8 }

// makesImages reports a plan with steps that tell how far they are in per cent.
func makesImages(p *op.Plan) bool {
	return slices.ContainsFunc(p.Steps, func(s op.Step) bool { return makesImage(s.Do) })
}

func makesImage(c op.Call) bool {
	switch c.(type) {
	case op.CreateImage, op.CopyImage:
		return true
	default:
		return false
	}
}

// madeBy leads to what a step made: of several steps, to which and where.
func madeBy(p *op.Plan, step string) string {
	makers, regions := 0, map[string]bool{}
	for _, s := range p.Steps {
		if len(op.Makes(s.Do)) > 0 {
			makers++
			regions[s.At.Region] = true
		}
	}
	at := p.Step(step)
	switch {
	case at == nil || makers < 2:
		return "made "
	case len(regions) < 2:
		return step + ": made "
	}
	return step + ", " + at.At.Region + ": made "
}

// waits says what the run waits for, and since when. Where a group tells how far
// it is, that says as much.
func (s *Sheet) waits(p *sheetPage, run *op.Run) {
	list := model.Waits(run)
	for _, w := range list {
		if w.Since.IsZero() {
			p.say(p.e.Styles.Muted, 1, w.Text)
		}
	}
	before := len(p.lines)
	if s.fleet(p); len(p.lines) > before {
		return
	}
	for _, w := range list {
		if !w.Since.IsZero() {
			p.say(p.e.Styles.Muted, 1, w.Text+", since "+w.Since.In(p.e.State.Now.Location()).Format(time.TimeOnly))
		}
	}
}

// share is how much of a step is done that says so in per cent; otherwise 0.
func share(o *op.Outcome) float64 {
	var percent int
	if n, err := fmt.Sscanf(o.Progress, "%d %%", &percent); n != 1 || err != nil {
		return 0
	}
	return float64(max(0, min(percent, 100))) / 100
}

// fewFailures is how many of the steps that failed stay in sight.
const fewFailures = 2

// failures says of a run of many steps which failed, where it stays in sight.
func (s *Sheet) failures(p *sheetPage, run *op.Run) {
	st, g := p.e.Styles, p.e.Styles.Glyphs
	n := 0
	for i := range run.Outcomes {
		o := &run.Outcomes[i]
		if o.State != op.Failed || o.Problem == nil || len(run.Outcomes) < p.e.H/4 {
			continue
		}
		if n++; n <= fewFailures {
			p.add(p.line().Space(1).Add(st.Trouble, kit.Cut(g.Cross+" step "+o.Step+": "+o.Problem.Title+cause(o.Problem.Cause.String()), p.w-2, g.Ellipsis)))
		}
	}
	if n > fewFailures {
		p.add(p.line().Space(1).Add(st.Trouble, fmt.Sprintf("%s and %d more failed; all of them stand above", g.Cross, n-fewFailures)))
	}
}
