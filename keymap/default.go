package keymap

import (
	"strconv"
	"strings"

	"tami/model/op"
)

// row is a line of the table: a command, its keys with blanks between them,
// its rank in the footer, and a footer word where the layer has a better one.
type row struct {
	id     op.ID
	keys   string
	footer int
	short  string
}

// Default is the table that tami comes with.
//
// Lower case looks and upper case changes: L N C S D R T E X B K W are for
// commands that change the account, and no other command takes them; in a text
// to read, where nothing can be changed, N goes to the previous match as it
// does in every pager.
func Default() []Layer {
	words := wording()
	return []Layer{
		{Name: GlobalLayer, Title: "Everywhere", Bindings: words.bind(global())},
		{Name: ListLayer, Title: "Lists", Bindings: words.bind(lists())},
		{Name: RowsLayer, Title: "Plain tables", Bindings: words.bind(rows())},
		{Name: ExplainLayer, Title: "What can be explained", Bindings: words.bind([]row{{id: "item.explain", keys: "e", footer: 2}})},
		{Name: BinLayer, Title: "The Recycle Bin", Bindings: words.bind(binned())},
		{Name: FleetLayer, Title: "Groups & templates", Bindings: words.bind(fleet())},
		{Name: CostLayer, Title: "What an image costs", Bindings: words.bind([]row{{id: "cost.measure", keys: "m enter", footer: 2}, {id: "cost.prices", keys: "$", footer: 3}})},
		{Name: CompareLayer, Title: "Two images compared", Bindings: words.bind(compares())},
		{Name: ImageLayer, Title: "An image", Bindings: words.bind(images())},
		{Name: TextLayer, Title: "Text to read", Bindings: words.bind(texts())},
		{Name: SearchLayer, Title: "The search box", Typing: true, Bindings: words.bind(searches())},
		{Name: PickerLayer, Title: "Menus and the palette", Typing: true, Bindings: words.bind(pickers())},
		{Name: SignInLayer, Title: "A sign-in", Bindings: words.bind([]row{{id: "signin.copy", keys: "y", footer: 1}, {id: "view.refresh", keys: "r", footer: 2, short: "try again"}, {id: "app.back", keys: "esc", footer: 3}})},
		{Name: PlacesLayer, Title: "Places", Bindings: words.bind(places())},
		{Name: ActionsLayer, Title: "What is selected", Bindings: words.bind(actionRows())},
		{Name: RollLayer, Title: "What can be rolled back", Bindings: words.bind(rollbacks())},
		{Name: SheetLayer, Title: "A change, before it is made", Bindings: words.bind(sheets())},
		{Name: ConfirmLayer, Title: "The box that confirms a change", Typing: true, Bindings: words.bind(confirms())},
		{Name: FormLayer, Title: "The form of a change", Typing: true, Bindings: words.bind(forms())},
		{Name: RunLayer, Title: "A change under way, or made", Bindings: words.bind(underWay())},
		{Name: RunsLayer, Title: "The list of changes", Bindings: words.bind(runs())},
		{Name: ScriptLayer, Title: "A script", Bindings: words.bind(scripts())},
	}
}

func global() []row {
	return []row{
		{id: "cursor.up", keys: "up k"},
		{id: "cursor.down", keys: "down j"},
		{id: "cursor.top", keys: "g home"},
		{id: "cursor.bottom", keys: "G end"},
		{id: "cursor.halfup", keys: "ctrl+u"},
		{id: "cursor.halfdown", keys: "ctrl+d"},
		{id: "cursor.pageup", keys: "pgup ctrl+b"},
		{id: "cursor.pagedown", keys: "pgdown ctrl+f"},
		{id: "scroll.left", keys: "left h"},
		{id: "scroll.right", keys: "right l"},
		{id: "view.refresh", keys: "r", footer: 8},
		{id: "app.help", keys: "?", footer: 20},
		{id: "app.palette", keys: ": ctrl+p", footer: 10},
		{id: "app.back", keys: "esc"},
		{id: "app.close", keys: "q"},
		{id: "app.quit", keys: "ctrl+c"},
		{id: "app.suspend", keys: "ctrl+z"},
		{id: "app.places", keys: "p", footer: 7},
		{id: "app.messages", keys: "!"},
		{id: "app.signin", keys: "ctrl+l"},
		{id: "screen.images"},
		{id: "screen.learn"},
		{id: "screen.families", keys: "v"},
		{id: "screen.instances", keys: "i"},
		{id: "screen.groups", keys: "t"},
		{id: "screen.bin", keys: "b"},
		{id: "screen.runs", keys: "."},
		{id: "run.undo", keys: "u"},
		{id: "app.theme"},
		{id: "app.version"},
	}
}

