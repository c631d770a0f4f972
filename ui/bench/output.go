package main

import (
	"context"
	"strings"
	"time"

	"github.com/creack/pty"
)

// output measures the bytes that keys cost, on the demo account.
func output(ctx context.Context, r rig) ([]figure, error) {
	large, err := bytesAt(ctx, r, nil, 120, 40)
	if err != nil {
		return nil, err
	}
	small, err := bytesAt(ctx, r, nil, 80, 24)
	if err != nil {
		return nil, err
	}
	colour, err := bytesAt(ctx, r, []string{"COLORTERM=truecolor"}, 120, 40)
	if err != nil {
		return nil, err
	}
	alike, held, near, err := alikeMove(ctx, r)
	if err != nil {
		return nil, err
	}
	bare, err := moveAt(ctx, r, 120, 18)
	if err != nil {
		return nil, err
	}
	frugal, err := moveAt(ctx, r, 120, 40, "--low-bandwidth")
	if err != nil {
		return nil, err
	}
	storm, err := resizing(ctx, r)
	if err != nil {
		return nil, err
	}
	return []figure{
		atMost("cursor move, images of one family, 120x40, with summary", alike, 350, "B", "claws 987, a9s 262 (120x32), fzf 2,306, vim 57, vim with cursorline 284, Bubble Tea list and detail 327"),
		atMost("cursor move, every row another family, 120x40, with summary", large.move, 350, "B", ""),
		atMost("cursor move, every row another family, 80x24, with summary", small.move, 350, "B", "claws 430, fzf 1,713, vim 82, vim with cursorline 211, Bubble Tea list and detail 308"),
		note("cursor move, every row another family, 120x40, true colour", amount(colour.move, "B"), ""),
		atMost("cursor move, list only, 120x18", bare, 250, "B", "Bubble Tea list only 224"),
		atMost("cursor move, --low-bandwidth, 120x40", frugal, 120, "B", "Bubble Tea list with a marker 65"),
		note("cursor move after a rest of a second, and all that follows, 120x40", amount(large.alone, "B"), "the summary at once, then the data of its snapshots"),
		atMost("page, 120x40", large.page, 1.1*large.text, "B", "vim 4,376, less 4,337, Bubble Tea list and detail 2,215"),
		atMost("page, 80x24", small.page, 1.1*small.text, "B", "vim 2,035, less 2,101, Bubble Tea list and detail 1,022"),
		atMost("typed letter that changes no row, 120x40", large.box, 64, "B", "Bubble Tea's text input 13"),
		note("typed letter, 120x40, by rows that change", large.letters, "Bubble Tea's text input 13 B and the rows"),
		note("typed letter, 80x24, by rows that change", small.letters, ""),
		atMost("small menu opens, 120x40", large.menu, 1536, "B", ""),
		note("palette of all commands opens, 120x40", amount(large.palette, "B"), ""),
		atMost("key held for 10 s at 30 a second behind ssh, 120x40", held, 60_000, "B", "Bubble Tea list and detail 66,000 at 30 frames a second, 110,000 at 60"),
		note("the same on this machine", amount(near, "B"), ""),
		atMost("frames in a storm of sizes, a second", storm, 20, "", ""),
		atMost("idle, 10 s", large.idle, 0, "B", "htop 12,000, claws 0, a9s 0, vim 0"),
		atMost("processor while idle", large.busy, 0.1, "%", "claws 0.6 %, a9s 0.6 %"),
		atMost("processor time a cursor key", large.key, 1, "ms", ""),
	}, nil
}

// costs are bytes; text is the bytes of what a full screen says, busy the
// processor time that an idle program needs, in percent, key that of a cursor
// move in milliseconds.
type costs struct {
	move, alone, page, text, box, menu, palette, idle, busy, key float64
	letters                                                      string
}

