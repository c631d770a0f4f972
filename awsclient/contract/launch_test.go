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
	return padFrom(t, fitSeed(), faults...)
}

// padFrom is a place of another seed to launch in.
func padFrom(t *testing.T, seed sim.Seed, faults ...sim.Fault) *stage {
	t.Helper()
	a, err := sim.New(sim.Options{Seed: seed, Faults: faults})
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
	p := launchUnheeded(t, st, values)
	if len(p.Stopped()) > 0 {
		t.Fatalf("%q", p.Stopped())
	}
	return p
}

// launchUnheeded is a plan of a launch, whatever the place knows against it.
func launchUnheeded(t *testing.T, st *stage, values op.Values) op.Plan {
	t.Helper()
	return launchFrom(t, st, "9 no mode", values)
}

// launchFrom is a plan of a launch of an image by its name.
func launchFrom(t *testing.T, st *stage, image string, values op.Values) op.Plan {
	t.Helper()
	state := model.New(model.Scope{}, ami.Source{Kind: ami.Mine}, ami.EmbeddedPrices())
	c := awsclient.New(awsclient.Options{Transport: st.Transport()})
	a := op.Find("launch")
	r := op.Request{Action: a.ID, Values: values, Targets: []op.Target{{At: ami.Where{Region: "sa-east-1"}, ID: imageCalled(st, image)}}}
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
	if err != nil {
		t.Fatal(err)
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

// metadata is the metadata service of an instance.
func (s *stage) metadata(id string) *sim.InstanceMetadataOptionsResponse {
	r := s.Capture().Regions["sa-east-1"]
	for _, one := range append(r.Reservations, sim.Reservation{Instances: r.Instances}) {
		for _, i := range one.Instances {
			if i.InstanceId == id {
				return i.MetadataOptions
			}
		}
	}
	return nil
}

// TestLaunchAndItsWayBack plans, rehearses, launches, watches until the checks
// pass, and takes it back.
func TestLaunchAndItsWayBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		st := pad(t)
		p := launchOf(t, st, op.Values{"type": {"t3.micro"}, "count": {"2"}, "name": {"try"}, "root-size": {"20"}, "http-tokens": {"required"}, "http-put-response-hop-limit": {"3"}, "user-data": {"#!/bin/sh\n"}})
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
		if m := st.metadata(st.launched()[0]); m == nil || m.HttpTokens != "required" || *m.HttpPutResponseHopLimit != 3 || m.HttpEndpoint != "enabled" {
			t.Errorf("the metadata service is %+v", m)
		}
		undone := st.run(t, run.Undo())
		if undone.Result() != op.AllDone || len(st.launched()) != 0 {
			t.Errorf("%+v, left are %v", undone.Outcomes, st.launched())
		}
	})
}

// TestLaunchWithoutMetadata turns the metadata service off, and sends nothing
// else of it.
func TestLaunchWithoutMetadata(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		st := pad(t)
		if run := st.run(t, launchOf(t, st, op.Values{"type": {"t3.micro"}, "http-endpoint": {"disabled"}})); run.Result() != op.AllDone {
			t.Fatalf("%+v", run.Outcomes)
		}
		if m := st.metadata(st.launched()[0]); m == nil || m.HttpEndpoint != "disabled" || *m.HttpPutResponseHopLimit > 2 {
			t.Errorf("the metadata service is %+v", m)
		}
	})
}

