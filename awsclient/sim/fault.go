package sim

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"sync"
	"time"
)

// Fault is something that goes wrong on purpose. A field left empty fits every
// request; of several faults the first that fits is taken. One that denies
// RunInstances, or gives it an error such as InsufficientInstanceCapacity, keeps
// the instances of a refresh from launching too.
type Fault struct {
	Service string `json:",omitempty"` // as in the signature: ec2, ssm
	Action  string `json:",omitempty"`
	Region  string `json:",omitempty"`
	// Skip is how many requests that fit pass untouched first, such as a dry run.
	Skip int `json:",omitempty"`
	// Times is how many requests it is good for; 0 is for ever.
	Times int `json:",omitempty"`
	// Do is what goes wrong: throttle, deny, expired, error, delay, hang, reset,
	// malformed, trickle or after.
	Do string
	// Code and Status are the error of Do error; Status 0 is 400.
	Code   string `json:",omitempty"`
	Status int    `json:",omitempty"`
	// Ms is how long Do delay waits, in milliseconds.
	Ms int `json:",omitempty"`
}

// The things a fault can do.
const (
	doThrottle  = "throttle"
	doDeny      = "deny"
	doExpired   = "expired"
	doError     = "error"
	doDelay     = "delay"
	doHang      = "hang"
	doReset     = "reset"
	doMalformed = "malformed"
	doTrickle   = "trickle"
	doAfter     = "after"
)

func faultKinds() []string {
	return []string{doThrottle, doDeny, doExpired, doError, doDelay, doHang, doReset, doMalformed, doTrickle, doAfter}
}

// errCut says that the connection breaks instead of an answer.
var errCut = errors.New("connection reset")

// faultList hands out faults and counts them down.
type faultList struct {
	mu      sync.Mutex
	rules   []Fault
	skipped []int
	spent   []int
}

