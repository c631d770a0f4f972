package model

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"tami/model/ami"
	"tami/model/op"
)

// Runs are the changes of this session and of earlier ones, as they were last
// heard of: a picture of what goes on elsewhere, never the thing itself.
type Runs struct {
	All  []op.Run // the newest first
	Past bool     // their account has ended: nothing can be undone any more

	ours map[string]bool // the runs that this session started
	told map[string]bool // the runs whose end has been reported
}

// Learn takes a new picture of the runs.
func (r *Runs) Learn(all []op.Run) {
	r.All = slices.Clone(all)
	slices.SortStableFunc(r.All, op.NewestFirst)
}

// Own notes that this session has started a run.
func (r *Runs) Own(id string) {
	if r.ours == nil {
		r.ours = map[string]bool{}
	}
	r.ours[id] = true
}

// Ended are the runs of this session that have ended since it was asked last.
func (r *Runs) Ended() []*op.Run {
	var list []*op.Run
	for i := range r.All {
		if run := &r.All[i]; run.Over() && r.ours[run.ID] && !r.told[run.ID] {
			r.tell(run.ID)
			list = append(list, run)
		}
	}
	return list
}

// Missed are the runs that ended where nobody looked on, and of which nobody was
// told yet, this session included.
func (r *Runs) Missed() []*op.Run {
	var list []*op.Run
	for i := range r.All {
		if run := &r.All[i]; run.Over() && run.Unseen && !r.told[run.ID] {
			r.tell(run.ID)
			list = append(list, run)
		}
	}
	return list
}

func (r *Runs) tell(id string) {
	if r.told == nil {
		r.told = map[string]bool{}
	}
	r.told[id] = true
}

// Elsewhere counts the runs that other tamis carry out now.
func (r *Runs) Elsewhere() (n int) {
	for i := range r.All {
		if run := &r.All[i]; run.Elsewhere && !run.Over() {
			n++
		}
	}
	return n
}

// Unfinished reports a run that a dead tami left, and that has been looked up:
// it can be gone on with, taken back or given up.
func Unfinished(run *op.Run) bool {
	return run.Left && !slices.ContainsFunc(run.Outcomes, func(o op.Outcome) bool { return o.State == op.Running })
}

// Doubtful counts the runs of which it is not known what became of them.
func (r *Runs) Doubtful() (n int) {
	for i := range r.All {
		if r.All[i].Result() == op.InDoubt && !r.All[i].Elsewhere {
			n++
		}
	}
	return n
}

// Find is the run of that ID, or nil.
func (r *Runs) Find(id string) *op.Run {
	for i := range r.All {
		if r.All[i].ID == id {
			return &r.All[i]
		}
	}
	return nil
}

// Flying are the runs that this session carries out now, the newest first.
func (r *Runs) Flying() []*op.Run {
	var list []*op.Run
	for i := range r.All {
		if run := &r.All[i]; !run.Over() && !run.Elsewhere && !run.Left && r.ours[run.ID] {
			list = append(list, run)
		}
	}
	return list
}

// Last is the newest run of this session that can be undone, or nil: what is
// undone already, or is itself an undo, is not offered again.
func (r *Runs) Last() *op.Run {
	for i := range r.All {
		run := &r.All[i]
		if r.ours[run.ID] && run.UndoOf == "" && r.Undoable(run) == "" {
			return run
		}
	}
	return nil
}

// Undoable says why a run cannot be undone now: "" when it can.
func (r *Runs) Undoable(run *op.Run) string {
	switch {
	case r.Past:
		return "its account ended with the demonstration"
	case run.Left:
		return "" // what is in doubt stops its plan
	case run.Elsewhere && !run.Over():
		return "another tami carries it out"
	case !run.Over():
		return "it still runs; ctrl+x on its sheet stops it"
	}
	for i := range r.All {
		if o := &r.All[i]; o.UndoOf == run.ID && (!o.Over() || o.Result() == op.AllDone) {
			return "it is undone already, by run " + o.ID
		}
	}
	remains := slices.ContainsFunc(run.Outcomes, func(o op.Outcome) bool { return o.Remains() })
	switch result := run.Result(); {
	case result == op.InDoubt:
		return ""
	case (result == op.NoneDone || result == op.Nothing) && !remains:
		return "it changed nothing"
	}
	for _, s := range run.Plan.Steps {
		if o := run.Outcome(s.ID); o != nil && (o.State == op.Done || o.Remains()) && (s.Undo.Grade == op.Exact || s.Undo.Grade == op.Lossy) {
			return ""
		}
	}
	return "none of its steps has a way back"
}

// Wants lists the questions whose answers a run may have changed: everything
// known of the places that it worked in.
func (s *State) Wants(run *op.Run) []ami.Need {
	places := map[ami.Where]bool{}
	for _, step := range run.Plan.Steps {
		places[step.At] = true
	}
	var needs []ami.Need
	for n := range s.known {
		if places[n.Place()] {
			needs = append(needs, n)
		}
	}
	return needs
}

