//go:build darwin || dragonfly || freebsd || netbsd || openbsd

package term

import "golang.org/x/sys/unix"

const (
	termiosRequest = unix.TIOCGETA
	termiosSet     = unix.TIOCSETA
)
