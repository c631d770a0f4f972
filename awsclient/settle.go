package awsclient

import (
	"context"
	"slices"
	"sync"

	"tami/awsclient/journal"
	"tami/model/ami"
	"tami/model/op"
	"tami/model/text"
)

// Settle looks up what became of the steps of a run that are in doubt: those
// that were under way when their tami died, and those whose answer was lost.
// Each becomes done, or failed, or, where a dead tami left it and it did not
// happen, one to be done yet; what cannot be told stays in doubt. It changes
// nothing in the account. Afterwards the run can be resumed, undone, or given
// up with Stop.
func (r *Runner) Settle(ctx context.Context, id string) error {
	if r.isLive(id) {
		return underWay()
	}
	book, run, err := r.folder.Continue(id)
	if err != nil {
		return noRun(id, err)
	}
	p := r.settle(ctx, book, &run)
	_ = book.Close() // every line is on disk already
	r.reopened(id)
	if p != nil {
		return p
	}
	return nil
}

func underWay() *ami.Problem {
	return &ami.Problem{Kind: ami.Refused, Title: "the run is under way", Hint: "Wait for its end, or stop it."}
}

// reopened forgets what was known of a run whose journal was added to.
func (r *Runner) reopened(id string) {
	r.mu.Lock()
	delete(r.past, id)
	r.mu.Unlock()
	r.reread()
	r.tell()
}

// settle looks up every step in doubt, all at the same time.
func (r *Runner) settle(ctx context.Context, book *journal.Writer, run *op.Run) *ami.Problem {
	var all sync.WaitGroup
	var mu sync.Mutex
	var broken *ami.Problem
	was := *run
	was.Outcomes = slices.Clone(run.Outcomes)
	for _, s := range run.Plan.Steps {
		o := *was.Outcome(s.ID)
		if o.State != op.Running && o.State != op.Doubtful {
			continue
		}
		all.Go(func() {
			o := r.settleStep(ctx, &was, s, o)
			if ctx.Err() != nil {
				return
			}
			mu.Lock()
			defer mu.Unlock()
			e := op.Event{Run: run.ID, At: r.client.opt.Now(), Outcome: o}
			if err := book.Add(e); err != nil {
				broken = notWritten(err)
				return
			}
			run.Apply(e)
		})
	}
	all.Wait()
	if ctx.Err() != nil {
		return &ami.Problem{Kind: ami.TimedOut, Title: "the looking up was cut short", Hint: "Do it again.", Retry: true}
	}
	return broken
}

// settleStep is what became of one step.
func (r *Runner) settleStep(ctx context.Context, run *op.Run, s op.Step, o op.Outcome) op.Outcome {
	o.Ended = r.client.opt.Now()
	call, err := asSent(s, run)
	if err != nil {
		o.State = op.Doubtful
		return o
	}
	effect, made, _ := r.client.lookUp(ctx, s.At, call, o.Began, o.Began)
	switch effect {
	case op.Took:
		a := attempt{call: call}
		a.adopt(&o, made)
		if op.Watch(call, s.At, made) != nil {
			o.State = op.Watching
		}
	case op.NotTaken:
		o.State = op.Waiting
		if run.Over() {
			o.State = op.Failed
		}
	case op.Unclear:
		o.State = op.Doubtful
		if o.Problem == nil {
			o.Problem = &ami.Problem{Kind: ami.TimedOut, Title: "it cannot be told whether this happened", Cause: text.Safe{}, Hint: "Look at it in the account."}
		}
	}
	return o
}

// Resume goes on with a run that a dead tami left, after Settle. What happened
// already is not done again; a step that is still in doubt is done again only
// where that comes to the same.
func (r *Runner) Resume(id string) error {
	if r.isLive(id) {
		return underWay()
	}
	book, run, err := r.folder.Continue(id)
	if err != nil {
		return noRun(id, err)
	}
	if p := r.mayResume(&run); p != nil {
		_ = book.Close()
		return p
	}
	for _, s := range run.Plan.Steps {
		call, err := asSent(s, &run)
		if o := run.Outcome(s.ID); err == nil && o.State == op.Doubtful && op.Repeatable(call) {
			o.State = op.Waiting
		}
	}
	run.Stopping = false
	return r.carry(run, book)
}

func (r *Runner) mayResume(run *op.Run) *ami.Problem {
	if run.Over() {
		return &ami.Problem{Kind: ami.Refused, Title: "the run is over", Hint: "Undo it, or plan the change again."}
	}
	for _, s := range run.Plan.Steps {
		if p := r.client.readOnly(s.At); p != nil {
			return p
		}
		if run.Outcome(s.ID).State == op.Running {
			return &ami.Problem{Kind: ami.Refused, Title: "a step is in doubt", Hint: "Look up what became of it first."}
		}
	}
	return nil
}

// settleDown gives up a run that a dead tami left, so that nobody resumes it.
// A run that is over stays as it is.
func (r *Runner) settleDown(id string) error {
	if r.isLive(id) {
		return underWay()
	}
	book, run, err := r.folder.Continue(id)
	if err != nil {
		return noRun(id, err)
	}
	defer r.reopened(id)
	defer func() { _ = book.Close() }() // every line is on disk already
	if run.Over() {
		return nil
	}
	now := r.client.opt.Now()
	events := []op.Event{{Run: id, At: now, Stop: true}}
	for _, o := range run.Outcomes {
		switch o.State {
		case op.Waiting:
			o.State, o.Ended = op.NotRun, now
		case op.Running, op.Watching:
			o.State, o.Ended = op.Doubtful, now
		default:
			continue
		}
		events = append(events, op.Event{Run: id, At: now, Outcome: o})
	}
	for _, e := range append(events, op.Event{Run: id, At: now, End: true}) {
		if err := book.Add(e); err != nil {
			return notWritten(err)
		}
	}
	return nil
}
