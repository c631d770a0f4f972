package ui_test

import (
	"testing"
	"time"

	"tami/awsclient/sim"
)

// wholeRefresh is how long the demonstration's refresh of six instances takes at
// six times AWS's pace, with its checkpoint and its watch at the end.
const wholeRefresh = 9 * time.Minute

// elsewhere begins a rollback on one machine, and looks at the same account from
// another that has no journal of it, while the refresh waits at its checkpoint.
func elsewhere(t *testing.T, w, h int, steps func(first, second *journey)) {
	t.Helper()
	account, err := sim.New(sim.Options{Seed: sim.Demo(today), Speed: 6})
	if err != nil {
		t.Fatal(err)
	}
	o := options{w: w, h: h, regions: []string{"us-east-1"}, account: account}
	travel(t, o, func(first *journey) {
		first.Loaded().Press("t").Loaded().Press("R").After(2 * read).Press("y").After(107 * time.Second).Sees("watching")
		second := begin(first.t, o)
		second.Loaded().Press(".").Sees("0 runs").Press("esc", "t").Loaded()
		steps(first, second)
		second.end()
	})
}

// What somebody else began is read from AWS: how far it is, which image how many
// instances run, what it goes to and from; and it goes on being counted.
func TestARefreshIsWatchedFromAnotherMachine(t *testing.T) {
	for _, size := range [][2]int{{40, 12}, {80, 24}} {
		elsewhere(t, size[0], size[1], func(_, second *journey) {
			wide := size[0] >= 80
			second.Sees("refresh 33 %")
			second.Press("R").After(2*read).Sees("NOW", "TO", "y").Misses("STEPS")
			if wide {
				second.Sees("Roll back group web-blue", badImage, goodImage, "template web v44, by the refresh under way", "REFRESH", "in progress, 33 %, 4 instances to go",
					"it waits at a checkpoint", "2 of 6  "+goodImage+" ✓", "4 of 6  "+badImage, "AWS starts no second one")
			}
			second.After(100 * time.Second)
			if wide {
				second.Sees("in progress, 50 %").Misses("waits at a checkpoint")
			}
			second.After(wholeRefresh).Sees("NOW").Misses("REFRESH")
			second.Press("esc").After(read).Sees("▌ web-blue").Misses("refresh 33 %")
		})
	}
}

func TestARefreshIsGoneOnWithFromAnotherMachine(t *testing.T) {
	elsewhere(t, 120, 40, func(_, second *journey) {
		second.Press("R").After(2 * read).Press("w")
		second.Sees("go on with the refresh under way at once", "stop the refresh under way", "let AWS turn the refresh")
		second.Type("go on with").Press("enter").After(2*read).Sees("STEPS", "stop the refresh of web-blue at its checkpoint", "without checkpoints", "y  runs it")
		second.Press("y").After(10 * time.Second).Sees("watching")
		second.After(wholeRefresh).Sees("✓ Done", "6 of 6  "+goodImage+" ✓")
	})
}

func TestARefreshIsStoppedFromAnotherMachine(t *testing.T) {
	elsewhere(t, 120, 40, func(first, second *journey) {
		second.Sees("2 images", "from web v43 to web v44", "R goes on with it")
		second.Press("R").After(2 * read).Press("o").Sees("Look at another plan").Type("stop").Press("enter").After(2 * read)
		second.Sees("stop the refresh of web-blue at 33 %", "none: what is replaced stays so")
		second.Press("y").After(time.Minute).Sees("✓ Done", "2 of 6  "+goodImage, "4 of 6  "+badImage)
		first.After(time.Minute).Sees("the refresh is Cancelled at 33 %")
	})
}

func TestARefreshIsTurnedRoundFromAnotherMachine(t *testing.T) {
	elsewhere(t, 120, 40, func(first, second *journey) {
		second.Press("R").After(2 * read).Press("w").Type("let AWS").Press("enter").After(2 * read).Sees("let AWS turn the refresh of web-blue round")
		second.Press("y").After(wholeRefresh).Sees("✓ Done", "6 of 6  "+badImage)
		first.Sees("AWS rolled the refresh back")
	})
}
