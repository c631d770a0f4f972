package term

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"
)

const (
	defaultFPS = 30 // what a link over ssh can use; Bubble Tea's own is 60
	frugalFPS  = 10 // where each byte counts

	grace      = 800 * time.Millisecond // for the loop to end once it was asked to
	closeAfter = time.Second            // for the terminal to take the last output
	nearReply  = 200 * time.Millisecond // for the answers of a terminal on this machine
	farReply   = time.Second            // for the answers of one behind ssh
)

// What ended a program other than its model. ErrHangup means that the
// terminal is gone: nothing can be shown any more, and further SIGHUPs do
// nothing, so that work in flight can be brought to its end. ErrTerminated means
// SIGTERM or SIGINT. ErrStuck means that the event loop did not end when it
// was asked to; the terminal is restored, the loop's goroutine is not waited
// for.
var (
	ErrNotTerminal = errors.New("standard input and output must both be a terminal")
	ErrHangup      = errors.New("the terminal has gone away")
	ErrTerminated  = errors.New("asked to end by a signal")
	ErrStuck       = errors.New("the program did not end when asked to")
)

// Options say which terminal to use and how.
type Options struct {
	In, Out  *os.File  // the terminal; both must be one
	Err      io.Writer // where Go says that a goroutine has crashed; nil: os.Stderr
	Env      []string  // as os.Environ
	StateDir string    // where reports of crashes are written, created 0700; empty: nowhere
	FPS      int       // most frames a second; 0: 30, or 10 with LowBandwidth
	NoColor  bool      // the --no-color flag
	Syncd    bool      // over ssh, too, ask whether frames can be shown at one stroke
	Detach   func()    // called once when the terminal is gone, before the program quits; must return soon

	LowBandwidth bool // fewer frames
}

// PasteCutMsg follows a tea.PasteMsg that was too long: Dropped bytes of it
// were thrown away.
type PasteCutMsg struct{ Dropped int }

// Terminal runs one program on one terminal.
type Terminal struct {
	opts   Options
	vars   environ
	out    *output
	in     *input
	prog   *tea.Program
	canvas *canvas
	frames pace
	sizes  sizes
	redraw chan struct{}
	ease   chan struct{}
	ending chan struct{}  // closed when something other than the model ends the program
	signal chan os.Signal // what watch listens to
	hangup sync.Once
	back   sync.Once     // the terminal is restored once, whoever does it
	over   chan struct{} // closed when the loop has ended
	ours   atomic.Int64  // until this time, in nanoseconds of Unix, SIGCONT is the end of our own stop

	mu    sync.Mutex
	cause error       // why ending was closed
	saved *term.State // the terminal as it was found; nil: not touched yet
	held  func()      // undoes hold
}

// New prepares a terminal and touches nothing yet.
func New(o Options) *Terminal {
	if o.Err == nil {
		o.Err = os.Stderr
	}
	if o.FPS == 0 {
		o.FPS = defaultFPS
		if o.LowBandwidth {
			o.FPS = frugalFPS
		}
	}
	return &Terminal{
		opts: o, vars: parse(o.Env),
		out: newOutput(o.Out), in: newInput(o.In),
		redraw: make(chan struct{}, 1),
		ease:   make(chan struct{}, 1),
		ending: make(chan struct{}),
		over:   make(chan struct{}),
		signal: make(chan os.Signal, 8),
	}
}

// Written is how many bytes the terminal has taken so far. It may be called
// at any time, from any goroutine.
func (t *Terminal) Written() int64 { return t.out.written.Load() }

// Dropped is how many writes, frames for the most part, were thrown away
// because the terminal did not keep up.
func (t *Terminal) Dropped() int64 { return t.out.dropped.Load() }

// Run shows m until it quits, and returns the model it ended with. It may be
// called once. When it returns the terminal is as it was found, whatever the
// error: nil when the model has quit, *Crash when it has panicked, *Dump
// after SIGQUIT, one of the Err values of this package, or an error of
// Bubble Tea. A cancelled ctx ends the program with tea.ErrProgramKilled.
func (t *Terminal) Run(ctx context.Context, m tea.Model) (tea.Model, error) {
	if err := t.open(); err != nil {
		return m, err
	}
	defer t.restore()
	t.canvas = newCanvas(t.out, t.vars["TERM"])
	t.frames.frame, t.frames.last = time.Second/time.Duration(t.opts.FPS), time.Now() // what comes at once is shown together
	t.frames.later = func(in time.Duration) { time.AfterFunc(in, func() { signalTo(t.ease) }) }
	if t.vars.remote() {
		t.frames.every = stride
	}
	t.sizes.later = func(in time.Duration) { time.AfterFunc(in, func() { t.prog.Send(settled{}) }) }
	shield := &shield{
		inner: m, caught: t.caught, first: t.queries(),
		hold: func() bool { return t.out.hold() || t.frames.hold(time.Now()) },
		show: func(v tea.View) {
			if t.canvas.draw(v) {
				t.frames.drew(time.Now())
			}
		},
	}
	size := t.size()
	t.prog = tea.NewProgram(shield,
		tea.WithContext(ctx),
		tea.WithInput(t.in),
		tea.WithOutput(t.out),
		tea.WithEnvironment(append([]string{}, t.opts.Env...)), // nil would mean ours
		tea.WithColorProfile(Profile(t.opts.Env, t.opts.NoColor)),
		tea.WithoutRenderer(), // the canvas is
		tea.WithWindowSize(size.Width, size.Height),
		tea.WithFPS(1), // of the clock that would drive it, and cannot be stopped
		tea.WithFilter(t.filter),
		tea.WithoutSignalHandler(),
		tea.WithoutCatchPanics(),
	)
	defer t.watch()()
	defer t.follow()()
	done := make(chan error, 1)
	go func() { done <- t.loop() }()
	err := t.await(ctx, done)
	close(t.over)
	t.restore()
	cause := t.reason()
	switch {
	case errors.Is(err, ErrStuck):
		return m, errors.Join(cause, err) // the model is still at work and must not be read
	case cause != nil:
		return shield.inner, cause
	}
	return shield.inner, err
}

