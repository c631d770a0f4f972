package query

import (
	"slices"
	"strconv"
	"time"
)

// Facts answers what an image itself does not hold. It is asked by one
// goroutine at a time.
type Facts interface {
	// Users is how many instances run the image; known is false when nobody
	// has asked yet, or may not know.
	Users(id string) (n int, known bool)
	// Shared is whether others may launch the image.
	Shared(id string) (shared, known bool)
}

// Env is what a search is made under. Facts may be nil: nothing is known then.
// Now counts to the minute. Stop may be nil; a long search asks it every few
// thousand rows, from several goroutines, whether to give up.
type Env struct {
	Now   time.Time
	Facts Facts
	Stop  func() bool
}

// Hits is the result of a search: the rows that match, the first of them in
// order, and how many there are in all. It must not be changed.
type Hits struct {
	Rows    []int32
	Total   int
	Scores  []Score // of Rows, when they are ordered by rank
	Stopped bool    // Env.Stop said so: there is no result
}

// Session searches a Corpus again and again while a query is typed: it keeps
// what every prefix has found, so that a longer one looks at less, and a
// shorter one at nothing. It is for one goroutine, as its Corpus is.
type Session struct {
	c       *Corpus
	version int
	levels  []level
	rows    [][]int32 // arrays of levels that were dropped, for the next
	ends    [][]uint16
	all     []int32 // the rows of a query without terms
	shown   shown
}

// Session begins a row of searches.
func (c *Corpus) Session() *Session { return &Session{c: c} }

// Search finds images without any history.
func (c *Corpus) Search(q Query, o Order, limit int, env Env) Hits {
	return c.Session().Search(q, o, limit, env)
}

// Matches reports whether the image was among those that the last Search
// found, whether it was among the first of them or not.
func (s *Session) Matches(id string) bool {
	row, ok := s.c.Row(id)
	if !ok {
		return false
	}
	if len(s.levels) == 0 {
		return true
	}
	_, ok = slices.BinarySearch(s.levels[len(s.levels)-1].rows, row)
	return ok
}

// Search finds the images that match a query and puts the first limit of them
// in order.
func (s *Session) Search(q Query, o Order, limit int, env Env) Hits {
	c := s.c
	if s.version != c.version {
		s.drop(0)
		s.all, s.shown, s.version = nil, shown{}, c.version
	}
	env.Now = env.Now.Truncate(time.Minute)
	plan := planOf(q, env)
	stop := &stopper{ask: env.Stop}
	s.fit(plan)
	for n := range plan {
		if !s.reach(n, &plan[n], &env, stop) {
			return Hits{Stopped: true}
		}
	}
	return s.show(plan, o, limit, stop)
}

// planOf puts the terms into the order in which they are looked at: as typed,
// so that what was found before can be used again, but those whose answers
// may change from one search to the next at the end.
func planOf(q Query, env Env) []term {
	plan := make([]term, 0, len(q.terms))
	for _, last := range []bool{false, true} {
		for _, t := range q.terms {
			if t.facts == last {
				if t.timed {
					t.key += "\n" + strconv.FormatInt(env.Now.Unix(), 10)
				}
				plan = append(plan, t)
			}
		}
	}
	return plan
}

// fit drops the levels that are of no use to a plan.
func (s *Session) fit(plan []term) {
	keep := 0
	for n := range plan {
		reached := false
		for keep < len(s.levels) && s.levels[keep].term == n && s.levels[keep].narrows(&plan[n]) {
			reached = s.levels[keep].key == plan[n].key
			keep++
		}
		if !reached {
			break
		}
	}
	s.drop(keep)
}

func (s *Session) drop(from int) {
	for n := from; n < len(s.levels); n++ {
		l := &s.levels[n]
		s.rows = append(s.rows, l.rows[:0])
		if l.ends != nil {
			s.ends = append(s.ends, l.ends[:0])
		}
		*l = level{}
	}
	s.levels = s.levels[:from]
}

