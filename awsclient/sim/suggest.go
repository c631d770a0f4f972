package sim

import (
	"fmt"
	"strings"
)

// unknownName says that a name is not one of those that are known, and which of
// them is nearest.
func unknownName(name string, known []string) string {
	if near := nearest(name, known); near != "" {
		return fmt.Sprintf("%q is not known; did you mean %s?", name, near)
	}
	return fmt.Sprintf("%q is not known", name)
}

// wantOneOf is unknownName for a short list, which it spells out.
func wantOneOf(name string, known []string) string {
	return fmt.Sprintf("want one of %s, got %q", strings.Join(known, ", "), name)
}

// nearest gives the known name that takes the fewest edits to reach, whatever
// the case, or "" when none is near.
func nearest(name string, known []string) string {
	best, limit := "", max(2, len(name)/3)+1
	for _, candidate := range known {
		if d := edits(strings.ToLower(name), strings.ToLower(candidate)); d < limit {
			best, limit = candidate, d
		}
	}
	return best
}

// edits counts the insertions, deletions and changes of bytes from a to b.
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
