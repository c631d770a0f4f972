package e2e

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestSignalsOnEveryScreen ends the real program by each signal that ends one, on
// screens of every kind, and looks whether the shell has its terminal back.
func TestSignalsOnEveryScreen(t *testing.T) {
	screens := []struct{ name, keys, shown string }{
		{"the list", "", "open"}, {"a search", "/web", "/ web"}, {"a menu", "f", "Show images from"}, {"an image", "\r", "1 Overview"},
		{"a sheet", "D", "Deregister"}, {"the help", "?", "Help"}, {"a form", "L", "Launch"},
	}
	signals := []string{"TERM", "INT", "QUIT", "HUP"}
	if os.Getenv("TAMI_SOAK") == "" {
		t.Log("one screen and one signal; TAMI_SOAK=1 takes all")
		screens, signals = screens[4:5], signals[3:]
	}
	for _, s := range screens {
		t.Run(s.name, func(t *testing.T) {
			p := open(t, 100, 30)
			p.run("export XDG_STATE_HOME=" + t.TempDir())
			for _, signal := range signals {
				p.run("clear; "+built+" --demo --region us-east-1").sees("web-arm64", "us-east-1 96")
				for _, key := range s.keys {
					if key == '\r' {
						p.press("Enter")
					} else {
						p.typed(string(key))
					}
				}
				p.sees(s.shown)
				if out, err := exec.Command("kill", "-"+signal, p.child()).CombinedOutput(); err != nil {
					t.Fatalf("%v: %s", err, out)
				}
				p.clean()
			}
		})
	}
}

// child is the number of the process that the shell runs.
func (p *pane) child() string {
	p.t.Helper()
	shell := strings.TrimSpace(p.tmux("display", "-p", "#{pane_pid}"))
	out, err := exec.Command("ps", "-o", "pid=", "--ppid", shell).Output()
	if err != nil {
		p.t.Fatalf("the shell runs nothing: %v", err)
	}
	return strings.TrimSpace(string(out))
}

// colours are those that a screen was painted in: "256", "16" or "none".
func (p *pane) colours() string {
	p.t.Helper()
	painted := p.tmux("capture-pane", "-p", "-e")
	switch {
	case strings.Contains(painted, "8;2;"):
		return "true colour"
	case strings.Contains(painted, "8;5;"):
		return "256"
	case regexp.MustCompile(`\x1b\[(?:\d+;)*(?:3|4|9|10)[0-7](?:;\d+)*m`).MatchString(painted):
		return "16"
	}
	return "none"
}

// TestColoursOfEveryTerminal runs the program as each terminal there is, and looks
// at the colours that come out and at the sign of the cursor.
func TestColoursOfEveryTerminal(t *testing.T) {
	kinds := []struct{ env, colours, cursor string }{
		{"TERM=linux", "16", "▌"},
		{"TERM=xterm-256color NO_COLOR=yes", "none", "▌"},
		{"TERM=vt100 LC_ALL=C", "none", ">"},
		{"TERM=vt100", "none", "▌"},
		{"TERM=xterm", "16", "▌"},
		{"TERM=xterm-256color", "256", "▌"},
		{"TERM=tmux", "256", "▌"},
		{"TERM=tmux-256color", "256", "▌"},
		{"TERM=screen", "256", "▌"},
		{"TERM=screen-256color LC_ALL=C", "256", ">"},
		{"TERM=xterm-256color NO_COLOR=1", "none", "▌"},
		{"TERM=xterm-256color NO_COLOR=", "256", "▌"},
		{"TERM=xterm-256color CLICOLOR=0", "none", "▌"},
	}
	if os.Getenv("TAMI_SOAK") == "" {
		t.Logf("3 kinds of terminal; TAMI_SOAK=1 takes %d", len(kinds))
		kinds = kinds[:3]
	}
	p := open(t, 100, 30)
	for _, k := range kinds {
		p.run("clear; env -u TMUX -u COLORTERM "+k.env+" "+built+" --demo --region us-east-1").sees("web-arm64", "us-east-1 96")
		p.until("to have a cursor", func(s string) bool { return strings.Contains(s, "\n"+k.cursor+" ") })
		if got := p.colours(); got != k.colours {
			t.Errorf("%s: the colours are %s, want %s", k.env, got, k.colours)
		}
		p.press("C-c").clean()
	}
	p.run("clear; TERM=dumb " + built + " --demo").sees("TERM is dumb, so there is no screen").clean()
}

