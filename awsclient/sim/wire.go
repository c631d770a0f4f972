package sim

import (
	"bytes"
	"cmp"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

// dialect is how one family of AWS services spells its XML.
type dialect struct {
	// item is the element around each member of a list.
	item string
	// tagged says that elements are named by wire tags, not by the fields.
	tagged bool
}

// xmlWriter writes Go values as AWS's XML. How a type is written is worked out
// once and kept, because an account of 100,000 images is written image by image.
type xmlWriter struct {
	dialect dialect
	known   sync.Map  // reflect.Type → appender
	scratch sync.Pool // *[]byte
}

// maxScratch is the largest buffer that is kept for the next answer.
const maxScratch = 8 << 20

// compose lets write append to a buffer that has served before, and gives what
// it wrote in memory of its own. Growing a new buffer to a page of a thousand
// images would cost more than writing them.
func (w *xmlWriter) compose(write func(b []byte) []byte) []byte {
	buffer, ok := w.scratch.Get().(*[]byte)
	if !ok {
		buffer = new([]byte)
	}
	b := write((*buffer)[:0])
	body := bytes.Clone(b)
	if cap(b) <= maxScratch {
		*buffer = b
		w.scratch.Put(buffer)
	}
	return body
}

// appender writes the inside of one value.
type appender func(b []byte, v reflect.Value) []byte

func newXMLWriter(d dialect) *xmlWriter { return &xmlWriter{dialect: d} }

// append writes the fields of v, a struct, after b.
func (w *xmlWriter) append(b []byte, v any) []byte {
	rv := reflect.ValueOf(v)
	if !rv.IsValid() {
		return b
	}
	return w.appenderOf(rv.Type())(b, rv)
}

func (w *xmlWriter) appenderOf(t reflect.Type) appender {
	if known, ok := w.known.Load(t); ok {
		return known.(appender)
	}
	made := w.compile(t)
	w.known.Store(t, made)
	return made
}

func (w *xmlWriter) compile(t reflect.Type) appender {
	switch t.Kind() {
	case reflect.Pointer:
		inner := w.appenderOf(t.Elem())
		return func(b []byte, v reflect.Value) []byte {
			if v.IsNil() {
				return b
			}
			return inner(b, v.Elem())
		}
	case reflect.Struct:
		return w.compileStruct(t)
	case reflect.Slice:
		return w.compileList(t, w.dialect.item)
	case reflect.String:
		return func(b []byte, v reflect.Value) []byte { return appendEscaped(b, v.String()) }
	case reflect.Bool:
		return func(b []byte, v reflect.Value) []byte { return strconv.AppendBool(b, v.Bool()) }
	case reflect.Int, reflect.Int64:
		return func(b []byte, v reflect.Value) []byte { return strconv.AppendInt(b, v.Int(), 10) }
	case reflect.Float64:
		return func(b []byte, v reflect.Value) []byte { return strconv.AppendFloat(b, v.Float(), 'f', -1, 64) }
	default:
		panic("sim: no XML for " + t.String())
	}
}

func (w *xmlWriter) compileList(t reflect.Type, item string) appender {
	inner, start, end := w.appenderOf(t.Elem()), "<"+item+">", "</"+item+">"
	return func(b []byte, v reflect.Value) []byte {
		for i := range v.Len() {
			b = append(b, start...)
			b = inner(b, v.Index(i))
			b = append(b, end...)
		}
		return b
	}
}

func (w *xmlWriter) compileStruct(t reflect.Type) appender {
	var fields []appender
	for i := range t.NumField() {
		f := t.Field(i)
		switch {
		case f.Anonymous:
			inner := w.appenderOf(f.Type)
			fields = append(fields, func(b []byte, v reflect.Value) []byte { return inner(b, v.Field(i)) })
		case f.IsExported():
			fields = append(fields, w.compileField(f, i))
		}
	}
	return func(b []byte, v reflect.Value) []byte {
		for _, field := range fields {
			b = field(b, v)
		}
		return b
	}
}

// compileField writes one field with its element around it, or nothing when
// AWS would leave the element out.
func (w *xmlWriter) compileField(f reflect.StructField, i int) appender {
	tag := readWireTag(f)
	if !w.dialect.tagged {
		tag.name = cmp.Or(tag.query, f.Name)
		if tag.query != "" {
			tag.item = "item"
		}
	}
	start, end := "<"+tag.name+">", "</"+tag.name+">"
	inner := w.fieldContent(f.Type, tag)
	always := tag.always
	return func(b []byte, v reflect.Value) []byte {
		v = v.Field(i)
		if isUnset(v) && !always {
			return b
		}
		b = append(b, start...)
		b = inner(b, v)
		return append(b, end...)
	}
}

func (w *xmlWriter) fieldContent(t reflect.Type, tag wireTag) appender {
	switch {
	case tag.time:
		return func(b []byte, v reflect.Value) []byte { return append(b, wireTime(v.String())...) }
	case t.Kind() == reflect.Slice && tag.item != "":
		return w.compileList(t, tag.item)
	default:
		return w.appenderOf(t)
	}
}

// isUnset reports whether a value is one that AWS leaves out: no text, no list,
// no pointer. Numbers and flags that are not behind a pointer are always said.
func isUnset(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.String, reflect.Slice:
		return v.Len() == 0
	case reflect.Pointer:
		return v.IsNil()
	default:
		return false
	}
}

