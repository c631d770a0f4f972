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

// measured is what one round at a size gives.
type measured struct {
	all            time.Duration // until every row was listed
	loading, key   time.Duration // processor time of that, and of a key
	now, peak      float64       // resident MB
	moves, letters times
	told           bool // the system tells memory and processor time
}

func sized(ctx context.Context, r rig, n int) ([]figure, error) {
	s, err := simulate(ctx, r, account(region, n))
	if err != nil {
		return nil, err
	}
	defer s.close()
	rounds := 3
	if n > 10_000 {
		rounds = 1
	}
	var calm measured
	for i := range rounds {
		m, err := round(ctx, r, s, n)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			calm = m
			continue
		}
		calm.all, calm.loading, calm.key = min(calm.all, m.all), min(calm.loading, m.loading), min(calm.key, m.key)
		calm.now, calm.peak = max(calm.now, m.now), max(calm.peak, m.peak)
		calm.moves, calm.letters = calm.moves.calmer(m.moves), calm.letters.calmer(m.letters)
	}
	return calm.figures(n), nil
}

func (m measured) figures(n int) []figure {
	name := fmt.Sprintf(", %d images", n)
	figures := []figure{note("all rows listed"+name, amount(milliseconds(m.all), "ms"), map[int]string{100_000: "100 calls; tami allows itself a burst of 90 and 18 a second"}[n])}
	if m.told {
		figures = append(figures, memory(n, m.now, m.peak), note("processor time of that"+name, amount(milliseconds(m.loading), "ms"), ""))
	}
	figures = append(figures,
		note("cursor key to frame"+name, m.moves.spread(), map[int]string{40: "middle / 99 % / worst"}[n]),
		note("typed letter to frame"+name, m.letters.spread(), map[int]string{5000: "claws 32–45 ms, a9s 16–95 ms"}[n]))
	if m.told {
		figures = append(figures, note("processor time a key"+name, amount(milliseconds(m.key), "ms"), ""))
	}
	return figures
}

func memory(n int, now, peak float64) figure {
	f := note(fmt.Sprintf("memory at rest (peak), %d images", n), "", map[int]string{40: "claws 41 MB, a9s 84 MB", 5000: "claws 65 MB, a9s 123 MB at the peak"}[n])
	if aim, ok := map[int]float64{40: 40, 5000: 60, 100_000: 150}[n]; ok {
		f.aim, f.missed = fmt.Sprintf("≤ %.0f MB", aim), peak > aim
	}
	f.value = fmt.Sprintf("%.0f (%.0f) MB", now, peak)
	return f
}

func round(ctx context.Context, r rig, s *simulator, n int) (m measured, err error) {
	t, err := open(ctx, r, s.env(), 120, 40, "--region", region)
	if err != nil {
		return m, err
	}
	defer t.close()
	if m.all, err = t.wait("all images", t.began, t.complete(n)); err != nil {
		return m, err
	}
	m.loading = t.cpu()
	t.rest(time.Second)
	if m.moves, m.letters, m.key, err = t.walk(n); err != nil {
		return m, err
	}
	m.now, m.peak, m.told = t.memory()
	return m, nil
}

// complete is the condition that n images are counted and none is awaited.
func (t *terminal) complete(n int) func() bool {
	return func() bool { return endsWith(t.row(1), fmt.Sprint(" ", n)) && endsWith(t.row(2), fmt.Sprint(" ", n)) }
}

// walk moves the cursor and searches, and returns how long the frames took
// and the processor time of a key.
func (t *terminal) walk(n int) (moves, letters times, cpu time.Duration, err error) {
	before := t.cpu()
	for i := range 30 {
		key := "j"
		if i%10 == 9 && n > 100 {
			key = "\x06" // a page
		}
		d, err := t.strike(key, t.moves())
		if err != nil {
			return nil, nil, 0, err
		}
		moves = append(moves, d)
	}
	for _, query := range []string{"web arm", "payments", "state:available", "2025.06"} {
		some, err := t.search(query)
		if err != nil {
			return nil, nil, 0, err
		}
		letters = append(letters, some...)
	}
	after := t.cpu()
	return moves, letters, (after - before) / time.Duration(len(moves)+len(letters)), nil
}
