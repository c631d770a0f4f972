package term

import (
	"errors"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/charmbracelet/x/ansi"
)

const (
	queueLimit = 64 << 10               // bytes that may wait for the terminal
	writeStep  = 4 << 10                // bytes of one write, about what a kernel takes at once
	writeTry   = time.Second            // a write that did not get on is tried again after this
	lastTry    = 200 * time.Millisecond // for the restoring sequences, on a terminal that has stalled
)

// output stands between Bubble Tea and the terminal. Bubble Tea writes while
// it holds the lock that its event loop needs, so a terminal that has stopped
// reading would stop the program; here a write only joins a bounded queue,
// which one goroutine writes out. When the queue is full whole writes are
// dropped, until the terminal has caught up and a full redraw was asked for.
//
// Each query that passes is followed by one for the device attributes, which
// every terminal answers and answers in turn: once that answer is in, no
// other can be on its way.
type output struct {
	tty     *os.File     // the terminal as it was handed in: its descriptor and size
	dst     *os.File     // where bytes go: the same terminal, opened so that a write can be given up
	drained func()       // called when the terminal has caught up after a loss; must not block
	eased   func()       // called when the terminal has caught up after a frame was held back; must not block
	lost    func()       // called once when the terminal cannot be written to any more; must not block
	written atomic.Int64 // bytes the terminal has taken
	dropped atomic.Int64 // writes that were thrown away
	fences  atomic.Int64 // answers that are due
	done    chan struct{}

	mu     sync.Mutex
	turn   *sync.Cond
	queue  []byte
	busy   int    // bytes of the part being written that the terminal has not taken
	held   bool   // a frame was held back until the terminal has caught up
	behind bool   // writes are dropped until the next full redraw
	asked  bool   // that redraw was asked for
	shut   bool   // nothing is taken any more
	stop   bool   // the writing goroutine must end
	broken bool   // the terminal cannot be written to
	wanted *modes // what Bubble Tea has written
	actual *modes // what the terminal has taken
}

func newOutput(tty *os.File) *output {
	o := &output{
		tty: tty, dst: tty, done: make(chan struct{}),
		drained: func() {}, eased: func() {}, lost: func() {},
		wanted: newModes(), actual: newModes(),
	}
	o.turn = sync.NewCond(&o.mu)
	return o
}

// start begins writing; the caller provides the goroutine that run needs.
func (o *output) start() {
	if again, err := reopen(o.tty); err == nil {
		o.dst = again
	}
}

// Write queues p, which is a whole frame, or drops it. It never fails: what
// the caller could do about it, stop, would only take the program down with
// the terminal.
func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.shut || o.broken || len(p) == 0 {
		return len(p), nil
	}
	queries, fences := o.wanted.queries, o.wanted.fences
	o.wanted.observe(p)
	o.turn.Broadcast()
	waiting := o.waiting()
	if o.behind || waiting > 0 && waiting+len(p) > queueLimit {
		o.behind = true
		o.dropped.Add(1)
		return len(p), nil
	}
	o.queue = append(o.queue, p...)
	due := o.wanted.fences - fences
	if o.wanted.queries > queries {
		o.queue = append(o.queue, ansi.RequestPrimaryDeviceAttributes...)
		due++
	}
	o.fences.Add(int64(due))
	return len(p), nil
}

// Read, Close and Fd make an output pass as a terminal where Bubble Tea looks
// for one. Bubble Tea closes nothing that it was given.
func (o *output) Read(p []byte) (int, error) { return o.tty.Read(p) }
func (o *output) Close() error               { return nil }
func (o *output) Fd() uintptr                { return o.tty.Fd() }

// waiting is how many bytes the terminal has yet to take.
func (o *output) waiting() int { return o.busy + len(o.queue) }

// backlog is waiting, for those who do not hold the lock.
func (o *output) backlog() int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.waiting()
}

// hold says whether the terminal is still busy with what it was sent, so that
// the next frame had better wait: eased is then called when it is not. Frames
// come as fast as the link takes them, and a key held down piles up none.
func (o *output) hold() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.shut || o.broken || o.waiting() == 0 {
		return false
	}
	o.held = true
	return true
}

// catchUp lets writes through again, and is called just before the renderer
// is told to draw everything anew: whatever it believes of the cursor, the
// pen and the modes is made true first.
func (o *output) catchUp() {
	o.mu.Lock()
	defer o.mu.Unlock()
	if !o.behind || o.waiting() > 0 {
		return
	}
	o.behind, o.asked = false, false
	o.queue = append(o.queue, o.actual.toward(o.wanted)+ansi.ResetStyle+ansi.CursorHomePosition...)
	o.turn.Broadcast()
}

