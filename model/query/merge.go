package query

import "slices"

// List is a Corpus and what was found in it.
type List struct {
	Corpus *Corpus
	Hits   Hits
}

// Merged is a row of one of several lists.
type Merged struct {
	List int
	Row  int32
}

// Merge makes one list of several that stand in the same order, up to limit.
func Merge(lists []List, o Order, limit int) []Merged {
	type cursor struct{ list, at int }
	less := func(x, y cursor) int {
		a, b := &lists[x.list], &lists[y.list]
		p, q := spot{a.Corpus, a.Hits.Rows[x.at]}, spot{b.Corpus, b.Hits.Rows[y.at]}
		if a.Hits.Scores != nil && b.Hits.Scores != nil {
			if by := compareRank(p, q, a.Hits.Scores[x.at], b.Hits.Scores[y.at]); by != 0 {
				return by
			}
			return tieBreak(p, q)
		}
		return o.compare(p, q)
	}
	var heads []cursor
	total := 0
	for n := range lists {
		total += len(lists[n].Hits.Rows)
		if len(lists[n].Hits.Rows) > 0 {
			heads = append(heads, cursor{n, 0})
		}
	}
	slices.SortStableFunc(heads, less)
	merged := make([]Merged, 0, min(limit, total))
	for len(heads) > 0 && len(merged) < limit {
		h := heads[0]
		merged = append(merged, Merged{h.list, lists[h.list].Hits.Rows[h.at]})
		heads = heads[1:]
		if h.at++; h.at < len(lists[h.list].Hits.Rows) {
			at, _ := slices.BinarySearchFunc(heads, h, less)
			heads = slices.Insert(heads, at, h)
		}
	}
	return merged
}
