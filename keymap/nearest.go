package keymap

import "slices"

// nearest is the word that somebody most likely meant: the one with the fewest
// slips of the finger, if those are few for its length.
func nearest(word string, among []string) (string, bool) {
	best, least := "", len(word)/3+2
	for _, w := range among {
		if d := slips(word, w); d < least {
			best, least = w, d
		}
	}
	return best, best != ""
}

// slips counts the letters that are missing, added, wrong or swapped with
// their neighbour between two words.
func slips(a, b string) int {
	before, row := []int(nil), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		next := make([]int, len(b)+1)
		next[0] = i
		for j := 1; j <= len(b); j++ {
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			next[j] = slices.Min([]int{row[j] + 1, next[j-1] + 1, row[j-1] + change})
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				next[j] = min(next[j], before[j-2]+1)
			}
		}
		before, row = row, next
	}
	return row[len(b)]
}
