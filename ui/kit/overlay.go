package kit

import "github.com/charmbracelet/x/ansi"

// Overlay lays the lines of a box over those of a screen, its left upper
// corner at x, y. What sticks out is cut.
func Overlay(under, box []string, x, y int) []string {
	out := append([]string(nil), under...)
	for i, line := range box {
		row := y + i
		if row < 0 || row >= len(out) {
			continue
		}
		w := ansi.StringWidthWc(line)
		total := ansi.StringWidthWc(out[row])
		left := ansi.TruncateWc(out[row], x, "")
		right := ""
		if x+w < total {
			right = ansi.TruncateLeftWc(out[row], x+w, "")
		}
		out[row] = left + "\x1b[m" + line + "\x1b[m" + right
	}
	return out
}
