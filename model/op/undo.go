package op

import (
	"bytes"
	"strconv"

	"tami/model/ami"
)

// sameStep is the step that makes a call already; "" without one.
func sameStep(steps []Step, at ami.Where, c Call) string {
	want, err := EncodeCall(c)
	for _, s := range steps {
		if has, bad := EncodeCall(s.Do); s.At == at && err == nil && bad == nil && bytes.Equal(has, want) {
			return s.ID
		}
	}
	return ""
}

// inverse is one step of the way back from s.
func (r *Run) inverse(s Step, c Call, n int, after []string) Step {
	if made, err := Resolve(c, r.Made); err == nil {
		c = made
	}
	return Step{
		ID: strconv.Itoa(n), After: after, At: s.At, Account: s.Account, Do: c,
		Title: Words(c), Undo: forward(s),
	}
}

// forward is how an inverse is itself undone: by the step that it inverts.
// That holds where the inverse is a single call; otherwise one would have to
// know how far it came.
func forward(s Step) Undo {
	if len(s.Undo.Calls) != 1 || s.Undo.Grade != Exact || len(References(s.Do)) > 0 {
		return Undo{Grade: Final, Why: "do the first change again instead"}
	}
	return Undo{Grade: Exact, Calls: []Call{s.Do}}
}
