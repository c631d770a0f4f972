package contract

import (
	"math/rand/v2"
	"strings"
	"testing"
	"testing/synctest"

	"tami/awsclient/sim"
	"tami/model/op"
)

// madeOnes are the images of a name in the region of the checks.
func madeOnes(st *stage, name string) (list []sim.Image) {
	for _, i := range st.Capture().Regions[here().Region].Images {
		if i.Name == name {
			list = append(list, i)
		}
	}
	return list
}

// snapshotsNow counts the snapshots of the region of the checks.
func snapshotsNow(st *stage) int { return len(st.Capture().Regions[here().Region].Snapshots) }

// TestImagesAreMadeOnce loses answers at random, before AWS did the work and
// after it, cuts them short and throttles: whatever comes of it there is one
// image or none, and what is said of it is so. A copy has a token by which AWS
// knows it again; a new image is found by its name.
func TestImagesAreMadeOnce(t *testing.T) {
	instance := fleetSeed().Instances[0].InstanceId
	calls := map[string]op.Call{
		"fresh": op.CreateImage{InstanceID: instance, Name: "fresh", NoReboot: true},
		"copy":  op.CopyImage{Name: "copy", SourceID: webImage, SourceRegion: here().Region},
	}
	ways := []string{"after", "after", "reset", "reset", "hang", "malformed", "throttle", "error"}
	r := rand.New(rand.NewPCG(3, 5))
	for name, call := range calls {
		ends := map[op.State]int{}
		for range tries(200) {
			var faults []sim.Fault
			for range r.IntN(4) {
				f := sim.Fault{Service: "ec2", Action: strings.TrimPrefix(op.Operation(call), "ec2:"), Times: 1 + r.IntN(3), Do: ways[r.IntN(len(ways))]}
				if f.Do == "error" {
					f.Code, f.Status = "InternalError", 500
				}
				if r.IntN(4) == 0 { // what is looked up after a lost answer may be lost too
					faults = append(faults, sim.Fault{Service: "ec2", Action: "DescribeImages", Times: 1, Do: "reset"})
				}
				faults = append(faults, f)
			}
			synctest.Test(t, func(t *testing.T) {
				st := open(t, nil, faults...)
				before := snapshotsNow(st)
				run := st.run(t, planOf(call))
				o, made := run.Outcomes[0], madeOnes(st, name)
				ends[o.State]++
				switch {
				case len(made) > 1:
					t.Errorf("%+v: %d images are called %s", faults, len(made), name)
				case o.State == op.Done && (len(made) != 1 || o.Made["ImageId"] != made[0].ImageId || made[0].State != "available"):
					t.Errorf("%+v: it is said to be done: %+v, and there is %+v", faults, o, made)
				case o.State == op.Failed && len(made) != 0:
					t.Errorf("%+v: it is said to have failed, and there is %+v", faults, made)
				case !o.State.Over():
					t.Errorf("%+v: %s", faults, o.State)
				}
				if n := snapshotsNow(st) - before; len(made) == 1 && n != len(made[0].BlockDeviceMappings) {
					t.Errorf("%+v: %d snapshots were made of %d devices", faults, n, len(made[0].BlockDeviceMappings))
				}
			})
		}
		if ends[op.Done] < tries(120) || len(ends) < 2 {
			t.Errorf("%s: the faults were too few or too many to tell anything: %v", name, ends)
		}
	}
}

// TestMakingTellsHowFarItIs watches a copy: what is shown of it grows, and it
// ends when the image is available. Its undo leaves nothing of it.
func TestMakingTellsHowFarItIs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		st := open(t, nil)
		before := st.Capture()
		p := planOf(op.CopyImage{Name: "copy", SourceID: webImage, SourceRegion: here().Region})
		p.Steps[0].Undo = op.Undo{Grade: op.Exact, Calls: []op.Call{op.DeregisterImage{ImageID: op.Ref("1", "ImageId"), DeleteSnapshots: true}}}
		r := st.runner(t)
		id, err := r.Start(p)
		if err != nil {
			t.Fatal(err)
		}
		var seen []string
		for over := false; !over; {
			<-r.Changed()
			for _, run := range r.Runs() {
				over = run.ID == id && run.Over()
				if text := run.Outcomes[0].Progress; len(seen) == 0 || seen[len(seen)-1] != text {
					seen = append(seen, text)
				}
			}
		}
		between := 0
		for _, s := range seen {
			if strings.HasSuffix(s, " %") && s != "0 %" && s != "100 %" {
				between++
			}
		}
		if between < 2 || seen[len(seen)-1] != "available" {
			t.Errorf("it was told as %q", seen)
		}
		back, err := r.Undo(id)
		if err != nil {
			t.Fatal(err)
		}
		if undone := st.run(t, back); undone.Result() != op.AllDone || len(changedFrom(before, st.Account)) > 0 {
			t.Errorf("%+v, and there remains %q", undone.Outcomes, changedFrom(before, st.Account))
		}
	})
}

// TestKeyThatCannotBeUsedFailsLater is AWS's own surprise: the call is taken,
// and the copy fails when the key is needed.
func TestKeyThatCannotBeUsedFailsLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		st := demo(t)
		image := ""
		for _, i := range st.Capture().Regions[here().Region].Images {
			if i.OwnerId == ours && i.State == "available" && i.RootDeviceType == "ebs" {
				image = i.ImageId
			}
		}
		p := planOf(op.CopyImage{Name: "locked out", SourceID: image, SourceRegion: here().Region, Encrypted: true, KeyID: "alias/nobody"},
			op.EnableProtection{ImageID: op.Ref("1", "ImageId")})
		run := st.run(t, p)
		if o := run.Outcomes[0]; o.State != op.Failed || !strings.Contains(o.Problem.Error(), "key") || run.Outcomes[1].State != op.Skipped {
			t.Errorf("%+v", run.Outcomes)
		}
	})
}