func lists() []row {
	return append([]row{
		{id: "item.open", keys: "enter", footer: 1},
		{id: "list.search", keys: "/", footer: 2},
		{id: "list.mark", keys: "space", footer: 3},
		{id: "list.markall", keys: "*"},
		{id: "list.sort", keys: "o", footer: 5},
		{id: "list.reverse", keys: "O"},
		{id: "list.compare", keys: "="},
		{id: "item.users", keys: "w"},
		{id: "list.source", keys: "f", footer: 6},
		{id: "list.export", keys: "x"},
		{id: "item.copyid", keys: "y", footer: 9},
		{id: "item.copyas", keys: "Y"},
		{id: "view.merge", keys: "0"},
		{id: "view.zoom", keys: "z"},
		{id: "view.stack", keys: "|"},
	}, panes(row{id: "pane.next", keys: "tab", footer: 4, short: "next pane"})...)
}

func rows() []row {
	return []row{
		{id: "item.open", keys: "enter", footer: 1},
		{id: "item.copyid", keys: "y", footer: 2},
		{id: "app.back", keys: "esc", footer: 5},
	}
}

func binned() []row {
	return []row{
		{id: "list.search", keys: "/", footer: 1},
		{id: "list.sort", keys: "o", footer: 3},
		{id: "list.reverse", keys: "O"},
		{id: "item.explain", keys: "e enter", footer: 2},
		{id: "item.copyid", keys: "y", footer: 4},
		{id: "app.back", keys: "esc", footer: 5},
	}
}

func fleet() []row {
	return append(panes(row{id: "pane.next", keys: "tab", footer: 3, short: "next"}),
		row{id: "item.open", keys: "enter", footer: 1, short: "image"},
		row{id: "list.search", keys: "/", footer: 4},
		row{id: "list.sort", keys: "o", footer: 5},
		row{id: "list.reverse", keys: "O"},
		row{id: "item.explain", keys: "e", footer: 6},
		row{id: "item.copyid", keys: "y", footer: 8},
		row{id: "app.back", keys: "esc", footer: 7},
	)
}

func compares() []row {
	return []row{
		{id: "compare.whole", keys: "space", footer: 1},
		{id: "app.back", keys: "esc", footer: 5},
	}
}

func images() []row {
	return append(panes(row{id: "pane.next", keys: "tab", footer: 1, short: "next tab"}),
		row{id: "item.users", keys: "w", footer: 2},
		row{id: "list.compare", keys: "="},
		row{id: "item.copyid", keys: "y", footer: 3},
		row{id: "item.copyas", keys: "Y", footer: 4},
		row{id: "app.back", keys: "esc", footer: 5},
	)
}

// panes are the keys that go from pane to pane, or from tab to tab.
func panes(next row) []row {
	rows := []row{next, {id: "pane.previous", keys: "shift+tab"}}
	for n := 1; n <= 9; n++ {
		rows = append(rows, row{id: op.ID("pane." + strconv.Itoa(n)), keys: strconv.Itoa(n)})
	}
	return rows
}

func texts() []row {
	return []row{
		{id: "list.search", keys: "/", footer: 2},
		{id: "text.next", keys: "n", footer: 3},
		{id: "text.previous", keys: "N"},
		{id: "cursor.pagedown", keys: "space"},
		{id: "app.back", keys: "esc", footer: 5},
	}
}

func searches() []row {
	return []row{
		{id: "search.keep", keys: "enter", footer: 1},
		{id: "search.clear", keys: "esc", footer: 2},
		{id: "search.complete", keys: "tab", footer: 3},
		{id: "search.next", keys: "down", footer: 4},
		{id: "search.previous", keys: "up", footer: 5},
	}
}

func pickers() []row {
	return []row{
		{id: "picker.choose", keys: "enter", footer: 1},
		{id: "app.back", keys: "esc", footer: 2, short: "leave"},
		{id: "cursor.up", keys: "up shift+tab ctrl+p"},
		{id: "cursor.down", keys: "down tab ctrl+n"},
	}
}

func places() []row {
	return []row{
		{id: "list.mark", keys: "space", footer: 1, short: "choose"},
		{id: "list.markall", keys: "*", footer: 3, short: "all regions"},
		{id: "places.apply", keys: "enter", footer: 2},
		{id: "app.signin", keys: "ctrl+l", footer: 5},
		{id: "app.back", keys: "esc", footer: 4},
	}
}

// vocabulary is all commands, without keys.
type vocabulary map[op.ID]Binding

// wording makes them, once for all layers: they are many, and the program
// starts with this.
func wording() vocabulary {
	all := commands()
	w := make(vocabulary, len(all))
	for _, b := range all {
		w[b.ID] = b
	}
	return w
}

// bind gives the rows their words.
func (w vocabulary) bind(rows []row) []Binding {
	bindings := make([]Binding, len(rows))
	for i, r := range rows {
		b := w[r.id]
		b.ID, b.Keys, b.Footer = r.id, strings.Fields(r.keys), r.footer
		if r.short != "" {
			b.Short = r.short
		}
		bindings[i] = b
	}
	return bindings
}
