package contract

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"tami/awsclient"
	"tami/awsclient/sim"
	"tami/model/ami"
	"tami/model/op"
)

// TestCallAndItsWayBack makes each kind of call and takes it back: rehearsed it
// changes nothing, done it changes something, undone the account is as before.
func TestCallAndItsWayBack(t *testing.T) {
	t.Parallel()
	for _, s := range everyCall() {
		bubble(t, s.name(), func(t *testing.T) {
			st := openFor(t, s)
			before := st.Capture()
			r := st.runner(t)
			want := op.Permitted
			if !op.DryRuns(s.call) {
				want = op.NoRehearsal
			}
			var mu sync.Mutex
			verdicts := map[op.Answer]int{}
			r.Rehearse(t.Context(), s.plan(), func(v op.Verdict) {
				mu.Lock()
				defer mu.Unlock()
				verdicts[v.Answer]++
				if v.Problem != nil {
					t.Errorf("rehearsed: %+v", v)
				}
			})
			if verdicts[want] != 1 || len(verdicts) != 1 || len(changedFrom(before, st.Account)) > 0 {
				t.Errorf("the rehearsal says %v and changes %q", verdicts, changedFrom(before, st.Account))
			}
			run := st.run(t, s.plan())
			// A capture does not hold how a refresh goes.
			if run.Result() != op.AllDone || !s.during && len(sim.Differences(before, st.Capture())) == 0 {
				t.Fatalf("%+v, and changes %q", run.Outcomes[0], sim.Differences(before, st.Capture()))
			}
			for name := range op.Makes(s.call) {
				if v, ok := run.Made("1", name); !ok || v == "" {
					t.Errorf("it made no %s", name)
				}
			}
			back, err := r.Undo(run.ID)
			if err != nil {
				t.Fatal(err)
			}
			if len(s.undo) == 0 {
				if !back.Empty() || len(back.Warnings) == 0 {
					t.Errorf("a final step is undone by %+v", back)
				}
				return
			}
			if undone := st.run(t, back); undone.Result() != op.AllDone || undone.UndoOf != run.ID {
				t.Errorf("%+v", undone)
			}
			if left := changedFrom(before, st.Account); len(left) > 0 {
				t.Errorf("undone, there remains %q", left)
			}
			if _, err := r.Undo(run.ID); err == nil {
				t.Error("it can be undone twice")
			}
		})
	}
}

// TestStoppedAnywhere stops a run after each of its steps and undoes it.
func TestStoppedAnywhere(t *testing.T) {
	p := exactPlan()
	for stop := range len(p.Steps) + 1 {
		bubble(t, string(rune('0'+stop))+" steps", func(t *testing.T) {
			st := open(t, nil)
			before := st.Capture()
			r := st.runner(t)
			ids := make(chan string, 1)
			st.wire.after = func(n int) {
				if n == stop {
					id := <-ids
					ids <- id
					r.Stop(id)
				}
			}
			id, err := r.Start(p)
			if err != nil {
				t.Fatal(err)
			}
			if stop == 0 {
				r.Stop(id)
			}
			ids <- id
			run, err := r.Wait(t.Context(), id)
			if err != nil {
				t.Fatal(err)
			}
			done := 0
			for _, o := range run.Outcomes {
				if o.State == op.Done {
					done++
				} else if o.State != op.NotRun {
					t.Errorf("%+v", o)
				}
			}
			if stop > 0 && done != stop || !run.Stopping {
				t.Errorf("%d steps were done, stopping %v", done, run.Stopping)
			}
			st.wire.after = nil
			back, err := r.Undo(id)
			if err != nil {
				t.Fatal(err)
			}
			if done > 0 {
				if undone := st.run(t, back); undone.Result() != op.AllDone {
					t.Errorf("the undo failed: %+v", undone.Outcomes)
				}
			}
			if left := changedFrom(before, st.Account); len(left) > 0 {
				t.Errorf("there remains %q", left)
			}
		})
	}
}

// exactPlan has a step of each kind that can be looked up and taken back exactly,
// and needs no preparation. A call that spoils what another one needs is left
// out.
func exactPlan() op.Plan {
	var p op.Plan
	for _, s := range everyCall() {
		if _, spoils := s.call.(op.DisableImage); spoils || len(s.undo) == 0 || s.before != nil || op.Probe(s.call, here()) == nil {
			continue
		}
		step := s.plan().Steps[0]
		step.ID = stepName(len(p.Steps) + 1)
		if n := len(p.Steps); n > 0 {
			step.After = []string{p.Steps[n-1].ID}
		}
		p.Steps = append(p.Steps, step)
	}
	p.Title = "A bit of everything"
	return p
}

func stepName(n int) string { return string(rune('a' + n - 1)) }

// TestFaults breaks each kind of call in each way, once and for ever: it is
// done exactly once, or what is said of it is true. What comes out stands in
// docs/reliability.md.
func TestFaults(t *testing.T) {
	t.Parallel()
	var table outcomes
	clean := map[int][]string{}
	for i, s := range everyCall() {
		bubble(t, "whole/"+s.name(), func(t *testing.T) {
			st := openFor(t, s)
			before := st.Capture()
			if run := st.run(t, s.plan()); run.Result() != op.AllDone {
				t.Fatalf("%+v", run.Outcomes)
			}
			clean[i] = shape(before, st.Account)
		})
	}
	faults := append(faultKinds(), sim.Fault{Do: "error", Code: "IncorrectState", Status: 400})
	for _, f := range faults {
		for f.Times = range 2 { // for ever, and once
			if raced && f.Times == 0 {
				continue // it is the other one where more happens at once
			}
			if f.Do == "throttle" {
				f.Times *= 4 // which is more often than the SDK would try
			}
			for i, s := range everyCall() {
				bubble(t, fmt.Sprintf("%s %s %d/%s", f.Do, f.Code, f.Times, s.name()), func(t *testing.T) {
					f := f
					_, f.Action, _ = strings.Cut(op.Operation(s.call), ":")
					o, sent := under(t, s, f, clean[i])
					if f.Code != "IncorrectState" {
						f.Times = min(1, f.Times)
						table.note(t, s.name(), f, changeWords(o, sent))
					}
				})
			}
		}
	}
	if !raced {
		table.holds(t, "changes")
	}
}

