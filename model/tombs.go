package model

import (
	"time"

	"tami/model/ami"
	"tami/model/op"
)

// mourning is how long an image that was just deregistered stays hidden while
// AWS still lists it: answers lag behind changes, seldom by more.
const mourning = time.Minute

// tomb is an image that is gone, whatever the lists say.
type tomb struct {
	at ami.Where
	id string
}

// Follow brings the lists in line with what runs have done since they were
// last looked at: images that were deregistered are hidden at once, those that
// were restored are shown again. It returns the runs that have ended since.
func (s *State) Follow(before, now []op.Run) (ended []*op.Run) {
	was := map[string]*op.Run{}
	for i := range before {
		was[before[i].ID] = &before[i]
	}
	for i := range now {
		run := &now[i]
		old := was[run.ID]
		if old == nil {
			old = &op.Run{}
		}
		for _, step := range run.Plan.Steps {
			if finished(run, step.ID) && !finished(old, step.ID) {
				s.took(step)
			}
		}
		if run.Over() && !old.Over() {
			ended = append(ended, run)
		}
	}
	return ended
}

func finished(run *op.Run, step string) bool {
	o := run.Outcome(step)
	return o != nil && o.State == op.Done
}

// took is what a step that is done means for the lists.
func (s *State) took(step op.Step) {
	switch c := step.Do.(type) {
	case op.DeregisterImage:
		s.bury(step.At, c.ImageID)
	case op.CancelLaunchPermission:
		s.bury(step.At, c.ImageID)
	case op.RestoreImage:
		delete(s.tombs, tomb{step.At, c.ImageID})
	case op.DeleteSnapshot:
		s.snapshots[ami.OneSnapshot{Where: step.At, ID: c.SnapshotID}] = nil
	case op.RestoreSnapshot:
		delete(s.snapshots, ami.OneSnapshot{Where: step.At, ID: c.SnapshotID})
	default: // nothing comes or goes
	}
}

func (s *State) bury(at ami.Where, id string) {
	if s.tombs == nil {
		s.tombs = map[tomb]time.Time{}
	}
	s.tombs[tomb{at, id}] = s.Now.Add(mourning)
	for n, inv := range s.images {
		if n.Where == at && inv.Find(id) != nil {
			inv.drop(id)
		}
	}
	delete(s.single, ami.OneImage{Where: at, ID: id})
}

// Buried reports an image that a run of ours has taken away.
func (s *State) Buried(at ami.Where, id string) bool {
	_, gone := s.tombs[tomb{at, id}]
	return gone
}

// living leaves out the images that are known to be gone.
func (s *State) living(at ami.Where, images []ami.Image) []ami.Image {
	if len(s.tombs) == 0 {
		return images
	}
	kept := make([]ami.Image, 0, len(images))
	for _, img := range images {
		if until, gone := s.tombs[tomb{at, img.ID.Raw()}]; !gone || !s.Now.Before(until) {
			kept = append(kept, img)
		}
	}
	return kept
}

// NextTomb is when the next hidden image may be looked for again; the zero
// time when none is hidden.
func (s *State) NextTomb() (next time.Time) {
	for _, until := range s.tombs {
		if next.IsZero() || until.Before(next) {
			next = until
		}
	}
	return next
}

// Reopen asks again about the places whose hidden images have been hidden long
// enough: if AWS lists them still, they are there.
func (s *State) Reopen() {
	for t, until := range s.tombs {
		if s.Now.Before(until) {
			continue
		}
		delete(s.tombs, t)
		for n := range s.images {
			if n.Where == t.at {
				s.Forget(n)
			}
		}
	}
}
