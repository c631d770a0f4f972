package contract

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tami/awsclient/sim"
	"tami/model/op"
)

// launching is what the account launches from, and what runs where: all that a
// rollback is about, without the IDs of instances, which are new each time.
func launching(st *stage) []string {
	r := st.Capture().Regions[here().Region]
	var lines []string
	say := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }
	images := map[string]string{}
	for _, v := range r.Reservations {
		for _, i := range v.Instances {
			images[i.InstanceId] = i.ImageId
		}
	}
	for _, i := range r.Instances {
		images[i.InstanceId] = i.ImageId
	}
	for _, g := range r.AutoScalingGroups {
		say("group %s from %+v %q", g.AutoScalingGroupName, g.LaunchTemplate, g.LaunchConfigurationName)
		if m := g.MixedInstancesPolicy; m != nil {
			say("group %s from %+v %+v", g.AutoScalingGroupName, m.LaunchTemplate.LaunchTemplateSpecification, m.LaunchTemplate.Overrides)
		}
		for _, m := range g.Instances {
			say("group %s runs %s", g.AutoScalingGroupName, images[m.InstanceId])
		}
	}
	for _, t := range r.LaunchTemplates {
		say("template %s %d", t.LaunchTemplateName, t.DefaultVersionNumber)
	}
	for _, v := range r.LaunchTemplateVersions {
		say("version %s %d", v.LaunchTemplateName, v.VersionNumber)
	}
	newest := map[string]sim.Parameter{}
	for _, p := range r.Parameters {
		if p.Version >= newest[p.Name].Version {
			newest[p.Name] = p
		}
	}
	for _, p := range newest {
		say("parameter %s says %s", p.Name, p.Value)
	}
	slices.Sort(lines)
	return lines
}

// changes are the lines that only one of two has.
func changes(a, b []string) (list []string) {
	for _, l := range a {
		if !slices.Contains(b, l) {
			list = append(list, "- "+l)
		}
	}
	for _, l := range b {
		if !slices.Contains(a, l) {
			list = append(list, "+ "+l)
		}
	}
	return list
}

// rollbackOf is the plan for one thing of the demonstration.
func rollbackOf(t *testing.T, st *stage, id string, values op.Values) op.Plan {
	t.Helper()
	p := newPlanner(t, st)
	if values == nil {
		values = op.Values{}
	}
	plan, ok := p.plan(*op.Find("rollback"), values, op.Target{At: here(), ID: id})
	if !ok {
		t.Fatalf("%s cannot be rolled back:\n%s", id, op.Plain(plan))
	}
	return plan
}

// A lone instance of the demonstration that its own root volume can be replaced
// in.
func loneInstance(t *testing.T, st *stage) (id string) {
	t.Helper()
	p := newPlanner(t, st)
	for _, target := range p.targets(op.OnInstances) {
		if _, ok := p.plan(*op.Find("rollback"), op.Values{}, target); ok {
			return target.ID
		}
	}
	t.Fatal("no instance can be rolled back")
	return ""
}

// TestRollbacksAndTheirWayBack rolls back by each way, whole and stopped after
// each step, and takes that back: what is launched from is as before, and where
// every step says that its undo is exact, what runs is too.
func TestRollbacksAndTheirWayBack(t *testing.T) {
	for name, c := range map[string]struct {
		id     string
		values op.Values
	}{
		"a new version, pinned before":    {"web-blue", nil},
		"a new version, $Latest before":   {"api", nil},
		"a new version, mixed policy":     {"worker", nil},
		"an existing version":             {"web-blue", op.Values{"way": {"group-refresh"}}},
		"the default version":             {"worker", op.Values{"way": {"default-version"}}},
		"a launch configuration":          {"ci-runner", nil},
		"a template by its default":       {"lt-094475c942bd0b4e7", nil},
		"a template by a new version":     {"lt-094475c942bd0b4e7", op.Values{"way": {"new-version"}}},
		"a parameter":                     {"/ami/bastion", nil},
		"the root volume of one instance": {"", nil},
	} {
		steps := 1
		for stop := 1; stop <= steps; stop++ {
			bubble(t, fmt.Sprintf("%s/%d", name, stop), func(t *testing.T) {
				st := demo(t)
				id := c.id
				if id == "" {
					id = loneInstance(t, st)
				}
				plan := rollbackOf(t, st, id, c.values)
				steps = len(plan.Steps)
				rollAndReturn(t, st, plan, stop)
			})
		}
	}
}

