package awsclient

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"tami/awsclient/journal"
	"tami/model/ami"
	"tami/model/op"
	"tami/model/text"
)

// RunnerOptions say where runs are written down, and what they are run with.
type RunnerOptions struct {
	// Folder is where the journals are: $XDG_STATE_HOME/tami/journal. What
	// cannot be written there is not done.
	Folder string
	// Go starts a goroutine; nil is a plain one. The name is for who reads a
	// crash.
	Go func(name string, run func())
	// Waits has a run whose session is lost wait until somebody signs in,
	// instead of failing: there is a screen to do it on.
	Waits bool
}

// Runner carries plans out, each in goroutines of its own, and remembers them:
// nobody has to look on. What a plan is about to do is on disk before it is
// done, so that another tami can tell what became of it. It is safe for use by
// several goroutines.
type Runner struct {
	client  *Client
	opt     RunnerOptions
	ctx     context.Context // ends no run: what is begun is brought to its end
	folder  journal.Folder
	changed chan struct{}
	outlook *outlook

	closing chan struct{} // closed by Close
	asides  sync.WaitGroup
	reading sync.Mutex // held while the journal is read

	mu      sync.Mutex
	live    map[string]*live
	past    map[string]op.Run // carried out here, to the end
	found   history
	looking bool // the journal will be read again soon
	closed  bool

	alone atomic.Bool // nobody looks on any more
}

// live is a run that this process carries out.
type live struct {
	mu     sync.Mutex // held while the disk is written to
	run    op.Run
	book   *journal.Writer
	broken *ami.Problem // why nothing more can be written down

	shown atomic.Pointer[op.Run] // the run for others to see, who wait for no disk
	stop  atomic.Bool            // the run is asked to stop
	wake  chan struct{}          // look at stop
	halt  chan struct{}          // closed when the run is asked to stop
	over  chan struct{}          // closed at the end
}

// NewRunner makes a runner of plans for a client. The values of ctx are kept
// and its end is not: runs are not cut off. Nothing is read or written before
// the first run, or the first question about runs.
func NewRunner(ctx context.Context, c *Client, o RunnerOptions) *Runner {
	if o.Go == nil {
		o.Go = func(_ string, run func()) { go run() }
	}
	ctx = context.WithoutCancel(ctx)
	return &Runner{
		client: c, opt: o, ctx: ctx, folder: journal.In(o.Folder), outlook: &outlook{client: c, ctx: ctx, start: o.Go, places: map[ami.Where]*lookingAt{}, last: map[ami.Where]time.Time{}},
		changed: make(chan struct{}, 1), closing: make(chan struct{}), live: map[string]*live{}, past: map[string]op.Run{},
	}
}

// Rehearse asks AWS of each step whether it would permit it; see
// Client.Rehearse.
func (r *Runner) Rehearse(ctx context.Context, p op.Plan, emit func(op.Verdict)) {
	r.client.Rehearse(ctx, p, emit)
}

// Start begins to carry a plan out and returns at once with the run's ID. The
// plan is on disk by then. A plan that may not be run, and a journal that
// cannot be written, are errors, and nothing was done.
func (r *Runner) Start(p op.Plan) (id string, err error) {
	if err := r.mayStart(p); err != nil {
		return "", err
	}
	undone := undoes(p)
	if undone != "" {
		if err := r.maySupersede(undone, p); err != nil {
			return "", err
		}
	}
	now := r.client.opt.Now()
	for range 8 { // of the same second and the same four digits
		run := op.Start(newRunID(now), p, now)
		run.UndoOf = undone
		book, err := r.folder.Begin(run)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return "", notWritten(err)
		}
		return run.ID, r.carry(run, book)
	}
	return "", notWritten(fs.ErrExist)
}

// carry makes a run live.
func (r *Runner) carry(run op.Run, book *journal.Writer) error {
	l := &live{run: run, book: book, wake: make(chan struct{}, 1), halt: make(chan struct{}), over: make(chan struct{})}
	l.show()
	r.mu.Lock()
	if r.closed {
		r.mu.Unlock()
		return errors.Join(closedProblem(), book.Close())
	}
	r.live[run.ID] = l
	delete(r.past, run.ID)
	r.mu.Unlock()
	r.tell()
	r.opt.Go("run "+run.ID, func() { r.walk(l) })
	return nil
}

