package cli_test

import (
	"bytes"
	"context"
	"io/fs"
	"strings"
	"testing"
	"time"

	"tami/model/ami"
	"tami/ui/cli"
)

// noon is when the tests take place.
func noon() time.Time { return time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC) }

// rig is a machine to run tami on: its files, its environment, and what became
// of a command line.
type rig struct {
	cli.Wiring
	ctx      context.Context
	files    map[string]string
	env      map[string]string
	written  map[string]string
	terminal bool
	screened []cli.Target  // what the screen was opened on
	gone     chan struct{} // closed when the terminal has gone; nil: it stays

	code           int
	stdout, stderr string
}

// machine makes a rig without a backend: whatever opens one fails the test.
func machine(t *testing.T) *rig {
	r := &rig{ctx: t.Context(), files: map[string]string{}, env: map[string]string{"HOME": "/home/me"}, written: map[string]string{}}
	r.Wiring = cli.Wiring{
		Version: "1.2.3",
		Stdin:   strings.NewReader(""),
		Getenv:  func(name string) string { return r.env[name] },
		ReadFile: func(name string) ([]byte, error) {
			if content, ok := r.files[name]; ok {
				return []byte(content), nil
			}
			return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
		},
		WriteFile: func(name string, content []byte) error {
			r.written[name] = string(content)
			return nil
		},
		Now:        noon,
		Terminal:   func() (in, out bool) { return r.terminal, r.terminal },
		Config:     func(cli.File) (cli.Defaults, error) { return cli.Defaults{}, nil },
		Prices:     func() (ami.Prices, error) { return ami.EmbeddedPrices(), nil },
		ThemeNames: func() []string { return []string{"dark", "light", "mono"} },
		Keys:       func(_ cli.File, format string) (string, error) { return "keys as " + format + "\n", nil },
		Open: func(cli.Target) (cli.Backend, error) {
			t.Error("a backend was opened")
			return nil, fs.ErrInvalid
		},
		Outlive: func() <-chan struct{} { return r.gone },
		Screen: func(_ context.Context, target cli.Target) error {
			r.screened = append(r.screened, target)
			return nil
		},
		Simulate: func(context.Context, cli.Simulation, func(string)) error {
			t.Error("the simulator was started")
			return nil
		},
	}
	return r
}

// run runs a command line.
func (r *rig) run(args ...string) *rig {
	var out, err bytes.Buffer
	r.Stdout, r.Stderr = &out, &err
	r.code = cli.Run(r.ctx, r.Wiring, args)
	r.stdout, r.stderr = out.String(), err.String()
	return r
}

// want fails the test unless the run ended so; stderr must hold all of said.
func (r *rig) want(t *testing.T, code int, said ...string) {
	t.Helper()
	if r.code != code {
		t.Errorf("exit code %d, want %d; stderr %q", r.code, code, r.stderr)
	}
	for _, s := range said {
		if !strings.Contains(r.stderr, s) {
			t.Errorf("stderr is %q, without %q", r.stderr, s)
		}
	}
}
