package contract

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tami/awsclient"
	"tami/awsclient/sim"
	"tami/model/ami"
	"tami/model/op"
)

// TestNothingWithoutItsJournal lets the journal fail before a run, and in the
// middle of one.
func TestNothingWithoutItsJournal(t *testing.T) {
	bubble(t, "no folder", func(t *testing.T) {
		st := open(t, nil)
		file := filepath.Join(t.TempDir(), "file")
		if err := os.WriteFile(file, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		for _, folder := range []string{"", file, filepath.Join(file, "below")} {
			r := awsclient.NewRunner(t.Context(), awsclient.New(st.options), awsclient.RunnerOptions{Folder: folder})
			_, err := r.Start(exactPlan())
			var p *ami.Problem
			if !errors.As(err, &p) || !strings.Contains(p.Title, "journal") || p.Hint == "" {
				t.Errorf("in %q: %v", folder, err)
			}
		}
		if st.wire.all > 0 {
			t.Errorf("%d changes were made", st.wire.all)
		}
	})
}

// TestDependants fails one step: only what depends on it is left out.
func TestDependants(t *testing.T) {
	bubble(t, "dependants", func(t *testing.T) {
		st := open(t, nil, sim.Fault{Action: "DisableImage", Do: "deny"})
		p := planOf(op.DisableImage{ImageID: webImage}, op.ModifyDescription{ImageID: webImage, Text: "a"}, op.ModifyDescription{ImageID: webImage, Text: "b"},
			op.CreateTags{IDs: []string{oldImage}, Tags: []op.Tag{{Key: "a"}}})
		p.Steps[3].After = nil
		run := st.run(t, p)
		var states []op.State
		for _, o := range run.Outcomes {
			states = append(states, o.State)
		}
		if states[0] != op.Failed || states[1] != op.Skipped || states[2] != op.Skipped || states[3] != op.Done || run.Result() != op.PartlyDone {
			t.Errorf("%v, %s", states, run.Result())
		}
	})
}

// TestAtTheSameTime runs steps that have nothing to do with each other beside
// each other, and those about one thing one after the other.
func TestAtTheSameTime(t *testing.T) {
	bubble(t, "at the same time", func(t *testing.T) {
		st := open(t, nil, sim.Fault{Action: "CreateTags", Do: "delay", Ms: 1000})
		var p op.Plan
		for _, id := range []string{webImage, oldImage, safeImage, webImage} {
			p = planOf(append(calls(p), op.CreateTags{IDs: []string{id}, Tags: []op.Tag{{Key: "n", Value: stepName(len(p.Steps) + 1)}}})...)
		}
		for i := range p.Steps {
			p.Steps[i].After = nil
		}
		start := time.Now()
		run := st.run(t, p)
		if took := time.Since(start); run.Result() != op.AllDone || took != 2*time.Second {
			t.Errorf("%s after %v: %+v", run.Result(), took, run.Outcomes)
		}
		if run.Outcomes[3].Began.Before(run.Outcomes[0].Ended) {
			t.Error("two changes of one image were under way at the same time")
		}
	})
}

func calls(p op.Plan) (list []op.Call) {
	for _, s := range p.Steps {
		list = append(list, s.Do)
	}
	return list
}

// TestRefusedPlans begins nothing that may not be.
func TestRefusedPlans(t *testing.T) {
	bubble(t, "refused", func(t *testing.T) {
		st := open(t, nil)
		r := st.runner(t)
		stopped := exactPlan()
		stopped.Warnings = []op.Warning{{Level: op.Stop, Text: "It is protected."}}
		for name, p := range map[string]op.Plan{"protected": stopped, "nothing": {Title: "Nothing"}} {
			if _, err := r.Start(p); err == nil || !strings.Contains(err.Error(), name) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if err := r.Close(t.Context()); err != nil {
			t.Error(err)
		}
		if _, err := r.Start(exactPlan()); err == nil {
			t.Error("a run began after the end")
		}
		for _, id := range []string{"20260101-000000-0000", "../../x", ""} {
			if _, err := r.Undo(id); err == nil {
				t.Errorf("the run %q, which is none, can be undone", id)
			}
			if r.Settle(t.Context(), id) == nil || r.Resume(id) == nil {
				t.Errorf("the run %q, which is none, can be gone on with", id)
			}
		}
		if st.wire.all > 0 {
			t.Errorf("%d changes were made", st.wire.all)
		}
	})
}

// TestClose waits for the runs, or leaves after their call in hand.
func TestClose(t *testing.T) {
	bubble(t, "waits", func(t *testing.T) {
		st := open(t, nil, sim.Fault{Do: "delay", Ms: 5000})
		r := st.runner(t)
		if _, err := r.Start(exactPlan()); err != nil {
			t.Fatal(err)
		}
		if err := r.Close(t.Context()); err != nil || st.wire.all != len(exactPlan().Steps) {
			t.Errorf("%v after %d changes", err, st.wire.all)
		}
	})
	bubble(t, "leaves", func(t *testing.T) {
		st := open(t, nil, sim.Fault{Do: "delay", Ms: 5000})
		r := st.runner(t)
		id, err := r.Start(exactPlan())
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithTimeout(t.Context(), 7*time.Second)
		defer stop()
		if err := r.Close(ctx); err == nil || !strings.Contains(err.Error(), id) {
			t.Errorf("the end does not name what goes on: %v", err)
		}
		run, err := r.Wait(t.Context(), id)
		if err != nil || !run.Stopping || run.Outcomes[1].State != op.Done || run.Outcomes[2].State != op.NotRun {
			t.Errorf("%v %+v", err, run.Outcomes)
		}
	})
	bubble(t, "a context that ends", func(t *testing.T) {
		st := open(t, nil, sim.Fault{Do: "delay", Ms: 5000})
		ctx, stop := context.WithCancel(t.Context())
		r := awsclient.NewRunner(ctx, awsclient.New(st.options), awsclient.RunnerOptions{Folder: st.folder})
		id, err := r.Start(exactPlan())
		if err != nil {
			t.Fatal(err)
		}
		stop() // as when the terminal is gone
		if run, err := r.Wait(t.Context(), id); err != nil || run.Result() != op.AllDone {
			t.Errorf("%v %+v", err, run.Outcomes)
		}
	})
}

// TestJournalHoldsNoSecret looks for the keys that requests are signed with in
// all that is written, with failures of every kind.
func TestJournalHoldsNoSecret(t *testing.T) {
	bubble(t, "secrets", func(t *testing.T) {
		for _, do := range []string{"deny", "expired", "reset", "malformed"} {
			st := open(t, nil, sim.Fault{Action: "CreateTags", Do: do})
			run := st.run(t, exactPlan())
			raw, err := os.ReadFile(filepath.Join(st.folder, run.ID+".jsonl"))
			if err != nil || len(raw) == 0 {
				t.Fatal(err)
			}
			for _, secret := range []string{"AKIA", "Signature=", "Credential", "simulated\""} {
				if strings.Contains(string(raw), secret) {
					t.Errorf("%s: the journal holds %q", do, secret)
				}
			}
		}
	})
}

// TestForeignJournals puts files into the folder that are none of ours: they
// are said, and the runs beside them are there.
func TestForeignJournals(t *testing.T) {
	bubble(t, "foreign", func(t *testing.T) {
		st := open(t, nil)
		run := st.run(t, exactPlan())
		for name, content := range map[string]string{"zz.jsonl": "garbage\n", "20990101-000000-0000.jsonl": `{"tamiRun":99}` + "\n", "notes.txt": "x", "20980101-000000-0000.jsonl": `{"tami`} {
			if err := os.WriteFile(filepath.Join(st.folder, name), []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		r := st.runner(t)
		if runs := r.Runs(); len(runs) != 1 || runs[0].ID != run.ID {
			t.Errorf("%+v", runs)
		}
		if wrong := r.Unread(); len(wrong) != 2 || !strings.Contains(wrong[0].Error()+wrong[1].Error(), "newer tami") {
			t.Errorf("%v", wrong)
		}
	})
}
