package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"tami/awsclient/sim"
)

// remembering measures a start that finds 100,000 images in the cache while
// AWS says nothing yet.
func remembering(ctx context.Context, r rig) ([]figure, error) {
	const n, calls = 100_000, 100
	prompt := sim.Fault{Service: "ec2", Action: "DescribeImages", Times: calls, Do: "delay", Ms: 1}
	silent := sim.Fault{Service: "ec2", Action: "DescribeImages", Do: "hang"}
	s, err := simulate(ctx, r, account(region, n), prompt, silent)
	if err != nil {
		return nil, err
	}
	defer s.close()
	kept := filepath.Join(r.dir, "remembered")
	env := append(s.env(), "XDG_CACHE_HOME="+kept)
	size, err := fill(ctx, r, env, kept, n)
	if err != nil {
		return nil, err
	}
	rows, _, err := recalled(ctx, r, env, (*terminal).listed)
	if err != nil {
		return nil, err
	}
	all, cpu, err := recalled(ctx, r, env, func(t *terminal) func() bool {
		return func() bool { return strings.Contains(t.row(2), " 100000 ") }
	})
	if err != nil {
		return nil, err
	}
	none, err := firstFrame(ctx, r, s.env(), "--region", region)
	if err != nil {
		return nil, err
	}
	return []figure{
		note("size of the cache", amount(size/n, "B an image"), ""),
		note("first frame without a cache", amount(milliseconds(none), "ms"), "in the same run"),
		soon("cached rows on the screen after exec", rows, 100*time.Millisecond, "claws and a9s keep nothing"),
		soon("100,000 cached rows searchable after exec", all, 100*time.Millisecond, ""),
		note("processor time until then", amount(milliseconds(cpu), "ms"), "on two processors; other work does not count"),
	}, nil
}

// fill lets a first start read everything, and waits for what it keeps.
func fill(ctx context.Context, r rig, env []string, kept string, n int) (size float64, err error) {
	t, err := open(ctx, r, env, 120, 40, "--region", region)
	if err != nil {
		return 0, err
	}
	defer t.close()
	if _, err := t.wait("all images", t.began, t.complete(n)); err != nil {
		return 0, err
	}
	for range 100 {
		files, err := filepath.Glob(filepath.Join(kept, "tami", "*.images"))
		if err != nil {
			return 0, err
		}
		if len(files) == 1 {
			stat, err := os.Stat(files[0])
			if err != nil {
				return 0, err
			}
			return float64(stat.Size()), nil
		}
		t.rest(100 * time.Millisecond)
	}
	return 0, errors.New("nothing was kept")
}

// recalled is the time from exec until what is remembered is on the screen as
// wanted, and the least processor time that took.
func recalled(ctx context.Context, r rig, env []string, wanted func(*terminal) func() bool) (wait, cpu time.Duration, err error) {
	wait, err = best(7, func() (time.Duration, error) {
		t, err := open(ctx, r, env, 120, 40, "--region", region)
		if err != nil {
			return 0, err
		}
		defer t.close()
		d, err := t.wait("the images of last time", t.began, wanted(t))
		if used := t.cpu(); cpu == 0 || used < cpu {
			cpu = used
		}
		return d, err
	})
	return wait, cpu, err
}
