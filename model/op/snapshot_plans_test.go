package op_test

import (
	"strings"
	"testing"
	"time"

	"tami/model/ami"
	"tami/model/op"
	"tami/model/text"
)

func TestPlansOfDeletingSnapshots(t *testing.T) {
	change := func(f *fleet, do func(*ami.Snapshot)) *fleet { return f.snap("snap-1", do) }
	for name, c := range map[string]struct {
		fleet *fleet
		ids   string
	}{
		"orphan":      {loose(), "snap-1"},
		"bin":         {loose().rule("snapshots", 14), "snap-1"},
		"in-use":      {loose(), "snap-2"},
		"some-in-use": {loose(), "snap-1 snap-2"},
		"several":     {extra(loose()), "snap-1 snap-3"},
		"locked":      {loose().lock("snap-1", "2027-01-01T00:00:00Z"), "snap-1"},
		"foreign":     {change(loose(), func(s *ami.Snapshot) { s.OwnerID = text.Clean(partner) }), "snap-1"},
		"backup": {change(loose(), func(s *ami.Snapshot) {
			s.Description = text.Clean("This snapshot is created by the AWS Backup service.")
		}), "snap-1"},
		"shared": {loose().but(func(f *fleet) {
			f.know(ami.SnapshotSharing{Where: f.at, ID: "snap-1"}, ami.Permissions{List: []ami.Permission{account(partner)}})
		}), "snap-1"},
		"archived":   {loose().archived("snap-1", 40), "snap-1"},
		"gone":       {loose().but(func(f *fleet) { f.know(ami.OneSnapshot{Where: f.at, ID: "snap-9"}, ami.Absent{}) }), "snap-9"},
		"not-listed": {unlisted(loose()), "snap-1"},
	} {
		t.Run(name, func(t *testing.T) {
			golden(t, "delete-snapshots/"+name+".plan", sheet(c.fleet.tell().plan(t, "delete-snapshots", c.ids)))
		})
	}
}

// extra has one more snapshot, of a policy.
func extra(f *fleet) *fleet {
	f.disk("snap-3", "4/8")
	return f.snap("snap-3", func(s *ami.Snapshot) {
		s.Tags = []ami.Tag{{Key: text.Clean("aws:dlm:lifecycle-policy-id"), Value: text.Clean("policy-0a1")}}
	})
}

func TestOrphansAreWhatImagesLeftBehind(t *testing.T) {
	f := extra(loose()).add("ami-0dead02", "alive", "snap-4 8").lineage(nil)
	f.disk("snap-5", "8")
	f.snap("snap-5", func(s *ami.Snapshot) { s.Description = text.Clean("Created by CreateImage(i-0a1) for ami-0dead02") })
	f.snap("snap-2", func(s *ami.Snapshot) {
		s.Description = text.Clean("Copied for DestinationAmi ami-0dead03 from SourceAmi ami-1")
	})
	f.tell()
	orphans, not := op.Orphans(f.Facts(), f.at)
	var got []string
	for _, o := range orphans {
		got = append(got, o.Snapshot.ID.String()+" of "+o.ImageID)
	}
	if s := strings.Join(got, ", "); s != "snap-1 of ami-0dead01" || len(not) != 0 {
		t.Errorf("orphans %q, not checked %v", s, not)
	}
	half := unlisted(loose().lineage(nil)).tell()
	if orphans, not := op.Orphans(half.Facts(), half.at); len(orphans) != 0 || len(not) != 1 || !strings.Contains(not[0].Why, "ec2:DescribeImages") {
		t.Errorf("without the images: %v, not checked %v", orphans, not)
	}
	none := loose().tell()
	if orphans, not := op.Orphans(none.Facts(), none.at); len(orphans) != 0 || len(not) != 1 || not[0].Why != "not answered yet" {
		t.Errorf("without the snapshots: %v, not checked %v", orphans, not)
	}
}

// binFleet has two images in the bin, with snapshots that say they were made
// for one of them, and one that says nothing.
func binFleet(rules ...string) *fleet {
	f := newFleet("us-east-1")
	for _, r := range rules {
		of, tag, _ := strings.Cut(r, "/")
		if tag == "" {
			f.rule(of, 7)
		} else {
			f.rule(of, 7, tag)
		}
	}
	entered, leaves := ami.DateOf(noon().Add(-30*time.Hour)), ami.DateOf(noon().AddDate(0, 0, 6))
	entry := func(id, name, description string) ami.Binned {
		return ami.Binned{ID: text.Clean(id), Name: text.Clean(name), Description: text.Clean(description), Entered: entered, Leaves: leaves}
	}
	return f.but(func(f *fleet) {
		f.know(ami.BinnedImages{Where: f.at}, ami.BinnedImageList{List: []ami.Binned{entry("ami-1", "web-2026.08.01", ""), entry("ami-2", "db-2026.08.01", "")}})
		f.know(ami.BinnedSnapshots{Where: f.at}, ami.BinnedSnapshotList{List: []ami.Binned{
			entry("snap-1", "", "Created by CreateImage(i-0a1) for ami-1"), entry("snap-2", "", "Created by CreateImage(i-0a1) for ami-1"), entry("snap-3", "", "by hand"),
		}})
		f.know(ami.SnapshotsMadeFor{Where: f.at, ImageID: "ami-1"}, ami.SnapshotIDs{})
		f.know(ami.SnapshotsMadeFor{Where: f.at, ImageID: "ami-2"}, ami.SnapshotIDs{})
	})
}

