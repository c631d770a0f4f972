package awsclient

import (
	"context"
	"sync"

	"tami/model/ami"
	"tami/model/op"
	"tami/model/text"
)

// dryRunPassed is AWS's answer to a rehearsal that it would permit, which
// comes as an error.
const dryRunPassed = "DryRunOperation"

// Rehearse asks AWS of each step of a plan whether it would permit it, with
// DryRun, and changes nothing. emit is called once a step, from several
// goroutines; after ctx is cancelled nothing more is said.
func (c *Client) Rehearse(ctx context.Context, p op.Plan, emit func(op.Verdict)) {
	var all sync.WaitGroup
	for _, s := range p.Steps {
		all.Go(func() {
			v := c.rehearse(ctx, s)
			if ctx.Err() == nil {
				emit(v)
			}
		})
	}
	all.Wait()
}

func (c *Client) rehearse(ctx context.Context, s op.Step) op.Verdict {
	v := op.Verdict{Step: s.ID}
	switch {
	case c.readOnly(s.At) != nil:
		v.Answer, v.Problem = op.Refused, c.readOnly(s.At)
		return v
	case !op.DryRuns(s.Do):
		v.Answer = op.NoRehearsal
		return v
	case len(op.References(s.Do)) > 0:
		v.Answer = op.LaterStep
		return v
	}
	out, _, p := c.change(ctx, s.At, s.Do, true)
	switch {
	case out.permitted:
		v.Answer = op.Permitted
	case p == nil:
		v.Answer = op.NotRehearsed
		v.Problem = &ami.Problem{Kind: ami.NotAWS, Title: "the endpoint took no notice of DryRun" + in(s.At),
			Cause: text.Clean("it answered as if the change had been made"), Hint: "Look whether it was; AWS's own endpoints only check."}
	case op.WaitsItsTurn(s.Do, p.Code.Raw()):
		v.Answer, v.Problem = op.NotRehearsed, p // there will be room for it
	case len(s.After) > 0 && p.Kind != ami.Denied && (p.Kind == ami.NotFound || p.Kind == ami.Refused):
		v.Answer = op.LaterStep // what it wants may be there once the steps before it are done
	case p.Kind == ami.Denied, p.Kind == ami.Refused && !p.Retry, p.Kind == ami.NotFound:
		v.Answer, v.Problem = op.Refused, p
	default:
		v.Answer, v.Problem = op.NotRehearsed, p
	}
	return v
}
