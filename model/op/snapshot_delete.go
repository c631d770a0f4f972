package op

import (
	"errors"
	"slices"
	"strconv"

	"tami/model/ami"
)

// snapshotDelete deletes snapshots that no image needs.
func snapshotDelete() Action {
	return Action{
		ID: "snapshot.delete", Word: "delete-snapshots", Title: "Delete snapshots", On: OnSnapshots, Many: true, Risk: Destructive,
		Help:   "Delete snapshots that no image needs any more.",
		Why:    whyNotDelete,
		Needs:  snapshotDeleteNeeds,
		Fields: func(Request, Facts) []Field { return []Field{measureField()} },
		Plan:   planSnapshotDelete,
	}
}

// whyNotDelete is stopsSnapshotDelete for menus: what was not read yet may well
// be deleted.
func whyNotDelete(f Facts, t Target) string {
	if _, known := f.Snapshot(t.At, t.ID); !known {
		return ""
	}
	return stopsSnapshotDelete(f, t)
}

// stopsSnapshotDelete is why a snapshot cannot be deleted, with the way out: ""
// when it can, as far as is known.
func stopsSnapshotDelete(f Facts, t Target) string {
	snap, known := f.Snapshot(t.At, t.ID)
	mine := f.Account(t.At.Profile)
	lock, _ := f.Answer(ami.SnapshotLock{Where: t.At, ID: t.ID}).(ami.LockBody)
	switch {
	case snap == nil && known:
		return "it is gone, or not visible to this account"
	case snap == nil:
		return unread(f, ami.OneSnapshot{Where: t.At, ID: t.ID})
	case mine != "" && !snap.OwnerID.IsZero() && snap.OwnerID.String() != mine:
		return "it belongs to account " + snap.OwnerID.String() + ", and only that account can delete it"
	case kept(snap):
		return "AWS Backup keeps it; delete its recovery point in the vault instead"
	case lock.Holds() && lock.State.String() == "governance":
		return "it is locked; who may unlock it can do that first (aws ec2 unlock-snapshot)"
	case lock.Holds():
		return "it is locked, and nobody can lift that before its time is over"
	}
	return ""
}

func snapshotDeleteNeeds(r Request, f Facts) []ami.Need {
	var needs []ami.Need
	seen := map[ami.Where]bool{}
	for _, t := range r.Targets {
		needs = append(append(needs, ami.Caller{Profile: t.At.Profile}), snapshotNeeds(f, t.At, t.ID)...)
		needs = append(needs, ami.SnapshotSharing{Where: t.At, ID: t.ID})
		if !seen[t.At] {
			seen[t.At] = true
			needs = append(needs, placeNeeds(t.At, true)...)
		}
	}
	if r.Values.On(fieldMeasure) {
		d := snapshotDeletion(r, f)
		for _, t := range d.money {
			needs = append(needs, t.place.measures(t.snaps)...)
		}
	}
	return needs
}

// deletion is a plan for snapshots that go, while it is being made.
type deletion struct {
	*draft
	gaps  gaps
	money []tally // one a place
}

func planSnapshotDelete(r Request, f Facts) (Plan, error) {
	if len(r.Targets) == 0 {
		return Plan{}, errors.New("delete-snapshots needs a snapshot; name one by its ID, such as snap-0123456789abcdef0")
	}
	d := snapshotDeletion(r, f)
	for _, t := range d.money {
		for i := range t.snaps {
			d.snapshot(t.place, &t.snaps[i])
		}
		t.place.binnedImages()
	}
	return d.complete(), nil
}

// snapshotDeletion settles what becomes of the snapshots.
func snapshotDeletion(r Request, f Facts) *deletion {
	d := &deletion{draft: begin(r, f, "SNAPSHOT", "AGE", "SIZE", "MADE FOR")}
	var order []ami.Where
	ids := map[ami.Where][]string{}
	for _, t := range r.Targets {
		if ids[t.At] == nil {
			order = append(order, t.At)
		}
		if !slices.Contains(ids[t.At], t.ID) {
			ids[t.At] = append(ids[t.At], t.ID)
		}
	}
	for _, at := range order {
		p := survey(f, at, r.Now, ids[at], &d.gaps)
		snaps, outcome := p.fates(wanted{ids: ids[at], remove: true})
		d.money = append(d.money, tally{p, outcome, snaps})
		for _, s := range snaps {
			d.Snapshots = append(d.Snapshots, s.Fate)
		}
	}
	return d
}

