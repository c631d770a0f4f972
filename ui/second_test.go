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
