package cli_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tami/ui/cli"
)

var update = flag.Bool("update", false, "write the golden texts anew")

// golden compares a text with the file that holds what it should be.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v; go test ./ui/cli -update writes it", err)
	}
	if got != string(want) {
		t.Errorf("%s differs from its golden text (-update writes it anew):\n%s", name, got)
	}
}

// The help is read like prose, so it is kept as prose: one file for all of it.
func TestHelpTexts(t *testing.T) {
	var all strings.Builder
	for _, command := range []string{"", "images", "image", "plan", "plan share", "plan deprecate", "plan tag", "plan describe", "run", "run protect", "journal", "undo", "resume", "explain", "keys", "simulate", "completion", "man", "version", "help"} {
		r := machine(t).run(strings.Fields(command + " --help")...)
		r.want(t, cli.Done)
		all.WriteString(r.stdout + "\n")
		for line := range strings.Lines(r.stdout) {
			if len(line) > 81 {
				t.Errorf("a line of tami %s --help is wider than 80 columns: %q", command, line)
			}
		}
	}
	golden(t, "help.txt", all.String())
}

func TestImageInWords(t *testing.T) {
	r := signedIn(t, "").run("image", "ami-0a000001")
	r.want(t, cli.Done)
	golden(t, "image.txt", r.stdout)
}

func TestImageInJSON(t *testing.T) {
	r := signedIn(t, "").run("image", "-o", "json", "ami-0a000001")
	r.want(t, cli.Done)
	golden(t, "image.json", r.stdout)
}

func TestManualOfImages(t *testing.T) {
	r := machine(t).run("man", "--dir", "out")
	r.want(t, cli.Done)
	golden(t, "tami-images.1", r.written["out/tami-images.1"])
}
