package term

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// reopen opens the terminal of f once more, so that writes to it can have a
// deadline without changing the descriptor that is shared with the shell.
// After su the device may belong to somebody else; /dev/tty is then the way
// to it, if it is this terminal.
func reopen(f *os.File) (*os.File, error) {
	const flags = os.O_WRONLY | unix.O_NOCTTY | unix.O_NONBLOCK
	want, err := unix.IoctlGetUint32(int(f.Fd()), unix.TIOCGDEV)
	if err != nil {
		return nil, err
	}
	for _, path := range []string{fmt.Sprintf("/proc/self/fd/%d", f.Fd()), "/dev/tty"} {
		again, err := os.OpenFile(path, flags, 0)
		if err != nil {
			continue
		}
		if same(again, want) {
			return again, nil
		}
		_ = again.Close()
	}
	return nil, fmt.Errorf("%s cannot be opened again", f.Name())
}

func same(f *os.File, device uint32) bool {
	raw, err := f.SyscallConn() // Fd would make it blocking
	if err != nil {
		return false
	}
	var got uint32
	var asked error
	err = raw.Control(func(fd uintptr) { got, asked = unix.IoctlGetUint32(int(fd), unix.TIOCGDEV) })
	return err == nil && asked == nil && got == device
}

// discardOutput throws away what the kernel has not handed to the terminal.
func discardOutput(f *os.File) { _ = unix.IoctlSetInt(int(f.Fd()), unix.TCFLSH, unix.TCOFLUSH) }

// discardInput throws away what was received and not read.
func discardInput(f *os.File) { _ = unix.IoctlSetInt(int(f.Fd()), unix.TCFLSH, unix.TCIFLUSH) }
