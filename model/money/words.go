package money

import "tami/model/ami"

// Words writes an amount with its label, in dollars, and what it is for:
// "$1.25 a month, exactly", "$0.40 a month, measured", "up to $0.60 a month",
// "$0.10 to $0.60 a month" for " a month". An amount of which something is
// unknown says so.
func (b Bounds) Words(per string) string {
	high := "$" + ami.Dollars(b.High) + per
	switch {
	case b.Label == Unknown && b.High == 0:
		return "unknown"
	case b.Label == Unknown:
		return "up to " + high + " for what is known"
	case b.High == 0:
		return "nothing"
	case b.Label == Measured:
		return high + ", measured"
	case b.Label == Exact:
		return high + ", exactly"
	case ami.Dollars(b.Low) == "0.00":
		return "up to " + high
	case ami.Dollars(b.Low) == ami.Dollars(b.High):
		return high
	}
	return "$" + ami.Dollars(b.Low) + " to " + high
}
