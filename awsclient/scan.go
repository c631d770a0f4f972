package awsclient

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// scan reads the plain XML in which EC2 answers: elements without attributes,
// text, and nothing else. Whatever else XML knows (comments, CDATA, attributes,
// namespaces, unusual line ends) makes it bad, and so does what is not well
// formed; the answer is then left to the SDK's own decoder.
type scan struct {
	b   []byte
	i   int
	bad bool
}

// mark is what scan.next came to.
type mark uint8

const (
	opens  mark = iota // <name>
	whole              // <name/>
	closes             // </name>
)

// maxDepth bounds how deep unknown elements may nest.
const maxDepth = 64

func (s *scan) fail() (name []byte, m mark) {
	s.bad = true
	return nil, closes
}

// next goes on to the next tag, over text that has no meaning there. When the
// scan is bad it reports the end of whatever is being read.
func (s *scan) next() (name []byte, m mark) {
	if s.bad {
		return nil, closes
	}
	at := bytes.IndexByte(s.b[s.i:], '<')
	if at < 0 {
		return s.fail()
	}
	if between := s.b[s.i : s.i+at]; !blank(between) && !textual(between) {
		return s.fail()
	}
	s.i += at + 1
	m = opens
	if s.i < len(s.b) && s.b[s.i] == '/' {
		m = closes
		s.i++
	}
	begin := s.i
	for s.i < len(s.b) && nameByte(s.b[s.i], s.i == begin) {
		s.i++
	}
	name = s.b[begin:s.i]
	if m == opens && s.i < len(s.b) && s.b[s.i] == '/' {
		m = whole
		s.i++
	}
	if len(name) == 0 || s.i >= len(s.b) || s.b[s.i] != '>' {
		return s.fail()
	}
	s.i++
	return name, m
}

// inside goes on to the next element within parent; more is false at its end.
func (s *scan) inside(parent string) (name []byte, empty, more bool) {
	name, m := s.next()
	if m == closes {
		if string(name) != parent {
			s.bad = true
		}
		return nil, false, false
	}
	return name, m == whole, true
}

// value is the text of the element that was just opened, up to and over its
// end. It is nil where there is none.
func (s *scan) value(name []byte, empty bool) []byte {
	if s.bad || empty {
		return nil
	}
	at := bytes.IndexByte(s.b[s.i:], '<')
	if at < 0 {
		s.bad = true
		return nil
	}
	text := s.b[s.i : s.i+at]
	s.i += at
	rest := s.b[s.i:]
	if n := len(name); len(rest) < n+3 || rest[1] != '/' || string(rest[2:2+n]) != string(name) || rest[2+n] != '>' {
		s.bad = true
		return nil
	}
	s.i += len(name) + 3
	if simple(text) {
		return text
	}
	text, ok := unescape(text)
	if !ok {
		s.bad = true
	}
	return text
}

// skip goes over an element that nobody asked for. known says which names mean
// something here: one of them in other letters is for the SDK, which takes no
// notice of case.
func (s *scan) skip(name []byte, empty bool, known ...string) {
	for _, k := range known {
		if len(k) == len(name) && bytes.EqualFold(name, []byte(k)) {
			s.bad = true
		}
	}
	open := []string{string(name)}
	for !empty && len(open) > 0 && !s.bad {
		inner, m := s.next()
		switch {
		case m == opens && len(open) < maxDepth:
			open = append(open, string(inner))
		case m == closes && string(inner) == open[len(open)-1]:
			open = open[:len(open)-1]
		case m != whole:
			s.bad = true
		}
	}
}

func nameByte(c byte, first bool) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' && !first
}

// blank reports text of nothing but spaces and line ends, as stands between
// elements.
func blank(b []byte) bool {
	for _, c := range b {
		if c != ' ' && c != '\n' && c != '\t' {
			return false
		}
	}
	return true
}

// simple reports text that stands for itself: printable ASCII without markup.
func simple(b []byte) bool {
	for _, c := range b {
		if c < ' ' || c > '~' || c == '&' || c == '>' {
			return false
		}
	}
	return true
}

// textual reports text that XML allows, in its plain form.
func textual(b []byte) bool {
	_, ok := unescape(b)
	return ok
}

// unescape replaces the entities in a text, and refuses what XML, or this
// reader of it, does not take.
func unescape(b []byte) (text []byte, ok bool) {
	if !utf8.Valid(b) || bytes.Contains(b, []byte("]]>")) {
		return nil, false
	}
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); {
		c := b[i]
		switch {
		case c == '&':
			end := bytes.IndexByte(b[i:], ';')
			if end < 0 {
				return nil, false
			}
			r, ok := entity(string(b[i+1 : i+end]))
			if !ok {
				return nil, false
			}
			out = utf8.AppendRune(out, r)
			i += end + 1
		case c < utf8.RuneSelf:
			if !allowed(rune(c)) || c == '\r' {
				return nil, false
			}
			out = append(out, c)
			i++
		default:
			r, size := utf8.DecodeRune(b[i:])
			if !allowed(r) {
				return nil, false
			}
			out = append(out, b[i:i+size]...)
			i += size
		}
	}
	return out, true
}

// entity is the character that the name between & and ; stands for.
func entity(name string) (rune, bool) {
	switch name {
	case "amp":
		return '&', true
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	if len(name) < 2 || name[0] != '#' {
		return 0, false
	}
	digits, radix := name[1:], 10
	if digits[0] == 'x' {
		digits, radix = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, radix, 32)
	if err != nil || n > utf8.MaxRune || n >= 0xd800 && n < 0xe000 || !allowed(rune(n)) {
		return 0, false
	}
	return rune(n), true
}

// allowed reports a character that XML 1.0 allows.
func allowed(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= ' ' && r <= 0xd7ff || r >= 0xe000 && r <= 0xfffd || r >= 0x10000 && r <= utf8.MaxRune
}
