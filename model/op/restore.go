package op

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"tami/model/ami"
)

// binRestore takes images and snapshots out of the Recycle Bin.
func binRestore() Action {
	return Action{
		ID: "bin.restore", Word: "restore", Title: "Restore", On: OnBinned, Many: true, Risk: Costly,
		Help:   "Take images and snapshots out of the Recycle Bin, the snapshots first.",
		Why:    stopsRestore,
		Needs:  restoreNeeds,
		Fields: noFields,
		Plan:   planRestore,
	}
}

// binned finds what is in the bin under an ID. read says that the bin was read.
func binned(f Facts, t Target) (entry *ami.Binned, read bool) {
	var list []ami.Binned
	if isImage(t.ID) {
		var b ami.BinnedImageList
		b, read = f.Answer(ami.BinnedImages{Where: t.At}).(ami.BinnedImageList)
		list = b.List
	} else {
		var b ami.BinnedSnapshotList
		b, read = f.Answer(ami.BinnedSnapshots{Where: t.At}).(ami.BinnedSnapshotList)
		list = b.List
	}
	if i := slices.IndexFunc(list, func(b ami.Binned) bool { return b.ID.Raw() == t.ID }); i >= 0 {
		return &list[i], true
	}
	return nil, read
}

func isImage(id string) bool { return strings.HasPrefix(id, "ami-") }

// stopsRestore is why something cannot be restored: "" when it can.
func stopsRestore(f Facts, t Target) string {
	entry, read := binned(f, t)
	if !isImage(t.ID) && !strings.HasPrefix(t.ID, "snap-") {
		return "it is neither an image (ami-…) nor a snapshot (snap-…)"
	}
	switch {
	case entry != nil:
		return ""
	case read:
		return "it is not in the Recycle Bin of " + t.At.Region
	}
	var need ami.Need = ami.BinnedSnapshots{Where: t.At}
	if isImage(t.ID) {
		need = ami.BinnedImages{Where: t.At}
	}
	return "the Recycle Bin could not be read: " + or(f.Why(need), NotAnswered)
}

func restoreNeeds(r Request, _ Facts) []ami.Need {
	var needs []ami.Need
	for _, t := range r.Targets {
		needs = append(needs, ami.Caller{Profile: t.At.Profile}, ami.BinnedImages{Where: t.At}, ami.BinnedSnapshots{Where: t.At}, ami.BinRules{Where: t.At})
		if isImage(t.ID) {
			needs = append(needs, ami.SnapshotsMadeFor{Where: t.At, ImageID: t.ID})
		}
	}
	return needs
}

// restoration is a plan for what comes back, while it is being made.
type restoration struct {
	*draft
	gaps   gaps
	places map[ami.Where]*place
	steps  map[Target]string // the step that restores a snapshot, by the snapshot
}

func planRestore(r Request, f Facts) (Plan, error) {
	if len(r.Targets) == 0 {
		return Plan{}, errors.New("restore needs something in the Recycle Bin; name an image or a snapshot by its ID")
	}
	d := &restoration{draft: begin(r, f, "FROM THE BIN", "NAME", "ENTERED", "LEAVES"), places: map[ami.Where]*place{}, steps: map[Target]string{}}
	d.Cost = &Cost{Label: "exact"}
	var images []Target
	for _, t := range r.Targets {
		switch why := stopsRestore(f, t); {
		case why != "":
			d.say(Stop, "%s cannot be restored: %s.", clean(t.ID), why)
		case isImage(t.ID):
			images = append(images, t)
		default:
			d.snapshot(t)
		}
	}
	for _, t := range images {
		d.image(t)
	}
	return d.complete(), nil
}

// place is where the rules of a bin are looked up.
func (d *restoration) place(at ami.Where) *place {
	if d.places[at] == nil {
		d.places[at] = look(d.facts, at, d.Request.Now, &d.gaps)
	}
	return d.places[at]
}

// snapshot adds the step that restores a snapshot, once.
func (d *restoration) snapshot(t Target) string {
	if id := d.steps[t]; id != "" {
		return id
	}
	entry, _ := binned(d.facts, t)
	s := subject{t, nil, clean(t.ID)}
	d.entry(entry)
	d.steps[t] = d.step(s, "restore "+s.name, RestoreSnapshot{SnapshotID: t.ID}, d.wayBack(t, ami.BinOfSnapshots, DeleteSnapshot{SnapshotID: t.ID}))
	return d.steps[t]
}

