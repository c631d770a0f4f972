//go:build unix

package files

import "syscall"

// OwnUmask has the process make files and folders for its user alone, whatever
// umask it was started with: one that lets others in, and one that locks out the
// user as well, whose folders could then never be entered. It holds for all of
// the process, and belongs before anything is written.
func OwnUmask() { syscall.Umask(0o077) }
