package op

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"tami/model/ami"
)

// Run is a plan being carried out, or carried out: what happened to each step.
type Run struct {
	ID        string // sorts by time: "20261121-140312-3f9a"
	Plan      Plan
	Started   time.Time
	Ended     time.Time // zero while it goes on
	Stopping  bool      // asked to stop before the next step
	Elsewhere bool      // another tami carries it out
	Left      bool      // the tami that carried it out died before its end
	Unseen    bool      // nobody looked on at its end, and nobody was told since
	UndoOf    string    // the run that this one undoes
	Outcomes  []Outcome // one a step, in the plan's order
}

// Outcome is what became of a step.
type Outcome struct {
	Step     string
	State    State
	Began    time.Time
	Ended    time.Time
	Progress string            // while waiting: "42 %", "2 of 6 healthy"; what stands before a colon is the short of it
	Since    time.Time         `json:",omitzero"` // since when it waits for what Progress says; zero: since it began
	Problem  *ami.Problem      // why it failed, or is in doubt
	Made     map[string]string // what it made, by name: ImageId
	Parts    []Part            // the parts of an answer that can fail alone
	Adopted  bool              // it had happened already, and was found instead of done again
}

// Remains reports that a step failed and what it made is still there: a copy
// whose key could not be used is an image in the state failed.
func (o *Outcome) Remains() bool { return o.State == Failed && len(o.Made) > 0 }

// Part is one of several things that a call did, each with an answer of its
// own: the snapshots of a deregistered image.
type Part struct {
	ID   string
	Code string // as AWS says it: success, skipped, missing-permissions, internal-error, client-error
}

// State is how far a step is.
type State string

// The states of a step.
const (
	Waiting  State = "waiting"
	Running  State = "running"  // the call is under way
	Watching State = "watching" // the call is made; its effect is waited for
	Done     State = "done"
	Failed   State = "failed"
	Skipped  State = "skipped"  // what it depends on did not work
	NotRun   State = "not run"  // the run was stopped before it
	Doubtful State = "in doubt" // the answer was lost, and the effect could not be looked up
)

// Over reports a state that nothing more comes after.
func (s State) Over() bool { return s != Waiting && s != Running && s != Watching }

// Event is a change of a run's step, as it is told and journalled.
type Event struct {
	Run     string
	At      time.Time
	Outcome Outcome
	Stop    bool // the run is asked to stop; there is no outcome
	End     bool // the run is over; there is no outcome
	Unseen  bool // nobody looks on at the run's end; there is no outcome
	Seen    bool // somebody was told of the run's end; there is no outcome
}

// Whole reports an event of the run itself, and not of one of its steps.
func (e *Event) Whole() bool { return e.Stop || e.End || e.Unseen || e.Seen }

// NewestFirst orders runs by when they began. IDs begin with the second of it,
// which several may share: a script may begin a run and take it back in one.
func NewestFirst(a, b Run) int {
	second := func(id string) string { return id[:min(len(id), len("20060102-150405"))] }
	return cmp.Or(strings.Compare(second(b.ID), second(a.ID)), b.Started.Compare(a.Started), strings.Compare(b.ID, a.ID))
}

// Start is a run of a plan before its first step.
func Start(id string, p Plan, now time.Time) Run {
	r := Run{ID: id, Plan: p, Started: now}
	for _, s := range p.Steps {
		r.Outcomes = append(r.Outcomes, Outcome{Step: s.ID, State: Waiting})
	}
	return r
}

// Apply folds an event into a run.
func (r *Run) Apply(e Event) {
	switch {
	case e.End:
		r.Ended = e.At
	case e.Stop:
		r.Stopping = true
	case e.Unseen, e.Seen:
		r.Unseen = e.Unseen
	default:
		if o := r.Outcome(e.Outcome.Step); o != nil {
			*o = e.Outcome
		}
	}
}

// Outcome is what became of a step, or nil.
func (r *Run) Outcome(step string) *Outcome {
	for i := range r.Outcomes {
		if r.Outcomes[i].Step == step {
			return &r.Outcomes[i]
		}
	}
	return nil
}

// Made is what a step made.
func (r *Run) Made(step, name string) (string, bool) {
	o := r.Outcome(step)
	if o == nil {
		return "", false
	}
	v, ok := o.Made[name]
	return v, ok
}

// Over reports that nothing more will happen.
func (r *Run) Over() bool { return !r.Ended.IsZero() }

// Result is the whole in one word, for lists and exit codes.
func (r *Run) Result() Result {
	n := map[State]int{}
	for _, o := range r.Outcomes {
		n[o.State]++
	}
	switch {
	case r.Left:
		return InDoubt
	case !r.Over():
		return StillRunning
	case n[Done] == len(r.Outcomes):
		return AllDone
	case n[Doubtful] > 0:
		return InDoubt
	case n[Done] > 0:
		return PartlyDone
	case n[Failed] == 0:
		return Nothing
	}
	return NoneDone
}

// Result is what a run came to.
type Result string

// The results of a run.
const (
	StillRunning Result = "running"
	AllDone      Result = "done"
	PartlyDone   Result = "partly done"
	NoneDone     Result = "failed"
	Nothing      Result = "stopped"
	InDoubt      Result = "in doubt"
)

// Undo is the plan that takes a run back: the inverse of every step that was
// done, the last first. Steps in doubt are looked up before; until then they
// stop the plan.
func (r *Run) Undo() Plan {
	p := Plan{Action: "run.undo", Title: "Undo: " + r.Plan.Title, Risk: Guarded}
	last := map[string]string{} // the last step of the inverse, by the step it inverts
	for _, s := range slices.Backward(r.Plan.Steps) {
		o := r.Outcome(s.ID)
		switch {
		case o == nil || o.State == Waiting || o.State == Skipped || o.State == NotRun || o.State == Failed && !o.Remains():
			continue
		case o.Remains() && len(s.Undo.Calls) > 0:
			p.Warnings = append(p.Warnings, Warning{Note, "What is left of a step that failed goes too: " + s.Title})
		case o.State != Done:
			p.Warnings = append(p.Warnings, Warning{Stop, "It is not known whether step " + s.ID + " happened: " + s.Title})
			continue
		case s.Undo.Grade != Exact && s.Undo.Grade != Lossy:
			p.Warnings = append(p.Warnings, Warning{Warn, "Cannot be undone: " + s.Title + undoWhy(s.Undo)})
			continue
		case s.Undo.Grade == Lossy:
			p.Warnings = append(p.Warnings, Warning{Warn, "Not exactly as before: " + s.Title + undoWhy(s.Undo)})
		}
		var after []string
		for _, t := range r.Plan.Steps {
			if id, ok := last[t.ID]; ok && slices.Contains(t.After, s.ID) {
				after = append(after, id)
			}
		}
		for _, c := range s.Undo.Calls {
			if o.spared(c) {
				continue
			}
			if again := sameStep(p.Steps, s.At, c); again != "" { // set back already, before a refresh
				last[s.ID] = again
				continue
			}
			step := r.inverse(s, c, len(p.Steps)+1, after)
			p.Steps = append(p.Steps, step)
			after, last[s.ID] = []string{step.ID}, step.ID
		}
	}
	return p
}

func undoWhy(u Undo) string {
	if u.Why == "" {
		return ""
	}
	return ": " + u.Why
}
