package query

import "slices"

// byName is every row's place in the order by name, which breaks the ties of
// all orders. It is worked out when a whole list is to be ordered, and then
// kept until the images change.
type byName struct {
	version int
	place   []int32 // of each row
	number  []int32 // of its name: rows of one name have one number
}

// wholeFrom is from how many rows on it pays to know every row's place.
const wholeFrom = 4096

// places makes sure that byName is known when a list of that many rows is to
// be ordered whole, or nearly so; nil when it is not known.
func (c *Corpus) places(limit int) *byName {
	b := &c.byName
	if b.version == c.version && b.place != nil {
		return b
	}
	if limit < wholeFrom || limit < c.live/8 {
		return nil
	}
	sets, n := c.candidates(&term{kind: fieldTest})
	rows := list(sets, make([]int32, 0, n))
	sorted := sortShared(rows, func(a, b int32) int { return tieBreak(spot{c, a}, spot{c, b}) })
	*b = byName{c.version, make([]int32, len(c.slots)), make([]int32, len(c.slots))}
	number := int32(0)
	for n, row := range sorted {
		if n > 0 && c.nameOf(row) != c.nameOf(sorted[n-1]) {
			number++
		}
		b.place[row], b.number[row] = int32(n), number
	}
	return b
}

// sortShared sorts rows, parts of them side by side.
func sortShared[T any](rows []T, compare func(a, b T) int) []T {
	of := parts(len(rows))
	spread(len(rows), of, func(_, from, to int) { slices.SortFunc(rows[from:to], compare) })
	for size := 1; size < of; size *= 2 {
		for p := 0; p+size < of; p += 2 * size {
			from, _ := bounds(len(rows), p, of)
			mid, _ := bounds(len(rows), p+size, of)
			_, to := bounds(len(rows), min(p+2*size, of)-1, of)
			copy(rows[from:to], mergeSorted(rows[from:mid], rows[mid:to], to-from, compare))
		}
	}
	return rows
}

// mergeSorted makes one sorted list of two, up to limit.
func mergeSorted[T any](a, b []T, limit int, compare func(a, b T) int) []T {
	out := make([]T, 0, min(limit, len(a)+len(b)))
	for len(out) < cap(out) {
		if len(b) == 0 || len(a) > 0 && compare(a[0], b[0]) <= 0 {
			out, a = append(out, a[0]), a[1:]
		} else {
			out, b = append(out, b[0]), b[1:]
		}
	}
	return out
}
