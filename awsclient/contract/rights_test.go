package contract

import (
	"slices"
	"testing"

	"tami/awsclient"
	"tami/awsclient/sim"
	"tami/model/ami"
	"tami/model/iam"
	"tami/model/op"
)

// asked are the actions that an account was asked for, as it counted them
// itself: what the client believes to have asked does not matter here.
type asked map[string]bool

func (a asked) add(account *sim.Account) {
	for action := range account.RequestCounts() {
		a[action] = true
	}
}

// outside lists the actions that are in no line of a policy.
func (a asked) outside(policy []string) []string {
	var out []string
	for action := range a {
		if action != "sts:GetCallerIdentity" && !slices.Contains(policy, action) {
			out = append(out, action)
		}
	}
	return out
}

// without lists the actions of a policy that were never asked for.
func (a asked) without(policy []string) []string {
	return slices.DeleteFunc(slices.Clone(policy), func(action string) bool { return a[action] })
}

// TestCallsLieWithinThePolicy asks everything that can be asked and makes every
// change that can be made, each with its rehearsal and its undo, and holds what
// arrived at AWS against what tami iam prints: nothing outside of it, and nothing
// in it that is never asked for.
func TestCallsLieWithinThePolicy(t *testing.T) {
	t.Run("read-only", func(t *testing.T) {
		seen := asked{}
		askAll(t, true, seen)
		changeNothing(t, seen)
		if out, idle := seen.outside(iam.Requests(iam.ReadOnly)), seen.without(iam.Requests(iam.ReadOnly)); len(out)+len(idle) > 0 {
			t.Errorf("asked for and not allowed: %q; allowed and never asked for: %q", out, idle)
		}
	})
	seen := asked{}
	askAll(t, false, seen)
	for _, s := range everyCall() {
		bubble(t, s.name(), func(t *testing.T) {
			st := openFor(t, s)
			r := st.runner(t)
			r.Rehearse(t.Context(), s.plan(), func(op.Verdict) {})
			run := st.run(t, s.plan())
			if back, err := r.Undo(run.ID); err == nil && !back.Empty() {
				st.run(t, back)
			}
			seen.add(st.Account)
		})
	}
	bubble(t, "a sick instance", func(t *testing.T) { seen.add(sickInstance(t).Account) })
	if out, idle := seen.outside(iam.Requests(iam.Operator)), seen.without(iam.Requests(iam.Operator)); len(out)+len(idle) > 0 {
		t.Errorf("asked for and not allowed: %q; allowed and never asked for: %q", out, idle)
	}
	for _, g := range iam.Grants(iam.Operator) {
		for _, action := range g.For {
			if !seen[action] {
				t.Errorf("%s is allowed for %s, which is never asked for", g.Sid, action)
			}
		}
	}
}

// askAll asks one need of each kind, and what only some things lead to.
func askAll(t *testing.T, readOnly bool, seen asked) {
	t.Helper()
	a := account(t)
	o := awsclient.Options{Transport: a.Transport(), ReadOnly: readOnly}
	at := here()
	public, err := ami.ParseSource("/aws/service/ami-amazon-linux-latest")
	if err != nil {
		t.Fatal(err)
	}
	needs := append(every(t, Target{Options: o, Region: at.Region}),
		ami.Images{Where: at, From: public}, ami.RootTask{Where: at, ID: "replacevol-0123456789abcdef0"}, ami.LivePrices{Where: at},
		ami.ParameterValue{Where: at, Name: fleetParameter})
	held := a.Capture()
	seed := held.Regions[at.Region]
	for _, g := range seed.AutoScalingGroups {
		needs = append(needs, ami.Refreshes{Where: at, Group: g.AutoScalingGroupName}, ami.Activities{Where: at, Group: g.AutoScalingGroupName})
	}
	for _, k := range seed.KmsKeys {
		needs = append(needs, ami.Key{Where: at, ARN: k.Arn})
	}
	instance := seed.Reservations[0].Instances[0].InstanceId
	needs = append(needs, ami.InstanceDevices{Where: at, ID: instance}, ami.Health{Where: at, InstanceIDs: instance})
	var own []string
	for _, s := range seed.Snapshots {
		if s.OwnerId == held.Account {
			own = append(own, s.SnapshotId)
		}
	}
	needs = append(needs, ami.FreedBlocks{Where: at, Question: "-" + own[0]}, ami.FreedBlocks{Where: at, Question: "-" + own[1] + "<" + own[0]})
	Ask(t, awsclient.New(o), needs...)
	seen.add(a)

	bubble(t, "a capture", func(t *testing.T) {
		c := account(t)
		captured(t, awsclient.Options{Transport: c.Transport(), ReadOnly: readOnly}, false, at.Region)
		seen.add(c)
	})
	bubble(t, "a report", func(t *testing.T) { // the demonstration has none yet
		reported := open(t, nil)
		reported.options.ReadOnly = readOnly
		Ask(t, awsclient.New(reported.options), ami.UsageReports{Where: at, ImageID: webImage})
		seen.add(reported.Account)
	})
}

// changeNothing makes every change and every rehearsal with a tami that is
// read-only, and keeps what AWS is asked for all the same.
func changeNothing(t *testing.T, seen asked) {
	t.Helper()
	for _, s := range everyCall() {
		bubble(t, s.name(), func(t *testing.T) {
			st := openFor(t, s)
			st.ForgetRequests()
			before := st.Fingerprint()
			st.options.ReadOnly = true
			r := st.runner(t)
			r.Rehearse(t.Context(), s.plan(), func(op.Verdict) {})
			if id, err := r.Start(s.plan()); err == nil {
				_, _ = r.Wait(t.Context(), id)
			}
			if st.Fingerprint() != before && !s.during {
				t.Error("something was changed")
			}
			seen.add(st.Account)
		})
	}
}

// sickInstance launches what does not boot, so that its console is read.
func sickInstance(t *testing.T) *stage {
	st := open(t, nil)
	subnet := fleetSeed().Instances[0].SubnetId
	st.run(t, planOf(op.CreateTags{IDs: []string{webImage}, Tags: []op.Tag{{Key: "sim:unbootable", Value: "yes"}}},
		op.RunInstances{ImageID: webImage, Type: "t4g.micro", Count: 1, Subnet: subnet}))
	return st
}
