package text

import (
	"unicode/utf16"
	"unicode/utf8"
)

// AppendJSON appends s as a JSON string in pure ASCII: every rune above
// 0x7e and every control character is escaped, so that the JSON is inert on a
// terminal and still decodes to exactly s (invalid UTF-8 excepted, which
// becomes U+FFFD, as JSON cannot carry it).
func AppendJSON(b []byte, s string) []byte {
	const hex = "0123456789abcdef"
	unit := func(b []byte, u uint16) []byte {
		return append(b, '\\', 'u', hex[u>>12], hex[u>>8&15], hex[u>>4&15], hex[u&15])
	}
	b = append(b, '"')
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
			i++
			continue
		case c >= 0x20 && c <= 0x7e:
			b = append(b, c)
			i++
			continue
		case c == '\n':
			b = append(b, '\\', 'n')
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r > 0xffff {
			hi, lo := utf16.EncodeRune(r)
			b = unit(unit(b, uint16(hi)), uint16(lo))
		} else {
			b = unit(b, uint16(r))
		}
		i += size
	}
	return append(b, '"')
}
