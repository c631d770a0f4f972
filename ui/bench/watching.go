package main

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// watching measures what it costs to look at changes that AWS takes minutes for:
// one copy, and more than fit on the screen, at the pace of AWS.
func watching(ctx context.Context, r rig) ([]figure, error) {
	var list []figure
	for _, w := range []struct {
		name    string
		marked  int
		regions string
	}{{"one copy watched for 60 s, 120x40, a second", 1, "eu-west-1"}, {"48 copies watched for 60 s, 120x40, a second", 16, "eu-west-1 us-west-2 ap-southeast-2"}} {
		n, err := watched(ctx, r, w.marked, w.regions)
		if err != nil {
			return nil, err
		}
		list = append(list, atMost(w.name, n, 60, "B", ""))
	}
	return list, nil
}

// watched copies images and returns how many bytes a second it takes to show how
// far that is.
func watched(ctx context.Context, r rig, images int, regions string) (float64, error) {
	s, err := simulateAt(ctx, r, account(region, 40), "1")
	if err != nil {
		return 0, err
	}
	defer s.close()
	t, err := open(ctx, r, s.env(), 120, 40, "--region", region)
	if err != nil {
		return 0, err
	}
	defer t.close()
	if _, err := t.wait("the images", t.began, t.listed()); err != nil {
		return 0, err
	}
	t.rest(time.Second)
	for range images {
		if _, err := t.tty.WriteString(" j"); err != nil {
			return 0, err
		}
		t.rest(quiet)
	}
	for _, one := range []struct{ keys, shown string }{
		{"C", "To regions"}, {regions, regions[strings.LastIndexByte(regions, ' ')+1:]}, {"\r", "permitted"},
	} {
		if _, err := t.press(one.keys, t.shows(one.shown)); err != nil {
			return 0, err
		}
		t.rest(2 * time.Second)
	}
	if _, err := t.press("\r", t.shows("running")); err != nil {
		return 0, err
	}
	t.rest(5 * time.Second)
	const looked = 60 * time.Second
	n := t.after(looked)
	if !t.shows("running")() {
		return 0, fmt.Errorf("the copies were over before they had been watched:\n%s", t.text())
	}
	return float64(n) / looked.Seconds(), nil
}
