package kit

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Wrap breaks a text of one paragraph into lines of at most w cells, between
// words where there are any.
func Wrap(s string, w int) []string {
	if w < 1 {
		return nil
	}
	return strings.Split(ansi.WrapWc(s, w, " "), "\n")
}
