//go:build unix

package term

import (
	"math"
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
// SIGTSTP is left alone: Go cannot give it back its meaning once it has been
// listened to.
func (t *Terminal) watch() (stop func()) {
	for _, s := range []os.Signal{syscall.SIGHUP, syscall.SIGINT, syscall.SIGTERM, syscall.SIGQUIT, syscall.SIGCONT, syscall.SIGWINCH} {
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
	case syscall.SIGCONT:
		if time.Now().UnixNano() > t.ours.Load() {
			go t.prog.Send(continued{})
		}
	case syscall.SIGWINCH:
		go t.prog.Send(resized{})
	default:
		t.end(ErrTerminated)
	}
}

// ignoreHangups lets what is in flight outlive the terminal: the kernel and
// the shell may both send SIGHUP, one after the other. The signal is heard for
// ever and not ignored, because one that comes while Go changes over to
// ignoring it kills.
func ignoreHangups() { signal.Notify(make(chan os.Signal, 1), syscall.SIGHUP) }

// suspend stops the process group as ctrl+z in a shell does, and returns when
// it goes on. It runs in the event loop, which stands still meanwhile. The
// terminal is given back whole: written out, without answers under way, and
// in the mode it was found in, none of which Bubble Tea's own way can know
// of an output with a queue.
func (t *Terminal) suspend() tea.Msg {
	t.in.stop()
	if err := t.prog.ReleaseTerminal(); err != nil {
		return nil
	}
	t.out.giveBack()
	t.canvas.leave()
	t.out.settle(closeAfter)
	t.swallowReplies()
	_ = term.Restore(t.opts.In.Fd(), t.found())
	t.stopped()
	if s, err := term.MakeRaw(t.opts.In.Fd()); err == nil {
		t.keep(s)
	}
	t.in.forget()
	if t.in.start() != nil {
		t.hungUp()
	}
	_ = t.prog.RestoreTerminal()
	if m := t.size(); m.Width != t.canvas.w || m.Height != t.canvas.h {
		go t.prog.Send(resized{})
	}
	return tea.ResumeMsg{}
}

// reclaim takes the terminal back after a stop that came without warning, in
// which the shell has set it up for itself. The message makes the renderer
// start from nothing.
func (t *Terminal) reclaim() tea.Msg {
	_, _ = term.MakeRaw(t.opts.In.Fd())
	t.out.reassert()
	go t.prog.Send(tea.ResumeMsg{})
	return tea.ClearScreen()
}

// stopped sends the stop signal to the group and waits for what continues it.
func (t *Terminal) stopped() {
	again := make(chan os.Signal, 1)
	t.ours.Store(math.MaxInt64)
	defer func() { t.ours.Store(time.Now().Add(2 * nudge).UnixNano()) }()
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
}
