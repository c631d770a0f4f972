package contract

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"tami/awsclient"
	"tami/awsclient/sim"
	"tami/model"
	"tami/model/ami"
	"tami/model/op"
)

// filledIn are what forms are filled in with, by action: several ways where one
// does not show all. An action that is not here is tried with its defaults.
func filledIn() map[op.ID][]op.Values {
	on := []string{"true"}
	return map[op.ID][]op.Values{
		"image.share": {{"account": {"123456789012"}}, {"account": {"123456789012"}, "with-snapshots": on},
			{"public": on}, {"account": {"222233334444"}, "remove": on}},
		"image.deprecate": {{"at": {"in 30d"}}, {"lift": on}},
		"image.protect":   {{}, {"cooldown": on}, {"lift": on}},
		"image.tag":       {{"tag": {"team=a b"}}, {"tag": {"Name=x", "team=b"}, "with-snapshots": on}, {"remove": {"Name"}}},
		"image.describe":  {{"text": {"said anew"}}},
		"image.launch":    {{"type": {"m7g.large"}, "subnet": {"subnet-03bbd2110bcc5f93c"}, "count": {"2"}}},
		"image.create":    {{"name": {"made here"}, "no-reboot": on}, {"name": {"made.there"}, "tag": {"a=b"}, "deprecate": {"in 30d"}, "protect": on}},
		"image.copy": {{"to": {"eu-west-1"}}, {"to": {here().Region, "sa-east-1"}, "with-tags": on, "with-shares": on},
			{"to": {here().Region}, "encrypt": on, "with-shares": on}},
		"image.deregister": {{}, {"delete-snapshots": on}},
		"image.sweep":      {{"keep": {"1"}, "older": {"60d"}, "unused": {"30d"}, "delete-snapshots": on}},
	}
}

// demo is the demonstration's account, with all that is sent to it.
func demo(t *testing.T) *stage {
	t.Helper()
	a, err := sim.New(sim.Options{Seed: sim.Demo(time.Now()), Speed: 1})
	if err != nil {
		t.Fatal(err)
	}
	st := &stage{Account: a, folder: t.TempDir(), wire: &wire{inner: a.Transport(), effects: map[string]int{}}}
	st.options = awsclient.Options{Transport: st.wire}
	return st
}

// planner makes plans as the screen does: by asking what they take, and then
// what that leads to.
type planner struct {
	t      *testing.T
	client *awsclient.Client
	state  *model.State
}

func newPlanner(t *testing.T, st *stage) *planner {
	scope := model.Scope{Profiles: []string{""}, Regions: []string{here().Region}}
	p := &planner{t, awsclient.New(st.options), model.New(scope, ami.Source{Kind: ami.All}, ami.EmbeddedPrices())}
	p.state.Now = time.Now()
	p.ask(ami.Caller{})
	for _, kind := range []ami.SourceKind{ami.Mine, ami.SharedToMe} {
		p.ask(ami.Images{Where: here(), From: ami.Source{Kind: kind}})
	}
	return p
}

func (p *planner) ask(needs ...ami.Need) {
	var mu sync.Mutex
	for _, n := range needs {
		p.state.Ask(n)
	}
	p.client.Fetch(p.t.Context(), needs, func(f ami.Fact) {
		mu.Lock()
		defer mu.Unlock()
		p.state.Learn(f)
	})
}

// plan makes a plan; an action that cannot be done to a target has none.
func (p *planner) plan(a op.Action, values op.Values, targets ...op.Target) (op.Plan, bool) {
	r := op.Request{Action: a.ID, Targets: targets, Values: values, Now: p.state.Now}
	for _, f := range a.Fields(r, p.state.Facts()) {
		if _, given := values[f.Name]; !given && f.Default != nil {
			values = values.With(f.Name, f.Default...)
			r.Values = values
		}
	}
	for range 9 {
		var due []ami.Need
		for _, n := range a.Needs(r, p.state.Facts()) {
			if p.state.Due(n) && !slices.Contains(due, n) {
				due = append(due, n)
			}
		}
		if len(due) == 0 {
			break
		}
		p.ask(due...)
	}
	for _, t := range targets {
		if a.Why != nil && a.Why(p.state.Facts(), t) != "" {
			return op.Plan{}, false
		}
	}
	made, err := a.Plan(r, p.state.Facts())
	return made, err == nil && !made.Empty() && len(made.Stopped()) == 0
}