func rollAndReturn(t *testing.T, st *stage, plan op.Plan, stop int) {
	t.Helper()
	before := launching(st)
	r := st.runner(t)
	started := make(chan string, 1)
	st.wire.after = func(n int) {
		if n == stop && stop < len(plan.Steps) {
			id := <-started
			started <- id
			r.Stop(id)
		}
	}
	id, err := r.Start(plan)
	if err != nil {
		t.Fatal(err)
	}
	started <- id
	run, err := r.Wait(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	exact := true
	for _, s := range plan.Steps {
		o := run.Outcome(s.ID)
		if o.State != op.Done && (o.State != op.NotRun || stop == len(plan.Steps)) {
			t.Errorf("step %s, %s, is %s: %+v", s.ID, s.Title, o.State, o.Problem)
		}
		exact = exact && (o.State != op.Done || s.Undo.Grade == op.Exact)
	}
	st.wire.after = nil
	back, err := r.Undo(id)
	if err != nil {
		t.Fatal(err)
	}
	if !back.Empty() {
		for _, o := range st.run(t, back).Outcomes {
			if o.State != op.Done {
				t.Errorf("undoing, step %s is %s: %+v", o.Step, o.State, o.Problem)
			}
		}
	}
	left := changes(before, launching(st))
	if !exact {
		left = slices.DeleteFunc(left, func(l string) bool { return strings.Contains(l, " runs ") || strings.Contains(l, "version ") })
	}
	if len(left) > 0 {
		t.Errorf("undone, there remains\n%s", strings.Join(left, "\n"))
	}
}

// TestRollbackReaches checks that everything runs the image after a rollback,
// and that nothing is doubled when an answer is lost.
func TestRollbackReaches(t *testing.T) {
	for name, fault := range map[string][]sim.Fault{
		"undisturbed":             nil,
		"the version's answer":    {{Do: "after", Action: "CreateLaunchTemplateVersion", Times: 1}},
		"the refresh's answer":    {{Do: "after", Action: "StartInstanceRefresh", Times: 1}},
		"the parameter's answer":  {{Do: "after", Action: "PutParameter", Times: 1}},
		"throttled while watched": {{Do: "throttle", Action: "DescribeInstanceRefreshes", Times: 3}},
	} {
		bubble(t, name, func(t *testing.T) {
			plan := rollbackOf(t, demo(t), "web-blue", nil)
			st := demoFailing(t, fault...)
			versions := len(st.Capture().Regions[here().Region].LaunchTemplateVersions)
			if run := st.run(t, plan); run.Result() != op.AllDone {
				t.Fatalf("%+v", run.Outcomes)
			}
			after := st.Capture().Regions[here().Region]
			if n := len(after.LaunchTemplateVersions); n != versions+1 {
				t.Errorf("%d versions, then %d", versions, n)
			}
			to := plan.Images()[1].ID
			for _, l := range launching(st) {
				if strings.HasPrefix(l, "group web-blue runs") && !strings.HasSuffix(l, to) || strings.HasPrefix(l, "parameter /ami/web says") && !strings.HasSuffix(l, to) {
					t.Error(l)
				}
			}
		})
	}
}

// demoFailing is the demonstration with faults.
func demoFailing(t *testing.T, faults ...sim.Fault) *stage {
	t.Helper()
	return staged(t, sim.Demo(time.Now()), faults...)
}

func staged(t *testing.T, seed sim.Seed, faults ...sim.Fault) *stage {
	t.Helper()
	st := demo(t)
	a, err := sim.New(sim.Options{Seed: seed, Speed: 1, Faults: faults})
	if err != nil {
		t.Fatal(err)
	}
	st.Account = a
	st.wire.inner = a.Transport()
	return st
}

// TestRollbackDeniedHalfWay denies the refresh after the version was made: the
// version is told, and taking it back leaves nothing.
func TestRollbackDeniedHalfWay(t *testing.T) {
	bubble(t, "denied", func(t *testing.T) {
		plan := rollbackOf(t, demo(t), "web-blue", op.Values{"leave-parameters": {"true"}})
		st := demoFailing(t, sim.Fault{Do: "deny", Action: "StartInstanceRefresh"})
		before := launching(st)
		run := st.run(t, plan)
		if v, ok := run.Made("1", "VersionNumber"); run.Result() != op.PartlyDone || !ok || v != "44" {
			t.Fatalf("%s, %+v", run.Result(), run.Outcomes)
		}
		if p := run.Outcome("2").Problem; p == nil || p.Action != "autoscaling:StartInstanceRefresh" {
			t.Errorf("%+v", p)
		}
		back, err := st.runner(t).Undo(run.ID)
		if err != nil {
			t.Fatal(err)
		}
		if undone := st.run(t, back); undone.Result() != op.AllDone || len(changes(before, launching(st))) > 0 {
			t.Errorf("%+v, and there remains %q", undone.Outcomes, changes(before, launching(st)))
		}
	})
}

// TestRollbackSetsTheParameterWhateverBecomesOfTheRefresh denies the refresh:
// what reads the parameter launches the good image all the same, and the undo
// takes that back too.
func TestRollbackSetsTheParameterWhateverBecomesOfTheRefresh(t *testing.T) {
	bubble(t, "denied", func(t *testing.T) {
		plan := rollbackOf(t, demo(t), "web-blue", nil)
		st := demoFailing(t, sim.Fault{Do: "deny", Action: "StartInstanceRefresh"})
		before := launching(st)
		run := st.run(t, plan)
		if set := run.Outcome("3"); run.Outcome("2").State != op.Failed || set.State != op.Done || run.Result() != op.PartlyDone {
			t.Fatalf("%s, %+v", run.Result(), run.Outcomes)
		}
		if says := "parameter /ami/web says " + plan.Images()[1].ID; !slices.Contains(launching(st), says) {
			t.Errorf("no %q in %q", says, launching(st))
		}
		back, err := st.runner(t).Undo(run.ID)
		if err != nil {
			t.Fatal(err)
		}
		if undone := st.run(t, back); undone.Result() != op.AllDone || len(changes(before, launching(st))) > 0 {
			t.Errorf("%+v, and there remains %q", undone.Outcomes, changes(before, launching(st)))
		}
	})
}

// TestRollbackThatComesToNothing has the new instances never get healthy, or
// not launch: AWS goes back, and why is said in its words and in ours.
func TestRollbackThatComesToNothing(t *testing.T) {
	for name, c := range map[string]struct {
		fault []sim.Fault
		says  []string
	}{
		"an image that does not start": {nil, []string{"health checks", "did not get healthy"}},
		"no capacity":                  {[]sim.Fault{{Action: "RunInstances", Do: "error", Code: "InsufficientInstanceCapacity"}}, []string{"do not have sufficient", "no room"}},
		"no permission":                {[]sim.Fault{{Action: "RunInstances", Do: "deny"}}, []string{"not authorized", "lacks a permission"}},
	} {
		bubble(t, name, func(t *testing.T) {
			plan := rollbackOf(t, demo(t), "web-blue", nil)
			to := plan.Images()[1].ID
			seed := sim.Demo(time.Now())
			images := seed.Regions[here().Region].Images
			for i := range images {
				if images[i].ImageId == to && c.fault == nil {
					images[i].Tags = append(images[i].Tags, sim.Tag{Key: "sim:unbootable", Value: "yes"})
				}
			}
			run := staged(t, seed, c.fault...).run(t, plan)
			o := run.Outcome("2")
			if o.State != op.Failed || o.Problem == nil || run.Result() != op.PartlyDone {
				t.Fatalf("%s: %+v", run.Result(), o)
			}
			for _, says := range append(c.says, "olled the refresh back") {
				if !strings.Contains(o.Problem.Cause.String(), says) {
					t.Errorf("%q does not say %q", o.Problem.Cause, says)
				}
			}
		})
	}
}
