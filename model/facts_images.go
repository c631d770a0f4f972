package model

import (
	"slices"

	"tami/model/ami"
	"tami/model/op"
)

// UserNeeds implements op.Facts.
func (f facts) UserNeeds(at ami.Where, ids ...string) []ami.Need { return f.UsersNeeds(at, ids) }

// FindingNeeds implements op.Facts.
func (f facts) FindingNeeds(at ami.Where, img *ami.Image) []ami.Need { return f.ShareNeeds(at, img) }

// Dropped implements op.Facts. The newest run that disabled or enabled the
// image tells: the way back from disabling it holds the shares.
func (f facts) Dropped(at ami.Where, id string) []op.Grantee {
	for i := range f.Runs.All {
		run := &f.Runs.All[i]
		for _, s := range slices.Backward(run.Plan.Steps) {
			if o := run.Outcome(s.ID); s.At != at || o == nil || o.State != op.Done {
				continue
			}
			switch c := s.Do.(type) {
			case op.EnableImage:
				if c.ImageID == id {
					return nil
				}
			case op.DisableImage:
				if c.ImageID == id {
					return granted(s.Undo.Calls)
				}
			default:
			}
		}
	}
	return nil
}

// granted are those that calls share with.
func granted(calls []op.Call) []op.Grantee {
	for _, c := range calls {
		if share, ok := c.(op.ModifyLaunchPermission); ok {
			return share.Add
		}
	}
	return nil
}
