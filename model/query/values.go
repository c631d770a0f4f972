package query

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"tami/model/ami"
)

// candidates are the values that could be meant.
func (f field) candidates(typed string, known []Values) []Value {
	var fixed []string
	switch f.kind {
	case flagKind:
		fixed = []string{"yes", "no"}
		if f.name == "enc" {
			fixed = append(fixed, "some")
		}
	case textKind:
		if f.name == "owner" {
			fixed = []string{"me"}
		}
	case ageKind:
		fixed = periods(typed)
		if f.name == "launched" {
			fixed = append(fixed, "never")
		}
	case sizeKind:
		fixed = []string{"8gb", "100gb", "1tb"}
	case moneyKind:
		fixed = []string{"$1", "$10"}
	case listKind:
		for _, w := range f.words {
			fixed = append(fixed, w.name)
		}
	}
	name := f.name
	if key, _, ok := strings.Cut(typed, "="); ok && f.kind == tagKind {
		name = "tag:" + key
	}
	var all []Value
	for _, k := range known {
		all = append(all, k.Values(name)...)
	}
	all = sum(all)
	for _, text := range fixed {
		if !slices.ContainsFunc(all, func(v Value) bool { return v.Text == text }) {
			all = append(all, Value{Text: text})
		}
	}
	return all
}

// periods offers the units for a number that was typed.
func periods(typed string) []string {
	if typed != "" && strings.Trim(typed, "0123456789") == "" {
		return []string{typed + "d", typed + "w", typed + "mo", typed + "y"}
	}
	return []string{"30d", "90d", "6mo", "1y"}
}

// sum adds up the counts of equal values, and keeps their first order.
func sum(values []Value) []Value {
	at := map[string]int{}
	var out []Value
	for _, v := range values {
		if n, ok := at[v.Text]; ok {
			out[n].Count += v.Count
			continue
		}
		at[v.Text] = len(out)
		out = append(out, v)
	}
	return out
}

func countHint(n int) string {
	switch n {
	case 0:
		return ""
	case 1:
		return "1 image"
	}
	return strconv.Itoa(n) + " images"
}

// quoteValue puts quotes around what has spaces or commas. A quote itself
// cannot be written.
func quoteValue(s string) string {
	s = unquote(s)
	if !strings.ContainsAny(s, " ,") {
		return s
	}
	if key, val, ok := strings.Cut(s, "="); ok && !strings.ContainsAny(key, " ,") {
		return key + `="` + val + `"`
	}
	return `"` + s + `"`
}

// maxValues is how many different values of a field are worth offering.
const maxValues = 2000

// Values implements Values: what the images of this Corpus have, the most
// frequent first. The answer is kept until the images change.
func (c *Corpus) Values(name string) []Value {
	if found, ok := c.counts[name]; ok {
		return found
	}
	counts := map[string]int{}
	c.count(name, func(text string) {
		if text != "" {
			counts[text]++
		}
	})
	values := make([]Value, 0, len(counts))
	for text, n := range counts {
		values = append(values, Value{text, n})
	}
	slices.SortFunc(values, func(a, b Value) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Text, b.Text))
	})
	values = values[:min(len(values), maxValues)]
	if c.counts == nil {
		c.counts = map[string][]Value{}
	}
	c.counts[name] = values
	return values
}

// count calls add with every value of a field, once for each image.
func (c *Corpus) count(name string, add func(string)) {
	if read := traitText(name); read != nil {
		for row := range c.slots {
			if c.alive.has(int32(row)) {
				add(read(&c.traits[c.slots[row].traits]))
			}
		}
		return
	}
	key, valued := strings.CutPrefix(name, "tag:")
	if name == "family" {
		c.nameFamilies()
	}
	for row, img := range c.each() {
		switch {
		case name == "region":
			add(c.place.Where.Region)
		case name == "family":
			add(c.familyOf(row))
		case name == "tag" || valued:
			for _, t := range img.Tags {
				switch {
				case !valued:
					add(t.Key.String())
				case fold(t.Key.String()) == key:
					add(t.Key.String() + "=" + t.Value.String())
				}
			}
		}
	}
}

// traitText reads one of the properties that images share.
func traitText(name string) func(*ami.Traits) string {
	switch name {
	case "state":
		return func(t *ami.Traits) string { return t.State.String() }
	case "arch":
		return func(t *ami.Traits) string { return t.Architecture.String() }
	case "boot":
		return func(t *ami.Traits) string { return t.BootMode.String() }
	case "virt":
		return func(t *ami.Traits) string { return t.Virtualization.String() }
	case "root":
		return func(t *ami.Traits) string { return t.RootDeviceType.String() }
	case "os":
		return func(t *ami.Traits) string { return t.PlatformDetails.String() }
	case "system":
		return func(t *ami.Traits) string { return (&ami.Image{Traits: t}).OS().String() }
	case "owner":
		return func(t *ami.Traits) string {
			if alias := t.OwnerAlias.String(); alias != "" {
				return alias
			}
			return t.OwnerID.String()
		}
	}
	return nil
}
