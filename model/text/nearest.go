package text

import (
	"cmp"
	"slices"
	"strings"
)

// mostNearest is how many names are worth offering for a mistyped one.
const mostNearest = 3

// Nearest picks the names that a mistyped word may have meant, best first, at
// most three: those that a few slips of the finger lead to, those that begin
// with the word, and those that hold it or are held in it. Case does not
// count. Of names equally near those of the same length come first, since
// letters are swapped more often than lost, and then those that stand first.
func Nearest(word string, names []string) []string {
	type candidate struct {
		name string
		far  int
	}
	var found []candidate
	lower := strings.ToLower(word)
	for _, name := range names {
		far, near := farness(lower, strings.ToLower(name))
		if !near {
			continue
		}
		if far *= 2; len(name) != len(word) {
			far++
		}
		found = append(found, candidate{name, far})
	}
	slices.SortStableFunc(found, func(a, b candidate) int { return cmp.Compare(a.far, b.far) })
	var best []string
	for _, f := range found[:min(mostNearest, len(found))] {
		best = append(best, f.name)
	}
	return best
}

// How much of a name a word must share to count as a part of it.
const (
	shortestStart = 2
	shortestPart  = 3
	shortestWhole = 4 // of a name that stands within a longer word
)

// farness is how many slips lie between a word and a name, and whether that is
// near: few for the length of both. A word that is part of the name counts as
// one or two slips.
func farness(word, name string) (far int, near bool) {
	most := min(len(word)/3+1, len(name)/2)
	far = most + 1
	if d := len(word) - len(name); d <= most && -d <= most { // else there are more slips than that
		far = slips(word, name)
	}
	switch {
	case word == "":
		return 0, false
	case len(word) >= shortestStart && strings.HasPrefix(name, word):
		return min(far, 1), true
	case len(word) >= shortestPart && strings.Contains(name, word),
		len(name) >= shortestWhole && strings.Contains(word, name):
		return min(far, 2), true
	}
	return far, far <= most
}

// slips counts the letters to insert, drop, change or swap with their
// neighbour to make one word of another.
func slips(a, b string) int {
	before, above, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range above {
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
