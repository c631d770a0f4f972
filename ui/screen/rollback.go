package screen

import (
	"fmt"
	"slices"
	"time"

	"tami/model"
	"tami/model/ami"
	"tami/model/op"
)

// RollbackID is the action that brings what runs an image back to another one.
// It works on what runs the image; the image itself leads there.
const RollbackID op.ID = "image.rollback"

// RollsBack reports kinds from which a rollback can be begun.
func RollsBack(kind op.Kind) bool {
	switch kind {
	case op.OnImages, op.OnInstances, op.OnGroups, op.OnTemplates, op.OnParameters:
		return true
	}
	return false
}

// OpenRollback leads from what is selected to the sheet of a rollback: at once
// from what runs images, and by way of the question what runs it from an image.
func OpenRollback(e Env, kind op.Kind, targets []op.Target) []Effect {
	if len(targets) != 1 {
		return []Effect{Say{"Roll back takes one at a time; " + model.Count(len(targets), "is", "are") + " marked"}}
	}
	t := targets[0]
	switch kind {
	case op.OnImages:
		return []Effect{Push{NewCulprits(e, t)}}
	case op.OnInstances:
		if group := groupOf(e, t); group != "" {
			kind, t.ID = op.OnGroups, group
		}
	}
	return openRollback(e, kind, t, "")
}

// openRollback opens the sheet; to is the image that it is to go to, "" for the
// one that is suggested.
func openRollback(e Env, kind op.Kind, t op.Target, to string) []Effect {
	a := op.Find(string(RollbackID))
	if a == nil || !RollsBack(kind) {
		return []Effect{Say{"Nothing can be rolled back here"}}
	}
	return []Effect{Push{NewSheet(e, *a, rollbackRequest(e, kind, t, to)).straight()}}
}

// rollbackRequest asks for the rollback of a thing.
func rollbackRequest(e Env, kind op.Kind, t op.Target, to string) op.Request {
	r := op.Request{Action: RollbackID, On: kind, Targets: []op.Target{t}, Values: op.Values{}, Now: e.State.Now}
	if to != "" {
		r.Values["to"] = []string{to}
	}
	return r
}

// groupOf is the group that an instance belongs to, "" where it stands alone or
// that is not known.
func groupOf(e Env, t op.Target) string {
	list, _ := e.State.Answer(ami.Groups{Where: t.At}).(ami.GroupList)
	for _, g := range list.List {
		if slices.ContainsFunc(g.Members, func(m ami.Member) bool { return m.ID.Raw() == t.ID }) {
			return g.Name.Raw()
		}
	}
	return ""
}

// Culprits asks what of that which runs an image is to be rolled back, or, of
// an image that nothing runs, what is to be rolled back to it. A single answer
// is taken at once.
type Culprits struct {
	*menu
	target  op.Target
	learned int
	sole    bool // the only answer was taken
}

// NewCulprits looks for what runs an image.
func NewCulprits(e Env, image op.Target) *Culprits {
	s := &Culprits{menu: newMenu("Roll back what runs "+fleetImageName(e, image.At, image.ID), nil), target: image, learned: -1}
	s.Settle(e)
	return s
}

// Needs implements Screen: everything that may run an image in its place.
func (s *Culprits) Needs(Env) []ami.Need {
	var needs []ami.Need
	for _, sec := range fleetSections() {
		for _, n := range sec.need(s.target.At) {
			if !slices.Contains(needs, n) {
				needs = append(needs, n)
			}
		}
	}
	return needs
}

// Settle implements Screen.
func (s *Culprits) Settle(e Env) {
	if s.learned != e.State.Learned {
		s.learned = e.State.Learned
		at := s.at
		s.choices = s.found(e)
		s.filter()
		s.at = min(at, max(0, len(s.shown)-1))
		s.empty = s.words(e)
	}
	s.menu.Settle(e)
}

// Box implements Modal: the answers come while it stands there, and it does not
// grow under the hand.
func (s *Culprits) Box(e Env) Rect {
	return Rect{W: max(20, min(76, e.W-4)), H: max(5, min(12, e.H-4))}
}

// open counts the questions without an answer.
func (s *Culprits) open(e Env) (n int) {
	for _, need := range s.Needs(e) {
		if !e.State.Known(need).Settled() {
			n++
		}
	}
	return n
}

// words say what an empty list means.
func (s *Culprits) words(e Env) string {
	if n := s.open(e); n > 0 {
		return fmt.Sprintf("looking for what runs it: %d of %d answered", len(s.Needs(e))-n, len(s.Needs(e)))
	}
	text := "nothing that runs it was found in " + s.target.At.String()
	for _, need := range s.Needs(e) {
		if p := e.State.Known(need).Problem; p != nil {
			text += "; not checked: " + needWords(need) + " (" + p.Title + ")"
		}
	}
	return text + "; t lists what runs what"
}

// found are the answers: what runs the image or launches it, or else what runs
// another version of it.
func (s *Culprits) found(e Env) []choice {
	if list := s.running(e, s.target.ID, ""); len(list) > 0 || s.open(e) > 0 {
		return list
	}
	img := e.State.Image(s.target.At, s.target.ID)
	if img == nil {
		return nil
	}
	s.title = "Roll back to " + img.Name.String()
	var list []choice
	for _, v := range e.State.Family(s.target.At, img).Versions {
		if other := v.In[s.target.At]; other != nil && other.ID != img.ID {
			list = append(list, s.running(e, other.ID.Raw(), s.target.ID)...)
		}
	}
	return list
}

// running are the things that run an image, groups first.
func (s *Culprits) running(e Env, image, to string) []choice {
	var list []choice
	for _, sec := range fleetSections() {
		for _, r := range sec.rows(e, s.target.At) {
			if !slices.Contains(r.images, image) {
				continue
			}
			hint := r.from
			if len(r.runs) > 0 {
				hint = fleetImageUse(e, r, image) + " " + e.Styles.Glyphs.Dot + " " + r.from
			}
			if to != "" {
				hint = "runs " + fleetImageName(e, r.at, image)
			}
			t := op.Target{At: r.at, ID: r.id}
			list = append(list, choice{label: kindWord(sec.kind) + " " + r.name, hint: hint, then: func(e Env) []Effect { return openRollback(e, sec.kind, t, to) }})
		}
	}
	return list
}

// kindWord names a kind in a word.
func kindWord(k op.Kind) string {
	if k == op.OnTemplates {
		return "template"
	}
	return string(k)
}

// Act implements Actor: where there is nothing to choose, nothing is asked.
func (s *Culprits) Act(e Env) []Effect {
	if s.sole || s.open(e) > 0 || len(s.choices) != 1 || s.input.Value() != "" || s.title != "Roll back what runs "+fleetImageName(e, s.target.At, s.target.ID) {
		return nil
	}
	s.sole = true
	return s.choices[0].take(e)
}

// Wake implements Waker: the answers that are waited for.
func (s *Culprits) Wake(e Env) time.Time {
	if s.open(e) > 0 {
		return e.State.Now.Add(frame)
	}
	return time.Time{}
}
