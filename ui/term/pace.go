package term

import "time"

const (
	racing   = 6                      // frames without a pause between them, after which somebody is holding a key down
	breather = 150 * time.Millisecond // ends a race; a key that is held repeats sooner
	stride   = time.Second / 15       // between two frames of a race
)

// pace spaces frames out while they come without a pause, as they do for a key
// that is held down: nobody reads those in between, and behind ssh each of them
// has to go over the link. A key pressed by itself is shown at once, and what
// follows close behind it together. It belongs to the event loop, but for what
// later does.
type pace struct {
	frame time.Duration          // between any two frames
	every time.Duration          // between two frames of a race; 0: no more than between any
	later func(in time.Duration) // has the loop ask again after that time
	last  time.Time              // when a frame was drawn
	run   int                    // how many were without a pause
	asked bool                   // later was called since
}

// hold says whether the next frame had better wait; later has then been called.
func (p *pace) hold(now time.Time) bool {
	gap := p.frame
	if p.run >= racing {
		gap = max(gap, p.every)
	}
	left := gap - now.Sub(p.last)
	if left <= 0 {
		p.asked = false
		return false
	}
	if !p.asked {
		p.asked = true
		p.later(left)
	}
	return true
}

// drew notes that a frame was drawn.
func (p *pace) drew(now time.Time) {
	if now.Sub(p.last) > breather {
		p.run = 0
	}
	p.run++
	p.last, p.asked = now, false
}
