package money_test

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"tami/model/ami"
	"tami/model/money"
	"tami/model/text"
)

const us = "111122223333"

func now() time.Time { return time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC) }

// snap is a snapshot of ours: ID, volume, data in GiB. They are as old as
// their names are early in the alphabet.
func snap(id, volume string, gib float64) ami.Snapshot {
	full := int64(gib * (1 << 30))
	return ami.Snapshot{
		ID: text.Clean(id), VolumeID: text.Clean(volume), VolumeSize: int32(math.Ceil(gib)), FullSize: &full, OwnerID: text.Clean(us),
		Tier: text.Clean("standard"), State: text.Clean("completed"), Started: ami.DateOf(now().Add(time.Duration(id[len(id)-1]) * time.Hour)),
	}
}

func archive(id string, gib float64) ami.Snapshot {
	s := snap(id, "vol-archived", gib)
	s.Tier = text.Clean("archive")
	return s
}

// book is what is known in a region, the snapshots being all of the account's.
func book(region string, origins money.Origins, snapshots ...ami.Snapshot) money.Book {
	return money.Book{Region: region, Account: us, Prices: ami.EmbeddedPrices(), Now: now(), Lineage: money.Trace(snapshots, origins, us, true)}
}

func near(a, b float64) bool { return math.Abs(a-b) < 1e-9 }

func same(t *testing.T, what string, got money.Bounds, low, high float64, label money.Label) {
	t.Helper()
	if !near(got.Low, low) || !near(got.High, high) || got.Label != label {
		t.Errorf("%s is %+v, want %g to %g, %q", what, got, low, high, label)
	}
}

func pick(all []ami.Snapshot, names string) []*ami.Snapshot {
	var picked []*ami.Snapshot
	for i := range all {
		if id := all[i].ID.String(); strings.Contains(names, id[len(id)-1:]) {
			picked = append(picked, &all[i])
		}
	}
	return picked
}

func cases(gone bool, snapshots ...ami.Snapshot) []money.Case {
	list := make([]money.Case, len(snapshots))
	for i := range snapshots {
		list[i] = money.Case{ID: snapshots[i].ID.String(), Snapshot: &snapshots[i], Delete: gone}
	}
	return list
}

func TestOneSnapshot(t *testing.T) {
	s := snap("snap-a", "vol-1", 8)
	b := book("us-east-1", nil)
	plain := b.Outcome(cases(false, s))
	same(t, "stops without deleting", plain.Stops, 0, 0, money.Exact)
	same(t, "stays without deleting", plain.Stays, 0, 0.40, money.UpTo)
	if plain.Parts[0].Fate != money.Orphaned {
		t.Errorf("fate %s", plain.Parts[0].Fate)
	}
	same(t, "stops", b.Outcome(cases(true, s)).Stops, 0, 0.40, money.UpTo)

	whole := book("us-east-1", nil, s)
	whole.Measured = map[string]ami.BlockCount{"-snap-a": {Freed: 16384, Whole: true}}
	same(t, "stops, measured", whole.Outcome(cases(true, s)).Stops, 0.40, 0.40, money.Measured)

	wide := snap("snap-a", "vol-1", 50)
	wide.VolumeSize = 200
	same(t, "50 GiB of a volume of 200", b.Part(&wide).Bounds, 0, 2.50, money.UpTo)
	wide.FullSize = nil
	if p := b.Part(&wide); !near(p.High, 10) || !strings.Contains(p.Why, "volume") {
		t.Errorf("without a data size: %+v", p)
	}
}

// TestSetsOfAChain has the bounds of every set of a chain of three, and the
// exact figures once the blocks are counted.
func TestSetsOfAChain(t *testing.T) {
	chain := []ami.Snapshot{snap("snap-A", "vol-1", 10), snap("snap-B", "vol-1", 10), snap("snap-C", "vol-1", 12)}
	for _, c := range []struct {
		names               string
		low, high           float64 // bounds
		appended, rewriting float64 // GiB freed: of a chain that grows, of one that is written over
	}{
		{"A", 0, 0.50, 4, 4},
		{"B", 0, 0.50, 0, 3},
		{"C", 0.10, 0.60, 2, 5},
		{"AB", 0, 1.00, 4, 7},
		{"BC", 0.10, 1.10, 6, 9},
		{"AC", 0.10, 1.10, 6, 9},
		{"ABC", 0.60, 1.60, 16, 19},
	} {
		t.Run(c.names, func(t *testing.T) {
			b := book("us-east-1", nil, chain...)
			got, unknown := b.Freed(pick(chain, c.names))
			if same(t, "bounds", got, c.low, c.high, money.UpTo); unknown != nil {
				t.Errorf("unknown: %q", unknown)
			}
			for name, disk := range map[string]disk{"appended": appended(), "rewriting": rewriting()} {
				want := map[string]float64{"appended": c.appended, "rewriting": c.rewriting}[name]
				b.Measured = disk.measure(b.Lineage, ids(pick(chain, c.names)))
				got, _ := b.Freed(pick(chain, c.names))
				same(t, name, got, want*0.05, want*0.05, money.Measured)
			}
		})
	}
}

