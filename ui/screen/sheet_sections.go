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
		if checks(s) {
			p.gap()
		}
		for i, l := range s.Lines {
			word := s.Head
			if i > 0 {
				word = ""
			}
			p.sectionLine(word, l)
		}
	}
}

// checks reports a section whose lines have signs.
func checks(s op.Section) bool { return len(s.Lines) > 0 && s.Lines[0].Sign != "" }

func (p *sheetPage) sectionLine(word string, l op.Line) {
	st := p.e.Styles
	indent := 9
	sign, paint := p.sign(l.Sign)
	text := l.Text
	if sign != "" {
		text = sign + " " + text
	}
	parts := kit.Wrap(text, max(8, p.w-indent-1))
	for i, part := range parts {
		line := p.line().Space(1)
		if i == 0 {
			line.Add(st.ColumnTitle, word)
			line.To(indent).Add(paint, part)
		} else {
			line.To(indent+2*min(1, len(sign))).Add(paint, part)
		}
		if i == len(parts)-1 && l.More != "" && kit.Width(l.More)+2 <= line.Left() {
			line.Space(2).Add(st.Muted, l.More)
			p.add(line)
			return
		}
		p.add(line)
	}
	for _, part := range kit.Wrap(l.More, max(8, p.w-indent-3)) {
		if l.More != "" {
			p.add(p.line().To(indent+2).Add(st.Muted, part))
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
