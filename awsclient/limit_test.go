package awsclient

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"tami/model/ami"
)

func TestTheBudgetIsKept(t *testing.T) {
	for action, want := range map[string]time.Duration{
		"ec2:DescribeImages":  10 * time.Second, // 50 at once, then 10 a second
		"ec2:DeregisterImage": 50 * time.Second, // 25 at once, then 2.5 a second
	} {
		synctest.Test(t, func(t *testing.T) {
			var l limiter
			at := ami.Where{Region: "us-east-1"}
			begin := time.Now()
			var all sync.WaitGroup
			for range 150 {
				all.Go(func() {
					if err := l.wait(t.Context(), at, action); err != nil {
						t.Error(err)
					}
				})
			}
			all.Wait()
			if d := time.Since(begin); d.Round(100*time.Millisecond) != want {
				t.Errorf("150 requests of %s took %v, want %v", action, d, want)
			}
		})
	}
}

func TestPlacesHaveBudgetsOfTheirOwn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var l limiter
		begin := time.Now()
		for range 50 {
			for _, at := range []ami.Where{{Region: "us-east-1"}, {Region: "eu-west-1"}, {Profile: "ops", Region: "us-east-1"}} {
				for _, action := range []string{"ec2:DescribeImages", "sts:GetCallerIdentity"} {
					if err := l.wait(t.Context(), at, action); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
		if d := time.Since(begin); d > 0 {
			t.Errorf("waited %v within the budgets", d)
		}
	})
}

func TestWaitingEndsWithTheQuestion(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var l limiter
		at := ami.Where{Region: "us-east-1"}
		ctx, cancel := context.WithCancel(t.Context())
		for range 50 {
			_ = l.wait(ctx, at, "ec2:DescribeImages")
		}
		cancel()
		if err := l.wait(ctx, at, "ec2:DescribeImages"); err == nil {
			t.Error("a cancelled question may still send a request")
		}
	})
}
