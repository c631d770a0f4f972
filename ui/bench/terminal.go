package main

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

const (
	quiet    = 120 * time.Millisecond // without output: several frames of the renderer, so that the screen rests
	patience = 60 * time.Second       // for what must come
	leaving  = 3 * time.Second        // for the program to end when it is asked to
	apart    = 50 * time.Millisecond  // at most, between a frame and the next key
)

// terminal is a program on a pseudo-terminal that shows what is written and
// answers what it is asked, as those do that people use: frames are written at
// one stroke (mode 2026), so it can tell when each is complete.
type terminal struct {
	cmd   *exec.Cmd
	tty   *os.File
	began time.Time
	moved chan struct{} // something was written; holds at most one signal
	ended chan struct{} // closed when nothing more will be written

	mu      sync.Mutex
	screen  *vt.Emulator
	partial bool      // in the middle of a frame
	written int       // bytes
	last    time.Time // when the newest of them came
	seen    func() bool
	found   chan time.Time
}

// open starts the program on a terminal of that size. Nothing of the
// environment but what is given reaches it, and nothing that an earlier one
// kept, unless env names a folder for it.
func open(ctx context.Context, r rig, env []string, w, h int, args ...string) (*terminal, error) {
	kept, err := os.MkdirTemp(r.dir, "kept-")
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, r.binary, args...)
	cmd.Env = append([]string{"HOME=" + r.dir, "PATH=" + os.Getenv("PATH"), "TERM=xterm-256color", "LANG=C.UTF-8", "TZ=UTC", "XDG_CACHE_HOME=" + kept, "XDG_STATE_HOME=" + kept}, env...)
	t := emulator(w, h)
	t.cmd, t.began = cmd, time.Now()
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Cols: uint16(w), Rows: uint16(h)})
	if err != nil {
		return nil, fmt.Errorf("%s does not start: %w", r.binary, err)
	}
	t.tty = tty
	go t.read()
	go t.answer()
	return t, nil
}

// emulator makes a terminal that nothing runs on yet.
func emulator(w, h int) *terminal {
	t := &terminal{screen: vt.NewEmulator(w, h), moved: make(chan struct{}, 1), ended: make(chan struct{})}
	_, _ = t.screen.WriteString(ansi.ResetModeSynchronizedOutput) // makes the mode known to it, and off
	t.screen.SetCallbacks(vt.Callbacks{
		EnableMode:  func(m ansi.Mode) { t.partial = t.partial || m == ansi.ModeSynchronizedOutput },
		DisableMode: func(m ansi.Mode) { t.partial = t.partial && m != ansi.ModeSynchronizedOutput },
	})
	return t
}

// read takes what the program writes. The time is that of the read: what the
// emulator then needs for it is not the program's.
func (t *terminal) read() {
	defer close(t.ended)
	buf := make([]byte, 64<<10)
	for {
		n, err := t.tty.Read(buf)
		at := time.Now()
		t.mu.Lock()
		if n > 0 {
			_, _ = t.screen.Write(buf[:n])
			t.written += n
			t.last = at
		}
		if t.seen != nil && !t.partial && t.seen() {
			t.seen = nil
			t.found <- at
		}
		t.mu.Unlock()
		if err != nil {
			return
		}
		select {
		case t.moved <- struct{}{}:
		default:
		}
	}
}

func (t *terminal) answer() {
	buf := make([]byte, 1024)
	for {
		n, err := t.screen.Read(buf)
		if err != nil {
			return
		}
		_, _ = t.tty.Write(buf[:n])
	}
}

// row is what a line of the screen shows. Only a condition given to send or
// wait may call it.
func (t *terminal) row(y int) string {
	var b strings.Builder
	for x := range t.screen.Width() {
		if c := t.screen.CellAt(x, y); c != nil && c.Content != "" {
			b.WriteString(c.Content)
		}
	}
	return b.String()
}

