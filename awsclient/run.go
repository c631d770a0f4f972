package awsclient

import (
	"bytes"
	"regexp"
	"slices"

	"tami/model/ami"
	"tami/model/op"
)

// stepsAtOnce is how many calls of a run are under way in a place at the same
// time at most; the request budget bounds them further. Places have budgets of
// their own, so that one need not wait for another. Steps whose effect is waited
// for do not count: they are looked at together.
const stepsAtOnce = 8

// walk carries a run to its end: steps in the order of the plan, each after
// those it depends on, those that have nothing to do with each other at the
// same time.
func (r *Runner) walk(l *live) {
	defer close(l.over)
	order := newSchedule(l.run.Plan)
	ended := make(chan string)
	flying := map[string]bool{}
	for {
		for _, s := range r.ready(l, order, flying) {
			flying[s.ID] = true
			r.opt.Go("step "+s.ID+" of run "+l.run.ID, func() {
				defer func() { ended <- s.ID }()
				r.step(l, s)
			})
		}
		if len(flying) == 0 {
			break
		}
		select {
		case id := <-ended:
			delete(flying, id)
		case <-l.wake:
		}
		r.tell()
	}
	r.finish(l)
}

// finish ends a run: what was not begun will not be.
func (r *Runner) finish(l *live) {
	l.mu.Lock()
	now := r.client.opt.Now()
	for _, o := range slices.Clone(l.run.Outcomes) {
		if o.State == op.Waiting {
			o.State, o.Problem, o.Ended = op.NotRun, l.broken, now
			_ = r.note(l, op.Event{Run: l.run.ID, At: now, Outcome: o}) // the run says itself that it could not be written
		}
	}
	alone := r.alone.Load()
	if alone {
		_ = r.note(l, op.Event{Run: l.run.ID, At: now, Unseen: true})
	}
	_ = r.note(l, op.Event{Run: l.run.ID, At: now, End: true})
	_ = l.book.Close() // every line is on disk already
	l.mu.Unlock()
	r.mu.Lock()
	delete(r.live, l.run.ID)
	r.past[l.run.ID] = l.snapshot()
	r.mu.Unlock()
	if !alone && r.alone.Load() { // since, and Unattended may have looked before this run was past
		r.mark(op.Event{Unseen: true}, []string{l.run.ID})
	}
	r.tell()
}

// ready skips what depends on a step that did not work, and lists what can be
// begun beside what is under way.
func (r *Runner) ready(l *live, order schedule, flying map[string]bool) (steps []op.Step) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.stop.Load() && !l.run.Stopping {
		_ = r.note(l, op.Event{Run: l.run.ID, At: r.client.opt.Now(), Stop: true})
	}
	if l.run.Stopping || l.broken != nil {
		return nil
	}
	calling := map[ami.Where]int{}
	for _, s := range l.run.Plan.Steps {
		if flying[s.ID] && l.run.Outcome(s.ID).State != op.Watching {
			calling[s.At]++
		}
	}
	for _, s := range l.run.Plan.Steps {
		o := *l.run.Outcome(s.ID)
		if flying[s.ID] || o.State != op.Waiting && o.State != op.Watching {
			continue
		}
		switch l.may(s) {
		case mayNever:
			o.State, o.Ended = op.Skipped, r.client.opt.Now()
			_ = r.note(l, op.Event{Run: l.run.ID, At: o.Ended, Outcome: o})
		case mayNow:
			if calling[s.At] < stepsAtOnce && !order.held(l, s, flying, steps) {
				steps = append(steps, s)
				calling[s.At]++
			}
		}
	}
	return steps
}

// When a step may be begun.
type moment uint8

const (
	mayNow   moment = iota
	mayLater        // what it depends on is not over
	mayNever        // what it depends on did not work
)

func (l *live) may(s op.Step) moment {
	when := mayNow
	for _, id := range s.After {
		switch o := l.run.Outcome(id); {
		case o == nil, o.State.Over() && o.State != op.Done:
			return mayNever
		case !o.State.Over():
			when = mayLater
		}
	}
	for _, id := range s.Behind {
		if o := l.run.Outcome(id); o != nil && !o.State.Over() {
			when = mayLater
		}
	}
	return when
}

