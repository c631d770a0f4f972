package e2e

import (
	"bytes"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/creack/pty"
)

// muted is a program on a terminal that answers nothing it is asked.
type muted struct {
	t      *testing.T
	cmd    *exec.Cmd
	tty    *os.File
	closed chan struct{}

	mu  sync.Mutex
	out bytes.Buffer
	at  time.Time // when the newest of it came
}

func mute(t *testing.T, env []string, args ...string) *muted {
	t.Helper()
	return muteProgram(t, env, built, args...)
}

func muteProgram(t *testing.T, env []string, program string, args ...string) *muted {
	t.Helper()
	m := &muted{t: t, cmd: exec.Command(program, args...), closed: make(chan struct{})}
	m.cmd.Env = env
	tty, err := pty.StartWithSize(m.cmd, &pty.Winsize{Cols: 120, Rows: 40})
	if err != nil {
		t.Skipf("no pseudo terminal can be opened here: %v", err)
	}
	m.tty = tty
	go m.read()
	t.Cleanup(func() { _ = m.cmd.Process.Kill(); <-m.closed; _ = tty.Close() })
	return m
}

func (m *muted) read() {
	defer close(m.closed)
	buf := make([]byte, 64<<10)
	for {
		n, err := m.tty.Read(buf)
		m.mu.Lock()
		m.out.Write(buf[:n])
		m.at = time.Now()
		m.mu.Unlock()
		if err != nil {
			return
		}
	}
}

func (m *muted) said() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.out.String()
}

// last is when something came last.
func (m *muted) last() time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.at
}

// rest waits until nothing has come for a while.
func (m *muted) rest(quiet time.Duration) {
	for from := time.Now(); ; {
		since := m.last()
		if since.Before(from) {
			since = from
		}
		left := time.Until(since.Add(quiet))
		if left <= 0 {
			return
		}
		<-time.After(left)
	}
}

// until waits for a text.
func (m *muted) until(text string) {
	m.t.Helper()
	deadline := time.After(20 * time.Second)
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for !strings.Contains(m.said(), text) {
		select {
		case <-deadline:
			m.t.Fatalf("waited in vain for %q in %q", text, m.said())
		case <-tick.C:
		}
	}
}

// end leaves the program.
func (m *muted) end() {
	m.t.Helper()
	if _, err := m.tty.WriteString("\x03"); err != nil {
		m.t.Fatal(err)
	}
	_ = m.cmd.Wait()
}
