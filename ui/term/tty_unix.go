//go:build unix

package term

import (
	"errors"
	"os"
	"time"

	"github.com/muesli/cancelreader"
	"golang.org/x/sys/unix"
)

// hold does nothing: the mode of a terminal belongs to its input.
func hold(*os.File) (restore func()) { return func() {} }

// readWithin reads from a terminal once something is there, past whatever
// wraps it. It says false when nothing came in time.
func readWithin(f *os.File, d time.Duration) ([]byte, bool) {
	fd := int(f.Fd())
	deadline := time.Now().Add(d)
	for {
		var set unix.FdSet
		set.Set(fd)
		wait := unix.NsecToTimeval(max(0, time.Until(deadline)).Nanoseconds())
		n, err := unix.Select(fd+1, &set, nil, nil, &wait)
		if errors.Is(err, unix.EINTR) {
			continue
		}
		if err != nil || n == 0 {
			return nil, false
		}
		p := make([]byte, writeStep)
		n, err = unix.Read(fd, p)
		if errors.Is(err, unix.EINTR) {
			continue
		}
		return p[:max(0, n)], err == nil && n > 0
	}
}

// open prepares a terminal for reading that can be cancelled. An input has no
// Name, so that Bubble Tea does not do the same around it.
func open(f *os.File) (source, error) { return cancelreader.NewReader(f) }