// image adds the step that restores an image, after its snapshots. Those in the
// bin that say they were made for it come along.
func (d *restoration) image(t Target) {
	entry, _ := binned(d.facts, t)
	s := subject{t, nil, clean(t.ID)}
	if !entry.Name.IsZero() {
		s.name = entry.Name.String()
	}
	var after []string
	list, read := d.facts.Answer(ami.BinnedSnapshots{Where: t.At}).(ami.BinnedSnapshotList)
	for i := range list.List {
		b := &list.List[i]
		if ami.MadeFor(b.Description.Raw()) != t.ID {
			continue
		}
		one := Target{t.At, b.ID.Raw()}
		if !slices.Contains(d.Request.Targets, one) {
			d.say(Note, "%s comes along: it says that it was made for %s.", b.ID, s.name)
		}
		after = append(after, d.snapshot(one))
	}
	if !read {
		d.gaps.add("snapshots of "+s.name+" in the Recycle Bin", or(d.facts.Why(ami.BinnedSnapshots{Where: t.At}), NotAnswered))
	}
	made := ami.SnapshotsMadeFor{Where: t.At, ImageID: t.ID}
	there, asked := d.facts.Answer(made).(ami.SnapshotIDs)
	if !asked {
		d.gaps.add("snapshots that were made for "+s.name, or(d.facts.Why(made), NotAnswered))
	}
	if len(after)+len(there.List) == 0 {
		d.say(Warn, "No snapshot that says it was made for %s was found; AWS refuses to restore an image whose snapshots are gone.", s.name)
	}
	for _, other := range d.Request.Targets { // one that does not say for which image it was made may be its own
		b, _ := binned(d.facts, other)
		if id := d.steps[other]; other.At == t.At && id != "" && ami.MadeFor(b.Description.Raw()) == "" {
			after = append(after, id)
		}
	}
	d.entry(entry)
	d.step(s, "restore "+s.name, RestoreImage{ImageID: t.ID}, d.wayBack(t, ami.BinOfImages, DeregisterImage{ImageID: t.ID}), after...)
}

// entry is the row of what is in the bin.
func (d *restoration) entry(b *ami.Binned) {
	leaves := "—"
	if b.Leaves.Known() {
		leaves = moment(b.Leaves.Time(), d.Request.Now)
	}
	d.Rows.Rows = append(d.Rows.Rows, Row{Cells: []string{b.ID.String(), b.Name.String(), ami.Age(b.Entered, d.Request.Now), leaves}})
}

// wayBack puts it back into the bin, which is sure only where a rule holds for
// everything in the region: AWS does not tell the tags of what is in the bin.
func (d *restoration) wayBack(t Target, resource string, back Call) Undo {
	p := d.place(t.At)
	keep := p.catching(resource, nil, false)
	if keep.Days == 0 {
		return Undo{Grade: Final, Why: notBinned(keep) + " when it goes again"}
	}
	return Undo{Grade: Exact, Why: "back to the Recycle Bin, for " + ami.Count(keep.Days, "day", "days"), Calls: []Call{back}}
}

// complete puts the rest to the plan.
func (d *restoration) complete() Plan {
	if len(d.Steps) > 0 {
		d.Cost.Notes = append(d.Cost.Notes, "snapshots are billed in the bin as outside it; restored they go on being billed")
	}
	if n := len(d.steps); n > 0 {
		d.Cost.Unknown, d.Cost.Label = []string{ami.Count(n, "snapshot", "snapshots") + ": AWS does not say how large while in the bin"}, "unknown"
	}
	d.unchecked(d.gaps.list...)
	p := d.Plan
	p.Risk, p.UndoLine = Costly, undoLine(&p)
	what := strconv.Itoa(len(p.Steps)) + " things"
	if len(p.Steps) == 1 {
		what = strings.TrimPrefix(p.Steps[0].Title, "restore ")
	} else if len(p.Steps) == 0 {
		what = "from the Recycle Bin"
	}
	p.Title = "Restore " + what
	return p
}
