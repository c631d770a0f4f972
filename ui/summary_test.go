package ui_test

import (
	"strings"
	"testing"
	"time"
)

func TestTheSummaryWaitsForACursorThatRaces(t *testing.T) {
	travel(t, options{w: 120, h: 40, regions: []string{"us-east-1"}}, func(j *journey) {
		j.Loaded()
		before := summaryRule(j)
		j.Press("j")
		first := summaryRule(j)
		if first == before {
			t.Errorf("after one key the summary still says %q", first)
		}
		j.Press("j", "j", "j")
		if rule := summaryRule(j); rule != first {
			t.Errorf("the summary follows a key held down: %q", rule)
		}
		j.After(200 * time.Millisecond)
		if rule := summaryRule(j); rule == first {
			t.Errorf("the cursor has paused and the summary still says %q", rule)
		}
	})
}

// Where the cursor has rested all around it is known: the next summary is drawn
// once and whole, and asks AWS nothing.
func TestTheSummaryOfANeighbourIsWhole(t *testing.T) {
	travel(t, options{w: 120, h: 40, regions: []string{"us-east-1"}}, func(j *journey) {
		j.Loaded().After(rested)
		j.account.ForgetRequests()
		for range 10 {
			j.Press("j")
			at := j.Screen()
			making := strings.Contains(at, "… data") && strings.Contains(at, "▌   payments-v58") // asked when it is looked at
			if j.After(rested); j.Screen() != at && !making {
				t.Errorf("a rest on a row changed the screen from\n%s\nto\n%s", at, j.Screen())
			}
		}
		if more := len(j.account.Requests()); more > 2 {
			t.Errorf("ten rows asked AWS %d things", more)
		}
	})
}

func TestTheSummaryHasTheWholeNameThatTheListCuts(t *testing.T) {
	travel(t, options{w: 120, h: 40, regions: []string{"us-east-1"}}, func(j *journey) {
		const name = "AwsBackup_i-073c87ee44500bc5b_A2FC032F-1AC0-4217-AC6B-A71D9D29DF87"
		j.Loaded().Misses(name).Press("j", "j", "j", "j").After(200 * time.Millisecond).Sees(name)
	})
}

// summaryRule is the line that names the image of the summary by its ID.
func summaryRule(j *journey) string {
	lines := strings.Split(j.Screen(), "\n")
	return lines[len(lines)-7]
}
