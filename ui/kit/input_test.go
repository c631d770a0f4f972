package kit

import (
	"strings"
	"testing"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
)

func TestDeletingTheWordBehindTheCursor(t *testing.T) {
	for _, c := range []struct {
		text string
		at   int
		want string
	}{
		{"a", 0, ""}, {"web arm", 0, " arm"}, {"web arm", 3, "web"}, {"web  arm x", 3, "web x"}, {"web arm", 6, "web ar"}, {"web", 3, "web"}, {"", 0, ""}, {"w  ", 1, "w"}, {"é é", 0, " é"},
	} {
		in := NewInput()
		in.SetAt(c.text, c.at)
		in.Key(tea.KeyPressMsg{Code: 'd', Mod: tea.ModAlt})
		if in.Value() != c.want || in.Cursor() != c.at {
			t.Errorf("%q at %d becomes %q at %d, want %q", c.text, c.at, in.Value(), in.Cursor(), c.want)
		}
	}
}

// FuzzEditing types letters and every key that edits, in any order.
func FuzzEditing(f *testing.F) {
	f.Add([]byte("ab \x00\x01\x02\x03\x04\x05\x06\x07\x08\x09"))
	f.Add([]byte("a\x0a\x06"))
	names := textinput.DefaultKeyMap()
	var keys []tea.KeyPressMsg
	for _, b := range []key.Binding{
		names.CharacterForward, names.CharacterBackward, names.WordForward, names.WordBackward, names.DeleteWordBackward, names.DeleteWordForward,
		names.DeleteAfterCursor, names.DeleteBeforeCursor, names.DeleteCharacterBackward, names.DeleteCharacterForward, names.LineStart, names.LineEnd,
	} {
		for _, name := range b.Keys() {
			keys = append(keys, pressed(name))
		}
	}
	f.Fuzz(func(t *testing.T, typed []byte) {
		in := NewInput()
		for _, b := range typed {
			if int(b) < len(keys) {
				in.Key(keys[b])
			} else {
				in.Key(tea.KeyPressMsg{Code: rune(b), Text: string(rune(b))})
			}
			if at := in.Cursor(); at > len(in.Value()) || !utf8.ValidString(in.Value()[:at]) {
				t.Fatalf("the cursor stands at %d of %q", at, in.Value())
			}
		}
	})
}

// pressed is the key of that name.
func pressed(name string) tea.KeyPressMsg {
	k := tea.KeyPressMsg{}
	parts := strings.Split(name, "+")
	for _, mod := range parts[:len(parts)-1] {
		k.Mod |= map[string]tea.KeyMod{"ctrl": tea.ModCtrl, "alt": tea.ModAlt}[mod]
	}
	special := map[string]rune{
		"left": tea.KeyLeft, "right": tea.KeyRight, "home": tea.KeyHome, "end": tea.KeyEnd, "backspace": tea.KeyBackspace, "delete": tea.KeyDelete,
	}
	last := parts[len(parts)-1]
	if k.Code = special[last]; k.Code == 0 {
		k.Code = rune(last[0])
	}
	return k
}
