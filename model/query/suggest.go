package query

import (
	"cmp"
	"slices"
	"strings"
)

// Value is something that a field can be searched for, and how many images
// have it.
type Value struct {
	Text  string
	Count int
}

// Values knows what the images have: the values of a field, or, for "tag" and
// "tag:KEY", the keys and the values of a tag.
type Values interface {
	Values(field string) []Value
}

// Suggestion is a way to go on: Text in place of src[Start:End].
type Suggestion struct {
	Text       string
	Start, End int
	Hint       string
}

// maxSuggestions is how many are worth reading.
const maxSuggestions = 8

// Suggest completes the word at the cursor, a byte offset: the name of a
// field, or its value. It offers nothing for plain words that begin no field.
func Suggest(src string, cursor int, known []Values) []Suggestion {
	cursor = max(0, min(cursor, len(src)))
	if strings.TrimSpace(src) == "" {
		return suggestFields("", len(src), len(src))
	}
	for _, w := range cut(src) {
		if cursor <= w.start || cursor > w.end || w.end > maxQuery {
			continue
		}
		switch {
		case w.field == "" && !w.exact:
			return suggestFields(fold(src[w.body:cursor]), w.body, w.end)
		case w.field != "" && cursor >= w.value:
			return suggestValues(src, w, cursor, known)
		}
	}
	return nil
}

func suggestFields(prefix string, start, end int) []Suggestion {
	var all []Suggestion
	for _, f := range fieldList() {
		if strings.HasPrefix(f.name, prefix) {
			op := ":"
			if f.kind >= ageKind {
				op = ">"
			}
			all = append(all, Suggestion{f.name + op, start, end, f.hint})
		}
	}
	if len(all) == 0 && len(prefix) > 3 {
		if near := nearest(prefix, fieldNames()); near != "" {
			return suggestFields(near, start, end)
		}
	}
	return all[:min(len(all), maxSuggestions)]
}

func suggestValues(src string, w piece, cursor int, known []Values) []Suggestion {
	f, ok := findField(w.field)
	if !ok {
		near := nearest(w.field, fieldNames())
		if near == "" {
			return nil
		}
		f, _ = findField(near)
		return []Suggestion{{near, w.body, w.value - len(w.op), f.hint}}
	}
	for _, c := range choices(src, w.value, w.end) {
		if cursor > c.end {
			continue
		}
		start := c.start
		if f.kind >= ageKind {
			start += len(operator(src[c.start:c.end]))
		}
		typed := fold(unquote(src[start:max(start, cursor)]))
		return pick(typed, start, c.end, f.candidates(typed, known))
	}
	return nil
}

// pick keeps the candidates that begin with what was typed, the most frequent
// first; when there are none, those that contain it.
func pick(typed string, start, end int, values []Value) []Suggestion {
	var begin, contain []Value
	for _, v := range values {
		switch low := fold(v.Text); {
		case v.Text == "" || low == typed:
		case strings.HasPrefix(low, typed):
			begin = append(begin, v)
		case strings.Contains(low, typed):
			contain = append(contain, v)
		}
	}
	if len(begin) == 0 {
		begin = contain
	}
	slices.SortStableFunc(begin, func(a, b Value) int { return cmp.Compare(b.Count, a.Count) })
	var out []Suggestion
	for _, v := range begin[:min(len(begin), maxSuggestions)] {
		out = append(out, Suggestion{quoteValue(v.Text), start, end, countHint(v.Count)})
	}
	return out
}
