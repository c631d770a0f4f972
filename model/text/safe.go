// Package text is the boundary between words that are not ours (what AWS, a
// file or a profile says) and everything that shows them. It imports the
// standard library only.
package text

import "strings"

// Safe is somebody else's text, made fit for a terminal once, on entry. Only
// Clean makes one, so a view that takes a Safe cannot be handed raw bytes.
//
// A Safe whose text had to be changed keeps the original behind a NUL, which
// no safe line can hold: the value stays one string (16 bytes) and comparable,
// and what AWS really said is still there for JSON and for the detail view.
type Safe struct{ s string }

// MaxRunes is how many runes of one value are shown in a line; the rest is
// cut with an ellipsis, the original kept.
const MaxRunes = 4096

// maxMarks is how many combining marks one letter may carry before the rest
// are dropped: more are only seen in text made to spill over its row.
const maxMarks = 4

// Clean makes raw fit for one line of a terminal: control characters,
// direction overrides, invisible and unassigned code points become U+FFFD,
// line breaks and exotic spaces become a space, stacks of combining marks are
// cut. Printable ASCII is returned as it is, without allocation.
func Clean(raw string) Safe {
	if plain(raw) && len(raw) <= MaxRunes {
		return Safe{raw}
	}
	line := cleanLine(raw)
	if line == raw {
		return Safe{raw}
	}
	return Safe{line + "\x00" + raw}
}

// Join puts safe texts together with a separator of our own.
func Join(parts []Safe, sep string) Safe {
	raws := make([]string, len(parts))
	for i, p := range parts {
		raws[i] = p.Raw()
	}
	return Clean(strings.Join(raws, sep))
}

// String is the text as one line, safe to write to a terminal.
func (t Safe) String() string {
	if i := strings.IndexByte(t.s, 0); i >= 0 {
		return t.s[:i]
	}
	return t.s
}

// Raw is the text exactly as it came. It must never reach a terminal, a log or
// a file that a terminal may show without an encoding that escapes it.
func (t Safe) Raw() string {
	if i := strings.IndexByte(t.s, 0); i >= 0 {
		return t.s[i+1:]
	}
	return t.s
}

// Changed reports whether something was replaced or cut: the row that shows
// the text says so, since what it hides may be there to mislead.
func (t Safe) Changed() bool { return strings.IndexByte(t.s, 0) >= 0 }

// IsZero reports an empty text; encoding/json uses it for omitzero.
func (t Safe) IsZero() bool { return t.s == "" }

// Detail is the original with everything invisible spelled out as an escape
// (\x1b, \u202e), for a view that has the room to show what is hidden. Line
// breaks stay spelled out too, so the result is one line.
func (t Safe) Detail() string {
	if !t.Changed() {
		return t.s
	}
	return escape(t.Raw())
}

// MarshalJSON writes the original as JSON in pure ASCII: encoding/json would
// leave C1 controls, direction overrides and zero-width characters as they
// are, and a terminal that shows the JSON would obey them.
func (t Safe) MarshalJSON() ([]byte, error) { return AppendJSON(nil, t.Raw()), nil }

func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < 0x20 || s[i] > 0x7e {
			return false
		}
	}
	return true
}
