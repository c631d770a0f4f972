package query

import "strings"

func fieldNames() []string {
	all := fieldList()
	names := make([]string, len(all))
	for n, f := range all {
		names[n] = f.name
	}
	return names
}

// nearest is the name that was most likely meant by what was typed: one that
// begins so, or one a few slips away; "" when none is near.
func nearest(typed string, names []string) string {
	best, least := "", 3
	for _, name := range names {
		if len(typed) >= 2 && strings.HasPrefix(name, typed) {
			return name
		}
		if d := slips(typed, name); d < least && 2*d < len(name) {
			best, least = name, d
		}
	}
	return best
}

// slips counts the letters to insert, drop, change or swap with their
// neighbour to make one word of another.
func slips(a, b string) int {
	if len(a) > 32 || len(b) > 32 {
		return 32
	}
	var rows [3][33]int
	before, above, row := &rows[0], &rows[1], &rows[2]
	for j := 0; j <= len(b); j++ {
		above[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			same := 1
			if a[i-1] == b[j-1] {
				same = 0
			}
			row[j] = min(above[j]+1, row[j-1]+1, above[j-1]+same)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, above, row = above, row, before
	}
	return above[len(b)]
}
