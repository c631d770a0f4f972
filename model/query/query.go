package query

import "strings"

// Query is a search that was understood. The zero Query finds everything.
type Query struct{ terms []term }

type termKind uint8

const (
	fuzzyWord termKind = iota // its letters in order, gaps allowed
	exactWord                 // its letters side by side
	fieldTest                 // a property of the image
)

// term is one word of a query. An image is found when every term holds.
type term struct {
	kind                 termKind
	not                  bool
	text                 string // of a word, folded
	field                string // of a test
	traits, timed, facts bool   // as the field's
	any                  []check
	key                  string // what tells the term from another: equal keys find the same
}

// wanted reports a word that an image is to match, which counts for its rank.
func (t *term) wanted() bool { return t.kind != fieldTest && !t.not }

// HasWords reports whether the query has words to match, so that images can
// be ranked by how well they do.
func (q Query) HasWords() bool {
	for n := range q.terms {
		if q.terms[n].wanted() {
			return true
		}
	}
	return false
}

// Empty reports a query that finds everything.
func (q Query) Empty() bool { return len(q.terms) == 0 }

// Mentions reports whether the query tests a field, so that the facts behind
// it (such as "used") are worth asking for.
func (q Query) Mentions(field string) bool {
	for n := range q.terms {
		if q.terms[n].field == field {
			return true
		}
	}
	return false
}

// String is the query in one form: two queries with the same String find the
// same. It parses to the query again.
func (q Query) String() string {
	keys := make([]string, len(q.terms))
	for n := range q.terms {
		keys[n] = q.terms[n].key
	}
	return strings.Join(keys, " ")
}

// Fault is something in a query that was not understood: src[Start:End].
type Fault struct {
	Start, End int
	Text       string // what is wrong, in one sentence
	Suggest    string // what to write in place of src[Start:End]; "" when nobody knows
	Incomplete bool   // not wrong, only unfinished: to be said quietly while it is typed
}

// maxQuery and maxTerms bound what a paste can ask for.
const (
	maxQuery = 4096
	maxTerms = 64
)
