// Package model is everything tami knows while it runs, and how facts change
// it. It imports the standard library and the packages below it only: no
// operating system, no network, no clock of its own.
package model

import (
	"slices"
	"time"

	"tami/model/ami"
	"tami/model/money"
	"tami/model/op"
)

// State is what is known, apart from what the screens themselves remember. It
// belongs to the event loop: nothing else may touch it.
type State struct {
	Scope    Scope
	From     ami.Source
	ReadOnly bool // nothing may be changed anywhere

	ReadOnlyProfiles []string  // the profiles that may change nothing
	Strict           bool      // every change is confirmed a step harder than usual
	StrictProfiles   []string  // or those with these profiles are
	Now              time.Time // the time of the message being handled
	Prices           ami.Prices
	Homeless         map[string]*ami.Problem // profiles for which no region is known, and why
	Notes            Notes
	Runs             Runs
	Rehearsals       Rehearsals
	Drafts           Drafts
	Learned          int // grows with every fact: what was worked out of facts before may be stale

	known     map[ami.Need]*Known
	callers   map[string]ami.Identity
	regions   map[string]ami.RegionList
	profiles  ami.ProfileList
	images    map[ami.Images]*Inventory
	single    map[ami.OneImage]*ami.Image
	snapshots map[ami.OneSnapshot]*ami.Snapshot // nil: not there, or not visible
	instances map[ami.Where]*InstanceList
	lineages  map[ami.Where]*money.Lineage
	counts    map[ami.Where]map[string]ami.BlockCount // whole ones, by question
	answers   map[ami.Need]ami.Body                   // of the needs that have one answer, kept as it came
	tombs     map[tomb]time.Time                      // images that are gone, and until when they are hidden
}

// New makes an empty State for a scope and a source.
func New(scope Scope, from ami.Source, prices ami.Prices) *State {
	return &State{
		Scope: scope, From: from, Prices: prices,
		Rehearsals: Rehearsals{}, Drafts: Drafts{},

		known:     map[ami.Need]*Known{},
		callers:   map[string]ami.Identity{},
		regions:   map[string]ami.RegionList{},
		images:    map[ami.Images]*Inventory{},
		single:    map[ami.OneImage]*ami.Image{},
		snapshots: map[ami.OneSnapshot]*ami.Snapshot{},
		instances: map[ami.Where]*InstanceList{},
		lineages:  map[ami.Where]*money.Lineage{},
		counts:    map[ami.Where]map[string]ami.BlockCount{},
		answers:   map[ami.Need]ami.Body{},
	}
}

// Places are the places of the scope, as far as they are known: with every
// region asked for, they appear when the list of regions has come.
func (s *State) Places() []ami.Where { return s.Scope.Places(s.regions) }

// Account is the account that a profile signs in to, and whether it is known.
func (s *State) Account(profile string) (ami.Identity, bool) {
	id, ok := s.callers[profile]
	return id, ok
}

// Regions is the list of regions of a profile's account, and whether it is
// known.
func (s *State) Regions(profile string) (ami.RegionList, bool) {
	l, ok := s.regions[profile]
	return l, ok
}

// Profiles is what the shared AWS configuration holds.
func (s *State) Profiles() ami.ProfileList { return s.profiles }

// Snapshot is a snapshot, whether it has been asked for and answered, and nil
// where the answer is that it is not there.
func (s *State) Snapshot(at ami.Where, id string) (snap *ami.Snapshot, known bool) {
	snap, known = s.snapshots[ami.OneSnapshot{Where: at, ID: id}]
	return snap, known
}

// Inventory is what is known of the images of a place, or nil before the
// first answer.
func (s *State) Inventory(n ami.Images) *Inventory { return s.images[n] }

// Image finds an image by place and ID among everything that has been read.
func (s *State) Image(at ami.Where, id string) *ami.Image {
	if img := s.single[ami.OneImage{Where: at, ID: id}]; img != nil {
		return img
	}
	if inv := s.images[ami.Images{Where: at, From: s.From}]; inv != nil {
		if img := inv.Find(id); img != nil {
			return img
		}
	}
	for n, inv := range s.images {
		if n.Where == at {
			if img := inv.Find(id); img != nil {
				return img
			}
		}
	}
	return nil
}

// Running is how many instances of a place run an image, and whether the
// instances of that place have been read to the end.
func (s *State) Running(at ami.Where, id string) (n int, known bool) {
	l := s.instances[at]
	if l == nil || !l.complete {
		return 0, false
	}
	return l.byImage[id], true
}

// Answer is the answer to a need that has a single one, or nil before it came:
// sharing, references, ancestry, groups. Ask Known why it is missing.
func (s *State) Answer(n ami.Need) ami.Body { return s.answers[n] }

// Instances are the instances of a place, or nil before the first answer.
func (s *State) Instances(at ami.Where) *InstanceList { return s.instances[at] }

// CanChange reports whether anything that is shown may be changed at all: a
// session for reading only says so on every screen.
func (s *State) CanChange() bool {
	if s.ReadOnly {
		return false
	}
	for _, p := range s.Scope.Profiles {
		if !slices.Contains(s.ReadOnlyProfiles, p) {
			return true
		}
	}
	return false
}

// Confirmed is a plan with the risk that it is confirmed by here.
func (s *State) Confirmed(p op.Plan) op.Plan {
	for _, step := range p.Steps {
		if s.Strict || slices.Contains(s.StrictProfiles, step.At.Profile) {
			return p.Stricter()
		}
	}
	return p
}

// Locked says why nothing may be changed with a profile: "" when it may.
func (s *State) Locked(profile string) string {
	switch {
	case s.ReadOnly:
		return "this session is read-only"
	case slices.Contains(s.ReadOnlyProfiles, profile):
		return "profile " + profile + " is read-only"
	}
	return ""
}
