package ui_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"tami/awsclient/sim"
	"tami/themes"
)

const (
	badImage  = "web-arm64-2026.11.19-9f3c01d"
	goodImage = "web-arm64-2026.11.12-77aa0e2"
)

// refreshed is long enough for an instance refresh of the simulated account,
// with its waits.
const refreshed = 20 * time.Minute

// The story of the demonstration: the newest web image is bad, and web-blue
// runs it. From the first screen to the change in less than ten keys.
func TestAGroupIsRolledBackAndTheRollbackUndone(t *testing.T) {
	travel(t, options{w: 120, h: 40}, func(j *journey) {
		before := j.account.Fingerprint()
		j.Loaded()
		keys := []string{"t", "R", "y"}
		j.Press(keys[0]).Loaded().Sees("▌ web-blue", badImage)
		j.Press(keys[1]).After(2 * read)
		j.Sees("Roll back group web-blue", "NOW", badImage, "TO", goodImage, "CHECKS", "STEPS", "keep 90 %", "exactly as before", "y  runs it")
		j.Press(keys[2]).After(30*time.Second).Sees("watching", "of 6")
		j.After(refreshed).Sees("✓ Done", "6 of 6  "+goodImage+" ✓", "u undoes it")
		j.Press("esc").After(read).Sees("▌ web-blue", "6 of 6  "+goodImage, "web v44")
		j.Press("u").After(2*read).Sees("Undo: Roll back group web-blue", "NOW     "+goodImage, "TO      "+badImage, "ran here until the rollback", "CHECKS", "to version 43", "y  takes back")
		j.Press("y").After(refreshed).Sees("✓ Done").Press("esc").After(read).Sees("6 of 6  "+badImage, "web v43")
		if j.account.Fingerprint() == before {
			t.Error("the instances are said to be the same, and they are new ones")
		}
	})
}

func TestFromABadImageToWhatRunsIt(t *testing.T) {
	travel(t, options{w: 120, h: 40}, func(j *journey) {
		j.web(badImage).Press("R").After(read)
		j.Sees("Roll back what runs "+badImage, "group web-blue", "6 instances of 6", "template web", "parameter /ami/web")
		j.Press("enter").After(2*read).Sees("Roll back group web-blue", "TO", goodImage)
		j.Press("esc").Sees("/ " + badImage)
	})
}

// An image that nothing runs is one to go back to.
func TestFromAGoodImageToWhatCouldRunIt(t *testing.T) {
	travel(t, options{w: 120, h: 40}, func(j *journey) {
		j.web("web-arm64-2026.10.16").Press("R").After(read)
		j.Sees("Roll back to web-arm64-2026.10.16-4d1e9b0", "group web-blue", "runs "+badImage)
		j.Press("enter").After(2*read).Sees("TO", "web-arm64-2026.10.16-4d1e9b0", "y  runs it")
	})
}

func TestAnImageThatNothingRunsSaysWhereItLooked(t *testing.T) {
	denied := []sim.Fault{{Service: "ssm", Action: "DescribeParameters", Do: "deny"}}
	travel(t, options{w: 120, h: 40, faults: denied}, func(j *journey) {
		j.web("AwsBackup_i-073").Press("R").After(read)
		j.Sees("nothing that runs it was found in us-east-1", "not checked: image", "ssm:DescribeParameters")
	})
}

func TestAnInstanceOfAGroupLeadsToItsGroup(t *testing.T) {
	travel(t, options{w: 120, h: 40}, func(j *journey) {
		j.Loaded().Press("i").After(read)
		for range 40 {
			if strings.Contains(j.Screen(), "▌ web-blue") {
				break
			}
			j.Press("j")
		}
		j.Sees("▌ web-blue").Press("R").After(2 * read).Sees("Roll back group web-blue")
	})
}

func TestEverySectionLeadsToItsRollback(t *testing.T) {
	travel(t, options{w: 120, h: 40}, func(j *journey) {
		j.Loaded().Press("t").Loaded().Press("2").After(rested).Press("R").After(2 * read)
		j.Sees("Roll back template web", "TO", "STEPS")
		j.Press("esc", "4", "/").Type("/ami/web us-east").Press("enter", "R").After(2 * read)
		j.Sees("Roll back parameter /ami/web", "TO", goodImage, "STEPS")
		j.Press("esc", "esc", "3", "/").Type("search-1 us-east").Press("enter", "R").After(2 * read)
		j.Sees("Roll back instance search-1", "TO")
	})
}

func TestAnotherTargetAndAnotherWayAreChosen(t *testing.T) {
	travel(t, options{w: 120, h: 40}, func(j *journey) {
		j.Loaded().Press("t").Loaded().Press("R").After(2 * read)
		j.Press("t").Sees("Back to", goodImage+": ", "✓").Press("down", "enter").After(read)
		j.Sees("TO      web-arm64-2026.10.30-0b1c2d3", "y  runs it")
		j.Press("w").Sees("How", "the group pins v43").Press("down", "enter").After(read).Sees("web-blue refresh to v39")
		j.Press("w").Press("down", "enter").Sees("Not this one: the group").After(read)
		j.Press("=").Sees("Compare", badImage, "web-arm64-2026.10.30-0b1c2d3")
	})
}

