package term

import (
	"testing"
)

func observed(seq string) *modes {
	m := newModes()
	m.observe([]byte(seq))
	return m
}

func TestModesRestoreUndoesWhatWasDone(t *testing.T) {
	for name, c := range map[string]struct{ seq, want string }{
		"nothing":             {"text \x1b[31mred\x1b[m\x1b[2J", ""},
		"other screen":        {"\x1b[?1049h", "\x1b[?1049l"},
		"left again":          {"\x1b[?1049h\x1b[?1049l", ""},
		"several at once":     {"\x1b[?1049;2004h", "\x1b[?2004l\x1b[?1049l"},
		"cursor hidden":       {"\x1b[?25l", "\x1b[?25h"},
		"cursor comes last":   {"\x1b[?25l\x1b[?1049h", "\x1b[?1049l\x1b[?25h"},
		"no automatic margin": {"\x1b[?7l", "\x1b[?7h"},
		"mouse and focus":     {"\x1b[?1002h\x1b[?1006h\x1b[?1004h", "\x1b[?1002l\x1b[?1004l\x1b[?1006l"},
		"frame cut":           {"\x1b[?2026hhalf a fra", "\x1b[?2026l"},
		"keyboard":            {"\x1b[>1u\x1b[>5u", "\x1b[<2u"},
		"keyboard popped":     {"\x1b[>1u\x1b[<u", ""},
		"keyboard over":       {"\x1b[<7u", ""},
		"keyboard elsewhere":  {"\x1b[?1049h\x1b[>1u", "\x1b[<1u\x1b[?1049l"},
		"keyboard on both":    {"\x1b[>3u\x1b[?1049h\x1b[>1u", "\x1b[<1u\x1b[?1049l\x1b[<1u"},
		"other keys":          {"\x1b[>4;2m", "\x1b[>4m"},
		"other keys undone":   {"\x1b[>4;2m\x1b[>4m", ""},
		"cursor shape":        {"\x1b[5 q", "\x1b[0 q"},
		"title":               {"\x1b]2;tami\a", "\x1b]2;\a"},
		"title gone":          {"\x1b]2;tami\a\x1b]2;\a", ""},
		"progress":            {"\x1b]9;4;1;50\a", "\x1b]9;4;0\a"},
		"question, not mode":  {"\x1b[?2026$p", ""},
	} {
		if got := observed(c.seq).restore(); got != c.want {
			t.Errorf("%s: after %q restore is %q, want %q", name, c.seq, got, c.want)
		}
		cut := newModes()
		for _, b := range []byte(c.seq) {
			cut.observe([]byte{b})
		}
		if got := cut.restore(); got != c.want {
			t.Errorf("%s: byte by byte restore is %q, want %q", name, got, c.want)
		}
	}
}

func TestModesCountQueries(t *testing.T) {
	for seq, want := range map[string][2]int{
		"\x1b[?2026$p":           {1, 0},
		"\x1b[?2026$p\x1b[?u":    {2, 0},
		"\x1b[c":                 {0, 1},
		"\x1b[>c":                {1, 0},
		"\x1b[6n":                {1, 0},
		"\x1b[>0q":               {1, 0},
		"\x1b]11;?\a":            {1, 0},
		"\x1b]2;really;\a":       {0, 0},
		"\x1bP+q524742\x1b\\":    {1, 0},
		"\x1b[18t":               {1, 0},
		"\x1b[22;0t":             {0, 0},
		"\x1b[>1u\x1b[<1u\x1b[m": {0, 0},
	} {
		if m := observed(seq); m.queries != want[0] || m.fences != want[1] {
			t.Errorf("%q asks %d and %d times, want %v", seq, m.queries, m.fences, want)
		}
	}
}

// Whatever was thrown away, what leads toward the wanted modes leads there.
func TestModesTowardArrives(t *testing.T) {
	states := []string{
		"", "\x1b[?1049h\x1b[>1u\x1b[?25l\x1b[?2004h", "\x1b[?1049h\x1b[>1u\x1b[=5;1u\x1b[2 q",
		"\x1b[?1049h\x1b[>4;2m\x1b[?1003h", "\x1b[>1u\x1b[>2u\x1b[?7l",
	}
	for _, from := range states {
		for _, to := range states {
			have, want := observed(from), observed(to)
			have.observe([]byte(have.toward(want)))
			if left := have.toward(want); left != "" {
				t.Errorf("from %q toward %q there is still %q to go", from, to, left)
			}
			if have.screen() != want.screen() || have.set(cursorShown) != want.set(cursorShown) || have.modify != want.modify {
				t.Errorf("from %q toward %q does not arrive", from, to)
			}
		}
	}
}

func TestModesAgain(t *testing.T) {
	m := observed("\x1b[?1049h\x1b[?25l\x1b[>1u\x1b[>4;2m\x1b[?2004h\x1b[?1002h\x1b[?1002l")
	const want = "\x1b[?1049h\x1b[?25l\x1b[?1002l\x1b[?2004h\x1b[>4;2m\x1b[0 q"
	if got := m.again(); got != want {
		t.Errorf("again is %q, want %q", got, want)
	}
}

func FuzzModesRestore(f *testing.F) {
	f.Add("\x1b[?1049h\x1b[>1u\x1b]2;a\a")
	f.Add("\x1b[<99999999999999u\x1b[?99999999999999999h")
	f.Add("\x1b[>1u\x1b[?1049h\x1b[?25l\x1b[9 q\x1bPq\x1b\\")
	f.Fuzz(func(t *testing.T, seq string) {
		m := observed(seq)
		undo := m.restore()
		m.parser.Reset() // as CAN does
		m.observe([]byte(undo))
		if left := m.restore(); left != "" && len(m.keys[1]) == 0 {
			t.Errorf("after %q and its undoing %q there is still %q", seq, undo, left)
		}
	})
}