func ids(snapshots []*ami.Snapshot) []string {
	var list []string
	for _, s := range snapshots {
		list = append(list, s.ID.String())
	}
	return list
}

// TestBranches has images made of instances of one golden image.
func TestBranches(t *testing.T) {
	all := []ami.Snapshot{snap("snap-G", "vol-g", 8), snap("snap-X", "vol-x", 9), snap("snap-Y", "vol-y", 8)}
	origins := money.Origins{"vol-x": "snap-G", "vol-y": "snap-G"}
	golden := disk{}
	golden.write("snap-G", 0, 16, 1)
	golden.copy("snap-X", "snap-G").write("snap-X", 0, 2, 2).write("snap-X", 16, 2, 2)
	golden.copy("snap-Y", "snap-G").write("snap-Y", 4, 1, 3)
	for names, gib := range map[string]float64{"G": 0, "X": 2, "Y": 0.5, "GX": 2.5, "XY": 2.5, "GXY": 10.5} {
		b := book("us-east-1", origins, all...)
		bounds, _ := b.Freed(pick(all, names))
		b.Measured = golden.measure(b.Lineage, ids(pick(all, names)))
		got, _ := b.Freed(pick(all, names))
		same(t, names, got, gib*0.05, gib*0.05, money.Measured)
		if bounds.Low > got.Low+1e-9 || bounds.High < got.High-1e-9 || bounds.Label != money.UpTo {
			t.Errorf("%s: bounds %+v do not hold %+v", names, bounds, got)
		}
	}
	b := book("us-east-1", origins, all...)
	same(t, "the golden one", b.Part(&all[0]).Bounds, 0, 0.40, money.UpTo)
}

func TestSharedByTwoImages(t *testing.T) {
	s := snap("snap-s", "vol-1", 20)
	b := book("us-east-1", nil)
	one := cases(true, s)
	one[0].NeededBy = []string{"ami-b"}
	o := b.Outcome(one)
	same(t, "stops", o.Stops, 0, 0, money.Exact)
	same(t, "stays", o.Stays, 0, 1.00, money.UpTo)
	if p := o.Parts[0]; p.Fate != money.Kept || p.Reason != "needed by ami-b" {
		t.Errorf("%+v", p)
	}
	both := b.Outcome(append(cases(true, s), cases(true, s)...))
	same(t, "stops with both images", both.Stops, 0, 1.00, money.UpTo)
	if len(both.Parts) != 1 {
		t.Errorf("one snapshot settled %d times", len(both.Parts))
	}
}

func TestArchivedTier(t *testing.T) {
	s := archive("snap-a", 100)
	b := book("us-east-1", nil)
	b.Archived = map[string]time.Time{"snap-a": now().AddDate(0, 0, -40)}
	o := b.Outcome(cases(true, s))
	same(t, "stops", o.Stops, 1.25, 1.25, money.Exact)
	same(t, "once", o.Once, 100*0.0125*50/30, 100*0.0125*50/30, money.Exact)
	same(t, "restoring it", b.Restore(&s), 3, 3, money.Exact)

	binned := cases(true, s)
	binned[0].BinDays = 30
	o = b.Outcome(binned)
	same(t, "billed in the bin", o.UntilThen, 1.25, 1.25, money.Exact)
	same(t, "once, after the bin", o.Once, 100*0.0125*20/30, 100*0.0125*20/30, money.Exact)
	if o.Parts[0].Fate != money.Binned {
		t.Errorf("fate %s", o.Parts[0].Fate)
	}

	restored := snap("snap-a", "vol-1", 100)
	restored.RestoreExpiry = ami.DateOf(now().AddDate(0, 0, 5))
	same(t, "restored for a while", b.Part(&restored).Bounds, 1.25, 6.25, money.UpTo)

	fresh := archive("snap-b", 40)
	b.Archived["snap-b"] = now()
	same(t, "deleted at once", b.EarlyDelete(&fresh, now()), 1.50, 1.50, money.Exact)
	old := archive("snap-c", 40)
	b.Archived["snap-c"] = now().AddDate(0, 0, -90)
	same(t, "deleted after 90 days", b.EarlyDelete(&old, now()), 0, 0, "")
	undated := archive("snap-d", 40)
	same(t, "archived nobody knows when", b.EarlyDelete(&undated, now()), 0, 1.50, money.UpTo)
}

func TestSeveralVolumes(t *testing.T) {
	root, data := snap("snap-r", "vol-r", 8), snap("snap-d", "vol-d", 50)
	same(t, "both", book("us-east-1", nil).Outcome(cases(true, root, data)).Stops, 0, 2.90, money.UpTo)
	same(t, "in Frankfurt", book("eu-central-1", nil).Outcome(cases(true, root, data)).Stops, 0, 3.132, money.UpTo)
	shared := cases(true, root, data)
	shared[1].NeededBy = []string{"ami-z"}
	o := book("us-east-1", nil).Outcome(shared)
	same(t, "stops", o.Stops, 0, 0.40, money.UpTo)
	same(t, "stays", o.Stays, 0, 2.50, money.UpTo)
}

