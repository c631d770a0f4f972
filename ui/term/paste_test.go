package term

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// feed passes the chunks through a new guard, each a moment after the other.
func feed(chunks ...string) (string, *guard) {
	g, now := &guard{}, time.Unix(0, 0)
	var out []byte
	for _, c := range chunks {
		now = now.Add(time.Millisecond)
		out = g.filter(out, []byte(c), now)
	}
	return string(out), g
}

func TestGuard(t *testing.T) {
	const b, e = pasteBegins, pasteEnds
	for name, c := range map[string]struct {
		in   []string
		want string
	}{
		"keys pass":              {[]string{"abc\x1b[A\x1b", "OP\x03\xff\x1b[99;5u"}, "abc\x1b[A\x1bOP\x03\xff\x1b[99;5u"},
		"answers pass":           {[]string{"\x1b[?1u\x1b[?2026;2$y\x1b]11;rgb:0/0/0\a"}, "\x1b[?1u\x1b[?2026;2$y\x1b]11;rgb:0/0/0\a"},
		"too many parameters":    {[]string{"\x1b[" + strings.Repeat("1;", 50) + "1m;;" + "\x1bP?" + strings.Repeat(":", 40) + "q"}, "\x1b[" + strings.Repeat("1;", 29) + strings.Repeat("1", 22) + "m;;" + "\x1bP?" + strings.Repeat(":", 29) + "q"},
		"too many in 8 bits":     {[]string{"\x9b" + strings.Repeat(";", 20), strings.Repeat(";", 20) + "m"}, "\x9b" + strings.Repeat(";", 29) + "m"},
		"text of semicolons":     {[]string{strings.Repeat(";", 50)}, strings.Repeat(";", 50)},
		"text passes":            {[]string{b + "one\r\ntwo\tдва 日" + e}, b + "one\r\ntwo\tдва 日" + e},
		"markers cut in two":     {[]string{"x\x1b[20", "0~hi\x1b[", "201", "~y"}, "x" + b + "hi" + e + "y"},
		"characters cut in two":  {[]string{b + "\xe6\x97", "\xa5" + e}, b + "日" + e},
		"colours are stripped":   {[]string{b + "a\x1b[31mred\x1b[m" + e}, b + "ared" + e},
		"lone escapes":           {[]string{b + "a\x1b\x1bb\x1b" + e}, b + "ab" + e},
		"controls":               {[]string{b + "a\x00\x07\x08\x7fb" + e}, b + "ab" + e},
		"false end in 8 bits":    {[]string{b + "a\x9b201~b" + e}, b + "a201~b" + e},
		"false end in C1":        {[]string{b + "a\u009b201~b" + e}, b + "a201~b" + e},
		"broken characters":      {[]string{b + "\xe6\x97a\xc3\xc3\xa9" + e}, b + "aé" + e},
		"start within a paste":   {[]string{b + "a" + b + "b" + e}, b + "ab" + e},
		"end without a start":    {[]string{e + "a"}, e + "a"},
		"two pastes":             {[]string{b + "a" + e + b + "b" + e}, b + "a" + e + b + "b" + e},
		"ctrl+c ends":            {[]string{b + "abc", "\x03"}, b + "abc" + e + "\x03"},
		"ctrl+c of Kitty":        {[]string{b + "abc", "\x1b[99;5u"}, b + "abc" + e + "\x03"},
		"ctrl+c of Kitty, cut":   {[]string{b + "abc", "\x1b[99", ";5:1u"}, b + "abc" + e + "\x03"},
		"ctrl+c of xterm":        {[]string{b + "abc", "\x1b[27;5;99~"}, b + "abc" + e + "\x03"},
		"ctrl+c with a lock on":  {[]string{b + "abc", "\x1b[99;69u"}, b + "abc" + e + "\x03"},
		"ctrl+c let go":          {[]string{b + "abc", "\x1b[99;5:3u", "d" + e}, b + "abcd" + e},
		"alt+ctrl+c":             {[]string{b + "abc", "\x1b[99;7u", "d" + e}, b + "abcd" + e},
		"c alone":                {[]string{b + "abc", "\x1b[99u", "d" + e}, b + "abcd" + e},
		"ctrl+c inside the text": {[]string{b + "a\x03b" + e + "x"}, b + "ab" + e + "x"},
		"text after ctrl+c":      {[]string{b + "a\x03", "rm\r" + e + "x"}, b + "a" + e + "\x03" + "x"},
	} {
		got, _ := feed(c.in...)
		if got != c.want {
			t.Errorf("%s: %q becomes %q, want %q", name, c.in, got, c.want)
		}
	}
}

