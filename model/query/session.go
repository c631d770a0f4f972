package query

import (
	"slices"
	"time"
)

// Facts answers what an image itself does not hold.
type Facts interface {
	// Users is how many instances run the image; known is false when nobody
	// has asked yet, or may not know.
	Users(id string) (n int, known bool)
	// Shared is whether others may launch the image.
	Shared(id string) (shared, known bool)
}

// Env is what a search is made under. Facts may be nil: nothing is known then.
type Env struct {
	Now   time.Time
	Facts Facts
}

// Hits is the result of a search: the rows that match, the first of them in
// order, and how many there are in all.
type Hits struct {
	Rows   []int32
	Total  int
	Scores []Score // of Rows, when they are ordered by rank
}

// Session searches a Corpus again and again while a query is typed: it keeps
// what every prefix has found, so that a longer one looks at less, and a
// shorter one at nothing.
type Session struct {
	c     *Corpus
	found []int32
}

// Session begins a row of searches.
func (c *Corpus) Session() *Session { return &Session{c: c} }

// Search finds images without any history.
func (c *Corpus) Search(q Query, o Order, limit int, env Env) Hits {
	return c.Session().Search(q, o, limit, env)
}

// Matches reports whether the image was among those that the last Search
// found, shown or not.
func (s *Session) Matches(id string) bool {
	row, ok := s.c.Row(id)
	if !ok {
		return false
	}
	_, ok = slices.BinarySearch(s.found, row)
	return ok
}

// Search finds the images that match a query and puts the first limit of them
// in order.
func (s *Session) Search(q Query, o Order, limit int, env Env) Hits {
	c := s.c
	s.found = nil
	var scores map[int32]Score
	ranked := o.By == ByRank && q.HasWords()
	if ranked {
		scores = map[int32]Score{}
	}
	for row := range c.slots {
		row := int32(row)
		if !c.alive.has(row) {
			continue
		}
		if score, ok := c.tests(row, q, &env); ok {
			s.found = append(s.found, row)
			if ranked {
				scores[row] = score
			}
		}
	}
	rows := slices.Clone(s.found)
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

func (c *Corpus) tests(row int32, q Query, env *Env) (score Score, ok bool) {
	x := exam{c.images[row], &c.place, env}
	s := &c.slots[row]
	for n := range q.terms {
		t := &q.terms[n]
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
			points, ok := c.pointsOf(row, t.text)
			if !ok {
				return score, false
			}
			score.Points += points
		}
		if !t.not {
			score.Class += c.classOf(s, t.text)
		}
	}
	return score, true
}

// hasExact reports a word in a row's text, or a snapshot's ID behind the row.
func (c *Corpus) hasExact(row int32, text string) bool {
	if c.slots[row].contains(text) {
		return true
	}
	return isSnapshot(text) && onSnapshot(&exam{img: c.images[row]}, pattern{text: text}) == yes
}

func isSnapshot(text string) bool { return len(text) > 5 && text[:5] == "snap-" && isID(text) }
