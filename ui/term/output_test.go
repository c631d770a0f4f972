//go:build unix

package term

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/term"
)

// opened is an output that runs on a screen.
func opened(t *testing.T, s *screen) *output {
	t.Helper()
	s.mute.Store(true) // nobody reads the answers, and the terminal would echo them
	if _, err := term.MakeRaw(s.slave.Fd()); err != nil {
		t.Fatal(err)
	}
	o := newOutput(s.slave)
	o.start()
	go o.run()
	return o
}

// stall fills the terminal up until it takes no more and the queue is full.
func stall(t *testing.T, s *screen, o *output) {
	t.Helper()
	s.pause(true)
	frame := []byte(strings.Repeat("x", 999) + "\n")
	for deadline := time.Now().Add(patience); o.dropped.Load() == 0; {
		if n, err := o.Write(frame); n != len(frame) || err != nil {
			t.Fatalf("Write: %d, %v", n, err)
		}
		if time.Now().After(deadline) {
			t.Fatal("the terminal takes everything")
		}
	}
}

func (o *output) peek() (waiting int, behind bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.waiting(), o.behind
}

func TestOutputNeverBlocks(t *testing.T) {
	t.Parallel()
	s := openScreen(t)
	o := opened(t, s)
	caught := make(chan struct{}, 1)
	o.drained = func() { caught <- struct{}{} }
	stall(t, s, o)

	begun := time.Now()
	for range 10_000 {
		_, _ = o.Write([]byte("\x1b[?2004hframe"))
	}
	if took := time.Since(begun); took > 2*time.Second {
		t.Errorf("10,000 writes to a stalled terminal took %v", took)
	}
	if waiting, _ := o.peek(); waiting > queueLimit {
		t.Errorf("%d bytes wait, the limit is %d", waiting, queueLimit)
	}
	if o.dropped.Load() < 10_000 {
		t.Errorf("%d writes were dropped, want all 10,000", o.dropped.Load())
	}

	s.pause(false)
	<-caught
	if _, _ = o.Write([]byte("lost")); strings.Contains(s.settled(), "lost") {
		t.Error("a frame reached a screen that does not hold what it builds on")
	}
	o.catchUp()
	_, _ = o.Write([]byte("\x1b[2Jfound"))
	if !o.finish(time.Second) {
		t.Error("a terminal that reads again did not take everything")
	}
	raw := s.settled()
	if want := "\x1b[?2004h\x1b[m\x1b[H\x1b[2Jfound\x1b[?2004l"; !strings.HasSuffix(raw, want) {
		t.Errorf("after the stall came %q, want %q", tail(raw, 80), want)
	}
	if got := o.written.Load(); got != int64(len(raw)) {
		t.Errorf("%d bytes counted, %d came out", got, len(raw))
	}
}

func TestOutputTakesOneFrameOfAnySize(t *testing.T) {
	t.Parallel()
	s := openScreen(t)
	o := opened(t, s)
	_, _ = o.Write([]byte(strings.Repeat("x", 2*queueLimit) + "end"))
	s.until("end", func(_, raw string) bool { return strings.HasSuffix(raw, "end") })
	if o.dropped.Load() != 0 {
		t.Error("a frame larger than the queue was dropped")
	}
	o.finish(time.Second)
}

// What a stalled terminal has not shown is given up, and the restoring
// sequences lie ready for when it comes back.
func TestOutputFinishesOnAStalledTerminal(t *testing.T) {
	t.Parallel()
	s := openScreen(t)
	o := opened(t, s)
	_, _ = o.Write([]byte("\x1b[?1049h\x1b[?25l\x1b[?2026h"))
	s.until("other screen", func(_, raw string) bool { return strings.HasSuffix(raw, "\x1b[?2026h") })
	stall(t, s, o)
	begun := time.Now()
	if o.finish(200 * time.Millisecond) {
		t.Error("finish says that a stalled terminal took everything")
	}
	if took := time.Since(begun); took > 2*time.Second {
		t.Errorf("finish took %v", took)
	}
	s.pause(false)
	const want = "\x18\x1b[;r\x1b[m\x1b[?2026l\x1b[?1049l\x1b[?25h"
	s.until("restored screen", func(_, raw string) bool { return strings.HasSuffix(raw, want) })
	if _, err := o.Write([]byte("late")); err != nil || strings.Contains(s.settled(), "late") {
		t.Errorf("a write after finish: %v, or it reached the terminal", err)
	}
}

func TestOutputFencesQueries(t *testing.T) {
	t.Parallel()
	s := openScreen(t)
	o := opened(t, s)
	for _, seq := range []string{"text", "\x1b[?u", "\x1b[?2026$p\x1b[?2027$p", "\x1b[c", "\x1b]11;?\a\x1b[c"} {
		_, _ = o.Write([]byte(seq))
	}
	o.finish(time.Second)
	const want = "text\x1b[?u\x1b[c\x1b[?2026$p\x1b[?2027$p\x1b[c\x1b[c\x1b]11;?\a\x1b[c\x1b[c"
	if raw := s.settled(); raw != want {
		t.Errorf("written %q, want %q", raw, want)
	}
	if got := o.fences.Load(); got != 5 {
		t.Errorf("%d answers are due, want 5", got)
	}
}

func TestOutputNoticesALostTerminal(t *testing.T) {
	t.Parallel()
	s := openScreen(t)
	o := opened(t, s)
	lost := make(chan struct{})
	o.lost = func() { close(lost) } // twice would panic
	_ = s.master.Close()
	for i := range 100 {
		_, _ = fmt.Fprintf(o, "frame %d", i)
	}
	select {
	case <-lost:
	case <-time.After(patience):
		t.Fatal("nothing said that the terminal is lost")
	}
	if n, err := io.WriteString(o, "more"); n != 4 || err != nil {
		t.Errorf("a write to a lost terminal: %d, %v", n, err)
	}
	if o.finish(time.Second) {
		t.Error("finish says that a lost terminal took everything")
	}
}
