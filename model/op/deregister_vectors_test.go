package op_test

import (
	"math"
	"strings"
	"testing"

	"tami/model/ami"
	"tami/model/op"
	"tami/model/text"
)

// figures are what a plan does to the bill.
type figures struct{ low, high, stays, once float64 }

func near(a, b float64) bool { return math.Abs(a-b) < 1e-6 }

// TestFiguresOfDeregistering holds plans to figures that were worked out by
// hand from AWS's price list.
func TestFiguresOfDeregistering(t *testing.T) {
	const early = 100 * 0.0125 * 50 / 30
	one := func() *fleet { return newFleet("us-east-1").add("ami-1", "one", "snap-1 8") }
	chain := func() *fleet {
		f := newFleet("us-east-1").add("ami-a", "a", "snap-a 10").add("ami-b", "b", "snap-b 10").add("ami-c", "c", "snap-c 12")
		for i, id := range []string{"snap-a", "snap-b", "snap-c"} {
			f.snap(id, func(s *ami.Snapshot) {
				s.VolumeID, s.Started = text.Clean("vol-1"), ami.DateOf(noon().AddDate(0, 0, i-9))
			})
		}
		return f.lineage(map[string]string{"vol-1": ""})
	}
	shared := func() *fleet { return newFleet("us-east-1").add("ami-a", "a", "snap-s 20").add("ami-b", "b", "snap-s") }
	cold := func() *fleet {
		f := newFleet("us-east-1").add("ami-1", "cold", "snap-1 100").archived("snap-1", 40)
		return f.image("ami-1", func(i *ami.Image) { i.State = text.Clean("disabled") })
	}
	volumes := func() *fleet {
		return newFleet("eu-central-1").add("ami-1", "db", "snap-r 8", "snap-d 50/200", "ephemeral0", "")
	}
	hot := func() *fleet { return newFleet("us-east-1").add("ami-1", "hot", "snap-1 8").fast("snap-1", 3) }
	for name, c := range map[string]struct {
		fleet  *fleet
		ids    string
		remove bool
		want   figures
		label  string
		fates  string
	}{
		"one, kept":                    {one(), "ami-1", false, figures{0, 0, 0.40, 0}, "exact", "snap-1 orphaned"},
		"one, deleted":                 {one(), "ami-1", true, figures{0, 0.40, 0, 0}, "up to", "snap-1 deleted"},
		"50 GiB of a volume of 200":    {newFleet("us-east-1").add("ami-1", "one", "snap-1 50/200"), "ami-1", true, figures{0, 2.50, 0, 0}, "up to", "snap-1 deleted"},
		"no word of the size":          {newFleet("us-east-1").add("ami-1", "one", "snap-1 ?/200"), "ami-1", true, figures{0, 10, 0, 0}, "up to", "snap-1 deleted"},
		"chain, the first":             {chain(), "ami-a", true, figures{0, 0.50, 0, 0}, "up to", "snap-a deleted"},
		"chain, the second":            {chain(), "ami-b", true, figures{0, 0.50, 0, 0}, "up to", "snap-b deleted"},
		"chain, the last":              {chain(), "ami-c", true, figures{0.10, 0.60, 0, 0}, "up to", "snap-c deleted"},
		"chain, first and second":      {chain(), "ami-a ami-b", true, figures{0, 1, 0, 0}, "up to", "snap-a deleted snap-b deleted"},
		"chain, second and last":       {chain(), "ami-b ami-c", true, figures{0.10, 1.10, 0, 0}, "up to", "snap-b deleted snap-c deleted"},
		"chain, first and last":        {chain(), "ami-a ami-c", true, figures{0.10, 1.10, 0, 0}, "up to", "snap-a deleted snap-c deleted"},
		"chain, all":                   {chain(), "ami-a ami-b ami-c", true, figures{0.60, 1.60, 0, 0}, "up to", "snap-a deleted snap-b deleted snap-c deleted"},
		"shared, one of two":           {shared(), "ami-a", true, figures{0, 0, 1, 0}, "exact", "snap-s kept"},
		"shared, both":                 {shared(), "ami-a ami-b", true, figures{0, 1, 0, 0}, "up to", "snap-s deleted"},
		"shared with a disabled one":   {shared().image("ami-b", func(i *ami.Image) { i.State = text.Clean("disabled") }), "ami-a", true, figures{0, 0, 1, 0}, "exact", "snap-s kept"},
		"archived":                     {cold(), "ami-1", true, figures{1.25, 1.25, 0, early}, "exact", "snap-1 deleted"},
		"archived, into the bin":       {cold().rule("snapshots", 30), "ami-1", true, figures{1.25, 1.25, 0, 100 * 0.0125 * 20 / 30}, "exact", "snap-1 binned"},
		"several volumes":              {volumes(), "ami-1", true, figures{0, 3.132, 0, 0}, "up to", "snap-r deleted snap-d deleted"},
		"several volumes, one needed":  {volumes().add("ami-z", "z", "snap-d"), "ami-1", true, figures{0, 0.432, 2.70, 0}, "up to", "snap-r deleted snap-d kept"},
		"several volumes in us-east-1": {newFleet("us-east-1").add("ami-1", "db", "snap-r 8", "snap-d 50/200", "ephemeral0", ""), "ami-1", true, figures{0, 2.90, 0, 0}, "up to", "snap-r deleted snap-d deleted"},
		"somebody else's snapshot":     {one().snap("snap-1", func(s *ami.Snapshot) { s.OwnerID = text.Clean("999988887777") }), "ami-1", true, figures{}, "exact", "snap-1 not-ours"},
		"restored fast, kept":          {hot(), "ami-1", false, figures{0, 0, 0.40 + 1642.50, 0}, "exact", "snap-1 orphaned"},
		"restored fast, deleted":       {hot(), "ami-1", true, figures{1642.50, 0.40 + 1642.50, 0, 0}, "up to", "snap-1 deleted"},
		"seven days in the bin":        {newFleet("us-east-1").add("ami-1", "one", "snap-1 100").rule("images snapshots", 7), "ami-1", true, figures{0, 5, 0, 0}, "up to", "snap-1 binned"},
		"locked":                       {newFleet("us-east-1").add("ami-1", "one", "snap-1 20").lock("snap-1", "2027-01-01T00:00:00Z"), "ami-1", true, figures{0, 0, 1, 0}, "exact", "snap-1 kept"},
		"a region without a price":     {newFleet("mx-central-1").add("ami-1", "one", "snap-1 10"), "ami-1", true, figures{}, "unknown", "snap-1 deleted"},
	} {
		t.Run(name, func(t *testing.T) {
			var values []string
			if c.remove {
				values = []string{deleting}
			}
			p := c.fleet.deregister(t, c.ids, values...)
			got := figures{p.Cost.StopsLow, p.Cost.StopsHigh, p.Cost.StaysHigh, p.Cost.OneTime}
			if !near(got.low, c.want.low) || !near(got.high, c.want.high) || !near(got.stays, c.want.stays) || !near(got.once, c.want.once) || p.Cost.Label != c.label {
				t.Errorf("figures %+v %q, want %+v %q", got, p.Cost.Label, c.want, c.label)
			}
			var fates []string
			for _, f := range p.Snapshots {
				fates = append(fates, f.SnapshotID+" "+string(f.Fate))
			}
			if s := strings.Join(fates, " "); s != c.fates {
				t.Errorf("fates %q, want %q", s, c.fates)
			}
			if len(p.Stopped()) > 0 {
				t.Errorf("it stops: %q", p.Stopped())
			}
		})
	}
}