// schedule knows which things each step is about.
type schedule map[string][]string

func newSchedule(p op.Plan) schedule {
	// An ID of AWS's, wherever it stands in a call.
	thing := regexp.MustCompile(`\b[a-z]{1,8}-[0-9a-f]{8,17}\b`)
	m := schedule{}
	for _, s := range p.Steps {
		call, err := op.EncodeCall(s.Do)
		if err != nil {
			call = nil // it will fail by itself
		}
		for _, id := range thing.FindAllString(string(call), -1) {
			m[s.ID] = append(m[s.ID], s.At.String()+" "+id)
		}
	}
	return m
}

// held reports a step that is about the same thing as one that is under way,
// or as an earlier one that could be: AWS does not say what comes of two
// changes of one thing at the same time.
func (m schedule) held(l *live, s op.Step, flying map[string]bool, steps []op.Step) bool {
	before := true
	for _, other := range l.run.Plan.Steps {
		if other.ID == s.ID {
			before = false
			continue
		}
		busy := flying[other.ID] || slices.ContainsFunc(steps, func(x op.Step) bool { return x.ID == other.ID }) ||
			before && !l.run.Outcome(other.ID).State.Over() && l.may(other) == mayNow
		if busy && slices.ContainsFunc(m[s.ID], func(id string) bool { return slices.Contains(m[other.ID], id) }) {
			return true
		}
	}
	return false
}

// step does one step, from the word in the journal to its effect.
func (r *Runner) step(l *live, s op.Step) {
	l.mu.Lock()
	o := *l.run.Outcome(s.ID)
	call, err := asSent(s, &l.run)
	l.mu.Unlock()
	if err != nil {
		o.State, o.Ended = op.Failed, r.client.opt.Now()
		o.Problem = &ami.Problem{Kind: ami.Refused, Title: "the step cannot be made", Cause: cause(err), Hint: "Look at what the earlier step made, and plan again."}
		_ = r.become(l, o)
		return
	}
	if o.State == op.Watching {
		r.watch(l, s.At, call, o)
		return
	}
	a := attempt{client: r.client, at: s.At, call: call, began: r.client.opt.Now()}
	if !o.Began.IsZero() { // a dead tami may have made the call
		a.began, a.before = o.Began, true
	}
	o.State, o.Began, o.Problem = op.Running, a.began, nil
	if p := r.become(l, o); p != nil {
		o.State, o.Problem, o.Ended = op.Failed, p, r.client.opt.Now()
		_ = r.become(l, o)
		return
	}
	a.signedOut, a.halt = r.pause(l, s.At, o), l.halt
	a.tells = func(o op.Outcome) { r.progress(l, o) }
	o = a.make(r.ctx, o)
	r.watch(l, s.At, call, o)
}

// asSent is a step's call as it is sent: with what earlier steps made in it,
// and with a token that is the same after a restart, so that AWS knows the call
// again. A call that takes nothing from others stays as it is, with what no
// file of ours ever holds.
func asSent(s op.Step, run *op.Run) (op.Call, error) {
	call := op.WithToken(s.Do, run.ID+"-"+s.ID)
	if len(op.References(call)) == 0 {
		return call, nil
	}
	return op.Resolve(call, run.Made)
}

// become writes down what became of a step, and tells.
func (r *Runner) become(l *live, o op.Outcome) *ami.Problem {
	l.mu.Lock()
	p := r.note(l, op.Event{Run: l.run.ID, At: r.client.opt.Now(), Outcome: o})
	l.mu.Unlock()
	r.tell()
	return p
}

// sameCall reports two calls that send the same.
func sameCall(a, b op.Call) bool {
	x, errX := op.EncodeCall(a)
	y, errY := op.EncodeCall(b)
	return errX == nil && errY == nil && bytes.Equal(x, y)
}
