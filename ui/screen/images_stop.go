package screen

import (
	"tami/model"
	"tami/model/ami"
)

// stop gives up reading the places that have not answered to the end, where what
// is read is a catalogue of others' images, which may take minutes. What was read
// stays, and nothing is asked again before the user says so.
func (s *Images) stop(e Env) (n int) {
	for _, p := range s.panes {
		if p.need.From.Kind != ami.Mine && e.State.Known(p.need).Loading {
			if s.stopped == nil {
				s.stopped = map[ami.Images]bool{}
			}
			s.stopped[p.need] = true
			n++
		}
	}
	return n
}

// stops says what stop did.
func stops(n int) Say {
	return Say{"Stopped reading " + model.Count(n, "region", "regions") + " before the end; r reads on"}
}

// halted reports that reading a place was stopped before its end.
func (s *Images) halted(e Env, n ami.Images) bool { return s.stopped[n] && e.State.Due(n) }
