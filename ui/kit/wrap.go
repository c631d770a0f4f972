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

// WrapWords is Wrap for text with IDs in it: a line ends only at a blank, so
// that no ID is torn apart at its hyphen. A word that is longer than a line is
// broken all the same.
func WrapWords(s string, w int) []string {
	var lines []string
	for _, word := range strings.Fields(s) {
		if n := len(lines); n > 0 && Width(lines[n-1])+1+Width(word) <= w {
			lines[n-1] += " " + word
			continue
		}
		lines = append(lines, Wrap(word, w)...)
	}
	return lines
}
