package awsclient

import "strings"

// section is one [bracketed] part of a shared AWS file, with the properties
// that stand in it. A section that occurs twice in a file is one section.
type section struct {
	name   string // as written between the brackets, spaces collapsed: "profile ops"
	values map[string]string
}

// parseINI reads a shared configuration or credentials file by the rules of
// the AWS SDKs: lines that make no sense are skipped, nothing is an error.
// Keys are lower case; nested settings (below a key without a value) belong to
// that key and are left out.
func parseINI(content string) []section {
	p := iniParser{at: -1}
	for line := range strings.Lines(content) {
		p.line(strings.TrimRight(line, "\r\n"))
	}
	return p.sections
}

type iniParser struct {
	sections []section
	at       int    // the current section, -1 before the first
	key      string // the key that indented lines belong to
}

func (p *iniParser) line(line string) {
	trimmed := strings.TrimLeft(line, " \t")
	if strings.TrimSpace(line) == "" || trimmed[0] == '#' || trimmed[0] == ';' {
		return
	}
	if name, ok := sectionName(line); ok {
		p.open(name)
		return
	}
	if p.at < 0 {
		return
	}
	values := p.sections[p.at].values
	key, value, isProperty := splitProperty(withoutComment(line))
	switch indented := len(trimmed) < len(line); {
	case indented && p.key != "" && values[p.key] == "":
		// A nested setting: the value of p.key is a list of its own.
	case isProperty:
		p.key = key
		values[key] = value
	case indented && p.key != "":
		values[p.key] += "\n" + trimmed
	}
}

func (p *iniParser) open(name string) {
	p.key = ""
	for i := range p.sections {
		if p.sections[i].name == name {
			p.at = i
			return
		}
	}
	p.sections = append(p.sections, section{name: name, values: map[string]string{}})
	p.at = len(p.sections) - 1
}

// sectionName reads "[ profile ops ] ; a comment". Names of profiles may hold
// spaces; only the first run of them separates the kind from the name.
func sectionName(line string) (string, bool) {
	line, _, _ = strings.Cut(line, "#")
	line, _, _ = strings.Cut(line, ";")
	line = strings.TrimSpace(line)
	if len(line) < 2 || line[0] != '[' || line[len(line)-1] != ']' {
		return "", false
	}
	line = strings.TrimSpace(line[1 : len(line)-1])
	if i := strings.IndexAny(line, " \t"); i >= 0 {
		return line[:i] + " " + strings.TrimLeft(line[i:], " \t"), true
	}
	return line, true
}

// withoutComment cuts a comment, which starts at a # or ; after a blank: keys
// and URLs hold those characters too.
func withoutComment(line string) string {
	for i := 1; i < len(line); i++ {
		if (line[i] == '#' || line[i] == ';') && (line[i-1] == ' ' || line[i-1] == '\t') {
			return line[:i]
		}
	}
	return line
}

func splitProperty(line string) (key, value string, ok bool) {
	i := strings.IndexAny(line, "=:")
	if i < 0 {
		return "", "", false
	}
	key, value = strings.TrimSpace(line[:i]), strings.TrimSpace(line[i+1:])
	if n := len(value); n >= 2 && value[0] == value[n-1] && (value[0] == '"' || value[0] == '\'') {
		value = value[1 : n-1]
	}
	return strings.ToLower(key), value, key != ""
}
