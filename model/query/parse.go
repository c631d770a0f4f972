package query

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Parse reads a query. Words are fuzzy and all must match; 'word is exact,
// !word must not stand in the image; field:value and field>value test a
// property, several values parted by commas are alternatives, and quotes hold
// together what has spaces or commas.
//
// What was not understood comes as faults, in the order of the source, and is
// left out of the Query. With a fault that is not Incomplete, a caller that
// has found something before keeps showing that.
func Parse(src string) (Query, []Fault) {
	if len(src) > maxQuery {
		return Query{}, []Fault{{Start: maxQuery, End: len(src), Text: fmt.Sprintf("a search has no more than %d characters; this one has %d", maxQuery, len(src))}}
	}
	p := parser{src: src}
	for _, w := range cut(src) {
		p.word(w)
	}
	if len(p.query.terms) > maxTerms {
		p.query.terms = p.query.terms[:maxTerms]
		p.faults = append(p.faults, Fault{Start: 0, End: len(src), Text: fmt.Sprintf("a search has no more than %d words", maxTerms)})
	}
	return p.query, p.faults
}

type parser struct {
	src    string
	query  Query
	faults []Fault
}

func (p *parser) fault(start, end int, suggest, format string, args ...any) {
	p.faults = append(p.faults, Fault{Start: start, End: end, Suggest: suggest, Text: fmt.Sprintf(format, args...)})
}

// unfinished is a fault of the mild kind.
func (p *parser) unfinished(start, end int, suggest, format string, args ...any) {
	p.fault(start, end, suggest, format, args...)
	p.faults[len(p.faults)-1].Incomplete = true
}

func (p *parser) word(w piece) {
	if w.field == "arn" && !w.exact {
		p.arn(w)
		return
	}
	if w.field != "" {
		p.test(w)
		return
	}
	text := fold(printable(unquote(p.src[w.body:w.end])))
	if text == "" {
		return // a lone ! or ' is the beginning of a word
	}
	t := term{kind: fuzzyWord, not: w.not, text: text}
	if w.exact || w.not || strings.Contains(text, " ") || dissect(text, 0, len(text)).special() || isID(text) || utf8.RuneCountInString(text) > maxFuzzy {
		t.kind = exactWord
	}
	t.key = wordKey(t)
	p.query.terms = append(p.query.terms, t)
}

// wordKey writes a word so that it parses to itself.
func wordKey(t term) string {
	switch {
	case t.kind == fuzzyWord:
		return t.text
	case strings.Contains(t.text, " ") || dissect(t.text, 0, len(t.text)).special():
		if t.not {
			return `!"` + t.text + `"`
		}
		return `"` + t.text + `"`
	case t.not:
		return "!" + t.text
	}
	return "'" + t.text
}

// special reports that a word is more than its letters.
func (w piece) special() bool { return w.not || w.exact || w.field != "" }

// maxFuzzy is the longest word that is matched with gaps: sahilm/fuzzy's score
// leaves the range of an int64 from 40 letters side by side on.
const maxFuzzy = 38

// printable makes one line of a pasted text, as the searched text is one.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r < ' ' || r == 0x7f:
			return ' '
		}
		return r
	}, s)
}

// isID reports an AWS ID that is complete enough to be meant as one: eight or
// more hexadecimal digits. Its digits scattered over other IDs are no match.
// An account is twelve digits.
func isID(s string) bool {
	kind, digits, ok := strings.Cut(s, "-")
	if !ok {
		return len(s) == 12 && strings.Trim(s, "0123456789") == ""
	}
	switch kind {
	case "ami", "snap", "i", "vol":
		return len(digits) >= 8 && strings.Trim(digits, "0123456789abcdef") == ""
	}
	return false
}

// arn takes the ID out of an image's ARN.
func (p *parser) arn(w piece) {
	text := fold(unquote(p.src[w.body:w.end]))
	id := text[strings.LastIndexAny(text, "/:")+1:]
	if !isID(id) {
		p.unfinished(w.start, w.end, "", "an ARN is searched for by the ID it ends with, such as arn:aws:ec2:us-east-1::image/ami-0a1b2c3d4e5f60718")
		return
	}
	t := term{kind: exactWord, not: w.not, text: id}
	t.key = wordKey(t)
	p.query.terms = append(p.query.terms, t)
}

// test reads field:value[,value…].
func (p *parser) test(w piece) {
	name := p.src[w.body : w.value-len(w.op)]
	f, ok := findField(w.field)
	if !ok {
		near := nearest(w.field, fieldNames())
		switch {
		case near != "":
			p.fault(w.body, w.body+len(name), near, "unknown field %q; did you mean %q?", name, near)
		default:
			p.fault(w.body, w.body+len(name), "", "unknown field %q; put quotes around the word if it is none", name)
		}
		return
	}
	if w.value == w.end {
		p.unfinished(w.start, w.end, "", "%s", f.wants())
		return
	}
	if f.kind <= tagKind && w.op != ":" && w.op != "=" {
		p.fault(w.body, w.value, f.name+":", "%s is not compared with %s; write %s:", f.name, w.op, f.name)
		return
	}
	t := term{kind: fieldTest, not: w.not, field: f.name, traits: f.traits, timed: f.timed, facts: f.facts}
	before := len(p.faults)
	for _, c := range choices(p.src, w.value, w.end) {
		if check := p.choice(f, w.op, c); check != nil {
			t.any = append(t.any, check)
		}
	}
	if len(t.any) == 0 || len(p.faults) > before {
		return
	}
	op := w.op
	if op == "=" {
		op = ":"
	}
	t.key = f.name + op + p.src[w.value:w.end]
	if w.not {
		t.key = "!" + t.key
	}
	if strings.Count(t.key, `"`)%2 == 1 {
		t.key += `"`
	}
	p.query.terms = append(p.query.terms, t)
}

// choice reads one of the values; nil with a fault when it cannot be one.
func (p *parser) choice(f field, op string, c choice) check {
	raw := unquote(p.src[c.start:c.end])
	if f.kind >= ageKind {
		if own := operator(raw); own != "" {
			op, raw = own, strings.TrimPrefix(raw, own)
		}
	}
	if op == ":" {
		op = "="
	}
	if raw == "" {
		p.unfinished(c.start, c.end, "", "%s", f.wants())
		return nil
	}
	v := value{f, op, raw, c.start, c.end}
	switch f.kind {
	case listKind:
		return p.listed(v)
	case flagKind:
		return p.flag(v)
	case tagKind:
		return p.tag(v)
	case ageKind:
		return p.age(v)
	case dateKind:
		return p.date(v)
	case sizeKind:
		return p.size(v)
	case moneyKind:
		return p.money(v)
	}
	pat := patternOf(printable(raw))
	return func(x *exam) truth { return f.text(x, pat) }
}
