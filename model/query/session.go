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
	c        *Corpus
	version  int
	levels   []level
	rows     [][]int32 // arrays of levels that were dropped, for the next
	ends     [][]uint16
	all      []int32 // the rows of a query without terms
	shown    shown
	memo     memo
	words    []scores
	seeds    []int32
	searched bool // not for the first time
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
		s.memo.forget()
		s.words = s.words[:0]
	}
	env.Now = env.Now.Truncate(time.Minute)
	plan := planOf(q, env)
	stop := &stopper{ask: env.Stop}
	done := s.fit(plan)
	if last := lastWord(plan); last != nil {
		s.remember(last.text)
	}
	for n := done; n < len(plan); n++ {
		if !s.reach(n, &plan[n], &env, stop) {
			return Hits{Stopped: true}
		}
	}
	return s.show(plan, o, limit, stop)
}

// remember gets the memories of words ready. A first search that is not the
// beginning of typing does without: most of them are the only one.
func (s *Session) remember(last string) {
	if s.searched || len(last) < 3 {
		s.memo.follow(last, len(s.c.slots))
	}
	s.searched = true
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

// lastWord is the word that is probably being typed.
func lastWord(plan []term) *term {
	for n := len(plan) - 1; n >= 0; n-- {
		if plan[n].wanted() {
			return &plan[n]
		}
	}
	return nil
}

// fit drops the levels that are of no use to a plan, and answers how many
// terms of it the others have done with.
func (s *Session) fit(plan []term) (done int) {
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
		done++
	}
	s.drop(keep)
	return done
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
	}
	var rows []int32
	if above == nil {
		sets, size := s.c.candidates(t)
		rows = list(sets, s.array(size))
		if single(t) {
			s.levels = append(s.levels, level{term: n, kind: t.kind, text: t.text, key: t.key, rows: rows})
			return true
		}
	}
	work := step{c: s.c, t: t, env: env, stop: stop}
	if t.kind == fuzzyWord && t.text == s.memo.text {
		work.memo = &s.memo
	}
	if above == nil {
		work.in, work.rows = rows, rows
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

// found are the rows that the last level left, and the first ones that were
// shown before it.
func (s *Session) found() (rows, seeds []int32, memo *shown) {
	if n := len(s.levels); n > 0 {
		if n > 1 {
			seeds = s.levels[n-2].shown.hits.Rows
		}
		return s.levels[n-1].rows, seeds, &s.levels[n-1].shown
	}
	if s.all == nil {
		sets, n := s.c.candidates(&term{kind: fieldTest})
		s.all = list(sets, make([]int32, 0, n))
	}
	return s.all, nil, &s.shown
}

// show puts the first rows in order.
func (s *Session) show(plan []term, o Order, limit int, stop *stopper) Hits {
	rows, seeds, memo := s.found()
	if memo.done && memo.order == o && memo.limit == limit {
		return memo.hits
	}
	work := ordering{c: s.c, order: o, stop: stop}
	if o.By == ByRank {
		s.rankBy(&work, plan)
		work.seeds = append(s.seeds[:0], seeds[:min(len(seeds), limit)]...)
		slices.Sort(work.seeds)
		s.seeds = work.seeds
		work.order = Order{By: ByName}
	}
	work.known(min(limit, len(rows)))
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

// rankBy takes the words of a plan to rank by.
func (s *Session) rankBy(work *ordering, plan []term) {
	last := lastWord(plan)
	if last == nil {
		return
	}
	for n := range s.words {
		s.words[n].asked = false
	}
	for n := range plan {
		if t := &plan[n]; t.wanted() && t != last {
			work.words = append(work.words, t)
			if s.memo.text != "" {
				work.scores = append(work.scores, s.scoresOf(t.key))
			} else {
				work.scores = append(work.scores, nil)
			}
		}
	}
	work.words = append(work.words, last)
	work.most, work.loose = mostPoints(last.text)
	work.memo, work.broad = &s.memo, !ascii(last.text)
}

// hasExact reports a word in a row's text, or a snapshot's ID behind the row.
func (c *Corpus) hasExact(row int32, text string) bool {
	if c.slots[row].contains(text) {
		return true
	}
	return isSnapshot(text) && onSnapshot(&exam{img: c.At(row)}, pattern{text: text}) == yes
}

func isSnapshot(text string) bool { return len(text) > 5 && text[:5] == "snap-" && isID(text) }
