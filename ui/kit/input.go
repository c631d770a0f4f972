package kit

import (
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"tami/model/text"
)

// maxInput is how many characters a box takes: more is a paste gone wrong.
const maxInput = 512

// Input is a box of one line that takes text. Editing keys are those of
// readline, as Bubbles' text input has them; the drawing is ours, with the
// terminal's own cursor, so that a typed letter costs a few bytes.
type Input struct {
	field       textinput.Model
	forwardWord key.Binding // deletes the word behind the cursor
}

// NewInput makes an empty box.
func NewInput() Input {
	f := textinput.New()
	f.CharLimit = maxInput
	f.Prompt = ""
	f.KeyMap.Paste = key.NewBinding(key.WithDisabled()) // the terminal pastes; the clipboard is never read
	f.KeyMap.AcceptSuggestion = key.NewBinding(key.WithDisabled())
	f.KeyMap.NextSuggestion = key.NewBinding(key.WithDisabled())
	f.KeyMap.PrevSuggestion = key.NewBinding(key.WithDisabled())
	forwardWord := f.KeyMap.DeleteWordForward
	f.KeyMap.DeleteWordForward = key.NewBinding(key.WithDisabled()) // it panics where the cursor is at the last letter
	f.Focus()
	return Input{f, forwardWord}
}

// Value is what stands in the box.
func (i Input) Value() string { return i.field.Value() }

// Set replaces what stands in the box, with the cursor at its end.
func (i *Input) Set(s string) {
	i.field.SetValue(s)
	i.field.CursorEnd()
}

// SetAt replaces what stands in the box and puts the cursor behind byte pos.
func (i *Input) SetAt(s string, pos int) {
	i.field.SetValue(s)
	i.field.SetCursor(len([]rune(s[:min(pos, len(s))])))
}

// Cursor is the byte of the value that the cursor stands at.
func (i Input) Cursor() int {
	return len(string([]rune(i.Value())[:i.field.Position()]))
}

// Key handles a key press; it reports whether the text changed.
func (i *Input) Key(k tea.KeyPressMsg) bool {
	before := i.Value()
	if key.Matches(k, i.forwardWord) {
		i.deleteWord()
	} else {
		i.field, _ = i.field.Update(k)
	}
	return i.Value() != before
}

// deleteWord takes the word behind the cursor away, and the blanks before it.
func (i *Input) deleteWord() {
	at := i.Cursor()
	rest := strings.TrimLeft(i.Value()[at:], " ")
	end := strings.IndexByte(rest, ' ')
	if end < 0 {
		end = len(rest)
	}
	i.SetAt(i.Value()[:at]+rest[end:], at)
}

// Paste puts pasted text in at the cursor: its line breaks become spaces, what
// cannot be shown is left out, and it never confirms anything. What does not go
// in any more is cut off; Room says beforehand how much does.
func (i *Input) Paste(s string) {
	s = strings.ReplaceAll(text.Clean(strings.TrimRight(s, "\r\n")).String(), "\uFFFD", "")
	v, at := i.Value(), i.Cursor()
	s = Cut(s, i.Room(), "")
	i.SetAt(v[:at]+s+v[at:], at+len(s))
}

// Room is how many bytes more the box takes.
func (i Input) Room() int { return max(0, maxInput-len(i.Value())) }

// Draw adds the text to the line so that the cursor is always inside w cells,
// and returns the cursor's cell counted from where the text begins.
func (i Input) Draw(l *Line, p Painter, w int) (cursor int) {
	v, at := i.Value(), i.Cursor()
	start := 0
	for Width(v[start:at]) >= w && start < at {
		start = nextByte(v, start)
	}
	l.Add(p, ansiCut(v[start:], w))
	return Width(v[start:at])
}

func nextByte(s string, i int) int {
	for i++; i < len(s) && s[i]&0xc0 == 0x80; i++ {
	}
	return i
}

func ansiCut(s string, w int) string { return Cut(s, w, "") }
