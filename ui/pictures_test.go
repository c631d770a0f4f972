package ui_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tami/ui/picture"
)

// TestPicturesAreFresh holds the pictures in the documentation against what the
// program draws on the demo account; -update makes them anew.
func TestPicturesAreFresh(t *testing.T) {
	travel(t, options{w: 110, h: 32}, func(j *journey) {
		j.Loaded().Press("/").Type("web arm").Press("enter", "j", "space", "j").After(rested)
		compare(t, "images", j)
		j.Press("esc", "/").Type("payments").Press("enter", "enter", "2").After(rested)
		compare(t, "devices", j)
		j.Press("1").After(rested)
		compare(t, "overview", j)
	})
}

// TestTheRollbackStoryIsFresh does the same for the pictures of a night: what
// runs, what would change, another target, on the way, and done.
func TestTheRollbackStoryIsFresh(t *testing.T) {
	travel(t, options{w: 110, h: 32}, func(j *journey) {
		j.Loaded().Press("t").Loaded()
		compare(t, "rollback-1-groups", j)
		j.Press("R").After(2 * read)
		compare(t, "rollback-2-plan", j)
		j.Press("t")
		compare(t, "rollback-3-target", j)
		j.Press("esc", "y").After(time.Minute)
		compare(t, "rollback-4-running", j)
		j.After(refreshed)
		compare(t, "rollback-5-done", j)
	})
}

func compare(t *testing.T, name string, j *journey) {
	t.Helper()
	file := filepath.Join("..", "docs", "images", name+".svg")
	lines := j.Lines()
	screen := launched.ReplaceAllString(runID.ReplaceAllString(strings.Join(lines, "\r\n"), "20261121-140300-3f9a"), "${1}i-0506db67e2e5a7853")
	svg := picture.SVG(110, len(lines), []byte(screen))
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(svg), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v; make it with go test ./ui -update", err)
	}
	if string(want) != svg {
		t.Errorf("%s is not what the program draws; make it anew with go test ./ui -update", file)
	}
}
