package contract

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"tami/awsclient"
	"tami/awsclient/sim"
	"tami/model/op"
)

// herd is an account whose images stand on snapshots of every kind of fate. An
// image has its name from what is behind it, and its number from its place.
func herd() sim.Seed {
	const made = "1999-06-01T00:00:00.000Z"
	region := &sim.RegionSeed{
		RecycleBinRules: []sim.RecycleBinRule{
			{Identifier: "rule-images", ResourceType: "EC2_IMAGE", Status: "available", ResourceTags: []sim.RecycleBinTag{{ResourceTagKey: "bin", ResourceTagValue: "image"}},
				RetentionPeriod: &sim.RetentionPeriod{RetentionPeriodValue: 7, RetentionPeriodUnit: "DAYS"}},
			{Identifier: "rule-snapshots", ResourceType: "EBS_SNAPSHOT", Status: "available", ResourceTags: []sim.RecycleBinTag{{ResourceTagKey: "keep"}},
				RetentionPeriod: &sim.RetentionPeriod{RetentionPeriodValue: 3, RetentionPeriodUnit: "DAYS"}},
			{Identifier: "rule-pending", ResourceType: "EBS_SNAPSHOT", Status: "pending",
				RetentionPeriod: &sim.RetentionPeriod{RetentionPeriodValue: 30, RetentionPeriodUnit: "DAYS"}},
		},
	}
	snapshot := func(name, owner string, tags ...sim.Tag) {
		region.Snapshots = append(region.Snapshots, sim.Snapshot{SnapshotId: herdSnapshot(name), OwnerId: owner, State: "completed", Progress: "100%",
			StartTime: made, VolumeSize: 8, VolumeId: "vol-" + name, Tags: tags})
	}
	keep := sim.Tag{Key: "keep", Value: "a while"}
	snapshot("sole", ours)
	snapshot("pair", ours)
	snapshot("kept", ours)
	snapshot("needed", ours)
	snapshot("bin", ours, keep)
	snapshot("bin-pair", ours, keep)
	snapshot("half", ours, keep)
	snapshot("locked", ours)
	snapshot("theirs", others)
	snapshot("backup", ours, sim.Tag{Key: "aws:backup:source-resource", Value: "x"})
	snapshot("cold", ours)
	snapshot("tag", ours)
	region.Snapshots[10].StorageTier = "archive"
	region.SnapshotTierStatuses = []sim.SnapshotTierStatus{{SnapshotId: herdSnapshot("cold"), OwnerId: ours, StorageTier: "archive", ArchivalCompleteTime: made}}
	region.LockedSnapshots = []sim.LockedSnapshot{{SnapshotId: herdSnapshot("locked"), OwnerId: ours, LockState: "governance", LockExpiresOn: "2090-01-01T00:00:00.000Z"}}
	for n, i := range herdImages() {
		image := sim.Image{ImageId: herdID(n), Name: i.name, OwnerId: ours, State: i.state, CreationDate: made, ImageType: "machine", Architecture: "x86_64",
			RootDeviceName: "/dev/xvda", RootDeviceType: "ebs", VirtualizationType: "hvm", DeregistrationProtection: "disabled"}
		for d, s := range strings.Fields(i.snapshots) {
			image.BlockDeviceMappings = append(image.BlockDeviceMappings, sim.BlockDeviceMapping{DeviceName: "/dev/xvd" + string(rune('a'+d)),
				Ebs: &sim.EbsBlockDevice{SnapshotId: herdSnapshot(s), VolumeSize: new(8), VolumeType: "gp3", DeleteOnTermination: new(true)}})
		}
		if i.binned {
			image.Tags = []sim.Tag{{Key: "bin", Value: "image"}}
		}
		region.Images = append(region.Images, image)
	}
	return sim.Seed{Account: ours, Regions: map[string]*sim.RegionSeed{"us-east-1": region}}
}

type herdImage struct {
	name, state, snapshots string
	binned                 bool // a rule of the Recycle Bin catches it
}

