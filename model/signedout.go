package model

import (
	"cmp"
	"slices"

	"tami/model/ami"
)

// Lost is a profile whose session is lost, and what was said of it.
type Lost struct {
	Profile string
	Problem *ami.Problem
}

// Lost lists the profiles that somebody has to sign in again, by name: those
// whose questions ended so, and those for which a run waits.
func (s *State) Lost() []Lost {
	by := map[string]*ami.Problem{}
	for n, k := range s.known {
		if k.Problem.SignedOut() && k.Settled() {
			note(by, n.Place().Profile, k.Problem)
		}
	}
	for _, run := range s.Runs.Flying() {
		for _, step := range run.Plan.Steps {
			if o := run.Outcome(step.ID); o != nil && !o.State.Over() && o.Problem.SignedOut() {
				note(by, step.At.Profile, o.Problem)
			}
		}
	}
	var list []Lost
	for profile, p := range by {
		list = append(list, Lost{profile, p})
	}
	slices.SortFunc(list, func(a, b Lost) int { return cmp.Compare(a.Profile, b.Profile) })
	return list
}

// note keeps the problem that has a way out of it.
func note(by map[string]*ami.Problem, profile string, p *ami.Problem) {
	if was := by[profile]; was == nil || was.SignIn == ami.SignInElsewhere {
		by[profile] = p
	}
}

// Regained makes everything due again that ended for want of a sign-in. What
// was known stays until the new answers replace it.
func (s *State) Regained() {
	for n, k := range s.known {
		if k.Problem.SignedOut() {
			s.Forget(n)
		}
	}
}