func TestPlansOfRestoring(t *testing.T) {
	for name, c := range map[string]struct {
		fleet *fleet
		ids   string
	}{
		"image":            {binFleet("images snapshots"), "ami-1"},
		"image-and-all":    {binFleet("images snapshots"), "ami-1 snap-1 snap-2 snap-3"},
		"images":           {binFleet("images snapshots"), "ami-1 ami-2"},
		"snapshot":         {binFleet("snapshots"), "snap-3"},
		"without-rule":     {binFleet(), "ami-1"},
		"rule-by-tag":      {binFleet("images snapshots/env=prod"), "ami-1"},
		"not-there":        {binFleet("images"), "ami-9"},
		"bin-not-readable": {binFleet("images").but(func(f *fleet) { f.deny(ami.BinnedImages{Where: f.at}, "ec2:ListImagesInRecycleBin") }).hush(), "ami-1"},
	} {
		t.Run(name, func(t *testing.T) {
			golden(t, "restore/"+name+".plan", sheet(c.fleet.tell().plan(t, "restore", c.ids)))
		})
	}
}

// hush keeps what is in the bin from being told.
func (f *fleet) hush() *fleet {
	f.hushed = ami.BinnedImages{Where: f.at}
	return f
}

// run carries a plan out: every step is done, with the answers of AWS about
// snapshots given as "step snap code".
func run(p op.Plan, parts ...string) op.Run {
	r := op.Start("run", p, noon())
	for _, s := range p.Steps {
		o := op.Outcome{Step: s.ID, State: op.Done}
		for _, part := range parts {
			if w := strings.Fields(part); w[0] == s.ID {
				o.Parts = append(o.Parts, op.Part{ID: w[1], Code: w[2]})
			}
		}
		r.Apply(op.Event{Outcome: o})
	}
	r.Apply(op.Event{End: true, At: noon()})
	return r
}

func TestWhatStayedIsAPlanOfItsOwn(t *testing.T) {
	shared := func() *fleet {
		return newFleet("us-east-1").add("ami-a", "a", "snap-a 8", "snap-s 20").add("ami-b", "b", "snap-s").add("ami-c", "c", "snap-c 8").add("ami-d", "d", "snap-c")
	}
	stays := func(r op.Run) string {
		q, some := r.Stayed()
		var ids []string
		for _, t := range q.Targets {
			ids = append(ids, t.At.Region+" "+t.ID)
		}
		if some != (len(ids) > 0) || some && q.Action != "snapshot.delete" {
			t.Errorf("%+v %v", q, some)
		}
		return strings.Join(ids, ", ")
	}
	plain := shared().deregister(t, "ami-a ami-b ami-c")
	if got := stays(run(plain)); got != "us-east-1 snap-a, us-east-1 snap-s" {
		t.Errorf("of a run that deletes none: %q", got)
	}
	half := run(plain)
	half.Outcomes[1].State = op.Failed
	if got := stays(half); got != "us-east-1 snap-a" {
		t.Errorf("of a run that left one image: %q", got)
	}
	all := shared().deregister(t, "ami-a ami-b ami-c", deleting)
	if got := stays(run(all, "1 snap-a success", "2 snap-s success")); got != "" {
		t.Errorf("of a run that deletes all: %q", got)
	}
	if got := stays(run(all, "1 snap-a missing-permissions", "2 snap-s success")); got != "us-east-1 snap-a" {
		t.Errorf("of a run that may not delete: %q", got)
	}
	if got := stays(run(all)); got != "" {
		t.Errorf("of a run whose answers were lost: %q", got)
	}
}

// TestUndoRestoresWhatWent takes back a run of two images with a snapshot in
// common: it comes back first, and only when it went.
func TestUndoRestoresWhatWent(t *testing.T) {
	p := newFleet("us-east-1").add("ami-a", "a", "snap-s 20").add("ami-b", "b", "snap-s").rule("images snapshots", 7).deregister(t, "ami-a ami-b", deleting)
	undo := func(r op.Run) string {
		var steps []string
		for _, s := range r.Undo().Steps {
			steps = append(steps, s.ID+strings.Join(s.After, ",")+" "+strings.TrimPrefix(op.Operation(s.Do), "ec2:"))
		}
		return strings.Join(steps, "; ")
	}
	if got := undo(run(p, "2 snap-s success")); got != "1 RestoreSnapshotFromRecycleBin; 21 RestoreImageFromRecycleBin; 32 RestoreImageFromRecycleBin" {
		t.Errorf("of all: %s", got)
	}
	if got := undo(run(p, "2 snap-s client-error")); got != "1 RestoreImageFromRecycleBin; 21 RestoreImageFromRecycleBin" {
		t.Errorf("of a snapshot that stayed: %s", got)
	}
}