// TestNothingOutsideHoldsUpTheStart starts the program where everything that it
// could ask is there and silent: the tmux server, the terminal, the instance's
// metadata, AWS.
func TestNothingOutsideHoldsUpTheStart(t *testing.T) {
	silent, err := net.Listen("tcp", "127.0.0.1:0") // connections are taken by the system, and never answered
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "tmux"), []byte("#!/bin/sh\nsleep 1000\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	home := "HOME=" + dir
	env := []string{
		home, "PATH=" + dir + ":/bin:/usr/bin", "TERM=tmux-256color", "TMUX=" + dir + "/hangs,1,0", "SSH_TTY=/dev/pts/9", "LC_ALL=C.UTF-8",
		"AWS_EC2_METADATA_SERVICE_ENDPOINT=http://" + silent.Addr().String(), "AWS_ENDPOINT_URL=http://" + silent.Addr().String(),
	}
	for _, args := range [][]string{{"--region", "us-east-1"}, {"--demo"}} {
		began := time.Now()
		s := mute(t, env, args...)
		s.until("/ to search")
		t.Logf("%v: first frame after %v", args, time.Since(began).Round(time.Millisecond))
		s.end()
	}
	for _, flag := range []string{"--help", "--version"} {
		began := time.Now()
		s := mute(t, env, flag)
		_ = s.cmd.Wait()
		<-s.closed
		if said := s.said(); said == "" || strings.Contains(said, "\x1b") {
			t.Errorf("%s says %q to the terminal", flag, said)
		}
		t.Logf("%s: %v", flag, time.Since(began).Round(time.Millisecond))
	}
}

// TestWithoutANameServer starts the program in a network of its own, in which the
// name server refuses, or keeps silent: the first frame comes as ever, and
// what is wrong is said in words.
func TestWithoutANameServer(t *testing.T) {
	dir := t.TempDir()
	resolv := filepath.Join(dir, "resolv.conf")
	unshare := "-rmn"
	if os.Getuid() == 0 {
		unshare = "-mn"
	}
	own := "ip link set lo up && mount --bind " + resolv + " /etc/resolv.conf"
	if err := os.WriteFile(resolv, []byte("nameserver 127.0.0.1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ begins, says string }{
		"refusing": {"", "no address is known for"},
		"silent":   {silentNames + "=yes " + os.Args[0] + " & ", "no address of ec2.us-east-1.amazonaws.com within 5s"},
	} {
		if out, err := exec.Command("unshare", unshare, "sh", "-c", own).CombinedOutput(); err != nil {
			t.Skipf("no network of its own can be made here: %v %s", err, out)
		}
		env := []string{"HOME=" + dir, "PATH=" + os.Getenv("PATH"), "TERM=xterm-256color", "LC_ALL=C.UTF-8", "AWS_ACCESS_KEY_ID=test", "AWS_SECRET_ACCESS_KEY=test", "AWS_EC2_METADATA_DISABLED=true"}
		s := muteProgram(t, env, "unshare", unshare, "sh", "-c", own+" && echo begun; "+c.begins+"exec "+built+" --region us-east-1")
		s.until("begun")
		began := time.Now()
		s.until("/ to search")
		t.Logf("%s: first frame after %v", name, time.Since(began).Round(time.Millisecond))
		if os.Getenv("TAMI_SOAK") == "" {
			t.Log("what is said some seconds later is read with TAMI_SOAK=1")
			s.end()
			continue
		}
		s.until(c.says)
		s.until("name server")
		t.Logf("%s: said after %v", name, time.Since(began).Round(100*time.Millisecond))
		s.end()
	}
}

// TestLeavingBeforeTheScreenStands presses ctrl+c while the program starts, when
// the terminal still makes a signal of it.
func TestLeavingBeforeTheScreenStands(t *testing.T) {
	home := t.TempDir()
	for n := range 8 {
		m := mute(t, []string{"TERM=xterm-256color", "LC_ALL=C.UTF-8", "HOME=" + home}, "--demo")
		<-time.After(time.Duration(n) * 15 * time.Millisecond)
		if _, err := m.tty.WriteString("\x03"); err != nil {
			t.Fatal(err)
		}
		_ = m.cmd.Wait()
		<-m.closed
		if said := m.said(); strings.Contains(said, "tami: ") {
			t.Errorf("ctrl+c %d ms after the start: %q", n*15, said)
		}
	}
}
