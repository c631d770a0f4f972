package journal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"tami/model/ami"
	"tami/model/op"
	"tami/model/text"
)

// ErrEmpty says that a file does not even hold a plan: its process died, or
// its disk was full, before anything was done.
var ErrEmpty = errors.New("nothing was begun")

// Parse reads the journal of a run. A line that was cut is passed over: what
// it told of was not on disk, so it was not acted upon, or is in doubt
// anyhow. Everything that is shown of a run is made safe again, since files
// can be changed by anybody; the words that calls send stay as they are.
func Parse(raw []byte) (op.Run, error) {
	first, rest, whole := bytes.Cut(raw, []byte{'\n'})
	if !whole && !json.Valid(first) {
		if len(first) == 0 || first[0] == '{' {
			return op.Run{}, ErrEmpty
		}
	}
	run, err := parseHead(first)
	if err != nil {
		return op.Run{}, err
	}
	for line := range bytes.Lines(rest) {
		var e entry
		if json.Unmarshal(line, &e) != nil {
			continue
		}
		if ev := e.event(run.ID); e.Step != nil || ev.Whole() {
			run.Apply(ev)
		}
	}
	return run, nil
}

func parseHead(line []byte) (op.Run, error) {
	var h head
	switch err := json.Unmarshal(line, &h); {
	case err != nil || h.Format == 0:
		return op.Run{}, errors.New("it is not a journal of tami's")
	case h.Format > format:
		return op.Run{}, fmt.Errorf("a newer tami wrote it, in format %d; this one reads up to %d", h.Format, format)
	}
	if err := CheckID(h.ID); err != nil {
		return op.Run{}, err
	}
	if h.UndoOf != "" {
		if err := CheckID(h.UndoOf); err != nil {
			return op.Run{}, err
		}
	}
	plan, err := parsePlan(h.Plan)
	if err != nil {
		return op.Run{}, err
	}
	run := op.Start(h.ID, plan, h.Started)
	run.UndoOf = h.UndoOf
	return run, nil
}

// parsePlan reads a plan and checks what the rest of tami relies on.
func parsePlan(raw json.RawMessage) (op.Plan, error) {
	var p op.Plan
	safe, err := cleanShown(raw)
	if err == nil {
		err = json.Unmarshal(safe, &p)
	}
	if err != nil {
		return p, fmt.Errorf("its plan cannot be read: %w", err)
	}
	seen := map[string]bool{}
	for _, s := range p.Steps {
		if s.ID == "" || len(s.ID) > 64 || strings.Trim(s.ID, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ._-") != "" || seen[s.ID] {
			return p, fmt.Errorf("its plan has a step of the name %q, which is wrong or there twice", s.ID)
		}
		seen[s.ID] = true
		if err := errors.Join(ami.CheckProfile(s.At.Profile), ami.CheckRegion(s.At.Region)); err != nil {
			return p, err
		}
	}
	return p, nil
}

// cleanShown makes the strings of a plan safe, those of calls and requests
// left out: they are sent, or planned with again, as they are.
func cleanShown(raw json.RawMessage) ([]byte, error) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var tree any
	if err := d.Decode(&tree); err != nil {
		return nil, err
	}
	return json.Marshal(cleanTree(tree))
}

func cleanTree(tree any) any {
	switch t := tree.(type) {
	case string:
		return clean(t)
	case []any:
		for i := range t {
			t[i] = cleanTree(t[i])
		}
	case map[string]any:
		for k := range t {
			if k != "Do" && k != "Calls" && k != "Request" {
				t[k] = cleanTree(t[k])
			}
		}
	}
	return tree
}

func clean(s string) string { return text.Clean(s).String() }

// event is what a line tells.
func (e entry) event(run string) op.Event {
	o := e.Step
	if o == nil {
		return op.Event{Run: run, At: e.At, Stop: e.Stop, End: e.End, Unseen: e.Unseen, Seen: e.Seen}
	}
	ev := op.Event{Run: run, At: e.At}
	ev.Outcome = op.Outcome{
		Step: o.ID, State: known(o.State), Began: o.Began, Ended: o.Ended, Progress: clean(o.Progress), Made: o.Made, Adopted: o.Adopted,
	}
	for _, p := range o.Parts {
		ev.Outcome.Parts = append(ev.Outcome.Parts, op.Part{ID: clean(p.ID), Code: clean(p.Code)})
	}
	if p := o.Problem; p != nil {
		ev.Outcome.Problem = &ami.Problem{
			Kind: ami.ProblemKind(clean(string(p.Kind))), Title: clean(p.Title), Cause: text.Clean(p.Cause),
			Hint: clean(p.Hint), Action: clean(p.Action), Code: text.Clean(p.Code), Retry: p.Retry,
		}
	}
	return ev
}

// known is a state, or in doubt for one that a newer tami may have.
func known(s op.State) op.State {
	switch s {
	case op.Waiting, op.Running, op.Watching, op.Done, op.Failed, op.Skipped, op.NotRun, op.Doubtful:
		return s
	}
	return op.Doubtful
}
