//go:build unix

package term

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"golang.org/x/sys/unix"
)

// role makes the test binary be something else: the program under test, or
// the shell that it was started from.
const role = "TERM_TEST_ROLE"

func TestMain(m *testing.M) {
	switch os.Getenv(role) {
	case "nohup":
		signal.Ignore(syscall.SIGHUP)
		os.Exit(beApp())
	case "app":
		os.Exit(beApp())
	case "shell":
		os.Exit(beShell())
	}
	os.Exit(m.Run())
}

// beApp runs a program on standard input and output. It exits with 0 when the
// model has quit and with 7 when Run has said something else, which it prints.
func beApp() int {
	var terminal *Terminal
	m := &app{on: func(a *app, msg tea.Msg) tea.Cmd {
		k, ok := msg.(tea.KeyPressMsg)
		if !ok {
			return nil
		}
		switch k.String() {
		case "g":
			terminal.Go("the worker", func() { panic(evil) })
		case "b":
			fmt.Fprintln(os.Stderr, "stuck")
			select {}
		}
		return nil
	}}
	terminal = New(Options{
		In: os.Stdin, Out: os.Stdout, Env: os.Environ(), StateDir: os.Getenv("STATE"), FPS: 60,
		Detach: func() { fmt.Fprintln(os.Stderr, "detached") },
	})
	if _, err := terminal.Run(context.Background(), m); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 7
	}
	return 0
}

// beShell runs the program in the foreground as a shell does: a group of its
// own, which it continues when a line comes on descriptor 3.
func beShell() int {
	signal.Ignore(syscall.SIGTTOU)
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), role+"=app")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Foreground: true}
	orders := bufio.NewReader(os.NewFile(3, "orders"))
	if err := cmd.Start(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	pid := cmd.Process.Pid
	fmt.Fprintln(os.Stderr, "pid", pid)
	foreground := func(group int) { _ = unix.IoctlSetPointerInt(0, unix.TIOCSPGRP, group) }
	for {
		var status syscall.WaitStatus
		if _, err := syscall.Wait4(pid, &status, syscall.WUNTRACED, nil); err != nil {
			return 1
		}
		if !status.Stopped() {
			return status.ExitStatus()
		}
		foreground(syscall.Getpgrp())
		fmt.Fprintln(os.Stderr, "stopped")
		if _, err := orders.ReadString('\n'); err != nil {
			return 1
		}
		foreground(pid)
		_ = syscall.Kill(-pid, syscall.SIGCONT)
	}
}

// child is the test binary in another role, with a screen of its own as
// controlling terminal.
type child struct {
	*screen
	cmd    *exec.Cmd
	state  string
	before unix.Termios
	orders *os.File
	ended  chan error

	words sync.Mutex // held while said is touched
	said  bytes.Buffer
}

func (c *child) Write(p []byte) (int, error) {
	c.words.Lock()
	n, err := c.said.Write(p)
	c.words.Unlock()
	c.mu.Lock() // so that nobody misses it between looking and waiting
	defer c.mu.Unlock()
	c.turn.Broadcast()
	return n, err
}

func (c *child) errors() string {
	c.words.Lock()
	defer c.words.Unlock()
	return c.said.String()
}

func spawn(t *testing.T, as string) *child {
	t.Helper()
	s := openScreen(t)
	c := &child{screen: s, state: filepath.Join(t.TempDir(), "state"), before: s.termios(), ended: make(chan error, 1)}
	orders, far, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	c.orders = far
	c.cmd = exec.Command(os.Args[0])
	c.cmd.Env = []string{role + "=" + as, "TERM=xterm-256color", "STATE=" + c.state, "PATH=" + os.Getenv("PATH")}
	c.cmd.Stdin, c.cmd.Stdout, c.cmd.Stderr = s.slave, s.slave, c
	c.cmd.ExtraFiles = []*os.File{orders}
	c.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := c.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	_ = orders.Close()
	go func() { c.ended <- c.cmd.Wait() }()
	t.Cleanup(func() {
		_ = far.Close()
		_ = c.cmd.Process.Kill()
	})
	s.shows("ready")
	return c
}

func (c *child) kill(s syscall.Signal) {
	c.t.Helper()
	if err := c.cmd.Process.Signal(s); err != nil {
		c.t.Fatal(err)
	}
}

// exits waits for the end and checks its code, and that the terminal is as it
// was before.
func (c *child) exits(code int) {
	c.t.Helper()
	c.gone(code)
	if after := c.termios(); after != c.before {
		c.t.Errorf("the terminal's mode is not restored: %+v, was %+v", after, c.before)
	}
	raw := c.settled()
	wantClean(c.t, raw)
	wantInertTerminal(c.t, raw)
}

func (c *child) gone(code int) {
	c.t.Helper()
	select {
	case <-c.ended:
	case <-time.After(patience):
		c.t.Fatalf("the program does not end; it said %q", c.errors())
	}
	if got := c.cmd.ProcessState.ExitCode(); got != code {
		c.t.Errorf("%v, want exit code %d; it said %q", c.cmd.ProcessState, code, c.errors())
	}
}