// under makes a call while a fault is loose, and holds what is said of it
// against what it did. want is what changes when nothing is in the way.
func under(t *testing.T, s sample, f sim.Fault, want []string) (o op.Outcome, sent int) {
	t.Helper()
	st := openThen(t, s, f)
	started := st.Capture()
	st.wire.hook = func(int, string) { sent++ }
	run := st.run(t, s.plan())
	o = run.Outcomes[0]
	switch o.State {
	case op.Done:
		if got := shape(started, st.Account); !s.during && !slices.Equal(got, want) {
			t.Errorf("it is said to be done, and changed\n%q, not\n%q", got, want)
		}
	case op.Failed:
		if o.Problem == nil || o.Problem.Title == "" || o.Problem.Hint == "" {
			t.Errorf("it failed without a word: %v", o.Problem)
		}
		if left := changedFrom(started, st.Account); !s.during && len(left) > 0 {
			t.Errorf("it is said to have failed, and changed %q", left)
		}
	case op.Doubtful:
		if o.Problem == nil || op.Probe(s.call, here()) != nil {
			t.Errorf("it is in doubt although it can be looked up: %v", o.Problem)
		}
	default:
		t.Errorf("the run is over and the step %s", o.State)
	}
	for name := range op.Makes(s.call) {
		if o.State == op.Done && o.Made[name] == "" {
			t.Errorf("it is not known which %s it made", name)
		}
	}
	for what, n := range st.wire.effects {
		if n > 1 && !op.Repeatable(op.WithToken(s.call, "known again")) {
			t.Errorf("%s was done %d times", what, n)
		}
	}
	return o, sent
}

// openThen sets a stage up in one account and lets faults loose on its like.
func openThen(t *testing.T, need sample, faults ...sim.Fault) *stage {
	t.Helper()
	first := openFor(t, sample{before: need.before})
	a, err := sim.New(sim.Options{Seed: first.Capture(), Faults: faults, Speed: 1})
	if err != nil {
		t.Fatal(err)
	}
	if need.during {
		refresh(t, a)
	}
	st := &stage{Account: a, folder: t.TempDir(), wire: &wire{inner: a.Transport(), effects: map[string]int{}}}
	st.options = awsclient.Options{Transport: st.wire}
	return st
}

// TestReadOnly refuses every kind of call before anything is sent, for the whole
// tami and for one profile.
func TestReadOnly(t *testing.T) {
	for _, s := range everyCall() {
		bubble(t, s.name(), func(t *testing.T) {
			st := openFor(t, s)
			st.ForgetRequests()
			for _, o := range []awsclient.Options{
				{Transport: st.wire, ReadOnly: true},
				{Transport: st.wire, ReadOnlyProfiles: []string{"other", "default"}},
			} {
				r := awsclient.NewRunner(t.Context(), awsclient.New(o), awsclient.RunnerOptions{Folder: st.folder})
				if _, err := r.Start(s.plan()); err == nil {
					t.Error("it was begun")
				}
				r.Rehearse(t.Context(), s.plan(), func(v op.Verdict) {
					if v.Answer != op.Refused || v.Problem == nil {
						t.Errorf("rehearsed: %+v", v)
					}
				})
				if len(r.Runs()) > 0 || len(st.Requests()) > 0 {
					t.Errorf("%d runs, %d requests", len(r.Runs()), len(st.Requests()))
				}
			}
		})
	}
}

// TestRehearsal says what AWS would not permit, and names the permission.
func TestRehearsal(t *testing.T) {
	for _, c := range []struct {
		name  string
		fault sim.Fault
		want  op.Answer
	}{
		{"denied", sim.Fault{Do: "deny"}, op.Refused},
		{"refused", sim.Fault{Do: "error", Code: "IncorrectState"}, op.Refused},
		{"cut", sim.Fault{Do: "reset"}, op.NotRehearsed},
		{"expired", sim.Fault{Do: "expired"}, op.NotRehearsed},
		{"throttled", sim.Fault{Do: "throttle"}, op.NotRehearsed},
		{"throttled a while", sim.Fault{Do: "throttle", Times: 4}, op.Permitted},
	} {
		bubble(t, c.name, func(t *testing.T) {
			c.fault.Action = "ModifyImageAttribute"
			st := open(t, nil, c.fault)
			p := planOf(op.ModifyDescription{ImageID: webImage, Text: "x"}, op.ModifyDescription{ImageID: op.Ref("1", "ImageId"), Text: "x"})
			got := map[string]op.Verdict{}
			var mu sync.Mutex
			st.runner(t).Rehearse(t.Context(), p, func(v op.Verdict) {
				mu.Lock()
				defer mu.Unlock()
				got[v.Step] = v
			})
			if v := got["1"]; v.Answer != c.want || (v.Problem == nil) != (c.want == op.Permitted) {
				t.Errorf("%+v: %v", v, v.Problem)
			}
			if v := got["1"]; c.name == "denied" && (v.Problem.Kind != ami.Denied || v.Problem.Action != "ec2:ModifyImageAttribute") {
				t.Errorf("%+v does not name the permission", v.Problem)
			}
			if got["2"].Answer != op.LaterStep {
				t.Errorf("a step that depends on another: %+v", got["2"])
			}
		})
	}
}
