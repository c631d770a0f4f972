package ui_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"tami/themes"
)

var update = flag.Bool("update", false, "write the golden screens anew")

// sizes are the terminals that every screen is looked at in.
func sizes() [][2]int { return [][2]int{{40, 12}, {80, 24}, {120, 40}, {200, 60}} }

// tour visits every screen there is; visit is called at each.
func tour(j *journey, visit func(name string)) {
	j.Loaded()
	visit("images")
	j.Press("j", "j", "space", "j", "space").After(rested)
	visit("images-marked")
	j.Press("=").After(rested)
	visit("compare")
	j.Press("esc", "0")
	visit("images-merged")
	j.Press("0", "z")
	visit("images-zoomed")
	j.Press("z", "|")
	visit("images-turned")
	j.Press("|", "l", "l")
	visit("images-scrolled")
	j.Press("h", "h", "/").Type("web arm")
	visit("search")
	j.Type(" stat")
	visit("search-completion")
	j.Type("us:available")
	visit("search-fault")
	j.Press("esc", "f")
	visit("sources")
	j.Press("esc", "Y")
	visit("copy")
	j.Press("esc", "x")
	visit("export")
	j.Press("esc", "g", "enter").After(rested)
	visit("image-overview")
	j.Press("j", "e")
	visit("image-explained")
	j.Press("e")
	for _, name := range []string{"devices", "sharing", "versions", "users", "cost", "tags"} {
		j.Press("tab").After(rested)
		visit("image-" + name)
	}
	j.Press("tab", "/").Type("snap-")
	visit("image-raw")
	j.Press("enter", "esc", "esc", "?")
	visit("help")
	j.Press("esc", ":")
	visit("palette")
	j.Type("zoom")
	visit("palette-found")
	j.Press("esc", "p").After(rested)
	visit("places")
	j.Press("esc", "!")
	visit("messages")
	j.Press("esc", "i").After(rested)
	visit("instances")
	j.Press("esc", "b").After(rested)
	visit("bin")
	j.Press("esc", ":").Type("learn").Press("enter")
	visit("learn")
	j.Press("esc", "v")
	visit("families")
	j.Press("esc")
}

// TestEveryScreenFillsTheTerminal looks at every screen in every size and
// theme: each line is exactly as wide as the terminal, there are exactly as
// many, and drawing changes nothing.
func TestEveryScreenFillsTheTerminal(t *testing.T) {
	for _, size := range sizes() {
		for _, name := range themes.Names() {
			t.Run(fmt.Sprintf("%dx%d %s", size[0], size[1], name), func(t *testing.T) {
				travel(t, options{w: size[0], h: size[1], theme: name}, func(j *journey) {
					tour(j, func(screen string) {
						lines := j.Lines()
						checkGeometry(t, screen, lines, size[0], size[1])
						if again := j.Lines(); strings.Join(again, "\n") != strings.Join(lines, "\n") {
							t.Errorf("%s: drawing it changed it", screen)
						}
					})
				})
			})
		}
	}
}

func checkGeometry(t *testing.T, screen string, lines []string, w, h int) {
	t.Helper()
	if len(lines) != h {
		t.Errorf("%s has %d lines, not %d", screen, len(lines), h)
	}
	for i, l := range lines {
		if n := ansi.StringWidthWc(l); n != w {
			t.Errorf("%s, line %d is %d cells wide, not %d: %q", screen, i+1, n, w, ansi.Strip(l))
		}
	}
}

// TestScreensLookAsAgreed compares every screen with its golden text, without
// colours, at the sizes that people use most.
func TestScreensLookAsAgreed(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		travel(t, options{w: size[0], h: size[1]}, func(j *journey) {
			tour(j, func(screen string) {
				golden(t, fmt.Sprintf("%s-%dx%d", screen, size[0], size[1]), j.Screen())
			})
		})
	}
}

// TestNothingIsToldByColourAlone holds every screen without colours against
// the one with them: the text must be the same, and what is under the cursor,
// marked or wrong must have a sign of its own in it.
func TestNothingIsToldByColourAlone(t *testing.T) {
	travel(t, options{look: themes.Options{NoColor: true, Profile: colorprofile.ASCII}}, func(j *journey) {
		tour(j, func(screen string) {
			for _, l := range j.Lines() {
				if colour.MatchString(l) {
					t.Errorf("%s has colour: %q", screen, l)
				}
			}
		})
		j.Press("g", "space", "g").Sees("▌ ●")
	})
}

// TestASCII keeps every screen within ASCII when asked to.
func TestASCII(t *testing.T) {
	travel(t, options{look: themes.Options{ASCII: true, Profile: colorprofile.ANSI}}, func(j *journey) {
		tour(j, func(screen string) {
			for i, r := range j.Screen() {
				if r > 0x7e {
					t.Errorf("%s has %q at %d", screen, r, i)
					return
				}
			}
		})
	})
}

// colour is a colour being set: 30 to 49, 90 to 107, or a longer form of them.
var colour = regexp.MustCompile(`\x1b\[([0-9;:]*;)?(3[0-8]|4[0-8]|9[0-7]|10[0-7])[;:m]`)

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".txt")
	got = strings.Join(trimRight(strings.Split(got, "\n")), "\n") + "\n"
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v; write it with go test ./ui -update", err)
	}
	if string(want) != got {
		t.Errorf("%s differs from its golden text (-update writes it anew):\n%s", name, got)
	}
}

func trimRight(lines []string) []string {
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return lines
}
