package screen

import (
	"slices"
	"strings"
	"testing"

	"tami/model/op"
)

// gridOf is a menu of rows "value vCPU GiB", those with a ! cannot be had.
func gridOf(rows ...string) *menu {
	var list []choice
	for _, r := range rows {
		off := strings.HasPrefix(r, "!")
		f := strings.Fields(strings.TrimPrefix(r, "!"))
		list = append(list, choice{label: f[0] + " " + f[1] + " vCPU, " + f[2] + " GiB", value: f[0], cells: f[1:], off: off})
	}
	m := newMenu("Instance type", list)
	m.grid = &grid{list: []op.Column{{Name: "vCPU", Worth: 2}, {Name: "GiB", Worth: 1}}}
	m.grid.measure(list)
	return m
}

// TestFindInATable: the rows that begin with what is typed, or say just that, come
// first, and what cannot be had last.
func TestFindInATable(t *testing.T) {
	for typed, want := range map[string]string{
		"":        "m5g.large c5.large m5.large r5.xlarge m5.8xlarge",
		"m5":      "m5.large m5.8xlarge m5g.large",
		"8 gib":   "m5.large m5g.large",
		"large 8": "m5.large m5.8xlarge m5g.large",
		"5.l":     "c5.large m5.large",
	} {
		m := gridOf("!m5g.large 2 8", "c5.large 2 4", "m5.large 2 8", "r5.xlarge 4 32", "m5.8xlarge 32 128")
		m.input.Set(typed)
		m.filter()
		var got []string
		for i, c := range m.shown {
			got = append(got, c.value)
			for _, at := range m.matched[i] {
				if at >= len(c.value) {
					t.Errorf("%q marks byte %d of %s", typed, at, c.value)
				}
			}
		}
		if text := strings.Join(got, " "); text != want {
			t.Errorf("%q finds %s, want %s", typed, text, want)
		}
	}
}

// TestColumnsGiveWay: what is worth least goes first, and what stays fits.
func TestColumnsGiveWay(t *testing.T) {
	g := gridOf("m5.large 2 8").grid // 8 wide, 2 and 4 of vCPU, 2 and 3 of GiB
	for room, want := range map[int][]int{100: {0, 1}, 19: {0, 1}, 18: {0}, 14: {0}, 13: {}, 0: {}} {
		if got := g.fits(room); !slices.Equal(got, want) {
			t.Errorf("in %d there is room for %v, want %v", room, got, want)
		}
	}
}
