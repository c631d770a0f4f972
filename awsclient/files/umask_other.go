//go:build !unix

package files

// OwnUmask does nothing where files have no umask.
func OwnUmask() {}
