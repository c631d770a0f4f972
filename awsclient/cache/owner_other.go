//go:build !unix

package cache

import "io/fs"

// strangers finds nothing: the system's own protection of a user's folders is
// another one than modes.
func strangers(fs.FileInfo) string { return "" }

// private does nothing here, for the same reason.
func private(string, fs.FileInfo, fs.FileMode) error { return nil }