// run writes the queue out until finish ends it.
func (o *output) run() {
	defer close(o.done)
	var spare []byte
	for {
		part, ok := o.next(spare)
		if !ok || !o.push(part) {
			return
		}
		spare = part[:0]
	}
}

// next waits for something to write.
func (o *output) next(spare []byte) (part []byte, ok bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for len(o.queue) == 0 && !o.stop {
		if o.held {
			o.held = false
			o.eased()
		}
		if o.behind && !o.asked {
			o.asked = true
			o.drained()
		}
		o.turn.Broadcast()
		o.turn.Wait()
	}
	if o.stop {
		return nil, false
	}
	part, o.queue = o.queue, spare
	o.busy = len(part)
	return part, true
}

// push writes part, however long the terminal takes, unless it is stopped.
func (o *output) push(part []byte) bool {
	for len(part) > 0 {
		if !o.aim() {
			return false
		}
		n, err := o.dst.Write(part[:min(len(part), writeStep)])
		if !o.took(part[:n], err) {
			return false
		}
		part = part[n:]
	}
	return true
}

// aim sets the time of the next try, unless there shall be none.
func (o *output) aim() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.stop {
		return false
	}
	o.patience(writeTry)
	return true
}

// patience limits the writes that follow, where the system can.
func (o *output) patience(d time.Duration) {
	if o.dst != o.tty {
		_ = o.dst.SetWriteDeadline(time.Now().Add(d))
	}
}

func (o *output) took(p []byte, err error) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.busy -= len(p)
	o.written.Add(int64(len(p)))
	o.actual.observe(p)
	if err == nil || errors.Is(err, os.ErrDeadlineExceeded) {
		return true
	}
	o.broken, o.queue, o.busy = true, nil, 0
	o.turn.Broadcast()
	o.lost()
	return false
}

// settle waits until the terminal has taken everything, for at most d.
func (o *output) settle(d time.Duration) bool {
	return o.await(d, func() bool { return o.waiting() == 0 || o.broken }) && !o.lostTouch()
}

func (o *output) lostTouch() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.broken
}

// await waits for a state, for at most d.
func (o *output) await(d time.Duration, state func() bool) bool {
	late := false
	timer := time.AfterFunc(d, func() {
		o.mu.Lock()
		late = true
		o.mu.Unlock()
		o.turn.Broadcast()
	})
	defer timer.Stop()
	o.mu.Lock()
	defer o.mu.Unlock()
	for !state() && !late {
		o.turn.Wait()
	}
	return state()
}

// giveBack switches off what is on, as finish does, but goes on.
func (o *output) giveBack() {
	o.mu.Lock()
	seq := o.wanted.restore()
	o.mu.Unlock()
	_, _ = o.Write([]byte(seq))
}

// reassert sets the modes again that were set before, for when somebody else
// has used the terminal meanwhile.
func (o *output) reassert() {
	o.mu.Lock()
	defer o.mu.Unlock()
	if !o.shut && !o.behind {
		o.queue = append(o.queue, o.wanted.again()...)
		o.turn.Broadcast()
	}
}

// finish ends the output: it waits up to d for the queue, then switches off
// what is still on. A terminal that did not keep up loses what it had not
// shown, so that the restoring sequences find room; they reach it when it
// comes back. It says whether the terminal took everything.
func (o *output) finish(d time.Duration) bool {
	o.mu.Lock()
	o.shut = true
	o.mu.Unlock()
	whole := o.settle(d)
	o.mu.Lock()
	o.stop = true
	o.patience(0)
	o.mu.Unlock()
	o.turn.Broadcast()
	if !whole && o.dst == o.tty {
		discardOutput(o.tty) // the only way to wake a write without a deadline
	}
	select {
	case <-o.done:
	case <-time.After(lastTry):
		return false // stuck in a write that cannot be given up: nobody else gets through
	}
	o.leave(whole)
	if o.dst != o.tty {
		_ = o.dst.Close()
	}
	return whole
}

func (o *output) leave(whole bool) {
	if o.broken {
		return
	}
	seq := o.actual.restore()
	if !whole {
		discardOutput(o.tty)
		// CAN ends a sequence that was cut; scroll margins are shared by both screens.
		seq = "\x18" + ansi.SetTopBottomMargins(0, 0) + ansi.ResetStyle + seq
	}
	if seq == "" {
		return
	}
	o.patience(lastTry)
	n, _ := o.dst.WriteString(seq)
	o.written.Add(int64(n))
	o.actual.observe([]byte(seq[:n]))
}
