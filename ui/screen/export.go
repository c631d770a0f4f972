package screen

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tami/model"
	"tami/model/ami"
	"tami/model/op"
	"tami/ui/kit"
)

// Export asks for a file to write the list to; its ending chooses the format.
type Export struct {
	rows  []model.Row
	input kit.Input
	wrong string
}

// NewExport offers to write rows.
func NewExport(rows []model.Row) *Export {
	x := &Export{rows: rows, input: kit.NewInput()}
	x.input.Set("tami-images.csv")
	return x
}

// Name implements Screen.
func (x *Export) Name() string { return "Export" }

// Title implements Screen.
func (x *Export) Title(Env) Title { return Title{What: "Export"} }

// Needs implements Screen.
func (x *Export) Needs(Env) []ami.Need { return nil }

// Layers implements Screen.
func (x *Export) Layers() []string { return []string{"picker"} }

// Settle implements Screen.
func (x *Export) Settle(Env) {}

// Typing implements Typer.
func (x *Export) Typing() bool { return true }

// Type implements Typer.
func (x *Export) Type(_ Env, k tea.KeyPressMsg) []Effect {
	x.input.Key(k)
	x.wrong = ""
	return nil
}

// Paste implements Typer.
func (x *Export) Paste(_ Env, text string) []Effect {
	x.input.Paste(text)
	return nil
}

// Do implements Screen.
func (x *Export) Do(e Env, id op.ID) ([]Effect, bool) {
	switch id {
	case "app.back":
		return []Effect{Pop{}}, true
	case "picker.choose":
		file := strings.TrimSpace(x.input.Value())
		content, err := "", error(nil)
		switch {
		case strings.HasSuffix(file, ".csv"):
			content, err = model.CSV(x.rows, e.State.Now)
		case strings.HasSuffix(file, ".json"):
			content, err = model.JSON(x.rows)
		default:
			x.wrong = "the name must end in .csv or .json: that chooses the format"
			return nil, true
		}
		if err != nil {
			x.wrong = err.Error()
			return nil, true
		}
		return []Effect{Pop{}, Save{File: file, Content: []byte(content), What: model.Count(len(x.rows), "image", "images")}}, true
	}
	return nil, false
}

// Box implements Modal.
func (x *Export) Box(e Env) Rect { return Rect{W: max(20, min(64, e.W-4)), H: min(5, e.H)} }

// Draw implements Screen.
func (x *Export) Draw(e Env, r Rect) Picture {
	st, g := e.Styles, e.Styles.Glyphs
	inner := r.W - 4
	edge := func(l *kit.Line) string {
		return st.Border.Render(g.Vertical) + " " + l.String() + " " + st.Border.Render(g.Vertical)
	}
	box := kit.NewLine(inner, g.Ellipsis).Add(st.Muted, "to file ")
	at := x.input.Draw(box, st.Input, max(1, inner-9))
	note := kit.NewLine(inner, g.Ellipsis)
	if x.wrong != "" {
		note.Add(st.Trouble, x.wrong)
	} else {
		note.Add(st.Muted, ".csv or .json; a file that exists is not overwritten")
	}
	title := fmt.Sprintf("Export %s", model.Count(len(x.rows), "image", "images"))
	return Picture{Lines: []string{
		kit.Edge(r.W, st.Border, st.Title, g.Box, true, title),
		edge(box), edge(kit.NewLine(inner, "")), edge(note),
		kit.Edge(r.W, st.Border, st.Title, g.Box, false, ""),
	}, Cursor: &Point{X: 10 + at, Y: 1}}
}
