//go:build unix

package term

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	tea "charm.land/bubbletea/v2"
)

// evil would set the clipboard, open a fake row and turn the text round, if a
// terminal got to see it.
const evil = "boom \x1b]52;c;ZXZpbA==\a\r\nfake\u009b31m\u202e\xff"

// wantInert checks that s holds nothing that a terminal would obey.
func wantInert(t *testing.T, what, s string) {
	t.Helper()
	for _, r := range s {
		if unicode.IsControl(r) && r != '\n' || r == '\u202e' || r == unicode.ReplacementChar {
			t.Errorf("%s holds %q: %q", what, r, s)
			return
		}
	}
}

// wantReport reads the only report in dir.
func wantReport(t *testing.T, dir string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil || len(files) != 1 {
		t.Fatalf("reports %v, %v, want one", files, err)
	}
	stat, err := os.Stat(files[0])
	if err != nil {
		t.Fatal(err)
	}
	if stat.Mode() != 0o600 {
		t.Errorf("%s has mode %v, want 0600", files[0], stat.Mode())
	}
	content, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	wantInert(t, "the report", string(content))
	return string(content)
}

// fragile panics where it is told to.
type fragile struct {
	*app
	at string
}

func (f *fragile) Init() tea.Cmd {
	if f.at == "Init" {
		panic(evil)
	}
	return nil
}

func (f *fragile) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	bad := func() tea.Msg { panic(evil) }
	fine := func() tea.Msg { return nil }
	if k, ok := msg.(tea.KeyPressMsg); ok && k.String() == "p" {
		switch f.at {
		case "Update":
			panic(evil)
		case "View":
			f.text = "now"
		case "command":
			return f, bad
		case "batch":
			return f, tea.Batch(fine, tea.Batch(fine, bad))
		case "sequence":
			return f, tea.Sequence(fine, tea.Batch(fine, tea.Sequence(bad, fine)))
		}
	}
	return f, nil
}

func (f *fragile) View() tea.View {
	if f.at == "View" && f.text != "" {
		panic(evil)
	}
	return f.app.View()
}

func TestPanicRestoresTheTerminal(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ at, keys, where string }{
		{"Init", "", "Init"},
		{"Update", "p", "Update"},
		{"View", "p", "View"},
		{"command", "p", "a command"},
		{"batch", "p", "a command"},
		{"sequence", "p", "a command"},
	} {
		t.Run(c.at, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "state")
			r := start(t, openScreen(t), &fragile{&app{}, c.at}, func(o *Options) { o.StateDir = dir })
			if c.keys != "" {
				r.shows("ready")
				r.send(c.keys)
			}
			err := r.end()
			var crash *Crash
			if !errors.As(err, &crash) || crash.Where != c.where {
				t.Fatalf("Run: %v, want a crash in %s", err, c.where)
			}
			if strings.Count(err.Error(), "\n") > 0 || !strings.Contains(err.Error(), "boom") || !strings.Contains(err.Error(), dir) {
				t.Errorf("the error is not one line with cause and report: %q", err)
			}
			wantInert(t, "the error", err.Error())
			if report := wantReport(t, dir); !strings.Contains(report, "fragile") {
				t.Errorf("the report does not say where: %q", report)
			}
			raw := r.settled()
			wantInertTerminal(t, raw)
			if c.keys != "" {
				wantClean(t, raw)
			}
		})
	}
}

func wantInertTerminal(t *testing.T, raw string) {
	t.Helper()
	for _, bad := range []string{"\x1b]52", "\u202e", "boom"} {
		if strings.Contains(raw, bad) {
			t.Errorf("the text of the panic reached the terminal: %q", tail(raw, 200))
		}
	}
}

func TestCrashWithoutAFolder(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for dir, want := range map[string]string{"": "there is no folder for it", file + "/dir\x1b[31m": "no report"} {
		crash := New(Options{StateDir: dir}).report("here", strings.Repeat("long ", 100), nil)
		if !strings.Contains(crash.Error(), want) || len(crash.Error()) > 500 {
			t.Errorf("with %q as folder the error is %q", dir, crash)
		}
		wantInert(t, "the error", crash.Error())
	}
}
