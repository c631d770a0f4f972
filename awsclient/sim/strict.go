package sim

import (
	"bytes"
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
)

// strictReader reads JSON into structs and takes nothing it does not know: an
// unknown key, a key given twice or a value of the wrong type is an error that
// says where it is.
type strictReader struct {
	file  string
	json  jsonScanner
	types map[reflect.Type]map[string]jsonField
}

// jsonField is one key of an object: the field it fills, and how.
type jsonField struct {
	index int
	rule  fieldRule
}

// jsonPath is a place in a JSON document. It is written out only for an error.
type jsonPath struct {
	up    *jsonPath
	step  string
	index int // in a list, where step is ""
}

func (p *jsonPath) String() string {
	if p == nil {
		return "$"
	}
	if p.step == "" {
		return p.up.String() + "[" + strconv.Itoa(p.index) + "]"
	}
	return p.up.String() + p.step
}

func (p *jsonPath) key(name string) *jsonPath { return &jsonPath{up: p, step: "." + name} }
func (p *jsonPath) entry(name string) *jsonPath {
	return &jsonPath{up: p, step: "[" + strconv.Quote(name) + "]"}
}
func (p *jsonPath) at(i int) *jsonPath { return &jsonPath{up: p, index: i} }

// readStrict fills into, a pointer, from a whole document.
func readStrict(file string, data []byte, into any) error {
	r := &strictReader{
		file:  file,
		json:  jsonScanner{data: bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))},
		types: map[reflect.Type]map[string]jsonField{},
	}
	if err := r.value(reflect.ValueOf(into).Elem(), nil, fieldRule{}); err != nil {
		return err
	}
	if r.json.peek() != 0 {
		return r.fail(nil, "line %d: more text after the end of the document", r.json.line())
	}
	return nil
}

func (r *strictReader) fail(at *jsonPath, format string, args ...any) error {
	return fmt.Errorf("%s: %s: %s", r.file, at, fmt.Sprintf(format, args...))
}

// broken reports text that is not JSON.
func (r *strictReader) broken(at *jsonPath, err error) error {
	return r.fail(at, "line %d: %v", r.json.line(), err)
}

func (r *strictReader) wrongType(at *jsonPath, want string) error {
	got, err := r.json.kind()
	if err != nil {
		return r.broken(at, err)
	}
	return r.fail(at, "want %s, got %s", want, got)
}

// fieldRule is what a field's tags say about reading it.
type fieldRule struct {
	time bool
	// documents are the keys under which the AWS CLI prints the list when the
	// whole of its output is pasted; a key whose value is no list is one element.
	documents []string
}

func ruleOf(f reflect.StructField) fieldRule {
	rule := fieldRule{time: readWireTag(f).time}
	if doc := f.Tag.Get("doc"); doc != "" {
		rule.documents = strings.Split(doc, ",")
	}
	return rule
}

func (r *strictReader) value(v reflect.Value, at *jsonPath, rule fieldRule) error {
	if r.json.peek() == 'n' {
		if err := r.json.literal("null"); err != nil {
			return r.broken(at, err)
		}
		return nil
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		return r.value(v.Elem(), at, rule)
	case reflect.Struct:
		return r.object(v, at)
	case reflect.Map:
		return r.mapping(v, at, rule)
	case reflect.Slice:
		return r.list(v, at, rule)
	case reflect.String:
		return r.text(v, at, rule)
	case reflect.Bool:
		return r.flag(v, at)
	default:
		return r.number(v, at)
	}
}

// members reads an object and hands each key to member, which reads its value.
func (r *strictReader) members(at *jsonPath, want string, member func(key string) error) error {
	if r.json.peek() != '{' {
		return r.wrongType(at, want)
	}
	r.json.pos++
	for first := true; ; first = false {
		done, err := r.json.next('}', first)
		if err != nil {
			return r.broken(at, err)
		}
		if done {
			return nil
		}
		key, err := r.json.key()
		if err != nil {
			return r.broken(at, err)
		}
		if err := member(key); err != nil {
			return err
		}
	}
}

func (r *strictReader) object(v reflect.Value, at *jsonPath) error {
	fields := r.fields(v.Type())
	seen := make([]bool, v.NumField())
	return r.members(at, "an object", func(key string) error {
		f, ok := fields[key]
		switch {
		case !ok:
			return r.fail(at, "unknown key %s", unknownKey(key, sortedKeys(fields)))
		case seen[f.index]:
			return r.fail(at.key(key), "the key is given twice")
		}
		seen[f.index] = true
		return r.value(v.Field(f.index), at.key(key), f.rule)
	})
}

// fields gives the keys of an object; the case must be right.
func (r *strictReader) fields(t reflect.Type) map[string]jsonField {
	if known, ok := r.types[t]; ok {
		return known
	}
	fields := map[string]jsonField{}
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.IsExported() && name != "-" {
			fields[cmp.Or(name, f.Name)] = jsonField{i, ruleOf(f)}
		}
	}
	r.types[t] = fields
	return fields
}

