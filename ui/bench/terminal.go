package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/creack/pty"
)

// quiet is how long nothing must be written for a frame to count as finished:
// several frames of the renderer.
const quiet = 60 * time.Millisecond

// terminal is a program on a pseudo-terminal, with every byte it writes and
// when.
type terminal struct {
	cmd   *exec.Cmd
	tty   *os.File
	began time.Time

	mu     sync.Mutex
	output []byte
	last   time.Time // when the newest byte came
	closed bool
}

// run starts the program on a terminal of that size.
func run(binary string, env []string, cols, rows uint16, args ...string) (*terminal, error) {
	cmd := exec.Command(binary, args...)
	cmd.Env = append(os.Environ(), append(env, "TERM=xterm-256color", "COLORTERM=", "NO_COLOR=", "LANG=C.UTF-8", "LC_ALL=C.UTF-8")...)
	t := &terminal{cmd: cmd, began: time.Now()}
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Cols: cols, Rows: rows})
	if err != nil {
		return nil, fmt.Errorf("%s does not start: %w", binary, err)
	}
	t.tty = tty
	go t.read()
	return t, nil
}

func (t *terminal) read() {
	buf := make([]byte, 64<<10)
	for {
		n, err := t.tty.Read(buf)
		t.mu.Lock()
		if n > 0 {
			t.output = append(t.output, buf[:n]...)
			t.last = time.Now()
		}
		t.closed = t.closed || err != nil
		t.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// size is how much has been written.
func (t *terminal) size() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.output)
}

// until waits until a text has been written behind an offset, and says how
// long after the start, or after from, its last byte came.
func (t *terminal) until(text string, offset int, from time.Time) (time.Duration, error) {
	deadline := time.Now().Add(20 * time.Second)
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for range tick.C {
		t.mu.Lock()
		found, closed, last := bytes.Contains(t.output[min(offset, len(t.output)):], []byte(text)), t.closed, t.last
		t.mu.Unlock()
		switch {
		case found:
			return last.Sub(from), nil
		case closed:
			return 0, fmt.Errorf("the program ended before it showed %q", text)
		case time.Now().After(deadline):
			return 0, fmt.Errorf("%q was not shown within 20 s", text)
		}
	}
	return 0, nil
}

// settle waits until nothing has been written for a while.
func (t *terminal) settle() {
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	begin := time.Now()
	for range tick.C {
		t.mu.Lock()
		rest := time.Since(t.last) > quiet && time.Since(begin) > quiet
		t.mu.Unlock()
		if rest {
			return
		}
	}
}

// press sends keys and reports what they cost: bytes written until the screen
// rests, and the time to the first and to the last of them.
func (t *terminal) press(keys string) (n int, first, all time.Duration) {
	before := t.size()
	from := time.Now()
	_, _ = t.tty.WriteString(keys)
	tick := time.NewTicker(200 * time.Microsecond)
	for range tick.C {
		if t.size() > before || time.Since(from) > 200*time.Millisecond {
			break
		}
	}
	tick.Stop()
	first = time.Since(from)
	t.settle()
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.output) - before, first, t.last.Sub(from)
}

// each presses a key several times and reports the mean bytes and the worst
// of 99 % of the times to the last byte.
func (t *terminal) each(key string, times int) (bytes int, p99 time.Duration) {
	var waits []time.Duration
	sum := 0
	for range times {
		n, _, all := t.press(key)
		sum += n
		waits = append(waits, all)
	}
	slices.Sort(waits)
	return sum / times, waits[len(waits)*99/100]
}

var residentLine = regexp.MustCompile(`VmRSS:\s+(\d+) kB`)

// memory is the resident set in MB, where the system tells it.
func (t *terminal) memory() string {
	src, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(t.cmd.Process.Pid), "status"))
	if m := residentLine.FindSubmatch(src); err == nil && m != nil {
		kb, _ := strconv.Atoi(string(m[1]))
		return fmt.Sprintf("%d MB", kb/1024)
	}
	return "not measured on this system"
}

// quit leaves the program and reports whether it did so by itself.
func (t *terminal) quit() {
	_, _ = t.tty.WriteString("\x03")
	done := make(chan struct{})
	go func() { _ = t.cmd.Wait(); close(done) }()
	select {
	case <-done:
	case <-time.After(3 * time.Second):
		_ = t.cmd.Process.Kill()
		<-done
	}
	_ = t.tty.Close()
}

func ms(d time.Duration) string { return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000) }

func bytesOf(n int) string { return strings.TrimSpace(fmt.Sprintf("%d B", n)) }
