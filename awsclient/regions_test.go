package awsclient

import (
	"slices"
	"testing"
)

func TestRegionsAreNamedOnce(t *testing.T) {
	names := knownRegions()
	slices.Sort(names)
	if n := len(slices.Compact(slices.Clone(names))); n != len(names) {
		t.Errorf("%d of %d names are different", n, len(names))
	}
}
