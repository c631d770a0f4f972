package query

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// period is a length of time as a calendar counts it.
type period struct {
	n    int
	unit string // h d w mo y
}

// before is the moment that lies the period, and extra units of it, before
// now.
func (p period) before(now time.Time, extra int) time.Time {
	n := p.n + extra
	switch p.unit {
	case "h":
		return now.Add(-time.Duration(n) * time.Hour)
	case "d":
		return now.AddDate(0, 0, -n)
	case "w":
		return now.AddDate(0, 0, -7*n)
	case "mo":
		return now.AddDate(0, -n, 0)
	}
	return now.AddDate(-n, 0, 0)
}

// maxCount keeps periods within what a calendar can count.
const maxCount = 100_000

// parsePeriod reads 90d; with unfinished true, s is the beginning of one.
func parsePeriod(s string) (p period, ok, unfinished bool) {
	at := 0
	for at < len(s) && s[at] >= '0' && s[at] <= '9' {
		at++
	}
	n, err := strconv.Atoi(s[:at])
	unit := strings.ToLower(s[at:])
	switch {
	case at == 0 || err != nil || n > maxCount:
		return period{}, false, false
	case unit == "" || unit == "m":
		return period{n, "d"}, false, true
	}
	switch unit {
	case "h", "d", "w", "mo", "y":
		return period{n, unit}, true, false
	}
	return period{}, false, false
}

// stretch is the time that a date takes up: a day, a month or a year, from
// the first moment of it to the first after it. Dates are in UTC, as AWS's.
type stretch struct{ from, to time.Time }

func parseDate(s string) (st stretch, ok, unfinished bool) {
	for _, form := range [...]struct {
		layout            string
		year, month, date int
	}{{"2006-01-02", 0, 0, 1}, {"2006-01", 0, 1, 0}, {"2006", 1, 0, 0}} {
		if t, err := time.Parse(form.layout, s); err == nil && t.Year() >= 1970 {
			return stretch{t, t.AddDate(form.year, form.month, form.date)}, true, false
		}
	}
	const shape = "2006-01-02"
	for n := 0; n < len(s); n++ {
		if n >= len(shape) || (shape[n] == '-') != (s[n] == '-') || s[n] != '-' && (s[n] < '0' || s[n] > '9') {
			return stretch{}, false, false
		}
	}
	return stretch{}, false, len(s) > 0 && len(s) < len(shape)
}

// parseSize reads a size and answers in GiB, with the step between one size
// and the next that could be written in the same unit.
func parseSize(s string) (gib, step float64, ok, unfinished bool) {
	low := strings.ToLower(s)
	at := strings.IndexFunc(low, func(r rune) bool { return (r < '0' || r > '9') && r != '.' })
	if at < 0 {
		at = len(low)
	}
	n, err := strconv.ParseFloat(low[:at], 64)
	if err != nil || n > 1e9 {
		return 0, 0, false, false
	}
	unit := 1.0
	switch low[at:] {
	case "", "gb", "gib":
	case "tb", "tib":
		unit = 1024
	case "mb", "mib":
		unit = 1.0 / 1024
	case "g", "t", "m", "gi", "ti", "mi":
		return 0, 0, false, true
	default:
		return 0, 0, false, false
	}
	return n * unit, unit, true, false
}

// parseMoney reads an amount of US dollars.
func parseMoney(s string) (usd float64, ok, unfinished bool) {
	s = strings.TrimSuffix(strings.TrimPrefix(s, "$"), "$")
	if s == "" || s == "." {
		return 0, false, true
	}
	usd, err := strconv.ParseFloat(s, 64)
	return usd, err == nil && usd >= 0 && !math.IsInf(usd, 0) && !strings.ContainsAny(s, "eExX_+"), false
}
