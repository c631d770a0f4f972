package ui_test

import (
	"regexp"
	"strings"
	"testing"
	"unicode"

	"tami/awsclient/sim"
)

// paint is what the program itself writes: colours and weights, nothing else.
var paint = regexp.MustCompile(`\x1b\[[0-9;:]*m`)

// TestNothingThatAWSSaysReachesTheTerminalRaw shows images whose texts try to
// paint, move, copy, hide and reorder, on every screen, and looks at the bytes.
// XML cannot carry an escape character: what AWS could send begins at U+0080.
func TestNothingThatAWSSaysReachesTheTerminalRaw(t *testing.T) {
	evil := "x\x1b[31m\x1b]52;c;cm0gLXJm\x07\u009b2J\u202eevil\u200b\r\n\ttail"
	seed := sim.Seed{Account: "111122223333", Regions: map[string]*sim.RegionSeed{"us-east-1": {
		Images: []sim.Image{{
			ImageId: "ami-0123456789abcdef0", Name: evil, Description: evil, OwnerId: "111122223333", State: "available",
			CreationDate: "2026-11-20T10:00:00.000Z", Architecture: "arm64", PlatformDetails: evil, ImageLocation: evil,
			RootDeviceName: "/dev/xvda", RootDeviceType: "ebs", VirtualizationType: "hvm",
			BlockDeviceMappings: []sim.BlockDeviceMapping{{DeviceName: "/dev/xvda", Ebs: &sim.EbsBlockDevice{SnapshotId: "snap-0123456789abcdef0"}}},
			Tags:                []sim.Tag{{Key: "team" + evil, Value: evil}},
		}},
		Snapshots: []sim.Snapshot{{SnapshotId: "snap-0123456789abcdef0", OwnerId: "111122223333", Description: evil, State: "completed"}},
	}}}
	travel(t, options{w: 120, h: 40, seed: seed, regions: []string{"us-east-1"}}, func(j *journey) {
		visit := func(screen string) {
			t.Helper()
			for _, l := range j.Lines() {
				for _, r := range paint.ReplaceAllString(l, "") {
					if unicode.IsControl(r) || strings.ContainsRune("\u202e\u200b\u2028", r) {
						t.Errorf("%s writes %U: %q", screen, r, l)
						return
					}
				}
			}
		}
		j.Loaded().Sees("!hidden")
		visit("the list")
		j.Press("Y")
		visit("the copy menu")
		j.Press("esc", "v")
		visit("families")
		j.Press("esc", "enter").After(rested).Sees(`\u009b2J`, `\u202e`)
		for _, tab := range []string{"1", "2", "3", "4", "5", "6", "7", "8"} {
			j.Press(tab).After(rested)
			visit("tab " + tab)
		}
		j.Press("esc", "x", "enter")
		if csv := j.saved["tami-images.csv"]; strings.ContainsAny(csv, "\x1b\u009b\u202e\r") {
			t.Errorf("the export holds raw text: %q", csv)
		}
	})
}
