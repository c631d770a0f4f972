// Package early does what must be done before the packages that the program is
// made of are set up. It may import os alone. Go sets packages up in the order of
// their import paths, each after those that it imports; one that imports os alone
// and whose path comes before that of unicode is set up before any that handles
// text.
package early

import "os"

// The library that paints asks tmux for its colours while it is set up, in every
// program that imports it and on every start, --help included, and waits for the
// answer for as long as tmux takes: for ever, where its server hangs. It does not
// ask where nothing says that there is a tmux.
var _ = hide()

const (
	tmux  = "TMUX"
	aside = "TAMI_ASIDE_TMUX"
)

func hide() bool {
	socket, inside := os.LookupEnv(tmux)
	return inside && os.Setenv(aside, socket) == nil && os.Unsetenv(tmux) == nil
}

// Restore makes the environment what it was when the program was started. It is
// the first thing that main does.
func Restore() {
	socket, hidden := os.LookupEnv(aside)
	if !hidden {
		return
	}
	_ = os.Setenv(tmux, socket) // cannot fail for what was in the environment before
	_ = os.Unsetenv(aside)
}
