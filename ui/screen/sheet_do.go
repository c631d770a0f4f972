package screen

import (
	"slices"
	"strings"

	"tami/model"
	"tami/model/ami"
	"tami/model/op"
)

// Do implements Screen.
func (s *Sheet) Do(e Env, id op.ID) ([]Effect, bool) {
	if s.asking {
		return s.doForm(e, id)
	}
	switch id {
	case "sheet.forward":
		return s.forward(e), true
	case "sheet.yes":
		if s.plan.Risk != op.Guarded || s.phase != looking {
			return nil, true
		}
		return s.confirm(e), true
	case "app.back":
		return s.back()
	case "sheet.script":
		return []Effect{Push{NewScript(s.plan)}}, true
	case "item.explain":
		return []Effect{Push{NewTerms(s.terms(e))}}, true
	case "sheet.toggle":
		s.toggle(e)
		return nil, true
	case "sheet.form":
		return s.ask(), true
	case "sheet.offers":
		return s.offers(e), true
	case "sheet.to":
		return s.choose("to"), true
	case "sheet.way":
		return s.choose("way"), true
	case "list.compare":
		return s.compareImages(e), true
	case "run.stop":
		return s.stop(e), true
	case "run.undo":
		return s.undo(e), true
	case "run.resume":
		if run := e.State.Runs.Find(s.run); run != nil && model.Unfinished(run) {
			return []Effect{Resume{s.run}}, true
		}
		return nil, true
	case "receipt.copy", "receipt.save":
		return s.receipt(e, id), true
	case "view.refresh":
		return s.again(e), true
	}
	return nil, s.scroller.do(id)
}

// Quiet implements Quieter.
func (s *Sheet) Quiet(e Env, id op.ID) bool {
	if run := e.State.Runs.Find(s.run); quietRun(e, id, run) {
		return true
	}
	switch id {
	case "app.places", "app.palette":
		return true
	case "view.refresh":
		return s.phase != looking || s.action == nil
	case "sheet.toggle":
		return s.form == nil || s.form.first || !slices.ContainsFunc(s.form.fields, func(f op.Field) bool { return f.Kind == op.Toggle })
	case "sheet.form":
		return s.form == nil || len(s.form.fields) == 0
	case "sheet.offers":
		return len(s.offered(e)) == 0
	case "sheet.to", "sheet.way":
		_, ok := s.chosen(strings.TrimPrefix(string(id), "sheet."))
		return !ok
	case "list.compare":
		return len(s.plan.Images()) < 2
	case "sheet.forward":
		return !s.asking && (s.phase != looking || s.plan.Risk == op.Guarded || s.blocked(e) != "")
	case "sheet.yes":
		return s.plan.Risk != op.Guarded || s.blocked(e) != ""
	}
	return false
}

// quietRun are the commands that mean nothing for a run as it is.
func quietRun(e Env, id op.ID, run *op.Run) bool {
	switch id {
	case "run.stop":
		return run == nil || run.Over() || run.Elsewhere
	case "run.resume":
		return run == nil || !model.Unfinished(run)
	case "run.undo":
		return run == nil || e.State.Runs.Undoable(run) != ""
	case "receipt.copy", "receipt.save":
		return run == nil || !run.Over()
	}
	return false
}

// receipt hands out what the run did, as a text to paste where people write
// down what happened.
func (s *Sheet) receipt(e Env, id op.ID) []Effect {
	run := e.State.Runs.Find(s.run)
	if run == nil {
		return []Effect{Say{"There is a receipt when something has been run"}}
	}
	text, what := e.State.Runs.Incident(run), "the receipt of run "+run.ID
	if id == "receipt.save" {
		return []Effect{Save{File: "tami-" + run.ID + ".md", Content: []byte(text), What: what}}
	}
	return []Effect{Copy{Text: text, What: what}}
}

// forward is what enter does: it confirms what enter confirms, and leads to
// the box where something is typed.
func (s *Sheet) forward(e Env) []Effect {
	if s.phase != looking || e.State.Now.Before(s.quiet) {
		return nil
	}
	if why := s.blocked(e); why != "" {
		if s.err != nil && s.form != nil {
			return s.ask()
		}
		return []Effect{Say{"Not now: " + why}}
	}
	switch s.plan.Risk {
	case op.Safe, op.Costly:
		return s.confirm(e)
	case op.Guarded:
		return []Effect{Say{"y confirms this one, enter does not"}}
	}
	switch typed := strings.TrimSpace(s.box.Value()); {
	case typed == "":
		s.typing = true
	case typed != s.plan.Confirm:
		s.typing, s.wrong = true, typed
	default:
		return s.confirm(e)
	}
	return nil
}

// confirm asks the facts again, and makes the plan again from them: what runs
// is what was shown.
func (s *Sheet) confirm(e Env) []Effect {
	if s.phase != looking || e.State.Now.Before(s.quiet) {
		return nil
	}
	if why := s.blocked(e); why != "" {
		return []Effect{Say{"Not now: " + why}}
	}
	s.was, s.phase, s.fault, s.typing = s.plan, checking, "", false
	s.gone, s.come = nil, nil
	if s.action == nil {
		return []Effect{Turn{Run: s.undoOf, By: s}}
	}
	needs := slices.DeleteFunc(s.refresh(), func(n ami.Need) bool { return !decisive(n) })
	if len(needs) == 0 {
		s.draft(e)
		s.compare(e)
		return nil
	}
	s.whole = false
	return []Effect{Refresh{needs}}
}

