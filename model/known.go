package model

import (
	"time"

	"tami/model/ami"
)

// Known is how well a question is answered.
type Known struct {
	Loading bool         // being asked now
	Pages   int          // pages of the answer being read
	At      time.Time    // when the last answer, or the last failure, came
	Problem *ami.Problem // why there is no answer, or only part of one
	settled bool         // answered to the end, or failed; not to be asked again by itself
}

// Settled reports that there is an answer, whole or failed, and that it is not
// being asked for again.
func (k Known) Settled() bool { return k.settled && !k.Loading }

// Known is how well a need is known; the zero Known when it was never asked.
func (s *State) Known(n ami.Need) Known {
	if k := s.known[n]; k != nil {
		return *k
	}
	return Known{}
}

// Due reports that a need is wanted from the outside world: never asked, or
// forgotten, and not being asked now. A failure is not due: it is asked again
// only when somebody says so.
func (s *State) Due(n ami.Need) bool {
	k := s.known[n]
	return k == nil || !k.Loading && !k.settled
}

// Ask notes that a need is being asked.
func (s *State) Ask(n ami.Need) { s.entry(n).Loading, s.entry(n).Pages = true, 0 }

// Drop notes that asking was given up half-way: the need is due again when
// somebody wants it.
func (s *State) Drop(n ami.Need) {
	if k := s.known[n]; k != nil && k.Loading {
		k.Loading, k.settled = false, false
		if img, ok := n.(ami.Images); ok && s.images[img] != nil {
			s.images[img].abandon()
		}
	}
}

// Forget makes a need due again. What was known stays until the new answer
// replaces it.
func (s *State) Forget(n ami.Need) {
	if k := s.known[n]; k != nil && !k.Loading {
		k.settled = false
	}
}

func (s *State) entry(n ami.Need) *Known {
	k := s.known[n]
	if k == nil {
		k = &Known{}
		s.known[n] = k
	}
	return k
}
