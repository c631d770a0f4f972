package explain

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// Find looks a property up by its full name, or by its field or label alone
// where only one type has such a one. Case, blanks and punctuation do not
// count. When there is none, or there are several, nearest names those that may
// have been meant, best first.
func Find(name string) (p Property, nearest []string, found bool) {
	all := Properties()
	var same []Property
	names := make([]string, len(all))
	typed := fold(name)
	for i, p := range all {
		names[i] = p.Name()
		switch typed {
		case fold(p.Name()):
			return p, nil, true
		case fold(p.Field), fold(p.Label):
			same = append(same, p)
		}
	}
	switch len(same) {
	case 0:
		return Property{}, near(name, names), false
	case 1:
		return same[0], nil, true
	}
	for _, p := range same {
		nearest = append(nearest, p.Name())
	}
	return Property{}, nearest, false
}

// FindConcept looks an entry of the glossary up by its name or one of its
// other names, as Find does; one in the plural is found by the singular, and
// the other way round.
func FindConcept(name string) (c Concept, nearest []string, found bool) {
	var names []string
	for _, c := range Concepts() {
		for _, n := range append([]string{c.Name}, c.Also...) {
			if singular(n) == singular(name) {
				return c, nil, true
			}
		}
		names = append(names, c.Name)
	}
	return Concept{}, near(name, names), false
}

// FindLesson looks a lesson up by its title, as Find does.
func FindLesson(title string) (l Lesson, nearest []string, found bool) {
	var titles []string
	for _, l := range Lessons() {
		if fold(l.Title) == fold(title) {
			return l, nil, true
		}
		titles = append(titles, l.Title)
	}
	return Lesson{}, near(title, titles), false
}

// Nearest names the properties, concepts and lessons whose names are most like
// a name that is none of them, best first: at most three, and none that only
// happen to share a few letters.
func Nearest(name string) []string {
	var names []string
	for _, p := range Properties() {
		names = append(names, p.Name())
	}
	for _, c := range Concepts() {
		names = append(names, c.Name)
	}
	for _, l := range Lessons() {
		names = append(names, l.Title)
	}
	return near(name, names)
}

// fold is what counts of a name: its letters and digits, in lower case.
func fold(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}

func singular(name string) string { return strings.TrimSuffix(fold(name), "s") }

// longestName is as much of a name as is compared; none here is longer.
const longestName = 64

// likeness is how alike two names must be, from 0 to 1, for one to be offered
// for the other.
const likeness = 0.4

// near picks the names that are most like the one given: those that share the
// most pairs of neighbouring letters, so that a slip costs little and the order
// of words nothing. Of a full name the part after the dot counts alone too.
func near(name string, among []string) []string {
	type candidate struct {
		name  string
		order float64
	}
	whole, field := pairs(name), pairs(afterDot(name))
	var found []candidate
	for _, n := range among {
		like := alike(whole, pairs(n))
		best := max(like, alike(whole, pairs(afterDot(n))), alike(field, pairs(afterDot(n))))
		if best >= likeness {
			found = append(found, candidate{n, best + like})
		}
	}
	slices.SortStableFunc(found, func(a, b candidate) int { return cmp.Compare(b.order, a.order) })
	var names []string
	for _, c := range found[:min(3, len(found))] {
		names = append(names, c.name)
	}
	return names
}

// afterDot is the field of a full name, or all of another.
func afterDot(name string) string { return name[strings.LastIndexByte(name, '.')+1:] }

// pairs are the pairs of neighbouring letters of a name, with how often each
// occurs.
func pairs(name string) map[string]int {
	if len(name) > longestName {
		return nil
	}
	count := map[string]int{}
	letters := []rune(" " + fold(name) + " ")
	if len(letters) == 2 {
		return nil
	}
	for i := 1; i < len(letters); i++ {
		count[string(letters[i-1:i+1])]++
	}
	return count
}

// alike is Dice's coefficient: twice the pairs in common over all pairs.
func alike(a, b map[string]int) float64 {
	common, all := 0, 0
	for pair, n := range a {
		common += min(n, b[pair])
		all += n
	}
	for _, n := range b {
		all += n
	}
	if all == 0 {
		return 0
	}
	return 2 * float64(common) / float64(all)
}
