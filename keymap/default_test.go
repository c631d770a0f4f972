package keymap

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"tami/model/op"
)

// stacks are the layers that are live together somewhere in the program, the
// topmost first.
func stacks() map[string]Stack {
	all := Default()
	return map[string]Stack{
		"list":               Live(all, ListLayer, GlobalLayer),
		"image":              Live(all, ImageLayer, GlobalLayer),
		"image, its text":    Live(all, ImageLayer, TextLayer, GlobalLayer),
		"text":               Live(all, TextLayer, GlobalLayer),
		"search":             Live(all, SearchLayer, GlobalLayer),
		"menu or palette":    Live(all, PickerLayer, GlobalLayer),
		"profiles, places":   Live(all, PlacesLayer, GlobalLayer),
		"list, its actions":  Live(all, ListLayer, ActionsLayer, GlobalLayer),
		"image, its actions": Live(all, ImageLayer, ActionsLayer, GlobalLayer),
		"sheet":              Live(all, SheetLayer, GlobalLayer),
		"confirming":         Live(all, ConfirmLayer, GlobalLayer),
		"form":               Live(all, FormLayer, GlobalLayer),
		"run":                Live(all, RunLayer, GlobalLayer),
		"runs":               Live(all, RunsLayer, RowsLayer, GlobalLayer),
		"script":             Live(all, ScriptLayer, TextLayer, GlobalLayer),
	}
}

func TestNoKeyTwiceInALayer(t *testing.T) {
	for _, l := range Default() {
		holder := map[string]op.ID{}
		for _, b := range l.Bindings {
			for _, k := range b.Keys {
				if other, taken := holder[k]; taken {
					t.Errorf("%s: %q is %s and %s", l.Name, k, other, b.ID)
				}
				holder[k] = b.ID
			}
		}
	}
}

func TestEveryBindingIsSaidInFull(t *testing.T) {
	id := regexp.MustCompile(`^[a-z]+\.[a-z0-9]+$`)
	groups := []string{groupMove, groupList, groupFind, groupChoose, groupCopy, groupApp, groupChange}
	for _, l := range Default() {
		if l.Name == "" || l.Title == "" || len(l.Bindings) == 0 {
			t.Errorf("layer %q (%q) is not whole", l.Name, l.Title)
		}
		for _, b := range l.Bindings {
			if !id.MatchString(string(b.ID)) {
				t.Errorf("%s: %q is no ID", l.Name, b.ID)
			}
			if b.Title == "" || b.Short == "" || !slices.Contains(groups, b.Group) {
				t.Errorf("%s: %s lacks words: %+v", l.Name, b.ID, b)
			}
			if strings.HasSuffix(b.Title, ".") || !strings.HasSuffix(b.Help, ".") || strings.Count(b.Help, ". ") > 0 {
				t.Errorf("%s: %s: the title is no sentence and the help is one: %q %q", l.Name, b.ID, b.Title, b.Help)
			}
			if len(b.Short) > 12 {
				t.Errorf("%s: %s: %q is long for the footer", l.Name, b.ID, b.Short)
			}
			for _, k := range b.Keys {
				if err := CheckKey(k); err != nil {
					t.Errorf("%s: %s: %v", l.Name, b.ID, err)
				}
			}
			if b.Footer > 0 && len(b.Keys) == 0 {
				t.Errorf("%s: %s is in the footer without a key", l.Name, b.ID)
			}
		}
	}
}

func TestCommandsAndLayersAgree(t *testing.T) {
	said := map[op.ID]Binding{}
	titles := map[string]op.ID{}
	for _, c := range commands() {
		if _, twice := said[c.ID]; twice {
			t.Errorf("%s is described twice", c.ID)
		}
		if other, twice := titles[c.Title]; twice {
			t.Errorf("%s and %s are both called %q", c.ID, other, c.Title)
		}
		said[c.ID], titles[c.Title] = c, c.ID
	}
	used := map[op.ID]bool{}
	for _, l := range Default() {
		for _, b := range l.Bindings {
			used[b.ID] = true
			if c := said[b.ID]; c.Title != b.Title || c.Help != b.Help || c.Group != b.Group || c.Changes != b.Changes {
				t.Errorf("%s: %s means something else than elsewhere", l.Name, b.ID)
			}
		}
	}
	for id := range said {
		if !used[id] {
			t.Errorf("%s is in no layer", id)
		}
	}
}

