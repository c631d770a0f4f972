package contract

import (
	"testing"
	"time"

	"tami/awsclient"
	"tami/awsclient/sim"
	"tami/model/ami"
	"tami/model/op"
)

// TestClocksThatAreOff: a clock that is ten minutes off costs one more attempt,
// once for each client of the SDK, and no change is made twice.
func TestClocksThatAreOff(t *testing.T) {
	for name, off := range map[string]time.Duration{"slow": 10 * time.Minute, "fast": -10 * time.Minute, "a day": 24 * time.Hour, "right": 0} {
		bubble(t, name, func(t *testing.T) {
			now := func() time.Time { return time.Now().Add(off) }
			a, err := sim.New(sim.Options{Seed: sim.Demo(now()), Now: now, ChecksTime: true})
			if err != nil {
				t.Fatal(err)
			}
			g := Target{Options: awsclient.Options{Transport: a.Transport()}, Region: "us-east-1", Account: true}
			for n, facts := range Ask(t, awsclient.New(g.Options), ami.Images{Where: here(), From: ami.Source{Kind: ami.Mine}},
				ami.Instances{Where: here()}, ami.Caller{}, ami.Groups{Where: here()}, ami.Aliases{Where: here()}, ami.BinRules{Where: here()}) {
				if p := facts[len(facts)-1].Problem; p != nil {
					t.Errorf("%T: %v", n, p)
				}
			}
			times := map[string]int{}
			for _, r := range a.Requests() {
				times[r.Action]++
			}
			for _, once := range []string{"DescribeImages", "DescribeAutoScalingGroups", "ListAliases", "GetCallerIdentity"} {
				if n := times[once]; n == 0 || n > 2 {
					t.Errorf("%s was asked %d times", once, n)
				}
			}
		})
		bubble(t, "changes, "+name, func(t *testing.T) {
			now := func() time.Time { return time.Now().Add(off) }
			a, err := sim.New(sim.Options{Seed: stageSeed(), Speed: 1, Now: now, ChecksTime: true})
			if err != nil {
				t.Fatal(err)
			}
			st := &stage{Account: a, folder: t.TempDir(), wire: &wire{inner: a.Transport(), effects: map[string]int{}}}
			tries := 0
			st.wire.hook = func(int, string) { tries++ }
			st.options = awsclient.Options{Transport: st.wire}
			run := st.run(t, planOf(op.ModifyDescription{ImageID: webImage, Text: "x"}, op.CreateTags{IDs: []string{webImage}, Tags: []op.Tag{{Key: "a"}}}))
			if run.Result() != op.AllDone || tries > 3 {
				t.Errorf("%s after %d tries: %+v", run.Result(), tries, run.Outcomes)
			}
			if st.wire.all != 2 {
				t.Errorf("%d changes were made", st.wire.all)
			}
		})
	}
}

// TestFailedInPart denies the third of five deletions: four are done, the one
// is named with the permission that lacks, and done alone later.
func TestFailedInPart(t *testing.T) {
	bubble(t, "five", func(t *testing.T) {
		seed := stageSeed()
		ids := []string{"snap-00000000000000001", "snap-00000000000000002", "snap-00000000000000003", "snap-00000000000000004", "snap-00000000000000005"}
		var calls []op.Call
		for _, id := range ids {
			seed.Regions["us-east-1"].Snapshots = append(seed.Regions["us-east-1"].Snapshots, sim.Snapshot{SnapshotId: id, OwnerId: ours,
				State: "completed", Progress: "100%", StartTime: "1999-06-01T00:00:00.000Z", VolumeSize: 8})
			calls = append(calls, op.DeleteSnapshot{SnapshotID: id})
		}
		a, err := sim.New(sim.Options{Seed: seed, Speed: 1, Faults: []sim.Fault{{Action: "DeleteSnapshot", Skip: 2, Times: 1, Do: "deny"}}})
		if err != nil {
			t.Fatal(err)
		}
		st := &stage{Account: a, folder: t.TempDir(), wire: &wire{inner: a.Transport(), effects: map[string]int{}}}
		st.options = awsclient.Options{Transport: st.wire}
		p := planOf(calls...)
		for i := range p.Steps {
			p.Steps[i].After = nil
		}
		run := st.run(t, p)
		var left []op.Call
		for i, o := range run.Outcomes {
			if o.State == op.Done {
				continue
			}
			left = append(left, calls[i])
			if o.State != op.Failed || o.Problem == nil || o.Problem.Kind != ami.Denied || o.Problem.Action != "ec2:DeleteSnapshot" {
				t.Errorf("%+v: %v", o, o.Problem)
			}
		}
		if run.Result() != op.PartlyDone || len(left) != 1 || st.wire.all != 4 {
			t.Fatalf("%s, %d left, %d done", run.Result(), len(left), st.wire.all)
		}
		if rest := st.run(t, planOf(left...)); rest.Result() != op.AllDone || st.wire.all != 5 {
			t.Errorf("the rest: %+v", rest.Outcomes)
		}
		for what, n := range st.wire.effects {
			if n != 1 {
				t.Errorf("%s was done %d times", what, n)
			}
		}
	})
}
