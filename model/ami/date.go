package ami

import (
	"strings"
	"time"

	"tami/model/text"
)

// Date is a point in time as AWS wrote it, and as a number to sort by. EC2
// gives several of its times as text; a text that is no time keeps its words
// and counts as unknown.
//
// Accounts hold hundreds of thousands of them, so the forms that EC2 uses are
// kept as a number that the text can be told from; every other text is kept.
type Date struct {
	// Milliseconds since 1970, above two bits that say how AWS wrote them.
	packed int64
	odd    *text.Safe // the text, where packed cannot tell it
}

// How a time was written: with milliseconds or with seconds, in UTC.
const (
	inMillis  = 1
	inSeconds = 2
	formBits  = 2
)

const (
	millisForm  = "2006-01-02T15:04:05.000Z"
	secondsForm = "2006-01-02T15:04:05Z"
)

// ParseDate reads the forms that EC2 uses (RFC 3339 with or without
// fractions).
func ParseDate(raw string) Date {
	if ms, form := plainTime(raw); ms != 0 {
		return Date{packed: ms<<formBits | form}
	}
	if raw == "" {
		return Date{}
	}
	d := Date{odd: new(text.Clean(strings.Clone(raw)))}
	if t, err := time.Parse(time.RFC3339, raw); err == nil {
		d.packed = t.UnixMilli() << formBits
	}
	return d
}

// DateOf makes a Date of a time, written as EC2 writes it. The zero time is
// the zero Date.
func DateOf(t time.Time) Date {
	if t.IsZero() {
		return Date{}
	}
	return ParseDate(t.UTC().Format(millisForm))
}

// plainTime reads a time in one of the two forms that are not kept as text,
// and answers the form; 0 for everything else.
func plainTime(s string) (ms, form int64) {
	switch {
	case len(s) == len(millisForm) && s[19] == '.':
		form = inMillis
	case len(s) == len(secondsForm):
		form = inSeconds
	default:
		return 0, 0
	}
	if s[4] != '-' || s[7] != '-' || s[10] != 'T' || s[13] != ':' || s[16] != ':' || s[len(s)-1] != 'Z' {
		return 0, 0
	}
	year, month, day := decimal(s[:4]), decimal(s[5:7]), decimal(s[8:10])
	hour, minute, second := decimal(s[11:13]), decimal(s[14:16]), decimal(s[17:19])
	rest := 0
	if form == inMillis {
		rest = decimal(s[20:23])
	}
	if min(year-1, month-1, day-1, hour, minute, second, rest) < 0 || month > 12 || day > 28 && day > monthLength(year, month) ||
		hour > 23 || minute > 59 || second > 59 {
		return 0, 0
	}
	seconds := int64(daysSince1970(year, month, day))*86_400 + int64(hour*3600+minute*60+second)
	return seconds*1000 + int64(rest), form
}

// decimal is the number that all of s is, or -1.
func decimal(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return -1
		}
		n = n*10 + int(s[i]-'0')
	}
	return n
}

func monthLength(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// daysSince1970 counts in years that begin in March, so that the leap day is
// the last of its year.
func daysSince1970(year, month, day int) int {
	if month < 3 {
		year, month = year-1, month+12
	}
	return 365*year + year/4 - year/100 + year/400 + (153*(month-3)+2)/5 + day - 1 - 719_468
}

// Text is the date as AWS wrote it.
func (d Date) Text() text.Safe {
	switch {
	case d.odd != nil:
		return *d.odd
	case d.packed == 0:
		return text.Safe{}
	case d.packed&inSeconds != 0:
		return text.Clean(d.Time().Format(secondsForm))
	}
	return text.Clean(d.Time().Format(millisForm))
}

// Known reports whether the date is set and was understood.
func (d Date) Known() bool { return d.UnixMilli() != 0 }

// IsZero reports that AWS gave no date at all; encoding/json uses it for
// omitzero.
func (d Date) IsZero() bool { return d.packed == 0 && d.odd == nil }

// Time is the date in UTC; ask Known first.
func (d Date) Time() time.Time { return time.UnixMilli(d.UnixMilli()).UTC() }

// UnixMilli is the number to sort and compare by; 0 when unknown.
func (d Date) UnixMilli() int64 { return d.packed >> formBits }

// Before reports whether the date is known and lies before t.
func (d Date) Before(t time.Time) bool { return d.Known() && d.UnixMilli() < t.UnixMilli() }

// MarshalJSON writes the date as AWS wrote it.
func (d Date) MarshalJSON() ([]byte, error) { return d.Text().MarshalJSON() }
