package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"tami/model"
	"tami/model/ami"
)

// reading is a question that a command asks of the outside world, and what was
// learned of the answer so far. It learns as the screen does.
type reading struct {
	s       *session
	ctx     context.Context
	target  Target
	backend Backend
	state   *model.State
	places  []ami.Where
	lost    []trouble // places that could not be asked at all
}

// trouble is a problem and where it stands.
type trouble struct {
	at      ami.Where
	problem *ami.Problem
}

// open opens the target and finds the places of its scope.
func (s *session) open(ctx context.Context, t Target) (*reading, error) {
	prices, err := s.w.Prices()
	if err != nil {
		return nil, wrong("%v", err)
	}
	backend, err := s.w.Open(t)
	switch {
	case err != nil && t.Seed.Name != "":
		return nil, wrong("%v", err)
	case err != nil:
		return nil, err
	}
	scope, problems := Home(backend, t.Scope)
	r := &reading{s: s, ctx: ctx, target: t, backend: backend, state: model.New(scope, t.From, prices)}
	r.state.ReadOnly, r.state.ReadOnlyProfiles = t.ReadOnly, t.ReadOnlyProfiles
	for _, p := range scope.Profiles {
		if problems[p] != nil {
			r.lost = append(r.lost, trouble{ami.Where{Profile: p}, problems[p]})
		}
	}
	needs := scope.Needs()
	if err := r.ask(needs...); err != nil {
		return nil, err
	}
	r.places = r.state.Places()
	r.lost = append(r.lost, r.troubles(needs)...)
	return r, nil
}

// ask learns the answers to needs, and returns when all have been answered.
// The only error is that ctx ended meanwhile.
func (r *reading) ask(needs ...ami.Need) error {
	if len(needs) == 0 {
		return nil
	}
	var mu sync.Mutex
	for _, n := range needs {
		r.state.Ask(n)
	}
	r.backend.Fetch(r.ctx, needs, func(f ami.Fact) {
		mu.Lock()
		defer mu.Unlock()
		r.state.Now = r.s.w.Now()
		r.state.Learn(f)
	})
	if r.ctx.Err() != nil {
		return failed("stopped before every answer had come; nothing was printed")
	}
	return nil
}

// troubles are the problems of needs that have been asked.
func (r *reading) troubles(needs []ami.Need) []trouble {
	var list []trouble
	for _, n := range needs {
		if p := r.state.Known(n).Problem; p != nil {
			list = append(list, trouble{n.Place(), p})
		}
	}
	return list
}

// account is the account of a profile, or "" where it could not be asked.
func (r *reading) account(profile string) string {
	id, _ := r.state.Account(profile)
	return id.Account.String()
}

// callers asks who each profile is.
func (r *reading) callers() []ami.Need {
	var needs []ami.Need
	for _, p := range r.state.Scope.Profiles {
		needs = append(needs, ami.Caller{Profile: p})
	}
	return needs
}

// complain says each problem once, with the places that have it.
func (s *session) complain(list []trouble) {
	said := map[string]bool{}
	for _, one := range list {
		what := one.problem.Error()
		if said[what] {
			continue
		}
		said[what] = true
		var places []string
		for _, other := range list {
			if p := strings.TrimSuffix(other.at.String(), "/"); other.problem.Error() == what && p != "" && !slices.Contains(places, p) {
				places = append(places, p)
			}
		}
		switch n := len(places); {
		case n == 0:
			s.say("%s", what)
		case n > 4:
			s.say("%s and %d more places: %s", strings.Join(places[:3], ", "), n-3, what)
		default:
			s.say("%s: %s", strings.Join(places, ", "), what)
		}
	}
}

// outcome is the exit code of a reading: done where nothing is in the way,
// partly where something answered all the same.
func outcome(lost []trouble, answered int) int {
	switch {
	case len(lost) == 0:
		return Done
	case answered > 0:
		return Partly
	}
	return Failed
}

// nowhere says why there is no place to ask.
func (r *reading) nowhere() error {
	if len(r.lost) > 0 {
		r.s.complain(r.lost)
		return ended(Failed)
	}
	return failed("no region is enabled in %s; name one with --region", fmt.Sprint(r.state.Scope))
}
