package ami

import (
	"testing"
	"time"

	"tami/model/text"
)

// A Date keeps most texts as a number alone: nothing may be lost by it.
func TestADateKeepsItsText(t *testing.T) {
	for _, raw := range []string{
		"2026-11-21T06:03:29.000Z", "2026-11-21T06:03:29.987Z", "2026-11-21T06:03:29Z", "1969-12-31T23:59:59.999Z", "0001-01-01T00:00:00Z",
		"2024-02-29T00:00:00.000Z", "2023-02-29T00:00:00.000Z", "1970-01-01T00:00:00.000Z", "9999-12-31T23:59:59Z", "0000-01-01T00:00:00Z",
		"2026-11-21T06:03:29+02:00", "2026-11-21T06:03:29.5Z", "2026-13-01T00:00:00Z", "2026-11-21T24:00:00Z", "yesterday", "2026-11-21", "",
	} {
		holdsText(t, raw)
	}
	if got := ParseDate("2026-11-21T06:03:29.987Z").Time(); !got.Equal(time.Date(2026, 11, 21, 6, 3, 29, 987e6, time.UTC)) {
		t.Errorf("read as %v", got)
	}
	if d := DateOf(time.Date(2026, 11, 21, 6, 3, 29, 5, time.UTC)); d != ParseDate("2026-11-21T06:03:29.000Z") {
		t.Errorf("written as %s", d.Text())
	}
	if got := testing.AllocsPerRun(10, func() { ParseDate("2026-11-21T06:03:29.987Z") }); got > 0 {
		t.Errorf("%v allocations for a date as EC2 writes it", got)
	}
}

func holdsText(t *testing.T, raw string) {
	t.Helper()
	d := ParseDate(raw)
	if d.Text() != text.Clean(raw) || d.IsZero() != (raw == "") {
		t.Errorf("%q is kept as %q", raw, d.Text().Raw())
	}
	want, err := time.Parse(time.RFC3339, raw)
	if err != nil && d.Known() || err == nil && d.UnixMilli() != want.UnixMilli() {
		t.Errorf("%q is read as %v, want %v, %v", raw, d.Time(), want, err)
	}
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2026-11-21T06:03:29.000Z", "2026-02-29T06:03:29Z", "2026-11-21T06:03:29+02:00", "\x00", "2026-11-2\u0661T06:03:29Z"} {
		f.Add(s)
	}
	f.Fuzz(holdsText)
}
