//go:build unix

package term

import (
	"errors"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

func TestQuitLeavesTheTerminalAsItWas(t *testing.T) {
	t.Parallel()
	r := launch(t, openScreen(t), &app{}, nil)
	r.send("q")
	if err := r.end(); err != nil {
		t.Fatalf("Run: %v", err)
	}
	if got := r.model.(*app).keys; got != 1 {
		t.Errorf("the model came back with %d keys, want 1", got)
	}
	raw := r.settled()
	wantClean(t, raw)
	if int64(len(raw)) != r.term.Written() {
		t.Errorf("Written is %d, the terminal got %d bytes", r.term.Written(), len(raw))
	}
}

func TestNothingButATerminalWillDo(t *testing.T) {
	t.Parallel()
	s := openScreen(t)
	_, err := New(Options{In: nil, Out: s.slave}).Run(t.Context(), &app{})
	if !errors.Is(err, ErrNotTerminal) {
		t.Fatalf("Run without an input: %v", err)
	}
}

func TestModelErrors(t *testing.T) {
	t.Parallel()
	r := launch(t, openScreen(t), &app{on: func(_ *app, msg tea.Msg) tea.Cmd {
		if k, ok := msg.(tea.KeyPressMsg); ok && k.String() == "i" {
			return tea.Interrupt
		}
		return nil
	}}, nil)
	r.send("i")
	if err := r.end(); !errors.Is(err, tea.ErrInterrupted) {
		t.Fatalf("Run: %v, want tea.ErrInterrupted", err)
	}
	wantClean(t, r.settled())
}

func TestSizeZeroIsReplaced(t *testing.T) {
	t.Parallel()
	s := openScreen(t)
	s.resize(0, 0)
	r := start(t, s, &app{}, func(o *Options) { o.Env = append(o.Env, "COLUMNS=60") })
	s.shows("ready 60x24")
	r.send("q")
	if err := r.end(); err != nil {
		t.Fatal(err)
	}
}

func TestLaunchSmoke(t *testing.T) {
	r := launch(t, openScreen(t), &app{}, nil)
	r.send("x")
	r.shows("last key x")
	r.send("q")
	_ = r.end()
	t.Logf("%q", strings.ReplaceAll(r.settled(), "\x1b", "^"))
}
