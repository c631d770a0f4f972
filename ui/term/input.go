package term

import (
	"io"
	"os"
	"sync"
	"time"
)

// slack is how much longer than its input the output of a guard can get.
const slack = 64

// input stands between the terminal and Bubble Tea. It passes for the file it
// reads from, because Bubble Tea waits on the descriptor itself and then
// reads once; so everything that may pass must pass in that one read.
type input struct {
	tty  *os.File
	gone func() // called when there will never be input again; must not block

	mu    sync.Mutex
	guard guard
	rest  []byte // what did not fit the last read
}

func newInput(tty *os.File) *input { return &input{tty: tty, gone: func() {}} }

// Read returns what may pass of one read. That can be nothing: the reader
// then waits for more input. A terminal that has hung up reads as io.EOF.
func (in *input) Read(p []byte) (int, error) {
	if n := in.left(p); n > 0 || len(p) == 0 {
		return n, nil
	}
	raw := make([]byte, max(1, len(p)-slack))
	n, err := in.tty.Read(raw)
	if err != nil {
		in.gone()
		return 0, io.EOF
	}
	in.mu.Lock()
	in.rest = in.guard.filter(in.rest[:0], raw[:n], time.Now())
	in.mu.Unlock()
	return in.left(p), nil
}

func (in *input) left(p []byte) int {
	in.mu.Lock()
	defer in.mu.Unlock()
	n := copy(p, in.rest)
	in.rest = in.rest[n:]
	return n
}

// Write, Close, Fd and Name make an input pass as a terminal.
func (in *input) Write(p []byte) (int, error) { return in.tty.Write(p) }
func (in *input) Close() error                { return nil }
func (in *input) Fd() uintptr                 { return in.tty.Fd() }
func (in *input) Name() string                { return in.tty.Name() }

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
