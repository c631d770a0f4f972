package awsclient

import (
	"time"

	"tami/model/op"
)

// frozen is how long a link may have been dead before anybody noticed: what
// ended in that time was perhaps shown to nobody.
const frozen = 15 * time.Minute

// Unattended says that nobody looks on any more. Runs that end from now on, and
// those of this runner that ended a moment ago, are told of at the next start.
// It returns at once.
func (r *Runner) Unattended() {
	if r.alone.Swap(true) {
		return
	}
	since := r.client.opt.Now().Add(-frozen)
	r.mu.Lock()
	var missed []string
	for id, run := range r.past {
		if run.Ended.After(since) {
			missed = append(missed, id)
		}
	}
	r.mu.Unlock()
	if len(missed) > 0 {
		r.aside("keep what nobody saw", func() { r.mark(op.Event{Unseen: true}, missed) })
	}
}

// Told notes that somebody was told how runs ended, so that no other start says
// so again. It writes files; where it cannot, they are told of once more.
func (r *Runner) Told(ids ...string) { r.mark(op.Event{Seen: true}, ids) }

// mark adds an event to the journals of runs that are over.
func (r *Runner) mark(e op.Event, ids []string) {
	e.At = r.client.opt.Now()
	for _, id := range ids {
		book, run, err := r.folder.Continue(id)
		if err != nil {
			continue
		}
		if e.Run = id; run.Over() && run.Unseen != e.Unseen && book.Add(e) == nil {
			run.Apply(e)
			r.mu.Lock()
			if _, here := r.past[id]; here {
				r.past[id] = run
			}
			r.mu.Unlock()
		}
		_ = book.Close() // every line is on disk already
	}
}
