package main

import (
	"context"
	"fmt"
	"time"
)

// region is where the accounts of a given size have their images.
const region = "us-east-1"

// sizes measures accounts of several sizes, all of it in one region.
func sizes(ctx context.Context, r rig) ([]figure, error) {
	var all []figure
	for _, n := range []int{40, 1000, 5000, 10_000, 100_000} {
		some, err := sized(ctx, r, n)
		if err != nil {
			return nil, fmt.Errorf("%d images: %w", n, err)
		}
		all = append(all, some...)
	}
	return all, nil
}

func sized(ctx context.Context, r rig, n int) ([]figure, error) {
	s, err := simulate(ctx, r, account(region, n))
	if err != nil {
		return nil, err
	}
	defer s.close()
	t, err := open(ctx, r, s.env(), 120, 40, "--region", region)
	if err != nil {
		return nil, err
	}
	defer t.close()
	all, err := t.wait("all images", t.began, t.complete(n))
	if err != nil {
		return nil, err
	}
	t.rest(time.Second)
	name := fmt.Sprintf(", %d images", n)
	figures := []figure{note("all rows listed"+name, amount(milliseconds(all), "ms"), "")}
	if now, peak, ok := t.memory(); ok {
		figures = append(figures, memory(n, now, peak))
	}
	if n < 1000 {
		return figures, nil
	}
	moves, letters, cpu, err := t.walk()
	if err != nil {
		return nil, err
	}
	return append(figures,
		note("cursor key to frame"+name, moves.spread(), map[int]string{1000: "middle / 99 % / worst; half and whole of it is the renderer's interval"}[n]),
		note("typed letter to frame"+name, letters.spread(), map[int]string{5000: "claws 32–45 ms, a9s 16–95 ms"}[n]),
		note("processor time a key"+name, cpu, ""),
	), nil
}

func memory(n int, now, peak float64) figure {
	what := fmt.Sprintf("memory (peak), %d images", n)
	beside := map[int]string{40: "claws 41 MB, a9s 84 MB", 5000: "claws 65 MB, a9s 123 MB at the peak"}[n]
	aim, ok := map[int]float64{40: 40, 5000: 60, 100_000: 150}[n]
	f := note(what, "", beside)
	if ok {
		f = atMost(what, now, aim, "MB", beside)
	}
	f.value = fmt.Sprintf("%.0f (%.0f) MB", now, peak)
	return f
}

// complete is the condition that n images are counted and none is awaited.
func (t *terminal) complete(n int) func() bool {
	return func() bool { return endsWith(t.row(1), fmt.Sprint(" ", n)) && endsWith(t.row(2), fmt.Sprint(" ", n)) }
}

// walk moves the cursor and searches, and returns how long the frames took
// and, where the system tells, the processor time of a key.
func (t *terminal) walk() (moves, letters times, cpu string, err error) {
	before, _ := t.cpu()
	for i := range 120 {
		key := "j"
		if i%10 == 9 {
			key = "\x06" // a page
		}
		d, err := t.send(key, "after "+key, time.Now(), t.moves())
		if err != nil {
			return nil, nil, "", err
		}
		moves = append(moves, d)
	}
	for _, query := range []string{"web arm", "payments", "state:available", "ci runner x86", "2025.06"} {
		some, err := t.search(query)
		if err != nil {
			return nil, nil, "", err
		}
		letters = append(letters, some...)
	}
	used, ok := t.cpu()
	if !ok {
		return moves, letters, "not told by this system", nil
	}
	return moves, letters, amount(milliseconds(used-before)/float64(len(moves)+len(letters)), "ms"), nil
}
