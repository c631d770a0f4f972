package op

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// soon is how far ahead "now" lies: AWS takes no moment in the past, and a plan
// is read before it is confirmed.
const soon = 5 * time.Minute

// parseMoment reads when something is to happen: a date, which begins at
// midnight UTC, a time in RFC 3339, "now", or how long from now: "in 30d",
// "+6mo". Its error names the forms.
func parseMoment(s string, now time.Time) (time.Time, error) {
	word := strings.ToLower(strings.TrimSpace(s))
	if word == "now" {
		return now.Add(soon + time.Minute - 1).Truncate(time.Minute), nil
	}
	for _, form := range []string{time.DateOnly, time.RFC3339, "2006-01-02T15:04Z07:00"} {
		if t, err := time.Parse(form, strings.ToUpper(word)); err == nil {
			return t.UTC().Truncate(time.Minute), nil
		}
	}
	if m := regexp.MustCompile(`^(?:in\s+|\+\s*)(\d{1,4})\s*(h|d|w|mo|y)$`).FindStringSubmatch(word); m != nil {
		n, _ := strconv.Atoi(m[1]) // four digits at most
		return shift(now.Add(time.Minute-1).Truncate(time.Minute), n, m[2]), nil
	}
	return time.Time{}, fmt.Errorf("%q is no date; write 2027-01-31, 2027-01-31T18:00:00Z, now, or how long from now: in 30d, +6mo (h, d, w, mo, y)", s)
}

// parseAgo reads how long ago something was: 90d, 6mo. Its error names the
// forms.
func parseAgo(s string, now time.Time) (time.Time, error) {
	m := regexp.MustCompile(`^(\d{1,4})\s*(h|d|w|mo|y)$`).FindStringSubmatch(strings.ToLower(strings.TrimSpace(s)))
	if m == nil {
		return time.Time{}, fmt.Errorf("%q is no length of time; write 90d, 12w, 6mo or 1y (h, d, w, mo, y)", s)
	}
	n, _ := strconv.Atoi(m[1]) // four digits at most
	return shift(now, -n, m[2]), nil
}

// shift is a moment so many hours, days, weeks, months or years later.
func shift(t time.Time, n int, unit string) time.Time {
	switch unit {
	case "h":
		return t.Add(time.Duration(n) * time.Hour)
	case "d":
		return t.AddDate(0, 0, n)
	case "w":
		return t.AddDate(0, 0, 7*n)
	case "mo":
		return t.AddDate(0, n, 0)
	}
	return t.AddDate(n, 0, 0)
}
