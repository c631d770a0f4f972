//go:build unix && !solaris && !aix

package journal

import (
	"errors"
	"os"
	"syscall"
)

// lock takes a file for this process until it is closed, alone or together
// with others that only look. It does not wait: ErrElsewhere says that another
// one holds it. The kernel lets go of the lock when the process ends, however
// it ends.
func lock(file *os.File, alone bool) error {
	how := syscall.LOCK_SH
	if alone {
		how = syscall.LOCK_EX
	}
	for {
		err := syscall.Flock(int(file.Fd()), how|syscall.LOCK_NB)
		switch {
		case errors.Is(err, syscall.EINTR):
			continue
		case errors.Is(err, syscall.EWOULDBLOCK):
			return ErrElsewhere
		case errors.Is(err, syscall.ENOTSUP), errors.Is(err, syscall.ENOSYS), errors.Is(err, syscall.ENOLCK):
			return errors.New("the file system cannot lock files, so that two tamis might do the same change; set XDG_STATE_HOME to a folder on a local disk")
		}
		return err
	}
}
