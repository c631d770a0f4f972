package op

import (
	"encoding/json"
	"fmt"
	"strings"

	"tami/model/ami"
)

// Step is one call of a plan, in one place.
type Step struct {
	ID      string    // names the step within its plan: "1", "2" …
	After   []string  // the steps that must have worked before this one
	Behind  []string  // the steps that must be over before it, whatever became of them: AWS does only so many at once
	At      ami.Where // where the call is made
	Account string    // whose account that is
	Title   string    // what it does, in words: "deregister web-2026.08.01 and delete its snapshot"
	Do      Call      // the change
	Undo    Undo      // the way back
}

// Grade says how good a way back is.
type Grade string

// The grades. A step without a word of its own is Final: nothing is promised
// that was not thought about.
const (
	Exact Grade = "exact" // the account is afterwards as it was
	Lossy Grade = "lossy" // something is not: Why says what
	Final Grade = "final" // there is no way back
)

// Undo is the way back from one step.
type Undo struct {
	Grade Grade
	Why   string // what is lost, or why there is no way back; for an exact undo, until when or through what
	Calls []Call // in order; empty for a step that changed nothing, and for a final one
}

// Ref stands in a call for what an earlier step of the plan makes: the image
// that step "1" copied is Ref("1", "ImageId").
func Ref(step, name string) string { return "\x00" + step + "\x00" + name }

// parseRef reads a reference.
func parseRef(s string) (step, name string, ok bool) {
	if !strings.HasPrefix(s, "\x00") {
		return "", "", false
	}
	return strings.Cut(s[1:], "\x00")
}

// Resolve puts what was made in the place of references. made is by step and
// name.
func Resolve(c Call, made func(step, name string) (string, bool)) (Call, error) {
	b, err := EncodeCall(c)
	if err != nil {
		return nil, err
	}
	var tree any
	if err := json.Unmarshal(b, &tree); err != nil {
		return nil, err
	}
	var lost error
	tree = replaceStrings(tree, func(s string) string {
		step, name, ok := parseRef(s)
		if !ok {
			return s
		}
		v, ok := made(step, name)
		if !ok {
			lost = fmt.Errorf("step %s made no %s that this step could go on with", step, name)
		}
		return v
	})
	if lost != nil {
		return nil, lost
	}
	if b, err = json.Marshal(tree); err != nil {
		return nil, err
	}
	resolved, err := DecodeCall(b)
	if r, ok := resolved.(RunInstances); ok {
		r.UserData = c.(RunInstances).UserData // which is never encoded
		resolved = r
	}
	return resolved, err
}

// References lists what a call takes from earlier steps, as step and name.
func References(c Call) (refs [][2]string) {
	b, err := EncodeCall(c)
	if err != nil {
		return nil
	}
	var tree any
	if json.Unmarshal(b, &tree) != nil {
		return nil
	}
	replaceStrings(tree, func(s string) string {
		if step, name, ok := parseRef(s); ok {
			refs = append(refs, [2]string{step, name})
		}
		return s
	})
	return refs
}

// replaceStrings puts every string of a JSON tree through f.
func replaceStrings(tree any, f func(string) string) any {
	switch t := tree.(type) {
	case string:
		return f(t)
	case []any:
		for i := range t {
			t[i] = replaceStrings(t[i], f)
		}
	case map[string]any:
		for k := range t {
			t[k] = replaceStrings(t[k], f)
		}
	}
	return tree
}
