package kit

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// ASCII writes a line for a terminal that has nothing but ASCII: signs of ours
// become the nearest one, and what somebody wrote in other letters a question
// mark for each cell, so that nothing moves.
func ASCII(line string) string {
	if plain(line) {
		return line
	}
	var b strings.Builder
	b.Grow(len(line))
	for _, r := range line {
		switch {
		case r <= 0x7e:
			b.WriteRune(r)
		case r == '·':
			b.WriteByte('-')
		case r == '…':
			b.WriteByte('~')
		default:
			b.WriteString(strings.Repeat("?", ansi.StringWidthWc(string(r))))
		}
	}
	return b.String()
}

func plain(s string) bool {
	for i := range len(s) {
		if s[i] > 0x7e {
			return false
		}
	}
	return true
}
