package e2e

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"

	"tami/awsclient/sim"
)

// written are the sequences that a program may send a terminal: what moves and
// paints, and what it asks of it. Their words are looked at besides.
func written() *regexp.Regexp {
	return regexp.MustCompile("\x1b\\[[0-9;:?<=>!$' ]*[a-zA-Z@`{|}~]|\x1b\\](?:[^\x07\x1b]*)(?:\x07|\x1b\\\\)|\x1bP[^\x1b]*\x1b\\\\|\x1b[78=>cHMDEN]|\x1b[()][A-Z0-9]")
}

// TestRawBytesOfAHostileAccount opens an account in which every text attacks, in
// a real terminal, from a file whose name attacks too, and looks at each byte
// that was sent: every sequence is one of the program's own, and carries nothing
// of the account's; what is left is text that a terminal prints.
func TestRawBytesOfAHostileAccount(t *testing.T) {
	seed, err := json.Marshal(sim.Hostile(sim.Demo(time.Now())))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "pwned\x1b]0;pwned\x07\u202e.json")
	if err := os.WriteFile(file, seed, 0o600); err != nil {
		t.Skip("no such file name here:", err)
	}
	link := filepath.Join(t.TempDir(), "seed") // which the shell is told, so that what it echoes is tame
	if err := os.Symlink(file, link); err != nil {
		t.Fatal(err)
	}
	p := open(t, 120, 40)
	raw := filepath.Join(t.TempDir(), "raw")
	home := t.TempDir()
	p.run("export XDG_STATE_HOME=" + home + " XDG_CACHE_HOME=" + home + " XDG_CONFIG_HOME=" + home + "; clear")
	p.tmux("pipe-pane", "-o", "cat > '"+raw+"'")
	p.run(built+" --seed \"$(readlink "+link+")\" --region us-east-1 --log "+home+"/log").sees("!hidden", "1 us-east-1", "open")
	p.insists("y", "Copied image ID").insists("Enter", "1 Overview")
	for tab := range 8 {
		p.typed(fmt.Sprint(tab + 1)).sees("▸" + fmt.Sprint(tab+1))
	}
	p.press("Escape").lost("1 Overview").typed("t").sees("Groups & templates").press("Escape").lost("Groups & templates")
	p.press("C-c").clean()
	p.run("clear; " + built + " images --seed \"$(readlink " + link + ")x\"").sees("cannot be read")
	p.tmux("pipe-pane")
	sent, err := os.ReadFile(raw)
	if err != nil || len(sent) < 10_000 {
		t.Fatalf("%d bytes were kept, %v", len(sent), err)
	}
	own := written()
	sequences := 0
	for _, s := range own.FindAllString(string(sent), -1) {
		sequences++
		if strings.Contains(s, "pwned") || strings.Contains(s, "cHduZWQ") {
			t.Errorf("a sequence carries a text of the account's: %q", s)
		}
	}
	rest := own.ReplaceAllString(string(sent), "")
	for i, r := range rest {
		switch {
		case strings.ContainsRune("\r\n\b\t\x07\x0f", r): // the shell's bell too
		case unicode.IsControl(r), unicode.In(r, unicode.Cf, unicode.Co), r >= 0xfe00 && r <= 0xfe0f:
			t.Fatalf("%U was sent: …%q", r, rest[max(0, i-80):min(len(rest), i+40)])
		}
	}
	if title := p.tmux("display", "-p", "#{pane_title}"); strings.Contains(title, "pwned") {
		t.Errorf("the title is %q", title)
	}
	log, _ := os.ReadFile(filepath.Join(home, "log"))
	for _, r := range string(log) {
		if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) {
			t.Errorf("the log holds %U", r)
			break
		}
	}
	t.Logf("%d bytes, %d sequences, all of them the program's", len(sent), sequences)
}
