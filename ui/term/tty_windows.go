package term

import (
	"errors"
	"os"
	"os/signal"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"
	"golang.org/x/sys/windows"
)

// watch listens to what Windows has for signals until it is stopped.
func (t *Terminal) watch() (stop func()) {
	signal.Notify(t.signal, os.Interrupt, syscall.SIGTERM)
	done := make(chan struct{})
	t.Go("signals", func() {
		select {
		case <-t.signal:
			t.end(ErrTerminated)
		case <-done:
		}
	})
	return func() {
		signal.Stop(t.signal)
		close(done)
	}
}

func ignoreHangups() {}

// suspend and reclaim do nothing: there is no job control.
func (t *Terminal) suspend() tea.Msg { return nil }
func (t *Terminal) reclaim() tea.Msg { return nil }

// hold keeps the console obeying escape sequences until the last output is
// written, which is after Bubble Tea has restored it.
func hold(f *os.File) (restore func()) {
	console := windows.Handle(f.Fd())
	var mode uint32
	if windows.GetConsoleMode(console, &mode) != nil {
		return func() {}
	}
	_ = windows.SetConsoleMode(console, mode|windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING|windows.DISABLE_NEWLINE_AUTO_RETURN)
	return func() { _ = windows.SetConsoleMode(console, mode) }
}

func reopen(*os.File) (*os.File, error) { return nil, errors.ErrUnsupported }

func discardOutput(*os.File) {}

func discardInput(f *os.File) {
	_ = windows.FlushConsoleInputBuffer(windows.Handle(f.Fd()))
}

// readWithin cannot read a console past Bubble Tea, which reads events; what
// has arrived in the given time is discarded by discardInput.
func readWithin(_ *os.File, d time.Duration) ([]byte, bool) {
	<-time.After(d)
	return nil, false
}

// Name lets Bubble Tea read a console itself, as events.
func (in *input) Name() string { return in.tty.Name() }

// open is for what is not a console; that cannot be cancelled.
func open(f *os.File) (source, error) { return plain{f}, nil }

type plain struct{ *os.File }

// Cancel does nothing.
func (plain) Cancel() bool { return false }
