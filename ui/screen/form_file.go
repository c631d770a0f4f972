package screen

import (
	"fmt"
	"strings"

	"tami/model/op"
	"tami/ui/kit"
)

// readable is a file that was read for a field of the form.
type readable struct {
	name    string
	content string
	err     error
}

// fileValues are the content of the file that a field names, and its name.
// Before it is read there is neither.
func (m *form) fileValues(v op.Values, f op.Field) {
	name := m.named(f)
	if content, ok := typedFile(name); ok {
		v[f.Name] = []string{content}
		return
	}
	if got, ok := m.files[f.Name]; ok && name != "" && got.name == name && got.err == nil {
		v[f.Name], v[op.FileName(f.Name)] = []string{got.content}, []string{name}
	}
}

// typedFile is the content of a file that is typed instead of named: scripts and
// configurations of cloud-init begin with a #, those of Windows with a tag. In it
// \n is a line break and \\ a backslash.
func typedFile(s string) (content string, ok bool) {
	if !isTyped(s) {
		return "", false
	}
	return strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\t`, "\t").Replace(s), true
}

func isTyped(s string) bool { return strings.HasPrefix(s, "#") || strings.HasPrefix(s, "<") }

// pasteFile puts pasted text into the field of a file. A script stays the script
// that it was, line by line; one that the box cannot hold is not cut, for half a
// script does anything.
func pasteFile(box *kit.Input, text string) (refused string) {
	all := len(text)
	if isTyped(box.Value()) || box.Value() == "" && isTyped(text) {
		text = strings.NewReplacer("\r\n", `\n`, "\r", `\n`, "\n", `\n`, "\t", `\t`, `\`, `\\`).Replace(strings.TrimRight(text, "\r\n"))
	}
	if len(text) > box.Room() {
		return fmt.Sprintf("What was pasted is too long for the field (%d bytes): save it to a file and give its name", all)
	}
	box.Paste(text)
	return ""
}

// named is the file that stands in a field.
func (m *form) named(f op.Field) string {
	if box := m.boxes[f.Name]; box != nil {
		return strings.TrimSpace(box.Value())
	}
	return ""
}

// unread is the effect that reads the first file that is named and has not been
// read; none: all are.
func (s *Sheet) unread() []Effect {
	for _, f := range s.form.fields {
		name := s.form.named(f)
		_, typed := typedFile(name)
		if !f.File || name == "" || typed || s.form.files[f.Name].name == name {
			continue
		}
		return []Effect{Read{File: name, Then: func(e Env, content []byte, err error) []Effect {
			s.form.files[f.Name] = readable{name, string(content), err}
			return s.submit(e)
		}}}
	}
	return nil
}

// unreadable is what is wrong with the file of a field: "" when nothing is, or
// nobody looked.
func (m *form) unreadable(f op.Field) string {
	got, ok := m.files[f.Name]
	if !f.File || !ok || got.err == nil || got.name != m.named(f) {
		return ""
	}
	return fmt.Sprintf("%s cannot be read: %v", got.name, got.err)
}
