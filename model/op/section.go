package op

import "strings"

// Section is what a plan says under a word of its own, where a table does not
// fit: what is NOW, what it goes TO, which CHECKS were made.
type Section struct {
	Head  string // in capitals
	Lines []Line
}

// Line is a line of a section.
type Line struct {
	Sign  Sign
	Text  string
	More  string  // what is said behind it, less loudly
	Image *Target // the image that the line is about: the first two of a plan can be compared
}

// Sign is what became of a check.
type Sign string

// The signs. A line that is no check has none.
const (
	Passed    Sign = "ok"
	Doubt     Sign = "warning"
	Hindered  Sign = "stop"
	Unchecked Sign = "not checked"
)

// Images are the images that the sections of a plan are about, each once, in
// order.
func (p *Plan) Images() []Target {
	var list []Target
	seen := map[Target]bool{}
	for _, s := range p.Sections {
		for _, l := range s.Lines {
			if l.Image != nil && !seen[*l.Image] {
				seen[*l.Image] = true
				list = append(list, *l.Image)
			}
		}
	}
	return list
}

// sections writes what stands under words of its own.
func (w *writer) sections(list []Section) {
	for _, s := range list {
		w.section(s.Head, len(s.Lines), func(i int) string { return s.Lines[i].String() })
	}
}

// String is the line in one text.
func (l Line) String() string {
	text := strings.TrimSpace(l.Text + "  " + l.More)
	if l.Sign != "" {
		text = string(l.Sign) + ": " + text
	}
	return text
}