// The keys are a promise: these are the ones of the design.
func TestDesignedKeys(t *testing.T) {
	for stack, keys := range map[string]map[string]op.ID{
		"list": {
			"up": "cursor.up", "k": "cursor.up", "down": "cursor.down", "j": "cursor.down",
			"g": "cursor.top", "home": "cursor.top", "G": "cursor.bottom", "end": "cursor.bottom",
			"ctrl+u": "cursor.halfup", "ctrl+d": "cursor.halfdown", "pgup": "cursor.pageup", "pgdown": "cursor.pagedown",
			"ctrl+b": "cursor.pageup", "ctrl+f": "cursor.pagedown",
			"left": "scroll.left", "h": "scroll.left", "right": "scroll.right", "l": "scroll.right",
			"tab": "pane.next", "shift+tab": "pane.previous", "1": "pane.1", "9": "pane.9",
			"0": "view.merge", "z": "view.zoom", "|": "view.stack", "enter": "item.open", "esc": "app.back", "q": "app.close",
			"?": "app.help", ":": "app.palette", "ctrl+p": "app.palette", "/": "list.search",
			"space": "list.mark", "*": "list.markall", "o": "list.sort", "O": "list.reverse", "f": "list.source",
			"p": "app.places", "y": "item.copyid", "Y": "item.copyas", "x": "list.export", "r": "view.refresh",
			"!": "app.messages", "i": "screen.instances", "ctrl+c": "app.quit", "ctrl+z": "app.suspend",
		},
		"image":            {"tab": "pane.next", "5": "pane.5", "y": "item.copyid", "Y": "item.copyas", "esc": "app.back", "down": "cursor.down"},
		"image, its text":  {"/": "list.search", "n": "text.next", "N": "text.previous", "tab": "pane.next", "space": "cursor.pagedown"},
		"text":             {"/": "list.search", "n": "text.next", "N": "text.previous", "q": "app.close", "j": "cursor.down"},
		"search":           {"enter": "search.keep", "esc": "search.clear", "tab": "search.complete", "up": "search.previous", "down": "search.next", "ctrl+c": "app.quit", "pgdown": "cursor.pagedown"},
		"menu or palette":  {"enter": "picker.choose", "esc": "app.back", "up": "cursor.up", "down": "cursor.down", "tab": "cursor.down", "ctrl+c": "app.quit"},
		"profiles, places": {"space": "list.mark", "*": "list.markall", "enter": "places.apply", "esc": "app.back", "j": "cursor.down"},
		"list, its actions": {
			"a": "item.actions", "D": "image.deregister", "S": "image.share", "X": "image.deprecate", "B": "image.disable",
			"K": "image.protect", "T": "image.tag", "E": "image.describe", "u": "run.undo", ".": "screen.runs",
		},
		"sheet": {
			"enter": "sheet.forward", "esc": "app.back", "s": "sheet.script", "e": "item.explain", "space": "sheet.toggle", "y": "sheet.yes",
			"f": "sheet.form", "tab": "sheet.form", "j": "cursor.down", "q": "app.close",
		},
		"confirming": {"enter": "sheet.forward", "esc": "app.back"},
		"form":       {"enter": "sheet.forward", "tab": "form.next", "shift+tab": "form.previous", "esc": "app.back"},
		"run":        {"ctrl+x": "run.stop", "u": "run.undo", "esc": "app.back"},
		"runs":       {"enter": "item.open", "u": "run.undo", "y": "item.copyid"},
	} {
		s := stacks()[stack]
		for key, want := range keys {
			if id, ok := s.Resolve(key); !ok || id != want {
				t.Errorf("%s: %q is %q, want %s", stack, key, id, want)
			}
		}
	}
}

// Text typed into a box stays text, and the keys that edit it edit it.
func TestTypingIsNotCommands(t *testing.T) {
	for _, name := range []string{"search", "menu or palette", "confirming", "form"} {
		s := stacks()[name]
		for _, key := range []string{
			"a", "q", "?", ":", "/", "1", "space", "N", "é", "left", "right", "home", "end", "backspace", "delete",
			"ctrl+a", "ctrl+u", "ctrl+d", "ctrl+f", "ctrl+w", "alt+b", "alt+backspace", "ctrl+left",
		} {
			if name == "form" && key == "right" {
				continue // at the end of a text, where it moves nothing, it takes what is offered
			}
			if id, ok := s.Resolve(key); ok {
				t.Errorf("%s: %q is %s, and cannot be typed", name, key, id)
			}
		}
	}
}

func TestKeysKeptFree(t *testing.T) {
	for _, l := range Default() {
		for _, b := range l.Bindings {
			for _, k := range b.Keys {
				capital := len(k) == 1 && strings.Contains("LNCSDRTEXBKW", k)
				if pager := l.Name == TextLayer && b.ID == "text.previous"; capital && !b.Changes && !pager {
					t.Errorf("%s: %q only looks (%s); it is kept for what changes the account", l.Name, k, b.ID)
				}
			}
		}
	}
}

