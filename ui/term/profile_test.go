package term

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
)

func TestProfile(t *testing.T) {
	const (
		none = colorprofile.NoTTY
		mono = colorprofile.ASCII
		c16  = colorprofile.ANSI
		c256 = colorprofile.ANSI256
		full = colorprofile.TrueColor
	)
	for _, c := range []struct {
		env  string // space-separated
		flag bool
		want colorprofile.Profile
	}{
		{"TERM=xterm-256color", false, c256},
		{"TERM=xterm", false, c16},
		{"TERM=linux", false, c16},
		{"TERM=vt100", false, mono},
		{"TERM=vt220", false, mono},
		{"TERM=xterm-mono", false, mono},
		{"TERM=dumb", false, none},
		{"TERM=", false, none},
		{"", false, none},
		{"TERM=xterm-direct", false, full},
		{"TERM=tmux-direct", false, full},
		{"TERM=xterm-kitty", false, full},
		{"TERM=alacritty", false, full},
		{"TERM=st-256color", false, full},
		{"TERM=nsterm", false, c16},
		{"TERM=tmux-256color", false, c256},
		{"TERM=screen", false, c256},
		{"TERM=xterm-256color COLORTERM=truecolor", false, full},
		{"TERM=xterm-256color COLORTERM=24bit", false, full},
		{"TERM=tmux-256color COLORTERM=truecolor", false, c256},
		{"TERM=screen-256color LC_TERMINAL=iTerm2", false, c256},
		{"TERM=xterm-256color LC_TERMINAL=iTerm2", false, full},
		{"TERM=dumb COLORTERM=truecolor", false, none},

		{"TERM=xterm-256color NO_COLOR=1", false, mono},
		{"TERM=xterm-256color NO_COLOR=yes", false, mono},
		{"TERM=xterm-256color NO_COLOR=0", false, mono},
		{"TERM=xterm-256color NO_COLOR=false", false, mono},
		{"TERM=xterm-256color NO_COLOR=", false, c256},
		{"TERM=dumb NO_COLOR=1", false, none},
		{"TERM=xterm-256color", true, mono},
		{"TERM=xterm-kitty CLICOLOR_FORCE=1", true, mono},
		{"TERM=dumb", true, none},

		{"TERM=xterm-256color CLICOLOR=0", false, mono},
		{"TERM=xterm-256color CLICOLOR=1", false, c256},
		{"TERM=xterm-256color CLICOLOR=0 CLICOLOR_FORCE=1", false, c256},
		{"TERM=dumb CLICOLOR_FORCE=1", false, c16},
		{"TERM=vt100 CLICOLOR_FORCE=yes", false, c16},
		{"TERM=dumb CLICOLOR_FORCE=0", false, none},
		{"TERM=xterm NO_COLOR=1 CLICOLOR_FORCE=1", false, mono},
		{"TERM=vt100 TERM=xterm-256color", false, c256}, // the last one counts
	} {
		if got := Profile(strings.Fields(c.env), c.flag); got != c.want {
			t.Errorf("Profile(%q, %v) = %v, want %v", c.env, c.flag, got, c.want)
		}
	}
}

// A tmux server that hangs must not be asked: nothing would be painted.
func TestProfileRunsNoProgram(t *testing.T) {
	dir := t.TempDir()
	ran := filepath.Join(dir, "ran")
	if err := os.WriteFile(filepath.Join(dir, "tmux"), []byte("#!/bin/sh\n: > "+ran+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir)
	Profile([]string{"TERM=tmux-256color", "TMUX=/run/tmux/default,1,0"}, false)
	if _, err := os.Stat(ran); err == nil {
		t.Error("Profile ran tmux")
	}
}

func TestUTF8(t *testing.T) {
	for env, want := range map[string]bool{
		"LANG=en_US.UTF-8":               true,
		"LANG=C.utf8":                    true,
		"LANG=de_DE@euro":                false,
		"LANG=C":                         false,
		"":                               false,
		"LC_ALL=C LANG=en_US.UTF-8":      false,
		"LC_ALL= LANG=en_US.UTF-8":       true,
		"LC_CTYPE=en_US.UTF-8 LANG=C":    true,
		"LC_ALL=POSIX LC_CTYPE=C.UTF-8":  false,
		"LC_MESSAGES=en_US.UTF-8 LANG=C": false,
	} {
		if got := UTF8(strings.Fields(env)); got != want {
			t.Errorf("UTF8(%q) = %v, want %v", env, got, want)
		}
	}
}

func TestDumb(t *testing.T) {
	for env, want := range map[string]bool{"TERM=dumb": true, "TERM=unknown": true, "": true, "TERM=": true, "TERM=vt100": false, "TERM=xterm": false} {
		if got := Dumb(strings.Fields(env)); got != want {
			t.Errorf("Dumb(%q) = %v, want %v", env, got, want)
		}
	}
}

func TestSize(t *testing.T) {
	for _, c := range []struct {
		env        string
		w, h       int
		wantW, wnH int
	}{
		{"", 120, 40, 120, 40},
		{"COLUMNS=60 LINES=20", 120, 40, 120, 40},
		{"", 0, 0, 80, 24},
		{"COLUMNS=60 LINES=20", 0, 0, 60, 20},
		{"COLUMNS=60", 0, 40, 60, 40},
		{"COLUMNS=0 LINES=-3", 0, 0, 80, 24},
		{"COLUMNS=wide LINES=99999999999999999999", 0, 0, 80, 24},
		{"COLUMNS=1000000", 0, 10, 80, 10},
	} {
		if w, h := Size(strings.Fields(c.env), c.w, c.h); w != c.wantW || h != c.wnH {
			t.Errorf("Size(%q, %d, %d) = %d, %d, want %d, %d", c.env, c.w, c.h, w, h, c.wantW, c.wnH)
		}
	}
}
