package sim

import (
	"slices"
	"sync"
	"time"
)

// Request is one AWS request the account has had, whatever came of it.
type Request struct {
	Service string // as in the signature: ec2, ssm
	Action  string
	Region  string
	Account string // who asked
	DryRun  bool
	Changes bool // whether the action is one that changes something
	Time    time.Time
}

// maxRequests bounds the log of requests: the oldest half is let go beyond it.
const maxRequests = 20_000

type requestLog struct {
	mu   sync.Mutex
	list []Request
}

func (l *requestLog) add(r Request) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.list) >= maxRequests {
		l.list = slices.Delete(l.list, 0, maxRequests/2)
	}
	l.list = append(l.list, r)
}

// Requests gives the requests the account has had, oldest first, so that a test
// can count them. Only the last 10,000 to 20,000 are kept.
func (a *Account) Requests() []Request {
	a.requests.mu.Lock()
	defer a.requests.mu.Unlock()
	return slices.Clone(a.requests.list)
}

// RequestCount says how often an action was asked for: to be done, and to be
// tried only.
type RequestCount struct{ Done, DryRuns int }

// RequestCounts counts the requests that Requests gives, by service and action
// as in ec2:DeregisterImage. A request that failed counts like any other.
func (a *Account) RequestCounts() map[string]RequestCount {
	counts := map[string]RequestCount{}
	for _, r := range a.Requests() {
		name := r.Service + ":" + r.Action
		n := counts[name]
		if r.DryRun {
			n.DryRuns++
		} else {
			n.Done++
		}
		counts[name] = n
	}
	return counts
}

// ForgetRequests empties the log, so that a test counts from there on.
func (a *Account) ForgetRequests() {
	a.requests.mu.Lock()
	defer a.requests.mu.Unlock()
	a.requests.list = nil
}
