package query

import (
	"cmp"
	"slices"
)

// entry is a row on its way into the ordered list. Of two entries the one
// with the lesser key comes first; only equal keys need a look at the images.
type entry struct {
	row   int32
	score Score
	key   int64
}

// top keeps the first entries of an order, as a heap with the last of them at
// its root, so that most rows are turned away by one comparison.
type top struct {
	s     *ordering
	limit int
	heap  []entry
	seeds []int32 // rows that were offered before all others, in ascending order
	sown  bool    // the seeds have been offered

	// What hopeless needs: the score of the last of a full list, how many
	// letters the memo's word has, and the most that the other words can add.
	least  Score
	oldest int64 // its age
	size   int
	others int32
}

// ordering is what ordering needs: the Corpus, the order and the words.
type ordering struct {
	c      *Corpus
	order  Order
	words  []*term   // the last is the one that is being typed
	scores []*scores // of the others
	memo   *memo
	broad  bool    // the last word is not ASCII
	most   int64   // the most points that the last word can have in a row without humps
	loose  int64   // … and in one with them
	names  *byName // nil when it is not known
	exact  bool    // rows with equal keys are equal but for their names
	keys   []int64 // of an order by shared traits: the key of each combination
	seeds  []int32 // rows that are likely to be among the first, in ascending order
	stop   *stopper
}

func (s *ordering) ranked() bool { return s.words != nil }

func (s *ordering) compare(a, b entry) int {
	if s.ranked() {
		switch {
		case a.score.Class != b.score.Class:
			return int(b.score.Class - a.score.Class)
		case a.score.Points != b.score.Points:
			return cmp.Compare(b.score.Points, a.score.Points)
		}
	}
	switch {
	case a.key != b.key:
		return cmp.Compare(a.key, b.key)
	case !s.exact:
		return s.order.compare(spot{s.c, a.row}, spot{s.c, b.row})
	case s.names != nil:
		return int(s.names.place[a.row] - s.names.place[b.row])
	}
	return tieBreak(spot{s.c, a.row}, spot{s.c, b.row})
}

func (t *top) full() bool { return len(t.heap) >= t.limit }

// offer takes an entry in if it belongs to the first ones.
func (t *top) offer(e entry) {
	switch {
	case !t.full():
		t.heap = append(t.heap, e)
		t.rise()
		if !t.full() {
			return
		}
	case t.s.compare(e, t.heap[0]) >= 0:
		return
	default:
		t.heap[0] = e
		t.sink()
	}
	if t.size > 0 && t.s.words[len(t.s.words)-1].kind == fuzzyWord {
		t.least, t.oldest = t.heap[0].score, t.heap[0].key
	}
}

// rise puts the last entry of the heap where it belongs.
func (t *top) rise() {
	for n := len(t.heap) - 1; n > 0; {
		up := (n - 1) / 2
		if t.s.compare(t.heap[n], t.heap[up]) <= 0 {
			return
		}
		t.heap[n], t.heap[up] = t.heap[up], t.heap[n]
		n = up
	}
}

// sink puts the root of the heap where it belongs.
func (t *top) sink() {
	for n := 0; ; {
		down := 2*n + 1
		if down >= len(t.heap) {
			return
		}
		if down+1 < len(t.heap) && t.s.compare(t.heap[down+1], t.heap[down]) > 0 {
			down++
		}
		if t.s.compare(t.heap[down], t.heap[n]) <= 0 {
			return
		}
		t.heap[n], t.heap[down] = t.heap[down], t.heap[n]
		n = down
	}
}

// firsts are the first limit of rows, in order.
func (s *ordering) firsts(rows []int32, limit int) []entry {
	limit = max(0, min(limit, len(rows)))
	if limit == 0 {
		return nil
	}
	of := parts(len(rows))
	tops := make([]top, of)
	spread(len(rows), of, func(part, from, to int) {
		t := &tops[part]
		*t = top{s: s, limit: min(limit, to-from), heap: make([]entry, 0, min(limit, to-from))}
		if s.ranked() {
			t.size, t.others = len(s.memo.text), int32(bestClass*(len(s.words)-1))
			t.rank(rows[from:to])
		} else {
			t.sort(rows[from:to])
		}
		slices.SortFunc(t.heap, s.compare)
	})
	all := tops[0].heap
	for _, t := range tops[1:] {
		all = mergeSorted(all, t.heap, limit, s.compare)
	}
	return all[:min(limit, len(all))]
}

// sort offers rows by an order that is not rank.
func (t *top) sort(rows []int32) {
	all := t.limit == len(rows)
	for _, sample := range []bool{true, false} {
		for n, row := range rows {
			if n%checkEach == 0 && t.s.stop.check() {
				return
			}
			if (n%sampleEach == 0) != sample {
				continue
			}
			e := entry{row: row, key: t.s.key(row)}
			switch {
			case all:
				t.heap = append(t.heap, e)
			case !t.full() || e.key <= t.heap[0].key:
				t.offer(e)
			}
		}
	}
}

// sampleEach is one of how many rows is offered before the others. Images often
// come oldest first, while the newest are wanted: without a sample of them in
// the list each would enter it, only to be pushed out by the next.
const sampleEach = 64

