package query

import (
	"math/bits"
	"slices"
	"strings"
	"sync/atomic"
	"unicode/utf8"

	"tami/model/ami"
)

// level is what a prefix of the query has found: the terms before one, and of
// that one the first letters.
type level struct {
	term     int // which term of the plan
	kind     termKind
	not      bool
	text     string // of a word, so far
	key      string
	rows     []int32  // in ascending order
	ends     []uint16 // of a fuzzy word: where its letters, each as early as can be, end; nil when not reckoned
	volatile bool     // answers may have changed since: never used again
	shown    shown
}

// shown is the last result that was made of a level.
type shown struct {
	order Order
	limit int
	hits  Hits
	done  bool
}

// narrows reports that everything a term finds is among what the level found.
func (l *level) narrows(t *term) bool {
	switch {
	case l.volatile:
		return false
	case l.key == t.key:
		return true
	case l.not || t.not || l.kind == fieldTest || t.kind == fieldTest:
		return false
	case l.kind == exactWord && t.kind == fuzzyWord:
		return false
	case isSnapshot(t.text) && !isSnapshot(l.text):
		return false // looks beyond the text of a row, too
	}
	return strings.HasPrefix(t.text, l.text)
}

// step narrows rows to those that match one term.
type step struct {
	c     *Corpus
	t     *term
	env   *Env
	stop  *stopper
	in    []int32  // rows to look at, in ascending order
	ends  []uint16 // of a fuzzy word: where the first letters of it end in each of them
	from  int      // how many letters that is
	sets  []bitset // the rows that have the letters after those, anywhere
	rows  []int32  // those that match; may be the same array as in
	tails []uint16 // where the whole fuzzy word ends in them
	memo  *memo    // of the word that is being typed
	known []truth  // of a test of traits: the answer for each combination
}

// stopper asks whether a search is still wanted.
type stopper struct {
	ask     func() bool
	stopped atomic.Bool
}

func (s *stopper) check() bool {
	if s.ask == nil {
		return false
	}
	if !s.stopped.Load() && s.ask() {
		s.stopped.Store(true)
	}
	return s.stopped.Load()
}

// run does the step. Parts work in their own stretch of rows and are moved
// together afterwards, so the order of rows stays.
func (s *step) run() {
	n := len(s.in)
	of := parts(n)
	if s.t.kind == fieldTest {
		s.prepare()
		if s.t.facts {
			of = 1 // Facts are asked by one goroutine at a time
		}
	}
	s.rows = s.rows[:n]
	if s.t.kind == fuzzyWord {
		s.tails = s.tails[:n]
	}
	kept := make([]int, of)
	spread(n, of, func(part, from, to int) {
		at := from
		for n := from; n < to && !s.stop.check(); n += checkEach {
			at = s.some(n, min(n+checkEach, to), at)
		}
		kept[part] = at - from
	})
	total := kept[0]
	for part := 1; part < of; part++ {
		first, _ := bounds(n, part, of)
		copy(s.rows[total:], s.rows[first:first+kept[part]])
		if s.tails != nil {
			copy(s.tails[total:], s.tails[first:first+kept[part]])
		}
		total += kept[part]
	}
	s.rows = s.rows[:total]
	if s.tails != nil {
		s.tails = s.tails[:total]
	}
}

// some looks at in[from:to], and writes those that match from at on.
func (s *step) some(from, to, at int) int {
	switch s.t.kind {
	case fuzzyWord:
		return s.letters(from, to, at)
	case exactWord:
		for _, row := range s.in[from:to] {
			if s.c.hasExact(row, s.t.text) != s.t.not {
				s.rows[at] = row
				at++
			}
		}
		return at
	}
	return s.test(from, to, at)
}

// noEnd stands for an end that was not reckoned: the row has the word in one
// piece.
const noEnd = 0xffff

// letters finds a fuzzy word: each letter as early as it can stand.
func (s *step) letters(from, to, at int) int {
	text, slots := s.t.text, s.c.slots
	broad := !ascii(text)
next:
	for n := from; n < to; n++ {
		row := s.in[n]
		for _, set := range s.sets {
			if !set.has(row) {
				continue next
			}
		}
		slot := &slots[row]
		if slot.wide || broad {
			if _, ok := s.c.pointsWide(row, text); ok {
				s.rows[at], s.tails[at] = row, 0 // a longer word asks again from its first letter
				at++
			}
			continue
		}
		if s.memo != nil && s.memo.goesOn(s.c, row, slot) {
			s.rows[at], s.tails[at] = row, noEnd
			at++
			continue
		}
		key, end, k := slot.key, 0, 0
		if s.from > 0 && s.ends[n] != noEnd {
			end, k = int(s.ends[n])+1, s.from
		}
		for ; k < len(text); k++ {
			i := strings.IndexByte(key[end:], text[k])
			if i < 0 {
				continue next
			}
			end += i + 1
		}
		s.rows[at], s.tails[at] = row, uint16(end-1)
		at++
	}
	return at
}

// prepare answers a test of traits for each combination that occurs.
func (s *step) prepare() {
	if s.t.field == "family" {
		s.c.nameFamilies()
	}
	if !s.t.traits {
		return
	}
	s.known = make([]truth, len(s.c.traits))
	x := exam{img: &ami.Image{Extra: &ami.Extra{}}, place: &s.c.place, env: s.env}
	for n := range s.c.traits {
		x.img.Traits = &s.c.traits[n]
		s.known[n] = s.t.holds(&x)
	}
}

func (s *step) test(from, to, at int) int {
	x := exam{c: s.c, place: &s.c.place, env: s.env}
	for _, row := range s.in[from:to] {
		if s.known != nil {
			if s.known[s.c.slots[row].traits] != yes {
				continue
			}
		} else if x.img, x.row = s.c.At(row), row; s.t.holds(&x) != yes {
			continue
		}
		s.rows[at] = row
		at++
	}
	return at
}

// candidates are the living rows that have every letter of a word somewhere,
// as sets of which they are in each, and how many they are.
func (c *Corpus) candidates(t *term) (sets []bitset, n int) {
	sets = []bitset{c.alive}
	if t.wanted() && !isSnapshot(t.text) {
		sets = append(sets, c.having(t.text)...)
	}
	short := slices.MinFunc(sets, func(a, b bitset) int { return len(a) - len(b) })
	for k := range sets {
		sets[k] = sets[k][:len(short)]
	}
	for w := range short {
		all := sets[0][w]
		for _, set := range sets[1:] {
			all &= set[w]
		}
		n += bits.OnesCount64(all)
	}
	return sets, n
}

// list appends the rows that are in each of the sets, which are equally long.
func list(sets []bitset, into []int32) []int32 {
	for w := range sets[0] {
		all := sets[0][w]
		for _, set := range sets[1:] {
			all &= set[w]
		}
		for ; all != 0; all &= all - 1 {
			into = append(into, int32(w*64+bits.TrailingZeros64(all)))
		}
	}
	return into
}

// having are the rows that have every letter of a text, one set a letter.
func (c *Corpus) having(text string) []bitset {
	mask := classes(text)
	sets := make([]bitset, 0, bits.OnesCount64(mask))
	for ; mask != 0; mask &= mask - 1 {
		sets = append(sets, c.chars[bits.TrailingZeros64(mask)])
	}
	return sets
}

// single reports a word of one letter: the bitmap of the letter has the answer.
func single(t *term) bool {
	return t.kind == fuzzyWord && !t.not && len(t.text) == 1 && t.text[0] < utf8.RuneSelf && (letter(t.text[0]) || t.text[0] >= '0' && t.text[0] <= '9')
}
