package main

import (
	"context"
	"time"

	"tami/awsclient/sim"
)

// loading measures keys while the pages of 10,000 images come in, 150 ms a
// call, beside the same keys when all is there.
func loading(ctx context.Context, r rig) ([]figure, error) {
	const n = 10_000
	s, err := simulate(ctx, r, account(region, n), sim.Fault{Service: "ec2", Do: "delay", Ms: 150})
	if err != nil {
		return nil, err
	}
	defer s.close()
	var busy, idle measured
	for i := range 5 {
		b, d, err := loaded(ctx, r, s, n)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			busy, idle = b, d
			continue
		}
		busy.all = min(busy.all, b.all)
		busy.moves, busy.letters = busy.moves.calmer(b.moves), busy.letters.calmer(b.letters)
		idle.moves, idle.letters = idle.moves.calmer(d.moves), idle.letters.calmer(d.letters)
	}
	return []figure{
		note("cursor key to frame while loading", busy.moves.spread(), "middle / 99 % / worst of the calmest of five rounds"),
		note("cursor key to frame when all is there", idle.moves.spread(), ""),
		note("typed letter to frame while loading", busy.letters.spread(), "claws: keys wait for AWS"),
		note("typed letter to frame when all is there", idle.letters.spread(), ""),
		note("all rows listed, walked through meanwhile", amount(milliseconds(busy.all), "ms"), "11 calls of 150 ms, one after the other, make 1,650 ms"),
	}, nil
}

// loaded presses keys while images come in, and as many when all are there.
func loaded(ctx context.Context, r rig, s *simulator, n int) (busy, idle measured, err error) {
	t, err := open(ctx, r, s.env(), 120, 40, "--region", region)
	if err != nil {
		return busy, idle, err
	}
	defer t.close()
	if _, err := t.wait("the first rows", t.began, t.listed()); err != nil {
		return busy, idle, err
	}
	loads := 0
	for ; t.loads(); loads++ {
		if err := t.both(&busy); err != nil {
			return busy, idle, err
		}
	}
	if busy.all, err = t.wait("all images", t.began, t.complete(n)); err != nil {
		return busy, idle, err
	}
	t.rest(time.Second)
	for range loads {
		if err := t.both(&idle); err != nil {
			return busy, idle, err
		}
	}
	return busy, idle, nil
}

// loads reports whether the region is being read.
func (t *terminal) loads() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return !endsWith(t.row(2), "000")
}

// both moves a little and searches a little.
func (t *terminal) both(m *measured) error {
	for range 6 {
		d, err := t.strike("j", t.moves())
		if err != nil {
			return err
		}
		m.moves = append(m.moves, d)
	}
	some, err := t.search("web arm")
	m.letters = append(m.letters, some...)
	return err
}
