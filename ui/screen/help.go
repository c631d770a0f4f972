package screen

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"tami/keymap"
	"tami/model/ami"
	"tami/model/op"
	"tami/ui/kit"
)

// Help lists the keys that are live on the screen below.
type Help struct {
	reader
	of   string
	live []keymap.Binding
}

// NewHelp is the help of a screen.
func NewHelp(of string, live []keymap.Binding) *Help {
	return &Help{reader: newReader(), of: of, live: live}
}

// Name implements Screen.
func (h *Help) Name() string { return "Help" }

// Title implements Screen.
func (h *Help) Title(Env) Title { return Title{What: "Help", At: "keys on " + h.of} }

// Needs implements Screen.
func (h *Help) Needs(Env) []ami.Need { return nil }

// Layers implements Screen.
func (h *Help) Layers() []string { return h.layers() }

// Settle implements Screen.
func (h *Help) Settle(e Env) { h.settle(bare(h.lines(e, e.W)), e.H-2) }

// Do implements Screen.
func (h *Help) Do(_ Env, id op.ID) ([]Effect, bool) {
	if id == "app.help" {
		return []Effect{Pop{}}, true
	}
	return nil, h.do(id)
}

// Draw implements Screen.
func (h *Help) Draw(e Env, r Rect) Picture {
	return h.draw(e, h.lines(e, r.W), r)
}

// bare are lines without their paint.
func bare(painted []string) []string {
	lines := make([]string, len(painted))
	for i, l := range painted {
		lines[i] = ansi.Strip(l)
	}
	return lines
}

func (h *Help) lines(e Env, w int) []string {
	st, g := e.Styles, e.Styles.Glyphs
	groups, order := map[string][]keymap.Binding{}, []string{}
	keys := 8
	for _, b := range h.live {
		if len(b.Keys) == 0 || strings.HasPrefix(string(b.ID), "pane.") && len(b.ID) == len("pane.2") && b.ID > "pane.1" {
			continue // the numbers stand on one line
		}
		if groups[b.Group] == nil {
			order = append(order, b.Group)
		}
		groups[b.Group] = append(groups[b.Group], b)
		keys = max(keys, kit.Width(keyNames(b, g.ASCII)))
	}
	keys = min(keys, 18)
	var lines []string
	for _, name := range order {
		if len(lines) > 0 {
			lines = append(lines, kit.Blank(w))
		}
		lines = append(lines, kit.NewLine(w, "").Space(1).Add(st.Title, name).String())
		for _, b := range groups[name] {
			l := kit.NewLine(w, g.Ellipsis).Space(2).Add(st.Key, kit.Pad(keyNames(b, g.ASCII), keys, g.Ellipsis)).Space(2)
			l.Add(st.Text, kit.Pad(strings.TrimSuffix(b.Title, " 1"), min(42, l.Left()), g.Ellipsis))
			if l.Left() > 20 {
				l.Space(2).Add(st.Muted, b.Help)
			}
			lines = append(lines, l.String())
		}
	}
	return lines
}

func keyNames(b keymap.Binding, ascii bool) string {
	if b.ID == "pane.1" {
		return "1 to 9"
	}
	names := make([]string, len(b.Keys))
	for i, k := range b.Keys {
		names[i] = keymap.Display(k, ascii)
	}
	return strings.Join(names, " ")
}
