package op

import "tami/model/ami"

// Verdict is what a rehearsal found out about one step: whether AWS would
// permit it, which is not whether it would work.
type Verdict struct {
	Step    string
	Answer  Answer
	Problem *ami.Problem // why not
}

// Answer is what a rehearsal says.
type Answer string

// The answers of a rehearsal.
const (
	Permitted    Answer = "permitted"
	Refused      Answer = "refused"       // denied, or the call is wrong
	NoRehearsal  Answer = "no dry run"    // AWS has none for this call
	LaterStep    Answer = "after a step"  // the call names what an earlier step makes
	NotRehearsed Answer = "not rehearsed" // the question itself failed
)