// rank offers rows by how well they match: first those whose name has a word
// that begins like each word of the query, since only they can be of the best
// classes, then the others, if the list has room for what they can reach.
func (t *top) rank(rows []int32) {
	s := t.s
	hot := s.hot()
	t.sow(rows)
	for pass := range 2 {
		for n := 0; n < len(rows); n += sampleEach {
			if row := rows[n]; hot.has(row) == (pass == 0) && !t.hopeless(row) {
				t.consider(row)
			}
		}
		for n, row := range rows {
			if n%checkEach == 0 && s.stop.check() {
				return
			}
			if n%sampleEach != 0 && hot.has(row) == (pass == 0) && !t.hopeless(row) {
				t.consider(row)
			}
		}
		reach := int32(bestClass*len(s.words) - 2)
		if t.full() && t.heap[0].score.Class > reach {
			return
		}
	}
}

// sow offers the rows that were the first before the last letter was typed:
// most of them still are, and with them in the list few others get far.
func (t *top) sow(rows []int32) {
	if len(rows) == 0 {
		return
	}
	from, _ := slices.BinarySearch(t.s.seeds, rows[0])
	to, last := slices.BinarySearch(t.s.seeds, rows[len(rows)-1])
	if last {
		to++
	}
	t.seeds = make([]int32, 0, to-from) // not a stretch of the shared ones: other parts are looking in them
	for _, row := range t.s.seeds[from:to] {
		at, still := slices.BinarySearch(rows, row)
		if rows = rows[at:]; still {
			t.consider(row)
			t.seeds = append(t.seeds, row)
		}
	}
	t.sown = len(t.seeds) > 0
}

func (t *top) isSeed(row int32) bool {
	_, found := slices.BinarySearch(t.seeds, row)
	return found
}

// hot are the rows whose name has a word that begins like each word of the
// query.
func (s *ordering) hot() bitset {
	hot := s.c.starts[class(s.words[0].text[0])]
	for n, w := range s.words[1:] {
		next := s.c.starts[class(w.text[0])]
		if n == 0 {
			hot = slices.Clone(hot)
		}
		for k := range hot {
			if k < len(next) {
				hot[k] &= next[k]
			} else {
				hot[k] = 0
			}
		}
	}
	return hot
}

// hopeless reports that what the memo knows of a row is enough to turn it
// away. It says what consider would find out, for less.
func (t *top) hopeless(row int32) bool {
	if t.least.Class == 0 {
		return false // the list is not full, or everything may enter
	}
	f := &t.s.memo.spots[row]
	reach := f.of() + t.others
	switch {
	case int(f.size) != t.size:
		return false
	case reach != t.least.Class:
		return reach < t.least.Class
	case t.others > 0:
		return false
	case f.of() == 0:
		return f.class&looseRow == 0 && t.s.most-int64(int(f.long)-t.size) < t.least.Points
	}
	points := f.points()
	return points < t.least.Points || points == t.least.Points && t.s.c.ages[row] > t.oldest
}

// consider works out as much of a row's score as is needed to know that it
// does not belong to the first ones.
func (t *top) consider(row int32) {
	s, full := t.s, t.full()
	e := entry{row: row}
	last := len(s.words) - 1
	class, most := s.last(row)
	e.score.Class = class
	for n := range last {
		if full && e.score.Class+int32(bestClass*(last-n)) < t.heap[0].score.Class {
			return
		}
		score := s.scoreOf(n, row)
		e.score.Class += score.Class
		e.score.Points += score.Points
	}
	if full {
		if least := &t.heap[0].score; e.score.Class < least.Class || e.score.Class == least.Class && e.score.Points+most < least.Points {
			return
		}
	}
	if t.sown && t.isSeed(row) {
		return
	}
	slot := &s.c.slots[row]
	e.key = s.c.ages[row]
	switch w := s.words[last]; {
	case class > 0 || w.kind != fuzzyWord:
		e.score.Points += most
	case s.memo.text == "" || slot.wide || s.broad:
		points, _ := s.c.pointsOf(row, w.text)
		e.score.Points += points
	default:
		e.score.Points += s.memo.pointsOf(s.c, row, slot)
	}
	t.offer(e)
}

// last is the class of the last word in a row, and at least as many points as
// it can have there: as many as it has when it stands in one piece.
func (s *ordering) last(row int32) (class int32, most int64) {
	w := s.words[len(s.words)-1]
	long, loose := 0, false
	if s.memo.text != "" {
		f := s.memo.find(s.c, row)
		class, most, long, loose = f.of(), f.points(), int(f.long), f.class&looseRow != 0
	} else {
		slot := &s.c.slots[row]
		class, most = s.c.classOf(slot, w.text)
		long, loose = len(slot.key), slot.loose
	}
	switch {
	case class > 0 || w.kind != fuzzyWord:
		return class, most
	case loose:
		return class, s.loose - int64(long-len(w.text))
	}
	return class, s.most - int64(long-len(w.text))
}

// mostPoints is the most that sahilm/fuzzy can give a word for the places of
// its letters. The first earns 10 at most in a row that does not begin with a
// separator. Each other letter earns what it gets side by side with the one
// before, three times as much for each such pair, or 20 after a separator; both
// where the word itself has one, and in a row with capitals after small
// letters (loose).
func mostPoints(text string) (most, loose int64) {
	most, loose = 10, 15
	side := int64(5)
	for n := 1; n < len(text); n++ {
		loose += side + 20
		if separates(text[n-1]) {
			most += side + 20
		} else {
			most += max(side, 20)
		}
		side *= 3
	}
	return most, loose
}