func bytesAt(ctx context.Context, r rig, env []string, w, h int) (costs, error) {
	t, err := open(ctx, r, env, w, h, "--demo", "--region", "us-east-1")
	if err != nil {
		return costs{}, err
	}
	defer t.close()
	if _, err := t.wait("the demo account", t.began, t.listed()); err != nil {
		return costs{}, err
	}
	t.rest(time.Second)
	before := t.cpu()
	c := costs{idle: float64(t.after(10 * time.Second)), text: float64(len(strings.ReplaceAll(t.text(), "\n", "")))}
	after := t.cpu()
	c.busy = float64(after-before) / float64(10*time.Second) * 100
	if c.move, err = t.each("j", 30); err != nil {
		return costs{}, err
	}
	c.key = milliseconds(t.cpu()-after) / 30
	if c.alone, err = t.apart(8); err != nil {
		return costs{}, err
	}
	if c.page, err = t.each("\x06", 3); err != nil {
		return costs{}, err
	}
	return c, t.typing(&c)
}

// each is how many bytes a key that moves the cursor costs, on average.
func (t *terminal) each(key string, times int) (float64, error) {
	sum := 0
	for range times {
		n, err := t.press(key, t.moves())
		if err != nil {
			return 0, err
		}
		sum += n
	}
	return float64(sum) / float64(times), nil
}

// apart is what cursor moves with a second between them cost, each with all that
// comes of it.
func (t *terminal) apart(times int) (float64, error) {
	t.rest(time.Second)
	before := t.bytes()
	for range times {
		if _, err := t.press("k", t.moves()); err != nil {
			return 0, err
		}
		t.rest(time.Second)
	}
	return float64(t.bytes()-before) / float64(times), nil
}

// moveAt is a cursor move in the demo account, on a screen of another kind.
func moveAt(ctx context.Context, r rig, w, h int, flags ...string) (float64, error) {
	t, err := open(ctx, r, nil, w, h, append([]string{"--demo", "--region", "us-east-1"}, flags...)...)
	if err != nil {
		return 0, err
	}
	defer t.close()
	if _, err := t.wait("the demo account", t.began, t.listed()); err != nil {
		return 0, err
	}
	t.rest(time.Second)
	return t.each("j", 30)
}

// resizing is how many frames a second a terminal gets that changes its size
// fifty times a second, by the bytes of one.
func resizing(ctx context.Context, r rig) (float64, error) {
	t, err := open(ctx, r, nil, 120, 40, "--demo", "--region", "us-east-1")
	if err != nil {
		return 0, err
	}
	defer t.close()
	if _, err := t.wait("the demo account", t.began, t.listed()); err != nil {
		return 0, err
	}
	before := t.rest(time.Second)
	if err := t.resize(119, 40); err != nil {
		return 0, err
	}
	frame := t.rest(time.Second) - before
	const sizes, every = 100, 20 * time.Millisecond
	tick := time.NewTicker(every)
	defer tick.Stop()
	for i := range sizes {
		<-tick.C
		if err := t.resize(118+i%3, 40); err != nil {
			return 0, err
		}
	}
	all := t.rest(time.Second) - before - frame
	return float64(all) / float64(frame) / (sizes * every).Seconds(), nil
}

func (t *terminal) resize(w, h int) error {
	t.mu.Lock()
	t.screen.Resize(w, h)
	t.mu.Unlock()
	return pty.Setsize(t.tty, &pty.Winsize{Cols: uint16(w), Rows: uint16(h)})
}

// alikeMove is a cursor move in a list of images of one family, as it is after
// a search: the rows differ in their dates and IDs. It is also what ten seconds
// of a key held down cost, behind ssh and on this machine.
func alikeMove(ctx context.Context, r rig) (move, far, near float64, err error) {
	s, err := simulate(ctx, r, account(region, 8000))
	if err != nil {
		return 0, 0, 0, err
	}
	defer s.close()
	for _, env := range [][]string{{"SSH_CONNECTION=::1 1 ::1 22"}, nil} {
		far = near
		if move, near, err = heldMove(ctx, r, append(s.env(), env...)); err != nil {
			return 0, 0, 0, err
		}
	}
	return move, far, near, nil
}

