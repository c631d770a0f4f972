package cli_test

import (
	"context"
	"strings"
	"testing"

	"tami/awsclient"
	"tami/awsclient/journal"
	"tami/model/ami"
	"tami/model/op"
	"tami/ui/cli"
)

// cutOff writes down a run whose tami ended before its first step.
func cutOff(t *testing.T, r *rig, id string) {
	t.Helper()
	folder := t.TempDir()
	r.Change = func(ctx context.Context, b cli.Backend, _ cli.Target) (cli.Runner, error) {
		return awsclient.NewRunner(ctx, b.(*awsclient.Client), awsclient.RunnerOptions{Folder: folder}), nil
	}
	p := op.Plan{Action: "image.disable", Title: "Disable web", Steps: []op.Step{{
		ID: "1", At: ami.Where{Region: "us-east-1"}, Title: "disable web", Do: op.DisableImage{ImageID: newestWeb},
		Undo: op.Undo{Grade: op.Exact, Calls: []op.Call{op.EnableImage{ImageID: newestWeb}}},
	}}}
	book, err := journal.In(folder).Begin(op.Start(id, p, noon()))
	if err != nil {
		t.Fatal(err)
	}
	if err := book.Close(); err != nil {
		t.Fatal(err)
	}
}

// A run that was cut off is gone on with from a shell too, once.
func TestARunThatWasCutOffIsResumed(t *testing.T) {
	const id = "20261121-120000-0001"
	r := demo(t)
	cutOff(t, r, id)
	r.run("resume", id).want(t, cli.Refused, "--yes", "disable web")
	r.run("resume", id, "--yes", "--read-only").want(t, cli.Refused, "read-only")
	r.run("resume", id, "--yes").want(t, cli.Done, "goes on: Disable web")
	if !strings.Contains(r.stdout, "1  done") || !strings.Contains(r.state(t, newestWeb), "disabled") {
		t.Errorf("%s", r.stdout)
	}
	r.run("resume", id, "--yes").want(t, cli.Failed, "is over", "tami undo")
	r.run("undo", id, "--yes").want(t, cli.Done)
}

func TestResumeOfNothing(t *testing.T) {
	r := demo(t)
	r.run("resume", "20261121-140312-3f9a", "--yes").want(t, cli.Failed, "there is no run 20261121-140312-3f9a", "tami journal")
	r.run("resume").want(t, cli.WrongUse, "tami journal lists them")
	r.run("resume", "a", "--region", "us-east-1").want(t, cli.WrongUse, "takes no --region")
}
