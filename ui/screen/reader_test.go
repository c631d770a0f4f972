package screen

import (
	"slices"
	"testing"
)

// What is searched for is found wherever the screen happens to break the line.
func TestASentenceIsFoundAcrossTheEndOfALine(t *testing.T) {
	r := newReader()
	r.settle([]string{"    A setting under which images cannot be made public: block", "    public access. Block public access is", "", "    block", "public"}, 9)
	for want, hits := range map[string][]int{
		"block public access": {0, 1}, "cannot be": {0}, "access. block": {1}, "is block": nil, "block public": {0, 1, 3}, "nowhere": nil,
	} {
		r.input.Set(want)
		if r.find(0); !slices.Equal(r.hits, hits) {
			t.Errorf("%q is on %v, want %v", want, r.hits, hits)
		}
	}
}
