package money_test

import (
	"testing"

	"tami/model/ami"
	"tami/model/money"
)

func TestCopying(t *testing.T) {
	s := snap("snap-a", "vol-1", 30)
	three := 3.0
	for name, c := range map[string]struct {
		to            string
		how           money.Copying
		once, monthly money.Bounds
	}{
		"a new key, same region":           {"us-east-1", money.Copying{From: "us-east-1", Rekeyed: true}, money.Exactly(0), money.Exactly(1.50)},
		"a new key that is made for it":    {"us-east-1", money.Copying{From: "us-east-1", Rekeyed: true, NewKey: true}, money.Exactly(0), money.Exactly(2.50)},
		"the same key, same region":        {"us-east-1", money.Copying{From: "us-east-1"}, money.Exactly(0), money.Exactly(0)},
		"the first into a region":          {"eu-west-1", money.Copying{From: "us-east-1"}, money.Exactly(0.60), money.Exactly(1.50)},
		"the next, with 3 GiB changed":     {"eu-west-1", money.Copying{From: "us-east-1", Earlier: true, ChangedGiB: &three}, money.Exactly(0.06), money.Exactly(0.15)},
		"the next, nobody knows how much":  {"eu-west-1", money.Copying{From: "us-east-1", Earlier: true}, money.AtMost(0.60), money.AtMost(1.50)},
		"between two that are near":        {"us-east-2", money.Copying{From: "us-east-1"}, money.Exactly(0.30), money.Exactly(1.50)},
		"from Singapore":                   {"us-east-1", money.Copying{From: "ap-southeast-1"}, money.Exactly(2.70), money.Exactly(1.50)},
		"somebody else's, who pays for it": {"eu-west-1", money.Copying{From: "us-east-1", OtherOwner: true}, money.Bounds{Label: money.NotOurs}, money.Exactly(1.50)},
		"to where nothing is known":        {"mx-central-1", money.Copying{From: "us-east-1"}, money.Exactly(0.60), money.Bounds{Label: money.Unknown}},
	} {
		t.Run(name, func(t *testing.T) {
			once, monthly := book(c.to, nil).Copy(&s, c.how)
			same(t, "once", once, c.once.Low, c.once.High, c.once.Label)
			same(t, "a month", monthly, c.monthly.Low, c.monthly.High, c.monthly.Label)
		})
	}
}

func TestCopyingInTime(t *testing.T) {
	for mib, fits := range map[int64]bool{225_000: true, 450_000: true, 450_001: false} {
		if money.CopyFits(mib, 15) != fits {
			t.Errorf("%d MiB in 15 minutes: %v", mib, !fits)
		}
	}
}

// TestCopiesFitTogether holds all copies between two regions to what AWS copies
// of them in a second.
func TestCopiesFitTogether(t *testing.T) {
	for mib, fits := range map[int64]bool{0: true, 1_800_000: true, 1_800_001: false} {
		if money.CopiesFit(mib, 15) != fits {
			t.Errorf("%d MiB in 15 minutes: %v", mib, !fits)
		}
	}
	if money.CopiesFit(1, 0) {
		t.Error("no time is enough")
	}
}

func TestNewImage(t *testing.T) {
	same(t, "30 and 500 GiB", book("us-east-1", nil).NewImage(30, 500), 0, 26.50, money.UpTo)
	same(t, "without a price", book("mx-central-1", nil).NewImage(30), 0, 0, money.Unknown)
}

func TestRunning(t *testing.T) {
	b := book("us-east-1", nil)
	got, unknown := b.Running(money.Launch{Type: "t3.micro", Volumes: []money.Volume{{Type: "gp3", GiB: 8}}, IPv4: true})
	same(t, "a small instance", got, 7.592+0.64+3.65, 7.592+0.64+3.65, money.Exact)
	if len(unknown) != 0 {
		t.Errorf("unknown %q", unknown)
	}
	got, _ = b.Running(money.Launch{Type: "t3.micro", Count: 2, Volumes: []money.Volume{{Type: "gp3", GiB: 8, IOPS: 4000, Throughput: 225}}})
	each := 7.592 + 0.64 + 1000*0.005 + 100*0.04
	same(t, "two with more", got, 2*each, 2*each, money.Exact)
	got, _ = b.Running(money.Launch{Type: "t3.micro", Volumes: []money.Volume{{Type: "io1", GiB: 10, IOPS: 100}}})
	same(t, "with IOPS", got, 7.592+1.25+6.5, 7.592+1.25+6.5, money.Exact)
	tiered, _ := b.Running(money.Launch{Type: "t3.micro", Volumes: []money.Volume{{Type: "io2", IOPS: 70_000}}})
	same(t, "with IOPS of every tier", tiered, 7.592+32_000*0.065+32_000*0.046+6_000*0.032, 7.592+32_000*0.065+32_000*0.046+6_000*0.032, money.Exact)
	if got, unknown := b.Running(money.Launch{Type: "zz9.huge"}); got.Label != money.Unknown || len(unknown) != 1 {
		t.Errorf("%+v %q", got, unknown)
	}
}

// TestArchivingInAChain sets what stops in the standard tier against the full
// copy that the archive keeps.
func TestArchivingInAChain(t *testing.T) {
	chain := []ami.Snapshot{snap("snap-A", "vol-1", 10), snap("snap-B", "vol-1", 10), snap("snap-C", "vol-1", 14)}
	d := disk{}
	d.write("snap-A", 0, 20, 1)
	d.copy("snap-B", "snap-A").write("snap-B", 0, 8, 2)
	d.copy("snap-C", "snap-B").write("snap-C", 20, 8, 3)
	for name, want := range map[string]struct{ standard, archive float64 }{"B": {0, 0.125}, "C": {0.20, 0.175}} {
		b := book("us-east-1", nil, chain...)
		one := pick(chain, name)
		b.Measured = d.measure(b.Lineage, ids(one))
		stops, _ := b.Freed(one)
		then := archive(one[0].ID.String(), money.GiB(one[0]))
		same(t, name+" in the standard tier", stops, want.standard, want.standard, money.Measured)
		same(t, name+" in the archive", b.Part(&then).Bounds, want.archive, want.archive, money.Exact)
	}
}