// open takes the terminal over. Raw mode is entered here and not left to
// Bubble Tea, which would restore it too early: before the last output is
// written and before late answers of the terminal are in.
func (t *Terminal) open() error {
	if t.opts.In == nil || t.opts.Out == nil || !term.IsTerminal(t.opts.In.Fd()) || !term.IsTerminal(t.opts.Out.Fd()) {
		return ErrNotTerminal
	}
	saved, err := term.MakeRaw(t.opts.In.Fd())
	if err != nil {
		return fmt.Errorf("the terminal cannot be set up: %w", err)
	}
	t.held = hold(t.opts.Out)
	t.keep(saved)
	t.out.drained = func() { signalTo(t.redraw) }
	t.out.eased = func() { signalTo(t.ease) }
	t.out.lost = func() { t.Go("hangup", t.hungUp) }
	t.in.gone = t.out.lost
	if err := t.in.start(); err != nil {
		_ = term.Restore(t.opts.In.Fd(), saved)
		return fmt.Errorf("the terminal cannot be read: %w", err)
	}
	t.out.start()
	t.Go("output", t.out.run)
	return nil
}

func (t *Terminal) keep(s *term.State) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.saved = s
}

func (t *Terminal) found() *term.State {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.saved
}

// loop is Bubble Tea's, with a net below it for what no model is to blame for.
func (t *Terminal) loop() (err error) {
	defer func() {
		if r := recover(); r != nil {
			t.caught("the event loop", r)
			err = t.reason()
		}
	}()
	_, err = t.prog.Run()
	return err
}

// await waits for the loop, and for a limited time once it was told to end.
func (t *Terminal) await(ctx context.Context, done <-chan error) error {
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	case <-t.ending:
		go t.prog.Quit()
	}
	select {
	case err := <-done:
		return err
	case <-time.After(grace):
	}
	go t.prog.Kill()
	select {
	case err := <-done:
		return err
	case <-time.After(grace / 2):
		return ErrStuck
	}
}

// end makes the program quit, for the first cause that is given.
func (t *Terminal) end(cause error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.cause == nil {
		t.cause = cause
		close(t.ending)
	}
}

func (t *Terminal) reason() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.cause
}

// hungUp tells the owner once that the terminal is gone, and quits. A reader
// that Bubble Tea has left behind may find out long after the end; then it is
// nobody's business any more.
func (t *Terminal) hungUp() {
	select {
	case <-t.over:
		return
	default:
	}
	t.hangup.Do(func() {
		ignoreHangups()
		if t.opts.Detach != nil {
			t.opts.Detach()
		}
		t.end(ErrHangup)
	})
}

// signalTo leaves a signal where one is not waiting already.
func signalTo(c chan<- struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// follow hands the output's wishes to the loop: for a full redraw, and for the
// frame that was held back.
func (t *Terminal) follow() (stop func()) {
	done := make(chan struct{})
	t.Go("redraw", func() {
		for {
			select {
			case <-t.redraw:
				t.prog.Send(tea.ClearScreen())
			case <-t.ease:
				t.prog.Send(eased{})
			case <-done:
				return
			}
		}
	})
	return func() { close(done) }
}

// restore leaves the terminal as it was found. Everything that can end the
// process comes through here.
func (t *Terminal) restore() {
	if t.found() == nil {
		return
	}
	t.back.Do(func() {
		t.in.stop()
		if t.out.finish(closeAfter) {
			t.swallowReplies()
		}
		t.held()
		_ = term.Restore(t.opts.In.Fd(), t.found())
	})
}

// swallowReplies waits, still without echo, for the answers that the terminal
// owes, so that the shell does not take them for typing.
func (t *Terminal) swallowReplies() {
	limit := nearReply
	if t.vars.remote() {
		limit = farReply
	}
	deadline := time.Now().Add(limit)
	owed := func() bool { return t.in.fences() < t.out.fences.Load() }
	if !owed() {
		return
	}
	for left := limit; left > 0 && owed(); left = time.Until(deadline) {
		p, ok := readWithin(t.opts.In, left)
		if !ok {
			break
		}
		t.in.overhear(p)
	}
	discardInput(t.opts.In)
}
