package awsclient

import (
	"cmp"
	"errors"
	"io/fs"
	"slices"
	"time"

	"tami/awsclient/journal"
	"tami/model/ami"
	"tami/model/op"
	"tami/model/text"
)

// How much of the journal is looked at, and how often.
const (
	mostRuns  = 200
	lookAgain = 2 * time.Second
)

// history is what the journal holds besides the runs that are carried out
// here. The runner's lock guards it.
type history struct {
	runs  []op.Run // newest first
	wrong []*ami.Problem
	seen  map[string]journal.Seen
	at    time.Time // when it was read
}

// Runs are the newest runs, newest first: those under way, those that ended,
// and those that other tamis carry out or left. It reads the journal, though
// not more often than every other second, so it is not for an event loop.
func (r *Runner) Runs() []op.Run {
	r.mu.Lock()
	stale := r.found.at.IsZero() || r.client.opt.Now().Sub(r.found.at) >= lookAgain
	r.mu.Unlock()
	if stale {
		r.reread()
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.together()
}

// together is all there is to know; who is nearer to a run knows it better.
// The caller holds the lock.
func (r *Runner) together() []op.Run {
	list := make([]op.Run, 0, len(r.live)+len(r.past)+len(r.found.runs))
	for _, l := range r.live {
		list = append(list, l.snapshot())
	}
	for _, run := range r.past {
		list = append(list, run)
	}
	for _, run := range r.found.runs {
		_, here := r.live[run.ID]
		_, done := r.past[run.ID]
		if !here && !done {
			list = append(list, run)
		}
	}
	slices.SortFunc(list, func(a, b op.Run) int { return cmp.Or(b.Started.Compare(a.Started), cmp.Compare(b.ID, a.ID)) })
	return list[:min(len(list), mostRuns)]
}

// Unread are the files of the journal that cannot be read, newest first, as
// they were when Runs was last asked.
func (r *Runner) Unread() []*ami.Problem {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.found.wrong)
}

// reread looks at the journal. While another tami carries a run out it is
// looked at again by and by, so that one can follow it.
func (r *Runner) reread() {
	r.reading.Lock()
	defer r.reading.Unlock()
	r.mu.Lock()
	was := r.found
	r.mu.Unlock()
	list, seen, err := r.folder.List(mostRuns, was.seen)
	found := history{seen: seen, at: r.client.opt.Now()}
	if err != nil {
		found.wrong = append(found.wrong, unreadable(err))
	}
	elsewhere := false
	for _, f := range list {
		if f.Err != nil {
			found.wrong = append(found.wrong, unreadable(f.Err))
			continue
		}
		found.runs = append(found.runs, asSeen(f.Run))
		elsewhere = elsewhere || f.Run.Elsewhere && !r.isLive(f.Run.ID)
	}
	r.mu.Lock()
	r.found = found
	again := elsewhere && !r.closed && !r.looking
	r.looking = r.looking || again
	r.mu.Unlock()
	if len(found.wrong) != len(was.wrong) || !slices.EqualFunc(found.runs, was.runs, sameState) {
		r.tell()
	}
	if again {
		r.aside("follow other runs", r.follow)
	}
}

// follow looks at the journal once more, after a while.
func (r *Runner) follow() {
	select {
	case <-time.After(lookAgain):
	case <-r.closing:
		return
	}
	r.mu.Lock()
	r.looking = false
	r.mu.Unlock()
	r.reread()
}

func unreadable(err error) *ami.Problem {
	return &ami.Problem{Kind: ami.Refused, Title: "a part of the journal cannot be read", Cause: cause(err),
		Hint: "A newer tami may have written it; otherwise move the file away, and look in the account what became of it."}
}

// asSeen is a run of the journal as it is shown: of one that was left nothing
// is under way any more.
func asSeen(run op.Run) op.Run {
	if !run.Left {
		return run
	}
	run.Outcomes = slices.Clone(run.Outcomes)
	for i := range run.Outcomes {
		if o := &run.Outcomes[i]; o.State == op.Running {
			o.State = op.Doubtful
			o.Problem = &ami.Problem{Kind: ami.TimedOut, Title: "tami ended during the call", Cause: text.Safe{}, Hint: "Look it up before anything is gone on with or undone."}
		}
	}
	return run
}

// sameState reports that nothing happened between two readings of a run.
func sameState(a, b op.Run) bool {
	return a.ID == b.ID && a.Ended.Equal(b.Ended) && a.Stopping == b.Stopping && a.Elsewhere == b.Elsewhere && a.Left == b.Left &&
		slices.EqualFunc(a.Outcomes, b.Outcomes, func(x, y op.Outcome) bool { return x.State == y.State && x.Progress == y.Progress })
}

// find is the newest there is to know of one run.
func (r *Runner) find(id string) (op.Run, error) {
	look := func() (op.Run, bool) {
		r.mu.Lock()
		defer r.mu.Unlock()
		list := r.together()
		i := slices.IndexFunc(list, func(run op.Run) bool { return run.ID == id })
		if i < 0 {
			return op.Run{}, false
		}
		return list[i], true
	}
	if run, ok := look(); ok && (run.Over() || r.isLive(id)) {
		return run, nil
	}
	r.reread()
	if run, ok := look(); ok {
		return run, nil
	}
	return op.Run{}, noRun(id, fs.ErrNotExist)
}

func (r *Runner) isLive(id string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.live[id] != nil
}

// noRun is a run that cannot be opened.
func noRun(id string, err error) *ami.Problem {
	p := &ami.Problem{Kind: ami.Refused, Title: "the run " + text.Clean(id).String() + " cannot be opened", Cause: cause(err)}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		p.Kind, p.Title, p.Cause = ami.NotFound, "there is no run "+text.Clean(id).String(), text.Safe{}
		p.Hint = "The list of runs has their IDs."
	case errors.Is(err, journal.ErrElsewhere):
		p.Title, p.Hint, p.Retry = "another tami carries the run out", "Wait for its end, or stop it there.", true
	default:
		p.Hint = "A newer tami may have written it; nothing was changed."
	}
	return p
}
