// Package cli is the command line of tami: its flags, its subcommands and
// what they print. It is handed everything that touches the world, and
// imports the model, the keys, the parts that draw, and cobra; neither AWS
// nor Bubble Tea.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"tami/model/text"
)

// The exit codes of tami.
const (
	Done     = 0 // what was asked for was done
	Failed   = 1 // it was not
	WrongUse = 2 // the command line or a file it names makes no sense
	Partly   = 3 // some of it was done: a region failed, others answered
	Refused  = 4 // it may not be done: read-only, protected, not confirmed
)

// Run carries out one command line, without the program's name in front, and
// returns the exit code. Whatever goes wrong is said on w.Stderr in a sentence
// that names the way out; ctx ends everything in flight.
func Run(ctx context.Context, w Wiring, args []string) int {
	s := &session{w: w}
	root := s.root()
	root.SetArgs(append([]string{}, args...)) // never nil: cobra would take os.Args
	return s.report(root.ExecuteContext(ctx))
}

// session is one run of the program.
type session struct {
	w     Wiring
	flags flags
}

// fault is an error with the exit code it ends in. The text is a clause
// without the program's name; an empty one means that all has been said.
type fault struct {
	code int
	text string
}

func (f *fault) Error() string { return f.text }

// wrong is an error of the command line, or of a file that it names.
func wrong(format string, args ...any) error {
	return &fault{WrongUse, fmt.Sprintf(format, args...)}
}

// Mistake marks an error as one in what the user gave: a file with a typo, a
// terminal that will not do. It ends in exit code 2.
func Mistake(err error) error { return wrong("%v", err) }

// failed is an error of carrying it out.
func failed(format string, args ...any) error {
	return &fault{Failed, fmt.Sprintf(format, args...)}
}

// ended ends with a code and without a word.
func ended(code int) error {
	if code == Done {
		return nil
	}
	return &fault{code: code}
}

func (s *session) report(err error) int {
	if err == nil {
		return Done
	}
	code, said := Failed, err.Error()
	if f := (*fault)(nil); errors.As(err, &f) {
		code = f.code
	}
	if said != "" {
		s.say("%s", said)
	}
	return code
}

// say writes one message to the user, apart from the data on stdout. Messages
// may quote arguments, files and servers, so each line is made safe.
func (s *session) say(format string, args ...any) {
	for i, line := range strings.Split(fmt.Sprintf(format, args...), "\n") {
		prefix := ""
		if i == 0 {
			prefix = "tami: "
		}
		_, _ = fmt.Fprintln(s.w.Stderr, prefix+text.Clean(line).String())
	}
}

// print writes data to stdout.
func (s *session) print(data string) error {
	if _, err := io.WriteString(s.w.Stdout, data); err != nil {
		return failed("the output could not be written: %v", err)
	}
	return nil
}