// back leaves what was entered last: the box, the check, the sheet.
func (s *Sheet) back() ([]Effect, bool) {
	switch {
	case s.typing || s.box.Value() != "" && s.phase == looking:
		s.empty()
	case s.phase == checking:
		s.phase = looking
		s.empty()
	case s.phase == looking && s.form != nil && s.form.first:
		s.asking = true
	default:
		return nil, false
	}
	return nil, true
}

// toggle turns the first toggle of the form: keep the snapshots, or not. Where
// the form came first, what it holds was filled in on purpose, and a key too
// many must not share an image with everybody.
func (s *Sheet) toggle(e Env) {
	if s.phase == looking && s.form != nil && !s.form.first && s.form.flip() {
		s.refill(e)
	}
}

// refill makes the plan from what the form holds now.
func (s *Sheet) refill(e Env) {
	s.request.Values = s.form.values()
	s.form.refresh(s.request, e.State.Facts())
	s.request.Values = s.form.values()
	s.keep(e)
	s.empty()
	s.gone, s.come, s.fault = nil, nil, ""
	s.learned = -1
	s.gather(e)
	if !s.asking {
		s.quiet = e.State.Now.Add(guard)
	}
}

// ask goes to the form.
func (s *Sheet) ask() []Effect {
	if s.phase != looking {
		return nil
	}
	if s.form == nil || len(s.form.fields) == 0 {
		return []Effect{Say{"There is nothing to choose here"}}
	}
	s.asking = true
	s.empty()
	return nil
}

// offers asks which of the other plans to look at.
func (s *Sheet) offers(e Env) []Effect {
	var choices []choice
	for _, o := range s.offered(e) {
		a := op.Find(string(o.Request.Action))
		if a == nil {
			continue
		}
		o.Request.Now = e.State.Now
		choices = append(choices, choice{label: o.Text, effect: []Effect{Push{NewSheet(e, *a, o.Request)}}})
	}
	if len(choices) == 0 {
		return []Effect{Say{"There is no other plan to offer"}}
	}
	return []Effect{Push{newMenu("Look at another plan", choices)}}
}

// offered are the other plans that make sense now. When the change is made,
// what could have been done instead does not any more; what stayed may go.
func (s *Sheet) offered(e Env) []op.Offer {
	run := e.State.Runs.Find(s.run)
	switch {
	case run == nil && s.cleansUp():
		return nil
	case run == nil:
		return s.plan.Offers
	case !run.Over():
		return nil
	case s.cleansUp() && run.Result() == op.AllDone:
		return s.plan.Offers
	}
	if onward, _, some := run.Onward(); some {
		return []op.Offer{{Text: "Go on from here: bring " + onward.Targets[0].ID + " to the version that was made", Request: onward}}
	}
	if left, some := run.Stayed(); some {
		what := model.Count(len(left.Targets), "snapshot", "snapshots")
		return []op.Offer{{Text: "delete the " + what + " that stayed", Request: left}}
	}
	return s.unmade(e, run)
}

// unmade are the plans that mend images which did not come about: what is left
// of them goes, and what was not copied is copied again.
func (s *Sheet) unmade(e Env, run *op.Run) (offers []op.Offer) {
	left, some := run.Leavings()
	left.Targets = slices.DeleteFunc(left.Targets, func(t op.Target) bool { return e.State.Runs.Deregistered(t.At, t.ID) })
	if some && len(left.Targets) > 0 {
		offers = append(offers, op.Offer{Text: "take away what is left of " + model.Count(len(left.Targets), "image that failed", "images that failed"), Request: left})
	}
	if again, some := run.Uncopied(); some {
		offers = append(offers, op.Offer{Text: "copy again what was not copied", Request: again})
	}
	return offers
}

// cleansUp reports offers that make sense when the change is made, and not
// instead of it: what is to become of the image that was bad.
func (s *Sheet) cleansUp() bool { return s.plan.Action == RollbackID && len(s.plan.Stopped()) == 0 }

func (s *Sheet) stop(e Env) []Effect {
	run := e.State.Runs.Find(s.run)
	switch {
	case run == nil || run.Over():
		return []Effect{Say{"It is over already; u undoes what can be undone"}}
	case run.Elsewhere:
		return []Effect{Say{"Another tami carries it out; stop it there"}}
	}
	return []Effect{StopRun{s.run}}
}

func (s *Sheet) undo(e Env) []Effect {
	run := e.State.Runs.Find(s.run)
	if run == nil {
		return []Effect{Say{"Nothing has been changed yet"}}
	}
	return undoRun(e, run)
}

// undoRun opens the way back from a run, or says why there is none.
func undoRun(e Env, run *op.Run) []Effect {
	if why := e.State.Runs.Undoable(run); why != "" {
		return []Effect{Say{"Cannot be undone: " + why}}
	}
	return []Effect{Turn{Run: run.ID}}
}

// again asks the facts, and the dry run, once more.
func (s *Sheet) again(e Env) []Effect {
	if s.phase != looking {
		return nil
	}
	delete(e.State.Rehearsals, model.RehearsalKey(&s.plan))
	s.empty()
	return []Effect{Refresh{s.refresh()}}
}