func (c *child) wantSaid(want string) {
	c.t.Helper()
	if got := strings.TrimSpace(c.errors()); !strings.Contains(got, want) {
		c.t.Errorf("the program said %q, want %q", got, want)
	}
}

func TestSignals(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		signal syscall.Signal
		said   string
		dump   bool
	}{
		{syscall.SIGTERM, ErrTerminated.Error(), false},
		{syscall.SIGINT, ErrTerminated.Error(), false},
		{syscall.SIGHUP, "detached\n" + ErrHangup.Error(), false},
		{syscall.SIGQUIT, "ended by SIGQUIT (report: ", true},
	} {
		t.Run(c.signal.String(), func(t *testing.T) {
			if signal.Ignored(c.signal) {
				t.Skipf("these tests were started with %v ignored, as nohup does, and so is every child of theirs", c.signal)
			}
			t.Parallel()
			p := spawn(t, "app")
			p.kill(c.signal)
			p.exits(7)
			p.wantSaid(c.said)
			if c.dump {
				if report := wantReport(t, p.state); !strings.Contains(report, "goroutine 1 ") || !strings.Contains(report, "eventLoop") {
					t.Errorf("the report is no dump of all goroutines: %.200q", report)
				}
			}
		})
	}
}

// A loop that hangs must not keep the terminal, nor the process.
func TestSignalEndsAStuckLoop(t *testing.T) {
	t.Parallel()
	for _, s := range []syscall.Signal{syscall.SIGTERM, syscall.SIGQUIT} {
		t.Run(s.String(), func(t *testing.T) {
			t.Parallel()
			p := spawn(t, "app")
			p.send("b")
			p.waitSaid(1, "stuck")
			begun := time.Now()
			p.kill(s)
			p.exits(7)
			if took := time.Since(begun); took > 4*time.Second {
				t.Errorf("it took %v", took)
			}
			p.wantSaid(ErrStuck.Error())
		})
	}
}

// The end of the connection is noticed with SIGHUP and, where nohup took that
// away, without it.
func TestClosedConnectionDetachesOnce(t *testing.T) {
	t.Parallel()
	for _, as := range []string{"app", "nohup"} {
		p := spawn(t, as)
		_ = p.slave.Close()
		_ = p.master.Close()
		p.gone(7)
		if got, want := p.errors(), "detached\n"+ErrHangup.Error()+"\n"; got != want {
			t.Errorf("as %s the program said %q, want %q", as, got, want)
		}
	}
}

func TestPanicOfAGoroutine(t *testing.T) {
	t.Parallel()
	p := spawn(t, "app")
	p.send("g")
	p.exits(1)
	said := p.errors()
	wantInert(t, "the message", said)
	if strings.Count(said, "\n") != 1 || !strings.Contains(said, "crashed in the worker: boom") || !strings.Contains(said, p.state) {
		t.Errorf("the message is not one clear line: %q", said)
	}
	if report := wantReport(t, p.state); !strings.Contains(report, "beApp") {
		t.Errorf("the report does not say where: %q", report)
	}
}

func (c *child) waitSaid(times int, word string) {
	c.t.Helper()
	c.until(word, func(string, string) bool { return strings.Count(c.errors(), word) >= times })
}

func TestSuspendAndResume(t *testing.T) {
	t.Parallel()
	p := spawn(t, "shell")
	for i := range 2 {
		p.send("\x1a")
		p.waitSaid(i+1, "stopped")
		if now := p.termios(); now != p.before {
			t.Errorf("stopped, the terminal's mode is %+v, was %+v", now, p.before)
		}
		wantClean(t, p.settled())
		if _, err := fmt.Fprintln(p.orders, "fg"); err != nil {
			t.Fatal(err)
		}
		p.shows("back again")
		p.send("x")
		p.shows("last key x")
		if p.termios() == p.before {
			t.Error("continued, the terminal is not raw")
		}
	}
	p.send("q")
	p.exits(0)
}

// A process that is stopped by force finds that the shell has set the
// terminal up for itself.
func TestStopByForce(t *testing.T) {
	t.Parallel()
	p := spawn(t, "shell")
	var pid int
	p.waitSaid(1, "pid ") // beside the first frame
	if _, err := fmt.Sscanf(p.errors(), "pid %d", &pid); err != nil {
		t.Fatal(err)
	}
	_ = syscall.Kill(pid, syscall.SIGSTOP)
	p.waitSaid(1, "stopped")
	if err := unix.IoctlSetTermios(int(p.slave.Fd()), termiosSet, &p.before); err != nil {
		t.Fatal(err)
	}
	fmt.Fprintln(p.orders, "fg")
	p.shows("back again")
	if n := strings.Count(p.output(), "\x1b[2J"); n < 2 {
		t.Errorf("the screen was drawn whole %d times, want a second time for what the shell left", n)
	}
	p.send("x")
	p.shows("last key x")
	p.send("q")
	p.exits(0)
}

// Without a shell that could continue it, the kernel does not stop a process;
// the program must not wait for that.
func TestSuspendWithoutAShell(t *testing.T) {
	t.Parallel()
	p := spawn(t, "app")
	p.send("\x1a")
	p.shows("back again")
	p.send("x")
	p.shows("last key x")
	p.send("q")
	p.exits(0)
}
