package screen

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tami/model/ami"
	"tami/model/op"
	"tami/ui/kit"
)

// finder is a short list with a search box: what is typed narrows it, word by
// word.
type finder struct {
	cursor
	input  kit.Input
	typing bool
}

func newFinder() finder { return finder{input: kit.NewInput()} }

// finds reports that every word that was typed is somewhere in the texts.
func (f *finder) finds(texts ...string) bool {
	text := strings.ToLower(strings.Join(texts, " "))
	for word := range strings.FieldsSeq(strings.ToLower(f.input.Value())) {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

// searchDo handles the commands of the search box.
func (f *finder) searchDo(id op.ID) bool {
	switch id {
	case "list.search":
		f.typing = true
	case "search.keep":
		f.typing = false
	case "search.clear":
		f.typing = false
		f.input.Set("")
	default:
		return false
	}
	return true
}

// Typing implements Typer.
func (f *finder) Typing() bool { return f.typing }

// Type implements Typer: every letter narrows the list.
func (f *finder) Type(_ Env, k tea.KeyPressMsg) []Effect {
	if f.input.Key(k) {
		f.at = 0
	}
	return nil
}

// Paste implements Typer.
func (f *finder) Paste(_ Env, text string) []Effect {
	f.input.Paste(text)
	f.at = 0
	return nil
}

// drawSearch draws the box, and at its right how many of all are shown and at
// what time they were read.
func (f *finder) drawSearch(e Env, w, shown, total int, needs []ami.Need) (string, *Point) {
	st := e.Styles
	count := fmt.Sprint(total)
	if shown != total {
		count = fmt.Sprintf("%d of %d", shown, total)
	}
	if c := freshnessOf(e, needs).clock(e); c != "" {
		count += " · " + c
	}
	l := kit.NewLine(w, st.Glyphs.Ellipsis).Space(1)
	var at *Point
	room := max(8, w-kit.Width(count)-5)
	switch {
	case f.typing:
		l.Add(st.Accent, "/ ")
		at = &Point{X: 3 + f.input.Draw(l, st.Input, room)}
	case f.input.Value() != "":
		l.Add(st.Muted, "/ ")
		f.input.Draw(l, st.Text, room)
	default:
		l.Add(st.Faint, "/ to search")
	}
	return l.Right(st.Muted, count+" ").String(), at
}