// After a paste that was given up, keys are believed again once the flood has
// paused.
func TestGuardListensAgainAfterAPause(t *testing.T) {
	g, now := &guard{}, time.Unix(0, 0)
	for _, step := range []struct {
		after    time.Duration
		in, want string
	}{
		{0, pasteBegins + "a", pasteBegins + "a"},
		{time.Second, "\x03", pasteEnds + "\x03"},
		{quietAfter / 2, "yes\r", ""},
		{quietAfter / 2, "yes\r", ""},
		{quietAfter, "q", "q"},
	} {
		now = now.Add(step.after)
		if got := string(g.filter(nil, []byte(step.in), now)); got != step.want {
			t.Errorf("%q after %v becomes %q, want %q", step.in, step.after, got, step.want)
		}
	}
}

func TestGuardLimitsAPaste(t *testing.T) {
	for name, text := range map[string]string{
		"letters": strings.Repeat("x", 3*pasteLimit),
		"wide":    strings.Repeat("日", pasteLimit),
		"exact":   strings.Repeat("x", pasteLimit),
	} {
		got, g := feed(pasteBegins, text, pasteEnds)
		inside := strings.TrimSuffix(strings.TrimPrefix(got, pasteBegins), pasteEnds)
		if len(inside) > pasteLimit || len(inside) < pasteLimit-3 || !utf8.ValidString(inside) {
			t.Errorf("%s: %d bytes pass, the limit is %d", name, len(inside), pasteLimit)
		}
		if g.cut != len(text)-len(inside) {
			t.Errorf("%s: %d bytes are said to be cut, %d were", name, g.cut, len(text)-len(inside))
		}
	}
}

func TestGuardCountsDeviceAttributes(t *testing.T) {
	_, g := feed("\x1b[?62;1;6c", "a\x1b[?6", "2c", pasteBegins+"\x1b[?62c"+pasteEnds, "\x1b[?1u\x1b[>1;2c")
	if g.fences != 2 {
		t.Errorf("%d reports counted, want 2", g.fences)
	}
}

func FuzzGuard(f *testing.F) {
	f.Add([]byte(pasteBegins+"abc"+pasteEnds), 3)
	f.Add([]byte("\x1b[20\x1b[200~\xe6\x97\x1b[31m\x03\x1b[201~"), 1)
	f.Add([]byte("\x1b[200~\x9b201~\r\x1b[99;5u"), 7)
	f.Fuzz(func(t *testing.T, in []byte, size int) {
		whole, _ := feed(string(in))
		var chunks []string
		for rest := in; len(rest) > 0; {
			n := min(len(rest), 1+size&15)
			chunks = append(chunks, string(rest[:n]))
			rest = rest[n:]
		}
		cut, g := feed(chunks...)
		if len(cut) > len(in)+slack*(1+len(chunks)) {
			t.Errorf("%d bytes become %d", len(in), len(cut))
		}
		if !bytes.Contains(in, []byte("\x03")) && !bytes.Contains(in, []byte("99")) && whole != cut {
			t.Errorf("%q becomes %q at once and %q in parts of %d", in, whole, cut, 1+size&15)
		}
		few := bytes.Count(in, []byte(";"))+bytes.Count(in, []byte(":")) < mostParams
		if few && !bytes.Contains(in, []byte(pasteBegins)) && whole != string(in) {
			t.Errorf("%q holds no paste and becomes %q", in, whole)
		}
		if g.kept > pasteLimit {
			t.Errorf("%d bytes of a paste pass", g.kept)
		}
	})
}
