package awsclient

import (
	"context"
	"errors"
	"strings"
	"sync"
	"time"

	"github.com/aws/smithy-go/middleware"
	"golang.org/x/time/rate"

	"tami/model/money"
)

// class is a kind of action that shares a budget of requests: how many AWS
// takes at once, and how many a second after that.
//
// The figures for EC2 are the default token buckets of its user guide
// ("Request throttling for the Amazon EC2 API"), which hold for an account in
// a region: 100 and 20 a second for reads that are paged or filtered, 50 and
// 10 for those that are neither, 50 and 5 for changes, 5 and 2 for
// RunInstances. The guide counts each action by itself; tami lets all actions
// of a class share one bucket, which can only be too careful.
type class struct {
	name      string
	burst     int
	perSecond float64
}

// Names of classes that others ask for.
const (
	readingPages = "reading"
	readingWhole = "reading whole"
)

// classOf sorts an IAM action into its class. paged says that the request asks
// for a page or names a filter.
func classOf(action string, paged bool) class {
	service, _, _ := strings.Cut(action, ":")
	operation := operationOf(action)
	switch {
	case service == "ebs": // allows both listings 50 a second
		return class{name: "listing blocks", burst: money.ListPace, perSecond: money.ListPace}
	case strings.HasPrefix(operation, "Run"): // instances
		return class{name: "launching", burst: 5, perSecond: 2}
	case !looksOnly(operation):
		return class{name: "changing", burst: 50, perSecond: 5}
	case service == "ec2" && paged:
		return class{name: readingPages, burst: 100, perSecond: 20}
	}
	// The other services publish no budgets, or as much: Systems Manager's is
	// 40 a second.
	return class{name: readingWhole, burst: 50, perSecond: 10}
}

// operationOf is an IAM action without its service.
func operationOf(action string) string {
	_, operation, _ := strings.Cut(action, ":")
	return operation
}

// looksOnly reports an operation that changes nothing.
func looksOnly(operation string) bool {
	for _, verb := range []string{"Describe", "List", "Get"} {
		if strings.HasPrefix(operation, verb) {
			return true
		}
	}
	return false
}

// How tami keeps within a budget. It takes nearly all of it as long as AWS does
// not object: what it asks comes in short bursts, and to hold back half would
// double the wait for nobody's good. The first throttled answer says that
// somebody else works in the account too. tami then halves its pace and gives
// up what it had saved for a burst, and comes back a tenth at a time.
const (
	usualShare   = 0.9              // of AWS's budget, while nothing is throttled
	leastShare   = 0.05             // of it, however much is throttled
	oneThrottle  = time.Second      // throttled answers so close together are one event
	recoverEvery = 10 * time.Second // without a throttled answer, before a tenth is taken back
	recoverBy    = 0.1
)

// limiter keeps the requests of all panes and runs below what AWS allows an
// account in a region. The zero value is ready.
type limiter struct {
	mu    sync.Mutex
	byKey map[limitKey]*budget
}

// limitKey is whose budget. Until the account of a profile is known, the
// profile stands for it.
type limitKey struct {
	account, region string
	service         string
	class           string
}

// budget is the requests of a class that may be sent.
type budget struct {
	class class
	rate  *rate.Limiter

	mu      sync.Mutex
	share   float64
	changed time.Time // when the share last was
}

// of is the budget that a request counts for.
func (l *limiter) of(account, region, action string, paged bool) *budget {
	service, _, _ := strings.Cut(action, ":")
	c := classOf(action, paged)
	key := limitKey{account, region, service, c.name}
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.byKey[key]
	if b == nil {
		if l.byKey == nil {
			l.byKey = map[limitKey]*budget{}
		}
		b = &budget{class: c, share: usualShare}
		b.rate = rate.NewLimiter(b.pace(), b.most())
		l.byKey[key] = b
	}
	return b
}

func (b *budget) pace() rate.Limit { return rate.Limit(b.class.perSecond * b.share) }

// most is how many may be sent at once: none is saved up while AWS throttles.
func (b *budget) most() int {
	if b.share < usualShare {
		return 1
	}
	return max(1, int(float64(b.class.burst)*b.share))
}

// wait returns when a request may be sent, or with an error when the context
// ends or would end before.
func (b *budget) wait(ctx context.Context) error {
	b.mu.Lock()
	if b.share < usualShare {
		if quiet := time.Since(b.changed); quiet >= recoverEvery {
			steps := int(quiet / recoverEvery)
			b.set(min(usualShare, b.share+recoverBy*float64(steps)), b.changed.Add(time.Duration(steps)*recoverEvery))
		}
	}
	b.mu.Unlock()
	return b.rate.Wait(ctx)
}

// throttled notes that AWS turned a request away.
func (b *budget) throttled() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if now := time.Now(); now.Sub(b.changed) >= oneThrottle {
		b.set(max(leastShare, b.share/2), now)
	}
}

// set changes the share. The caller holds the lock.
func (b *budget) set(share float64, at time.Time) {
	b.share, b.changed = share, at
	b.rate.SetLimit(b.pace())
	b.rate.SetBurst(b.most())
}

// errHeldBack is a request that would have had to wait longer than anybody
// waits.
var errHeldBack = errors.New("tami held the request back to keep below AWS's limits")

// ticket is leave for one attempt, and whose budget the next ones need.
type ticket struct {
	budget *budget
	used   bool
}

type ticketKey struct{}

// paced makes each attempt after the first wait for the budget as the first one
// did, and listens for throttled answers. It sits within the SDK's retries.
func paced(stack *middleware.Stack) error {
	return stack.Finalize.Insert(middleware.FinalizeMiddlewareFunc("tami.paced",
		func(ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler) (middleware.FinalizeOutput, middleware.Metadata, error) {
			t, ok := ctx.Value(ticketKey{}).(*ticket)
			if !ok {
				return next.HandleFinalize(ctx, in)
			}
			if t.used {
				if err := t.budget.wait(ctx); err != nil {
					return middleware.FinalizeOutput{}, middleware.Metadata{}, &settledError{errors.Join(errHeldBack, err)}
				}
			}
			t.used = true
			// What is asked on the way, such as credentials, counts elsewhere.
			out, meta, err := next.HandleFinalize(context.WithValue(ctx, ticketKey{}, nil), in)
			if throttledCode(apiCode(err)) {
				t.budget.throttled()
			}
			return out, meta, err
		}), "Retry", middleware.After)
}
