// Package keymap holds the one table of keys and commands. Help, footer,
// palette, `tami keys` and docs/keys.md are all read from it, and the user's
// configuration is decoded here. It may import model/op and a YAML parser,
// never Bubble Tea: key names are plain strings, those of Bubble Tea's
// Key.String.
package keymap

import (
	"slices"

	"tami/model/op"
)

// The names of the layers.
const (
	GlobalLayer  = "global"  // holds on every screen
	ListLayer    = "list"    // any list of rows
	RowsLayer    = "rows"    // a plain table, each row of which leads somewhere
	ExplainLayer = "explain" // a tab whose lines can be explained
	BinLayer     = "bin"     // what is in the Recycle Bin
	FleetLayer   = "fleet"   // what runs which image
	CostLayer    = "cost"    // what an image costs
	CompareLayer = "compare" // two images side by side
	ImageLayer   = "image"   // one image in its tabs
	TextLayer    = "text"    // text to be read: raw JSON, help, messages
	SearchLayer  = "search"  // the search box, while it takes text
	PickerLayer  = "picker"  // menus and the palette, while they take text
	SignInLayer  = "signin"  // a sign-in that somebody confirms in a browser
	PlacesLayer  = "places"  // the choice of profiles and regions
	ActionsLayer = "actions" // what can be done to a selection
	RollLayer    = "roll"    // what a rollback can begin at: an image, and what runs one
	SheetLayer   = "sheet"   // a change that is looked at
	ConfirmLayer = "confirm" // the box that confirms a change, while it takes text
	FormLayer    = "form"    // what a change wants to know, while it takes text
	RunLayer     = "run"     // a change under way, or made
	RunsLayer    = "runs"    // the list of changes
	ScriptLayer  = "script"  // a script that can be copied and saved
)

// Binding is a command with its keys in one layer, and its words wherever it
// is shown.
type Binding struct {
	ID      op.ID
	Keys    []string // none: to be found in the palette only
	Short   string   // in the footer: "open"
	Title   string   // in the palette and the help: "Open the image"
	Help    string   // one sentence more
	Group   string   // the heading in the help: "Move", "List"
	Footer  int      // rank in the footer, 1 first; 0: not there
	Changes bool     // it changes the account
}

// Layer is the keys of one kind of place in the program. No key stands twice
// in a layer.
type Layer struct {
	Name  string
	Title string

	// Typing says that text is typed here: letters and editing keys that the
	// layer does not bind belong to the box and reach no layer below.
	Typing bool

	Bindings []Binding
}

// Claims reports whether the layer itself binds the key.
func Claims(l Layer, key string) bool {
	_, ok := l.command(key)
	return ok
}

func (l Layer) command(key string) (op.ID, bool) {
	for _, b := range l.Bindings {
		if slices.Contains(b.Keys, key) {
			return b.ID, true
		}
	}
	return "", false
}

// Stack is the layers that are live, the topmost first.
type Stack []Layer

// Live picks layers by name, the topmost first. A name that no layer has is
// left out.
func Live(layers []Layer, names ...string) Stack {
	var s Stack
	for _, name := range names {
		if i := slices.IndexFunc(layers, func(l Layer) bool { return l.Name == name }); i >= 0 {
			s = append(s, layers[i])
		}
	}
	return s
}

// Resolve is the command of a key: that of the topmost layer which binds it.
// ok is false when none does, or when the key is text for a box on the way.
func (s Stack) Resolve(key string) (id op.ID, ok bool) {
	for _, l := range s {
		if id, ok := l.command(key); ok {
			return id, true
		}
		if l.Typing && typed(key) {
			return "", false
		}
	}
	return "", false
}

// Shadow is a key whose command in a lower layer cannot be reached by it,
// since a layer above binds it to another command.
type Shadow struct {
	Key          string
	Above, Below string // names of layers
	Wins, Loses  op.ID
}

// Shadows lists the keys that a layer takes from one below, from the top down.
// Text that a typing layer keeps to itself is not listed.
func (s Stack) Shadows() []Shadow {
	var list []Shadow
	for i, l := range s {
		for _, b := range l.Bindings {
			for _, key := range b.Keys {
				if above, id, ok := s[:i].holder(key); ok && id != b.ID {
					list = append(list, Shadow{Key: key, Above: above, Below: l.Name, Wins: id, Loses: b.ID})
				}
			}
		}
	}
	return list
}

// holder is the topmost layer that binds the key.
func (s Stack) holder(key string) (layer string, id op.ID, ok bool) {
	for _, l := range s {
		if id, ok := l.command(key); ok {
			return l.Name, id, true
		}
	}
	return "", "", false
}

// Reachable lists every command that can be given here, each once, in the
// order of the layers, with exactly the keys that give it: what a footer, a
// help screen or a palette may show. Commands that never had a key are in it,
// commands whose every key is taken from them are not.
func (s Stack) Reachable() []Binding {
	var list []Binding
	at := map[op.ID]int{}
	for _, l := range s {
		for _, b := range l.Bindings {
			var keys []string
			for _, k := range b.Keys {
				if id, ok := s.Resolve(k); ok && id == b.ID {
					keys = append(keys, k)
				}
			}
			if len(keys) == 0 && len(b.Keys) > 0 {
				continue
			}
			if i, seen := at[b.ID]; seen {
				list[i].Keys = union(list[i].Keys, keys)
				continue
			}
			at[b.ID] = len(list)
			b.Keys = keys
			list = append(list, b)
		}
	}
	return list
}

func union(a, b []string) []string {
	for _, k := range b {
		if !slices.Contains(a, k) {
			a = append(a, k)
		}
	}
	return a
}
