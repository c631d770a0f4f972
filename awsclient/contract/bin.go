package contract

import (
	"slices"
	"testing"

	"tami/awsclient"
	"tami/awsclient/sim"
	"tami/model/ami"
)

// recycleBin checks what lies in the bin against the rules that put it there.
func recycleBin(t *testing.T, g Target) {
	c := awsclient.New(g.Options)
	at := ami.Where{Region: g.Region}
	images := good(t, c, ami.BinnedImages{Where: at})[0].Body.(ami.BinnedImageList).List
	snapshots := good(t, c, ami.BinnedSnapshots{Where: at})[0].Body.(ami.BinnedSnapshotList).List
	rules := good(t, c, ami.BinRules{Where: at})[0].Body.(ami.BinRuleList).List
	for _, b := range slices.Concat(images, snapshots) {
		if b.ID.IsZero() || !b.Entered.Known() || !b.Leaves.Known() || b.Leaves.UnixMilli() <= b.Entered.UnixMilli() {
			t.Errorf("%+v", b)
		}
	}
	kinds := map[string]int{}
	for _, r := range rules {
		kinds[r.Resource]++
		if r.ID.IsZero() || r.Days < 1 || r.Status.IsZero() || r.Lock.IsZero() || r.Missing != nil {
			t.Errorf("%+v", r)
		}
	}
	if !g.Uses {
		return
	}
	tagged := slices.ContainsFunc(rules, func(r ami.BinRule) bool { return len(r.Tags) > 0 && r.Locked() })
	if len(images) == 0 || len(snapshots) == 0 || kinds[ami.BinOfImages] == 0 || kinds[ami.BinOfSnapshots] == 0 || !tagged {
		t.Errorf("%d images, %d snapshots, rules %+v", len(images), len(snapshots), rules)
	}
	madeFor(t, c, g)
}

// madeFor holds the snapshots that say they were made for an image against the
// mapping of that image.
func madeFor(t *testing.T, c *awsclient.Client, g Target) {
	found := 0
	for _, i := range some(t, c, g)[:3] {
		ids := good(t, c, ami.SnapshotsMadeFor{Where: ami.Where{Region: g.Region}, ImageID: i.ID.Raw()})[0].Body.(ami.SnapshotIDs).List
		for _, id := range ids {
			found++
			if !slices.ContainsFunc(i.Devices, func(d ami.Device) bool { return d.EBS != nil && d.EBS.SnapshotID == id }) {
				t.Errorf("%s is not in the mapping of %s", id, i.ID)
			}
		}
	}
	if found == 0 {
		t.Error("no snapshot says which image it was made for")
	}
}

// ruleDenied checks that the rules are told although what each of them catches
// may not be looked up.
func ruleDenied(t *testing.T, g Target) {
	n := ami.BinRules{Where: ami.Where{Region: g.Region}}
	f := Ask(t, awsclient.New(g.Faults(t, sim.Fault{Do: "deny", Action: "GetRule"})), n)[n][0]
	list, ok := f.Body.(ami.BinRuleList)
	if !ok || len(list.List) == 0 {
		t.Fatalf("%+v", f)
	}
	for _, r := range list.List {
		if r.Missing == nil || r.Missing.Action != "rbin:GetRule" || r.Days == 0 {
			t.Errorf("%+v", r)
		}
	}
}

func allowedImages(t *testing.T, g Target) {
	s := good(t, awsclient.New(g.Options), ami.AllowedImages{Where: ami.Where{Region: g.Region}})[0].Body.(ami.AllowedSettings)
	if !slices.Contains([]string{"disabled", "audit-mode", "enabled"}, s.State.String()) || s.ManagedBy.IsZero() {
		t.Errorf("%+v", s)
	}
}
