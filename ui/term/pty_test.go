//go:build unix

package term

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
	"golang.org/x/sys/unix"
)

// patience is how long a test waits for a state; only a failing test does.
const patience = 15 * time.Second

// screen is the far side of a pseudo terminal: an emulator that shows what is
// written and answers what it is asked.
type screen struct {
	t             *testing.T
	master, slave *os.File
	emu           *vt.Emulator
	mute          atomic.Bool  // answers are not sent
	trip          atomic.Int64 // nanoseconds until an answer is there

	mu     sync.Mutex
	turn   *sync.Cond
	raw    bytes.Buffer
	paused bool          // nothing is read
	pace   time.Duration // between two reads, of at most slowRead bytes then
	closed bool
	marks  int
}

// openScreen opens a terminal of 80x24 cells.
func openScreen(t *testing.T) *screen {
	t.Helper()
	master, slave, err := pty.Open()
	if err != nil {
		t.Skipf("no pseudo terminal can be opened here: %v", err)
	}
	s := &screen{t: t, master: closable(t, master), slave: slave, emu: vt.NewEmulator(80, 24)}
	s.turn = sync.NewCond(&s.mu)
	s.resize(80, 24)
	go s.read()
	go s.answer()
	t.Cleanup(func() {
		s.pause(false)
		_ = s.master.Close()                      // not the other end: Bubble Tea's reader may look at it once more after the program has ended
		_ = s.emu.InputPipe().(io.Closer).Close() // the emulator's own Close races with its Read
	})
	return s
}

// closable is f in a form in which Close interrupts a Read: the package pty
// leaves it blocking.
func closable(t *testing.T, f *os.File) *os.File {
	t.Helper()
	fd, err := unix.FcntlInt(f.Fd(), unix.F_DUPFD_CLOEXEC, 0)
	if err != nil {
		t.Fatal(err)
	}
	_ = f.Close()
	if err := unix.SetNonblock(fd, true); err != nil {
		t.Fatal(err)
	}
	return os.NewFile(uintptr(fd), "master")
}

func (s *screen) read() {
	buf := make([]byte, 32<<10)
	for {
		s.mu.Lock()
		for s.paused {
			s.turn.Wait()
		}
		part := buf
		if pace := s.pace; pace > 0 {
			part = buf[:slowRead]
			s.mu.Unlock()
			<-time.After(pace)
			s.mu.Lock()
		}
		s.mu.Unlock()
		n, err := s.master.Read(part)
		s.mu.Lock()
		s.raw.Write(buf[:n])
		_, _ = s.emu.Write(buf[:n])
		s.closed = err != nil
		s.mu.Unlock()
		s.turn.Broadcast()
		if err != nil {
			return
		}
	}
}

func (s *screen) answer() {
	buf := make([]byte, 1024)
	for {
		n, err := s.emu.Read(buf)
		if err != nil {
			return
		}
		if s.mute.Load() {
			continue
		}
		if trip := time.Duration(s.trip.Load()); trip > 0 {
			late := bytes.Clone(buf[:n])
			time.AfterFunc(trip, func() { _, _ = s.master.Write(late) })
			continue
		}
		_, _ = s.master.Write(buf[:n])
	}
}

const slowRead = 256

// slow makes the terminal read at a pace; zero is as fast as it can.
func (s *screen) slow(pace time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pace = pace
}

// pause makes the terminal stop reading. What it is reading at the moment it
// still takes, so a test fills it up rather than counts.
func (s *screen) pause(on bool) {
	s.mu.Lock()
	s.paused = on
	s.mu.Unlock()
	s.turn.Broadcast()
}

