package op

import (
	"slices"

	"tami/model/ami"
)

// PlanDocument is a plan as scripts read it. Its fields never change their
// names or meanings, lists are never null, and money is in US dollars a month
// where nothing else is said, unrounded.
type PlanDocument struct {
	Action     ID
	Title      string
	Steps      []StepDocument
	Warnings   []Warning
	NotChecked []NotChecked
	Snapshots  []FateDocument
	Cost       CostDocument
}

// StepDocument is a step: its call as service:Operation, and as a line of shell
// for the AWS CLI.
type StepDocument struct {
	ID      string `json:"Id"`
	After   []string
	Account string
	Region  string
	Call    string
	CLI     string `json:"Cli"`
	Undo    UndoDocument
}

// UndoDocument is how good the way back from a step is, and why.
type UndoDocument struct {
	Grade Grade
	Why   string
}

// FateDocument is what becomes of a snapshot.
type FateDocument struct {
	SnapshotID string `json:"SnapshotId"`
	Fate       FateKind
	Why        string
	LowUSD     float64
	HighUSD    float64
	Label      string
}

// CostDocument is what a plan does to the bill.
type CostDocument struct {
	StopsLowUSD   float64
	StopsHighUSD  float64
	StaysHighUSD  float64
	StartsLowUSD  float64 // what the change adds
	StartsHighUSD float64
	OneTimeUSD    float64
	Label         string
	Unknown       []string
}

// Document is a plan as `tami plan -o json` writes it.
func Document(p Plan) PlanDocument {
	d := PlanDocument{
		Action: p.Action, Title: p.Title, Steps: make([]StepDocument, 0, len(p.Steps)), Warnings: list(p.Warnings),
		NotChecked: list(p.NotChecked), Snapshots: make([]FateDocument, 0, len(p.Snapshots)), Cost: CostDocument{Label: "exact", Unknown: []string{}},
	}
	for _, s := range p.Steps {
		grade := s.Undo.Grade
		if grade == "" {
			grade = Final
		}
		d.Steps = append(d.Steps, StepDocument{
			ID: s.ID, After: list(slices.Concat(s.After, s.Behind)), Account: s.Account, Region: s.At.Region, Call: Operation(s.Do),
			CLI: CLI(withVariables(s.Do), s.At.Profile, s.At.Region), Undo: UndoDocument{grade, s.Undo.Why},
		})
	}
	for _, f := range p.Snapshots {
		d.Snapshots = append(d.Snapshots, FateDocument{f.SnapshotID, f.Fate, f.Why, f.Low, f.High, f.Label})
	}
	if c := p.Cost; c != nil {
		d.Cost = CostDocument{
			StopsLowUSD: c.StopsLow, StopsHighUSD: c.StopsHigh, StaysHighUSD: c.StaysHigh, StartsLowUSD: c.StartsLow, StartsHighUSD: c.StartsHigh,
			OneTimeUSD: c.OneTime, Label: c.Label, Unknown: list(c.Unknown),
		}
	}
	return d
}

// list is a list that JSON does not write as null.
func list[T any](from []T) []T {
	if from == nil {
		return []T{}
	}
	return from
}

// places are where a plan's steps are made, each once.
func (p *Plan) places() []ami.Where {
	var places []ami.Where
	seen := map[ami.Where]bool{}
	for _, s := range p.Steps {
		if !seen[s.At] {
			seen[s.At] = true
			places = append(places, s.At)
		}
	}
	return places
}