// snapshot puts one snapshot into the plan: its row, and the step that deletes
// it or what stops that.
func (d *deletion) snapshot(p *place, f *fated) {
	id := f.Fate.SnapshotID
	s := subject{Target{p.at, id}, nil, id}
	why := stopsSnapshotDelete(d.facts, s.Target)
	if needs := p.others(id, nil); why == "" && len(needs) > 0 {
		why = listed(needs) + " cannot do without it; deregister that first, or delete the snapshot with it"
	}
	if f.snap == nil {
		level := Stop
		if snap, known := d.facts.Snapshot(p.at, id); snap == nil && known {
			level = Note
		}
		d.row(s, level == Stop, "", "", "")
		d.say(level, "%s: %s.", id, why)
		return
	}
	made, gone := p.madeFor(f.snap)
	d.row(s, why != "" || !gone, ami.Age(f.snap.Started, d.Request.Now), f.Fate.Size, made)
	if why != "" {
		d.say(Stop, "%s cannot be deleted: %s.", id, why)
		return
	}
	if policy, ok := tagValue(f.snap.Tags, "aws:dlm:lifecycle-policy-id"); ok {
		d.say(Warn, "%s: Data Lifecycle Manager keeps it (%s) and deletes it by itself in time.", id, policy)
	}
	if f.snap.State.String() == "pending" {
		d.say(Warn, "%s is still being made; this cancels it.", id)
	}
	d.sharing(s)
	undo := Undo{Grade: Final, Why: notBinned(p.catchingSnapshot(f.snap))}
	if f.Fate.Fate == Binned {
		undo = Undo{Grade: Exact, Why: "from the Recycle Bin until " + moment(f.until, p.now), Calls: []Call{RestoreSnapshot{SnapshotID: id}}}
	}
	d.step(s, "delete "+id, DeleteSnapshot{SnapshotID: id}, undo)
}

// sharing notes who loses access to a snapshot.
func (d *deletion) sharing(s subject) {
	need := ami.SnapshotSharing{Where: s.At, ID: s.ID}
	list, ok := d.facts.Answer(need).(ami.Permissions)
	if !ok {
		d.gaps.add("whom the snapshots are shared with", d.facts.Why(need))
	}
	if there := granteesOf(list); len(there) > 0 {
		d.breaks("%s: %s cannot make volumes of it any more", s.name, named(there))
	}
}

// madeFor says for which image a snapshot was made, and whether no image of
// ours stands on it, which is what an orphan is.
func (p *place) madeFor(s *ami.Snapshot) (words string, orphan bool) {
	if using := p.others(s.ID.String(), nil); len(using) > 0 {
		return "in use by " + listed(using), false
	}
	id := ami.MadeFor(s.Description.Raw())
	if id == "" {
		return "—", true
	}
	id = clean(id)
	switch img, known := p.facts.Image(p.at, id); {
	case img != nil:
		return imageName(img, id) + ", which does not use it", true
	case known || p.whole:
		return id + ", which is gone", true
	}
	return id, true
}

// complete puts the rest to the plan.
func (d *deletion) complete() Plan {
	d.Cost = total(d.money)
	d.gaps.add("volumes and launch templates that name a snapshot as a disk", Beyond+"; volumes go on without it")
	d.unchecked(d.gaps.list...)
	p := d.Plan
	p.Risk, p.UndoLine = Destructive, undoLine(&p)
	what := ami.Count(len(p.Steps), "snapshot", "snapshots")
	switch {
	case len(p.Steps) > 1:
		p.Confirm = strconv.Itoa(len(p.Steps))
	case len(p.Steps) == 1:
		p.Confirm = p.Steps[0].Do.(DeleteSnapshot).SnapshotID
		what = "snapshot " + p.Confirm
	case len(p.Snapshots) == 1:
		what = "snapshot " + p.Snapshots[0].SnapshotID
	default:
		what = ami.Count(len(p.Snapshots), "snapshot", "snapshots")
	}
	p.Title = "Delete " + what
	return p
}
