package sim

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
)

// filter is one condition of a listing: any of the values will do.
type filter struct {
	Name   string
	Values []string `form:"Value"`
}

// filtering is the part of a request that holds its conditions; all must be met.
type filtering struct {
	Filters []filter `form:"Filter"`
}

// filterKind is what can be filtered in one kind of resource.
type filterKind[T any] struct {
	// paths is a table, one filter a line: its name, then the fields it looks at,
	// or "-" for a filter of AWS's that nothing here can meet.
	paths string
	// tags gives the tags that the caller sees; nil where the kind has none.
	tags func(*call, *T) []Tag
	// derived are the filters that look at more than a field.
	derived map[string]func(*call, *T) []string
}

// maxFilterValues is how many values AWS takes in one filter.
const maxFilterValues = 200

// matcher makes one condition of all filters of a request.
func (k filterKind[T]) matcher(c *call, filters []filter) (func(*T) bool, error) {
	conditions := make([]func(*T) bool, 0, len(filters))
	for i, f := range filters {
		switch {
		case f.Name == "":
			return nil, missingParameter(fmt.Sprintf("Filter.%d.Name", i+1))
		case len(f.Values) == 0:
			return nil, missingParameter(fmt.Sprintf("Filter.%d.Value", i+1))
		case len(f.Values) > maxFilterValues:
			return nil, refuse("FilterLimitExceeded", "The maximum number of filter values specified on a single call is %d", maxFilterValues)
		}
		values, ok := k.values(c, f.Name)
		if !ok {
			return nil, refuse("InvalidParameterValue", "The filter '%s' is invalid", f.Name)
		}
		patterns := f.Values
		conditions = append(conditions, func(item *T) bool { return anyMatches(patterns, values(item)) })
	}
	return func(item *T) bool {
		for _, holds := range conditions {
			if !holds(item) {
				return false
			}
		}
		return true
	}, nil
}

// values gives the function that reads what the named filter looks at.
func (k filterKind[T]) values(c *call, name string) (func(*T) []string, bool) {
	if derived, ok := k.derived[name]; ok {
		return func(item *T) []string { return derived(c, item) }, true
	}
	if k.tags != nil {
		if key, ok := strings.CutPrefix(name, "tag:"); ok {
			return func(item *T) []string { return tagValues(k.tags(c, item), key) }, true
		}
		if name == "tag-key" {
			return func(item *T) []string { return tagKeys(k.tags(c, item)) }, true
		}
	}
	var zero T
	path, ok := findPath(k.paths, name, reflect.TypeOf(zero))
	if !ok {
		return nil, false
	}
	if path == nil {
		return func(*T) []string { return nil }, true
	}
	return func(item *T) []string { return path.read(nil, reflect.ValueOf(item).Elem()) }, true
}

func tagValues(tags []Tag, key string) []string {
	for _, t := range tags {
		if t.Key == key {
			return []string{t.Value}
		}
	}
	return nil
}

func tagKeys(tags []Tag) []string {
	keys := make([]string, len(tags))
	for i, t := range tags {
		keys[i] = t.Key
	}
	return keys
}

func anyMatches(patterns, values []string) bool {
	for _, value := range values {
		for _, pattern := range patterns {
			if wildcard(pattern, value) {
				return true
			}
		}
	}
	return false
}

// wildcard reports whether text matches a pattern of AWS's filters: * is any
// text, ? any one character, a backslash takes the next character as it is.
// Case counts.
func wildcard(pattern, text string) bool {
	if !strings.ContainsAny(pattern, `*?\`) {
		return pattern == text
	}
	p, t := []rune(pattern), []rune(text)
	i, j, star, mark := 0, 0, -1, 0
	for j < len(t) {
		width, same := 0, false
		if i < len(p) && p[i] != '*' {
			width, same = patternRune(p[i:], t[j])
		}
		switch {
		case i < len(p) && p[i] == '*':
			star, mark = i, j
			i++
		case same:
			i += width
			j++
		case star >= 0:
			mark++
			i, j = star+1, mark
		default:
			return false
		}
	}
	for i < len(p) && p[i] == '*' {
		i++
	}
	return i == len(p)
}

// patternRune matches the first element of p, which is no star, with one rune.
func patternRune(p []rune, r rune) (width int, same bool) {
	switch {
	case p[0] == '?':
		return 1, true
	case p[0] == '\\' && len(p) > 1:
		return 2, p[1] == r
	default:
		return 1, p[0] == r
	}
}

// fieldPath leads from a struct to the values of a field, through lists.
type fieldPath struct {
	steps []int
	next  *fieldPath // inside a list or behind a pointer
	time  bool
}

// findPath looks a filter up in a table of paths. A known filter that nothing
// can meet has no path.
func findPath(table, filter string, t reflect.Type) (*fieldPath, bool) {
	for line := range strings.Lines(table) {
		name, path, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch {
		case name == filter && path == "-":
			return nil, true
		case name == filter:
			return compilePath(t, strings.Split(path, ".")), true
		}
	}
	return nil, false
}

func compilePath(t reflect.Type, names []string) *fieldPath {
	p := &fieldPath{}
	for i, name := range names {
		f, ok := t.FieldByName(name)
		if !ok {
			panic("sim: " + t.String() + " has no field " + name)
		}
		p.steps = append(p.steps, f.Index...)
		p.time = readWireTag(f).time
		t = f.Type
		if t.Kind() != reflect.Slice && t.Kind() != reflect.Pointer {
			continue
		}
		t = t.Elem()
		if i+1 < len(names) {
			p.next = compilePath(t, names[i+1:])
			return p
		}
	}
	return p
}

// read appends the values at the end of the path as filters write them. A flag
// that AWS left out reads as false.
func (p *fieldPath) read(values []string, v reflect.Value) []string {
	for _, i := range p.steps {
		v = v.Field(i)
	}
	switch v.Kind() {
	case reflect.Slice:
		for i := range v.Len() {
			values = p.below(values, v.Index(i))
		}
		return values
	case reflect.Pointer:
		if v.IsNil() {
			if v.Type().Elem().Kind() == reflect.Bool {
				return append(values, "false")
			}
			return values
		}
		return p.below(values, v.Elem())
	default:
		return p.scalar(values, v)
	}
}

func (p *fieldPath) below(values []string, v reflect.Value) []string {
	if p.next != nil {
		return p.next.read(values, v)
	}
	return p.scalar(values, v)
}

func (p *fieldPath) scalar(values []string, v reflect.Value) []string {
	switch v.Kind() {
	case reflect.String:
		if v.Len() == 0 {
			return values
		}
		if p.time {
			return append(values, wireTime(v.String()))
		}
		return append(values, v.String())
	case reflect.Bool:
		return append(values, strconv.FormatBool(v.Bool()))
	case reflect.Int, reflect.Int64:
		return append(values, strconv.FormatInt(v.Int(), 10))
	default:
		return values
	}
}
