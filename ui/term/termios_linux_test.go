package term

import "golang.org/x/sys/unix"

const (
	termiosRequest = unix.TCGETS
	termiosSet     = unix.TCSETS
)
