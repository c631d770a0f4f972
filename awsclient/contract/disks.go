package contract

import (
	"strings"
	"testing"

	"tami/awsclient"
	"tami/awsclient/sim"
	"tami/model/ami"
)

// snapshotsOf are the snapshots behind images, each once.
func snapshotsOf(images []ami.Image) []string {
	var ids []string
	seen := map[string]bool{}
	for i := range images {
		for _, d := range images[i].Devices {
			if d.EBS != nil && !d.EBS.SnapshotID.IsZero() && !seen[d.EBS.SnapshotID.Raw()] {
				seen[d.EBS.SnapshotID.Raw()] = true
				ids = append(ids, d.EBS.SnapshotID.Raw())
			}
		}
	}
	return ids
}

// snapshotSharing checks that a snapshot says of its owner's alone whom it is
// shared with.
func snapshotSharing(t *testing.T, g Target) {
	c := awsclient.New(g.Options)
	at := ami.Where{Region: g.Region}
	shared := 0
	for _, id := range snapshotsOf(some(t, c, g)) {
		n := ami.SnapshotSharing{Where: at, ID: id}
		f := Ask(t, c, n)[n][0]
		if f.Problem != nil {
			if f.Problem.Kind != ami.NotFound { // the demonstration has one that somebody deleted
				t.Errorf("%s: %v", id, f.Problem)
			}
			continue
		}
		for _, p := range f.Body.(ami.Permissions).List {
			if p.Account.IsZero() == p.Group.IsZero() {
				t.Errorf("%s: %+v", id, p)
			}
			shared++
		}
	}
	if g.Others && shared == 0 {
		t.Error("no snapshot is shared with anybody")
	}
	if !g.Others {
		return
	}
	for _, id := range snapshotsOf(Images(t, c, g.Region, "shared")) {
		n := ami.SnapshotSharing{Where: at, ID: id}
		if p := Ask(t, c, n)[n][0].Problem; p == nil || p.Kind != ami.NotFound && (p.Action != "" || !strings.Contains(p.Title, "only the owner")) {
			t.Errorf("%s: %v", id, p)
		}
	}
}

// snapshotKeepers checks what keeps and moves snapshots: locks, fast restores
// and tiers, each of all snapshots in one request.
func snapshotKeepers(t *testing.T, g Target) {
	c := awsclient.New(g.Options)
	at := ami.Where{Region: g.Region}
	needs := []ami.Need{ami.SnapshotLock{Where: at, ID: noSnapshot}, ami.FastRestore{Where: at, ID: noSnapshot}, ami.TierStatus{Where: at, ID: noSnapshot}}
	for _, id := range snapshotsOf(Images(t, c, g.Region, "mine")) {
		needs = append(needs, ami.SnapshotLock{Where: at, ID: id}, ami.FastRestore{Where: at, ID: id}, ami.TierStatus{Where: at, ID: id})
	}
	facts := Ask(t, c, needs...)
	locks, zones, moved := 0, 0, 0
	for n, list := range facts {
		switch b := list[0].Body.(type) {
		case ami.LockBody:
			locks++
			if b.State.IsZero() || !b.Expires.Known() || !b.Holds() {
				t.Errorf("%v: %+v", n, b)
			}
		case ami.FastRestoreBody:
			zones += len(b.Zones)
			for _, z := range b.Zones {
				if z.Zone.IsZero() || z.State.IsZero() {
					t.Errorf("%v: %+v", n, b)
				}
			}
		case ami.TierBody:
			if b.Operation.String() == "archival-completed" && b.Tier.String() == "archive" && b.Percent == 100 && b.Archived.Known() {
				moved++
			}
		case ami.Absent:
		default:
			t.Errorf("%v: %+v", n, list[0])
		}
	}
	for _, n := range needs[:3] {
		if facts[n][0].Body != (ami.Absent{}) {
			t.Errorf("a snapshot that is nowhere: %+v", facts[n][0])
		}
	}
	if g.Others && (locks == 0 || zones < 2 || moved == 0) {
		t.Errorf("%d locks, %d zones, %d archived", locks, zones, moved)
	}
}

// keysOfSnapshots checks that every key of a snapshot of ours is told, by its
// manager, its state and whom it lets in, and that aliases lead to keys.
func keysOfSnapshots(t *testing.T, g Target) {
	c := awsclient.New(g.Options)
	at := ami.Where{Region: g.Region}
	byKey := map[string]string{}
	for _, a := range good(t, c, ami.Aliases{Where: at})[0].Body.(ami.AliasList).List {
		if !strings.HasPrefix(a.Name.String(), "alias/") {
			t.Errorf("%+v", a)
		}
		byKey[a.KeyID.String()] = a.Name.String()
	}
	defaults := good(t, c, ami.EBSDefaults{Where: at})[0].Body.(ami.EBSDefaultsBody)
	if (defaults.Key.IsZero() || defaults.Encrypts == ami.Unset) == (defaults.Missing == nil) {
		t.Errorf("%+v", defaults)
	}
	if !g.Others {
		return
	}
	said := map[string]bool{}
	for _, id := range snapshotsOf(Images(t, c, g.Region, "mine")) {
		b, ok := Ask(t, c, ami.OneSnapshot{Where: at, ID: id})[ami.OneSnapshot{Where: at, ID: id}][0].Body.(ami.SnapshotBody)
		if !ok || b.Snapshot.KeyID.IsZero() || said[b.Snapshot.KeyID.Raw()] {
			continue
		}
		said[b.Snapshot.KeyID.Raw()] = true
		k := good(t, c, ami.Key{Where: at, ARN: b.Snapshot.KeyID.Raw()})[0].Body.(ami.KeyBody)
		name := byKey[b.Snapshot.KeyID.Raw()[strings.LastIndexByte(b.Snapshot.KeyID.Raw(), '/')+1:]]
		if name == "" || k.State.IsZero() || (k.ManagedBy.String() == "AWS") != (name == ami.EBSAlias) || k.Missing != nil {
			t.Errorf("%s, %s: %+v", id, name, k)
		}
		if k.ManagedBy.String() == "CUSTOMER" && len(k.Accounts) == 0 {
			t.Errorf("%s lets in nobody: %+v", name, k)
		}
	}
	if len(said) < 3 {
		t.Errorf("only %d keys", len(said))
	}
}

// policyDenied checks that a key is told although its policy may not be read.
func policyDenied(t *testing.T, g Target) {
	c := awsclient.New(g.Faults(t, sim.Fault{Do: "deny", Service: "kms", Action: "GetKeyPolicy"}))
	n := ami.Key{Where: ami.Where{Region: g.Region}, ARN: "alias/prod"}
	b, ok := Ask(t, c, n)[n][0].Body.(ami.KeyBody)
	if !ok || b.ManagedBy.String() != "CUSTOMER" || b.Missing == nil || b.Missing.Action != "kms:GetKeyPolicy" {
		t.Errorf("%+v", b)
	}
}

// usageReports checks that an image without a report is told to have none.
func usageReports(t *testing.T, g Target) {
	c := awsclient.New(g.Options)
	for _, i := range some(t, c, g) {
		b := good(t, c, ami.UsageReports{Where: ami.Where{Region: g.Region}, ImageID: i.ID.Raw()})[0].Body.(ami.UsageReportList)
		for _, r := range b.List {
			if r.ID.IsZero() || r.State.IsZero() || !r.Made.Known() {
				t.Errorf("%+v", r)
			}
		}
	}
}