func TestShadows(t *testing.T) {
	var got []string
	for name, s := range stacks() {
		for _, sh := range s.Shadows() {
			got = append(got, name+": "+sh.Key+" is "+string(sh.Wins)+" ("+sh.Above+"), not "+string(sh.Loses)+" ("+sh.Below+")")
		}
	}
	slices.Sort(got)
	golden(t, "testdata/shadows.golden", strings.Join(got, "\n")+"\n")
}

func TestReachable(t *testing.T) {
	find := func(s Stack, id op.ID) (Binding, bool) {
		list := s.Reachable()
		i := slices.IndexFunc(list, func(b Binding) bool { return b.ID == id })
		if i < 0 {
			return Binding{}, false
		}
		return list[i], true
	}
	all := stacks()
	if b, _ := find(all["text"], "cursor.pagedown"); !slices.Equal(b.Keys, []string{"space", "pgdown", "ctrl+f"}) {
		t.Errorf("a page down in a text: %q", b.Keys)
	}
	if b, ok := find(all["search"], "app.help"); ok {
		t.Errorf("help is offered by %q while ? is text", b.Keys)
	}
	if b, ok := find(all["search"], "app.palette"); !ok || !slices.Equal(b.Keys, []string{"ctrl+p"}) {
		t.Errorf("the palette in the search box: %q", b.Keys)
	}
	if b, ok := find(all["menu or palette"], "app.palette"); ok {
		t.Errorf("the palette is offered inside itself by %q", b.Keys)
	}
	if _, ok := find(all["list"], "app.theme"); !ok {
		t.Error("a command without a key is not offered")
	}
	for name, s := range all {
		seen := map[op.ID]bool{}
		for _, b := range s.Reachable() {
			if seen[b.ID] {
				t.Errorf("%s: %s is offered twice", name, b.ID)
			}
			seen[b.ID] = true
			for _, k := range b.Keys {
				if id, _ := s.Resolve(k); id != b.ID {
					t.Errorf("%s: %q is offered as %s and is %s", name, k, b.ID, id)
				}
			}
		}
	}
}

func TestLive(t *testing.T) {
	s := Live(Default(), "list", "nowhere", "global")
	if len(s) != 2 || s[0].Name != "list" || s[1].Name != "global" {
		t.Errorf("live: %v", s)
	}
	if !Claims(s[0], "x") || Claims(s[0], "q") {
		t.Error("a layer claims its own keys and no other")
	}
	if _, ok := s.Resolve("f19"); ok {
		t.Error("a key that nobody binds has a command")
	}
}

// Keys are shown as signs, or as words where signs cannot be shown.
func TestDisplay(t *testing.T) {
	for _, tt := range []struct{ key, signs, ascii string }{
		{"up", "↑", "Up"}, {"enter", "⏎", "Enter"}, {"pgdown", "pgdn", "pgdn"}, {"shift+tab", "shift+tab", "shift+tab"},
		{"ctrl+left", "ctrl+←", "ctrl+Left"}, {"+", "+", "+"}, {"ctrl++", "ctrl++", "ctrl++"}, {"|", "|", "|"}, {"space", "space", "space"},
	} {
		if a, b := Display(tt.key, false), Display(tt.key, true); a != tt.signs || b != tt.ascii {
			t.Errorf("%q is shown as %q and %q, want %q and %q", tt.key, a, b, tt.signs, tt.ascii)
		}
	}
}

func TestCheckKey(t *testing.T) {
	for _, key := range []string{"a", "A", "?", "|", "é", "+", "ctrl++", "space", "ctrl+space", "shift+tab", "ctrl+shift+up", "f1", "f20", "alt+enter", "ctrl+x"} {
		if err := CheckKey(key); err != nil {
			t.Errorf("%q: %v", key, err)
		}
	}
	for key, want := range map[string]string{
		"return": `did you mean "enter"?`, "Enter": `did you mean "enter"?`, "escape": `did you mean "esc"?`, " ": `did you mean "space"?`,
		"ctrl+pgdn": `did you mean "ctrl+pgdown"?`, "pgdow": `did you mean "pgdown"?`, "entre": `did you mean "enter"?`, "f99": "did you mean",
		"ctrl+X": `did you mean "ctrl+x"?`, "shift+a": `such as "A"`, "shift+ctrl+a": "in the order ctrl, alt, shift", "ctrl+ctrl+a": "once each",
		"ctrl+i": "terminals send tab", "ctrl+m": "terminals send enter", "": `did you mean "space"?`, "gibberish": "a key is one character",
		"\x1b": `"\x1b"`, "ctrl+\u202e": `\u202e`, "ab": `unknown key "ab"`,
	} {
		if err := CheckKey(key); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", key, err, want)
		}
	}
}
