//go:build unix

package term

import (
	"errors"
	"fmt"
	"math/rand"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"
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

// Not parallel: TestResizeStorm tells the whole process of new sizes.
func TestIdleWritesNothing(t *testing.T) {
	r := launch(t, openScreen(t), &app{}, nil)
	r.send("x")
	r.shows("ready 80x24 keys 1")
	r.term.out.settle(patience)
	before := r.term.Written()
	for range 50 {
		r.term.prog.Send("a message that changes nothing")
	}
	r.term.prog.Quit()
	if err := r.end(); err != nil {
		t.Fatal(err)
	}
	raw := r.settled()
	if leave := strings.LastIndex(raw, "\x1b[?2004l"); int64(leave) != before {
		t.Errorf("written while nothing changed: %q", raw[before:leave])
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

func TestInterruptReachesTheCaller(t *testing.T) {
	t.Parallel()
	r := launch(t, openScreen(t), &app{on: onKey("i", func() tea.Msg { return tea.InterruptMsg{} })}, nil)
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

func TestResizeStorm(t *testing.T) {
	t.Parallel()
	s := openScreen(t)
	r := launch(t, s, &app{}, nil)
	rnd := rand.New(rand.NewSource(1))
	sizes := times(t, 500, 2000)
	begun := time.Now()
	for i := range sizes {
		if long() {
			<-time.After(time.Until(begun.Add(time.Duration(i) * time.Millisecond)))
		}
		w, h := uint16(rnd.Intn(500)), uint16(rnd.Intn(200))
		switch i % 10 {
		case 0:
			w, h = 0, 0
		case 1:
			w, h = 1, 1
		}
		s.resize(w, h)
		if err := syscall.Kill(syscall.Getpid(), syscall.SIGWINCH); err != nil {
			t.Fatal(err)
		}
	}
	s.resize(100, 30)
	_ = syscall.Kill(syscall.Getpid(), syscall.SIGWINCH)
	s.shows("ready 100x30")
	r.send("x")
	s.until("exact screen", func(shown, _ string) bool {
		return strings.TrimRight(shown, "\n ") == "ready 100x30 keys 1\nlast key x"
	})
	if n := r.term.Written(); n > 300_000 {
		t.Errorf("%d bytes written for %d sizes", n, sizes)
	} else {
		t.Logf("%d sizes in %v: %d bytes", sizes, time.Since(begun), n)
	}
	r.send("q")
	if err := r.end(); err != nil {
		t.Fatal(err)
	}
	wantClean(t, s.settled())
}

// busy draws every row anew for each key.
func busy(a *app) string {
	rows := make([]string, a.size.Height)
	for i := range rows {
		rows[i] = fmt.Sprintf("%-80s", fmt.Sprintf("ready row %d of frame %d %s", i, a.keys, strings.Repeat(string(rune('a'+a.keys%26)), 40)))
	}
	return strings.Join(rows, "\n")
}

// typeUntilStalled presses keys until the terminal has no room for a frame;
// each must be answered by the loop while the terminal takes nothing.
func typeUntilStalled(t *testing.T, r *running, handled <-chan struct{}) (keys int) {
	t.Helper()
	r.pause(true)
	full := 0 // how many keys in a row found the terminal full
	for begun := time.Now(); full < 100; keys++ {
		r.send("x")
		select {
		case <-handled:
		case <-time.After(patience):
			t.Fatalf("the loop does not answer key %d", keys)
		}
		if full++; r.term.out.backlog() == 0 {
			full = 0
		}
		if time.Since(begun) > patience {
			t.Fatal("the terminal takes all")
		}
	}
	return keys
}

func counting() (*app, <-chan struct{}) {
	handled := make(chan struct{}, 100_000)
	return &app{draw: busy, on: func(_ *app, msg tea.Msg) tea.Cmd {
		if _, ok := msg.(tea.KeyPressMsg); ok {
			handled <- struct{}{}
		}
		return nil
	}}, handled
}

func TestStalledTerminalStopsNothing(t *testing.T) {
	t.Parallel()
	m, handled := counting()
	r := launch(t, openScreen(t), m, nil)
	keys := typeUntilStalled(t, r, handled)
	begun := time.Now()
	for range 200 {
		r.send("x")
		<-handled
		keys++
	}
	t.Logf("200 keys answered in %v", time.Since(begun))
	r.pause(false)
	want := strings.TrimSpace(busy(&app{keys: keys, size: tea.WindowSizeMsg{Height: 24}}))
	r.until("exact screen after the stall", func(shown, _ string) bool { return trimmed(shown) == trimmed(want) })
	r.send("q")
	if err := r.end(); err != nil {
		t.Fatal(err)
	}
	wantClean(t, r.settled())
}

// A key held down on a slow link must not fill the link with frames that
// nobody sees any more. Not parallel: TestResizeStorm tells the whole process
// of new sizes, and each is a frame.
func TestFramesComeNoFasterThanTheTerminalTakesThem(t *testing.T) {
	m, handled := counting()
	r := launch(t, openScreen(t), m, nil)
	r.slow(5 * time.Millisecond)
	const keys = 300
	most, tick := 0, time.NewTicker(4*time.Millisecond)
	defer tick.Stop()
	for range keys {
		<-tick.C
		r.send("x")
		<-handled
		most = max(most, r.term.out.backlog())
	}
	r.slow(0)
	want := strings.TrimSpace(busy(&app{keys: keys, size: tea.WindowSizeMsg{Height: 24}}))
	r.until("the newest frame", func(shown, _ string) bool { return trimmed(shown) == trimmed(want) })
	if frame := len(want); most > 3*frame {
		t.Errorf("%d bytes waited for the terminal at once; a frame has %d", most, frame)
	}
	if n := r.term.Dropped(); n > 0 {
		t.Errorf("%d frames were dropped, after they had been made", n)
	}
	r.send("q")
	if err := r.end(); err != nil {
		t.Fatal(err)
	}
}

// trimmed is a screen without what is blank at the end of its rows.
func trimmed(shown string) string {
	rows := strings.Split(shown, "\n")
	for i := range rows {
		rows[i] = strings.TrimRight(rows[i], " ")
	}
	return strings.Join(rows, "\n")
}

func TestStalledTerminalDoesNotDelayQuitting(t *testing.T) {
	t.Parallel()
	m, handled := counting()
	r := launch(t, openScreen(t), m, nil)
	typeUntilStalled(t, r, handled)
	begun := time.Now()
	r.send("q")
	if err := r.end(); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(begun); took > 2*time.Second {
		t.Errorf("quitting took %v", took)
	}
	r.pause(false)
	r.until("restored screen", func(_, raw string) bool { return strings.Contains(tail(raw, 200), "\x18") })
	wantClean(t, r.settled())
}

func TestLongPasteIsCut(t *testing.T) {
	r := launch(t, openScreen(t), &app{}, nil)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	const total = 20 << 20
	r.send(pasteBegins)
	for range total / (16 << 10) {
		r.send(strings.Repeat("0123456789abcde\r", 1<<10))
	}
	r.send(pasteEnds)
	begun := time.Now()
	r.shows(fmt.Sprintf("pasted %d, %d cut", pasteLimit, total-pasteLimit))
	r.send("x")
	r.shows("last key x")
	runtime.ReadMemStats(&after)
	if grown := int64(after.HeapSys) - int64(before.HeapSys); grown > 24<<20 {
		t.Errorf("the heap grew by %d MB over a paste of 20 MB", grown>>20)
	}
	t.Logf("alive %v after the paste", time.Since(begun))
	r.send("q")
	if err := r.end(); err != nil {
		t.Fatal(err)
	}
	wantClean(t, r.settled())
}

func TestInterruptEndsAnEndlessPaste(t *testing.T) {
	t.Parallel()
	r := launch(t, openScreen(t), &app{}, nil)
	r.send(pasteBegins + "abc")
	r.until("start of the paste", func(string, string) bool {
		in := r.term.in
		in.mu.Lock()
		defer in.mu.Unlock()
		if in.guard.kept == 3 {
			return true
		}
		go r.turn.Broadcast() // nothing is written meanwhile
		return false
	})
	r.send("\x03")
	if err := r.end(); err != nil {
		t.Fatal(err)
	}
	if got := r.model.(*app); len(got.Pastes) != 1 || got.Pastes[0] != 3 || got.text != "pasted 3" && got.keys != 1 {
		t.Errorf("the model saw pastes of %v bytes and %d keys, want one of 3 and ctrl+c", got.Pastes, got.keys)
	}
}

func TestGarbageIsSurvived(t *testing.T) {
	t.Parallel()
	r := launch(t, openScreen(t), &deaf{&app{}}, nil)
	rnd := rand.New(rand.NewSource(1))
	noise := make([]byte, 16<<10)
	rnd.Read(noise)
	r.send(string(noise) + "\x1b\\" + pasteEnds)
	r.send("\x1b[" + strings.Repeat("1;", 4<<10) + "m") // more parameters than Bubble Tea has room for
	r.send("\x1b]" + strings.Repeat("no end of this;", 1<<10))
	for ended := false; !ended; {
		r.send("\x1b\\" + pasteEnds + pasteBegins + "bye" + pasteEnds)
		select {
		case <-r.ended:
			ended = true
		case <-time.After(50 * time.Millisecond):
		}
	}
	if err := r.end(); err != nil {
		t.Fatal(err)
	}
	r.until("restored screen", func(_, raw string) bool { return strings.Contains(raw, "\x1b[?1049l") })
	wantClean(t, r.output())
}

// deaf hears nothing but a paste that says bye.
type deaf struct{ *app }

func (d *deaf) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if p, ok := msg.(tea.PasteMsg); ok && strings.HasSuffix(p.Content, "bye") {
		return d, tea.Quit
	}
	return d, nil
}

// Answers that come after the program has quit belong to nobody; a shell
// would take them for typing.
func TestLateAnswersDoNotLeak(t *testing.T) {
	t.Parallel()
	for _, env := range []string{"SSH_TTY=/dev/pts/0", "SSH_CONNECTION=::1 1 ::1 22"} {
		s := openScreen(t)
		s.mute.Store(true)
		r := launch(t, s, &app{}, func(o *Options) { o.Env, o.Syncd = append(o.Env, env), true })
		s.until("question", func(_, raw string) bool { return strings.Contains(raw, "\x1b[?2026$p") })
		r.send("q")
		s.until("restored screen", func(_, raw string) bool { return strings.Contains(raw, "\x1b[?1049l") })
		answers := "\x1b[?1u\x1b[?2026;2$y" + strings.Repeat("\x1b[?62;1c", int(r.term.out.fences.Load()))
		s.send(answers)
		if err := r.end(); err != nil {
			t.Fatal(err)
		}
		if raw := s.settled(); strings.Contains(raw, "^[") {
			t.Errorf("the terminal echoed the answers: %q", tail(raw, 100))
		}
		if _, err := term.MakeRaw(s.slave.Fd()); err != nil {
			t.Fatal(err)
		}
		if left, ok := readWithin(s.slave, 0); ok {
			t.Errorf("%q is left for the shell", left)
		}
	}
}

func TestSilentTerminalDoesNotDelayQuitting(t *testing.T) {
	t.Parallel()
	s := openScreen(t)
	s.mute.Store(true)
	r := launch(t, s, &app{}, nil)
	begun := time.Now()
	r.send("q")
	if err := r.end(); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(begun); took > 2*time.Second {
		t.Errorf("quitting took %v", took)
	}
}

func TestFramesAreShownAtOneStrokeOverSSH(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		syncd bool
		env   string
		asked bool
	}{
		{true, "SSH_TTY=/dev/pts/0", true},
		{false, "SSH_TTY=/dev/pts/0", false},
	} {
		s := openScreen(t)
		s.mute.Store(true)
		r := launch(t, s, &app{}, func(o *Options) { o.Env, o.Syncd = append(o.Env, c.env), c.syncd })
		if c.asked {
			s.until("question", func(_, raw string) bool { return strings.Contains(raw, "\x1b[?2026$p") })
			s.send("\x1b[?2026;2$y")
		}
		s.send("\x1b[?62c\x1b[?62c")
		s.send("x")
		s.shows("last key x")
		r.send("q")
		if err := r.end(); err != nil {
			t.Fatal(err)
		}
		raw := s.settled()
		if got := strings.Contains(raw, "\x1b[?2026h"); got != c.asked || strings.Contains(raw, "\x1b[?2026$p") != c.asked {
			t.Errorf("Syncd %v: asked and used are not both %v in %q", c.syncd, c.asked, raw)
		}
		wantClean(t, raw)
	}
}

// onKey does cmd when key is pressed.
func onKey(key string, cmd tea.Cmd) func(*app, tea.Msg) tea.Cmd {
	return func(_ *app, msg tea.Msg) tea.Cmd {
		if k, ok := msg.(tea.KeyPressMsg); ok && k.String() == key {
			return cmd
		}
		return nil
	}
}
