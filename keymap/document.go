package keymap

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"tami/model/op"
)

// Markdown is docs/keys.md: every layer with its keys.
func Markdown(layers []Layer) string {
	var b strings.Builder
	b.WriteString(`# Keys

Lower case looks; the capitals L N C S D R T E X B K W are for commands that
change the account. This page, the help (` + "`?`" + `), the palette (` + "`:`" + `), the last line
of the screen and ` + "`tami keys`" + ` are all made from one table.

A key of your own goes into the configuration file by the command's ID, in
place of the keys below; ` + "`[]`" + ` leaves a command to the palette:

    keys:
      view.refresh: f5
      list.export: [x, ctrl+s]
      app.suspend: []
`)
	for _, l := range layers {
		fmt.Fprintf(&b, "\n## %s\n\n", l.Title)
		if l.Typing {
			b.WriteString("Letters are typed here, and the cursor moves and deletes as in a shell\n" +
				"(`ctrl+a`, `ctrl+e`, `ctrl+u`, `ctrl+k`, `ctrl+w`); besides that:\n\n")
		}
		b.WriteString("| key | does | command |\n|---|---|---|\n")
		for _, e := range entries(l) {
			keys := make([]string, len(e.Keys))
			for i, k := range e.Keys {
				keys[i] = "`" + strings.ReplaceAll(k, "|", `\|`) + "`"
			}
			if len(keys) == 0 {
				keys = []string{"palette"}
			}
			fmt.Fprintf(&b, "| %s | **%s.** %s | `%s` |\n", strings.Join(keys, " "), e.Title, e.Help, e.id)
		}
	}
	return b.String()
}

// Text is what `tami keys` prints: a table for each layer, with key names as
// the configuration takes them.
func Text(layers []Layer) string {
	var b strings.Builder
	for i, l := range layers {
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString(l.Title + "\n")
		w := tabwriter.NewWriter(&b, 0, 8, 2, ' ', 0)
		for _, e := range entries(l) {
			keys := strings.Join(e.Keys, " ")
			if keys == "" {
				keys = "(palette)"
			}
			fmt.Fprintf(w, "  %s\t%s\t%s\n", keys, e.id, e.Title)
		}
		_ = w.Flush() // into a strings.Builder, which takes everything
	}
	return b.String()
}

// entry is a line of a list of keys: a binding, or several that are numbered.
type entry struct {
	Binding
	id string
}

// entries are a layer's bindings with numbered commands (pane.1, pane.2, …)
// drawn together.
func entries(l Layer) []entry {
	var list []entry
	for _, b := range l.Bindings {
		e := entry{Binding: b, id: string(b.ID)}
		if n := len(list) - 1; n >= 0 && numbered(b.ID) && family(list[n].ID) == family(b.ID) {
			list[n].Keys = slices.Concat(list[n].Keys, b.Keys)
			list[n].id = string(list[n].ID) + " to " + string(b.ID)
			continue
		}
		list = append(list, e)
	}
	for i := range list {
		e := &list[i]
		if numbered(e.ID) {
			e.Title = strings.TrimRight(e.Title, "0123456789") + "by its number"
		}
	}
	return list
}

// family is the ID without the number at its end.
func family(id op.ID) string { return strings.TrimRight(string(id), "0123456789") }

func numbered(id op.ID) bool { return family(id) != string(id) }

// JSON is the table as data: an array of layers with their commands, IDs and
// key names as the configuration takes them.
func JSON(layers []Layer) ([]byte, error) {
	type command struct {
		ID      op.ID `json:"Id"`
		Keys    []string
		Title   string
		Help    string
		Group   string
		Changes bool
	}
	type layer struct {
		Name     string
		Title    string
		Commands []command
	}
	out := make([]layer, len(layers))
	for i, l := range layers {
		out[i] = layer{Name: l.Name, Title: l.Title, Commands: []command{}}
		for _, b := range l.Bindings {
			keys := append([]string{}, b.Keys...)
			out[i].Commands = append(out[i].Commands, command{b.ID, keys, b.Title, b.Help, b.Group, b.Changes})
		}
	}
	doc, err := json.MarshalIndent(out, "", "  ")
	return append(doc, '\n'), err
}
