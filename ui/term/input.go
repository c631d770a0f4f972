package term

import (
	"io"
	"os"
	"sync"
	"time"
)

// slack is how much longer than its input the output of a guard can get.
const slack = 64

// input stands between the terminal and Bubble Tea. It is read between start
// and stop only, and stop waits until nobody reads any more: Bubble Tea ends
// without its reader when a message is still to be handed over, or after a
// panic, and would close what that one waits on.
type input struct {
	tty  *os.File
	gone func() // called when there will never be input again; must not block

	reading sync.Mutex // held while source is read

	mu     sync.Mutex
	source source // nil: stopped
	guard  guard
	rest   []byte // what did not fit the last read
}

// source is a terminal that is read until it is told not to be.
type source interface {
	io.ReadCloser
	// Cancel ends a Read under way and says whether it could.
	Cancel() bool
}

func newInput(tty *os.File) *input { return &input{tty: tty, gone: func() {}} }

// start lets the terminal be read.
func (in *input) start() error {
	s, err := open(in.tty)
	if err != nil {
		return err
	}
	in.mu.Lock()
	defer in.mu.Unlock()
	in.source = s
	return nil
}

// stop ends reading, of which nothing is lost: what is not read yet stays
// with the terminal.
func (in *input) stop() {
	in.mu.Lock()
	s := in.source
	in.source = nil
	in.mu.Unlock()
	if s == nil || !s.Cancel() {
		return
	}
	in.reading.Lock()
	defer in.reading.Unlock()
	_ = s.Close() // it held nothing but a way to be cancelled
}

// Read returns what may pass of one read. That can be nothing: the reader
// then waits for more input. A terminal that has hung up reads as io.EOF, and
// so does one that was stopped.
func (in *input) Read(p []byte) (int, error) {
	if n := in.left(p); n > 0 || len(p) == 0 {
		return n, nil
	}
	raw := make([]byte, max(1, len(p)-slack))
	n, stopped, err := in.take(raw)
	switch {
	case stopped:
		return 0, io.EOF
	case err != nil:
		in.gone()
		return 0, io.EOF
	}
	in.mu.Lock()
	in.rest = in.guard.filter(in.rest[:0], raw[:n], time.Now())
	in.mu.Unlock()
	return in.left(p), nil
}

// take is one read of the terminal, unless or until that was stopped.
func (in *input) take(p []byte) (n int, stopped bool, err error) {
	in.reading.Lock()
	defer in.reading.Unlock()
	s := in.current()
	if s == nil {
		return 0, true, nil
	}
	n, err = s.Read(p)
	return n, err != nil && in.current() != s, err
}

func (in *input) current() source {
	in.mu.Lock()
	defer in.mu.Unlock()
	return in.source
}

func (in *input) left(p []byte) int {
	in.mu.Lock()
	defer in.mu.Unlock()
	n := copy(p, in.rest)
	in.rest = in.rest[n:]
	return n
}

// Write, Close and Fd make an input pass as a terminal.
func (in *input) Write(p []byte) (int, error) { return in.tty.Write(p) }
func (in *input) Close() error                { return nil }
func (in *input) Fd() uintptr                 { return in.tty.Fd() }

// overhear takes in what was read past Bubble Tea, and drops it.
func (in *input) overhear(p []byte) {
	in.mu.Lock()
	defer in.mu.Unlock()
	_ = in.guard.filter(nil, p, time.Now())
}

// fences is how often the terminal has reported its device attributes.
func (in *input) fences() int64 {
	in.mu.Lock()
	defer in.mu.Unlock()
	return in.guard.fences
}

// takeCut returns how many bytes of pastes were held back since it was last
// asked.
func (in *input) takeCut() int {
	in.mu.Lock()
	defer in.mu.Unlock()
	n := in.guard.cut
	in.guard.cut = 0
	return n
}

// forget drops a paste that was under way, as the reader behind it has.
func (in *input) forget() {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.guard = guard{fences: in.guard.fences, cut: in.guard.cut}
}
