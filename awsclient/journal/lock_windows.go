package journal

import (
	"errors"
	"os"
	"syscall"
	"unsafe"
)

// The flags of LockFileEx, and what it says when another process has the lock.
const (
	failAtOnce    = 1
	exclusive     = 2
	lockViolation = syscall.Errno(33)
)

// lock takes a file for this process until it is closed, alone or together
// with others that only look. Windows keeps others from reading what is
// locked, so the lock is on a byte that no journal reaches.
func lock(file *os.File, alone bool) error {
	flags := uintptr(failAtOnce)
	if alone {
		flags |= exclusive
	}
	where := syscall.Overlapped{OffsetHigh: 0x7fffffff}
	ok, _, err := syscall.NewLazyDLL("kernel32.dll").NewProc("LockFileEx").Call(
		file.Fd(), flags, 0, 1, 0, uintptr(unsafe.Pointer(&where)))
	switch {
	case ok != 0:
		return nil
	case errors.Is(err, lockViolation):
		return ErrElsewhere
	}
	return err
}