// wireTag is what a field's wire tag says: the element's name, then options.
type wireTag struct {
	name   string
	time   bool   // the text is a time
	always bool   // the element is there even when it is empty
	item   string // the element around list members, where it is not the usual one
	query  string // the name of an EC2 list inside another service's answer, where it keeps EC2's item
}

func readWireTag(f reflect.StructField) wireTag {
	name, options, _ := strings.Cut(f.Tag.Get("wire"), ",")
	tag := wireTag{name: name}
	if name == "" {
		tag.name = f.Name
	}
	for option := range strings.SplitSeq(options, ",") {
		switch {
		case option == "time":
			tag.time = true
		case option == "always":
			tag.always = true
		case strings.HasPrefix(option, "list="):
			tag.item = strings.TrimPrefix(option, "list=")
		case strings.HasPrefix(option, "query="):
			tag.query = strings.TrimPrefix(option, "query=")
		}
	}
	return tag
}

// wireLayout is how EC2 writes times.
const wireLayout = "2006-01-02T15:04:05.000Z"

// wireTime gives a time as EC2 writes it. Text that is no time is left as it is.
func wireTime(s string) string {
	if len(s) == len(wireLayout) && s[len(s)-1] == 'Z' {
		return s
	}
	t, ok := readTime(s)
	if !ok {
		return s
	}
	return t.UTC().Format(wireLayout)
}

// readTime reads a time as the AWS CLI prints it.
func readTime(s string) (time.Time, bool) {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999", "2006-01-02"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// special has a bit for every ASCII character that XML does not take as it is;
// all of them are below 64.
const special uint64 = 1<<32 - 1 | 1<<'"' | 1<<'&' | 1<<'<' | 1<<'>'

// appendEscaped writes text so that it is legal XML whatever it holds.
func appendEscaped(b []byte, s string) []byte {
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf && (c >= 64 || special>>c&1 == 0) {
			i++
			continue
		}
		escape, size := xmlEscape(s[i:])
		if escape != "" {
			b = append(append(b, s[from:i]...), escape...)
			from = i + size
		}
		i += size
	}
	return append(b, s[from:]...)
}

// xmlEscape gives what stands for the first character of s, "" for itself, and
// how long the character is.
func xmlEscape(s string) (escape string, size int) {
	if s[0] < utf8.RuneSelf {
		return asciiEscape(s[0]), 1
	}
	r, size := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError && size == 1 || r == 0xFFFE || r == 0xFFFF {
		return "\uFFFD", size
	}
	return "", size
}

// asciiEscape gives what stands for a special character.
func asciiEscape(c byte) string {
	switch {
	case c == '&':
		return "&amp;"
	case c == '<':
		return "&lt;"
	case c == '>':
		return "&gt;"
	case c == '"':
		return "&quot;"
	case c == '\t':
		return "&#x9;"
	case c == '\n':
		return "&#xA;"
	case c == '\r':
		return "&#xD;"
	default:
		return "\uFFFD"
	}
}
