package awsclient

import (
	"cmp"
	"slices"
	"strings"
)

// near picks the names that a mistyped one may have meant, best first, at most
// three: those a few letters away, and those that contain it.
func near(name string, among []string) []string {
	type candidate struct {
		name     string
		distance int
	}
	var found []candidate
	lower := strings.ToLower(name)
	most := 1 + len(lower)/4 // letters that may be wrong
	for _, n := range among {
		d := most + 1
		if diff := len(n) - len(lower); diff <= most && -diff <= most {
			d = distance(lower, strings.ToLower(n))
		}
		if len(lower) >= 3 && (strings.Contains(strings.ToLower(n), lower) || strings.Contains(lower, strings.ToLower(n))) {
			d = min(d, 1)
		}
		if d <= most {
			found = append(found, candidate{n, d})
		}
	}
	slices.SortStableFunc(found, func(a, b candidate) int { return cmp.Compare(a.distance, b.distance) })
	var names []string
	for _, f := range found[:min(3, len(found))] {
		names = append(names, f.name)
	}
	return names
}

// distance counts the letters to insert, remove, replace or swap with their
// neighbour to get from a to b.
func distance(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
