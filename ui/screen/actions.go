package screen

import (
	"fmt"

	"tami/keymap"
	"tami/model"
	"tami/model/op"
)

// NewActions is everything that can be done to what is selected; what cannot
// be done to it says why.
func NewActions(e Env, kind op.Kind, targets []op.Target, hidden int, live keymap.Stack) Screen {
	keys := map[op.ID]string{}
	for _, b := range live.Reachable() {
		if len(b.Keys) > 0 {
			keys[b.ID] = keymap.Display(b.Keys[0], e.Styles.Glyphs.ASCII)
		}
	}
	locked := ""
	for _, t := range targets {
		if locked == "" {
			locked = e.State.Locked(t.At.Profile)
		}
	}
	var can, cannot []choice
	for _, a := range op.Actions() {
		leads := a.ID == RollbackID && kind == op.OnImages // to what runs it
		if !a.Takes(kind) && !leads {
			continue
		}
		c := choice{label: a.Title, hint: a.Help, key: keys[a.ID], effect: []Effect{Run{a.ID}}}
		if why := Hindrance(e, a, targets); why != "" && !leads {
			c.hint, c.off = why, true
			c.effect = []Effect{Say{a.Title + ": " + why}}
			cannot = append(cannot, c)
			continue
		}
		if locked != "" {
			c.hint = "preview only: " + locked
		}
		can = append(can, c)
	}
	m := newMenu(actionsTitle(e, kind, targets, hidden), append(can, cannot...))
	m.empty = "no action is called so"
	if len(can)+len(cannot) == 0 {
		m.empty = "nothing can be done to " + plural(kind) + " here"
	}
	return m
}

// actionsTitle says what the actions are for.
func actionsTitle(e Env, kind op.Kind, targets []op.Target, hidden int) string {
	title := "Actions on " + targetName(e, kind, targets)
	if hidden > 0 {
		title += fmt.Sprintf(", %d hidden by the filter", hidden)
	}
	return title
}

// targetWords is targetName as it stands behind the name of an action: an image
// is made of an instance.
func targetWords(e Env, kind op.Kind, targets []op.Target) string {
	if len(targets) == 1 && kind == op.OnInstances {
		return "of " + targetName(e, kind, targets)
	}
	return targetName(e, kind, targets)
}

// targetName names what an action is done to, or says how many they are.
func targetName(e Env, kind op.Kind, targets []op.Target) string {
	if len(targets) != 1 {
		return model.Count(len(targets), string(kind), plural(kind))
	}
	if img := e.State.Image(targets[0].At, targets[0].ID); img != nil && !img.Name.IsZero() {
		return img.Name.String()
	}
	if i, _ := e.State.Facts().Instance(targets[0].At, targets[0].ID); i != nil && !i.Name.IsZero() {
		return i.Name.String()
	}
	return targets[0].ID
}

// LeaveName names the question that is asked before tami is left while runs go
// on.
const LeaveName = "Leave"

// leave is that question.
type leave struct{ *menu }

// NewLeave asks what is to become of the runs that go on.
func NewLeave(runs int) Screen {
	they := "the run is"
	if runs > 1 {
		they = "the runs are"
	}
	m := newMenu(model.Count(runs, "run goes", "runs go")+" on", []choice{
		{label: "Wait", hint: "tami ends when the last step is done", effect: []Effect{Leave{LeaveWhenDone}}},
		{label: "Detach", hint: "the screen goes, and " + they + " brought to an end in the shell", effect: []Effect{Leave{LeaveRunning}}},
		{label: "Stop", hint: "no further step is begun; tami ends when the call in hand is answered", effect: []Effect{Leave{LeaveStopping}}},
		{label: "Stay", hint: "back to the screen", effect: nil},
	})
	return leave{m}
}

// Name implements Screen.
func (leave) Name() string { return LeaveName }
