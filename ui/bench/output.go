package main

import (
	"context"
	"strings"
	"time"
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
	alike, err := alikeMove(ctx, r)
	if err != nil {
		return nil, err
	}
	return []figure{
		atMost("cursor move, images of one family, 120x40, with summary", alike, 350, "B", "claws 987, a9s 262 (120x32), fzf 2,306, vim 57, vim with cursorline 284, Bubble Tea list and detail 327"),
		atMost("cursor move, every row another family, 120x40, with summary", large.move, 350, "B", ""),
		atMost("cursor move, every row another family, 80x24, with summary", small.move, 350, "B", "claws 430, fzf 1,713, vim 82, vim with cursorline 211, Bubble Tea list and detail 308"),
		note("cursor move, every row another family, 120x40, true colour", amount(colour.move, "B"), ""),
		note("what comes when the cursor rests, 120x40", amount(large.rested, "B"), "snapshots of the image are read"),
		atMost("page, 120x40", large.page, 1.1*large.text, "B", "vim 4,376, less 4,337, Bubble Tea list and detail 2,215"),
		atMost("page, 80x24", small.page, 1.1*small.text, "B", "vim 2,035, less 2,101, Bubble Tea list and detail 1,022"),
		note("typed letter, 120x40, by rows that change", large.letters, "Bubble Tea's text input 13 B and the rows"),
		note("typed letter, 80x24, by rows that change", small.letters, ""),
		atMost("small menu opens, 120x40", large.menu, 1536, "B", ""),
		note("palette of all commands opens, 120x40", amount(large.palette, "B"), ""),
		atMost("key held for 3 s at 30 a second, a second, 120x40", large.held, 6000, "B", "Bubble Tea list and detail 6,600 at 30 frames a second, 11,000 at 60"),
		atMost("idle, 10 s", large.idle, 0, "B", "htop 12,000, claws 0, a9s 0, vim 0"),
		atMost("processor while idle", large.busy, 0.6, "%", "claws 0.6 %, a9s 0.6 %"),
	}, nil
}

// costs are bytes; text is the bytes of what a full screen says, busy the
// processor time that an idle program needs, in percent.
type costs struct {
	move, rested, page, text, menu, palette, held, idle, busy float64
	letters                                                   string
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
	shown := t.bytes()
	c.rested = float64(t.rest(time.Second) - shown)
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

// alikeMove is a cursor move in a list of images of one family, as it is after
// a search: the rows differ in their dates and IDs.
func alikeMove(ctx context.Context, r rig) (float64, error) {
	s, err := simulate(ctx, r, account(region, 1000))
	if err != nil {
		return 0, err
	}
	defer s.close()
	t, err := open(ctx, r, s.env(), 120, 40, "--region", region, "--query", "tag:family=payments arch:arm64")
	if err != nil {
		return 0, err
	}
	defer t.close()
	if _, err := t.wait("the images", t.began, t.listed()); err != nil {
		return 0, err
	}
	t.rest(time.Second)
	return t.each("j", 30)
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
	held, err := t.hold("j", 3*time.Second)
	c.held = float64(held) / 3
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