func herdImages() []herdImage {
	const on, off = "available", "disabled"
	return []herdImage{
		{"alone", on, "sole", false},
		{"one of a pair", on, "pair", false},
		{"other of a pair", off, "pair kept", false},
		{"on a snapshot that another needs", on, "kept needed", true},
		{"disabled and in need", off, "needed", false},
		{"to the bin", on, "bin", true},
		{"one of a pair to the bin", on, "bin-pair", true},
		{"other of a pair to the bin", on, "bin-pair bin-pair", true},
		{"only its snapshot to the bin", on, "half", false},
		{"only itself to the bin", on, "tag", true},
		{"locked", on, "locked", true},
		{"on another account", on, "theirs", true},
		{"on one of a vault", on, "backup", true},
		{"archived", off, "cold", false},
		{"on what is gone", on, "gone", false},
	}
}

func herdID(n int) string { return fmt.Sprintf("ami-%017x", n+1) }

// herdSnapshot is the ID of a snapshot: its name, spelled in hexadecimal.
func herdSnapshot(name string) string {
	return "snap-" + fmt.Sprintf("%x", name+"00000000000000000")[:17]
}

// TestFatesComeTrue deregisters images alone, with their neighbours, which may
// stand on the same snapshots, and all at once, with their snapshots and
// without: what becomes of each snapshot is what the plan said of it, and what
// it promised to bring back comes back.
func TestFatesComeTrue(t *testing.T) {
	t.Parallel()
	seen := map[op.FateKind]int{}
	var all []int
	for n := range herdImages() {
		all = append(all, n)
	}
	sets := [][]int{all}
	for n := range all {
		for end := n + 1; end <= min(n+3, len(all)); end++ {
			sets = append(sets, all[n:end])
		}
	}
	for _, set := range sets {
		for _, remove := range []string{"true", "false"} {
			bubble(t, fmt.Sprintf("%v, snapshots too %s", set, remove), func(t *testing.T) {
				for _, f := range deregisterHerd(t, set, remove) {
					seen[f.Fate]++
				}
			})
		}
	}
	for _, fate := range []op.FateKind{op.Deleted, op.Orphaned, op.Kept, op.Binned, op.NotOurs} {
		if seen[fate] == 0 {
			t.Errorf("no snapshot was %s", fate)
		}
	}
}

func deregisterHerd(t *testing.T, set []int, remove string) []op.Fate {
	a, err := sim.New(sim.Options{Seed: herd(), Speed: 1})
	if err != nil {
		t.Fatal(err)
	}
	st := &stage{Account: a, folder: t.TempDir(), options: awsclient.Options{Transport: a.Transport()}}
	var targets []op.Target
	for _, n := range set {
		targets = append(targets, op.Target{At: here(), ID: herdID(n)})
	}
	p, ok := newPlanner(t, st).plan(*op.Find("deregister"), op.Values{"delete-snapshots": {remove}}, targets...)
	if !ok {
		t.Fatalf("there is no plan: %v", p.Stopped())
	}
	before := st.Capture()
	run := st.run(t, p)
	if run.Result() != op.AllDone {
		t.Fatalf("%+v", run.Outcomes)
	}
	after := st.Capture()
	for _, f := range p.Snapshots {
		if is := whereabouts(after, f.SnapshotID); !slices.Contains(meant(f.Fate), is) {
			t.Errorf("%s was to be %s (%s), and is %s", f.SnapshotID, f.Fate, f.Why, is)
		}
	}
	for _, s := range before.Regions["us-east-1"].Snapshots {
		told := slices.ContainsFunc(p.Snapshots, func(f op.Fate) bool { return f.SnapshotID == s.SnapshotId })
		if is := whereabouts(after, s.SnapshotId); !told && is != "there" {
			t.Errorf("%s, of which nothing was said, is %s", s.SnapshotId, is)
		}
	}
	undoHerd(t, st, p, run, before)
	return p.Snapshots
}

