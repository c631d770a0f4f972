package screen

import (
	"strings"

	"tami/keymap"
	"tami/model/ami"
	"tami/model/op"
	"tami/ui/kit"
)

// Text is a text of ours to be read, searched, copied and saved.
type Text struct {
	reader
	name  string
	at    string
	plain []string // lines that are shown as they are
	terms []term   // or words and what they mean
	what  *explanation
	file  string // what it is saved as; "" where it is not
}

// NewScript shows a plan as a script for the AWS CLI.
func NewScript(p op.Plan) *Text {
	t := &Text{reader: newReader(), name: "Script", at: p.Title, file: "tami-" + strings.ReplaceAll(string(p.Action), ".", "-") + ".sh"}
	t.plain = strings.Split(strings.TrimRight(op.Script(p), "\n"), "\n")
	return t
}

// NewTerms explains words.
func NewTerms(terms []term) *Text {
	return &Text{reader: newReader(), name: "Explain", at: "the words on the sheet", terms: terms}
}

// NewExplanation shows an explanation for which there was too little room.
func NewExplanation(what explanation) *Text {
	return &Text{reader: newReader(), name: "Explain", at: what.title, what: &what}
}

// Name implements Screen.
func (t *Text) Name() string { return t.name }

// Title implements Screen.
func (t *Text) Title(Env) Title { return Title{What: t.name, At: t.at} }

// Needs implements Screen.
func (t *Text) Needs(Env) []ami.Need { return nil }

// Layers implements Screen.
func (t *Text) Layers() []string {
	if t.file != "" && !t.typing {
		return t.layers(keymap.ScriptLayer)
	}
	if t.what != nil && !t.typing {
		return t.layers(keymap.ExplainLayer)
	}
	return t.layers()
}

// Settle implements Screen.
func (t *Text) Settle(e Env) { t.settle(bare(t.lines(e, e.W)), e.H-2) }

// Do implements Screen.
func (t *Text) Do(_ Env, id op.ID) ([]Effect, bool) {
	text := strings.Join(t.plain, "\n") + "\n"
	switch {
	case t.file != "" && id == "item.copyid":
		return []Effect{Copy{Text: text, What: "the script"}}, true
	case t.file != "" && id == "list.export":
		return []Effect{Save{File: t.file, Content: []byte(text), What: "the script"}}, true
	case id == "sheet.script" || id == "item.explain":
		return []Effect{Pop{}}, true
	}
	return nil, t.do(id)
}

// Draw implements Screen.
func (t *Text) Draw(e Env, r Rect) Picture { return t.draw(e, t.lines(e, r.W), r) }

func (t *Text) lines(e Env, w int) []string {
	st, g := e.Styles, e.Styles.Glyphs
	var lines []string
	if t.what != nil {
		lines = append(t.what.lines(e, w), kit.Blank(w))
		for _, part := range kit.WrapWords("in a shell: tami explain "+t.what.more, max(10, w-2)) {
			lines = append(lines, kit.NewLine(w, g.Ellipsis).Space(1).Add(st.Faint, part).String())
		}
		return lines
	}
	for _, l := range t.plain {
		// A long command is broken on the screen; what is copied is one line.
		for i, part := range kit.Wrap(l, max(10, w-4)) {
			lines = append(lines, t.highlight(e, kit.NewLine(w, g.Ellipsis).Space(1+2*min(i, 1)), part).String())
		}
	}
	for _, x := range t.terms {
		lines = append(lines, kit.Blank(w), kit.NewLine(w, g.Ellipsis).Space(1).Add(st.Title, sentence(x.name)).String())
		for _, part := range kit.Wrap(sentence(x.text), max(10, min(w-6, 100))) {
			lines = append(lines, t.highlight(e, kit.NewLine(w, g.Ellipsis).Space(4), part).String())
		}
	}
	return lines
}
