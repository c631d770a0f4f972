package cli_test

import (
	"errors"
	"strings"
	"testing"
	"unicode"

	"tami/ui/cli"
)

// Whatever stands on the command line, tami ends with a sentence that a
// terminal prints and does not obey.
func FuzzWhatTheUserWrites(f *testing.F) {
	for _, s := range []string{
		"web", "age>", "naem:x", "\x1b[2J", "tag:a=\"b", "!", "'", "\u202e:\u200b", "\xff\xfe", "a\nb", "--", "-", "us-east-1", "all",
		"http://127.0.0.1:1", "http://[::1", "127.0.0.1:0", strings.Repeat("e\u0301", 3000), "东京:x", "\x00",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, word string) {
		for _, flag := range []string{"--query=", "--region=", "--profile=", "--from=", "--endpoint-url=", "--sort=", "--output=", "--theme=", "--seed=", "--config=", "--", ""} {
			r := machine(t)
			r.Open = func(cli.Target) (cli.Backend, error) { return nil, errors.New("no account here") }
			r.run("images", flag+word)
			said := strings.HasPrefix(r.stderr, "tami: ") && strings.HasSuffix(r.stderr, "\n")
			if r.code != cli.Done && !said || r.code != cli.Done && r.stdout != "" || r.code > cli.WrongUse {
				t.Fatalf("%q ends with %d, stdout %q, stderr %q", flag+word, r.code, r.stdout, r.stderr)
			}
			for _, c := range r.stderr {
				if c != '\n' && (unicode.IsControl(c) || unicode.Is(unicode.Bidi_Control, c) || c == '\u200b') {
					t.Fatalf("%q puts %U on stderr: %q", flag+word, c, r.stderr)
				}
			}
		}
	})
}

func TestCaretStandsBelowTheFault(t *testing.T) {
	for query, below := range map[string]string{
		"web naem:x":   "  web naem:x\n      ^^^^\n",
		"東京 naem:x":    "  東京 naem:x\n       ^^^^\n",
		"a\x1bb age>x": "  a�b age>x\n          ^\n",
	} {
		if r := machine(t).run("images", "--query", query); r.code != cli.WrongUse || !strings.HasSuffix(r.stderr, below) {
			t.Errorf("%q is answered %q, want the end %q", query, r.stderr, below)
		}
	}
}
