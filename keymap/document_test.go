package keymap

import (
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write docs/keys.md and the golden files again")

// golden compares with a file, or writes it.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v; go test ./keymap -update writes it", err)
	}
	if string(want) != got {
		t.Errorf("%s is stale; go test ./keymap -update writes it again. It should be:\n%s", file, got)
	}
}

func TestDocumentIsFresh(t *testing.T) {
	golden(t, "../docs/keys.md", Markdown(Default()))
}

func TestMarkdownTables(t *testing.T) {
	for _, line := range strings.Split(Markdown(Default()), "\n") {
		if strings.HasPrefix(line, "|") && strings.Count(line, "|")-strings.Count(line, `\|`) != 4 {
			t.Errorf("not three columns: %s", line)
		}
	}
}

func TestTextIsForEveryTerminal(t *testing.T) {
	text := Text(Default())
	for i, line := range strings.Split(text, "\n") {
		if len(line) > 80 {
			t.Errorf("line %d is %d wide: %s", i+1, len(line), line)
		}
		if strings.ContainsFunc(line, func(r rune) bool { return r < ' ' || r > '~' }) {
			t.Errorf("line %d is not ASCII: %s", i+1, line)
		}
	}
	for _, want := range []string{"Everywhere\n", "up k  ", "pane.1 to pane.9", "(palette)", "list.markall"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

func TestJSONHoldsEverything(t *testing.T) {
	doc, err := JSON(Default())
	if err != nil {
		t.Fatal(err)
	}
	var layers []struct {
		Name     string
		Commands []struct {
			Id, Title string
			Keys      []string
		}
	}
	if err := json.Unmarshal(doc, &layers); err != nil {
		t.Fatal(err)
	}
	if len(layers) != len(Default()) {
		t.Fatalf("%d layers", len(layers))
	}
	for i, l := range Default() {
		if len(layers[i].Commands) != len(l.Bindings) {
			t.Errorf("%s has %d commands, want %d", l.Name, len(layers[i].Commands), len(l.Bindings))
			continue
		}
		for j, b := range l.Bindings {
			if c := layers[i].Commands[j]; c.Id != string(b.ID) || c.Title != b.Title || strings.Join(c.Keys, " ") != strings.Join(b.Keys, " ") || c.Keys == nil {
				t.Errorf("%s: %+v, want %+v", l.Name, c, b)
			}
		}
	}
}
