// Package sim is AWS as far as tami calls it: an account in memory that answers
// the wire protocols themselves, so that any AWS client can talk to it. It has a
// clock of its own and faults on demand. It imports the standard library only:
// it knows the wire, and nothing of the program that calls it.
package sim

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

// Options say how an account starts.
type Options struct {
	// Seed is what the account holds at first.
	Seed Seed
	// Faults go wrong on purpose; the first that fits a request is taken.
	Faults []Fault
	// Speed is how long work takes: 1 as in AWS, minutes; 2 half of that. 0 is
	// the speed of a demonstration, where a new image is available in about ten
	// seconds.
	Speed float64
	// Now is the account's clock; nil is time.Now.
	Now func() time.Time
	// Budgets holds the requests to EC2 against the budgets that AWS publishes,
	// and throttles what goes beyond.
	Budgets bool
	// ChecksTime refuses requests that are signed for another time than the
	// account's, as AWS does.
	ChecksTime bool
	// PageSize is how many things a page holds at most, fewer than asked for, as
	// AWS may give; 0 is as many as asked for.
	PageSize int
}

// Account is one simulated account and what it sees of others. It is an
// http.Handler that answers AWS requests, safe for many at a time. Everything
// that takes time is worked out from the clock when it is asked for; no
// goroutine runs between requests.
type Account struct {
	id       string
	speed    float64
	clock    func() time.Time
	services map[string]*service
	requests requestLog
	faults   faultList
	budgets  budgets
	pageSize int
	punctual bool
	sessions sessions
	signIns  signIns
	serial   atomic.Uint64
	moving   atomic.Int64 // how many changes are under way
	next     atomic.Int64 // when the next appointment is, in Unix nanoseconds; 0 without any
	types    typeShelf

	mu      sync.RWMutex // guards everything below
	regions map[string]*region
	held    map[heldBy]*holdings
	done    map[tokenKey]done // outcomes by client token
}

// heldBy says whose holdings, and where.
type heldBy struct{ account, region string }

// demoSpeed turns AWS's minutes into seconds: five minutes are ten seconds.
const demoSpeed = 30

// New makes an account. It fails when the seed or a fault is not sound, with a
// sentence saying where.
func New(o Options) (*Account, error) {
	if err := o.Seed.check(); err != nil {
		return nil, err
	}
	if o.Speed < 0 {
		return nil, fmt.Errorf("speed %v: want 0 for the demonstration, 1 for times as in AWS, or more for faster", o.Speed)
	}
	a := &Account{
		id:       o.Seed.Account,
		speed:    o.Speed,
		clock:    o.Now,
		budgets:  budgets{kept: o.Budgets},
		pageSize: o.PageSize,
		punctual: o.ChecksTime,
		services: map[string]*service{},
		regions:  map[string]*region{},
		held:     map[heldBy]*holdings{},
		done:     map[tokenKey]done{},
	}
	if a.speed == 0 {
		a.speed = demoSpeed
	}
	if a.clock == nil {
		a.clock = time.Now
	}
	for _, s := range services() {
		a.services[s.name] = s
	}
	if err := a.faults.set(o.Faults); err != nil {
		return nil, err
	}
	a.openRegions(o.Seed)
	for _, name := range sortedKeys(o.Seed.Regions) {
		if seed := o.Seed.Regions[name]; seed != nil {
			a.load(name, seed)
		}
	}
	return a, nil
}

// openRegions makes a region of every name AWS has; those that must be opted in
// to are open only when the seed speaks of them.
func (a *Account) openRegions(seed Seed) {
	for _, known := range awsRegions() {
		if _, seeded := seed.Regions[known.name]; seeded || !known.optIn && known.partition == awsPartition {
			a.regions[known.name] = newRegion(known.name)
			a.held[heldBy{a.id, known.name}] = newHoldings()
		}
	}
}

// holdings gives what an account has in a region. An account that never did
// anything has nothing. The caller holds the lock.
func (a *Account) holdings(account, region string) *holdings {
	if own := a.held[heldBy{account, region}]; own != nil {
		return own
	}
	return newHoldings()
}

// newID makes an ID that AWS could have given: the prefix and 17 hex digits.
func (a *Account) newID(prefix string) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s/%s/%d", a.id, prefix, a.serial.Add(1)))
	return prefix + "0" + hex.EncodeToString(sum[:8])
}

// newRequestID makes a request ID, which AWS writes as a UUID.
func (a *Account) newRequestID() string {
	return fmt.Sprintf("00000000-0000-4000-8000-%012x", a.serial.Add(1))
}