func (s *screen) resize(w, h uint16) {
	s.t.Helper()
	if err := unix.IoctlSetWinsize(int(s.slave.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Col: w, Row: h}); err != nil {
		s.t.Fatal(err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if w > 0 && h > 0 {
		s.emu.Resize(int(w), int(h))
	}
}

func (s *screen) send(keys string) {
	s.t.Helper()
	if _, err := io.WriteString(s.master, keys); err != nil {
		s.t.Fatalf("cannot type %.20q: %v", keys, err)
	}
}

// until waits for a state of the screen, of which text is what it shows and
// raw all that was ever written to it.
func (s *screen) until(what string, ok func(text, raw string) bool) {
	s.t.Helper()
	late := false
	timer := time.AfterFunc(patience, func() {
		s.mu.Lock()
		late = true
		s.mu.Unlock()
		s.turn.Broadcast()
	})
	defer timer.Stop()
	s.mu.Lock()
	defer s.mu.Unlock()
	for !ok(s.emu.String(), s.raw.String()) {
		if late || s.closed {
			s.t.Fatalf("no %s; the screen shows\n%s\nafter %q", what, s.emu.String(), tail(s.raw.String(), 400))
		}
		s.turn.Wait()
	}
}

func (s *screen) shows(text string) {
	s.t.Helper()
	s.until(strconv.Quote(text)+" on the screen", func(shown, _ string) bool { return strings.Contains(shown, text) })
}

func (s *screen) output() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.raw.String()
}

// settled reads until a mark written by the test itself has come out, so that
// everything before it has.
func (s *screen) settled() string {
	s.t.Helper()
	s.marks++
	mark := fmt.Sprintf("<mark %d>", s.marks)
	if _, err := io.WriteString(s.slave, mark); err != nil {
		s.t.Fatal(err)
	}
	s.until("mark", func(_, raw string) bool { return strings.HasSuffix(raw, mark) })
	return marked.ReplaceAllString(s.output(), "")
}

func tail(s string, n int) string { return s[max(0, len(s)-n):] }

// termios is the mode of the terminal, which Linux and the BSDs tell at both
// ends.
func (s *screen) termios() unix.Termios {
	s.t.Helper()
	tio, err := unix.IoctlGetTermios(int(s.slave.Fd()), termiosRequest)
	if err != nil {
		s.t.Fatal(err)
	}
	return *tio
}

// wantClean checks that what was written leaves every mode as it was. It
// knows nothing of how the package keeps count.
func wantClean(t *testing.T, raw string) {
	t.Helper()
	if !strings.Contains(raw, "\x1b[?1049h") {
		t.Errorf("the program was never on the other screen, so nothing is shown by its leaving")
	}
	for _, mode := range []int{1000, 1002, 1003, 1004, 1006, 1049, 2004, 2026, 2027} {
		on, off := strings.LastIndex(raw, fmt.Sprintf("\x1b[?%dh", mode)), strings.LastIndex(raw, fmt.Sprintf("\x1b[?%dl", mode))
		if on > off {
			t.Errorf("mode %d is left on, after %q", mode, tail(raw, 120))
		}
	}
	if strings.LastIndex(raw, "\x1b[?25l") > strings.LastIndex(raw, "\x1b[?25h") {
		t.Errorf("the cursor is left hidden, after %q", tail(raw, 120))
	}
	if on, off := strings.LastIndex(raw, "\x1b[>4;2m"), strings.LastIndex(raw, "\x1b[>4m"); on > off {
		t.Errorf("modifyOtherKeys is left on, after %q", tail(raw, 120))
	}
	pushed, popped := len(kittyPush.FindAllString(raw, -1)), 0
	for _, m := range kittyPop.FindAllStringSubmatch(raw, -1) {
		n, _ := strconv.Atoi(m[1])
		popped += max(1, n)
	}
	if pushed != popped {
		t.Errorf("%d keyboard modes pushed, %d popped", pushed, popped)
	}
}

var (
	marked    = regexp.MustCompile(`<mark \d+>`)
	kittyPush = regexp.MustCompile(`\x1b\[>\d*u`)
	kittyPop  = regexp.MustCompile(`\x1b\[<(\d*)u`)
)

// app is a model that shows a count of messages and does what a test wants.
type app struct {
	text   string
	keys   int
	size   tea.WindowSizeMsg
	on     func(a *app, msg tea.Msg) tea.Cmd
	draw   func(a *app) string
	Pastes []int
}

func (a *app) Init() tea.Cmd { return nil }

func (a *app) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch m := msg.(type) {
	case tea.KeyPressMsg:
		a.keys++
		a.text = "last key " + m.String()
		switch m.String() {
		case "q", "ctrl+c":
			return a, tea.Quit
		case "ctrl+z":
			return a, tea.Suspend
		}
	case tea.WindowSizeMsg:
		a.size = m
	case tea.PasteMsg:
		a.Pastes = append(a.Pastes, len(m.Content))
		a.text = fmt.Sprintf("pasted %d", len(m.Content))
	case PasteCutMsg:
		a.text += fmt.Sprintf(", %d cut", m.Dropped)
	case tea.ResumeMsg:
		a.text = "back again"
	}
	if a.on != nil {
		return a, a.on(a, msg)
	}
	return a, nil
}

func (a *app) View() tea.View {
	content := fmt.Sprintf("ready %dx%d keys %d\n%s", a.size.Width, a.size.Height, a.keys, a.text)
	if a.draw != nil {
		content = a.draw(a)
	}
	v := tea.NewView(content)
	v.AltScreen = true
	return v
}

// running is a program under way on a screen.
type running struct {
	*screen
	term   *Terminal
	before unix.Termios
	ended  chan struct{}
	model  tea.Model
	err    error
}

// launch runs m on s and waits for its first frame.
func launch(t *testing.T, s *screen, m tea.Model, set func(*Options)) *running {
	t.Helper()
	r := start(t, s, m, set)
	s.shows("ready")
	return r
}

func start(t *testing.T, s *screen, m tea.Model, set func(*Options)) *running {
	t.Helper()
	o := Options{In: s.slave, Out: s.slave, Err: io.Discard, Env: []string{"TERM=xterm-256color"}, StateDir: t.TempDir(), FPS: 60}
	if set != nil {
		set(&o)
	}
	r := &running{screen: s, term: New(o), before: s.termios(), ended: make(chan struct{})}
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	go func() {
		defer close(r.ended)
		r.model, r.err = r.term.Run(ctx, m)
	}()
	return r
}

// end waits for the program to be over and returns what Run said. The mode of
// the terminal must be as it was.
func (r *running) end() error {
	r.t.Helper()
	select {
	case <-r.ended:
	case <-time.After(patience):
		r.t.Fatalf("the program does not end; its screen shows\n%s", r.emu.String())
	}
	if after := r.termios(); after != r.before {
		r.t.Errorf("the terminal's mode is not restored: %+v, was %+v", after, r.before)
	}
	return r.err
}
