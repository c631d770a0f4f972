package query

import (
	"slices"
	"strings"

	"github.com/sahilm/fuzzy"
)

// Span is shown[Start:End], in bytes.
type Span struct{ Start, End int }

// Highlight says which letters of a shown name the words of a query matched:
// a word that stands in it in one piece, there; otherwise its letters where
// sahilm/fuzzy finds them. Words that are not in the name mark nothing. Spans
// come in order and do not touch.
func Highlight(q Query, shown string) []Span {
	var spans []Span
	folded := ""
	for n := range q.terms {
		t := &q.terms[n]
		if !t.wanted() {
			continue
		}
		if folded == "" {
			folded = fold(shown)
		}
		if len(folded) == len(shown) { // folding moved no letter
			if at := piecePlace(shown, folded, t.text); at >= 0 {
				spans = append(spans, Span{at, at + len(t.text)})
				continue
			}
		}
		if t.kind == fuzzyWord {
			spans = appendScattered(spans, t.text, shown)
		}
	}
	return join(spans)
}

// piecePlace is where a word stands in one piece: at the first beginning of a
// word, else anywhere.
func piecePlace(shown, folded, text string) int {
	first := -1
	for at := 0; at < len(folded); at++ {
		n := strings.Index(folded[at:], text)
		if n < 0 {
			break
		}
		at += n
		if at == 0 || kind(folded[at]) == 0 || kind(folded[at]) != kind(folded[at-1]) || capital(shown, at) {
			return at
		}
		if first < 0 {
			first = at
		}
	}
	return first
}

// capital reports a capital after a small letter.
func capital(s string, n int) bool {
	return s[n] >= 'A' && s[n] <= 'Z' && s[n-1] >= 'a' && s[n-1] <= 'z'
}

func appendScattered(spans []Span, text, shown string) []Span {
	matches := fuzzy.FindNoSort(text, []string{shown})
	if len(matches) == 0 {
		return spans
	}
	for _, at := range matches[0].MatchedIndexes {
		size := 1
		for at+size < len(shown) && shown[at+size]&0xc0 == 0x80 { // the rest of a letter beyond ASCII
			size++
		}
		spans = append(spans, Span{at, at + size})
	}
	return spans
}

func join(spans []Span) []Span {
	slices.SortFunc(spans, func(a, b Span) int { return a.Start - b.Start })
	out := spans[:0]
	for _, s := range spans {
		if n := len(out); n > 0 && s.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}
