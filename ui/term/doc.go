// Package term owns the terminal while the program is on the screen: frames of
// which only what differs is drawn, output that never makes the event loop wait, pastes with a limit, colours and sizes
// found without asking the terminal, signals, and a terminal that is left as
// it was found on every way out, panics included.
//
// It may import Bubble Tea, colorprofile, charmbracelet/x, golang.org/x/sys
// and tami/model/text. It knows nothing of AWS and nothing of our screens.
package term
