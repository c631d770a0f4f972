package ui_test

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"tami/awsclient/cache"
	"tami/awsclient/sim"
)

// later is how old a list is when it is shown again.
const later = 3 * time.Hour

// returning lets a first session fill the cache, and a second one, some hours
// after it, find the account changed.
func returning(t *testing.T, o options, change func(*sim.RegionSeed), steps func(*journey)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		<-time.After(time.Until(today))
		var err error
		if o.cache, err = cache.Open(t.TempDir(), time.Now()); err != nil {
			t.Fatal(err)
		}
		o.seed = sim.Demo(time.Now())
		begin(t, options{seed: o.seed, cache: o.cache, regions: o.regions}).Loaded().end()
		change(o.seed.Regions["us-east-1"])
		<-time.After(later)
		j := begin(t, o)
		steps(j)
		j.end()
	})
}

// without takes an image out of a region.
func without(name string) func(*sim.RegionSeed) {
	return func(r *sim.RegionSeed) {
		r.Images = slices.DeleteFunc(r.Images, func(i sim.Image) bool { return i.Name == name })
	}
}

// slow is an AWS whose lists take some seconds.
func slow() []sim.Fault {
	return []sim.Fault{{Service: "ec2", Action: "DescribeImages", Times: 1, Do: "delay", Ms: 8000}}
}

func TestTheListOfLastTimeStandsAtOnceWithItsAge(t *testing.T) {
	returning(t, options{w: 120, h: 40, regions: []string{"us-east-1"}, faults: slow()}, without(plainImage), func(j *journey) {
		j.After(200*time.Millisecond).Sees("web-arm64-2026", "from cache, 3 h old")
		j.Press("/").Type(plainImage).Press("enter").Sees(plainImage)
		j.Press("esc").Press("j", "j", "j", "space")
		marked := cursorRow(j)
		j.After(10*time.Second).Misses("from cache", plainImage).Sees("1 marked")
		if now := cursorRow(j); now != marked {
			t.Errorf("the cursor stood on %q, and stands on %q", marked, now)
		}
	})
}

// cursorRow is the name on the line of the cursor.
func cursorRow(j *journey) string {
	for _, l := range strings.Split(j.Screen(), "\n") {
		if rest, ok := strings.CutPrefix(l, "▌"); ok {
			return strings.Fields(strings.TrimLeft(rest, " ●"))[0]
		}
	}
	return ""
}

// TestAnImageThatIsGoneIsNotActedOn: the list of last time still has it; the
// sheet asks AWS, and refuses.
func TestAnImageThatIsGoneIsNotActedOn(t *testing.T) {
	returning(t, options{w: 120, h: 40, regions: []string{"us-east-1"}, faults: slow()}, without(plainImage), func(j *journey) {
		j.After(200*time.Millisecond).Press("/").Type(plainImage).Press("enter").Sees(plainImage, "from cache")
		j.Press("K").After(20 * time.Second).Sees("it is gone, or not visible to this account").Misses("enter confirms")
	})
}

// TestWhereAWSFailsTheOldListStays, with the reason and its age.
func TestWhereAWSFailsTheOldListStays(t *testing.T) {
	down := []sim.Fault{{Service: "ec2", Action: "DescribeImages", Do: "deny"}}
	returning(t, options{w: 120, h: 40, regions: []string{"us-east-1"}, faults: down}, without(plainImage), func(j *journey) {
		j.Loaded().Sees("✕ not permitted", "from cache, 3 h old", "web-arm64-2026")
	})
}

func TestWithoutACacheNothingIsRemembered(t *testing.T) {
	travel(t, options{regions: []string{"us-east-1"}, faults: slow()}, func(j *journey) {
		j.After(time.Second).Sees("loading images of us-east-1").Misses("from cache")
	})
}

// TestPagesComeTogether: however fast pages come, the loop hears of them ten
// times a second at most, and of the first one at once.
func TestPagesComeTogether(t *testing.T) {
	every := []sim.Fault{{Service: "ec2", Action: "DescribeImages", Do: "delay", Ms: 20}}
	travel(t, options{regions: []string{"us-east-1"}, faults: every, page: 2}, func(j *journey) {
		j.After(50*time.Millisecond).Sees("web-arm64-2026", "1 us-east-1 2 ")
		const spinner, spare = 4, 2
		if n := j.messages(time.Second); n > 10+spinner+spare {
			t.Errorf("the loop was told %d times in a second", n)
		}
		j.Loaded().Misses("⠋")
	})
}
