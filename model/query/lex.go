package query

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// piece is one word of the source, as typed.
type piece struct {
	start, end int
	not        bool   // began with !
	exact      bool   // began with ' or stood in quotes
	field      string // letters before the operator, lower case
	op         string // : = > < >= <=
	value      int    // where the value starts
	body       int    // where the word starts, behind ! and '
}

// cut takes src apart at spaces that do not stand in quotes.
func cut(src string) []piece {
	var pieces []piece
	for at := 0; at < len(src); {
		r, size := utf8.DecodeRuneInString(src[at:])
		if unicode.IsSpace(r) {
			at += size
			continue
		}
		end := wordEnd(src, at)
		pieces = append(pieces, dissect(src, at, end))
		at = end
	}
	return pieces
}

func wordEnd(src string, at int) int {
	quoted := false
	for n, r := range src[at:] {
		switch {
		case r == '"':
			quoted = !quoted
		case unicode.IsSpace(r) && !quoted:
			return at + n
		}
	}
	return len(src)
}

func dissect(src string, start, end int) piece {
	p := piece{start: start, end: end, body: start}
	if p.body < end && src[p.body] == '!' {
		p.not = true
		p.body++
	}
	if p.body < end && src[p.body] == '\'' {
		p.exact = true
		p.body++
		return p
	}
	at := p.body
	for at < end && letter(src[at]) {
		at++
	}
	if op := operator(src[at:end]); op != "" && at > p.body {
		p.field, p.op, p.value = strings.ToLower(src[p.body:at]), op, at+len(op)
	}
	p.exact = p.body < end && src[p.body] == '"'
	return p
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// operator is the comparison that s begins with, or "".
func operator(s string) string {
	for _, op := range [...]string{">=", "<=", ">", "<", "=", ":"} {
		if strings.HasPrefix(s, op) {
			return op
		}
	}
	return ""
}

// unquote drops the quotes of a value; what they held together stays.
func unquote(s string) string { return strings.ReplaceAll(s, `"`, "") }

// choice is one of the values that commas part, as src[start:end].
type choice struct{ start, end int }

// choices parts src[start:end] at commas that do not stand in quotes.
func choices(src string, start, end int) []choice {
	var all []choice
	quoted, from := false, start
	for n := start; n < end; n++ {
		switch {
		case src[n] == '"':
			quoted = !quoted
		case src[n] == ',' && !quoted:
			all = append(all, choice{from, n})
			from = n + 1
		}
	}
	return append(all, choice{from, end})
}

// fold brings text into the form in which it is compared: lower case, and the
// two letters outside ASCII that count as ASCII ones when case is ignored
// become those.
func fold(s string) string {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 'A' && c <= 'Z' || c >= utf8.RuneSelf {
			return strings.Map(foldRune, s)
		}
	}
	return s
}

func foldRune(r rune) rune {
	switch {
	case r >= 'A' && r <= 'Z':
		return r + 'a' - 'A'
	case r < utf8.RuneSelf:
		return r
	case r == 'ſ':
		return 's'
	case r == 'İ': // is no I when case is ignored
		return r
	}
	return unicode.ToLower(r)
}
