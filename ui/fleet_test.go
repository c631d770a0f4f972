package ui_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"tami/awsclient/sim"
	"tami/themes"
)

// fleetTour visits what runs what, section by section.
func fleetTour(j *journey, visit func(name string)) {
	j.Loaded().Press("t").Loaded()
	visit("groups")
	for _, name := range []string{"templates", "instances", "parameters"} {
		j.Press("tab").After(rested)
		visit(name)
	}
	j.Press("e")
	visit("explained")
	j.Press("e", "1", "/").Type("worker")
	visit("search")
	j.Press("esc")
}

func TestWhatRunsWhatLooksAsAgreed(t *testing.T) {
	for _, size := range sizes() {
		travel(t, options{w: size[0], h: size[1]}, func(j *journey) {
			fleetTour(j, func(name string) {
				checkGeometry(t, name, j.Lines(), size[0], size[1])
				golden(t, fmt.Sprintf("fleet-%s-%dx%d", name, size[0], size[1]), j.Screen())
			})
		})
	}
}

func TestWhatRunsWhatInASCIIAndWithoutColour(t *testing.T) {
	travel(t, options{look: themes.Options{ASCII: true, NoColor: true, Profile: colorprofile.ASCII}}, func(j *journey) {
		fleetTour(j, func(screen string) {
			for _, l := range j.Lines() {
				if colour.MatchString(l) || strings.ContainsFunc(ansi.Strip(l), func(r rune) bool { return r > 0x7e }) {
					t.Errorf("%s has %q", screen, l)
				}
			}
		})
	})
}

func TestAGroupSaysWhatItRunsAndWhatItWouldLaunch(t *testing.T) {
	travel(t, options{w: 120, h: 40}, func(j *journey) {
		j.Loaded().Press("t").Loaded()
		j.Sees("web-blue", "6 of 6  web-arm64-2026.11.19-9f3c01d", "template web v43", "(4 to 12)")
		j.Press("/").Type("worker").Press("enter").After(rested)
		j.Sees("2 of 14", "+4 types", "override c6i.large: worker-")
		j.Press("esc", "/").Type("ci-runner").Press("enter").After(rested).Sees("config ci-runner-2026-11")
	})
}

func TestTheImageOfAGroupIsOpened(t *testing.T) {
	travel(t, options{w: 120, h: 40}, func(j *journey) {
		j.Loaded().Press("t").Loaded().Press("enter").After(rested).Sees("1 Overview", "web-arm64-2026.11.19-9f3c01d")
		j.Press("esc", "/").Type("worker us-east").Press("enter", "enter").After(rested)
		j.Sees("Open an image of worker", "5 instances of 5").Press("enter").After(rested).Sees("1 Overview", "worker-2026.11.04")
	})
}

// A template whose newest version launches something else than its default one
// is what a rollback is about.
func TestATemplateSaysWhichVersionsLaunchWhat(t *testing.T) {
	travel(t, options{w: 120, h: 40}, func(j *journey) {
		j.Loaded().Press("t").Loaded().Press("2").After(rested)
		j.Sees("latest: another image", "v43:", "v42:", "web-blue (web v43)")
		j.Press("y").Sees("Copied the name of the launch template: lt-")
	})
}

func TestAnInstanceOfAGroupDoesNotStandAlone(t *testing.T) {
	travel(t, options{w: 120, h: 40}, func(j *journey) {
		j.Loaded().Press("t").Loaded().Press("3").After(rested).Sees("bastion-1").Misses("  web-blue ")
	})
}

func TestAParameterSaysWhoChangedItLast(t *testing.T) {
	travel(t, options{w: 120, h: 40}, func(j *journey) {
		j.Loaded().Press("t").Loaded().Press("4", "/").Type("/ami/web us-east").Press("enter").After(rested)
		j.Sees("/ami/web", "web-arm64-2026.11.19-9f3c01d", "changed", "release-bot")
	})
}

// A place that fails says so among the others, which work.
func TestAPlaceThatCannotSayWhatRunsSaysWhy(t *testing.T) {
	denied := []sim.Fault{{Service: "autoscaling", Action: "DescribeAutoScalingGroups", Region: "eu-west-1", Do: "deny"}}
	travel(t, options{w: 120, h: 40, faults: denied}, func(j *journey) {
		j.Loaded().Press("t").Loaded()
		j.Sees("web-blue", "eu-west-1: groups not read", "autoscaling:DescribeAutoScalingGroups")
		j.Press("3").After(rested).Sees("perhaps in a group")
	})
}

func TestAPlaceThatRunsNothingSaysSo(t *testing.T) {
	travel(t, options{w: 120, h: 40, seed: sim.Seed{Account: "111122223333", Regions: map[string]*sim.RegionSeed{"us-east-1": {}}}, regions: []string{"us-east-1"}}, func(j *journey) {
		j.Loaded().Press("t").Loaded().Sees("us-east-1: no Auto Scaling groups")
		j.Press("2").After(rested).Sees("no launch templates").Press("3").After(rested).Sees("no instance stands alone")
		j.Press("4").After(rested).Sees("no SSM parameter").Press("enter", "y", "R").Sees("no SSM parameter").Press("t").After(rested).Sees("no images here")
	})
}

// Whoever sorts or searches keeps the thing that the cursor was put on.
func TestTheCursorStaysOnItsGroup(t *testing.T) {
	travel(t, options{w: 120, h: 40}, func(j *journey) {
		j.Loaded().Press("t").Loaded().Press("j").Sees("▌ web-green")
		j.Press("o").Sees("▌ web-green").Press("O").Sees("▌ web-green")
	})
}
