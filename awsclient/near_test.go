package awsclient

import (
	"slices"
	"strings"
	"testing"
)

func TestNear(t *testing.T) {
	profiles := []string{"default", "ops-prod", "ops-dev", "billing", "a"}
	for name, c := range map[string]struct {
		typed string
		among []string
		want  []string
	}{
		"one letter wrong":   {"ops-prid", profiles, []string{"ops-prod"}},
		"two letters turned": {"us-esat-1", knownRegions(), []string{"us-east-1"}},
		"other case":         {"OPS-PROD", profiles, []string{"ops-prod"}},
		"part of the name":   {"prod", profiles, []string{"ops-prod"}},
		"nothing alike":      {"zzzzzzzz", profiles, nil},
		"best first":         {"ops-de", profiles, []string{"ops-dev"}},
		"none to choose":     {"x", nil, nil},
		"very long":          {strings.Repeat("x", 1<<16), profiles, nil},
	} {
		t.Run(name, func(t *testing.T) {
			got := near(c.typed, c.among)
			if len(c.want) == 0 && len(got) > 0 || len(c.want) > 0 && (len(got) == 0 || got[0] != c.want[0]) {
				t.Errorf("near %q is %q, want %q first", c.typed, got, c.want)
			}
			if len(got) > 3 {
				t.Errorf("%d suggestions are more than a line holds", len(got))
			}
		})
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"a", "", 1}, {"", "ab", 2}, {"abc", "abc", 0}, {"abc", "acb", 1}, {"abc", "xbc", 1}, {"abc", "bc", 1}, {"kitten", "sitting", 3}} {
		if got := distance(c.a, c.b); got != c.want || distance(c.b, c.a) != c.want {
			t.Errorf("%q to %q is %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

func TestRegionsAreNamedOnce(t *testing.T) {
	names := knownRegions()
	slices.Sort(names)
	if n := len(slices.Compact(slices.Clone(names))); n != len(names) {
		t.Errorf("%d of %d names are different", n, len(names))
	}
}
