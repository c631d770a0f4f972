package query

import "strings"

// memo remembers, while a word is being typed, where its letters so far were
// found in each row, so that one letter more is one comparison.
type memo struct {
	text  string // the longest beginning of the word that places are for
	spots []found
	tally []tally
	word  uint16 // numbers the words that tallies were made for
}

// found is where the first letters of a word stand in a row: at the place that
// decides about the class (see Corpus.decide). The zero found is not known.
//
// All that most rows are looked at for is here, so that a search need not go
// to the rows themselves.
type found struct {
	at    uint16
	long  uint16 // the length of the row's text
	size  uint8  // how many letters; 0 when nothing is known
	class uint8  // the class, looseRow, and from bit 4 what a whole word adds to
}

const looseRow = 1 << 3 // the row is slot.loose

func (f *found) place() int32 { return int32(f.class >> 4) }
func (f *found) of() int32    { return int32(f.class & 7) }

// points are those of a word in one piece.
func (f *found) points() int64 { return pieceAt(int(f.at), f.place()) }

// maxMemo is the longest word that a memo can hold.
const maxMemo = 255

// follow gets the memo ready for a word: what it holds is of use when the
// word begins with what it was for.
func (m *memo) follow(text string, rows int) {
	if len(text) > maxMemo {
		text = ""
	}
	if len(m.spots) < rows || m.text == "" || !strings.HasPrefix(text, m.text) {
		if cap(m.spots) < rows {
			m.spots = make([]found, rows, rows+rows/4)
		}
		m.spots = m.spots[:rows]
		clear(m.spots)
		if m.word++; m.word == 0 || len(m.tally) < rows {
			m.tally, m.word = make([]tally, rows), 1
		}
	}
	m.text = text
}

func (m *memo) forget() { m.text = "" }

// goesOn reports that a row has the word in one piece, where its beginning
// was found before. It remembers so.
func (m *memo) goesOn(c *Corpus, row int32, s *slot) bool {
	f := &m.spots[row]
	n := int(f.size)
	switch {
	case n == 0 || f.place() == scattered || n > len(m.text):
		return false
	case n == len(m.text):
		return true
	case !strings.HasPrefix(s.key[int(f.at)+n:], m.text[n:]):
		return false
	}
	m.remember(c, f, s, f.place())
	return true
}

func (m *memo) remember(c *Corpus, f *found, s *slot, place int32) {
	f.size = uint8(len(m.text))
	f.class = uint8(place<<4|c.classAt(s, int(f.at), len(m.text), place)) | f.class&looseRow
}

// find is what is known of the memo's word in a row, worked out where it is
// not.
func (m *memo) find(c *Corpus, row int32) *found {
	f := &m.spots[row]
	if n := int(f.size); n == len(m.text) || n > 0 && n < len(m.text) && f.place() == scattered {
		return f
	}
	s := &c.slots[row]
	if m.goesOn(c, row, s) {
		return f
	}
	at, place := c.decide(s, m.text)
	*f = found{at: uint16(at), long: uint16(len(s.key))}
	if s.loose {
		f.class = looseRow
	}
	m.remember(c, f, s, place)
	return f
}

// pointsOf is Corpus.points of the memo's word in a row that has it.
func (m *memo) pointsOf(c *Corpus, row int32, s *slot) int64 {
	t := &m.tally[row]
	if t.of != m.word || int(t.size) > len(m.text) {
		*t = tally{of: m.word}
	}
	c.reckon(s, t, m.text)
	return c.sum(s, t, m.text)
}

// scores remember, for words that are typed already, how well they match each
// row. Those of words that are no longer searched for are used again.
type scores struct {
	key   string
	rows  []Score // Class is one more than it is; 0 is not known
	asked bool    // by the search under way
}

// maxScores is for how many words scores are kept: 16 bytes a row for each.
const maxScores = 4

// scoresOf is the memory of a finished word, nil when there are too many.
func (s *Session) scoresOf(key string) *scores {
	var free *scores
	for n := range s.words {
		w := &s.words[n]
		if w.key == key && len(w.rows) >= len(s.c.slots) {
			w.asked = true
			return w
		}
		if !w.asked {
			free = w
		}
	}
	if free == nil && len(s.words) < maxScores {
		if s.words == nil {
			s.words = make([]scores, 0, maxScores)
		}
		s.words = append(s.words, scores{})
		free = &s.words[len(s.words)-1]
	}
	if free == nil {
		return nil
	}
	if n := len(s.c.slots); cap(free.rows) < n {
		free.rows = make([]Score, n)
	} else {
		free.rows = free.rows[:n]
		clear(free.rows)
	}
	free.key, free.asked = key, true
	return free
}

// scoreOf is how well a finished word matches a row.
func (s *ordering) scoreOf(n int, row int32) Score {
	w, known := s.words[n], s.scores[n]
	if known != nil && known.rows[row].Class > 0 {
		score := known.rows[row]
		score.Class--
		return score
	}
	var score Score
	if score.Class, score.Points = s.c.classOf(&s.c.slots[row], w.text); score.Class == 0 && w.kind == fuzzyWord {
		score.Points, _ = s.c.pointsOf(row, w.text)
	}
	if known != nil {
		known.rows[row] = Score{score.Class + 1, score.Points}
	}
	return score
}
