package main

import (
	"context"
	"strings"
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
	var busy, idle struct{ moves, letters times }
	var all time.Duration
	for range 3 {
		t, err := open(ctx, r, s.env(), 120, 40, "--region", region)
		if err != nil {
			return nil, err
		}
		err = func() error {
			defer t.close()
			if _, err := t.wait("the first rows", t.began, t.listed()); err != nil {
				return err
			}
			for t.loads() {
				if err := t.both(&busy.moves, &busy.letters); err != nil {
					return err
				}
			}
			d, err := t.wait("all images", t.began, t.complete(n))
			if err != nil {
				return err
			}
			if all == 0 || d < all {
				all = d
			}
			t.rest(time.Second)
			for range 4 {
				if err := t.both(&idle.moves, &idle.letters); err != nil {
					return err
				}
			}
			return nil
		}()
		if err != nil {
			return nil, err
		}
	}
	return []figure{
		note("cursor key to frame while loading", busy.moves.spread(), "middle / 99 % / worst"),
		note("cursor key to frame when all is there", idle.moves.spread(), ""),
		note("typed letter to frame while loading", busy.letters.spread(), "claws: keys wait for AWS"),
		note("typed letter to frame when all is there", idle.letters.spread(), ""),
		note("all rows listed, walked through meanwhile", amount(milliseconds(all), "ms"), "11 calls of 150 ms make 1,650 ms"),
	}, nil
}

// loads reports whether the place in focus is being read.
func (t *terminal) loads() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return strings.ContainsAny(t.row(2), "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏")
}

// both moves a little and searches a little.
func (t *terminal) both(moves, letters *times) error {
	for range 8 {
		d, err := t.send("j", "after j", time.Now(), t.moves())
		if err != nil {
			return err
		}
		*moves = append(*moves, d)
	}
	some, err := t.search("web arm")
	*letters = append(*letters, some...)
	return err
}
