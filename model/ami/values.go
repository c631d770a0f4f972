package ami

import (
	"time"

	"tami/model/text"
)

// Flag is a yes or no that AWS may also leave unsaid.
type Flag uint8

// The three values of a Flag.
const (
	Unset Flag = iota
	No
	Yes
)

// FlagOf makes a Flag of the SDK's optional bool.
func FlagOf(b *bool) Flag {
	switch {
	case b == nil:
		return Unset
	case *b:
		return Yes
	}
	return No
}

// String is "yes", "no" or nothing.
func (f Flag) String() string { return [...]string{"", "no", "yes"}[f] }

// IsZero reports an unset flag; encoding/json uses it for omitzero.
func (f Flag) IsZero() bool { return f == Unset }

// MarshalJSON writes true or false, or null when unset.
func (f Flag) MarshalJSON() ([]byte, error) {
	return []byte([...]string{"null", "false", "true"}[f]), nil
}

// Date is a point in time as AWS wrote it, and as a number to sort by. EC2
// gives several of its times as text; a text that is no time keeps its words
// and counts as unknown.
type Date struct {
	Text text.Safe
	unix int64 // milliseconds since 1970; 0 is unknown
}

// ParseDate reads the forms that EC2 uses (RFC 3339 with or without
// fractions).
func ParseDate(raw string) Date {
	if raw == "" {
		return Date{}
	}
	d := Date{Text: text.Clean(raw)}
	if t, err := time.Parse(time.RFC3339, raw); err == nil {
		d.unix = t.UnixMilli()
	}
	return d
}

// DateOf makes a Date of a time, written as EC2 writes it. The zero time is
// the zero Date.
func DateOf(t time.Time) Date {
	if t.IsZero() {
		return Date{}
	}
	t = t.UTC()
	return Date{Text: text.Clean(t.Format("2006-01-02T15:04:05.000Z")), unix: t.UnixMilli()}
}

// Known reports whether the date is set and was understood.
func (d Date) Known() bool { return d.unix != 0 }

// IsZero reports that AWS gave no date at all; encoding/json uses it for
// omitzero.
func (d Date) IsZero() bool { return d.Text.IsZero() }

// Time is the date in UTC; ask Known first.
func (d Date) Time() time.Time { return time.UnixMilli(d.unix).UTC() }

// UnixMilli is the number to sort and compare by; 0 when unknown.
func (d Date) UnixMilli() int64 { return d.unix }

// Before reports whether the date is known and lies before t.
func (d Date) Before(t time.Time) bool { return d.Known() && d.unix < t.UnixMilli() }

// MarshalJSON writes the date as AWS wrote it.
func (d Date) MarshalJSON() ([]byte, error) { return d.Text.MarshalJSON() }
