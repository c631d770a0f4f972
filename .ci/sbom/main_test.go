package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestListIsWhole builds tami and compares the list of what is in it with what
// Go says that it is built of, which it works out from the source.
func TestListIsWhole(t *testing.T) {
	work := t.TempDir()
	binary, name := filepath.Join(work, "tami"), filepath.Join(work, "sbom.json")
	build := exec.CommandContext(t.Context(), "go", "build", "-trimpath", "-buildvcs=false", "-o", binary, "tami")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if err := run([]string{binary, name}); err != nil {
		t.Fatal(err)
	}
	first, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var doc document
	if err := json.Unmarshal(first, &doc); err != nil || doc.Format != "CycloneDX" || doc.Metadata.Component.Name != "tami" {
		t.Fatalf("%v %+v", err, doc.Metadata)
	}
	list := exec.CommandContext(t.Context(), "go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}@{{.Version}}{{end}}{{end}}", "tami")
	list.Env = append(os.Environ(), "CGO_ENABLED=0")
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Fields(string(out))
	slices.Sort(want)
	want = slices.Compact(want)
	var got []string
	for _, c := range doc.Components {
		if c.Name == "std" {
			continue
		}
		got = append(got, c.Name+"@"+c.Version)
		if len(c.Properties) != 1 || !strings.HasPrefix(c.Properties[0].Value, "h1:") || c.PURL != c.Ref {
			t.Errorf("%+v", c)
		}
	}
	slices.Sort(got)
	if !slices.Equal(got, want) || len(want) < 20 {
		t.Errorf("listed are\n%q, and built in are\n%q", got, want)
	}
	if err := run([]string{binary, name}); err != nil {
		t.Fatal(err)
	}
	if again, err := os.ReadFile(name); err != nil || string(again) != string(first) {
		t.Errorf("written again it is another: %v", err)
	}
	t.Logf("%d of %d modules", len(got), len(want))
}

func TestWrongUse(t *testing.T) {
	for _, args := range [][]string{nil, {"x"}, {filepath.Join(t.TempDir(), "none"), "y"}} {
		if run(args) == nil {
			t.Errorf("%q is taken", args)
		}
	}
}
