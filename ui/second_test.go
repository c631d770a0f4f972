package ui_test

import "testing"

func TestCompareFromTheScreenOfAnImage(t *testing.T) {
	travel(t, options{w: 120, h: 40, regions: []string{"us-east-1"}, filter: "'web-arm64-2026.1"}, func(j *journey) {
		j.Loaded().Press("space", "enter", "=").After(rested).Sees("Compare", "are the same and left out", "web-arm64-2026.11.21-c0ffee1")
	})
	travel(t, options{w: 120, h: 40, regions: []string{"us-east-1"}, filter: "'web-arm64-2026.1"}, func(j *journey) {
		j.Loaded().Press("enter", "=").Sees("Compare with").Type("77aa0e2").Press("enter").After(rested)
		j.Sees("are the same and left out", "web-arm64-2026.11.12-77aa0e2")
		j.Press("esc", "4").After(rested).Press("j", "=").After(rested).Sees("are the same and left out")
	})
}

// A screen that is opened again takes the place of the one that shows the same
// thing, so that esc leads home in as many steps as there are screens.
func TestEscLeadsHomeHoweverOftenScreensWereOpened(t *testing.T) {
	travel(t, options{w: 120, h: 40, regions: []string{"us-east-1"}}, func(j *journey) {
		j.Loaded()
		for range 8 {
			j.Press(".").Sees("Runs").Press("!").Sees("Messages").Press("i").Sees("Instances").Press("t").Sees("Groups & templates")
			j.After(rested)
		}
		j.Press("esc").Sees("Instances").Press("esc").Sees("Messages").Press("esc").Sees("Runs").Press("esc").Sees(" tami  111122223333")
	})
}