// targets are all that an action could be tried on.
func (p *planner) targets(kind op.Kind) (list []op.Target) {
	add := func(id string) { list = append(list, op.Target{At: here(), ID: id}) }
	facts := func(n ami.Need) []ami.Fact { return Ask(p.t, p.client, n)[n] }
	switch kind {
	case op.OnImages:
		for _, from := range []string{"mine", "shared"} {
			for _, i := range Images(p.t, p.client, here().Region, from) {
				add(i.ID.Raw())
			}
		}
	case op.OnSnapshots:
		for _, f := range facts(ami.OwnSnapshots{Where: here()}) {
			for _, s := range f.Body.(ami.SnapshotList).List {
				add(s.ID.Raw())
			}
		}
	case op.OnBinned:
		for _, f := range facts(ami.BinnedImages{Where: here()}) {
			for _, i := range f.Body.(ami.BinnedImageList).List {
				add(i.ID.Raw())
			}
		}
		for _, f := range facts(ami.BinnedSnapshots{Where: here()}) {
			for _, s := range f.Body.(ami.BinnedSnapshotList).List {
				add(s.ID.Raw())
			}
		}
	case op.OnGroups:
		for _, g := range facts(ami.Groups{Where: here()})[0].Body.(ami.GroupList).List {
			add(g.Name.Raw())
		}
	case op.OnInstances:
		for _, f := range facts(ami.Instances{Where: here()}) {
			for _, i := range f.Body.(ami.InstancePage).Instances {
				add(i.ID.Raw())
			}
		}
	}
	return list
}

// trial is a plan of an action that could be made in the demonstration.
type trial struct {
	name string
	plan op.Plan
}

// trials are plans of every action, for a few targets each, one by one and
// several at once.
func trials(t *testing.T) (list []trial) {
	synctest.Test(t, func(t *testing.T) {
		p := newPlanner(t, demo(t))
		for _, a := range op.Actions() {
			ways := filledIn()[a.ID]
			if ways == nil {
				ways = []op.Values{{}}
			}
			for n, values := range ways {
				const most = 2
				var good []op.Target
				for _, target := range p.targets(a.On) {
					plan, ok := p.plan(a, values, target)
					if !ok {
						continue
					}
					list = append(list, trial{fmt.Sprintf("%s/%d/%s", a.ID, n, target.ID), plan})
					if good = append(good, target); len(good) == most {
						break
					}
				}
				if len(good) == 0 {
					t.Errorf("%s, filled in with %v, could be tried on nothing", a.ID, values)
				}
				if a.Many && len(good) > 1 {
					if plan, ok := p.plan(a, values, good...); ok {
						list = append(list, trial{fmt.Sprintf("%s/%d/together", a.ID, n), plan})
					}
				}
			}
		}
	})
	return list
}

// TestPlansOfEveryAction carries plans out, whole and stopped after each step,
// and takes them back: where the plan says that its undo is exact, nothing is
// left of it.
func TestPlansOfEveryAction(t *testing.T) {
	t.Parallel()
	tried := map[op.ID]int{}
	for _, c := range trials(t) {
		tried[c.plan.Action]++
		stops := len(c.plan.Steps)
		for stop := 1; stop <= stops; stop++ {
			if stop > 3 && stop < stops-1 || raced && stop < stops {
				continue // of a long plan its ends
			}
			bubble(t, fmt.Sprintf("%s/%d of %d", c.name, stop, stops), func(t *testing.T) { doAndUndo(t, c.plan, stop) })
		}
	}
	for _, a := range op.Actions() {
		if tried[a.ID] == 0 {
			t.Errorf("%s was not tried", a.ID)
		}
	}
}

func doAndUndo(t *testing.T, p op.Plan, stop int) {
	st := demo(t)
	before := st.Capture()
	r := st.runner(t)
	started := make(chan string, 1)
	st.wire.after = func(n int) {
		if n == stop && stop < len(p.Steps) {
			id := <-started
			started <- id
			r.Stop(id)
		}
	}
	id, err := r.Start(p)
	if err != nil {
		t.Fatal(err)
	}
	started <- id
	run, err := r.Wait(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	var lossy []string
	for _, s := range p.Steps {
		o := run.Outcome(s.ID)
		// Whether an image is shared with us by our ID, or only through our
		// organization, nobody can ask beforehand.
		_, dropped := s.Do.(op.CancelLaunchPermission)
		unaskable := dropped && o.State == op.Failed && o.Problem.Code.Raw() == "OperationNotPermitted"
		if o.State != op.Done && o.State != op.NotRun && !unaskable {
			t.Errorf("step %s, %s, is %s: %v", s.ID, s.Title, o.State, o.Problem)
		}
		if o.State == op.Done && s.Undo.Grade != op.Exact {
			lossy = append(lossy, s.Title)
		}
	}
	st.wire.after = nil
	back, err := r.Undo(id)
	if err != nil {
		t.Fatal(err)
	}
	if !back.Empty() {
		if undone := st.run(t, back); undone.Result() != op.AllDone {
			for _, o := range undone.Outcomes {
				t.Errorf("undoing, step %s is %s: %v", o.Step, o.State, o.Problem)
			}
		}
	}
	if p.Action == "image.rollback" {
		return // its instances are others; what they launch from has a law of its own
	}
	if remains := changedFrom(before, st.Account); len(lossy) == 0 && len(remains) > 0 {
		t.Errorf("every step that was done is said to be undone exactly, and there remains\n%s", strings.Join(remains, "\n"))
	}
}
