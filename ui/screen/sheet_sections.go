package screen

import (
	"tami/model/op"
	"tami/ui/kit"
)

// sections writes what a plan says under words of its own: the word at the
// left, its lines behind it, each with its sign.
func (p *sheetPage) sections(list []op.Section) {
	for _, s := range list {
		if len(s.Lines) == 0 {
			continue
		}
		word := s.Head
		if checks(s) {
			if !p.brief {
				p.gap()
			}
			word = p.passed(word, s.Lines)
		}
		for _, l := range s.Lines {
			if p.brief && l.Sign == "" && l.Image == nil && s.Head == "TO" {
				continue // what a key leads to
			}
			if l.Sign == "" && l.Image == nil && p.choice != "" && l.More == "" {
				l.More, p.choice = p.choice, ""
			}
			if l.Sign != op.Passed {
				p.sectionLine(word, l)
				word = ""
			}
		}
	}
}

// passed writes the checks that nothing is to be said about, several in a line.
// It returns the word that the next line of the section has.
func (p *sheetPage) passed(word string, list []op.Line) string {
	st := p.e.Styles
	sign, paint := p.sign(op.Passed)
	line := p.line().Space(1).Add(st.ColumnTitle, word).To(sectionIndent)
	empty := true
	seen := map[string]bool{}
	for _, l := range list {
		if l.Sign != op.Passed || seen[l.Text] {
			continue
		}
		seen[l.Text] = true
		text := sign + " " + l.Text
		if !empty && kit.Width(text)+2 > line.Left() {
			p.add(line)
			line = p.line().To(sectionIndent)
		}
		line.Add(paint, text).Space(2)
		empty, word = false, ""
	}
	if !empty {
		p.add(line)
	}
	return word
}

// sectionIndent is where the lines of a section begin.
const sectionIndent = 9

// checks reports a section whose lines have signs.
func checks(s op.Section) bool { return len(s.Lines) > 0 && s.Lines[0].Sign != "" }

func (p *sheetPage) sectionLine(word string, l op.Line) {
	st := p.e.Styles
	indent := sectionIndent
	sign, paint := p.sign(l.Sign)
	text := l.Text
	if sign != "" {
		text = sign + " " + text
	}
	parts := kit.Wrap(text, max(8, p.w-indent-1))
	if p.brief && sign != "" {
		parts = []string{text}
	}
	for i, part := range parts {
		line := p.line().Space(1)
		if i == 0 {
			line.Add(st.ColumnTitle, word)
			line.To(indent).Add(paint, part)
		} else {
			line.To(indent+2*min(1, len(sign))).Add(paint, part)
		}
		fits := kit.Width(l.More)+2 <= line.Left() || p.brief && line.Left() > 22
		if i == len(parts)-1 && l.More != "" && fits {
			line.Space(2).Add(st.Muted, l.More)
			p.add(line)
			return
		}
		p.add(line)
	}
	if l.More == "" {
		return
	}
	more := kit.Wrap(l.More, max(8, p.w-indent-3))
	if p.brief {
		more = []string{l.More}
	}
	for _, part := range more {
		p.add(p.line().To(indent+2).Add(st.Muted, part))
	}
}

// inFull tells the checks that a line was too short for.
func (p *sheetPage) inFull(list []op.Section) {
	if !p.brief {
		return
	}
	word := "in full"
	for _, s := range list {
		for _, l := range s.Lines {
			if sign, paint := p.sign(l.Sign); l.Sign != "" && l.Sign != op.Passed && kit.Width(sign+" "+l.Text) > p.w-sectionIndent {
				if word != "" {
					p.gap()
				}
				p.label(word, paint, l.Text)
				word = ""
			}
		}
	}
}

// sign is the glyph of a check, and its paint.
func (p *sheetPage) sign(s op.Sign) (string, kit.Painter) {
	st, g := p.e.Styles, p.e.Styles.Glyphs
	switch s {
	case op.Passed:
		return g.OK, st.Text
	case op.Doubt:
		return g.Warning, st.Warning
	case op.Hindered:
		return g.Cross, st.Trouble
	case op.Unchecked:
		return "?", st.Warning
	}
	return "", st.Text
}

// doubts are the warnings that say what a check has said already, each as a
// sentence.
func doubts(list []op.Section) map[string]bool {
	texts := map[string]bool{}
	for _, s := range list {
		for _, l := range s.Lines {
			if l.Sign == op.Doubt {
				texts[sentence(l.Text)+"."] = true
			}
		}
	}
	return texts
}
