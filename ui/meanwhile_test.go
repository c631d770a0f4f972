package ui_test

import (
	"testing"

	"tami/awsclient"
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
