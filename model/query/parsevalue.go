package query

import (
	"fmt"
	"strings"

	"tami/model/ami"
)

// value is one value of a test, and where it stands.
type value struct {
	field      field
	op         string // = > < >= <=
	text       string
	start, end int
}

// wants says what a field takes.
func (f field) wants() string {
	switch f.kind {
	case listKind:
		names := make([]string, len(f.words))
		for n, w := range f.words {
			names[n] = w.name
		}
		return fmt.Sprintf("%s takes %s or %s", f.name, strings.Join(names[:len(names)-1], ", "), names[len(names)-1])
	case flagKind:
		if f.name == "enc" {
			return "enc takes yes, no or some"
		}
		return f.name + " takes yes or no"
	case tagKind:
		return "tag takes a key, or KEY=VALUE"
	case ageKind:
		if f.name == "launched" {
			return "launched takes a duration like 90d, 3w, 6mo, or never"
		}
		return f.name + " takes a duration like 90d, 3w, 6mo"
	case dateKind:
		return f.name + " takes a date like 2026-01-31 or 2026-01"
	case sizeKind:
		return f.name + " takes a size like 20gb or 1tb"
	case moneyKind:
		return f.name + " takes US dollars like $1.50"
	}
	return fmt.Sprintf("%s takes %s", f.name, f.hint)
}

// listed takes one of AWS's words, another word for it, or the beginning of
// one or more.
func (p *parser) listed(v value) check {
	text := fold(v.text)
	names := make([]string, 0, len(v.field.words))
	for _, w := range v.field.words {
		names = append(names, w.name)
		for _, other := range append(w.also, w.name) {
			if other == text {
				pat := pattern{text: w.name}
				return func(x *exam) truth { return v.field.text(x, pat) }
			}
		}
	}
	for _, name := range names {
		if strings.HasPrefix(name, text) || strings.Contains(text, "*") && globMatch(text, name) {
			pat := pattern{text: strings.TrimRight(text, "*") + "*", glob: true}
			if strings.Contains(text, "*") {
				pat.text = text
			}
			return func(x *exam) truth { return v.field.text(x, pat) }
		}
	}
	if near := nearest(text, names); near != "" {
		p.fault(v.start, v.end, near, "%s is never %q; did you mean %q?", v.field.name, v.text, near)
	} else {
		p.fault(v.start, v.end, "", "%s is never %q; %s", v.field.name, v.text, v.field.wants())
	}
	return nil
}

func (p *parser) flag(v value) check {
	read := v.field.flag
	switch text := fold(v.text); text {
	case "yes", "y", "true", "1":
		return read
	case "no", "n", "false", "0":
		if v.field.name == "enc" {
			return unencrypted
		}
		return func(x *exam) truth { return read(x).not() }
	case "some", "partly":
		if v.field.name == "enc" {
			return partlyEncrypted
		}
	case "ye", "t", "tr", "tru", "f", "fa", "fal", "fals", "s", "so", "som":
		p.unfinished(v.start, v.end, "", "%s", v.field.wants())
		return nil
	}
	p.fault(v.start, v.end, "", "%s, not %q", v.field.wants(), v.text)
	return nil
}

// tag compares the key and, where one is given, the whole value: a clean-up
// that meant prod must not take production. A star stands for any text.
func (p *parser) tag(v value) check {
	name, val, valued := strings.Cut(v.text, "=")
	if name == "" {
		p.unfinished(v.start, v.end, "", "%s", v.field.wants())
		return nil
	}
	key, want := patternOf(printable(name)), patternOf(printable(val))
	return func(x *exam) truth {
		for _, t := range x.img.Tags {
			if key.is(t.Key.String()) && (!valued || want.is(t.Value.String())) {
				return yes
			}
		}
		return no
	}
}

