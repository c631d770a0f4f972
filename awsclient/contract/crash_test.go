package contract

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tami/awsclient"
	"tami/awsclient/sim"
	"tami/model/op"
)

// death is a moment at which a process is killed: so many changes have taken
// effect, and so many lines of its journal are on disk.
type death struct{ effects, lines int }

// deaths are all moments between the plan's first word and the run's last, for
// a plan whose steps follow each other: before a step's intent, between intent
// and effect, between effect and result, after the result.
func deaths(steps int) []death {
	var all []death
	for n := range steps {
		all = append(all, death{n, 1 + 2*n}, death{n, 2 + 2*n}, death{n + 1, 2 + 2*n})
	}
	return append(all, death{steps, 1 + 2*steps})
}

// left sets a stage up on which a tami died: the account as it was then, and a
// folder with what was on disk. Nobody holds the journal's lock.
func left(t *testing.T, p op.Plan, at death) (st *stage, id string) {
	t.Helper()
	return leftOn(t, open(t, nil), p, at)
}

// leftOn is left on a stage that is set up already.
func leftOn(t *testing.T, st *stage, p op.Plan, at death) (_ *stage, id string) {
	t.Helper()
	killed, reached := make(chan struct{}), make(chan struct{})
	st.wire.hook = func(n int, _ string) {
		if n == at.effects+1 {
			select {
			case <-reached:
			default:
				close(reached)
			}
			<-killed
		}
	}
	r := st.runner(t)
	id, err := r.Start(p)
	if err != nil {
		t.Fatal(err)
	}
	over := make(chan struct{})
	go func() {
		_, _ = r.Wait(t.Context(), id)
		close(over)
	}()
	select {
	case <-reached:
	case <-over:
	}
	raw, err := os.ReadFile(filepath.Join(st.folder, id+".jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	lines := slices.Collect(strings.Lines(string(raw)))
	st.folder = t.TempDir()
	if err := os.WriteFile(filepath.Join(st.folder, id+".jsonl"), []byte(strings.Join(lines[:at.lines], "")), 0o600); err != nil {
		t.Fatal(err)
	}
	dead := st.wire
	dead.inner = nowhere{} // whatever the dead one still does reaches nothing
	close(killed)
	<-over
	st.wire = &wire{inner: st.Transport(), effects: dead.effects}
	st.options.Transport = st.wire
	return st, id
}

// TestKilledAnywhere kills a run at every boundary of its journal, looks up what
// became of it, and goes on with it or undoes it: each effect is there once, or
// none is left.
func TestKilledAnywhere(t *testing.T) {
	t.Parallel()
	p := exactPlan()
	for _, at := range deaths(len(p.Steps)) {
		bubble(t, fmt.Sprintf("%d effects %d lines/resumed", at.effects, at.lines), func(t *testing.T) {
			clean := open(t, nil)
			if run := clean.run(t, p); run.Result() != op.AllDone {
				t.Fatalf("%+v", run.Outcomes)
			}
			st, id := left(t, p, at)
			r := st.runner(t)
			if runs := r.Runs(); len(runs) != 1 || !runs[0].Left || runs[0].Result() != op.InDoubt {
				t.Fatalf("what was left is shown as %+v", runs)
			}
			settle(t, r, id)
			if err := r.Resume(id); err != nil {
				t.Fatal(err)
			}
			run, err := r.Wait(t.Context(), id)
			if err != nil || run.Result() != op.AllDone {
				t.Fatalf("%v %s %+v", err, run.Result(), run.Outcomes)
			}
			if wrong := changedFrom(clean.Capture(), st.Account); len(wrong) > 0 {
				t.Errorf("the account differs from one that nobody was killed on: %q", wrong)
			}
			for what, n := range st.wire.effects {
				if n != 1 {
					t.Errorf("%s was done %d times", what, n)
				}
			}
			if len(st.wire.effects) != len(p.Steps) {
				t.Errorf("%d changes for %d steps", len(st.wire.effects), len(p.Steps))
			}
		})
		bubble(t, fmt.Sprintf("%d effects %d lines/undone", at.effects, at.lines), func(t *testing.T) {
			before := open(t, nil).Capture()
			st, id := left(t, p, at)
			r := st.runner(t)
			settle(t, r, id)
			back, err := r.Undo(id)
			if err != nil || len(back.Stopped()) > 0 {
				t.Fatal(err, back.Stopped())
			}
			if at.effects > 0 {
				if undone := st.run(t, back); undone.Result() != op.AllDone {
					t.Errorf("%+v", undone.Outcomes)
				}
				if err := r.Resume(id); err == nil {
					t.Error("what was undone can be gone on with")
				}
			}
			if wrong := changedFrom(before, st.Account); len(wrong) > 0 {
				t.Errorf("there remains %q", wrong)
			}
		})
	}
}

// TestKilledAtEachCall kills a run of each kind of call, and of three in a row,
// at each boundary, and goes on with it: what can be looked up is there once,
// and of what cannot, the run says that it is in doubt. Some moments are tried
// always; with TAMI_SOAK set, all of them.
func TestKilledAtEachCall(t *testing.T) {
	points, doubtful := 0, 0
	for n, s := range everyCall() {
		for k, at := range deaths(1) {
			if n%4 != k && os.Getenv("TAMI_SOAK") == "" {
				continue
			}
			points++
			bubble(t, fmt.Sprintf("%s/%d effects %d lines", s.name(), at.effects, at.lines), func(t *testing.T) {
				st, id := leftOn(t, openFor(t, s), s.plan(), at)
				r := st.runner(t)
				if err := r.Settle(t.Context(), id); err != nil {
					t.Fatal(err)
				}
				_ = r.Resume(id) // a run in doubt, or over, does not go on
				run, err := r.Wait(t.Context(), id)
				if err != nil {
					t.Fatal(err)
				}
				all := 0
				for what, n := range st.wire.effects {
					all += n
					if n > 1 && !op.Repeatable(op.WithToken(s.call, "known again")) {
						t.Errorf("%s was done %d times", what, n)
					}
				}
				switch o := run.Outcomes[0]; {
				case o.State == op.Done && all == 0:
					t.Error("it is said to be done, and nothing was")
				case o.State == op.Doubtful:
					doubtful++
					if op.Probe(s.call, here()) != nil || at.lines != 2 {
						t.Errorf("it is in doubt although it could be looked up: %v", o.Problem)
					}
				case o.State != op.Done:
					t.Errorf("the step is %s: %v", o.State, o.Problem)
				}
			})
		}
	}
	t.Logf("%d moments, at %d of them the run says that it is in doubt", points, doubtful)
}

// settle looks a run up, and checks that nothing is left open that could be
// told.
func settle(t *testing.T, r *awsclient.Runner, id string) {
	t.Helper()
	if err := r.Settle(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	run, err := r.Wait(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range run.Outcomes {
		if o.State != op.Done && o.State != op.Waiting {
			t.Errorf("looked up, a step is %s: %v", o.State, o.Problem)
		}
	}
}

// TestRegisteredOnce kills a tami at the call that makes an image: AWS has no
// token for it, and only its name tells.
func TestRegisteredOnce(t *testing.T) {
	var register op.Call
	for _, s := range everyCall() {
		if r, ok := s.call.(op.RegisterImage); ok {
			register = r
		}
	}
	p := planOf(register, op.CreateTags{IDs: []string{op.Ref("1", "ImageId")}, Tags: []op.Tag{{Key: "a", Value: "b"}}})
	for _, at := range deaths(len(p.Steps)) {
		bubble(t, fmt.Sprintf("%d effects %d lines", at.effects, at.lines), func(t *testing.T) {
			st, id := left(t, p, at)
			r := st.runner(t)
			settle(t, r, id)
			if err := r.Resume(id); err != nil {
				t.Fatal(err)
			}
			run, err := r.Wait(t.Context(), id)
			if err != nil || run.Result() != op.AllDone {
				t.Fatalf("%v %+v", err, run.Outcomes)
			}
			made, _ := run.Made("1", "ImageId")
			var tagged []string
			for _, i := range st.Capture().Regions[here().Region].Images {
				if i.Name == "again" {
					tagged = append(tagged, i.ImageId)
					if !slices.Contains(i.Tags, sim.Tag{Key: "a", Value: "b"}) {
						t.Errorf("the tags are %v", i.Tags)
					}
				}
			}
			if len(tagged) != 1 || tagged[0] != made {
				t.Errorf("images %q, and the run made %q", tagged, made)
			}
		})
	}
}

// TestSomebodyElsesName registers an image whose name is taken, with the answer
// lost: what was there before is not taken for ours.
func TestSomebodyElsesName(t *testing.T) {
	bubble(t, "name taken", func(t *testing.T) {
		st := open(t, nil, sim.Fault{Action: "RegisterImage", Do: "reset", Times: 1})
		run := st.run(t, planOf(op.RegisterImage{Name: "web", Architecture: "x86_64", RootDevice: "/dev/xvda", Virtualization: "hvm",
			Devices: []op.Mapping{{Device: "/dev/xvda", SnapshotID: looseSnapshot}}}))
		if o := run.Outcomes[0]; o.State != op.Failed || o.Problem.Code.String() != "InvalidAMIName.Duplicate" {
			t.Errorf("%s %v, made %v", o.State, o.Problem, o.Made)
		}
	})
}

// TestTwoOnOneFolder lets a second tami at a run that goes on.
func TestTwoOnOneFolder(t *testing.T) {
	bubble(t, "two", func(t *testing.T) {
		st := open(t, nil)
		p := planOf(op.ModifyDescription{ImageID: webImage, Text: "one"}, op.ModifyDescription{ImageID: webImage, Text: "two"})
		first, second := st.runner(t), st.runner(t)
		hold, there := make(chan struct{}), make(chan struct{})
		st.wire.hook = func(n int, _ string) {
			if n == 1 {
				close(there)
				<-hold
			}
		}
		id, err := first.Start(p)
		if err != nil {
			t.Fatal(err)
		}
		<-there
		if runs := second.Runs(); len(runs) != 1 || !runs[0].Elsewhere || runs[0].Left {
			t.Errorf("the other one sees %+v", runs)
		}
		_, undo := second.Undo(id)
		for what, err := range map[string]error{"looked up": second.Settle(t.Context(), id), "resumed": second.Resume(id), "undone": undo} {
			if err == nil {
				t.Errorf("it can be %s by another tami", what)
			}
		}
		second.Stop(id)
		close(hold)
		if run, err := first.Wait(t.Context(), id); err != nil || run.Result() != op.AllDone {
			t.Errorf("%v %+v", err, run)
		}
		if st.wire.all != 2 {
			t.Errorf("%d changes", st.wire.all)
		}
		if run, err := second.Wait(t.Context(), id); err != nil || run.Result() != op.AllDone {
			t.Errorf("afterwards the other one sees %v %+v", err, run)
		}
		if err := errors.Join(first.Close(t.Context()), second.Close(t.Context())); err != nil {
			t.Error(err)
		}
	})
}
