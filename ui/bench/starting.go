package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"tami/awsclient/sim"
)

// starting measures what happens before AWS has said anything.
func starting(ctx context.Context, r rig) ([]figure, error) {
	help, err := best(10, func() (time.Duration, error) { return printed(ctx, r) })
	if err != nil {
		return nil, err
	}
	demo, err := firstFrame(ctx, r, nil, "--demo")
	if err != nil {
		return nil, err
	}
	mute, err := simulate(ctx, r, sim.Seed{}, sim.Fault{Do: "hang"})
	if err != nil {
		return nil, err
	}
	defer mute.close()
	account, err := firstFrame(ctx, r, mute.env(), "--region", "us-east-1,eu-west-1,ap-southeast-2")
	if err != nil {
		return nil, err
	}
	large, err := firstScreen(ctx, r, 120, 40)
	if err != nil {
		return nil, err
	}
	small, err := firstScreen(ctx, r, 80, 24)
	if err != nil {
		return nil, err
	}
	figures := []figure{
		soon("--help, on a terminal", help, 50*time.Millisecond, "fang 23 ms, and 4,030 ms on a terminal that does not answer"),
		soon("first frame after exec, --demo", demo, 150*time.Millisecond, "claws 41–68 ms to the first byte, then waits for AWS"),
		soon("first frame after exec, AWS silent", account, 150*time.Millisecond, "claws shows nothing before the slowest region"),
		note("bytes until rows are shown, 120x40", amount(large, "B"), "vim 4,495, Bubble Tea list and detail 3,744, htop 7,276, fzf 12,559"),
		atMost("bytes until rows are shown, 80x24", small, 2500, "B", ""),
	}
	held, err := footprint(ctx, r, mute.env())
	return append(figures, held...), err
}

// footprint is what the program takes on the disk, and in memory while AWS has
// said nothing yet.
func footprint(ctx context.Context, r rig, env []string) ([]figure, error) {
	file, err := os.Stat(r.binary)
	if err != nil {
		return nil, err
	}
	figures := []figure{note("size of the binary", amount(float64(file.Size())/1e6, "MB"), "stripped, as released")}
	t, err := open(ctx, r, env, 120, 40, "--region", "us-east-1")
	if err != nil {
		return nil, err
	}
	defer t.close()
	if _, err := t.wait("the first frame", t.began, t.shows("/ to search")); err != nil {
		return nil, err
	}
	t.rest(time.Second)
	if now, peak, ok := t.memory(); ok {
		figures = append(figures, note("memory (peak), AWS silent", fmt.Sprintf("%.0f (%.0f) MB", now, peak), "half of it pages of the binary, which the system may take back"))
	}
	return figures, nil
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

// firstFrame is the time from exec to the end of the first whole frame.
func firstFrame(ctx context.Context, r rig, env []string, args ...string) (time.Duration, error) {
	return best(10, func() (time.Duration, error) {
		t, err := open(ctx, r, env, 120, 40, args...)
		if err != nil {
			return 0, err
		}
		defer t.close()
		search, last := t.shows("/ to search"), t.shows("? help") // which stands at the end of the last line
		return t.wait("the first frame", t.began, func() bool { return search() && last() })
	})
}

// firstScreen is how many bytes are written until the demo account is shown.
func firstScreen(ctx context.Context, r rig, w, h int) (float64, error) {
	t, err := open(ctx, r, nil, w, h, "--demo")
	if err != nil {
		return 0, err
	}
	defer t.close()
	bytes, listed := 0, t.listed()
	_, err = t.wait("the demo account", t.began, func() bool { bytes = t.written; return listed() })
	return float64(bytes), err
}
