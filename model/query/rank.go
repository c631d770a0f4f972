package query

import (
	"strings"

	"github.com/sahilm/fuzzy"
)

// Score says how well an image matches the words of a query: first by what
// kind of matches they are, then by sahilm/fuzzy's score.
type Score struct {
	Class  int32 // summed over the words: 0 to 6 for each
	Points int64
}

// Where a word of a query stands in a row, from scattered letters to a whole
// word; inside the name inName comes on top.
const (
	scattered = 0
	within1   = 1
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

// classOf says where folded text stands in a row. The first beginning of a
// word in the name decides, then the first place in the name, then the same
// outside it.
func (c *Corpus) classOf(s *slot, text string) int32 {
	if in := c.classIn(s, text, 0, int(s.name)); in > 0 {
		return in + inName
	}
	return c.classIn(s, text, int(s.name), len(s.key))
}

func (c *Corpus) classIn(s *slot, text string, from, to int) int32 {
	best := int32(scattered)
	for at := from; at < to; at++ {
		n := strings.Index(s.key[at:to], text)
		if n < 0 {
			break
		}
		at += n
		if c.wordStart(s, at) {
			if c.wordEnds(s, at+len(text)) {
				return wholeWord
			}
			return atStart
		}
		best = within1
	}
	return best
}

// points is sahilm/fuzzy's score of a folded pattern in a row of ASCII, and
// whether it matches at all. It is the library's own reckoning, without its
// cost for each byte: a letter takes the best place from where it could first
// stand up to where the next one must.
func (c *Corpus) points(s *slot, pattern string) (total int64, ok bool) {
	key := s.key
	at := strings.IndexByte(key, pattern[0])
	if at < 0 {
		return 0, false
	}
	last, run := -1, int64(0)
	for k := 0; k < len(pattern); k++ {
		next := len(key)
		if k+1 < len(pattern) {
			n := strings.IndexByte(key[at+1:], pattern[k+1])
			if n < 0 {
				return 0, false
			}
			next = at + 1 + n
		}
		gain := c.bonus(s, at)
		if last >= 0 && last == at-1 {
			side := run*2 + 5
			gain, run = gain+side, run+side
		}
		best := at
		if gain < 20 {
			for n := at + 1; n < next; n++ {
				if key[n] == pattern[k] && c.bonus(s, n) == 20 {
					gain, best = 20, n
					break
				}
			}
		}
		if k == 0 {
			gain += int64(max(-5*best, -15))
		}
		total, last, at = total+gain, best, next
	}
	return total - int64(len(key)-len(pattern)), true
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

// pointsWide asks sahilm/fuzzy itself, for rows and patterns beyond ASCII.
func (c *Corpus) pointsWide(row int32, pattern string) (int64, bool) {
	m := fuzzy.FindNoSort(pattern, []string{c.original(row)})
	if len(m) == 0 {
		return 0, false
	}
	return int64(m[0].Score), true
}

func (c *Corpus) pointsOf(row int32, pattern string) (int64, bool) {
	s := &c.slots[row]
	if s.wide || !ascii(pattern) {
		return c.pointsWide(row, pattern)
	}
	return c.points(s, pattern)
}
