package term

import "strconv"

// The size that is taken for a terminal that says nothing of its own.
const (
	assumedWidth  = 80
	assumedHeight = 24
	largestSide   = 4096
)

// Size replaces a side of a terminal that says zero, as one behind ssh -tt
// without a terminal of its own does, with COLUMNS or LINES of env, and
// without these with 80x24. Sides are in cells.
func Size(env []string, width, height int) (int, int) {
	vars := parse(env)
	return side(width, vars["COLUMNS"], assumedWidth), side(height, vars["LINES"], assumedHeight)
}

func side(told int, set string, assumed int) int {
	if told > 0 {
		return told
	}
	if n, err := strconv.Atoi(set); err == nil && n > 0 && n <= largestSide {
		return n
	}
	return assumed
}
