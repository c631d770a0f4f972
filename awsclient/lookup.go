package awsclient

import (
	"context"
	"strings"
	"sync"
	"time"

	"tami/model/ami"
	"tami/model/op"
)

// settling is how long AWS may take until an effect can be seen everywhere.
const settling = 30 * time.Second

// lookUp asks whether a call took effect, and what it made. since is the last
// time at which it may have taken effect: until AWS had time to settle, a no
// is not believed. began is when the call was made first; what is older is
// not its work. unasked is why there was no answer in the end.
func (c *Client) lookUp(ctx context.Context, at ami.Where, call op.Call, began, since time.Time) (effect op.Effect, made map[string]string, unasked *ami.Problem) {
	need := op.Probe(call, at)
	if need == nil {
		return op.Unclear, nil, nil
	}
	for pause := time.Second; ; pause = min(2*pause, settling/3) {
		body, p := c.ask(ctx, need)
		effect = op.Tell(call, body)
		if effect == op.Took && tooOld(call, body, began) {
			effect = op.NotTaken
		}
		if effect == op.Took {
			return effect, madeOf(call, body), nil
		}
		if p.SignedOut() || ctx.Err() != nil || !c.opt.Now().Before(since.Add(settling)) {
			return effect, nil, p
		}
		select {
		case <-ctx.Done():
		case <-time.After(pause):
		}
	}
}

// ask answers one need that has a single answer.
func (c *Client) ask(ctx context.Context, need ami.Need) (body ami.Body, p *ami.Problem) {
	var mu sync.Mutex
	c.Fetch(ctx, []ami.Need{need}, func(f ami.Fact) {
		mu.Lock()
		defer mu.Unlock()
		if f.Body != nil {
			body = f.Body
		}
		if f.Problem != nil {
			p = f.Problem
		}
	})
	if p != nil {
		return nil, p
	}
	return body, nil
}

// clocksApart is how much this machine's clock and AWS's may differ.
const clocksApart = 5 * time.Minute

// tooOld reports that what was found under a name was there before the call
// that would have made it.
func tooOld(call op.Call, body ami.Body, began time.Time) bool {
	if len(op.Makes(call)) == 0 {
		return false
	}
	var born ami.Date
	switch b := body.(type) {
	case ami.ImagePage:
		if len(b.Images) == 1 {
			born = b.Images[0].Created
		}
	case ami.SnapshotBody:
		born = b.Snapshot.Started
	case ami.RefreshList:
		if len(b.List) > 0 {
			born = b.List[0].Began
		}
	default: // nothing else is found by a name
	}
	return !born.IsZero() && born.Time().Before(began.Add(-clocksApart))
}

// madeOf is what a call made, as far as looking it up can tell: the ID of the
// thing that was found.
func madeOf(call op.Call, body ami.Body) map[string]string {
	wants := op.Makes(call)
	made := map[string]string{}
	switch b := body.(type) {
	case ami.ImagePage:
		if _, ok := wants["ImageId"]; ok && len(b.Images) == 1 {
			made["ImageId"] = b.Images[0].ID.Raw()
		}
	case ami.SnapshotBody:
		if _, ok := wants["SnapshotId"]; ok {
			made["SnapshotId"] = b.Snapshot.ID.Raw()
		}
	case ami.HealthList:
		if _, ok := wants["InstanceId"]; ok {
			var ids []string
			for _, h := range b.List {
				ids = append(ids, h.ID.Raw())
			}
			made["InstanceId"] = strings.Join(ids, " ")
		}
	case ami.RefreshList:
		if _, ok := wants["InstanceRefreshId"]; ok && len(b.List) > 0 {
			made["InstanceRefreshId"] = b.List[0].ID.Raw()
		}
	default:
	}
	if len(made) == 0 {
		return nil
	}
	return made
}
