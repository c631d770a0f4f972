//go:build unix

package term

import (
	"os"
	"os/signal"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"
)

// nudge is how often a process that asked to be stopped wakes itself. One
// that really was stopped cannot, and needs nobody to: it is the process that
// the kernel would not stop, for want of a shell that could continue it,
// which would wait for ever.
const nudge = 250 * time.Millisecond

// watch listens to the signals of a terminal program until it is stopped. A
// signal that the process was started to ignore, as nohup does, stays so.
func (t *Terminal) watch() (stop func()) {
	for _, s := range []os.Signal{syscall.SIGHUP, syscall.SIGINT, syscall.SIGTERM, syscall.SIGQUIT, syscall.SIGTSTP, syscall.SIGCONT} {
		if !signal.Ignored(s) {
			signal.Notify(t.signal, s)
		}
	}
	done := make(chan struct{})
	t.Go("signals", func() {
		for {
			select {
			case s := <-t.signal:
				t.obey(s)
			case <-done:
				return
			}
		}
	})
	return func() {
		signal.Stop(t.signal)
		close(done)
	}
}

func (t *Terminal) obey(s os.Signal) {
	switch s {
	case syscall.SIGHUP:
		t.hungUp()
	case syscall.SIGQUIT:
		t.end(t.dump())
	case syscall.SIGTSTP:
		go t.prog.Send(tea.SuspendMsg{})
	case syscall.SIGCONT:
		go t.prog.Send(continued{})
	default:
		t.end(ErrTerminated)
	}
}

// ignoreHangups lets what is in flight outlive the terminal: the kernel and
// the shell may both send SIGHUP, one after the other.
func ignoreHangups() { signal.Ignore(syscall.SIGHUP) }

// suspend stops the process group as ctrl+z in a shell does, and returns when
// it goes on. It runs in the event loop, which stands still meanwhile. The
// terminal is given back whole: written out, without answers under way, and
// in the mode it was found in, none of which Bubble Tea's own way can know
// of an output with a queue.
func (t *Terminal) suspend() tea.Msg {
	return t.away(func() {
		t.out.settle(closeAfter)
		t.swallowReplies()
		_ = term.Restore(t.opts.In.Fd(), t.found())
		t.stopped()
		if s, err := term.GetState(t.opts.In.Fd()); err == nil {
			t.keep(s)
		}
	})
}

// reclaim takes the terminal back after a stop that came without warning, in
// which somebody else has set it up for himself.
func (t *Terminal) reclaim() tea.Msg { return t.away(func() {}) }

// away lets go of the terminal, does f and takes it up again.
func (t *Terminal) away(f func()) tea.Msg {
	if err := t.prog.ReleaseTerminal(); err != nil {
		return nil
	}
	f()
	if _, err := term.MakeRaw(t.opts.In.Fd()); err != nil {
		return nil
	}
	t.in.forget()
	_ = t.prog.RestoreTerminal()
	return tea.ResumeMsg{}
}

// stopped sends the stop signal to the group and waits for what continues it.
func (t *Terminal) stopped() {
	signal.Reset(syscall.SIGTSTP, syscall.SIGCONT)
	again := make(chan os.Signal, 1)
	signal.Notify(again, syscall.SIGCONT)
	_ = syscall.Kill(0, syscall.SIGTSTP)
	tick := time.NewTicker(nudge)
	defer tick.Stop()
	for waiting := true; waiting; {
		select {
		case <-again:
			waiting = false
		case <-tick.C:
			_ = syscall.Kill(syscall.Getpid(), syscall.SIGCONT)
		}
	}
	signal.Stop(again)
	signal.Notify(t.signal, syscall.SIGTSTP, syscall.SIGCONT)
}
