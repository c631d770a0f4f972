package ui_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"tami/awsclient/sim"
	"tami/ui/kit"
)

// paint is what the program itself writes: colours and weights, nothing else.
var paint = regexp.MustCompile(`\x1b\[[0-9;:]*m`)

// obeyed is what a terminal would obey, hide or reorder in a line.
func obeyed(line string) (rune, bool) {
	for _, r := range paint.ReplaceAllString(line, "") {
		hidden := unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp)
		if hidden || r >= 0xfe00 && r <= 0xfe0f || strings.ContainsRune("\u115f\u1160\u2800\u3164\uffa0\u034f", r) {
			return r, true
		}
	}
	return 0, false
}

// visit looks at every line of a screen: nothing of somebody else's is obeyed,
// and no line is longer than the screen.
func (j *journey) visit(screen string, w, h int) {
	j.t.Helper()
	lines := j.Lines()
	if len(lines) != h {
		j.t.Errorf("%s has %d lines, not %d", screen, len(lines), h)
	}
	for _, l := range lines {
		if r, bad := obeyed(l); bad {
			j.t.Errorf("%s writes %U: %q", screen, r, l)
			return
		}
		if n := kit.Width(paint.ReplaceAllString(l, "")); n > w {
			j.t.Errorf("%s has a line of %d cells in %d: %q", screen, n, w, l)
			return
		}
	}
}

// TestNothingThatAWSSaysReachesTheTerminalRaw shows an account in which every
// text that somebody can choose tries to paint, move, copy, hide, reorder and
// spill, on every screen, and looks at what is drawn. XML cannot carry an escape
// character: what EC2 could send begins at U+0080; other services can send all.
func TestNothingThatAWSSaysReachesTheTerminalRaw(t *testing.T) {
	for _, size := range [][2]int{{120, 40}, {80, 24}} {
		w, h := size[0], size[1]
		t.Run(fmt.Sprintf("%dx%d", w, h), func(t *testing.T) {
			travel(t, options{w: w, h: h, seed: sim.Hostile(sim.Demo(today)), regions: []string{"us-east-1"}}, func(j *journey) {
				j.Loaded().Sees("pwned")
				if w >= 120 { // a narrow list has no room for flags
					j.Sees("!hidden")
				}
				j.visit("the list", w, h)
				j.Press("Y").After(rested).visit("the copy menu", w, h)
				j.Press("esc", "v").After(rested).visit("families", w, h)
				j.Press("esc", "esc")
				j.Press("a").After(rested).visit("the menu", w, h)
				j.Press("esc", "D").After(rested).visit("the sheet of a deregistration", w, h)
				j.Press("esc", "L").After(rested).visit("the form of a launch", w, h)
				j.Press("esc", "t").Loaded()
				for _, tab := range []string{"1", "2", "3", "4"} {
					j.Press(tab).After(rested).visit("fleet "+tab, w, h)
				}
				j.Press("t", "b").Loaded().visit("the bin", w, h)
				j.Press("esc")
				for image := range 12 {
					j.Press("enter").After(rested)
					for _, tab := range []string{"1", "2", "3", "4", "5", "6", "7", "8"} {
						j.Press(tab).After(rested).visit("tab "+tab+" of image "+string(rune('a'+image)), w, h)
					}
					j.Press("esc", "down").After(rested)
				}
				j.Press("x", "enter").After(rested)
				csv, saved := j.saved["tami-images.csv"]
				if strings.ContainsAny(csv, "\x1b\u009b\u202e\r") || !saved || !strings.Contains(csv, "pwned") {
					t.Errorf("the export holds raw text, or nothing: %d bytes", len(csv))
				}
			})
		})
	}
}

// TestHiddenTextIsSaidInWords shows an image whose name hides and reorders: the
// row says that something is hidden, and its own screen says what, in words.
func TestHiddenTextIsSaidInWords(t *testing.T) {
	evil := "x\x1b[31m\x1b]52;c;cm0gLXJm\x07\u009b2J\u202eevil\u200b\r\n\ttail"
	seed := sim.Seed{Account: "111122223333", Regions: map[string]*sim.RegionSeed{"us-east-1": {
		Images: []sim.Image{{
			ImageId: "ami-0123456789abcdef0", Name: evil, Description: evil, OwnerId: "111122223333", State: "available",
			CreationDate: "2026-11-20T10:00:00.000Z", Architecture: "arm64", PlatformDetails: evil, ImageLocation: evil,
			RootDeviceName: "/dev/xvda", RootDeviceType: "ebs", VirtualizationType: "hvm",
		}},
	}}}
	travel(t, options{w: 120, h: 40, seed: seed, regions: []string{"us-east-1"}}, func(j *journey) {
		j.Loaded().Sees("!hidden")
		j.Press("enter").After(rested).Sees(`\u009b2J`, `\u202e`)
	})
}
