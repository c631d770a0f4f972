//go:build unix

package cache

import (
	"io/fs"
	"os"
	"syscall"
)

// strangers says why a file or folder cannot be trusted: "" where only we can
// have written it.
func strangers(stat fs.FileInfo) string {
	if sys, ok := stat.Sys().(*syscall.Stat_t); ok && int(sys.Uid) != os.Geteuid() {
		return "it belongs to somebody else"
	}
	if stat.Mode().Perm()&0o002 != 0 {
		return "everybody may write to it"
	}
	return ""
}

// private takes a file or folder back from other eyes.
func private(path string, stat fs.FileInfo, mode fs.FileMode) error {
	if stat.Mode().Perm() == mode {
		return nil
	}
	return os.Chmod(path, mode)
}
