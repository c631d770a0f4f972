package keymap

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// named are the keys that are not one printed character, as Bubble Tea calls
// them.
func named() []string {
	names := []string{
		"up", "down", "left", "right", "home", "end", "pgup", "pgdown", "insert", "delete",
		"enter", "tab", "space", "esc", "backspace", "begin", "find", "select",
	}
	for i := 1; i <= 20; i++ {
		names = append(names, fmt.Sprintf("f%d", i))
	}
	return names
}

// modifiers in the order in which they are written.
func modifiers() []string { return []string{"ctrl", "alt", "shift", "meta", "hyper", "super"} }

// split takes the modifiers off a key: "ctrl+shift+up" is ctrl, shift and up.
func split(key string) (mods []string, base string) {
	for {
		mod, rest, found := strings.Cut(key, "+")
		if !found || rest == "" || !slices.Contains(modifiers(), mod) {
			return mods, key
		}
		mods, key = append(mods, mod), rest
	}
}

// typed reports whether a key is text, or edits text, in a box of one line.
func typed(key string) bool {
	mods, base := split(key)
	letter := utf8.RuneCountInString(base) == 1 || base == "space"
	switch {
	case len(mods) == 0:
		return letter || slices.Contains([]string{"left", "right", "home", "end", "backspace", "delete"}, base)
	case len(mods) > 1:
		return false
	case mods[0] == "ctrl":
		return slices.Contains(strings.Fields("a b d e f h k u w left right backspace delete"), base)
	case mods[0] == "alt":
		return slices.Contains(strings.Fields("b d f left right backspace delete"), base)
	}
	return mods[0] == "shift" && letter
}

// CheckKey says what is wrong with the name of a key, and what it should be;
// nil when a terminal can send a key of that name.
func CheckKey(key string) error {
	mods, base := split(key)
	if !ordered(mods) {
		return fmt.Errorf("unknown key %q: modifiers are written once each, in the order %s", key, strings.Join(modifiers(), ", "))
	}
	prefix := strings.Join(append(slices.Clone(mods), ""), "+")
	r, size := utf8.DecodeRuneInString(base)
	single := size == len(base) && r != utf8.RuneError && unicode.IsPrint(r) && r != ' '
	switch {
	case !single && !slices.Contains(named(), base):
		return unknownKey(key, prefix, base)
	case single && unicode.IsUpper(r) && len(mods) > 0:
		return fmt.Errorf("unknown key %q; did you mean %q?", key, prefix+strings.ToLower(base))
	case single && slices.Equal(mods, []string{"shift"}):
		return fmt.Errorf("unknown key %q: write the character that it types, such as %q", key, strings.ToUpper(base))
	}
	if same, ok := map[string]string{"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+[": "esc"}[key]; ok {
		return fmt.Errorf("key %q cannot be used: terminals send %s for it", key, same)
	}
	return nil
}

func unknownKey(key, prefix, base string) error {
	other := map[string]string{
		"": "space", " ": "space", "return": "enter", "escape": "esc", "pgdn": "pgdown", "pagedown": "pgdown",
		"pageup": "pgup", "del": "delete", "ins": "insert", "bs": "backspace", "control": "ctrl", "spacebar": "space",
	}
	want, ok := other[strings.ToLower(base)]
	if !ok {
		want, ok = nearest(strings.ToLower(base), named())
	}
	if !ok {
		return fmt.Errorf("unknown key %q: a key is one character, or a name such as enter, esc, space, tab, pgdown, ctrl+x, f1", key)
	}
	return fmt.Errorf("unknown key %q; did you mean %q?", key, prefix+want)
}

// ordered reports whether modifiers come once each and in their order.
func ordered(mods []string) bool {
	last := -1
	for _, m := range mods {
		i := slices.Index(modifiers(), m)
		if i <= last {
			return false
		}
		last = i
	}
	return true
}

// Display is how a key is shown to the user: arrows and the return sign, or
// words where only ASCII may be shown.
func Display(key string, ascii bool) string {
	mods, base := split(key)
	signs := map[string]string{"up": "↑", "down": "↓", "left": "←", "right": "→", "enter": "⏎", "pgdown": "pgdn"}
	if ascii {
		signs = map[string]string{"up": "Up", "down": "Down", "left": "Left", "right": "Right", "enter": "Enter", "pgdown": "pgdn"}
	}
	if sign, ok := signs[base]; ok {
		base = sign
	}
	return strings.Join(append(slices.Clone(mods), base), "+")
}