func (p *parser) age(v value) check {
	if v.field.name == "launched" {
		if s, ok, _ := parseDate(v.text); ok {
			return dated(v, s)
		}
		if text := fold(v.text); text == "never" {
			return func(x *exam) truth { return truthOf(!v.field.date(x.img).Known()) }
		} else if strings.HasPrefix("never", text) {
			p.unfinished(v.start, v.end, "never", "%s", v.field.wants())
			return nil
		}
	}
	d, ok, unfinished := parsePeriod(v.text)
	switch {
	case unfinished:
		p.unfinished(v.start, v.end, "", "%d of what: h, d, w, mo or y", d.n)
		return nil
	case !ok && v.field.name == "age":
		if _, isDate, _ := parseDate(v.text); isDate {
			p.fault(v.start, v.end, "", "age takes a duration like 90d, 3w, 6mo; for a date write created<%s", v.text)
			return nil
		}
	}
	if !ok {
		p.fault(v.start, v.end, "", "%s", v.field.wants())
		return nil
	}
	return func(x *exam) truth {
		t := v.field.date(x.img)
		if !t.Known() {
			return unknown
		}
		return truthOf(longAgo(v.op, t.Time(), x.env.Now, d))
	}
}

func (p *parser) date(v value) check {
	s, ok, unfinished := parseDate(v.text)
	switch {
	case ok:
		return dated(v, s)
	case unfinished:
		p.unfinished(v.start, v.end, "", "%s", v.field.wants())
	default:
		if _, isAge, _ := parsePeriod(v.text); isAge {
			p.fault(v.start, v.end, "", "%s; for how long ago write age>%s", v.field.wants(), v.text)
			return nil
		}
		p.fault(v.start, v.end, "", "%s", v.field.wants())
	}
	return nil
}

func dated(v value, s stretch) check {
	return func(x *exam) truth {
		t := v.field.date(x.img)
		if !t.Known() {
			return unknown
		}
		return truthOf(within(v.op, t.Time(), s))
	}
}

func (p *parser) size(v value) check {
	gib, step, ok, unfinished := parseSize(v.text)
	switch {
	case unfinished:
		p.unfinished(v.start, v.end, "", "%s", v.field.wants())
		return nil
	case !ok:
		p.fault(v.start, v.end, "", "%s", v.field.wants())
		return nil
	}
	if v.op != "=" && v.op != "<=" && v.op != ">" {
		step = 0
	}
	return func(x *exam) truth {
		return truthOf(compareSize(v.op, float64(x.img.SizeGiB()), gib, step))
	}
}

// compareSize takes > and <= as they are written, and = as "that many of the
// unit, in full": 1tb is 1024 GiB and up to 2047.
func compareSize(op string, size, gib, step float64) bool {
	if op == ">" || op == "<=" {
		return (size > gib) == (op == ">")
	}
	return compare(op, size, gib, gib+step)
}

func (p *parser) money(v value) check {
	usd, ok, unfinished := parseMoney(v.text)
	switch {
	case unfinished:
		p.unfinished(v.start, v.end, "", "%s", v.field.wants())
		return nil
	case !ok:
		p.fault(v.start, v.end, "", "%s", v.field.wants())
		return nil
	}
	return func(x *exam) truth {
		cost, known := x.place.cost(x.img)
		switch {
		case !known:
			return unknown
		case v.op == ">" || v.op == "<=":
			return truthOf((cost > usd) == (v.op == ">"))
		}
		return truthOf(compare(v.op, cost, usd-centSlack(v.op), usd+centSlack(v.op)))
	}
}

// centSlack makes = agree with the amount that is shown, rounded to cents.
func centSlack(op string) float64 {
	if op == "=" {
		return 0.005
	}
	return 0
}

// cost is what the snapshots of an image of this place cost a month, at most.
func (p *Place) cost(img *ami.Image) (usd float64, known bool) {
	price := p.Snapshot
	if !p.SnapshotKnown {
		price = ami.Price{}
	}
	return ami.SnapshotCostUpTo(img, price)
}
