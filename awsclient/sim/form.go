package sim

import (
	"cmp"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// form is a request of the query protocols as a tree: Filter.1.Value.2 is the
// second value of the first filter. Reading a field marks it, so that what nobody
// read can be refused by name.
type form struct {
	value    string
	present  bool
	read     bool
	children map[string]*form
}

// Limits of a request. AWS takes a thousand IDs or tags in one call; no real
// request comes near these.
const (
	maxFormKeys  = 20_000
	maxFormDepth = 12
)

// parseForm reads an encoded body. Of a key given twice the first value counts.
func parseForm(body string) (*form, error) {
	root := &form{}
	if strings.Count(body, "&") >= maxFormKeys {
		return nil, refuse("RequestEntityTooLarge", "The request has more than %d parameters", maxFormKeys)
	}
	values, err := url.ParseQuery(body)
	if err != nil {
		return nil, refuse("MalformedQueryString", "The query string contains a syntax error")
	}
	for key, list := range values {
		if !root.put(key, list[0]) {
			return nil, refuse("InvalidParameterValue", "The parameter name %q is nested too deeply", key)
		}
	}
	return root, nil
}

func (f *form) put(key, value string) bool {
	at := f
	for part := range strings.SplitSeq(key, ".") {
		if at.children == nil {
			at.children = map[string]*form{}
		}
		next := at.children[part]
		if next == nil {
			next = &form{}
			at.children[part] = next
		}
		at = next
	}
	at.value, at.present = value, true
	return strings.Count(key, ".") < maxFormDepth
}

// text takes one top-level value.
func (f *form) text(key string) string {
	child := f.children[key]
	if child == nil {
		return ""
	}
	child.read = true
	return child.value
}

// unread gives the first parameter, by name, that nothing asked for.
func (f *form) unread(path string) string {
	if f.present && !f.read {
		return path
	}
	for _, name := range sortedKeys(f.children) {
		below := name
		if path != "" {
			below = path + "." + name
		}
		if unread := f.children[name].unread(below); unread != "" {
			return unread
		}
	}
	return ""
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// formReader fills request structs from a form. A field is named by its form tag,
// or by itself; lists are numbered, below an element "member" where the service
// writes one.
type formReader struct{ member bool }

// fill sets the fields of into, a pointer to a struct.
func (r formReader) fill(f *form, into any) error {
	return r.fillStruct(f, reflect.ValueOf(into).Elem(), "")
}

func (r formReader) fillStruct(f *form, v reflect.Value, path string) error {
	t := v.Type()
	for i := range t.NumField() {
		field := t.Field(i)
		if field.Anonymous {
			if err := r.fillStruct(f, v.Field(i), path); err != nil {
				return err
			}
			continue
		}
		name := cmp.Or(field.Tag.Get("form"), field.Name)
		child := f.children[name]
		if child == nil || !field.IsExported() {
			continue
		}
		if err := r.fillValue(child, v.Field(i), path+name); err != nil {
			return err
		}
	}
	return nil
}

func (r formReader) fillValue(f *form, v reflect.Value, path string) error {
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		return r.fillValue(f, v.Elem(), path)
	case reflect.Struct:
		return r.fillStruct(f, v, path+".")
	case reflect.Slice:
		return r.fillList(f, v, path)
	default:
		f.read = true
		if !f.present {
			return nil
		}
		return setScalar(v, f.value, path)
	}
}

func (r formReader) fillList(f *form, v reflect.Value, path string) error {
	if f.present && f.value == "" {
		f.read = true // an empty list, as the query protocols write it
	}
	if r.member {
		if f = f.children["member"]; f == nil {
			return nil
		}
		path += ".member"
	}
	for _, index := range numbered(f.children) {
		name := strconv.Itoa(index)
		element := reflect.New(v.Type().Elem()).Elem()
		if err := r.fillValue(f.children[name], element, path+"."+name); err != nil {
			return err
		}
		v.Set(reflect.Append(v, element))
	}
	return nil
}

// numbered gives the list positions among the keys, in order; gaps are allowed.
func numbered(children map[string]*form) []int {
	var indexes []int
	for key := range children {
		n, err := strconv.Atoi(key)
		if err == nil && n >= 0 && strconv.Itoa(n) == key {
			indexes = append(indexes, n)
		}
	}
	slices.Sort(indexes)
	return indexes
}

func setScalar(v reflect.Value, text, path string) error {
	switch v.Kind() {
	case reflect.String:
		v.SetString(text)
	case reflect.Bool:
		flag, ok := map[string]bool{"true": true, "false": false, "1": true, "0": false}[strings.ToLower(text)]
		if !ok {
			return invalidValue(path, text, "Expected true or false.")
		}
		v.SetBool(flag)
	case reflect.Int, reflect.Int64:
		n, err := strconv.ParseInt(text, 10, v.Type().Bits())
		if err != nil {
			return invalidValue(path, text, "Expected a whole number.")
		}
		v.SetInt(n)
	case reflect.Float64:
		x, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return invalidValue(path, text, "Expected a number.")
		}
		v.SetFloat(x)
	default:
		panic("sim: no form value for " + v.Type().String())
	}
	return nil
}
