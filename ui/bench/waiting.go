package main

import (
	"context"
	"strings"
	"time"

	"tami/awsclient/sim"
)

// waiting measures what a slow API costs.
func waiting(ctx context.Context, r rig) ([]figure, error) {
	slow := sim.Fault{Service: "ec2", Do: "delay", Ms: 150}
	late := sim.Fault{Service: "ec2", Action: "DescribeImages", Region: "ap-southeast-2", Do: "delay", Ms: 8000}
	const many = "us-east-1,us-east-2,us-west-1,us-west-2,ca-central-1,sa-east-1,eu-west-1,eu-west-2,eu-west-3,eu-central-1,eu-north-1," +
		"ap-northeast-1,ap-northeast-2,ap-northeast-3,ap-south-1,ap-southeast-1,ap-southeast-2"
	rows, err := shown(ctx, r, "us-east-1", slow, (*terminal).listed)
	if err != nil {
		return nil, err
	}
	one, err := shown(ctx, r, "us-east-1", slow, (*terminal).answered)
	if err != nil {
		return nil, err
	}
	all, err := shown(ctx, r, many, slow, (*terminal).answered)
	if err != nil {
		return nil, err
	}
	first, err := shown(ctx, r, "us-east-1,eu-west-1,ap-southeast-2", late, (*terminal).listed)
	if err != nil {
		return nil, err
	}
	answer, err := typedWhile(ctx, r, late)
	if err != nil {
		return nil, err
	}
	change, err := typedWhileChanging(ctx, r)
	if err != nil {
		return nil, err
	}
	return []figure{
		soon("rows on screen, 150 ms a call", rows, 200*time.Millisecond, "claws 220 ms, a9s 320 ms"),
		soon("one region has answered, 150 ms a call", one, 200*time.Millisecond, ""),
		soon("17 regions have answered, 150 ms a call", all, one*13/10, "claws: the slowest region, nothing before"),
		soon("first rows, one of three regions 8 s late", first, 300*time.Millisecond, "claws 8,000 ms"),
		soon("typed letter while a call takes 8 s", answer, 50*time.Millisecond, "claws 7,000–8,000 ms"),
		soon("typed letter while a change takes 8 s", change, 50*time.Millisecond, "claws 7,000–8,000 ms"),
	}, nil
}

// shown is the time from exec until the demo account's images are on the
// screen as wanted.
func shown(ctx context.Context, r rig, regions string, f sim.Fault, wanted func(*terminal) func() bool) (time.Duration, error) {
	return best(5, func() (time.Duration, error) {
		s, err := simulate(ctx, r, sim.Seed{}, f)
		if err != nil {
			return 0, err
		}
		defer s.close()
		t, err := open(ctx, r, s.env(), 200, 40, "--region", regions)
		if err != nil {
			return 0, err
		}
		defer t.close()
		return t.wait("images of "+regions, t.began, wanted(t))
	})
}

// listed is the condition that images stand in the focused list.
func (t *terminal) listed() func() bool {
	return func() bool { return t.cursor() != "" }
}

// answered is the condition that no region is awaited any more.
func (t *terminal) answered() func() bool {
	listed := t.listed()
	return func() bool { return listed() && !strings.ContainsAny(t.row(2)+t.row(3), spinner) }
}

// spinner is the frames of what turns beside a region that is awaited.
const spinner = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"

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

// typedWhileChanging is how soon a letter is on the screen while a call that
// changes the account is under way: an image is being protected.
func typedWhileChanging(ctx context.Context, r rig) (time.Duration, error) {
	slow := sim.Fault{Service: "ec2", Action: "EnableImageDeregistrationProtection", Do: "delay", Ms: 8000}
	rehearsal := slow
	rehearsal.Ms, rehearsal.Times = 1, 1
	s, err := simulate(ctx, r, sim.Seed{}, rehearsal, slow)
	if err != nil {
		return 0, err
	}
	defer s.close()
	t, err := open(ctx, r, s.env(), 120, 40, "--region", "us-east-1")
	if err != nil {
		return 0, err
	}
	defer t.close()
	if _, err := t.wait("the first rows", t.began, t.listed()); err != nil {
		return 0, err
	}
	for range 2 { // past what is still being made
		if _, err := t.strike("j", t.moves()); err != nil {
			return 0, err
		}
	}
	if _, err := t.strike("K", t.shows("1 of 1 permitted")); err != nil {
		return 0, err
	}
	t.rest(time.Second) // keys that confirm rest for a moment under a new plan
	for _, step := range []struct{ key, shows string }{{"\r", "running"}, {"\x1b", "/ to search"}} {
		if _, err := t.strike(step.key, t.shows(step.shows)); err != nil {
			return 0, err
		}
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
