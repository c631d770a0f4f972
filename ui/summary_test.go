package ui_test

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestTheSummaryWaitsForACursorThatRaces(t *testing.T) {
	travel(t, options{w: 120, h: 40, regions: []string{"us-east-1"}}, func(j *journey) {
		j.Loaded().Press("j")
		if name, rule := cursorAndRule(j); !strings.Contains(rule, name) {
			t.Errorf("after one key the cursor is on %s and the summary says %q", name, rule)
		}
		j.Press("j", "j", "j")
		if name, rule := cursorAndRule(j); strings.Contains(rule, name) {
			t.Errorf("the summary follows a key held down: %q", rule)
		}
		j.After(150 * time.Millisecond)
		if name, rule := cursorAndRule(j); !strings.Contains(rule, name) {
			t.Errorf("the cursor has paused on %s and the summary says %q", name, rule)
		}
	})
}

// cursorAndRule are how the name of the image under the cursor ends, and the
// rule of the summary, which names an image too.
func cursorAndRule(j *journey) (name, rule string) {
	lines := strings.Split(j.Screen(), "\n")
	at := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, "▌") })
	parts := strings.Split(strings.Fields(lines[at])[1], "…")
	return parts[len(parts)-1], lines[len(lines)-7]
}
