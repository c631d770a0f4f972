package keymap

import (
	"strings"

	"tami/model/op"
)

// actionKeys are the keys of actions, all of them capitals. An action without
// a key is found in the menu of actions and in the palette.
func actionKeys() map[op.ID]string {
	return map[op.ID]string{
		"image.launch": "L", "image.create": "N", "image.copy": "C", "image.deregister": "D", "image.sweep": "W", "image.share": "S", "image.deprecate": "X", "image.disable": "B",
		"image.protect": "K", "image.tag": "T", "image.describe": "E", "bin.restore": "R",
	}
}

// actionRows are the actions with their keys, and the menu of all of them.
func actionRows() []row {
	rows := []row{{id: "item.actions", keys: "a", footer: 3}}
	for _, a := range op.Actions() {
		if a.ID == rollback {
			continue
		}
		r := row{id: a.ID, keys: actionKeys()[a.ID]}
		switch a.ID {
		case "image.deregister":
			r.footer = 5
		case "image.create":
			r.footer, r.short = 4, "make image"
		}
		rows = append(rows, r)
	}
	return rows
}

// rollback begins at several kinds of things, and so has a layer of its own.
const rollback op.ID = "image.rollback"

func rollbacks() []row {
	if op.Find(string(rollback)) == nil {
		return nil
	}
	return []row{{id: rollback, keys: "R", footer: 2, short: "roll back"}}
}

// actionWords are the words of the actions: they come from the actions.
func actionWords() []Binding {
	var all []Binding
	for _, a := range op.Actions() {
		short := strings.ToLower(a.Word)
		if len(short) > 12 {
			short = short[:12]
		}
		all = append(all, Binding{ID: a.ID, Group: groupChange, Short: short, Title: a.Title, Help: a.Help, Changes: true})
	}
	return all
}

func sheets() []row {
	return []row{
		{id: "sheet.forward", keys: "enter", footer: 1},
		{id: "sheet.yes", keys: "y", footer: 1},
		{id: "app.back", keys: "esc", footer: 2},
		{id: "sheet.toggle", keys: "space", footer: 4},
		{id: "sheet.script", keys: "s", footer: 3},
		{id: "item.explain", keys: "e", footer: 5},
		{id: "sheet.form", keys: "f tab", footer: 6},
		{id: "sheet.to", keys: "t", footer: 3},
		{id: "sheet.way", keys: "w", footer: 4},
		{id: "list.compare", keys: "=", footer: 4, short: "compare"},
		{id: "sheet.offers", keys: "o", footer: 7},
	}
}

func confirms() []row {
	return []row{
		{id: "sheet.forward", keys: "enter", footer: 1},
		{id: "app.back", keys: "esc", footer: 2},
		{id: "cursor.up", keys: "up"},
		{id: "cursor.down", keys: "down"},
	}
}

func forms() []row {
	return []row{
		{id: "sheet.forward", keys: "enter", footer: 1, short: "plan"},
		{id: "form.next", keys: "tab down", footer: 2},
		{id: "form.previous", keys: "shift+tab up"},
		{id: "form.complete", keys: "right", footer: 4},
		{id: "form.choose", keys: "ctrl+o ctrl+space", footer: 3},
		{id: "form.explain", keys: "alt+e f1", footer: 5},
		{id: "form.clear", keys: "ctrl+r"},
		{id: "app.back", keys: "esc", footer: 6},
	}
}

func underWay() []row {
	return []row{
		{id: "run.stop", keys: "ctrl+x", footer: 1},
		{id: "run.undo", keys: "u", footer: 2},
		{id: "run.resume", keys: "enter", footer: 1},
		{id: "app.back", keys: "esc", footer: 3},
		{id: "sheet.script", keys: "s", footer: 4},
		{id: "item.explain", keys: "e"},
		{id: "sheet.offers", keys: "o", footer: 5, short: "next"},
		{id: "list.compare", keys: "="},
		{id: "receipt.copy", keys: "y", footer: 6},
		{id: "receipt.save", keys: "x", footer: 7},
	}
}

func runs() []row {
	return []row{
		{id: "run.undo", keys: "u", footer: 2},
		{id: "run.stop", keys: "ctrl+x", footer: 3},
	}
}

func scripts() []row {
	return []row{
		{id: "item.copyid", keys: "y", footer: 1, short: "copy"},
		{id: "list.export", keys: "x", footer: 2, short: "save"},
	}
}
