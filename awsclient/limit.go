package awsclient

import (
	"context"
	"strings"
	"sync"

	"golang.org/x/time/rate"

	"tami/model/ami"
	"tami/model/money"
)

// class is a kind of EC2 action that shares a budget of requests. EC2 counts
// by account, region and class; the figures are half of what its user guide
// gives as the default budgets, so that the account's other tools keep room.
type class struct {
	name      string
	perSecond rate.Limit
	burst     int
}

// classOf sorts an IAM action into its class. Actions that change something
// have a smaller budget than those that only look.
func classOf(action string) class {
	service, operation, _ := strings.Cut(action, ":")
	if service == "ebs" { // which counts by itself, and allows both listings 50 a second
		return class{name: "listing blocks", perSecond: money.ListPace, burst: money.ListPace}
	}
	for _, verb := range []string{"Describe", "List", "Get"} {
		if strings.HasPrefix(operation, verb) {
			return class{name: "reading", perSecond: 10, burst: 50}
		}
	}
	return class{name: "changing", perSecond: 2.5, burst: 25}
}

// limiter keeps the requests of all panes and runs below what AWS allows an
// account in a region. The zero value is ready.
type limiter struct {
	mu    sync.Mutex
	byKey map[limitKey]*rate.Limiter
}

type limitKey struct {
	at      ami.Where
	service string
	class   string
}

// wait returns when a request may be sent, or with an error when the context
// ends or would end before.
func (l *limiter) wait(ctx context.Context, at ami.Where, action string) error {
	service, _, _ := strings.Cut(action, ":")
	c := classOf(action)
	key := limitKey{at: at, service: service, class: c.name}
	l.mu.Lock()
	r := l.byKey[key]
	if r == nil {
		if l.byKey == nil {
			l.byKey = map[limitKey]*rate.Limiter{}
		}
		r = rate.NewLimiter(c.perSecond, c.burst)
		l.byKey[key] = r
	}
	l.mu.Unlock()
	return r.Wait(ctx)
}
