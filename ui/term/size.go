package term

import (
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"
)

// The size that is taken for a terminal that says nothing of its own.
const (
	assumedWidth  = 80
	assumedHeight = 24
	largestSide   = 4096
)

// Size replaces a side of a terminal that says zero, as one behind ssh -tt
// without a terminal of its own does, with COLUMNS or LINES of env, and
// without these with 80x24. Sides are in cells.
func Size(env []string, width, height int) (int, int) {
	vars := parse(env)
	return side(width, vars["COLUMNS"], assumedWidth), side(height, vars["LINES"], assumedHeight)
}

func side(told int, set string, assumed int) int {
	if told > 0 {
		return told
	}
	if n, err := strconv.Atoi(set); err == nil && n > 0 && n <= largestSide {
		return n
	}
	return assumed
}

// reshape is the least time between two sizes that are told: the terminal is
// drawn anew for each, whole.
const reshape = 55 * time.Millisecond

// sizes lets changes of the size through, apart from each other while they come
// in a storm, as they do while the edge of a window is drawn along. The last one
// always comes through. It belongs to the event loop, but for what later does.
type sizes struct {
	later func(in time.Duration) // has settle called after that time
	told  time.Time              // when one was let through
	kept  *tea.WindowSizeMsg     // the newest of those that were not
}

// settled says that the size that was kept may be told.
type settled struct{}

// pass returns m, or nil where it must wait.
func (s *sizes) pass(m tea.WindowSizeMsg, now time.Time) tea.Msg {
	left := reshape - now.Sub(s.told)
	if left <= 0 && s.kept == nil {
		s.told = now
		return m
	}
	if s.kept == nil {
		s.later(left)
	}
	s.kept = &m
	return nil
}

// settle returns the size that was kept, nil where none is.
func (s *sizes) settle(now time.Time) tea.Msg {
	m := s.kept
	if m == nil {
		return nil
	}
	s.kept, s.told = nil, now
	return *m
}