func TestARollbackIsLeftRunningAndFoundAgain(t *testing.T) {
	travel(t, options{}, func(j *journey) {
		j.Loaded().Press("t").Loaded().Press("R").After(2 * read).Press("y").After(20 * time.Second)
		j.Sees("watching", "esc leaves it running").Press("esc").Sees("1 run ▸")
		j.After(20*time.Second).Sees("refresh 33 %", "2 images", "in progress, 33 %") // and the list goes on counting
		j.Press(".").Sees("Roll back group web-blue").Press("enter").After(10*time.Second).Sees("watching", "of 6")
		j.After(refreshed).Sees("✓ Done")
	})
}

// What stands on the plan for afterwards is offered when the change is made,
// and not before.
func TestWhatBecomesOfTheBadImageIsOfferedAfterwards(t *testing.T) {
	travel(t, options{w: 120, h: 40}, func(j *journey) {
		j.Loaded().Press("t").Loaded().Press("R").After(2 * read).Press("o").Sees("There is no other plan to offer")
		j.Press("y").After(refreshed).Sees("✓ Done", "(o)").Press("o").Sees("Look at another plan", "Deprecate "+badImage)
		j.Type("Deprecate").Press("enter").After(read).Sees("Deprecate " + badImage)
	})
}

func TestARefusedRefreshIsSaidInWords(t *testing.T) {
	denied := []sim.Fault{{Service: "autoscaling", Action: "StartInstanceRefresh", Do: "deny"}}
	travel(t, options{w: 120, h: 40, faults: denied}, func(j *journey) {
		j.Loaded().Press("t").Loaded().Press("R").After(2 * read).Press("y").After(read)
		j.Sees("failed", "autoscaling:StartInstanceRefresh", "Partly done", "u undoes it", "Go on from here: bring web-blue to the version that was made")
		j.Press("o").Type("go on").Press("enter").After(2*read).Sees("Roll back group web-blue", "web-blue refresh to v44", "y  runs it").Press("esc")
		j.Sees("u undoes it").Press("u").After(read).Press("y").After(read).Sees("✓ Done")
	})
}

// What was just left is not what is proposed next.
func TestNoRollbackLeadsBackToWhatWasLeft(t *testing.T) {
	travel(t, options{w: 120, h: 40}, func(j *journey) {
		j.Loaded().Press("t").Loaded().Press("R").After(2 * read).Press("y").After(refreshed).Sees("✓ Done")
		j.Press("esc").After(read).Press("R").After(2 * read).Sees("NOW     " + goodImage).Misses("TO      " + badImage)
		j.Press("t").Sees(badImage)
	})
}

// launched is an instance that was launched on the way: its ID is another one
// each time.
var launched = regexp.MustCompile(`(Launching a new EC2 instance: )i-[0-9a-f]{17}`)

// rollbackTour visits the sheet of a rollback in its phases.
func rollbackTour(j *journey, visit func(name string)) {
	j.web(badImage).Press("R").After(read)
	visit("culprits")
	j.Press("esc", "esc", "t").Loaded().Press("R").After(2 * read)
	visit("plan")
	j.Press("t")
	visit("target")
	j.Press("esc", "w")
	visit("way")
	j.Press("esc", "=").After(rested)
	visit("compare")
	j.Press("esc", "y").After(time.Minute)
	visit("running")
	j.After(refreshed)
	visit("done")
	j.Press("u").After(read)
	visit("undo")
	j.Press("esc", "esc")
}

func TestRollbacksLookAsAgreed(t *testing.T) {
	for _, size := range sizes() {
		travel(t, options{w: size[0], h: size[1]}, func(j *journey) {
			rollbackTour(j, func(name string) {
				checkGeometry(t, name, j.Lines(), size[0], size[1])
				golden(t, fmt.Sprintf("rollback-%s-%dx%d", name, size[0], size[1]), launched.ReplaceAllString(runID.ReplaceAllString(j.Screen(), "20261121-140300-xxxx"), "${1}i-0506db67e2e5a7853"))
			})
		})
	}
}

func TestRollbacksInASCIIAndWithoutColour(t *testing.T) {
	travel(t, options{look: themes.Options{ASCII: true, NoColor: true, Profile: colorprofile.ASCII}}, func(j *journey) {
		rollbackTour(j, func(screen string) {
			for _, l := range j.Lines() {
				if colour.MatchString(l) || strings.ContainsFunc(ansi.Strip(l), func(r rune) bool { return r > 0x7e }) {
					t.Errorf("%s has %q", screen, l)
				}
			}
		})
	})
}