// undoHerd takes a run back, and looks for each image that was to come back as
// it was. Where all of them were, nothing of the account may differ.
func undoHerd(t *testing.T, st *stage, p op.Plan, run op.Run, before sim.Seed) {
	back, err := st.runner(t).Undo(run.ID)
	if err != nil {
		t.Fatal(err)
	}
	if !back.Empty() {
		if undone := st.run(t, back); undone.Result() != op.AllDone {
			for _, o := range undone.Outcomes {
				t.Errorf("undoing, step %s is %s: %v", o.Step, o.State, o.Problem)
			}
		}
	}
	for _, s := range p.Steps {
		id := s.Do.(op.DeregisterImage).ImageID
		was, is := imageIn(before, id), imageIn(st.Capture(), id)
		if s.Undo.Grade == op.Exact && (is == nil || !reflect.DeepEqual(was, is)) {
			t.Errorf("%s (%s): was\n%+v, is\n%+v", s.Title, s.Undo.Why, was, is)
		}
		if s.Undo.Grade == op.Final && is != nil {
			t.Errorf("%s was final (%s), and it came back", s.Title, s.Undo.Why)
		}
	}
	if left := changedFrom(before, st.Account); p.Grade() == op.Exact && len(left) > 0 {
		t.Errorf("all was to be undone exactly, and there remains %q", left)
	}
}

// meant are the places where a snapshot of that fate may be.
func meant(f op.FateKind) []string {
	return map[op.FateKind][]string{op.Deleted: {"gone"}, op.Binned: {"in the bin"}, op.Kept: {"there"}, op.Orphaned: {"there"}, op.NotOurs: {"there", "gone"}}[f]
}

func whereabouts(s sim.Seed, id string) string {
	region := s.Regions["us-east-1"]
	switch {
	case slices.ContainsFunc(region.SnapshotsInRecycleBin, func(b sim.SnapshotInRecycleBin) bool { return b.SnapshotId == id }):
		return "in the bin"
	case slices.ContainsFunc(region.Snapshots, func(b sim.Snapshot) bool { return b.SnapshotId == id }):
		return "there"
	}
	return "gone"
}

func imageIn(s sim.Seed, id string) *sim.Image {
	region := s.Regions["us-east-1"]
	if slices.ContainsFunc(region.ImagesInRecycleBin, func(b sim.ImageInRecycleBin) bool { return b.ImageId == id }) {
		return nil
	}
	for i := range region.Images {
		if region.Images[i].ImageId == id {
			return &region.Images[i]
		}
	}
	return nil
}

// TestGoneMeanwhile lets an image go after the plan was looked at: its step says
// what is the matter, the others are done, and the way back is that of what was
// done.
func TestGoneMeanwhile(t *testing.T) {
	bubble(t, "gone", func(t *testing.T) {
		a, err := sim.New(sim.Options{Seed: herd(), Speed: 1})
		if err != nil {
			t.Fatal(err)
		}
		st := &stage{Account: a, folder: t.TempDir(), options: awsclient.Options{Transport: a.Transport()}}
		lost, binned := herdID(0), herdID(5)
		p, ok := newPlanner(t, st).plan(*op.Find("deregister"), op.Values{"delete-snapshots": {"true"}}, op.Target{At: here(), ID: lost}, op.Target{At: here(), ID: binned})
		if !ok {
			t.Fatal("there is no plan")
		}
		if run := st.run(t, planOf(op.DeregisterImage{ImageID: lost})); run.Result() != op.AllDone {
			t.Fatalf("%+v", run.Outcomes)
		}
		run := st.run(t, p)
		if run.Result() != op.PartlyDone {
			t.Errorf("it is %s", run.Result())
		}
		for _, s := range p.Steps {
			o := run.Outcome(s.ID)
			switch s.Do.(op.DeregisterImage).ImageID {
			case lost:
				if o.State != op.Failed || o.Problem == nil || !strings.Contains(o.Problem.Code.Raw(), "InvalidAMIID") || o.Problem.Hint == "" {
					t.Errorf("of what is gone is said: %s, %v", o.State, o.Problem)
				}
			case binned:
				if o.State != op.Done {
					t.Errorf("%s: %v", o.State, o.Problem)
				}
			}
		}
		back, err := st.runner(t).Undo(run.ID)
		if err != nil {
			t.Fatal(err)
		}
		if undone := st.run(t, back); undone.Result() != op.AllDone || imageIn(st.Capture(), binned) == nil || imageIn(st.Capture(), lost) != nil {
			t.Errorf("undone, %+v", undone.Outcomes)
		}
	})
}
