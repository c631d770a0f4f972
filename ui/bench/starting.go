package main

import (
	"context"
	"fmt"
	"time"

	"tami/awsclient/sim"
)

// starting measures what happens before AWS has said anything.
func starting(ctx context.Context, r rig) ([]figure, error) {
	help, err := best(10, func() (time.Duration, error) { return printed(ctx, r) })
	if err != nil {
		return nil, err
	}
	demo, size, err := firstFrame(ctx, r, nil, 120, 40, "--demo")
	if err != nil {
		return nil, err
	}
	_, small, err := firstFrame(ctx, r, nil, 80, 24, "--demo")
	if err != nil {
		return nil, err
	}
	mute, err := simulate(ctx, r, sim.Seed{}, sim.Fault{Do: "hang"})
	if err != nil {
		return nil, err
	}
	defer mute.close()
	account, _, err := firstFrame(ctx, r, mute.env(), 120, 40, "--region", "us-east-1,eu-west-1,ap-southeast-2")
	if err != nil {
		return nil, err
	}
	return []figure{
		soon("--help, on a terminal", help, 50*time.Millisecond, "fang 23 ms, and 4,030 ms on a terminal that does not answer"),
		soon("first frame after exec, --demo", demo, 150*time.Millisecond, "claws 41–68 ms to the first byte, then waits for AWS"),
		soon("first frame after exec, AWS silent", account, 150*time.Millisecond, "claws shows nothing before the slowest region"),
		note("bytes of the first frame, 120x40", amount(float64(size), "B"), "vim 4,495, Bubble Tea list and detail 3,744, htop 7,276, fzf 12,559"),
		atMost("bytes of the first frame, 80x24", float64(small), 2560, "B", ""),
	}, nil
}

// printed is how long --help takes on a terminal.
func printed(ctx context.Context, r rig) (time.Duration, error) {
	t, err := open(ctx, r, nil, 120, 40, "--help")
	if err != nil {
		return 0, err
	}
	defer t.close()
	<-t.ended
	if t.bytes() == 0 {
		return 0, fmt.Errorf("--help printed nothing")
	}
	return t.last.Sub(t.began), nil
}

// firstFrame is the time from exec to the end of the first whole frame, and
// how many bytes had been written by then.
func firstFrame(ctx context.Context, r rig, env []string, w, h int, args ...string) (time.Duration, int, error) {
	bytes := 0
	d, err := best(5, func() (time.Duration, error) {
		t, err := open(ctx, r, env, w, h, args...)
		if err != nil {
			return 0, err
		}
		defer t.close()
		search, last := t.shows("/ to search"), t.shows("? help") // which stands at the end of the last line
		return t.wait("the first frame", t.began, func() bool { bytes = t.written; return search() && last() })
	})
	return d, bytes, err
}
