package sim

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// jsonScanner walks over JSON text. Its methods start at the next value, past
// any space, and stop after what they read.
type jsonScanner struct {
	data []byte
	pos  int
}

// peek skips space and gives the next byte, 0 at the end.
func (s *jsonScanner) peek() byte {
	for s.pos < len(s.data) {
		switch c := s.data[s.pos]; c {
		case ' ', '\t', '\n', '\r':
			s.pos++
		default:
			return c
		}
	}
	return 0
}

func (s *jsonScanner) line() int {
	return 1 + bytes.Count(s.data[:s.pos], []byte("\n"))
}

// unexpected says what stands where something else should.
func (s *jsonScanner) unexpected(want string) error {
	if s.peek() == 0 && s.pos >= len(s.data) {
		return fmt.Errorf("the text ends where %s should follow", want)
	}
	return fmt.Errorf("want %s, got %q", want, rune(s.data[s.pos]))
}

// kind names the next value for an error.
func (s *jsonScanner) kind() (string, error) {
	switch c := s.peek(); {
	case c == '{':
		return "an object", nil
	case c == '[':
		return "a list", nil
	case c == '"':
		return "a string", nil
	case c == 't', c == 'f':
		return "true or false", nil
	case c == '-', c >= '0' && c <= '9':
		return "a number", nil
	default:
		return "", s.unexpected("a value")
	}
}

// next goes to the next member of a list or object, past the comma, and reports
// whether it was the last.
func (s *jsonScanner) next(end byte, first bool) (done bool, err error) {
	switch c := s.peek(); {
	case c == end:
		s.pos++
		return true, nil
	case first:
		return false, nil
	case c != ',':
		return false, s.unexpected("a comma or " + string(rune(end)))
	}
	s.pos++
	if s.peek() == end {
		return false, errors.New("a comma before " + string(rune(end)))
	}
	return false, nil
}

// key reads the key of an object's member and its colon.
func (s *jsonScanner) key() (string, error) {
	key, err := s.text()
	if err != nil {
		return "", err
	}
	if s.peek() != ':' {
		return "", s.unexpected("a colon")
	}
	s.pos++
	return key, nil
}

// text reads a string.
func (s *jsonScanner) text() (string, error) {
	if s.peek() != '"' {
		return "", s.unexpected("a string")
	}
	start, plain := s.pos, true
	for i := start + 1; i < len(s.data); i++ {
		switch c := s.data[i]; {
		case c == '"':
			s.pos = i + 1
			if plain {
				return strings.ToValidUTF8(string(s.data[start+1:i]), "\uFFFD"), nil
			}
			var text string
			if json.Unmarshal(s.data[start:s.pos], &text) != nil {
				return "", errors.New("a string with a wrong escape")
			}
			return text, nil
		case c == '\\':
			plain = false
			i++
		case c < ' ':
			return "", errors.New("a string with a line end or control character in it")
		}
	}
	return "", errors.New("a string without an end")
}

func (s *jsonScanner) literal(word string) error {
	s.peek()
	if !bytes.HasPrefix(s.data[s.pos:], []byte(word)) {
		return s.unexpected(word)
	}
	s.pos += len(word)
	return nil
}

// number reads the text of a number.
func (s *jsonScanner) number() (string, error) {
	s.peek()
	end := s.pos
	for end < len(s.data) && strings.IndexByte("+-.0123456789eE", s.data[end]) >= 0 {
		end++
	}
	text := s.data[s.pos:end]
	if !json.Valid(text) {
		return "", fmt.Errorf("%q is no number", text)
	}
	s.pos = end
	return string(text), nil
}

// maxSkip bounds how deep a value may be nested that is only passed over.
const maxSkip = 100

// skip passes over one value of any kind.
func (s *jsonScanner) skip(depth int) error {
	if depth > maxSkip {
		return errors.New("nested too deeply")
	}
	switch c := s.peek(); c {
	case '{', '[':
		return s.skipMembers(c, depth)
	case '"':
		_, err := s.text()
		return err
	case 't':
		return s.literal("true")
	case 'f':
		return s.literal("false")
	case 'n':
		return s.literal("null")
	default:
		_, err := s.number()
		return err
	}
}

func (s *jsonScanner) skipMembers(open byte, depth int) error {
	end := byte(']')
	if open == '{' {
		end = '}'
	}
	s.pos++
	for first := true; ; first = false {
		done, err := s.next(end, first)
		if err != nil || done {
			return err
		}
		if open == '{' {
			if _, err := s.key(); err != nil {
				return err
			}
		}
		if err := s.skip(depth + 1); err != nil {
			return err
		}
	}
}
