package op

import (
	"slices"
	"strings"
)

// Leavings asks for the plan that takes away what failed steps left behind, and
// nothing else of the run: images that were begun and did not come about. It
// reports whether there are any.
func (r *Run) Leavings() (Request, bool) {
	q := Request{Action: "image.deregister", Values: Values{"delete-snapshots": {"true"}}, Now: r.Ended}
	for _, s := range r.Plan.Steps {
		o := r.Outcome(s.ID)
		if o == nil || !o.Remains() || o.Made["ImageId"] == "" {
			continue
		}
		q.Targets = append(q.Targets, Target{At: s.At, ID: o.Made["ImageId"]})
	}
	return q, len(q.Targets) > 0
}

// Uncopied asks for the plan that copies again what a run was to copy and did
// not. It reports whether there is anything.
func (r *Run) Uncopied() (Request, bool) {
	if r.Plan.Action != "image.copy" || !r.Over() {
		return Request{}, false
	}
	q := Request{Action: r.Plan.Action, Now: r.Ended}
	var regions []string
	for _, s := range r.Plan.Steps {
		c, ok := s.Do.(CopyImage)
		o := r.Outcome(s.ID)
		if !ok || o == nil || o.State != Failed && o.State != NotRun {
			continue
		}
		for _, t := range r.Plan.Request.Targets {
			if t.ID == c.SourceID && t.At.Region == c.SourceRegion && !slices.Contains(q.Targets, t) {
				q.Targets = append(q.Targets, t)
			}
		}
		if !slices.Contains(regions, s.At.Region) {
			regions = append(regions, s.At.Region)
		}
	}
	var keys []string // of these regions only
	for _, word := range r.Plan.Request.Values["kms-key"] {
		if region, _, _ := strings.Cut(word, "="); slices.Contains(regions, region) {
			keys = append(keys, word)
		}
	}
	q.Values = r.Plan.Request.Values.With("to", regions...).With("kms-key", keys...)
	return q, len(q.Targets) > 0
}
