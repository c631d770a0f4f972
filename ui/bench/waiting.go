package main

import (
	"context"
	"time"

	"tami/awsclient/sim"
)

// waiting measures what a slow API costs.
func waiting(ctx context.Context, r rig) ([]figure, error) {
	slow := sim.Fault{Service: "ec2", Do: "delay", Ms: 150}
	late := sim.Fault{Service: "ec2", Action: "DescribeImages", Region: "ap-southeast-2", Do: "delay", Ms: 8000}
	one, err := firstRows(ctx, r, "us-east-1", slow)
	if err != nil {
		return nil, err
	}
	eight, err := firstRows(ctx, r, "us-east-1,us-east-2,us-west-2,eu-west-1,eu-central-1,ap-southeast-2,sa-east-1,ca-central-1", slow)
	if err != nil {
		return nil, err
	}
	first, err := firstRows(ctx, r, "us-east-1,eu-west-1,ap-southeast-2", late)
	if err != nil {
		return nil, err
	}
	answer, err := typedWhile(ctx, r, late)
	if err != nil {
		return nil, err
	}
	return []figure{
		soon("rows on screen, 150 ms a call", one, 200*time.Millisecond, "claws 220 ms, a9s 320 ms"),
		soon("rows of eight regions, 150 ms a call", eight, time.Duration(1.3*float64(one)), "claws: the slowest region, nothing before"),
		soon("first rows, one of three regions 8 s late", first, 300*time.Millisecond, "claws 8,000 ms"),
		soon("typed letter while a call takes 8 s", answer, 50*time.Millisecond, "claws 7,000–8,000 ms"),
	}, nil
}

// firstRows is the time from exec until rows of the demo account are on the
// screen, and with several regions until every one but the late has answered.
func firstRows(ctx context.Context, r rig, regions string, f sim.Fault) (time.Duration, error) {
	return best(3, func() (time.Duration, error) {
		s, err := simulate(ctx, r, sim.Seed{}, f)
		if err != nil {
			return 0, err
		}
		defer s.close()
		t, err := open(ctx, r, s.env(), 120, 40, "--region", regions)
		if err != nil {
			return 0, err
		}
		defer t.close()
		return t.wait("the first rows", t.began, t.listed())
	})
}

// listed is the condition that images stand in the focused list.
func (t *terminal) listed() func() bool {
	return func() bool { return t.cursor() != "" }
}

// typedWhile is how soon a letter is on the screen while a region is awaited.
func typedWhile(ctx context.Context, r rig, f sim.Fault) (time.Duration, error) {
	s, err := simulate(ctx, r, sim.Seed{}, f)
	if err != nil {
		return 0, err
	}
	defer s.close()
	t, err := open(ctx, r, s.env(), 120, 40, "--region", "us-east-1,eu-west-1,"+f.Region)
	if err != nil {
		return 0, err
	}
	defer t.close()
	if _, err := t.wait("the first rows", t.began, t.listed()); err != nil {
		return 0, err
	}
	waits, err := t.search("payments")
	return waits.at(1), err
}

// search opens the search box, types a query letter by letter, and leaves it
// again; it returns how long each letter took to be on the screen, with the
// rows that it found.
func (t *terminal) search(query string) (times, error) {
	var waits times
	for i := range len(query) + 1 {
		key := "/"
		if i > 0 {
			key = query[i-1 : i]
		}
		shown := "/ " + query[:i]
		d, err := t.strike(key, func() bool { return startsWith(t.row(1), shown) })
		if err != nil {
			return nil, err
		}
		if i > 0 {
			waits = append(waits, d)
		}
	}
	_, err := t.strike("\x1b", func() bool { return startsWith(t.row(1), "/ to search") })
	return waits, err
}
