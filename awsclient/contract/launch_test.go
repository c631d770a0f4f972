package contract

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"tami/awsclient"
	"tami/awsclient/journal"
	"tami/awsclient/sim"
	"tami/model"
	"tami/model/ami"
	"tami/model/op"
)

// pad is a place to launch in, with faults.
func pad(t *testing.T, faults ...sim.Fault) *stage {
	t.Helper()
	a, err := sim.New(sim.Options{Seed: fitSeed(), Faults: faults})
	if err != nil {
		t.Fatal(err)
	}
	st := &stage{Account: a, folder: t.TempDir(), wire: &wire{inner: a.Transport(), effects: map[string]int{}}}
	st.options = awsclient.Options{Transport: st.wire}
	return st
}

// launched are the instances of the account that were launched and not ended.
func (s *stage) launched() (ids []string) {
	r := s.Capture().Regions["sa-east-1"]
	add := func(i sim.Instance) {
		if i.State == nil || i.State.Name == "pending" || i.State.Name == "running" {
			ids = append(ids, i.InstanceId)
		}
	}
	for _, one := range r.Reservations {
		for _, i := range one.Instances {
			add(i)
		}
	}
	for _, i := range r.Instances {
		add(i)
	}
	return ids
}

// launchOf is a plan of a launch with nothing that the place knows against it.
func launchOf(t *testing.T, st *stage, values op.Values) op.Plan {
	t.Helper()
	state := model.New(model.Scope{}, ami.Source{Kind: ami.Mine}, ami.EmbeddedPrices())
	c := awsclient.New(awsclient.Options{Transport: st.Transport()})
	a := op.Find("launch")
	r := op.Request{Action: a.ID, Values: values, Targets: []op.Target{{At: ami.Where{Region: "sa-east-1"}, ID: imageCalled(st, "9 no mode")}}}
	for range 2 { // answers lead to questions
		for _, n := range a.Needs(r, state.Facts()) {
			if state.Due(n) {
				for _, f := range Ask(t, c, n)[n] {
					state.Learn(f)
				}
			}
		}
	}
	p, err := a.Plan(r, state.Facts())
	if err != nil || len(p.Stopped()) > 0 {
		t.Fatalf("%v %q", err, p.Stopped())
	}
	return p
}

func imageCalled(st *stage, name string) string {
	for _, i := range st.Capture().Regions["sa-east-1"].Images {
		if i.Name == name {
			return i.ImageId
		}
	}
	return ""
}

// TestLaunchAndItsWayBack plans, rehearses, launches, watches until the checks
// pass, and takes it back.
func TestLaunchAndItsWayBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		st := pad(t)
		p := launchOf(t, st, op.Values{"type": {"t3.micro"}, "count": {"2"}, "name": {"try"}, "root-size": {"20"}, "http-tokens": {"required"}, "user-data": {"#!/bin/sh\n"}})
		r := st.runner(t)
		r.Rehearse(t.Context(), p, func(v op.Verdict) {
			if v.Answer != op.Permitted {
				t.Errorf("%+v", v)
			}
		})
		if n := len(st.launched()); n != 0 {
			t.Fatalf("the rehearsal launched %d", n)
		}
		run := st.run(t, p)
		if run.Result() != op.AllDone || run.Outcomes[0].Progress != "running, checks passed" || len(st.launched()) != 2 {
			t.Fatalf("%+v", run.Outcomes)
		}
		undone := st.run(t, run.Undo())
		if undone.Result() != op.AllDone || len(st.launched()) != 0 {
			t.Errorf("%+v, left are %v", undone.Outcomes, st.launched())
		}
	})
}

// TestLaunchWithoutItsUserDataIsRefused goes on with a run that a dead tami
// left: its user data is in no file, and a bare instance is not what was asked
// for.
func TestLaunchWithoutItsUserDataIsRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		st := pad(t)
		p := launchOf(t, st, op.Values{"type": {"t3.micro"}, "user-data": {"#!/bin/sh\npassword=hunter2"}, "user-data-file": {"setup.sh"}})
		book, err := journal.In(st.folder).Begin(op.Start("20261121-120000-0001", p, p.Made))
		if err != nil {
			t.Fatal(err)
		}
		if err := book.Close(); err != nil {
			t.Fatal(err)
		}
		r := st.runner(t)
		if err := r.Resume("20261121-120000-0001"); err != nil {
			t.Fatal(err)
		}
		run, err := r.Wait(t.Context(), "20261121-120000-0001")
		if err != nil || len(st.launched()) != 0 || len(st.wire.effects) != 0 {
			t.Fatalf("%v, launched %v", err, st.launched())
		}
		o := run.Outcomes[0]
		if o.State != op.Failed || o.Problem == nil || o.Problem.Title != "the user data of the launch is gone" {
			t.Errorf("%+v", o)
		}
	})
}

// TestLaunchThatADeadTamiMade is found by its token, user data or not, and not
// made again.
func TestLaunchThatADeadTamiMade(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		st := pad(t)
		const id = "20261121-120000-0001"
		p := launchOf(t, st, op.Values{"type": {"t3.micro"}, "count": {"2"}, "user-data": {"#!/bin/sh\n"}})
		made := p
		made.Steps = []op.Step{p.Steps[0]}
		made.Steps[0].Do = op.WithToken(p.Steps[0].Do, id+"-1")
		st.run(t, made)
		was := st.launched()
		slices.Sort(was)

		run := op.Start(id, p, p.Made)
		book, err := journal.In(st.folder).Begin(run)
		if err != nil {
			t.Fatal(err)
		}
		o := run.Outcomes[0]
		o.State, o.Began = op.Running, p.Made
		if err := book.Add(op.Event{Run: id, At: p.Made, Outcome: o}); err != nil {
			t.Fatal(err)
		}
		if err := book.Close(); err != nil {
			t.Fatal(err)
		}
		r := st.runner(t)
		if err := r.Settle(t.Context(), id); err != nil {
			t.Fatal(err)
		}
		if err := r.Resume(id); err != nil {
			t.Fatal(err)
		}
		run, err = r.Wait(t.Context(), id)
		if err != nil || run.Result() != op.AllDone || !run.Outcomes[0].Adopted || len(st.launched()) != 2 ||
			!slices.Equal(slices.Sorted(slices.Values(strings.Fields(run.Outcomes[0].Made["InstanceId"]))), was) {
			t.Errorf("%v %+v, launched %v, before %v", err, run.Outcomes, st.launched(), was)
		}
	})
}
