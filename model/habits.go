package model

import (
	"slices"

	"tami/model/ami"
	"tami/model/op"
)

// LastTime is what was filled in for an action when it was last run in an
// account: of each field the newest value, what was given in the same place
// before what was given elsewhere. Of an account that is not known the runs of
// the profile count. It is read from the journal's runs, so that nothing more
// is stored, and secrets are not among it.
func (r *Runs) LastTime(action op.ID, account string, at ami.Where) op.Values {
	v := op.Values{}
	for _, here := range []bool{true, false} {
		for i := range r.All {
			run := &r.All[i]
			if run.UndoOf != "" || run.Plan.Action != action || !of(run, account, at.Profile) || here != inRegion(run, at.Region) {
				continue
			}
			for name, values := range run.Plan.Request.Values {
				if _, newer := v[name]; !newer && len(values) > 0 && values[0] != "" {
					v[name] = slices.Clone(values)
				}
			}
		}
	}
	return v
}

// of reports a run in an account.
func of(run *op.Run, account, profile string) bool {
	return slices.ContainsFunc(run.Plan.Steps, func(s op.Step) bool {
		if account == "" || s.Account == "" {
			return s.At.Profile == profile
		}
		return s.Account == account
	})
}

// inRegion reports a run on something of a region.
func inRegion(run *op.Run, region string) bool {
	return slices.ContainsFunc(run.Plan.Request.Targets, func(t op.Target) bool { return t.At.Region == region })
}
