package explained

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"tami/model/ami"
	"tami/model/explain"
)

// roots are the types whose properties are explained, with every type that
// they hold.
func roots() []reflect.Type {
	return []reflect.Type{
		reflect.TypeFor[types.Image](), reflect.TypeFor[types.Snapshot](), reflect.TypeFor[types.LaunchPermission](),
	}
}

// sdk are the types to be explained, by their names.
func sdk() map[string]reflect.Type {
	found := map[string]reflect.Type{}
	var walk func(reflect.Type)
	walk = func(t reflect.Type) {
		t = inner(t)
		if t.Kind() != reflect.Struct || t == reflect.TypeFor[time.Time]() || found[t.Name()] != nil {
			return
		}
		found[t.Name()] = t
		for i := range t.NumField() {
			if t.Field(i).IsExported() {
				walk(t.Field(i).Type)
			}
		}
	}
	for _, t := range roots() {
		walk(t)
	}
	return found
}

// inner is what a pointer points at, or what a slice is of.
func inner(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	return t
}

func TestEveryFieldOfTheSDKIsExplained(t *testing.T) {
	for name, kind := range sdk() {
		for i := range kind.NumField() {
			f := kind.Field(i)
			if !f.IsExported() {
				continue
			}
			if p, nearest, found := explain.Find(name + "." + f.Name); !found || p.Field != f.Name {
				t.Errorf("%s.%s is not explained; nearest %v", name, f.Name, nearest)
			}
		}
	}
}

func TestEveryEntryIsAFieldOfTheSDK(t *testing.T) {
	kinds := sdk()
	for _, name := range []string{"Image", "BlockDeviceMapping", "EbsBlockDevice", "Snapshot", "LaunchPermission", "ScanResults"} {
		if kinds[name] == nil {
			t.Fatalf("the walk did not come to %s", name)
		}
	}
	for _, p := range explain.Properties() {
		kind := kinds[p.Type]
		if kind == nil {
			t.Errorf("%s: AWS has no such type in an image, a snapshot or a launch permission", p.Name())
			continue
		}
		if f, ok := kind.FieldByName(p.Field); !ok || !f.IsExported() {
			t.Errorf("%s: AWS has no such field", p.Name())
		}
	}
}

// Words of AWS's that the SDK lists must each have a meaning, and not the same
// one; so must yes and no.
func TestEveryValueOfTheSDKHasItsMeaning(t *testing.T) {
	lists := 0
	for name, kind := range sdk() {
		for i := range kind.NumField() {
			f := kind.Field(i)
			values := enumerated(inner(f.Type))
			if inner(f.Type).Kind() == reflect.Bool {
				values = []string{"yes", "no"}
			}
			if values == nil {
				continue
			}
			lists++
			p, _, _ := explain.Find(name + "." + f.Name)
			meanings := map[string]string{}
			for _, v := range values {
				means := listed(p, v)
				if means == "" || means != p.Of(v) || meanings[means] != "" {
					t.Errorf("%s = %s means %q, as %q does", p.Name(), v, means, meanings[means])
				}
				meanings[means] = v
			}
		}
	}
	if lists < 20 {
		t.Errorf("only %d properties with a list of values were found", lists)
	}
}

// enumerated are the values of one of the SDK's lists of words, nil for any
// other type.
func enumerated(t reflect.Type) []string {
	list, ok := t.MethodByName("Values")
	if !ok || t.Kind() != reflect.String {
		return nil
	}
	var values []string
	all := list.Func.Call([]reflect.Value{reflect.Zero(t)})[0]
	for i := range all.Len() {
		values = append(values, all.Index(i).String())
	}
	return values
}

func listed(p explain.Property, value string) string {
	for _, v := range p.Values {
		if strings.EqualFold(v.Value, value) {
			return v.Means
		}
	}
	return ""
}

// Our own rows are shown under AWS's names, in JSON and on the screen, and each
// of those must be found.
func TestEveryNameOfOurRowsIsExplained(t *testing.T) {
	// AWS has one date for each severity, which a row keeps in one map.
	ours := map[string]bool{"ScanResults.FixAvailableSince": true}
	kinds := sdk()
	names := 0
	var check func(row reflect.Type, kind string)
	check = func(row reflect.Type, kind string) {
		for i := range row.NumField() {
			f := row.Field(i)
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			switch {
			case f.Anonymous:
				check(inner(f.Type), kind)
				continue
			case name == "-" || !f.IsExported():
				continue
			}
			names++
			if p, nearest, found := explain.Find(kind + "." + name); !ours[kind+"."+name] && (!found || p.Field != name) {
				t.Errorf("%s.%s is in our JSON and is not explained; nearest %v", kind, name, nearest)
				continue
			}
			if part := inner(f.Type); part.Kind() == reflect.Struct && !written(part) {
				field, ok := kinds[kind].FieldByName(name)
				if !ok {
					t.Errorf("%s.%s: AWS has no such field", kind, name)
					continue
				}
				check(part, inner(field.Type).Name())
			}
		}
	}
	check(reflect.TypeFor[ami.Image](), "Image")
	check(reflect.TypeFor[ami.Snapshot](), "Snapshot")
	if names < 80 {
		t.Errorf("only %d names were found", names)
	}
}

// written tells a type that writes itself as one value: a text, a date, a flag.
func written(t reflect.Type) bool { return t.Implements(reflect.TypeFor[json.Marshaler]()) }
