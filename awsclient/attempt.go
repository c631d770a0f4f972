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
// because the session is lost did nothing, and is made again once it is there.
func (a *attempt) make(base context.Context, o op.Outcome) op.Outcome {
	ctx, stop := context.WithTimeout(base, callPatience)
	defer func() { stop() }()
	regained := func(p *ami.Problem) bool {
		if !p.SignedOut() || a.signedOut == nil || !a.signedOut(base, p) {
			return false
		}
		stop()
		ctx, stop = context.WithTimeout(base, callPatience) //nolint:fatcontext // a new one of base, not one in another
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
		if !lost && !a.before {
			o.State, o.Problem = op.Failed, p
			break
		}
		// An answer to a repeated call may speak of the first one's effect.
		a.before = true
		effect, made, unasked := a.client.lookUp(ctx, a.at, a.call, a.began, a.client.opt.Now())
		for regained(unasked) {
			effect, made, unasked = a.client.lookUp(ctx, a.at, a.call, a.began, a.client.opt.Now())
		}
		if effect == op.Took {
			a.adopt(&o, made)
			break
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

// adopt takes an effect that is there for the call's. What only the answer
// could have told stays unknown, and that is said.
func (a *attempt) adopt(o *op.Outcome, made map[string]string) {
	o.State, o.Adopted, o.Made, o.Problem = op.Done, true, made, nil
	if d, ok := a.call.(op.DeregisterImage); ok && d.DeleteSnapshots {
		o.Problem = &ami.Problem{Kind: ami.TimedOut, Title: "what became of the snapshots is not known",
			Cause: text.Clean("AWS's answer was lost; the image is gone"), Hint: "Look at the snapshots: those that stayed can be deleted."}
	}
}
