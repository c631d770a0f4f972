package ami

import (
	"fmt"
	"strconv"
	"time"
)

// Age is how long ago a date was, in one short unit: "4m", "3h", "22d", "3mo",
// "2y"; "now" below a minute (and for a clock that runs ahead of ours), and
// nothing for a date that is not known. Months are the mean month of 30.44
// days; days go up to 90 and months up to 24, so two digits are kept.
func Age(d Date, now time.Time) string {
	n, unit := age(d, now)
	if n == 0 {
		return unit
	}
	return strconv.Itoa(n) + unit
}

// AgeWords is Age as part of a sentence: "4 min ago", "3 mo ago", "just now".
func AgeWords(d Date, now time.Time) string {
	n, unit := age(d, now)
	switch {
	case unit == "":
		return ""
	case n == 0:
		return "just now"
	case unit == "m":
		unit = "min"
	}
	return strconv.Itoa(n) + " " + unit + " ago"
}

func age(d Date, now time.Time) (n int, unit string) {
	const day = 24 * time.Hour
	const year = 365*day + day/4
	if !d.Known() {
		return 0, ""
	}
	switch since := now.Sub(d.Time()); {
	case since < time.Minute:
		return 0, "now"
	case since < time.Hour:
		return int(since / time.Minute), "m"
	case since < day:
		return int(since / time.Hour), "h"
	case since < 90*day:
		return int(since / day), "d"
	case since < 2*year:
		return max(int(since/(year/12)), 3), "mo"
	default:
		return int(since / year), "y"
	}
}

// Dollars writes an amount with two decimals, rounded half up. An amount too
// small for them is not zero and says so.
func Dollars(usd float64) string {
	if usd > 0 && usd < 0.005 {
		return "<0.01"
	}
	return strconv.FormatFloat(float64(int64(usd*100+0.5+1e-9))/100, 'f', 2, 64)
}

// Count writes a number of things: "1 image", "3 images".
func Count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