func TestNotOurs(t *testing.T) {
	s := snap("snap-a", "vol-1", 8)
	s.OwnerID = text.Clean("999988887777")
	b := book("us-east-1", nil, s)
	for _, c := range []money.Case{{ID: "snap-a", Snapshot: &s, Delete: true}, {ID: "snap-a", Foreign: true}} {
		o := b.Outcome([]money.Case{c})
		same(t, "stops", o.Stops, 0, 0, money.Exact)
		same(t, "stays", o.Stays, 0, 0, money.Exact)
		if o.Parts[0].Fate != money.Foreign || o.Parts[0].Label != money.NotOurs || o.Unknown != nil {
			t.Errorf("%+v", o.Parts[0])
		}
	}
}

func TestFastSnapshotRestore(t *testing.T) {
	s := snap("snap-a", "vol-1", 8)
	b := book("us-east-1", nil)
	b.Zones = map[string]int{"snap-a": 3}
	same(t, "three zones", b.FastRestore("snap-a"), 1642.50, 1642.50, money.Exact)
	o := b.Outcome(cases(false, s))
	same(t, "stops", o.Stops, 0, 0, money.Exact)
	same(t, "stays", o.Stays, 1642.50, 1642.90, money.UpTo)
	o = b.Outcome(cases(true, s))
	same(t, "stops with the snapshot", o.Stops, 1642.50, 1642.90, money.UpTo)
	elsewhere := book("eu-west-1", nil)
	elsewhere.Zones = b.Zones
	if o := elsewhere.Outcome(cases(true, s)); o.Stops.Label != money.Unknown || len(o.Unknown) != 1 || !strings.Contains(o.Unknown[0], "eu-west-1") {
		t.Errorf("a price of another region was taken: %+v", o)
	}
}

func TestRecycleBin(t *testing.T) {
	list := cases(true, snap("snap-a", "vol-1", 100))
	list[0].BinDays = 7
	o := book("us-east-1", nil).Outcome(list)
	same(t, "stops", o.Stops, 0, 5, money.UpTo)
	same(t, "billed until then", o.UntilThen, 0, 5*7.0/30, money.UpTo)
}

func TestLocked(t *testing.T) {
	list := cases(true, snap("snap-a", "vol-1", 20))
	list[0].LockedUntil = "2027-01-01"
	o := book("us-east-1", nil).Outcome(list)
	same(t, "stops", o.Stops, 0, 0, money.Exact)
	same(t, "stays", o.Stays, 0, 1, money.UpTo)
	if p := o.Parts[0]; p.Fate != money.Kept || p.Reason != "locked until 2027-01-01" {
		t.Errorf("%+v", p)
	}
}

func TestEffort(t *testing.T) {
	s := snap("snap-a", "vol-1", 1024)
	b := book("us-east-1", nil, s)
	questions := b.Lineage.Questions([]string{"snap-a"})
	e := b.Effort(questions[0])
	if e.Requests != 210 || e.Lasts(money.ListQuota) != 4200*time.Millisecond || money.BlocksOf(&s) != 2_097_152 {
		t.Errorf("%+v takes %v", e, e.Lasts(money.ListQuota))
	}
	same(t, "cost", e.Cost, 0.000126, 0.000126, money.Exact)
	if got := book("eu-west-1", nil, s).Effort(questions[0]).Cost; got.Label != money.Unknown {
		t.Errorf("another region's price was taken: %+v", got)
	}
}

func TestUnknownPrice(t *testing.T) {
	s := snap("snap-a", "vol-1", 10)
	b := book("mx-central-1", nil, s)
	p := b.Part(&s)
	if p.Label != money.Unknown || p.High != 0 || p.GiB != 10 || p.Why != "price unknown (no figure for mx-central-1)" {
		t.Errorf("%+v", p)
	}
	o := b.Outcome(cases(true, s))
	if o.Stops.Label != money.Unknown || !slices.Equal(o.Unknown, []string{"snap-a: price unknown (no figure for mx-central-1)"}) {
		t.Errorf("%+v", o)
	}
	if sum, unknown := b.Freed(pick([]ami.Snapshot{s}, "a")); sum.Label != money.Unknown || len(unknown) != 1 {
		t.Errorf("%+v %q", sum, unknown)
	}
	gone := b.Outcome([]money.Case{{ID: "snap-z", Why: "it is gone, or not visible to us", Delete: true}})
	if gone.Stops.Label != money.Unknown || gone.Unknown[0] != "snap-z: it is gone, or not visible to us" {
		t.Errorf("%+v", gone)
	}
}