// mayStart says why a plan is not begun.
func (r *Runner) mayStart(p op.Plan) error {
	for _, s := range p.Steps {
		if no := r.client.readOnly(s.At); no != nil {
			return no
		}
	}
	if why := p.Stopped(); len(why) > 0 {
		return &ami.Problem{Kind: ami.Refused, Title: "the plan cannot be run", Cause: text.Clean(strings.Join(why, "; ")),
			Hint: "Change what is asked for, and plan again."}
	}
	if p.Empty() {
		return &ami.Problem{Kind: ami.Refused, Title: "the plan changes nothing", Hint: "There is nothing to run."}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return closedProblem()
	}
	return nil
}

func closedProblem() *ami.Problem {
	return &ami.Problem{Kind: ami.Refused, Title: "tami is ending", Hint: "Start it again to change anything."}
}

func notWritten(err error) *ami.Problem {
	return &ami.Problem{Kind: ami.Refused, Title: "the journal cannot be written, so nothing is changed", Cause: cause(err),
		Hint: "Make room, or set XDG_STATE_HOME to a folder that can be written to; then do it again."}
}

// newRunID sorts by time, to the second.
func newRunID(now time.Time) string {
	var b [2]byte
	_, _ = rand.Read(b[:]) // never fails
	return now.UTC().Format("20060102-150405") + "-" + hex.EncodeToString(b[:])
}

// Stop asks a run to end before its next step; the call in hand is made to its
// end, and its effect waited for. A run that a dead tami left is given up:
// what was not begun will not be. Of other runs it asks nothing.
func (r *Runner) Stop(id string) {
	r.mu.Lock()
	l := r.live[id]
	r.mu.Unlock()
	if l == nil {
		r.aside("give up "+id, func() { _ = r.settleDown(id) })
		return
	}
	if !l.stop.Swap(true) {
		close(l.halt)
	}
	select {
	case l.wake <- struct{}{}:
	default:
	}
	r.tell()
}

// aside does something short beside the runs.
func (r *Runner) aside(name string, run func()) {
	r.asides.Add(1)
	r.opt.Go(name, func() {
		defer r.asides.Done()
		run()
	})
}

// Changed tells, by a value, that a run changed since the last value was
// taken. It is one channel for one reader.
func (r *Runner) Changed() <-chan struct{} { return r.changed }

func (r *Runner) tell() {
	select {
	case r.changed <- struct{}{}:
	default:
	}
}

// Wait returns a run when it is over, or as it is when ctx ends. A run that is
// not carried out here is returned as it is.
func (r *Runner) Wait(ctx context.Context, id string) (op.Run, error) {
	r.mu.Lock()
	l := r.live[id]
	r.mu.Unlock()
	if l != nil {
		select {
		case <-l.over:
		case <-ctx.Done():
			return l.snapshot(), ctx.Err()
		}
	}
	return r.find(id)
}

// Close waits until every run is over and starts no more. When ctx ends before
// that, the runs are asked to stop before their next step and an error names
// them: if the process ends then, the journal tells the next tami.
func (r *Runner) Close(ctx context.Context) error {
	r.mu.Lock()
	if !r.closed {
		close(r.closing)
	}
	r.closed = true
	var waiting []*live
	for _, l := range r.live {
		waiting = append(waiting, l)
	}
	r.mu.Unlock()
	var unfinished []string
	for _, l := range waiting {
		select {
		case <-l.over:
		case <-ctx.Done():
			unfinished = append(unfinished, l.snapshot().ID)
		}
	}
	if len(unfinished) == 0 {
		r.asides.Wait() // they are short
		return nil
	}
	for _, id := range unfinished {
		r.Stop(id)
	}
	slices.Sort(unfinished)
	return fmt.Errorf("still under way: %s; tami journal tells what became of it", strings.Join(unfinished, ", "))
}

// show puts out the run as it is now, for others to see. The caller holds the
// lock, or is the only one to know the run.
func (l *live) show() {
	run := l.run
	run.Outcomes = slices.Clone(run.Outcomes)
	l.shown.Store(&run)
}

// snapshot is the run as it is now, for somebody else to keep.
func (l *live) snapshot() op.Run {
	run := *l.shown.Load()
	run.Stopping = run.Stopping || l.stop.Load()
	return run
}

// note writes an event down and then makes it so. When it cannot be written
// the run knows of it all the same, so that what is shown is true, and nothing
// more is begun. The caller holds the lock.
func (r *Runner) note(l *live, e op.Event) *ami.Problem {
	if l.broken == nil {
		if err := l.book.Add(e); err != nil {
			l.broken = notWritten(err)
			r.client.opt.Log.Error("the journal cannot be written", "run", l.run.ID, "cause", cause(err).String())
		}
	}
	l.run.Apply(e)
	l.show()
	return l.broken
}