func (l *faultList) set(rules []Fault) error {
	for i, f := range rules {
		if err := f.check(); err != nil {
			return fmt.Errorf("fault %d: %w", i, err)
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.rules, l.skipped, l.spent = slices.Clone(rules), make([]int, len(rules)), make([]int, len(rules))
	return nil
}

// SetFaults puts other faults in the place of those there are, their counts
// starting anew. It fails when one is not sound, and then changes nothing.
func (a *Account) SetFaults(faults []Fault) error { return a.faults.set(faults) }

// take gives the fault for a request, if there is one, and counts it.
func (l *faultList) take(service, action, region string) (Fault, bool) {
	return l.first(func(f Fault) bool { return f.fits(service, action, region) })
}

// takeLaunch gives the fault for an instance that an Auto Scaling group
// launches by itself: one that is meant for ec2:RunInstances by name, and that
// AWS would tell of in the group's activities.
func (l *faultList) takeLaunch(region string) (Fault, bool) {
	return l.first(func(f Fault) bool {
		return f.Action == "RunInstances" && (f.Do == doDeny || f.Do == doError) && f.fits("ec2", "RunInstances", region)
	})
}

func (l *faultList) first(fits func(Fault) bool) (Fault, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i, f := range l.rules {
		switch fits := fits(f) && (f.Times == 0 || l.spent[i] < f.Times); {
		case !fits:
		case l.skipped[i] < f.Skip:
			l.skipped[i]++
		default:
			l.spent[i]++
			return f, true
		}
	}
	return Fault{}, false
}

func (f Fault) fits(service, action, region string) bool {
	return (f.Service == "" || f.Service == service) &&
		(f.Action == "" || f.Action == action) &&
		(f.Region == "" || f.Region == region)
}

// check says what is wrong with a fault, by the key that is wrong.
func (f Fault) check() error {
	if problem, ok := f.problem(); !ok {
		return problem
	}
	return nil
}

// keyProblem is what is wrong with the value of a key.
type keyProblem struct{ key, text string }

func (p keyProblem) Error() string { return p.key + ": " + p.text }

func (f Fault) problem() (keyProblem, bool) {
	kinds := map[string]bool{}
	for _, kind := range faultKinds() {
		kinds[kind] = true
	}
	switch {
	case !kinds[f.Do]:
		return keyProblem{"Do", wantOneOf(f.Do, faultKinds())}, false
	case f.Skip < 0:
		return keyProblem{"Skip", "want 1 or more; leave it out to skip none"}, false
	case f.Times < 0:
		return keyProblem{"Times", "want 1 or more; leave it out for ever"}, false
	case f.Do == doError && f.Code == "":
		return keyProblem{"Code", "missing; Do error needs the error code to answer"}, false
	case f.Do != doError && (f.Code != "" || f.Status != 0):
		return keyProblem{"Do", "Code and Status go with error only"}, false
	case f.Status != 0 && (f.Status < 400 || f.Status > 599):
		return keyProblem{"Status", "want an HTTP error status, 400 to 599"}, false
	case f.Do == doDelay && f.Ms <= 0:
		return keyProblem{"Ms", "Do delay needs the milliseconds to wait, 1 or more"}, false
	case f.Do != doDelay && f.Ms != 0:
		return keyProblem{"Ms", "goes with delay only"}, false
	}
	return f.placeProblem()
}

// placeProblem checks that the fault names something that can ever be asked.
func (f Fault) placeProblem() (keyProblem, bool) {
	names, actions := []string{}, []string{}
	for _, s := range services() {
		names = append(names, s.name)
		if f.Service == "" || f.Service == s.name {
			actions = append(actions, sortedKeys(s.operations)...)
		}
	}
	switch {
	case f.Service != "" && !slices.Contains(names, f.Service):
		return keyProblem{"Service", wantOneOf(f.Service, names)}, false
	case f.Action != "" && !slices.Contains(actions, f.Action):
		return keyProblem{"Action", unknownName(f.Action, actions)}, false
	case f.Region != "" && !isRegion(f.Region):
		return keyProblem{"Region", unknownName(f.Region, regionNames())}, false
	}
	return keyProblem{}, true
}

// before is what a fault does instead of the work. With no reply and no error
// the work is done after all.
func (f Fault) before(ctx context.Context, c *call) (*failure, error) {
	switch f.Do {
	case doThrottle:
		return c.service.protocol.throttled(), nil
	case doDeny:
		return c.service.protocol.denied(c.callerARN, c.service.iamPrefix+":"+c.action), nil
	case doExpired:
		return c.service.protocol.expired(), nil
	case doError:
		status := f.Status
		if status == 0 {
			status = http.StatusBadRequest
		}
		return &failure{f.Code, "A fault of the simulator: " + f.Code + ".", status, ""}, nil
	case doDelay:
		return nil, wait(ctx, time.Duration(f.Ms)*time.Millisecond)
	case doHang:
		<-ctx.Done()
		return nil, ctx.Err()
	case doReset:
		return nil, errCut
	default:
		return nil, nil
	}
}

// after is what a fault does to the answer of work that was done.
func (f Fault) after(answer reply) (reply, error) {
	switch f.Do {
	case doAfter:
		return reply{}, errCut
	case doMalformed:
		answer.status = http.StatusOK
		answer.body = answer.body[:len(answer.body)/2]
	case doTrickle:
		answer.trickles = true
	}
	return answer, nil
}

// trickle hands out an answer a byte a second, as a link does that is all but
// dead.
type trickle struct {
	ctx  context.Context
	rest []byte
}

// Read implements io.Reader.
func (t *trickle) Read(p []byte) (int, error) {
	if len(t.rest) == 0 {
		return 0, io.EOF
	}
	if err := wait(t.ctx, time.Second); err != nil {
		return 0, err
	}
	n := copy(p[:min(1, len(p))], t.rest)
	t.rest = t.rest[n:]
	return n, nil
}

func wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
