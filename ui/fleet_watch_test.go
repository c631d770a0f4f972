package ui_test

import (
	"fmt"
	"testing"
	"time"

	"tami/awsclient/sim"
)

// crowd is the demonstration with many instances in web-blue.
func crowd(n int) sim.Seed {
	seed := sim.Demo(today)
	r := seed.Regions["us-east-1"]
	for i := range r.AutoScalingGroups {
		g := &r.AutoScalingGroups[i]
		if g.AutoScalingGroupName != "web-blue" {
			continue
		}
		pattern := g.Instances[0]
		var like sim.Instance
		for _, v := range append(r.Reservations, sim.Reservation{Instances: r.Instances}) {
			for _, inst := range v.Instances {
				if inst.InstanceId == pattern.InstanceId {
					like = inst
				}
			}
		}
		for len(g.Instances) < n {
			m, inst := pattern, like
			m.InstanceId = fmt.Sprintf("i-0ffffffff%08x", len(g.Instances))
			inst.InstanceId, inst.BlockDeviceMappings, inst.NetworkInterfaces = m.InstanceId, nil, nil
			g.Instances, r.Instances = append(g.Instances, m), append(r.Instances, inst)
		}
		g.DesiredCapacity, g.MaxSize = n, n
	}
	return seed
}

// requests are how many requests of each kind were answered so far.
func (j *journey) requests() map[string]int {
	done := map[string]int{}
	for action, n := range j.account.RequestCounts() {
		done[action] = n.Done
	}
	return done
}

// since is what came to requests that were counted before.
func (j *journey) since(before map[string]int) map[string]int {
	came := map[string]int{}
	for action, n := range j.requests() {
		if n > before[action] {
			came[action] = n - before[action]
		}
	}
	return came
}

// A thousand instances are watched with the group and its refresh, a request
// each: on the sheet, and in the list.
func TestAThousandInstancesAreWatchedWithTwoRequestsAPoll(t *testing.T) {
	travel(t, options{w: 120, h: 40, regions: []string{"us-east-1"}, seed: crowd(1000)}, func(j *journey) {
		j.Loaded().Press("t").Loaded().Sees("▌ web-blue", "1000")
		j.Press("R").After(2*read).Press("y").After(15*time.Second).Sees("watching", "of 1000")
		for _, where := range []string{"the sheet", "the list"} {
			const polls = 6
			before := j.requests()
			j.After(polls * 5 * time.Second)
			came := j.since(before)
			if n := came["autoscaling:DescribeAutoScalingGroups"] + came["autoscaling:DescribeScalingActivities"]; n > polls+1 {
				t.Errorf("%s: the group and what it did are asked for %d times in %d polls", where, n, polls)
			}
			if where == "the sheet" && came["autoscaling:DescribeScalingActivities"] == 0 {
				t.Error("the sheet does not ask what the group did")
			}
			for action, most := range map[string]int{"autoscaling:DescribeAutoScalingGroups": polls + 1, "autoscaling:DescribeScalingActivities": polls/3 + 1, "autoscaling:DescribeInstanceRefreshes": 2 * (polls + 1), "ec2:DescribeLaunchTemplateVersions": 1} {
				if came[action] > most {
					t.Errorf("%s: %d %s in %d polls", where, came[action], action, polls)
				}
				delete(came, action)
			}
			if len(came) > 0 {
				t.Errorf("%s asks more: %v", where, came)
			}
			j.Sees("of 1000", goodImage)
			if where == "the sheet" {
				j.Sees("lately", "Launching a new EC2 instance")
			}
			if where == "the sheet" {
				j.Press("esc").After(10 * time.Second)
			}
		}
		j.After(refreshed).Sees("1000 of 1000  " + goodImage)
	})
}

// From R to a whole sheet nothing is asked twice, and what one request can
// answer is one request.
func TestTheSheetOfARollbackAsksEachThingOnce(t *testing.T) {
	travel(t, options{w: 120, h: 40, regions: []string{"us-east-1"}}, func(j *journey) {
		j.Loaded().Press("t").Loaded()
		before := j.requests()
		j.Press("R").After(2 * read).Sees("y  runs it")
		came := j.since(before)
		t.Logf("%d requests: %v", len(came), came)
		for action, n := range came {
			if n > 1 {
				t.Errorf("%d %s", n, action)
			}
		}
	})
}
