//go:build darwin || dragonfly || freebsd || netbsd || openbsd

package term

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// The queues that TIOCFLUSH empties, as in sys/fcntl.h.
const (
	received = 1
	unsent   = 2
)

// reopen does nothing where a terminal cannot be waited for with the other
// files of the Go runtime: writes then block, in their own goroutine.
func reopen(*os.File) (*os.File, error) { return nil, errors.ErrUnsupported }

// discardOutput throws away what the kernel has not handed to the terminal.
func discardOutput(f *os.File) { _ = unix.IoctlSetPointerInt(int(f.Fd()), unix.TIOCFLUSH, unsent) }

// discardInput throws away what was received and not read.
func discardInput(f *os.File) { _ = unix.IoctlSetPointerInt(int(f.Fd()), unix.TIOCFLUSH, received) }
