package ui

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"tami/keymap"
	"tami/model"
	"tami/model/op"
	"tami/ui/screen"
)

// picker is the topmost screen, where it has a selection that actions work on.
func (a *App) picker() (screen.Picker, bool) {
	if t, ok := a.top().(screen.Typer); ok && t.Typing() {
		return nil, false
	}
	p, ok := a.top().(screen.Picker)
	return p, ok
}

// actions are the keys of what can be done to things of a kind.
func (a *App) actions(kind op.Kind) keymap.Layer {
	on := map[op.ID]bool{"item.actions": true}
	for _, x := range op.Actions() {
		on[x.ID] = x.Takes(kind)
	}
	var layer keymap.Layer
	for _, l := range keymap.Live(a.opts.Keys, keymap.ActionsLayer) {
		layer = l
	}
	layer.Bindings = slices.DeleteFunc(slices.Clone(layer.Bindings), func(b keymap.Binding) bool { return !on[b.ID] })
	return layer
}

// change opens the sheet of an action on what is selected, or the menu of all
// actions; ok is false for any other command.
func (a *App) change(id op.ID) (effects []screen.Effect, ok bool) {
	action := op.Find(string(id))
	if action == nil && id != "item.actions" {
		return nil, false
	}
	p, picks := a.picker()
	if !picks {
		return []screen.Effect{screen.Say{Text: "Nothing is selected here that could be changed"}}, true
	}
	kind, targets, hidden := p.Picked(a.env())
	switch {
	case len(targets) == 0:
		return []screen.Effect{screen.Say{Text: "There is nothing under the cursor to be changed"}}, true
	case id == "item.actions":
		return []screen.Effect{screen.Push{Screen: screen.NewActions(a.env(), kind, targets, hidden, a.layers())}}, true
	}
	if action.ID == screen.RollbackID {
		return screen.OpenRollback(a.env(), kind, targets), true
	}
	r := op.Request{Action: action.ID, Targets: targets, Hidden: hidden, Now: a.state.Now}
	if f, ok := p.(screen.Filler); ok {
		r.Values = f.Fill(a.env(), action.ID)
	}
	return screen.OpenAction(a.env(), *action, kind, r), true
}

// undo takes the last run of this session back.
func (a *App) undo() []screen.Effect {
	run := a.state.Runs.Last()
	if run == nil {
		return []screen.Effect{screen.Say{Text: "Nothing of this session can be undone; . lists every run"}}
	}
	return []screen.Effect{screen.Turn{Run: run.ID}}
}

// departure is what was chosen when tami is left while runs go on.
type departure uint8

const (
	staying   departure = iota
	afterRuns           // when they are over
	detached            // now, and they go on without a screen
)

// quit leaves tami: at once, or after asking what is to become of the runs
// that go on. Asked twice, it leaves them to go on.
func (a *App) quit() []screen.Effect {
	flying := a.state.Runs.Flying()
	switch {
	case len(flying) == 0:
		return []screen.Effect{screen.Quit{}}
	case a.asksToLeave():
		return []screen.Effect{screen.Leave{How: screen.LeaveRunning}}
	}
	return []screen.Effect{screen.Push{Screen: screen.NewLeave(len(flying))}}
}

func (a *App) asksToLeave() bool { return a.top().Name() == screen.LeaveName }

func (a *App) leave(how screen.LeaveHow) tea.Cmd {
	flying := a.state.Runs.Flying()
	switch how {
	case screen.LeaveRunning:
		a.leaving = detached
		return tea.Quit
	case screen.LeaveStopping:
		for _, run := range flying {
			a.opts.Runner.Stop(run.ID)
		}
	}
	a.leaving = afterRuns
	a.say(fmt.Sprintf("tami ends when %s over; ctrl+c twice leaves now", model.Count(len(flying), "run is", "runs are")))
	if len(flying) == 0 {
		return tea.Quit
	}
	return nil
}

// Receipt is what the session changed, to be printed when the terminal is
// restored; "" when it changed nothing. The program must have ended.
func (a *App) Receipt() string {
	if a.opts.Runner == nil {
		return ""
	}
	a.state.Runs.Learn(a.opts.Runner.Runs())
	return a.state.Runs.Receipt(!a.opts.Passing)
}

// Missed are the runs that ended without a screen. The program must have ended.
func (a *App) Missed() (ids []string) {
	for _, run := range a.state.Runs.Missed() {
		ids = append(ids, run.ID)
	}
	return ids
}

// Flying is how many runs of the session go on. The program must have ended.
func (a *App) Flying() int { return len(a.state.Runs.Flying()) }
