package awsclient

import (
	"strings"

	"tami/model/ami"
	"tami/model/text"
)

// value is what a pointer of the SDK's points at, or nothing.
func value[T any](p *T) T {
	if p == nil {
		var none T
		return none
	}
	return *p
}

// safe is an optional text of AWS's, made safe.
func safe(p *string) text.Safe { return text.Clean(value(p)) }

func containsFold(s, part string) bool {
	return strings.Contains(strings.ToLower(s), strings.ToLower(part))
}

// words keeps one copy of what the images of a listing have in common: their
// traits and the texts that come again and again. It is not safe for use by
// several goroutines; each listing has its own.
type words struct {
	known  map[string]text.Safe
	traits map[ami.Traits]*ami.Traits
	plain  *ami.Extra // what images without anything rare share
}

// maxWords bounds the memory of texts that turn out not to repeat.
const maxWords = 1 << 15

func newWords() *words {
	return &words{known: map[string]text.Safe{}, traits: map[ami.Traits]*ami.Traits{}, plain: &ami.Extra{}}
}

// one is the safe form of a text that is likely to come again.
func (w *words) one(s string) text.Safe {
	if s == "" {
		return text.Safe{}
	}
	t, ok := w.known[s]
	if !ok {
		t = text.Clean(s)
		w.keep(s, t)
	}
	return t
}

// bytes is one for a text that still stands in an answer's body.
func (w *words) bytes(b []byte) text.Safe {
	if len(b) == 0 {
		return text.Safe{}
	}
	t, ok := w.known[string(b)]
	if !ok {
		s := string(b)
		t = text.Clean(s)
		w.keep(s, t)
	}
	return t
}

func (w *words) keep(s string, t text.Safe) {
	if len(w.known) < maxWords {
		w.known[s] = t
	}
}

// trait is the shared copy of a combination of traits.
func (w *words) trait(t ami.Traits) *ami.Traits {
	if p := w.traits[t]; p != nil {
		return p
	}
	p := &t
	w.traits[t] = p
	return p
}
