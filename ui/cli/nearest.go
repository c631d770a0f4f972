package cli

import (
	"fmt"
	"strings"
)

// longestTypo is how long a word may be to be a mistyped name; no name is
// nearly so long.
const longestTypo = 32

// nearest is the name that a mistyped word most likely means, or "". Among
// names equally far away the one of the same length wins: letters are swapped
// more often than lost.
func nearest(word string, names []string) string {
	if len(word) > longestTypo {
		return ""
	}
	best, least := "", 2*(len(word)/3+2)
	for _, name := range names {
		d := 2 * distance(word, name)
		if len(word) > 1 && strings.HasPrefix(name, word) {
			d = 2
		}
		if len(name) != len(word) {
			d++
		}
		if d < least {
			best, least = name, d
		}
	}
	return best
}

// didYouMean is a question to append to a message, or nothing.
func didYouMean(prefix, word string, names []string) string {
	if n := nearest(word, names); n != "" {
		return fmt.Sprintf("; did you mean %s%s?", prefix, n)
	}
	return ""
}

// distance counts the letters to insert, drop, change or swap with their
// neighbour to get from a to b.
func distance(a, b string) int {
	rows := [3][]int{make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)}
	before, last, row := rows[0], rows[1], rows[2]
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
			row[j] = min(row[j-1]+1, last[j]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

// oneOf refuses a value that is not among the names a flag knows.
func oneOf(flag, value string, names []string) error {
	for _, n := range names {
		if value == n {
			return nil
		}
	}
	return wrong("%s takes %s, not %q%s", flag, orList(names), value, didYouMean("", value, names))
}

// orList is "a, b or c".
func orList(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " or " + names[last]
}
