package awsclient

import (
	"context"
	"time"

	"tami/model/ami"
	"tami/model/op"
	"tami/model/text"
)

// attempt is one call on its way to a known outcome.
type attempt struct {
	client *Client
	at     ami.Where
	call   op.Call
	began  time.Time
	before bool // the call may have been made before, without our knowing its answer
	// signedOut waits until somebody has signed in again, and reports whether
	// anybody did; nil where nobody is there to.
	signedOut func(context.Context, *ami.Problem) bool
	// tells shows what is waited for before the call is done; nil where nobody
	// looks on.
	tells func(op.Outcome)
	halt  <-chan struct{} // closed when the run is asked to stop

	queued time.Time     // since when it waits for its turn; zero: it does not
	turn   time.Duration // how long until it asks again
}

// mostTries is how often a call is made whose answers are lost.
const mostTries = 3

// callPatience is how long a call may take in all: waiting for the request
// budget, being throttled, and looking up what became of lost answers. Waiting
// for somebody to sign in does not count.
const callPatience = 15 * time.Minute

// make makes the call until it is known what became of it. A lost answer is
// looked into before the call is made again, and it is made again only when it
// did not take effect, or when that does not matter. A call that is refused
// because the session is lost did nothing, and is made again once it is there;
// one that AWS has no room for now waits its turn.
func (a *attempt) make(base context.Context, o op.Outcome) op.Outcome {
	ctx, stop := context.WithTimeout(base, callPatience)
	defer func() { stop() }()
	renew := func() {
		stop()
		ctx, stop = context.WithTimeout(base, callPatience) //nolint:fatcontext // a new one of base, not one in another
	}
	regained := func(p *ami.Problem) bool {
		if !p.SignedOut() || a.signedOut == nil || !a.signedOut(base, p) {
			return false
		}
		renew()
		return true
	}
	for try := 1; ; try++ {
		out, lost, p := a.client.change(ctx, a.at, a.call, false)
		if p == nil {
			o.State, o.Made, o.Parts = op.Done, out.made, out.parts
			break
		}
		if !lost && regained(p) {
			try--
			if !a.before {
				continue
			}
			lost = true // an earlier try may have taken effect by now
		}
		full := !lost && op.WaitsItsTurn(a.call, p.Code.Raw())
		effect, made, unasked := op.NotTaken, map[string]string(nil), (*ami.Problem)(nil)
		if lost || a.before { // an answer to a repeated call may speak of the first one's effect
			a.before = true
			a.tell(o, unsure(p))
			effect, made, unasked = a.client.lookUp(ctx, a.at, a.call, a.began, a.client.opt.Now())
			for regained(unasked) {
				effect, made, unasked = a.client.lookUp(ctx, a.at, a.call, a.began, a.client.opt.Now())
			}
		}
		if effect == op.Took {
			a.adopt(&o, made)
			break
		}
		if full && effect == op.NotTaken {
			if o.State, o.Problem = a.queue(o, p); o.State.Over() {
				break
			}
			renew()
			a.before = false // nothing came of what was sent until now
			try--
			continue
		}
		repeat := try < mostTries && ctx.Err() == nil && lost
		if repeat && (effect == op.NotTaken || op.Repeatable(a.call)) {
			continue
		}
		o.State, o.Problem = op.Doubtful, p
		if effect == op.NotTaken {
			o.State = op.Failed
		}
		break
	}
	o.Ended = a.client.opt.Now()
	return o
}

// waits is what a step that is under way waits for, and why it has to.
type waits struct {
	progress string
	why      *ami.Problem
}

// unsure is said while it is looked up what became of a call.
func unsure(p *ami.Problem) waits {
	q := *p
	q.Hint = "Whether it happened all the same is being looked up; it is asked for again only if it did not."
	return waits{"no good answer: it is being looked up whether it happened", &q}
}

// tell shows what a step waits for from now on.
func (a *attempt) tell(o op.Outcome, w waits) {
	if a.tells == nil {
		return
	}
	if o.Progress != w.progress {
		o.Progress, o.Since = w.progress, a.client.opt.Now()
	}
	o.Problem = w.why
	a.tells(o)
}

// How long a call waits for its turn where AWS does not take any more of its kind
// at once.
const (
	firstTurn   = 15 * time.Second
	slowestTurn = time.Minute
	turnAtMost  = 6 * time.Hour
)

// queue waits until it is worth asking again for what AWS has no room for now.
// The state it returns is that of an end where the run is stopped meanwhile, or
// where room never came.
func (a *attempt) queue(o op.Outcome, p *ami.Problem) (op.State, *ami.Problem) {
	now := a.client.opt.Now()
	if a.queued.IsZero() {
		a.queued, a.turn = now, firstTurn
	}
	if now.Sub(a.queued) >= turnAtMost {
		return op.Failed, p
	}
	q := *p
	q.Hint = "AWS did nothing yet. It is asked again every minute, until something that is under way there is done; ctrl+x gives it up."
	o.Since = a.queued
	o.Progress = "waits its turn: AWS does no more of it at once" + in(a.at)
	a.tell(o, waits{o.Progress, &q})
	select {
	case <-time.After(a.turn):
		a.turn = min(2*a.turn, slowestTurn)
		return op.Running, nil
	case <-a.halt:
		return op.NotRun, p
	}
}

// adopt takes an effect that is there for the call's. What only the answer
// could have told stays unknown, and that is said.
func (a *attempt) adopt(o *op.Outcome, made map[string]string) {
	o.State, o.Adopted, o.Made, o.Problem = op.Done, true, made, nil
	if d, ok := a.call.(op.DeregisterImage); ok && d.DeleteSnapshots {
		o.Problem = &ami.Problem{Kind: ami.TimedOut, Title: "what became of the snapshots is not known",
			Cause: text.Clean("AWS's answer was lost; the image is gone"), Hint: "Look at the snapshots: those that stayed can be deleted."}
	}
}
