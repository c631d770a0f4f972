package awsclient

import (
	"context"
	"slices"
	"sync"
	"time"

	"tami/model/ami"
)

// gathering is how long the first look at a place waits for others who want to
// look there too: copies are begun in one go.
const gathering = 250 * time.Millisecond

// outlook looks at the images in the making for all who wait for one, so that
// fifty copies cost a place no more requests than one. It is safe for use by
// several goroutines.
type outlook struct {
	client *Client
	ctx    context.Context
	start  func(name string, run func())

	mu     sync.Mutex
	places map[ami.Where]*lookingAt
	last   map[ami.Where]time.Time // when each place was looked at, somebody waiting or not
}

// lookingAt is one place that is looked at, while somebody waits.
type lookingAt struct {
	at      ami.Where
	waiting map[chan<- looked]string // the image that each waits for
	newest  time.Time                // when the last one came: what is new is looked at more often
	over    chan struct{}            // closed when nobody waits any more

	// What was seen last belongs to the one goroutine that looks.
	images    map[string]ami.Body
	snapshots map[string]ami.Snapshot
	turn      bool // it is the snapshots' turn
}

// looked is what was seen of an image.
type looked struct {
	body    ami.Body
	problem *ami.Problem
}

// join begins to look at an image. What is seen comes through the channel
// until leave is called.
func (o *outlook) join(n ami.ImageProgress) (seen <-chan looked, leave func()) {
	c := make(chan looked, 1)
	o.mu.Lock()
	defer o.mu.Unlock()
	p := o.places[n.Where]
	if p == nil {
		p = &lookingAt{at: n.Where, waiting: map[chan<- looked]string{}, over: make(chan struct{}), images: map[string]ami.Body{}, snapshots: map[string]ami.Snapshot{}}
		o.places[n.Where] = p
		first := max(gathering, o.last[n.Where].Add(firstPoll).Sub(o.client.opt.Now()))
		o.start("look at images in "+n.Where.String(), func() { o.look(p, first) })
	}
	p.waiting[c], p.newest = n.ImageID, o.client.opt.Now()
	return c, func() {
		o.mu.Lock()
		defer o.mu.Unlock()
		if delete(p.waiting, c); len(p.waiting) == 0 {
			delete(o.places, p.at)
			close(p.over)
		}
	}
}

// look looks until nobody waits.
func (o *outlook) look(p *lookingAt, pause time.Duration) {
	for {
		select {
		case <-p.over:
			return
		case <-time.After(pause):
		}
		o.mu.Lock()
		var ids []string
		for _, id := range p.waiting {
			if !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
		now := o.client.opt.Now()
		pause, o.last[p.at] = min(max(firstPoll, now.Sub(p.newest)/4), slowestPoll), now
		o.mu.Unlock()
		slices.Sort(ids)
		problem := o.client.lookAtImages(o.ctx, p, ids)
		o.mu.Lock()
		for c, id := range p.waiting {
			if slices.Contains(ids, id) {
				tellNewest(c, p.seen(id, problem))
			}
		}
		o.mu.Unlock()
	}
}

// tellNewest leaves the newest news in a channel of one.
func tellNewest(c chan<- looked, n looked) {
	select {
	case c <- n:
	default: // who waits is busy, and has news already
	}
}

// seen is what is known of one image.
func (p *lookingAt) seen(id string, problem *ami.Problem) looked {
	if problem != nil {
		return looked{problem: problem}
	}
	page, ok := p.images[id].(ami.ImagePage)
	if !ok || len(page.Images) != 1 {
		return looked{body: p.images[id]}
	}
	b := ami.ImageProgressBody{Image: page.Images[0]}
	for _, s := range snapshotsOf(b.Image) {
		if known, ok := p.snapshots[s]; ok {
			b.Snapshots = append(b.Snapshots, known)
		}
	}
	return looked{body: b}
}

// snapshotsOf are the snapshots that an image waits for.
func snapshotsOf(img ami.Image) []string {
	if img.Available() {
		return nil
	}
	return img.SnapshotIDs()
}

// lookAtImages looks at images, or at the snapshots that they wait for: each
// time one of them, in one request however many there are. What AWS says of an
// image leads to its snapshots, and their progress is the figure that there is.
func (c *Client) lookAtImages(ctx context.Context, p *lookingAt, ids []string) *ami.Problem {
	var wanted []ami.Need
	fresh := false // there is an image of which nothing is known
	for _, id := range ids {
		page, ok := p.images[id].(ami.ImagePage)
		if !ok || len(page.Images) != 1 {
			fresh = true
			continue
		}
		for _, s := range snapshotsOf(page.Images[0]) {
			wanted = append(wanted, ami.OneSnapshot{Where: p.at, ID: s})
		}
	}
	p.turn = !p.turn && !fresh && len(wanted) > 0
	if p.turn {
		c.each(ctx, wanted, func(n ami.Need, f ami.Fact) { // one that cannot be read leaves no figure
			if s, ok := f.Body.(ami.SnapshotBody); ok {
				p.snapshots[n.(ami.OneSnapshot).ID] = s.Snapshot
			}
		})
		return nil
	}
	wanted = wanted[:0]
	for _, id := range ids {
		wanted = append(wanted, ami.OneImage{Where: p.at, ID: id})
	}
	var problem *ami.Problem
	c.each(ctx, wanted, func(n ami.Need, f ami.Fact) {
		if f.Problem != nil {
			problem = f.Problem
			return
		}
		p.images[n.(ami.OneImage).ID] = f.Body
	})
	return problem
}

// each asks needs and hands the answers out one at a time.
func (c *Client) each(ctx context.Context, needs []ami.Need, take func(ami.Need, ami.Fact)) {
	var mu sync.Mutex
	c.Fetch(ctx, needs, func(f ami.Fact) {
		mu.Lock()
		defer mu.Unlock()
		take(f.Need, f)
	})
}