// reach makes sure that there is a level for term n of the plan; false when
// the search was stopped.
func (s *Session) reach(n int, t *term, env *Env, stop *stopper) bool {
	var above *level
	if len(s.levels) > 0 {
		above = &s.levels[len(s.levels)-1]
		if above.term == n && above.key == t.key {
			return true
		}
	}
	if above == nil && single(t) {
		s.levels = append(s.levels, level{term: n, kind: t.kind, text: t.text, key: t.key, rows: s.c.lettered(t, s.array(len(s.c.slots)))})
		return true
	}
	work := step{c: s.c, t: t, env: env, stop: stop}
	if above == nil {
		work.rows = s.c.candidates(t, s.array(len(s.c.slots)))
		work.in = work.rows
	} else {
		work.in, work.rows = above.rows, s.array(len(above.rows))
		if t.kind == fuzzyWord && above.term == n && above.ends != nil {
			work.from, work.ends = len(above.text), above.ends
		}
	}
	if t.kind == fuzzyWord {
		work.sets = s.c.having(t.text[work.from:])
		work.tails = s.tails(len(work.in))
	}
	work.run()
	if stop.stopped.Load() {
		return false
	}
	s.levels = append(s.levels, level{term: n, kind: t.kind, not: t.not, text: t.text, key: t.key, rows: work.rows, ends: work.tails, volatile: t.facts})
	return true
}

// array is an empty one with room for n rows.
func (s *Session) array(n int) []int32 {
	for k, a := range s.rows {
		if cap(a) >= n {
			s.rows = slices.Delete(s.rows, k, k+1)
			return a
		}
	}
	return make([]int32, 0, n)
}

func (s *Session) tails(n int) []uint16 {
	for k, a := range s.ends {
		if cap(a) >= n {
			s.ends = slices.Delete(s.ends, k, k+1)
			return a
		}
	}
	return make([]uint16, 0, n)
}

// found are the rows that the last level left.
func (s *Session) found() ([]int32, *shown) {
	if n := len(s.levels); n > 0 {
		return s.levels[n-1].rows, &s.levels[n-1].shown
	}
	if s.all == nil {
		s.all = s.c.candidates(&term{kind: fieldTest}, make([]int32, 0, s.c.live))
	}
	return s.all, &s.shown
}

// show puts the first rows in order.
func (s *Session) show(plan []term, o Order, limit int, stop *stopper) Hits {
	rows, memo := s.found()
	if memo.done && memo.order == o && memo.limit == limit {
		return memo.hits
	}
	work := ordering{c: s.c, order: o, stop: stop}
	if o.By == ByRank {
		for n := range plan {
			if t := &plan[n]; t.wanted() {
				most, loose := mostPoints(t.text)
				work.words = append(work.words, t)
				work.most, work.loose = append(work.most, most), append(work.loose, loose)
			}
		}
		work.order = Order{By: ByName}
	}
	if !work.ranked() {
		work.traitKeys()
	}
	first := work.firsts(rows, limit)
	if stop.stopped.Load() {
		return Hits{Stopped: true}
	}
	h := Hits{Rows: make([]int32, len(first)), Total: len(rows)}
	for n, e := range first {
		h.Rows[n] = e.row
	}
	if work.ranked() {
		h.Scores = make([]Score, len(first))
		for n, e := range first {
			h.Scores[n] = e.score
		}
	}
	*memo = shown{o, limit, h, true}
	return h
}

// hasExact reports a word in a row's text, or a snapshot's ID behind the row.
func (c *Corpus) hasExact(row int32, text string) bool {
	if c.slots[row].contains(text) {
		return true
	}
	return isSnapshot(text) && onSnapshot(&exam{img: c.images[row]}, pattern{text: text}) == yes
}

func isSnapshot(text string) bool { return len(text) > 5 && text[:5] == "snap-" && isID(text) }
