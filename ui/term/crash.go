package term

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"time"
	"unicode/utf8"

	"tami/model/text"
)

const (
	reasonLimit = 200      // characters of a panic's text in the line that is printed
	dumpLimit   = 16 << 20 // bytes of a dump of all goroutines
)

// Crash is a panic that was caught. Its text is safe to print.
type Crash struct {
	Where  string // the goroutine, or the part of the model
	Reason string // what it panicked with, without control characters
	Report string // the file with the stack, or "" when it could not be written
	Err    error  // why not
}

// Error is one line that names the file to send along.
func (c *Crash) Error() string {
	return fmt.Sprintf("crashed in %s: %s (%s)", c.Where, shorten(c.Reason), filed(c.Report, c.Err))
}

// Dump is what SIGQUIT ends a program with: the stacks of all goroutines are
// in a file.
type Dump struct {
	Report string // the file, or "" when it could not be written
	Err    error  // why not
}

// Error names the file.
func (d *Dump) Error() string {
	return fmt.Sprintf("ended by SIGQUIT (%s)", filed(d.Report, d.Err))
}

func filed(report string, err error) string {
	if err != nil {
		return "no report: " + text.Clean(err.Error()).Detail()
	}
	return "report: " + text.Clean(report).Detail()
}

func shorten(s string) string {
	if utf8.RuneCountInString(s) <= reasonLimit {
		return s
	}
	return string([]rune(s)[:reasonLimit]) + "…"
}

// Go runs f in a goroutine of its own. A panic in it would otherwise end the
// process with the terminal raw, on the other screen and without echo; here
// the terminal is restored first, a report is written to Options.StateDir, one
// line goes to Options.Err, and the process exits with 1.
func (t *Terminal) Go(name string, f func()) {
	go func() {
		defer func() {
			if r := recover(); r != nil {
				crash := t.report(name, r, debug.Stack())
				t.restore()
				_, _ = fmt.Fprintln(t.opts.Err, crash)
				os.Exit(1)
			}
		}()
		f()
	}()
}

// caught is called, from a deferred function, with a panic of the model. The
// program ends in order; work outside the loop goes on.
func (t *Terminal) caught(where string, reason any) {
	t.end(t.report(where, reason, debug.Stack()))
}

func (t *Terminal) report(where string, reason any, stack []byte) *Crash {
	c := &Crash{Where: text.Clean(where).Detail(), Reason: text.Clean(fmt.Sprint(reason)).Detail()}
	c.Report, c.Err = t.file("crash", c.Where+": "+c.Reason, stack)
	return c
}

// dump reports what every goroutine is doing.
func (t *Terminal) dump() *Dump {
	buf := make([]byte, 64<<10)
	n := runtime.Stack(buf, true)
	for n == len(buf) && len(buf) < dumpLimit {
		buf = make([]byte, 4*len(buf))
		n = runtime.Stack(buf, true)
	}
	var d Dump
	d.Report, d.Err = t.file("goroutines", "SIGQUIT", buf[:n])
	return &d
}

// file writes a report that only its owner can read, without control
// characters but line ends, and returns where it is.
func (t *Terminal) file(kind, title string, stack []byte) (string, error) {
	if t.opts.StateDir == "" {
		return "", fmt.Errorf("there is no folder for it")
	}
	now := time.Now().UTC()
	name := fmt.Sprintf("%s-%s-%d.txt", kind, now.Format("20060102T150405.000000000Z"), os.Getpid())
	path := filepath.Join(t.opts.StateDir, name)
	if err := os.MkdirAll(t.opts.StateDir, 0o700); err != nil {
		return "", err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s, %s %s/%s\n\n", title, now.Format(time.RFC3339), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	for line := range strings.Lines(string(stack)) {
		line = strings.ReplaceAll(strings.TrimSuffix(line, "\n"), "\t", "    ")
		b.WriteString(text.Clean(line).Detail() + "\n")
	}
	_, err = f.WriteString(b.String())
	if closed := f.Close(); err == nil {
		err = closed
	}
	return path, err
}
