//go:build unix

package term

import (
	"fmt"
	"os"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"
)

// long says whether the tests shall try at length what they try for a moment.
func long() bool { return os.Getenv("TAMI_SOAK") != "" }

// times is how often something is tried.
func times(t *testing.T, few, many int) int {
	t.Helper()
	if long() {
		return many
	}
	t.Logf("%d tries; TAMI_SOAK=1 makes %d", few, many)
	return few
}

// TestAMinuteOfStall types ten keys a second at a program whose terminal takes
// nothing, and looks at how soon each is answered and at what is held meanwhile.
func TestAMinuteOfStall(t *testing.T) {
	if !long() {
		t.Skip("TAMI_SOAK=1 stalls a terminal for a minute; TestStalledTerminalStopsNothing does for a moment")
	}
	m, handled := counting()
	r := launch(t, openScreen(t), m, nil)
	keys := typeUntilStalled(t, r, handled)
	before := inUse()
	var lags []time.Duration
	key, over := time.NewTicker(100*time.Millisecond), time.After(time.Minute)
	defer key.Stop()
	for stalled := true; stalled; {
		select {
		case <-key.C:
			typed := time.Now()
			r.send("x")
			<-handled
			lags = append(lags, time.Since(typed))
			keys++
		case <-over:
			stalled = false
		}
	}
	after := inUse()
	slices.Sort(lags)
	r.pause(false)
	want := strings.TrimSpace(busy(&app{keys: keys, size: tea.WindowSizeMsg{Height: 24}}))
	r.until("exact screen after the stall", func(shown, _ string) bool { return trimmed(shown) == trimmed(want) })
	r.send("q")
	if err := r.end(); err != nil {
		t.Fatal(err)
	}
	wantClean(t, r.settled())
	t.Logf("%d keys, answered within %v in the middle, %v at 99 %%, %v at the worst; memory %+d kB", len(lags),
		lags[len(lags)/2], lags[len(lags)*99/100], lags[len(lags)-1], (after-before)/1024)
	if after-before > 4<<20 {
		t.Errorf("a minute of stall took %d kB", (after-before)/1024)
	}
}

// inUse is how many bytes the process holds after everything that can be let go
// of was.
func inUse() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapInuse + m.StackInuse)
}

// TestNothingIsLeftForTheShell quits a program behind ssh, at one moment or
// another after its start, on a terminal whose answers are as late as a long
// way makes them, and looks at what a shell would read next.
func TestNothingIsLeftForTheShell(t *testing.T) {
	each := times(t, 1, 25)
	left := 0
	for _, trip := range []time.Duration{0, 100 * time.Millisecond, 300 * time.Millisecond, 600 * time.Millisecond} {
		for n := range each {
			quits := 100*time.Millisecond + time.Duration(n)*1900*time.Millisecond/25
			s := openScreen(t)
			s.trip.Store(int64(trip))
			r := start(t, s, &app{}, func(o *Options) { o.Env, o.Syncd = append(o.Env, "SSH_CONNECTION=::1 1 ::1 22"), true })
			s.shows("ready")
			<-time.After(quits)
			r.send("q")
			if err := r.end(); err != nil {
				t.Fatal(err)
			}
			if _, err := term.MakeRaw(s.slave.Fd()); err != nil {
				t.Fatal(err)
			}
			if bytes, ok := readWithin(s.slave, trip+50*time.Millisecond); ok {
				left++
				t.Errorf("round trip %v, quit after %v: %q is left for the shell", trip, quits, bytes)
			}
		}
	}
	t.Logf("bytes were left in %d of %d", left, 4*each)
}

// TestMemoryOfALongPaste pastes at a program in a process of its own, whose
// memory the system tells.
func TestMemoryOfALongPaste(t *testing.T) {
	if _, err := os.Stat("/proc/self/status"); err != nil {
		t.Skip("the system does not tell what memory a process takes")
	}
	megabytes := times(t, 5, 50)
	p := spawn(t, "app")
	before := p.peak()
	p.send(pasteBegins)
	for range megabytes << 20 / (16 << 10) {
		p.send(strings.Repeat("0123456789abcde\r", 1<<10))
	}
	p.send(pasteEnds)
	ended := time.Now()
	p.shows(fmt.Sprintf("pasted %d, %d cut", pasteLimit, megabytes<<20-pasteLimit))
	p.send("x")
	p.shows("last key x")
	grown := p.peak() - before
	t.Logf("a paste of %d MB: %d kB more at the peak, alive %v after its end", megabytes, grown, time.Since(ended))
	if grown > 16<<10 {
		t.Errorf("a paste of %d MB took %d kB", megabytes, grown)
	}
	p.send("q")
	p.exits(0)
}

// peak is the most memory that the process has ever taken, in kB.
func (c *child) peak() int {
	c.t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", c.cmd.Process.Pid))
	if err != nil {
		c.t.Fatal(err)
	}
	kb := regexp.MustCompile(`VmHWM:\s+(\d+) kB`).FindSubmatch(status)
	if kb == nil {
		c.t.Skip("the system does not tell what memory a process takes")
	}
	n, err := strconv.Atoi(string(kb[1]))
	if err != nil {
		c.t.Fatal(err)
	}
	return n
}
