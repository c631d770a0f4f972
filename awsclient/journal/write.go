package journal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"tami/model/ami"
	"tami/model/op"
)

// format is the version of what is written. A reader refuses newer ones.
const format = 1

// head is the first line of a file: the run before its first step.
type head struct {
	Format  int             `json:"tamiRun"`
	ID      string          `json:"id"`
	Started time.Time       `json:"started"`
	UndoOf  string          `json:"undoOf,omitempty"`
	Plan    json.RawMessage `json:"plan"`
}

// entry is every other line: one event.
type entry struct {
	At   time.Time `json:"at"`
	Step *outcome  `json:"step,omitempty"`
	Stop bool      `json:"stop,omitempty"`
	End  bool      `json:"end,omitempty"`

	// What was shown to somebody, for the next start.
	Unseen bool `json:"unseen,omitempty"`
	Seen   bool `json:"seen,omitempty"`
}

// outcome is an op.Outcome in a file.
type outcome struct {
	ID       string            `json:"id"`
	State    op.State          `json:"state"`
	Began    time.Time         `json:"began,omitzero"`
	Ended    time.Time         `json:"ended,omitzero"`
	Progress string            `json:"progress,omitempty"`
	Problem  *problem          `json:"problem,omitempty"`
	Made     map[string]string `json:"made,omitempty"`
	Parts    []op.Part         `json:"parts,omitempty"`
	Adopted  bool              `json:"adopted,omitempty"`
}

// problem is an ami.Problem in a file, with the words as they came.
type problem struct {
	Kind   ami.ProblemKind `json:"kind"`
	Title  string          `json:"title"`
	Cause  string          `json:"cause,omitempty"`
	Hint   string          `json:"hint,omitempty"`
	Action string          `json:"action,omitempty"`
	Code   string          `json:"code,omitempty"`
	Retry  bool            `json:"retry,omitempty"`
}

func encodeHead(run op.Run) ([]byte, error) {
	plan, err := json.Marshal(run.Plan)
	if err != nil {
		return nil, err
	}
	return json.Marshal(head{Format: format, ID: run.ID, Started: run.Started, UndoOf: run.UndoOf, Plan: plan})
}

func encodeEvent(e op.Event) ([]byte, error) {
	line := entry{At: e.At, Stop: e.Stop, End: e.End, Unseen: e.Unseen, Seen: e.Seen}
	if !e.Whole() {
		o := e.Outcome
		line.Step = &outcome{o.Step, o.State, o.Began, o.Ended, o.Progress, nil, o.Made, o.Parts, o.Adopted}
		if p := o.Problem; p != nil {
			line.Step.Problem = &problem{p.Kind, p.Title, p.Cause.Raw(), p.Hint, p.Action, p.Code.Raw(), p.Retry}
		}
	}
	return json.Marshal(line)
}

// Writer adds to the journal of a run, which it holds locked. It is safe for
// use by several goroutines.
type Writer struct {
	mu     sync.Mutex
	file   *os.File
	torn   bool // the last line has no end
	broken error
}

// Add writes an event. When it returns without an error the event is on disk
// and will be there after a crash of the machine. After an error nothing more
// is written: a journal with a hole in it would tell lies.
func (w *Writer) Add(e op.Event) error {
	line, err := encodeEvent(e)
	if err != nil {
		return fmt.Errorf("the event cannot be written as JSON: %w", err)
	}
	return w.line(line)
}

func (w *Writer) line(line []byte) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.broken != nil {
		return w.broken
	}
	line = append(inert(line), '\n')
	if w.torn {
		line = append([]byte{'\n'}, line...)
	}
	if _, err := w.file.Write(line); err != nil {
		w.broken = err
		return err
	}
	w.torn = false
	if err := w.file.Sync(); err != nil {
		w.broken = err
		return err
	}
	return nil
}

// Close lets go of the journal and its lock. Nothing can be added afterwards.
func (w *Writer) Close() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.broken == nil {
		w.broken = errors.New("the journal is closed")
	}
	return w.file.Close()
}

// inert writes JSON in ASCII, so that the file can be looked at in a terminal
// whatever names it quotes: outside of strings JSON has nothing else.
func inert(b []byte) []byte {
	var out bytes.Buffer
	out.Grow(len(b) + 1)
	for i := 0; i < len(b); {
		if b[i] < 0x7f {
			out.WriteByte(b[i])
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		i += n
		if high, low := utf16.EncodeRune(r); high != utf8.RuneError {
			fmt.Fprintf(&out, `\u%04x\u%04x`, high, low)
		} else {
			fmt.Fprintf(&out, `\u%04x`, r)
		}
	}
	return out.Bytes()
}
