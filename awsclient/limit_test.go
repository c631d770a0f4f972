package awsclient

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"tami/model/op"
)

// spend sends requests of an action as fast as its budget lets them go.
func spend(t *testing.T, b *budget, n int) time.Duration {
	t.Helper()
	begin := time.Now()
	var all sync.WaitGroup
	for range n {
		all.Go(func() {
			if err := b.wait(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	return time.Since(begin).Round(100 * time.Millisecond)
}

func TestTheBudgetIsKept(t *testing.T) {
	for _, c := range []struct {
		action string
		paged  bool
		want   time.Duration
	}{
		{describeImages, true, 3300 * time.Millisecond},          // 90 at once, then 18 a second
		{"ec2:DescribeRegions", false, 11700 * time.Millisecond}, // 45, then 9
		{"ec2:DeregisterImage", false, 23300 * time.Millisecond}, // 45, then 4.5
		{"ec2:RunInstances", false, 81100 * time.Millisecond},    // 4, then 1.8
	} {
		synctest.Test(t, func(t *testing.T) {
			var l limiter
			if d := spend(t, l.of("1", "us-east-1", c.action, c.paged), 150); d != c.want {
				t.Errorf("150 requests of %s took %v, want %v", c.action, d, c.want)
			}
		})
	}
}

func TestPlacesHaveBudgetsOfTheirOwn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var l limiter
		var took time.Duration
		for _, at := range [][2]string{{"1", "us-east-1"}, {"1", "eu-west-1"}, {"2", "us-east-1"}} {
			took += spend(t, l.of(at[0], at[1], describeImages, true), 90) + spend(t, l.of(at[0], at[1], "sts:GetCallerIdentity", false), 45)
		}
		if took > 0 {
			t.Errorf("waited %v within the budgets", took)
		}
		if d := spend(t, l.of("1", "us-east-1", "ec2:DescribeSnapshots", true), 18); d != time.Second {
			t.Errorf("18 more reads of the same place took %v", d)
		}
	})
}

func TestWaitingEndsWithTheQuestion(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var l limiter
		b := l.of("1", "us-east-1", describeImages, true)
		ctx, cancel := context.WithCancel(t.Context())
		spend(t, b, 90)
		cancel()
		if err := b.wait(ctx); err == nil {
			t.Error("a cancelled question may still send a request")
		}
	})
}

// Throttled answers halve the pace, once for those that come together, and
// quiet brings it back.
func TestThrottledAnswersSlowTheRestDown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var l limiter
		b := l.of("1", "us-east-1", describeImages, true)
		<-time.After(time.Minute) // as long as nothing was throttled, nothing is to be made up for
		for range 10 {
			b.throttled()
		}
		if d := spend(t, b, 10); d != time.Second { // one at once, then nine a second
			t.Errorf("10 requests after a throttled one took %v", d)
		}
		for range 20 {
			<-time.After(oneThrottle)
			b.throttled()
		}
		if slow := spend(t, b, 3); slow < 2*time.Second || slow > 4*time.Second {
			t.Errorf("however much is throttled, one a second goes: 3 took %v", slow)
		}
		<-time.After(2 * time.Minute)
		if d := spend(t, b, 1); d != 0 || b.share != usualShare {
			t.Errorf("after two quiet minutes the share is %v", b.share)
		}
	})
}

func TestClasses(t *testing.T) {
	for action, want := range map[string]string{
		"ebs:ListSnapshotBlocks": "listing blocks", "ec2:DescribeImages": readingPages, "ssm:GetParameters": readingWhole,
		op.Operation(op.RunInstances{}): "launching", op.Operation(op.DeregisterImage{}): "changing", op.Operation(op.StartRefresh{}): "changing",
	} {
		if got := classOf(action, true).name; got != want {
			t.Errorf("%s counts as %s, not as %s", action, got, want)
		}
	}
}