func heldMove(ctx context.Context, r rig, env []string) (move, held float64, err error) {
	t, err := open(ctx, r, env, 120, 40, "--region", region, "--query", "tag:family=payments arch:arm64")
	if err != nil {
		return 0, 0, err
	}
	defer t.close()
	if _, err := t.wait("the images", t.began, t.listed()); err != nil {
		return 0, 0, err
	}
	t.rest(time.Second)
	if move, err = t.each("j", 30); err != nil {
		return 0, 0, err
	}
	n, err := t.hold("j", 10*time.Second)
	return move, float64(n), err
}

// typing adds what searching, the palette and a key held down cost.
func (t *terminal) typing(c *costs) error {
	const query = "payments"
	if _, err := t.press("/", t.shows("/ ")); err != nil {
		return err
	}
	bytes, rows := 0, 0
	for i := range query {
		before := t.painted()
		shown := "/ " + query[:i+1]
		n, err := t.press(query[i:i+1], func() bool { return startsWith(t.row(1), shown) })
		if err != nil {
			return err
		}
		bytes, rows = bytes+n, rows+changed(before, t.painted())
	}
	c.letters = amount(float64(bytes)/float64(len(query)), "B") + ", " + amount(float64(rows)/float64(len(query)), "rows")
	if _, err := t.press("\x1b", func() bool { return startsWith(t.row(1), "/ to search") }); err != nil {
		return err
	}
	if err := t.unmatched(c); err != nil {
		return err
	}
	for _, m := range []struct {
		key, shown string
		bytes      *float64
	}{{"f", "Show images from", &c.menu}, {":", "Commands", &c.palette}} {
		n, err := t.press(m.key, t.shows(m.shown))
		if err != nil {
			return err
		}
		*m.bytes = float64(n)
		hidden := t.shows(m.shown)
		if _, err = t.press("\x1b", func() bool { return !hidden() }); err != nil {
			return err
		}
	}
	return nil
}

// unmatched adds what a letter costs that changes nothing but the search box: one
// more of a word that nothing has.
func (t *terminal) unmatched(c *costs) error {
	if _, err := t.press("/", t.shows("/ ")); err != nil {
		return err
	}
	const word, known = "zzzzzz", 3 // behind so many letters nothing is left to be taken away
	sum := 0
	for i := range word {
		shown := "/ " + word[:i+1]
		n, err := t.press(word[i:i+1], func() bool { return startsWith(t.row(1), shown) })
		if err != nil {
			return err
		}
		if i >= known {
			sum += n
		}
	}
	c.box = float64(sum) / float64(len(word)-known)
	_, err := t.press("\x1b", func() bool { return startsWith(t.row(1), "/ to search") })
	return err
}

// hold presses a key 30 times a second and returns the bytes that it cost.
func (t *terminal) hold(key string, d time.Duration) (int, error) {
	before := t.bytes()
	repeat := time.NewTicker(time.Second / 30)
	defer repeat.Stop()
	for range int(d / (time.Second / 30)) {
		<-repeat.C
		if _, err := t.tty.WriteString(key); err != nil {
			return 0, err
		}
	}
	return t.rest(quiet) - before, nil
}

// painted is the lines of the screen, with their colours.
func (t *terminal) painted() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return strings.Split(t.screen.Render(), "\n")
}

// changed counts the lines that differ, the search box left out.
func changed(before, after []string) int {
	n := 0
	for y := range min(len(before), len(after)) {
		if y != 1 && before[y] != after[y] {
			n++
		}
	}
	return n
}

func startsWith(row, text string) bool { return strings.HasPrefix(strings.TrimSpace(row), text) }

func endsWith(row, text string) bool { return strings.HasSuffix(strings.TrimRight(row, " "), text) }
