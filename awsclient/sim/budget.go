package sim

import (
	"sync"
	"time"
)

// bucket is AWS's request budget for one kind of request: so many at once, and
// so many a second from then on.
type bucket struct {
	size, perSecond float64

	left float64
	at   time.Time
}

// bucketFor is the default budget that EC2's user guide publishes for a kind of
// request ("Request throttling for the Amazon EC2 API").
func bucketFor(kind string) bucket {
	switch kind {
	case "reading":
		return bucket{size: 100, perSecond: 20}
	case "reading whole":
		return bucket{size: 50, perSecond: 10}
	case "launching":
		return bucket{size: 5, perSecond: 2}
	}
	return bucket{size: 50, perSecond: 5}
}

// kindOf sorts a request. What names neither a page nor a filter counts as
// unpaged and unfiltered.
func kindOf(c *call, changes bool) string {
	switch {
	case c.action == "RunInstances":
		return "launching"
	case changes:
		return "changing"
	case c.request.narrowed:
		return "reading"
	}
	return "reading whole"
}

// budgets counts requests as EC2 does: by account, region and kind. The zero
// value counts nothing.
type budgets struct {
	kept bool

	mu             sync.Mutex
	buckets        map[string]*bucket
	asked, refused int
}

// take reports whether a request is within its budget.
func (b *budgets) take(c *call, region string, changes bool) bool {
	if !b.kept || c.service.name != "ec2" {
		return true
	}
	kind := kindOf(c, changes)
	b.mu.Lock()
	defer b.mu.Unlock()
	key := c.caller + " " + region + " " + kind
	k := b.buckets[key]
	if k == nil {
		full := bucketFor(kind)
		full.left, full.at = full.size, c.now
		k = &full
		if b.buckets == nil {
			b.buckets = map[string]*bucket{}
		}
		b.buckets[key] = k
	}
	k.left = min(k.size, k.left+c.now.Sub(k.at).Seconds()*k.perSecond)
	k.at = c.now
	b.asked++
	if k.left < 1 {
		b.refused++
		return false
	}
	k.left--
	return true
}

// Budgets says how many requests were held against AWS's budgets, and how many
// of them were throttled.
func (a *Account) Budgets() (asked, refused int) {
	a.budgets.mu.Lock()
	defer a.budgets.mu.Unlock()
	return a.budgets.asked, a.budgets.refused
}
