package contract

import (
	"reflect"
	"testing"

	"tami/awsclient"
	"tami/model/ami"
)

// The IDs of things that are nowhere.
const (
	noImage    = "ami-0123456789abcdef0"
	noSnapshot = "snap-0123456789abcdef0"
)

func oneImage(t *testing.T, g Target) {
	c := awsclient.New(g.Options)
	at := ami.Where{Region: g.Region}
	images := append(Images(t, c, g.Region, "mine"), Images(t, c, g.Region, "shared")...)
	if g.Pages {
		images = append(images, Images(t, c, g.Region, "amazon")[:250]...) // more than one request takes
	}
	needs := []ami.Need{ami.OneImage{Where: at, ID: noImage}}
	for i := range images {
		needs = append(needs, ami.OneImage{Where: at, ID: images[i].ID.Raw()})
	}
	facts := Ask(t, c, needs...)
	for i := range images {
		f := facts[needs[i+1]][0]
		page, ok := f.Body.(ami.ImagePage)
		if ok && images[i].Pending() {
			continue // it may be ready by now
		}
		if !ok || len(page.Images) != 1 || !reflect.DeepEqual(page.Images[0], images[i]) {
			t.Errorf("%s is not as it is in the list: %+v", images[i].ID, f)
		}
	}
	if f := facts[needs[0]][0]; f.Body != (ami.Absent{}) || f.Problem != nil {
		t.Errorf("an image that is nowhere: %+v", f)
	}
}

func oneSnapshot(t *testing.T, g Target) {
	c := awsclient.New(g.Options)
	at := ami.Where{Region: g.Region}
	needs := []ami.Need{ami.OneSnapshot{Where: at, ID: noSnapshot}}
	asked := map[string]bool{}
	for _, i := range Images(t, c, g.Region, "mine") {
		for _, d := range i.Devices {
			if d.EBS != nil && !d.EBS.SnapshotID.IsZero() && !asked[d.EBS.SnapshotID.Raw()] {
				asked[d.EBS.SnapshotID.Raw()] = true
				needs = append(needs, ami.OneSnapshot{Where: at, ID: d.EBS.SnapshotID.Raw()})
			}
		}
	}
	facts := Ask(t, c, needs...)
	found := 0
	for _, n := range needs {
		f := facts[n][0]
		id := n.(ami.OneSnapshot).ID
		b, there := f.Body.(ami.SnapshotBody)
		switch {
		case there:
			found++
			if b.Snapshot.ID.String() != id || b.Snapshot.State.IsZero() || b.Snapshot.VolumeSize == 0 {
				t.Errorf("%s is answered by %+v", id, b.Snapshot)
			}
		case f.Body != (ami.Absent{}):
			t.Errorf("%s: %+v", id, f)
		}
	}
	if f := facts[needs[0]][0]; f.Body != (ami.Absent{}) || f.Problem != nil {
		t.Errorf("a snapshot that is nowhere: %+v", f)
	}
	if g.Account && found == 0 {
		t.Error("none of the account's snapshots was found")
	}
}

func instances(t *testing.T, g Target) {
	var all []ami.Instance
	for _, f := range good(t, awsclient.New(g.Options), ami.Instances{Where: ami.Where{Region: g.Region}}) {
		all = append(all, f.Body.(ami.InstancePage).Instances...)
	}
	for _, i := range all {
		if i.ID.IsZero() || i.ImageID.IsZero() || i.State.IsZero() || i.State.String() == "terminated" || !i.Launched.Known() {
			t.Errorf("%+v", i)
		}
	}
	if g.Account && len(all) == 0 {
		t.Error("no instances")
	}
}

func tagNames(t *testing.T, g Target) {
	c := awsclient.New(g.Options)
	got := map[ami.Tag]bool{}
	for _, f := range good(t, c, ami.TagNames{Where: ami.Where{Region: g.Region}}) {
		for _, tag := range f.Body.(ami.TagPage).Tags {
			got[tag] = true
		}
	}
	for _, i := range Images(t, c, g.Region, "mine") {
		for _, tag := range i.Tags {
			if !got[tag] {
				t.Errorf("%s=%s of %s is not among the tags", tag.Key, tag.Value, i.ID)
			}
		}
	}
}

// every is one need of each kind that the target can answer, in its region.
func every(t *testing.T, g Target) []ami.Need {
	t.Helper()
	at := ami.Where{Region: g.Region}
	image, snapshot := noImage, noSnapshot
	if own := Images(t, awsclient.New(g.Options), g.Region, "mine"); len(own) > 0 {
		image = own[0].ID.Raw()
		if behind := snapshotsOf(own); len(behind) > 0 {
			snapshot = behind[0]
		}
	}
	var can []ami.Need
	for _, n := range append(append(launchNeeds(at), fleetNeeds(t, g)...), []ami.Need{
		ami.Caller{}, ami.Regions{}, ami.Images{Where: at, From: ami.Source{Kind: ami.Mine}},
		ami.OneImage{Where: at, ID: noImage}, ami.OneSnapshot{Where: at, ID: noSnapshot},
		ami.Instances{Where: at}, ami.TagNames{Where: at}, ami.Profiles{},
		ami.Sharing{Where: at, ImageID: image}, ami.References{Where: at, ImageID: image}, ami.Ancestry{Where: at, ImageID: image},
		ami.Groups{Where: at}, ami.OneGroup{Where: at, Name: "none"}, ami.LaunchConfigurations{Where: at}, ami.PublicBlock{Where: at},
		ami.SnapshotSharing{Where: at, ID: snapshot}, ami.SnapshotLock{Where: at, ID: snapshot}, ami.FastRestore{Where: at, ID: snapshot},
		ami.TierStatus{Where: at, ID: snapshot}, ami.Aliases{Where: at}, ami.Key{Where: at, ARN: ami.EBSAlias}, ami.EBSDefaults{Where: at},
		ami.UsageReports{Where: at, ImageID: image}, ami.OneUsageReport{Where: at, ID: "amiur-0123456789abcdef0"},
		ami.BinnedImages{Where: at}, ami.BinnedSnapshots{Where: at}, ami.BinRules{Where: at},
		ami.SnapshotsMadeFor{Where: at, ImageID: image}, ami.AllowedImages{Where: at},
	}...) {
		if g.has(n) {
			can = append(can, n)
		}
	}
	return can
}

func allAtOnce(t *testing.T, g Target) {
	for n, facts := range Ask(t, awsclient.New(g.Options), every(t, g)...) {
		for _, f := range facts {
			if f.Problem != nil {
				t.Errorf("%T: %v", n, f.Problem)
			}
		}
	}
}