// TestLaunchesThatComeToNothing tells why, in the words of an operator, whether
// AWS refuses the call, ends the instance by itself, or the image does not boot.
func TestLaunchesThatComeToNothing(t *testing.T) {
	lost := "arn:aws:kms:sa-east-1:" + ours + ":key/0a1b2c3d-0000-4000-8000-000000000001"
	for name, c := range map[string]struct {
		change func(*sim.RegionSeed, *sim.Image)
		fault  sim.Fault
		values op.Values
		cause  string
		hint   string
		left   int // instances
	}{
		"no capacity": {fault: sim.Fault{Code: "InsufficientInstanceCapacity"}, cause: "InsufficientInstanceCapacity", hint: "choose another type, or a subnet in another zone"},
		"no spare capacity": {
			fault: sim.Fault{Code: "InsufficientInstanceCapacity"}, values: op.Values{"spot": {"true"}},
			cause: "InsufficientInstanceCapacity", hint: "choose another type, or a subnet in another zone",
		},
		"vCPU quota":                  {fault: sim.Fault{Code: "VcpuLimitExceeded"}, cause: "VcpuLimitExceeded", hint: "Service Quotas"},
		"instance quota":              {fault: sim.Fault{Code: "InstanceLimitExceeded"}, cause: "InstanceLimitExceeded", hint: "Service Quotas"},
		"spot quota":                  {fault: sim.Fault{Code: "MaxSpotInstanceCountExceeded"}, values: op.Values{"spot": {"true"}}, cause: "MaxSpotInstanceCountExceeded", hint: "Service Quotas"},
		"a price below the going one": {values: op.Values{"spot": {"true"}, "spot-price": {"0.001"}}, cause: "SpotMaxPriceTooLow", hint: "give a higher price"},
		"a subnet that vanished":      {fault: sim.Fault{Code: "InvalidSubnetID.NotFound"}, cause: "InvalidSubnetID.NotFound", hint: "It was deleted"},
		"a key that vanished":         {fault: sim.Fault{Code: "InvalidKeyPair.NotFound"}, cause: "InvalidKeyPair.NotFound", hint: "It was deleted"},
		"a zone without the type": {
			fault: sim.Fault{Code: "Unsupported"}, cause: "Unsupported", hint: "a subnet in another zone",
		},
		"a key that is disabled": {change: func(r *sim.RegionSeed, i *sim.Image) {
			r.KmsKeys = []sim.KmsKey{{KeyId: "0a1b2c3d-0000-4000-8000-000000000001", Arn: lost, KeyState: "Disabled"}}
			r.Snapshots[0].Encrypted, r.Snapshots[0].KmsKeyId = true, lost
			i.BlockDeviceMappings[0].Ebs.Encrypted = new(true)
		}, cause: "Client.InternalError: Client error on launch. Most often the key of an encrypted volume cannot be used", hint: "It is gone with what it wrote"},
		"AWS fails": {change: func(_ *sim.RegionSeed, i *sim.Image) {
			i.Tags = []sim.Tag{{Key: "sim:unbootable", Value: "Server.InternalError"}}
		}, cause: "Server.InternalError: Internal error on launch. The fault is on AWS's side", hint: "It is gone with what it wrote"},
		"it does not boot": {change: func(_ *sim.RegionSeed, i *sim.Image) {
			i.Tags = []sim.Tag{{Key: "sim:unbootable", Value: "kernel"}}
		}, cause: "It does not find its root file system", hint: "undoing the run takes it away", left: 1},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				seed := fitSeed()
				r := seed.Regions["sa-east-1"]
				if c.change != nil {
					c.change(r, &r.Images[slices.IndexFunc(r.Images, func(i sim.Image) bool { return i.Name == "9 no mode" })])
				}
				var faults []sim.Fault
				if c.fault.Code != "" {
					c.fault.Do, c.fault.Action = "error", "RunInstances"
					faults = []sim.Fault{c.fault}
				}
				st := padFrom(t, seed, faults...)
				values := op.Values{"type": {"t3.micro"}}
				for name, v := range c.values {
					values[name] = v
				}
				run := st.run(t, launchUnheeded(t, st, values))
				o := run.Outcomes[0]
				if o.State != op.Failed || o.Problem == nil || !strings.Contains(o.Problem.Error(), c.cause) || !strings.Contains(o.Problem.Hint, c.hint) {
					t.Errorf("%+v %+v", o, o.Problem)
				}
				if n := len(st.launched()); n != c.left {
					t.Errorf("%d instances are left, want %d", n, c.left)
				}
			})
		})
	}
}

// TestTerminationProtectionIsNotForced: the undo of a launch says what holds it
// back, and changes nothing.
func TestTerminationProtectionIsNotForced(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		seed := fitSeed()
		r := seed.Regions["sa-east-1"]
		r.LaunchTemplates = []sim.LaunchTemplate{{LaunchTemplateId: "lt-0a1b2c3d4e5f60718", LaunchTemplateName: "kept", DefaultVersionNumber: 1, LatestVersionNumber: 1}}
		r.LaunchTemplateVersions = []sim.LaunchTemplateVersion{{LaunchTemplateId: "lt-0a1b2c3d4e5f60718", LaunchTemplateName: "kept", VersionNumber: 1, DefaultVersion: true,
			LaunchTemplateData: &sim.ResponseLaunchTemplateData{InstanceType: "t3.micro", DisableApiTermination: new(true)}}}
		st := padFrom(t, seed)
		run := st.run(t, launchOf(t, st, op.Values{"template": {"lt-0a1b2c3d4e5f60718"}}))
		if run.Result() != op.AllDone {
			t.Fatalf("%+v", run.Outcomes)
		}
		undone := st.run(t, run.Undo())
		o := undone.Outcomes[0]
		if o.State != op.Failed || o.Problem == nil || !strings.Contains(o.Problem.Hint, "--no-disable-api-termination") || len(st.launched()) != 1 {
			t.Errorf("%+v, left are %v", o, st.launched())
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
