package query

import (
	"slices"

	"github.com/sahilm/fuzzy"
)

// plainSearch says what a search has to find and in which order, row by row
// and by sahilm/fuzzy itself: the definition that Session is held to.
func plainSearch(c *Corpus, q Query, o Order, limit int, e Env) Hits {
	var rows []int32
	scores := map[int32]Score{}
	for row := range c.slots {
		row := int32(row)
		if !c.alive.has(row) {
			continue
		}
		if score, ok := plainMatch(c, row, q, &e); ok {
			rows, scores[row] = append(rows, row), score
		}
	}
	ranked := o.By == ByRank && q.HasWords()
	if o.By == ByRank {
		o = Order{}
	}
	slices.SortFunc(rows, func(a, b int32) int {
		x, y := spot{c, a}, spot{c, b}
		if !ranked {
			return o.compare(x, y)
		}
		if by := compareRank(x, y, scores[a], scores[b]); by != 0 {
			return by
		}
		return tieBreak(x, y)
	})
	h := Hits{Rows: rows[:min(limit, len(rows))], Total: len(rows)}
	if ranked {
		for _, row := range h.Rows {
			h.Scores = append(h.Scores, scores[row])
		}
	}
	return h
}

func plainMatch(c *Corpus, row int32, q Query, e *Env) (score Score, ok bool) {
	c.nameFamilies()
	x := exam{c, row, c.At(row), &c.place, e}
	for n := range q.terms {
		t, points := &q.terms[n], int64(0)
		switch {
		case t.kind == fieldTest:
			if t.holds(&x) != yes {
				return score, false
			}
			continue
		case t.kind == exactWord:
			if c.hasExact(row, t.text) == t.not {
				return score, false
			}
		default:
			m := fuzzy.FindNoSort(t.text, []string{c.original(row)})
			if len(m) == 0 {
				return score, false
			}
			points = int64(m[0].Score)
		}
		if !t.not {
			class, piece := c.classOf(&c.slots[row], t.text)
			if score.Class += class; class > 0 {
				points = piece
			}
			score.Points += points
		}
	}
	return score, true
}