// shows is the condition that a text is on the screen.
func (t *terminal) shows(text string) func() bool {
	return func() bool {
		for y := range t.screen.Height() {
			if strings.Contains(t.row(y), text) {
				return true
			}
		}
		return false
	}
}

// cursor is what the row under the list's cursor shows.
func (t *terminal) cursor() string {
	for y := range t.screen.Height() {
		if c := t.screen.CellAt(0, y); c != nil && c.Content == "▌" {
			return t.row(y)
		}
	}
	return ""
}

// moves is the condition that the cursor has gone to another image than now.
func (t *terminal) moves() func() bool {
	t.mu.Lock()
	from := t.cursor()
	t.mu.Unlock()
	return func() bool { at := t.cursor(); return at != "" && at != from }
}

// wait waits until the screen, at the end of a frame, is as wanted, and says
// how long after from that frame was complete.
func (t *terminal) wait(what string, from time.Time, seen func() bool) (time.Duration, error) {
	return t.send("", what, from, seen)
}

// send types keys and waits for what they shall do.
func (t *terminal) send(keys, what string, from time.Time, seen func() bool) (time.Duration, error) {
	found := make(chan time.Time, 1)
	t.mu.Lock()
	if keys == "" && !t.partial && seen() {
		defer t.mu.Unlock()
		return t.last.Sub(from), nil
	}
	t.seen, t.found = seen, found
	t.mu.Unlock()
	if keys != "" {
		if _, err := t.tty.WriteString(keys); err != nil {
			return 0, fmt.Errorf("%s: %w", what, err)
		}
	}
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case at := <-found:
		return at.Sub(from), nil
	case <-t.ended:
		return 0, fmt.Errorf("%s: the program ended before", what)
	case <-timer.C:
		return 0, fmt.Errorf("%s: nothing of it after %v; the screen shows\n%s", what, patience, t.text())
	}
}

func (t *terminal) text() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.screen.String()
}

// rest waits until nothing has been written for a while and returns how many
// bytes have been in all.
func (t *terminal) rest(d time.Duration) int {
	timer := time.NewTimer(d)
	defer timer.Stop()
	for {
		select {
		case <-t.moved:
			timer.Reset(d)
		case <-t.ended:
			return t.bytes()
		case <-timer.C:
			return t.bytes()
		}
	}
}

// after lets time pass and returns how many bytes were written in it.
func (t *terminal) after(d time.Duration) int {
	before := t.bytes()
	select {
	case <-time.After(d):
	case <-t.ended:
	}
	return t.bytes() - before
}

func (t *terminal) bytes() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.written
}

// strike types a key at a moment that has nothing to do with the frame before,
// as people do, and returns the time until the frame that shows what it did.
func (t *terminal) strike(key string, seen func() bool) (time.Duration, error) {
	<-time.After(rand.N(apart))
	return t.send(key, fmt.Sprintf("after the key %q", key), time.Now(), seen)
}

// press types a key on a screen at rest, waits for the frame that shows what it
// did, and returns the bytes that were written until the screen rests.
func (t *terminal) press(key string, seen func() bool) (int, error) {
	before := t.bytes()
	if _, err := t.send(key, fmt.Sprintf("after the key %q", key), time.Now(), seen); err != nil {
		return 0, err
	}
	return t.rest(quiet) - before, nil
}

// close leaves the program, or ends it where it does not leave by itself.
func (t *terminal) close() {
	_, _ = t.tty.WriteString("\x03")
	done := make(chan struct{})
	go func() { defer close(done); _ = t.cmd.Wait() }()
	select {
	case <-done:
	case <-time.After(leaving):
		_ = t.cmd.Process.Kill()
		<-done
	}
	<-t.ended
	_ = t.tty.Close()
	if answers, ok := t.screen.InputPipe().(io.Closer); ok {
		_ = answers.Close() // ends answer; the emulator's own Close must not be called beside Read
	}
}
