package awsclient

import (
	"context"

	"tami/model/ami"
	"tami/model/op"
)

// waiting is what is said of a step whose session is lost.
const waiting = "waits for a sign-in"

// pause gives what holds a step up while its session is lost, nil where nobody
// is there to sign in. The wait ends without a sign-in when the run is stopped
// or tami ends.
func (r *Runner) pause(l *live, at ami.Where, o op.Outcome) func(context.Context, *ami.Problem) bool {
	if !r.opt.Waits {
		return nil
	}
	return func(ctx context.Context, p *ami.Problem) bool {
		held := o
		held.Progress, held.Problem = waiting, p
		r.progress(l, held)
		if !r.client.regain(ctx, at, l.halt, r.closing) {
			return false
		}
		r.progress(l, o)
		return true
	}
}
