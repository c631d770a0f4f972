package query

import (
	"strings"
	"time"
	"unicode/utf8"

	"tami/model/ami"
)

// truth is an answer that may be missing. What is not known matches neither a
// test nor its opposite.
type truth uint8

const (
	unknown truth = iota
	no
	yes
)

func truthOf(b bool) truth {
	if b {
		return yes
	}
	return no
}

func truthOfFlag(f ami.Flag) truth { return truth(f) }

func (t truth) not() truth {
	switch t {
	case yes:
		return no
	case no:
		return yes
	}
	return unknown
}

// check tests one value of a field.
type check func(*exam) truth

// exam is what a check may look at.
type exam struct {
	c     *Corpus
	row   int32
	img   *ami.Image
	place *Place
	env   *Env
}

// holds reports whether a test term holds: any of its values will do.
func (t *term) holds(x *exam) truth {
	all := no
	for _, c := range t.any {
		switch c(x) {
		case yes:
			all = yes
		case unknown:
			if all == no {
				all = unknown
			}
		}
		if all == yes {
			break
		}
	}
	if t.not {
		return all.not()
	}
	return all
}

// pattern is a value to compare text with, whatever the case. A star in it
// stands for any text and makes the pattern apply to the whole.
type pattern struct {
	text string // folded
	glob bool
}

func patternOf(value string) pattern {
	return pattern{fold(value), strings.Contains(value, "*")}
}

func (p pattern) is(s string) bool {
	if p.glob {
		return globMatch(p.text, fold(s))
	}
	return len(s) == len(p.text) && foldPrefix(s, p.text) || !ascii(s) && fold(s) == p.text
}

func (p pattern) begins(s string) bool {
	if p.glob {
		return globMatch(p.text, fold(s))
	}
	return foldPrefix(s, p.text) || !ascii(s) && strings.HasPrefix(fold(s), p.text)
}

func (p pattern) in(s string) bool {
	if p.glob {
		return globMatch(p.text, fold(s))
	}
	if !ascii(s) || p.text == "" {
		return strings.Contains(fold(s), p.text)
	}
	for n := 0; n+len(p.text) <= len(s); n++ {
		if foldPrefix(s[n:], p.text) {
			return true
		}
	}
	return false
}

// foldPrefix reports whether s begins with folded text, as far as ASCII goes.
func foldPrefix(s, folded string) bool {
	if len(s) < len(folded) {
		return false
	}
	for n := 0; n < len(folded); n++ {
		if lower(s[n]) != folded[n] {
			return false
		}
	}
	return true
}

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

func ascii(s string) bool {
	for n := 0; n < len(s); n++ {
		if s[n] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// globMatch matches the whole of s; it goes back to the last star only, so it
// takes no more than len(glob)·len(s) steps.
func globMatch(glob, s string) bool {
	g, n, star, mark := 0, 0, -1, 0
	for n < len(s) {
		switch {
		case g < len(glob) && glob[g] == '*':
			star, mark = g, n
			g++
		case g < len(glob) && glob[g] == s[n]:
			g, n = g+1, n+1
		case star >= 0:
			mark++
			g, n = star+1, mark
		default:
			return false
		}
	}
	return strings.Trim(glob[g:], "*") == ""
}

// compare holds a number against the range [low, high) that was written:
// "greater" is beyond the whole of it.
func compare(op string, v, low, high float64) bool {
	switch op {
	case ">":
		return v >= high
	case ">=":
		return v >= low
	case "<":
		return v < low
	case "<=":
		return v < high
	}
	return v >= low && v < high
}

// longAgo compares how long ago a time was with a period.
func longAgo(op string, t, now time.Time, p period) bool {
	at, next := p.before(now, 0), p.before(now, 1)
	switch op {
	case ">":
		return t.Before(at)
	case ">=":
		return !t.After(at)
	case "<":
		return t.After(at)
	case "<=":
		return !t.Before(at)
	}
	return !t.After(at) && t.After(next)
}

// within compares a time with the stretch that a date takes up.
func within(op string, t time.Time, s stretch) bool {
	return compare(op, float64(t.UnixMilli()), float64(s.from.UnixMilli()), float64(s.to.UnixMilli()))
}
