package ui_test

import (
	"os"
	"path/filepath"
	"testing"

	"tami/awsclient"
	"tami/awsclient/sim"
	"tami/model/ami"
	"tami/model/op"
)

// deregister takes an image away behind the program's back.
func (j *journey) deregister(name string) {
	j.t.Helper()
	for _, img := range j.seed.Regions["us-east-1"].Images {
		if img.Name != name {
			continue
		}
		runner := awsclient.NewRunner(j.t.Context(), j.client, awsclient.RunnerOptions{Folder: j.t.TempDir()})
		id, err := runner.Start(op.Plan{Title: "Deregister " + name, Steps: []op.Step{{ID: "1", At: ami.Where{Region: "us-east-1"}, Do: op.DeregisterImage{ImageID: img.ImageId}}}})
		if err != nil {
			j.t.Fatal(err)
		}
		if run, err := runner.Wait(j.t.Context(), id); err != nil || run.Result() != op.AllDone {
			j.t.Fatal(run.Result(), err)
		}
	}
}

// An image that somebody else took away while its plan was looked at is found
// out before anything is run.
func TestAnImageThatIsGoneMeanwhile(t *testing.T) {
	travel(t, options{w: 120, h: 40}, func(j *journey) {
		j.web(plainImage).Press("D").After(read).Sees("1 of 1 permitted")
		j.deregister(plainImage)
		j.account.ForgetRequests()
		j.Type(plainImage).Press("enter").After(read)
		j.Sees("Nothing was run", "gone, or not visible to us").Misses("u undoes it", "Done")
		for _, r := range j.account.Requests() {
			if r.Action == "DeregisterImage" && !r.DryRun {
				t.Error("it was deregistered all the same")
			}
		}
		j.Press("enter").After(read).Misses("u undoes it")
	})
}

// Without a journal nothing is begun, and the sheet says what to do about it.
func TestNothingBeginsWithoutAJournal(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	travel(t, options{w: 120, h: 40, journal: file}, func(j *journey) {
		before := j.account.Fingerprint()
		j.web(plainImage).Press("K").After(read).Press("enter").After(read)
		j.Sees("Not started", "journal", file).Misses("u undoes it")
		if j.account.Fingerprint() != before {
			t.Error("something was changed")
		}
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
		j.Press("enter").After(read).Sees("✓ Done").Misses("Not started")
	})
}

// A step that is denied in the middle leaves out only what depends on it; the
// sheet names the permission, and the way back is that of what was done.
func TestADeniedStepInTheMiddle(t *testing.T) {
	travel(t, options{w: 120, h: 40}, func(j *journey) {
		j.Loaded().Press("/").Type(plainImage).Press("enter", "space", "esc").Press("/").Type(secondImage).Press("enter", "space").After(rested)
		j.Press("K").After(read).Sees("2 of 2 permitted")
		j.faults(sim.Fault{Service: "ec2", Action: "EnableImageDeregistrationProtection", Do: "delay", Ms: 1, Times: 1},
			sim.Fault{Service: "ec2", Action: "EnableImageDeregistrationProtection", Do: "deny"})
		j.Press("enter").After(read)
		j.Sees("Partly done: 1 of 2 steps", "ec2:EnableImageDeregistrationProtection", "u undoes it")
		j.Press("u").After(read).Sees("1 of 1 permitted")
		j.Press("y").After(read).Sees("✓ Done")
	})
}
