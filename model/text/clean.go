package text

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// kind is what becomes of a rune in a line.
type kind uint8

const (
	keep    kind = iota // printed as it is
	blank               // shown as a space
	replace             // shown as U+FFFD
	mark                // a combining mark: kept while its letter has few
)

func classify(r rune) kind {
	switch {
	case r >= 0x20 && r < 0x7f:
		return keep
	case r == '\t' || r == '\n' || r == '\u2028' || r == '\u2029':
		return blank
	case r == utf8.RuneError:
		return keep
	case invisible(r):
		return replace
	case unicode.Is(unicode.M, r):
		return mark
	case unicode.Is(unicode.Zs, r):
		return blank
	case unicode.In(r, unicode.L, unicode.N, unicode.P, unicode.S):
		return keep
	}
	return replace // C0, C1, private use, unassigned, surrogates
}

// invisible lists the code points that a terminal or a font shows as nothing,
// that reorder what stands around them, or whose width nobody can tell, although
// Unicode counts some of them as letters, marks or symbols.
func invisible(r rune) bool {
	switch {
	case r == 0x00ad, r == 0x034f, r == 0x061c, r == 0x115f, r == 0x1160,
		r == 0x17b4, r == 0x17b5, r == 0x2800, r == 0x3164, r == 0xfeff, r == 0xffa0:
		return true
	case r >= 0x180b && r <= 0x180f,
		r >= 0x200b && r <= 0x200f,
		r >= 0x202a && r <= 0x202e,
		r >= 0x2060 && r <= 0x206f,
		r >= 0xfe00 && r <= 0xfe0f,
		r >= 0xfff9 && r <= 0xfffc,
		r >= 0x1f1e6 && r <= 0x1f1ff, // letters that pair up to flags: terminals disagree on how wide they are
		r >= 0xe0000 && r <= 0xe01ef:
		return true
	}
	return false
}

func cleanLine(raw string) string {
	var b strings.Builder
	b.Grow(len(raw))
	runes, marks, base := 0, 0, false
	for i := 0; i < len(raw); {
		r, size := utf8.DecodeRuneInString(raw[i:])
		if runes++; runes > MaxRunes {
			b.WriteRune('…')
			break
		}
		switch k := classify(r); {
		case k == keep && r == utf8.RuneError && size <= 1, k == replace:
			b.WriteRune(utf8.RuneError)
			base, marks = false, 0
		case k == blank:
			b.WriteByte(' ')
			base, marks = false, 0
		case k == mark:
			if marks++; base && marks <= maxMarks {
				b.WriteRune(r)
			} else if !base && marks == 1 {
				b.WriteRune(utf8.RuneError)
			}
		default:
			b.WriteRune(r)
			base, marks = true, 0
		}
		i += size
	}
	return b.String()
}

func escape(raw string) string {
	var b strings.Builder
	marks, base := 0, false
	for i := 0; i < len(raw); {
		r, size := utf8.DecodeRuneInString(raw[i:])
		k := classify(r)
		if k == mark {
			if marks++; !base || marks > maxMarks {
				k = replace
			}
		} else {
			base, marks = k == keep, 0
		}
		switch {
		case r == utf8.RuneError && size <= 1:
			fmt.Fprintf(&b, `\x%02x`, raw[i])
		case r == ' ' || k == keep || k == mark:
			b.WriteRune(r)
		case r < 0x80:
			fmt.Fprintf(&b, `\x%02x`, r)
		case r > 0xffff:
			fmt.Fprintf(&b, `\U%08x`, r)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
		i += size
	}
	return b.String()
}