func unknownKey(key string, known []string) string {
	if near := nearest(key, known); near != "" {
		return fmt.Sprintf("%q; did you mean %s?", key, near)
	}
	return fmt.Sprintf("%q; known are %s", key, strings.Join(known, ", "))
}

func (r *strictReader) mapping(v reflect.Value, at *jsonPath, rule fieldRule) error {
	v.Set(reflect.MakeMap(v.Type()))
	return r.members(at, "an object", func(key string) error {
		name := reflect.ValueOf(key)
		if v.MapIndex(name).IsValid() {
			return r.fail(at.entry(key), "the key is given twice")
		}
		element := reflect.New(v.Type().Elem()).Elem()
		if err := r.value(element, at.entry(key), rule); err != nil {
			return err
		}
		v.SetMapIndex(name, element)
		return nil
	})
}

func (r *strictReader) list(v reflect.Value, at *jsonPath, rule fieldRule) error {
	if r.json.peek() == '{' && len(rule.documents) > 0 {
		return r.document(v, at, rule)
	}
	if r.json.peek() != '[' {
		return r.wrongType(at, "a list")
	}
	r.json.pos++
	v.Set(reflect.MakeSlice(v.Type(), 0, 0))
	for n := 0; ; n++ {
		done, err := r.json.next(']', n == 0)
		if err != nil {
			return r.broken(at, err)
		}
		if done {
			return nil
		}
		if err := r.element(v, at.at(n)); err != nil {
			return err
		}
	}
}

func (r *strictReader) element(v reflect.Value, at *jsonPath) error {
	element := reflect.New(v.Type().Elem()).Elem()
	if err := r.value(element, at, fieldRule{}); err != nil {
		return err
	}
	v.Set(reflect.Append(v, element))
	return nil
}

// besideList are the keys that the AWS CLI prints next to a list, which say
// nothing about what the account holds.
func besideList() []string {
	return []string{"NextToken", "nextToken", "requestId", "ResponseMetadata", "InvalidParameters", "ImageId", "SnapshotId"}
}

// document reads the whole output of an AWS CLI command where a list is wanted.
func (r *strictReader) document(v reflect.Value, at *jsonPath, rule fieldRule) error {
	seen := map[string]bool{}
	return r.members(at, "an object", func(key string) error {
		below := at.key(key)
		if seen[key] {
			return r.fail(below, "the key is given twice")
		}
		seen[key] = true
		switch {
		case slices.Contains(rule.documents, key) && r.json.peek() == '{':
			return r.element(v, below)
		case slices.Contains(rule.documents, key):
			return r.list(v, below, fieldRule{})
		case slices.Contains(besideList(), key):
			if err := r.json.skip(0); err != nil {
				return r.broken(below, err)
			}
			return nil
		default:
			return r.fail(at, "unknown key %s", unknownKey(key, rule.documents))
		}
	})
}

func (r *strictReader) text(v reflect.Value, at *jsonPath, rule fieldRule) error {
	switch c := r.json.peek(); {
	case rule.time && (c == '-' || c >= '0' && c <= '9'):
		return r.seconds(v, at)
	case c != '"':
		return r.wrongType(at, "a string")
	}
	s, err := r.json.text()
	if err != nil {
		return r.broken(at, err)
	}
	if rule.time && s != "" {
		if _, ok := readTime(s); !ok {
			return r.fail(at, "want a time such as 2026-01-31T08:00:00Z, got %q", s)
		}
	}
	v.SetString(s)
	return nil
}

// seconds reads a time as the JSON services print it: seconds since 1970.
func (r *strictReader) seconds(v reflect.Value, at *jsonPath) error {
	text, err := r.json.number()
	if err != nil {
		return r.broken(at, err)
	}
	x, err := strconv.ParseFloat(text, 64)
	if err != nil || x < 0 || x > maxEpoch {
		return r.fail(at, "want a time in seconds since 1970, got %s", text)
	}
	v.SetString(time.UnixMilli(int64(x*1000 + 0.5)).UTC().Format(wireLayout))
	return nil
}

// maxEpoch is the end of the year 9999, the last that RFC 3339 can write.
const maxEpoch = 253402300799

func (r *strictReader) flag(v reflect.Value, at *jsonPath) error {
	word := map[byte]string{'t': "true", 'f': "false"}[r.json.peek()]
	if word == "" {
		return r.wrongType(at, "true or false")
	}
	if err := r.json.literal(word); err != nil {
		return r.broken(at, err)
	}
	v.SetBool(word == "true")
	return nil
}

func (r *strictReader) number(v reflect.Value, at *jsonPath) error {
	if c := r.json.peek(); c != '-' && (c < '0' || c > '9') {
		return r.wrongType(at, "a number")
	}
	text, err := r.json.number()
	if err != nil {
		return r.broken(at, err)
	}
	if v.Kind() == reflect.Float64 {
		x, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return r.fail(at, "the number %s is too large", text)
		}
		v.SetFloat(x)
		return nil
	}
	n, err := strconv.ParseInt(text, 10, v.Type().Bits())
	if err != nil {
		return r.fail(at, "want a whole number, got %s", text)
	}
	v.SetInt(n)
	return nil
}
