package op

import (
	"strings"
	"testing"
	"time"
)

func TestMoments(t *testing.T) {
	now := time.Date(2026, 11, 21, 12, 0, 30, 0, time.UTC)
	for in, want := range map[string]string{
		"2027-01-31":                "2027-01-31T00:00:00Z",
		"2027-01-31T18:30:00Z":      "2027-01-31T18:30:00Z",
		"2027-01-31T18:30Z":         "2027-01-31T18:30:00Z",
		"2027-01-31T18:30:59+02:00": "2027-01-31T16:30:00Z",
		"2027-01-31t18:30:00z":      "2027-01-31T18:30:00Z",
		"now":                       "2026-11-21T12:06:00Z",
		"in 30d":                    "2026-12-21T12:01:00Z",
		"+30d":                      "2026-12-21T12:01:00Z",
		" IN  2 w ":                 "2026-12-05T12:01:00Z",
		"+6mo":                      "2027-05-21T12:01:00Z",
		"+1y":                       "2027-11-21T12:01:00Z",
		"in 12h":                    "2026-11-22T00:01:00Z",
	} {
		got, err := parseMoment(in, now)
		if err != nil || got.Format(time.RFC3339) != want {
			t.Errorf("%q is %v (%v), want %s", in, got, err, want)
		}
	}
	for _, in := range []string{"", "30d", "in 30", "in d", "+99999y", "2027-13-01", "2027-1-1", "soon", "in -3d", "2027-01-31T18:30:00"} {
		if got, err := parseMoment(in, now); err == nil || !strings.Contains(err.Error(), "in 30d") {
			t.Errorf("%q is %v (%v)", in, got, err)
		}
	}
}

func FuzzMoments(f *testing.F) {
	for _, s := range []string{"2027-01-31", "in 30d", "+6mo", "now", "+9999y", "2027-01-31T18:30:59+02:00", "\x00"} {
		f.Add(s)
	}
	now := time.Date(2026, 11, 21, 12, 0, 30, 0, time.UTC)
	f.Fuzz(func(t *testing.T, s string) {
		at, err := parseMoment(s, now)
		if err != nil {
			return
		}
		if !at.Equal(at.Truncate(time.Minute)) || at.Location() != time.UTC {
			t.Errorf("%q is %v, which AWS would round", s, at)
		}
		if again, err := parseMoment(at.Format(time.RFC3339), now); at.Year() <= 9999 && (err != nil || !again.Equal(at)) {
			t.Errorf("%q is %v, and read again %v (%v)", s, at, again, err)
		}
	})
}
