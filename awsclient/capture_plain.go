package awsclient

import (
	"reflect"
	"time"
)

// plain turns what the SDK decoded into maps, lists and plain values under
// AWS's own names, as the AWS CLI prints them: without what AWS left out, and
// with times as text. What holds nothing is nil.
func plain(v any) any { return plainValue(reflect.ValueOf(v)) }

func plainValue(v reflect.Value) any {
	switch v.Kind() {
	case reflect.Invalid:
		return nil
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return nil
		}
		return plainValue(v.Elem())
	case reflect.Slice:
		if v.Len() == 0 {
			return nil
		}
		list := make([]any, v.Len())
		for i := range list {
			list[i] = plainValue(v.Index(i))
		}
		return list
	case reflect.Map:
		if v.Len() == 0 {
			return nil
		}
		fields := map[string]any{}
		for _, key := range v.MapKeys() {
			fields[key.String()] = plainValue(v.MapIndex(key))
		}
		return fields
	case reflect.Struct:
		return plainStruct(v)
	case reflect.String:
		if v.Len() == 0 {
			return nil // an enum that AWS left out; an empty text says as little
		}
		return v.String()
	}
	return v.Interface()
}

func plainStruct(v reflect.Value) any {
	if at, ok := v.Interface().(time.Time); ok {
		return at.UTC().Format("2006-01-02T15:04:05.000Z")
	}
	fields := map[string]any{}
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if !f.IsExported() || f.Name == "ResultMetadata" {
			continue
		}
		if value := plainValue(v.Field(i)); value != nil {
			fields[f.Name] = value
		}
	}
	return fields
}
