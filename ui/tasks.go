package ui

import (
	"context"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"tami/model/ami"
	"tami/model/op"
)

// Backend is the outside world, as far as it can be asked.
type Backend interface {
	// Fetch asks all needs, in parallel by place, and returns when every one
	// has been answered or ctx is done. emit may be called from several
	// goroutines; each need ends in exactly one fact with Done set, unless ctx
	// was cancelled.
	Fetch(ctx context.Context, needs []ami.Need, emit func(ami.Fact))
}

// quiet is how long the loop is left alone after it has been given facts:
// what arrives meanwhile is handed over together, so that a fast server
// cannot make the screen redraw for every page, ten times a second at most.
// The first word of an answer does not wait: an empty pane is what people look
// at.
const quiet = 100 * time.Millisecond

// portion is how many images the loop takes in at once: some milliseconds of
// work, between which keys are answered.
const portion = 5000

// tasks is the work in flight, one task a batch of needs or a dry run. A fact
// whose task was stopped has no address any more and is dropped. It is the only
// place in ui that starts goroutines.
type tasks struct {
	ctx     context.Context
	backend Backend
	spawn   func(name string, run func()) // starts a goroutine whose panic does not break the terminal
	running map[ami.Batch]*task
	others  map[int]context.CancelFunc // the dry runs under way, by task
	next    int

	mu     sync.Mutex
	mail   []letter
	signal chan struct{}
	urgent chan struct{} // an answer has begun
}

type task struct {
	id     int
	needs  []ami.Need
	cancel context.CancelFunc

	begun bool // something of the answer was said
}

type letter struct {
	task    int
	fact    ami.Fact
	end     bool       // the task has ended
	key     string     // of a dry run: which
	verdict op.Verdict // what it says
}

// arrived says that there is mail.
type arrived struct{}

func newTasks(ctx context.Context, b Backend, spawn func(string, func())) *tasks {
	if spawn == nil {
		spawn = func(_ string, run func()) { go run() }
	}
	return &tasks{ctx: ctx, backend: b, spawn: spawn, running: map[ami.Batch]*task{}, others: map[int]context.CancelFunc{}, signal: make(chan struct{}, 1), urgent: make(chan struct{}, 1)}
}

// start asks needs of one batch.
func (t *tasks) start(batch ami.Batch, needs []ami.Need) {
	ctx, cancel := context.WithCancel(t.ctx)
	t.next++
	job := &task{id: t.next, needs: needs, cancel: cancel}
	t.running[batch] = job
	t.spawn("fetch", func() {
		defer t.post(letter{task: job.id, end: true})
		t.backend.Fetch(ctx, needs, func(f ami.Fact) { t.say(job, f) })
	})
}

// rehearse makes the dry run of a plan.
func (t *tasks) rehearse(r Runner, key string, p op.Plan) int {
	ctx, cancel := context.WithCancel(t.ctx)
	t.next++
	id := t.next
	t.others[id] = cancel
	t.spawn("dry run", func() {
		defer t.post(letter{task: id, key: key, end: true})
		r.Rehearse(ctx, p, func(v op.Verdict) { t.post(letter{task: id, key: key, verdict: v}) })
	})
	return id
}

// end cancels what rehearse began.
func (t *tasks) end(id int) {
	if cancel := t.others[id]; cancel != nil {
		cancel()
		delete(t.others, id)
	}
}

// stop cancels a task; whatever it still says is dropped.
func (t *tasks) stop(batch ami.Batch) {
	t.running[batch].cancel()
	delete(t.running, batch)
}

func (t *tasks) post(l letter) {
	t.mu.Lock()
	t.mail = append(t.mail, l)
	t.mu.Unlock()
	raise(t.signal)
}

// say posts a fact. The first of an answer is urgent, and so is all that the
// cache has: it comes in large pieces, and to wait for more of it helps nobody.
func (t *tasks) say(job *task, f ami.Fact) {
	t.mu.Lock()
	urgent := f.Cached != nil || !job.begun
	job.begun = job.begun || f.Cached == nil
	t.mu.Unlock()
	t.post(letter{task: job.id, fact: f})
	if urgent {
		raise(t.urgent)
	}
}

func raise(flag chan<- struct{}) {
	select {
	case flag <- struct{}{}:
	default:
	}
}

// take is the oldest mail, as much of it as a portion is, and whether there is
// more.
func (t *tasks) take() (mail []letter, more bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	images := 0
	for i := range t.mail {
		if page, ok := t.mail[i].fact.Body.(ami.ImagePage); ok {
			images += len(page.Images)
		}
		if images >= portion {
			mail, t.mail = t.mail[:i+1], t.mail[i+1:]
			return mail, len(t.mail) > 0
		}
	}
	mail, t.mail = t.mail, nil
	return mail, false
}

// collect hands over the facts of the tasks that are still wanted, and what
// dry runs have said; more reports that there is more of it.
func (t *tasks) collect() (facts []ami.Fact, verdicts []letter, more bool) {
	mail, more := t.take()
	live := make(map[int]ami.Batch, len(t.running))
	for batch, job := range t.running {
		live[job.id] = batch
	}
	for _, l := range mail {
		batch, ok := live[l.task]
		switch {
		case l.key != "":
			verdicts = append(verdicts, l)
		case !ok:
		case l.end:
			t.running[batch].cancel()
			delete(t.running, batch)
		default:
			facts = append(facts, l.fact)
		}
	}
	return facts, verdicts, more
}

// wait is the command that waits for mail; after the first letters it leaves
// the loop alone for a moment, unless an answer begins.
func (t *tasks) wait(pause time.Duration) tea.Cmd {
	return func() tea.Msg {
		if t.rest(pause) {
			return arrived{}
		}
		select {
		case <-t.signal:
			lower(t.urgent)
			return arrived{}
		case <-t.ctx.Done():
			return nil
		}
	}
}

// rest lets a pause pass, and reports that something urgent ended it.
func (t *tasks) rest(pause time.Duration) bool {
	if pause <= 0 {
		return false
	}
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-t.urgent:
		lower(t.signal)
		return true
	case <-timer.C:
	case <-t.ctx.Done():
	}
	return false
}

// lower takes a flag down: its mail is about to be collected.
func lower(flag <-chan struct{}) {
	select {
	case <-flag:
	default:
	}
}