// TestCountedBlocksAreExact plans with the blocks counted.
func TestCountedBlocksAreExact(t *testing.T) {
	f := newFleet("us-east-1").add("ami-1", "one", "snap-1 8").lineage(map[string]string{"vol-of-snap-1": ""}).but(func(f *fleet) {
		f.know(ami.FreedBlocks{Where: f.at, Question: "-snap-1"}, ami.BlockCount{Freed: 16384, Whole: true})
	})
	p := f.deregister(t, "ami-1", deleting)
	if p.Cost.StopsLow != 0.40 || p.Cost.StopsHigh != 0.40 || p.Cost.Label != "measured" {
		t.Errorf("%+v", p.Cost)
	}
	if fate := p.Snapshots[0]; fate.Low != 0.40 || fate.Label != "measured" {
		t.Errorf("%+v", fate)
	}
}

// TestMeasuringIsAskedForOnRequest names the questions that make bounds exact,
// only when they are wanted.
func TestMeasuringIsAskedForOnRequest(t *testing.T) {
	f := newFleet("us-east-1").add("ami-1", "one", "snap-1 8").lineage(map[string]string{"vol-of-snap-1": ""}).tell()
	for values, want := range map[string]bool{deleting: false, deleting + " measure=true": true, "measure=true": false} {
		a, r := f.request("deregister", "ami-1", strings.Fields(values)...)
		asked := false
		for _, n := range a.Needs(r, f.Facts()) {
			asked = asked || n == ami.Need(ami.FreedBlocks{Where: f.at, Question: "-snap-1"})
		}
		if asked != want {
			t.Errorf("%q: asked %v, want %v", values, asked, want)
		}
	}
}

func TestBinnedSnapshotsAreBilledUntilTheyLeave(t *testing.T) {
	p := newFleet("us-east-1").add("ami-1", "one", "snap-1 100").rule("images snapshots", 7).deregister(t, "ami-1", deleting)
	if got := strings.Join(p.Cost.Notes, "; "); got != "billed until 28 Nov 12:00: up to $ 1.17" {
		t.Errorf("notes %q", got)
	}
	if s := p.Steps[0].Undo; s.Grade != op.Exact || s.Why != "from the Recycle Bin until 28 Nov 12:00" {
		t.Errorf("undo %+v", s)
	}
}