// Places names where a plan changes something, in few words.
func Places(p *op.Plan) string {
	var regions []string
	add := func(at ami.Where) {
		if at != (ami.Where{}) && !slices.Contains(regions, at.String()) {
			regions = append(regions, at.String())
		}
	}
	for _, s := range p.Steps {
		add(s.At)
	}
	if len(regions) == 0 { // it changes nothing yet
		for _, t := range p.Request.Targets {
			add(t.At)
		}
	}
	if len(regions) > 2 {
		return fmt.Sprintf("%d regions", len(regions))
	}
	return strings.Join(regions, ", ")
}

// Deregistered reports an image that a run has taken away.
func (r *Runs) Deregistered(at ami.Where, id string) bool {
	for i := range r.All {
		for _, s := range r.All[i].Plan.Steps {
			if c, ok := s.Do.(op.DeregisterImage); ok && s.At == at && c.ImageID == id && finished(&r.All[i], s.ID) {
				return true
			}
		}
	}
	return false
}

// Took counts the steps of a run that are done, and all of them.
func Took(run *op.Run) (done, all int) {
	for _, o := range run.Outcomes {
		if o.State == op.Done {
			done++
		}
	}
	return done, len(run.Outcomes)
}

// Headway is how far a run is, in a word or two: what the step says that is
// under way, or how many are done.
func Headway(run *op.Run) string {
	for _, o := range run.Outcomes {
		if o.State == op.Watching && o.Progress != "" {
			return o.Progress
		}
	}
	done, all := Took(run)
	return fmt.Sprintf("%d of %d", done, all)
}

// Wait is something that a run waits for.
type Wait struct {
	Text  string    // "Waits for 3 images to be available"
	Since time.Time // since when the first of its steps does; zero: the text says how long
}

// Waits are what a run waits for now, each once however many of its steps do.
func Waits(run *op.Run) []Wait {
	type kind struct{ operation, progress string }
	var order []kind
	first, count, since := map[kind]op.Call{}, map[kind]int{}, map[kind]time.Time{}
	for i, s := range run.Plan.Steps {
		o := &run.Outcomes[i]
		k := kind{operation: op.Operation(s.Do)}
		began := o.Began
		switch _, told, _ := strings.Cut(o.Progress, ": "); {
		case told != "" && o.Since.IsZero():
			k, began = kind{progress: told}, time.Time{}
		case o.Progress != "" && !o.Since.IsZero():
			k, began = kind{progress: o.Progress}, o.Since
		case o.State == op.Running:
			k.progress = "AWS to answer"
		}
		if o.State != op.Running && o.State != op.Watching {
			continue
		}
		if count[k]++; count[k] == 1 {
			order, first[k], since[k] = append(order, k), s.Do, began
		}
		if began.Before(since[k]) {
			since[k] = began
		}
	}
	list := make([]Wait, 0, len(order))
	for _, k := range order {
		text := "Waits for " + op.Until(first[k], count[k])
		switch {
		case k.operation == "":
			text = strings.ToUpper(k.progress[:1]) + k.progress[1:]
			if count[k] > 1 {
				text += " (" + Count(count[k], "step", "steps") + ")"
			}
		case k.progress != "" && count[k] > 1:
			text = fmt.Sprintf("Waits for AWS to answer %d requests (%s)", count[k], k.operation)
		case k.progress != "":
			text = "Waits for AWS to answer (" + k.operation + ")"
		}
		list = append(list, Wait{text, since[k]})
	}
	return list
}

// Receipt is what a session changed, to be printed when it has ended: a line
// or two a run, the oldest first; "" when it changed nothing. lasting says that
// the account is still there afterwards, so that there is something to undo.
func (r *Runs) Receipt(lasting bool) string {
	var b strings.Builder
	for _, run := range slices.Backward(r.All) {
		if !r.ours[run.ID] {
			continue
		}
		if b.Len() == 0 {
			b.WriteString("Changes of this session\n")
		}
		done, all := Took(&run)
		fmt.Fprintf(&b, "  %s  %s (%s): %s, %d of %s\n", run.ID, run.Plan.Title, Places(&run.Plan), run.Result(), done, Count(all, "step", "steps"))
		switch why := r.Undoable(&run); {
		case !lasting:
		case !run.Over():
			b.WriteString("      look at it:  tami journal\n")
		case why == "":
			b.WriteString("      undo it:  tami undo " + run.ID + "\n")
		default:
			b.WriteString("      no undo: " + why + "\n")
		}
	}
	if b.Len() > 0 && !lasting {
		b.WriteString("The simulated account is gone; look at its changes again:  tami journal --demo\n")
	}
	return b.String()
}
