package op

import (
	"time"

	"tami/model/ami"
)

// ReturnNeeds are the questions behind Returning: none for a run that was no
// rollback.
func ReturnNeeds(run *Run, f Facts) []ami.Need {
	r, ok := returnOf(run, time.Time{})
	if !ok {
		return nil
	}
	return rollbackNeeds(r, f)
}

// Returning makes the way back of a rollback say what every rollback says: what
// runs NOW, what it goes TO, and which CHECKS that image passed. To roll forward
// again is no less of a risk. Other plans stay as they are.
func Returning(run *Run, p Plan, f Facts, now time.Time) Plan {
	r, ok := returnOf(run, now)
	if !ok || !launchesAgain(&p) {
		return p
	}
	b := newRollback(r, f)
	if b.missing != "" || b.to == "" {
		return p
	}
	if b.returns, b.why = true, "ran here until the rollback"; b.now == b.to {
		b.why = "runs here already: the rollback did not come that far"
	}
	b.present()
	b.check()
	p.Sections = b.Sections
	p.Warnings = append(p.Warnings[:len(p.Warnings):len(p.Warnings)], b.Warnings...)
	p.NotChecked = append(p.NotChecked[:len(p.NotChecked):len(p.NotChecked)], b.NotChecked...)
	return p
}

// returnOf asks for the rollback to what a rollback has left.
func returnOf(run *Run, now time.Time) (Request, bool) {
	if run == nil || run.Plan.Action != "image.rollback" || len(run.Plan.Request.Targets) != 1 {
		return Request{}, false
	}
	images := run.Plan.Images()
	if len(images) < 2 {
		return Request{}, false
	}
	r := run.Plan.Request
	r.Values, r.Now = Values{fieldTo: {images[0].ID}}, now
	return r, true
}

// launchesAgain reports a plan with a step after which the other image is
// launched: what only clears away asks nothing of it.
func launchesAgain(p *Plan) bool {
	for _, s := range p.Steps {
		switch s.Do.(type) {
		case StartRefresh, ReplaceRoot, SetDefaultVersion, UpdateGroup, PutParameter:
			return true
		default:
		}
	}
	return false
}
