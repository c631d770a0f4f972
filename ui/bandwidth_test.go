package ui_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"tami/themes"
)

func TestOnASlowLinkAMarkerAloneMoves(t *testing.T) {
	travel(t, options{w: 120, h: 40, regions: []string{"us-east-1"}, look: themes.Options{LowBandwidth: true}}, func(j *journey) {
		j.Loaded().Press("j")
		before := strings.Split(strings.Join(j.Lines(), "\n"), "\n")
		j.Press("j")
		cells := 0
		for y, line := range strings.Split(strings.Join(j.Lines(), "\n"), "\n") {
			if line == before[y] {
				continue
			}
			old, now := []rune(ansi.Strip(before[y])), []rune(ansi.Strip(line))
			for x := range now {
				if now[x] != old[x] {
					cells++
				}
			}
			if unpainted(line) != unpainted(before[y]) {
				t.Errorf("a cursor move changes the paint of a line from\n%q to\n%q", before[y], line)
			}
		}
		if cells != 2 {
			t.Errorf("%d cells differ after a cursor move, not the two marks", cells)
		}
		j.Misses("no instance here runs it", "ami-").Press("enter").Sees("ami-")
	})
}

// unpainted is a line without the cursor's mark and the paint of that mark.
func unpainted(line string) string {
	_, rest, _ := strings.Cut(strings.Replace(line, "▌", " ", 1), "  ")
	return strings.TrimPrefix(rest, " ")
}

// A menu says on a slow link what the choice under the cursor does, and of the
// others only why they cannot be taken.
func TestOnASlowLinkAMenuExplainsOneChoice(t *testing.T) {
	for _, slow := range []bool{false, true} {
		travel(t, options{w: 120, h: 40, regions: []string{"us-east-1"}, look: themes.Options{LowBandwidth: slow}}, func(j *journey) {
			j.Loaded().Press("j", "j", "a").Sees("Launch instances from an image", "it is available, not disabled")
			const other = "Deregister the old versions"
			if slow {
				j.Misses(other).Type("Sweep").Sees(other)
			} else {
				j.Sees(other)
			}
		})
	}
}
