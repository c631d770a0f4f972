package contract

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/synctest"

	"tami/awsclient/sim"
	"tami/model/op"
)

// makings are an instance, an image and a copy to be made beside each other,
// and how many instances the launch asks for.
func makings(seed sim.Seed, count int) op.Plan {
	i := seed.Regions[here().Region].Instances[0]
	p := planOf(op.RunInstances{ImageID: webImage, Type: "t4g.micro", Count: count, Subnet: i.SubnetId},
		op.CreateImage{InstanceID: i.InstanceId, Name: "fresh", NoReboot: true},
		op.CopyImage{Name: "copy", SourceID: binImage, SourceRegion: here().Region})
	for n := range p.Steps {
		p.Steps[n].After = nil
	}
	return p
}

// mishaps are faults of the calls that make something, and of the questions by
// which a lost answer is looked up.
func mishaps(r *rand.Rand) (faults []sim.Fault) {
	ways := []string{"after", "after", "after", "reset", "reset", "hang", "malformed", "throttle", "error"}
	for _, looked := range [][2]string{{"RunInstances", "DescribeInstances"}, {"CreateImage", "DescribeImages"}, {"CopyImage", "DescribeImages"}} {
		for range r.IntN(4) {
			f := sim.Fault{Service: "ec2", Action: looked[0], Times: 1 + r.IntN(3), Do: ways[r.IntN(len(ways))]}
			if f.Do == "error" {
				f.Code, f.Status = "InternalError", 500
			}
			faults = append(faults, f)
			if r.IntN(4) == 0 {
				faults = append(faults, sim.Fault{Service: "ec2", Action: looked[1], Times: 1, Do: "reset"})
			}
		}
	}
	return faults
}

// TestNothingIsMadeTwice loses answers at random, before AWS did the work and
// after it, cuts them short, delays and throttles them: whatever comes of it,
// there is one launch or none, one image or none and one copy or none, and what
// is said of each is so. A launch and a copy have a token by which AWS knows
// them again; a new image is found by its name.
func TestNothingIsMadeTwice(t *testing.T) {
	var seed sim.Seed
	synctest.Test(t, func(*testing.T) { seed = stageSeed() })
	for part := range 4 {
		t.Run(fmt.Sprint("part ", part+1), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(7, uint64(part))) //nolint:gosec // the same faults each time
			ends := []map[op.State]int{{}, {}, {}}
			folder := quickFolder(t)
			for n := range tries(250) {
				faults, count := mishaps(r), 1+r.IntN(3)
				synctest.Test(t, func(t *testing.T) { madeOnce(t, seed, faults, count, filepath.Join(folder, fmt.Sprint(n)), ends) })
			}
			for n, states := range ends {
				if states[op.Done] < tries(150) || states[op.Failed]+states[op.Doubtful] < tries(5)/2 {
					t.Errorf("step %d: the faults were too few or too many to tell anything: %v", n, states)
				}
			}
		})
	}
}

// madeOnce makes one of each, and counts what there is then.
func madeOnce(t *testing.T, seed sim.Seed, faults []sim.Fault, count int, folder string, ends []map[op.State]int) {
	a, err := sim.New(sim.Options{Seed: seed, Faults: faults})
	if err != nil {
		t.Fatal(err)
	}
	st := &stage{Account: a, folder: folder}
	st.options.Transport = a.Transport()
	run := st.run(t, makings(seed, count))
	is, was := a.Capture().Regions[here().Region], seed.Regions[here().Region]
	launched := len(is.Instances) - len(was.Instances)
	for _, one := range is.Reservations {
		launched += len(one.Instances)
	}
	for n, made := range []int{launched / count, imagesCalled(is, "fresh"), imagesCalled(is, "copy")} {
		o := run.Outcomes[n]
		ends[n][o.State]++
		switch {
		case made > 1 || launched%count != 0:
			t.Errorf("%+v: step %d was done more than once: %d instances of %d, %d images", faults, n, launched, count, made)
		case o.State == op.Done && made != 1, o.State == op.Failed && made != 0, !o.State.Over():
			t.Errorf("%+v: it is said to be %s, and was done %d times: %+v", faults, o.State, made, o)
		}
	}
	disks := 0
	for _, i := range is.Images {
		if i.Name == "fresh" || i.Name == "copy" {
			disks += len(i.BlockDeviceMappings)
		}
	}
	if made := len(is.Snapshots) - len(was.Snapshots); made != disks {
		t.Errorf("%+v: %d snapshots were made for %d disks", faults, made, disks)
	}
}

// quickFolder is a folder in memory where there is such a thing: a thousand
// journals wait for the disk longer than for anything else.
func quickFolder(t *testing.T) string {
	folder, err := os.MkdirTemp("/dev/shm", "tami-journals-") //nolint:usetesting // t.TempDir is on the disk
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	return folder
}

func imagesCalled(r *sim.RegionSeed, name string) (n int) {
	for i := range slices.Values(r.Images) {
		if i.Name == name {
			n++
		}
	}
	return n
}
