package e2e

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestARunOutlivesItsTerminal takes the terminal away while a change is under
// way: the change is made to its end, and the next start tells of it, once. It is
// taken away from the screen, and from a run that was left to go on in the shell;
// the next start comes while it still goes on, and when it is over.
func TestARunOutlivesItsTerminal(t *testing.T) {
	faults := filepath.Join(t.TempDir(), "faults.json")
	if err := os.WriteFile(faults, []byte(`[{"Action": "EnableImageDeregistrationProtection", "Do": "delay", "Ms": 3000}]`), 0o600); err != nil {
		t.Fatal(err)
	}
	const name, says = "web-arm64-2026.08.01", "Protect web-arm64-2026.08.01-11aa22b: done, while you were away"
	for what, way := range map[string]struct{ leaves, waits bool }{"from the screen": {}, "long after": {waits: true}, "from the shell": {leaves: true, waits: true}} {
		if way.waits && os.Getenv("TAMI_SOAK") == "" {
			t.Logf("the end %s is tried with TAMI_SOAK=1", what)
			continue
		}
		t.Run(what, func(t *testing.T) {
			env := simulated(t, "--faults", faults)
			p := open(t, 120, 40).exports(env)
			p.run("clear; " + built + " --query '" + name + "'").sees(name + "-11aa22b")
			p.typed("K").sees("1 of 1 permitted").insists("Enter", "running")
			if way.leaves {
				p.press("C-c").sees("Detach").press("C-c").sees("1 run goes on here without a screen")
			}
			p.tmux("respawn-pane", "-k")
			p.exports(env)
			if way.waits {
				p.untilDone(env)
			}
			p.run("clear; "+built+" --query '"+name+"'").sees(name, says).press("C-c").clean()
			if runs := journal(t, env); len(runs) != 1 || runs[0].Result != "done" {
				t.Errorf("the journal has %+v", runs)
			}
			p.run("clear; " + built + " --query '" + name + "'").sees(name).typed("!").sees("Messages").lost("while you were away").press("C-c").clean()
		})
	}
}

// TestACommandOutlivesItsTerminal takes the terminal, and then the reader of its
// output, away from a command that changes something: the change is made to its
// end. The next start of the screen tells of what nobody could be told.
func TestACommandOutlivesItsTerminal(t *testing.T) {
	faults := filepath.Join(t.TempDir(), "faults.json")
	if err := os.WriteFile(faults, []byte(`[{"Action": "EnableImageDeregistrationProtection", "Do": "delay", "Ms": 2000}]`), 0o600); err != nil {
		t.Fatal(err)
	}
	const name, does = "web-arm64-2026.08.01", " run protect ami-0ccfe16de27cd7f20 --yes"
	const says = "Protect web-arm64-2026.08.01-11aa22b: done, while you were away"
	t.Run("the terminal goes", func(t *testing.T) {
		env := simulated(t, "--faults", faults)
		p := open(t, 120, 40).exports(env)
		p.run("clear; "+built+does).sees("tami: run ", "Protect "+name)
		p.tmux("respawn-pane", "-k")
		p.untilDone(env)
		p.exports(env).run("clear; "+built+" --query '"+name+"'").sees(name, says).press("C-c").clean()
		p.run("clear; " + built + " --query '" + name + "'").sees(name).typed("!").sees("Messages").lost("while you were away").press("C-c").clean()
		if runs := journal(t, env); len(runs) != 1 || runs[0].Result != "done" {
			t.Errorf("the journal has %+v", runs)
		}
	})
	t.Run("the reader goes", func(t *testing.T) {
		env := simulated(t, "--faults", faults)
		p := open(t, 120, 40).exports(env)
		p.run("clear; "+built+does+" | true").sees("tami: run ", "the output could not be written", "1  done", "done, 1 of 1 step")
		if runs := journal(t, env); len(runs) != 1 || runs[0].Result != "done" {
			t.Errorf("the journal has %+v", runs)
		}
	})
}

// TestACommandAskedToEndLeavesNothingInDoubt asks a change to end as a system does
// that shuts down: the call in hand is made to its end.
func TestACommandAskedToEndLeavesNothingInDoubt(t *testing.T) {
	faults := filepath.Join(t.TempDir(), "faults.json")
	if err := os.WriteFile(faults, []byte(`[{"Action": "EnableImageDeregistrationProtection", "Do": "delay", "Ms": 500}]`), 0o600); err != nil {
		t.Fatal(err)
	}
	env := simulated(t, "--faults", faults)
	cmd := exec.CommandContext(t.Context(), built, "run", "protect", "ami-0ccfe16de27cd7f20", "--yes")
	cmd.Env = append(os.Environ(), env...)
	said, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(said)
	for lines.Scan() && !strings.HasPrefix(lines.Text(), "tami: run ") {
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	rest, err := io.ReadAll(said)
	if err != nil || !strings.Contains(string(rest), "stopping before the next step") {
		t.Errorf("it said %q (%v)", rest, err)
	}
	if err := cmd.Wait(); err != nil {
		t.Error(err)
	}
	if runs := journal(t, env); len(runs) != 1 || runs[0].Result != "done" {
		t.Errorf("the journal has %+v", runs)
	}
}

// exports hands the environment to the shell.
func (p *pane) exports(env []string) *pane {
	for _, v := range env {
		p.run("export '" + v + "'")
	}
	return p
}

// untilDone waits until a run has come to its end without a screen.
func (p *pane) untilDone(env []string) {
	p.t.Helper()
	p.until("whose run is over", func(string) bool {
		runs := journal(p.t, env)
		return len(runs) == 1 && runs[0].Result != "running"
	})
}
