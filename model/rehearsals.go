package model

import (
	"strings"

	"tami/model/op"
)

// Rehearsal is what the dry run of a plan has found out so far.
type Rehearsal struct {
	Done     bool
	Verdicts map[string]op.Verdict // by step
}

// Rehearsals are the dry runs of the session, by what was rehearsed.
type Rehearsals map[string]*Rehearsal

// RehearsalKey names what a dry run of a plan is about: its calls and their
// places. Plans with the same calls share one.
func RehearsalKey(p *op.Plan) string {
	var b strings.Builder
	for _, s := range p.Steps {
		b.WriteString(s.ID + " " + op.CLI(s.Do, s.At.Profile, s.At.Region) + "\n")
	}
	return b.String()
}

// Learn takes a verdict.
func (r Rehearsals) Learn(key string, v op.Verdict) { r.entry(key).Verdicts[v.Step] = v }

// Finish notes that nothing more will be said.
func (r Rehearsals) Finish(key string) { r.entry(key).Done = true }

func (r Rehearsals) entry(key string) *Rehearsal {
	if r[key] == nil {
		r[key] = &Rehearsal{Verdicts: map[string]op.Verdict{}}
	}
	return r[key]
}

// Count is how many of a plan's steps have each answer.
func (r *Rehearsal) Count() map[op.Answer]int {
	n := map[op.Answer]int{}
	for _, v := range r.Verdicts {
		n[v.Answer]++
	}
	return n
}
