package query

import (
	"strings"

	"github.com/sahilm/fuzzy"
)

// Score says how well an image matches the words of a query: first by what
// kind of matches they are, then by points. A word whose letters are scattered
// has sahilm/fuzzy's score; one that stands in one piece has a point where the
// name begins with it, and none elsewhere. Its score would tell how long the
// rest of the text is and which digits stand in the ID, which puts 1.9 before
// 1.10 and one build before another for nothing: of images that match alike
// one wants the newest.
type Score struct {
	Class  int32 // summed over the words: 0 to 6 for each
	Points int64
}

// Where a word of a query stands in a row, from scattered letters to a whole
// word; inside the name inName comes on top.
const (
	scattered = 0
	amid      = 1
	atStart   = 2
	wholeWord = 3
	inName    = 3
	bestClass = wholeWord + inName
)

// kind parts letters, figures and the rest: a word ends where it changes.
func kind(b byte) uint8 {
	switch {
	case b >= 'a' && b <= 'z' || b >= 0x80:
		return 1
	case b >= '0' && b <= '9':
		return 2
	}
	return 0
}

// wordStart reports whether a word begins at n, or something that is no word.
func (c *Corpus) wordStart(s *slot, n int) bool {
	if n == 0 {
		return true
	}
	k := kind(s.key[n])
	return k == 0 || k != kind(s.key[n-1]) || c.hump(s, n)
}

func (c *Corpus) wordEnds(s *slot, n int) bool {
	if n == len(s.key) {
		return true
	}
	k := kind(s.key[n-1])
	return k == 0 || k != kind(s.key[n]) || c.hump(s, n)
}

// classOf says where folded text stands in a row, and what that earns it when
// it stands there in one piece.
func (c *Corpus) classOf(s *slot, text string) (class int32, points int64) {
	at, place := c.decide(s, text)
	return c.classAt(s, at, len(text), place), pieceAt(at, place)
}

// pieceAt are the points of a word in one piece.
func pieceAt(at int, place int32) int64 {
	if at == 0 && place > inName {
		return 1
	}
	return 0
}

// classAt is the class of a place that decides.
func (c *Corpus) classAt(s *slot, at, size int, place int32) int32 {
	if (place == atStart || place == atStart+inName) && c.wordEnds(s, at+size) {
		return place + 1
	}
	return place
}

// decide finds the place of folded text that its class depends on: the first
// beginning of a word in the name, then the first place in the name, then the
// same outside it. The place of a longer text is the same or a later one.
func (c *Corpus) decide(s *slot, text string) (at int, place int32) {
	if at, place = c.decideIn(s, text, 0, int(s.name)); place > 0 {
		return at, place + inName
	}
	return c.decideIn(s, text, int(s.name), len(s.key))
}

func (c *Corpus) decideIn(s *slot, text string, from, to int) (at int, place int32) {
	for n := from; n < to; n++ {
		i := strings.Index(s.key[n:to], text)
		if i < 0 {
			break
		}
		n += i
		if c.wordStart(s, n) {
			return n, atStart
		}
		if place == scattered {
			at, place = n, amid
		}
	}
	return at, place
}

// points is sahilm/fuzzy's score of a folded pattern in a row whose letters
// folding did not move, and whether it matches at all.
func (c *Corpus) points(s *slot, pattern string) (total int64, ok bool) {
	var t tally
	if !c.reckon(s, &t, pattern) {
		return 0, false
	}
	return c.sum(s, &t, pattern), true
}

// tally is sahilm/fuzzy's score on its way: its own reckoning, without the
// cost of every byte. A letter takes the best place from where it could first
// stand up to where the next one must, so all but the last are settled, and
// another letter can be added at any time.
type tally struct {
	bank int64  // of the letters that are settled
	run  int64  // what pairs side by side have earned: the next earns more
	last uint16 // the place that the letter before the last took; noEnd at first
	at   uint16 // the first place that the last letter can take
	size uint8  // how many letters are in
	of   uint16 // which word of a memo it is for
}

// reckon adds the letters of a pattern that a tally has not got yet.
func (c *Corpus) reckon(s *slot, t *tally, pattern string) bool {
	if t.size == 0 {
		at := strings.IndexByte(s.key, pattern[0])
		if at < 0 {
			return false
		}
		t.bank, t.run, t.last, t.at, t.size = 0, 0, noEnd, uint16(at), 1
	}
	for k := int(t.size); k < len(pattern); k++ {
		n := strings.IndexByte(s.key[t.at+1:], pattern[k])
		if n < 0 {
			return false
		}
		next := int(t.at) + 1 + n
		gain, best, run := c.settle(s, t, pattern[k-1], next)
		t.bank, t.run, t.last, t.at = t.bank+gain, run, uint16(best), uint16(next)
	}
	t.size = uint8(len(pattern))
	return true
}

// sum is the score when no more letters come.
func (c *Corpus) sum(s *slot, t *tally, pattern string) int64 {
	gain, _, _ := c.settle(s, t, pattern[len(pattern)-1], len(s.key))
	return t.bank + gain - int64(len(s.key)-len(pattern))
}

// settle is what the last letter of a tally earns, and where, when it can
// stand before next.
func (c *Corpus) settle(s *slot, t *tally, letter byte, next int) (gain int64, best int, run int64) {
	at := int(t.at)
	gain, best, run = c.bonus(s, at), at, t.run
	if t.last != noEnd && int(t.last) == at-1 {
		side := run*2 + 5
		gain, run = gain+side, run+side
	}
	if gain < 20 {
		if n := c.better(s, letter, at+1, next); n >= 0 {
			gain, best = 20, n
		}
	}
	if t.last == noEnd {
		gain += int64(max(-5*best, -15))
	}
	return gain, best, run
}

// better is the first place of a letter from from on that earns more than
// being the first: a separator before it, or a hump.
func (c *Corpus) better(s *slot, letter byte, from, to int) int {
	for from < to {
		i := strings.IndexByte(s.key[from:to], letter)
		if i < 0 {
			break
		}
		if from += i; c.bonus(s, from) == 20 {
			return from
		}
		from++
	}
	return -1
}

// bonus is what sahilm/fuzzy gives a letter for the place it stands in.
func (c *Corpus) bonus(s *slot, n int) int64 {
	switch {
	case n == 0:
		return 10
	case separates(s.key[n-1]) || c.hump(s, n):
		return 20
	}
	return 0
}

func separates(b byte) bool {
	switch b {
	case '/', '-', '_', ' ', '.', '\\':
		return true
	}
	return false
}

// pointsWide asks sahilm/fuzzy itself: for wide rows, and for patterns beyond
// ASCII.
func (c *Corpus) pointsWide(row int32, pattern string) (int64, bool) {
	m := fuzzy.FindNoSort(pattern, []string{c.original(row)})
	if len(m) == 0 {
		return 0, false
	}
	return int64(m[0].Score), true
}

func (c *Corpus) pointsOf(row int32, pattern string) (int64, bool) {
	s := &c.slots[row]
	if s.wide || !ascii(pattern) { // a term knows, but this is asked of few rows
		return c.pointsWide(row, pattern)
	}
	return c.points(s, pattern)
}
