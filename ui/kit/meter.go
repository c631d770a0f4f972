package kit

import "strings"

// Meter is a bar of w cells, its ends included, of which part/whole is full.
// Anything above nothing shows at least one full cell, anything below the
// whole at least one empty one: a bar never says "all" or "none" when it is
// not so.
func Meter(g Bar, w int, part, whole float64) (full, empty string) {
	inner := max(0, w)
	n := 0
	if whole > 0 {
		n = int(part/whole*float64(inner) + 0.5)
		switch {
		case part > 0 && n == 0:
			n = 1
		case part < whole && n >= inner:
			n = inner - 1
		}
	}
	n = max(0, min(n, inner))
	return strings.Repeat(g.Full, n), strings.Repeat(g.Empty, inner-n)
}

// Bar is the glyphs of a meter, one cell each.
type Bar struct{ Full, Empty string }
