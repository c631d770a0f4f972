package op

import "slices"

// partDone is what AWS says of a part that went as it was asked to.
const partDone = "success"

// spared reports a call of the way back that takes back what never happened: a
// snapshot that AWS did not delete with its image is not in the Recycle Bin.
func (o *Outcome) spared(c Call) bool {
	back, ok := c.(RestoreSnapshot)
	return ok && slices.ContainsFunc(o.Parts, func(p Part) bool { return p.ID == back.SnapshotID && p.Code != partDone })
}

// Stayed asks for the plan that deletes what a run of deregistrations left
// behind: snapshots that were to go and did not, and those that no image of the
// run stands on any more. It reports whether there are any. The plan that comes
// of it looks again at what uses them.
func (r *Run) Stayed() (Request, bool) {
	q := Request{Action: "snapshot.delete", Now: r.Ended}
	fates := map[string]Fate{}
	for _, f := range r.Plan.Snapshots {
		fates[f.SnapshotID] = f
	}
	deregistered := map[string]Step{}
	settled := map[string]bool{} // snapshots that some step did delete
	for _, s := range r.Plan.Steps {
		c, ok := s.Do.(DeregisterImage)
		o := r.Outcome(s.ID)
		if !ok || o == nil || o.State != Done {
			continue
		}
		deregistered[c.ImageID] = s
		for _, part := range o.Parts {
			settled[part.ID] = settled[part.ID] || part.Code == partDone
		}
		if c.DeleteSnapshots && len(o.Parts) == 0 { // AWS said nothing of them: as planned
			for id, f := range fates {
				goes := f.Fate == Deleted || f.Fate == Binned
				settled[id] = settled[id] || goes && slices.Contains(f.Images, c.ImageID)
			}
		}
	}
	for _, f := range r.Plan.Snapshots {
		if f.Fate == Kept || f.Fate == NotOurs || settled[f.SnapshotID] || len(f.Images) == 0 {
			continue
		}
		free := true
		for _, id := range f.Images {
			_, gone := deregistered[id]
			free = free && gone
		}
		if free {
			q.Targets = append(q.Targets, Target{At: deregistered[f.Images[0]].At, ID: f.SnapshotID})
		}
	}
	return q, len(q.Targets) > 0
}
