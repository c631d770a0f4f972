package awsclient

import (
	"strconv"

	"tami/model/ami"
	"tami/model/op"
)

// undoAction is the action of plans that take a run back; their request names
// the run.
const undoAction op.ID = "run.undo"

// Undo is the plan that takes a run back, as far as it was not taken back
// already. It changes nothing; Start carries it out.
func (r *Runner) Undo(id string) (op.Plan, error) {
	r.reread() // another tami may have undone it
	run, err := r.find(id)
	if err != nil {
		return op.Plan{}, err
	}
	if !run.Over() && !run.Left {
		return op.Plan{}, underWay()
	}
	p := run.Undo()
	now := r.client.opt.Now()
	p.Made = now
	p.Request = op.Request{Action: undoAction, Targets: []op.Target{{ID: id}}, Now: now}
	before := len(p.Steps)
	p.Steps = without(p.Steps, r.takenBack(id))
	if before > 0 && p.Empty() {
		return op.Plan{}, &ami.Problem{Kind: ami.Refused, Title: "the run is undone already", Hint: "Undo the run that undid it, to have its changes again."}
	}
	return p, nil
}

// undoes is the run that a plan takes back, "" for other plans.
func undoes(p op.Plan) string {
	if p.Action == undoAction && len(p.Request.Targets) == 1 {
		return p.Request.Targets[0].ID
	}
	return ""
}

// maySupersede prepares a run for being taken back by a plan: nobody goes on
// with it, and nobody has taken it back since the plan was made.
func (r *Runner) maySupersede(id string, p op.Plan) error {
	if err := r.settleDown(id); err != nil {
		return err
	}
	r.reread()
	if len(without(p.Steps, r.takenBack(id))) < len(p.Steps) {
		return &ami.Problem{Kind: ami.Refused, Title: "the run was undone in the meantime", Hint: "Plan the undo again to see what is left of it."}
	}
	return nil
}

// takenBack lists what was done already to take a run back, and not itself
// taken back since.
func (r *Runner) takenBack(id string) (done []op.Step) {
	r.mu.Lock()
	list := r.together()
	r.mu.Unlock()
	for _, run := range list {
		if run.UndoOf != id {
			continue
		}
		again := r.takenBack(run.ID)
		for _, s := range run.Plan.Steps {
			if run.Outcome(s.ID).State == op.Done && !inverted(s, again) {
				done = append(done, s)
			}
		}
	}
	return done
}

// inverted reports that the inverse of a step is among others.
func inverted(s op.Step, among []op.Step) bool {
	if len(s.Undo.Calls) == 0 {
		return false
	}
	for _, c := range s.Undo.Calls {
		if !contains(among, s.At, c) {
			return false
		}
	}
	return true
}

func contains(list []op.Step, at ami.Where, c op.Call) bool {
	for _, s := range list {
		if s.At == at && sameCall(s.Do, c) {
			return true
		}
	}
	return false
}

// without leaves out of a plan's steps what was done before, and closes the
// gaps.
func without(steps, done []op.Step) []op.Step {
	var left []op.Step
	names := map[string]string{}
	for _, s := range steps {
		if contains(done, s.At, s.Do) {
			continue
		}
		names[s.ID] = strconv.Itoa(len(left) + 1)
		s.ID = names[s.ID]
		s.After, s.Behind = renamed(s.After, names), renamed(s.Behind, names)
		left = append(left, s)
	}
	return left
}

// renamed are the new names of steps, without those that have none.
func renamed(steps []string, names map[string]string) (list []string) {
	for _, s := range steps {
		if name, ok := names[s]; ok {
			list = append(list, name)
		}
	}
	return list
}
