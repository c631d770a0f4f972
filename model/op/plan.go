package op

import (
	"slices"
	"strconv"
	"time"

	"tami/model/ami"
)

// Plan is everything that a change comes to, before any of it is done. Its
// texts are shown as they are: planners build them from safe text.
type Plan struct {
	Action  ID
	Title   string // "Deregister 3 images"
	Risk    Risk
	Confirm string // what must be typed for a destructive plan: the image's name, or how many there are
	Request Request
	Made    time.Time // when it was made, from what was known then

	Sections   []Section // what it is about, in words: NOW, TO, CHECKS
	Rows       Table     // what the change is about, a row each
	Snapshots  []Fate
	Steps      []Step
	Warnings   []Warning
	Breaks     []string // what will not work any more: "template web-canary v7 cannot launch"
	NotChecked []NotChecked
	Cost       *Cost  // nil: the change has no price
	UndoLine   string // the way back of the whole, in one line
	Offers     []Offer
}

// Risk is how a plan is confirmed.
type Risk uint8

// The risks, each confirmed in its own way.
const (
	Safe        Risk = iota // no confirmation
	Costly                  // enter
	Guarded                 // y
	Destructive             // Confirm is typed, then enter
)

// Request is what a plan is asked for: planning again with newer facts starts
// from it.
type Request struct {
	Action  ID
	On      Kind `json:",omitempty"` // what the targets are, of an action that takes several kinds
	Targets []Target
	Values  Values
	Hidden  int       // how many of the targets the list's filter hides
	Now     time.Time // planners have no other clock
}

// Target is one thing that an action works on.
type Target struct {
	At ami.Where
	ID string // ami-…, snap-…, i-…, or a name where AWS has no ID
}

// Table is rows under headings.
type Table struct {
	Heads []string
	Rows  []Row
}

// Row is one row; a Flag of true marks what needs a look.
type Row struct {
	Flag  bool
	Cells []string
}

// Warning is something to know before confirming.
type Warning struct {
	Level Level
	Text  string
}

// Level is how much a warning weighs.
type Level string

// The levels. A plan with a Stop cannot be run.
const (
	Note Level = "note"
	Warn Level = "warning"
	Stop Level = "stop"
)

// Fate is what becomes of one snapshot.
type Fate struct {
	SnapshotID string
	Size       string // of its volume: "20 GB"
	Written    string // what was written of it: "11.9 GB"; empty where AWS does not say
	Fate       FateKind
	Why        string   // in words: "web-2026.11.12 needs it"
	Low, High  float64  // US dollars a month that stop (deleted, binned) or go on (kept, orphaned)
	Label      string   // "up to", "measured", "exact", "unknown"
	Images     []string // the images of the plan that stand on it, by ID
}

// FateKind is one of the words that scripts read.
type FateKind string

// The fates of a snapshot.
const (
	Deleted  FateKind = "deleted"
	Orphaned FateKind = "orphaned" // stays without an image that uses it
	Kept     FateKind = "kept"
	Binned   FateKind = "binned"   // in the Recycle Bin until it goes for good
	NotOurs  FateKind = "not-ours" // somebody else's: no cost and no fate of ours
)

// Cost is what a plan does to the bill, in US dollars: a month where nothing
// else is said. Sums are unrounded.
type Cost struct {
	StopsLow, StopsHigh   float64
	StaysHigh             float64
	StartsLow, StartsHigh float64 // what the change adds
	OneTime               float64
	Label                 string
	Unknown               []string // what has no known price: never counted as 0
	Source                string   // the price and where it comes from, in a line
	Notes                 []string // "billed until 28 Nov: up to 1.17"
}

// Offer is another plan that is worth a look from here: disable now and
// deregister later, delete what stayed.
type Offer struct {
	Text    string
	Request Request
}

// Stricter is the plan confirmed a step harder than usual: what needs nothing
// or enter takes y, and what takes y takes the target's ID, typed, or the number
// of steps where there are several.
func (p Plan) Stricter() Plan {
	switch p.Risk {
	case Safe, Costly:
		p.Risk = Guarded
	case Guarded:
		p.Risk, p.Confirm = Destructive, strconv.Itoa(len(p.Steps))
		if len(p.Request.Targets) == 1 {
			p.Confirm = p.Request.Targets[0].ID
		}
	case Destructive:
	}
	return p
}

// Stopped lists why a plan cannot be run; none: it can.
func (p *Plan) Stopped() []string {
	var why []string
	for _, w := range p.Warnings {
		if w.Level == Stop {
			why = append(why, w.Text)
		}
	}
	return why
}

// Empty reports a plan that would change nothing.
func (p *Plan) Empty() bool { return len(p.Steps) == 0 }

// Step is the step with that ID, or nil.
func (p *Plan) Step(id string) *Step {
	for i := range p.Steps {
		if p.Steps[i].ID == id {
			return &p.Steps[i]
		}
	}
	return nil
}

// Grade is the worst grade of the steps.
func (p *Plan) Grade() Grade {
	g := Exact
	for _, s := range p.Steps {
		switch {
		case s.Undo.Grade == Lossy && g == Exact:
			g = Lossy
		case s.Undo.Grade != Exact && s.Undo.Grade != Lossy:
			g = Final
		}
	}
	return g
}

// Drift tells how a plan that was made again differs from the one that was
// looked at: the lines that went and the lines that came. None of either: it
// may be confirmed.
func Drift(was, now Plan) (gone, come []string) {
	a, b := was.lines(), now.lines()
	for _, l := range a {
		if !slices.Contains(b, l) {
			gone = append(gone, l)
		}
	}
	for _, l := range b {
		if !slices.Contains(a, l) {
			come = append(come, l)
		}
	}
	return gone, come
}

// lines are what must not change between looking and confirming: the calls,
// and what becomes of the snapshots.
func (p *Plan) lines() []string {
	var l []string
	for _, s := range p.Steps {
		l = append(l, CLI(s.Do, s.At.Profile, s.At.Region))
	}
	for _, f := range p.Snapshots {
		l = append(l, f.SnapshotID+" "+string(f.Fate)+": "+f.Why)
	}
	for _, w := range p.Warnings {
		if w.Level == Stop {
			l = append(l, w.Text)
		}
	}
	return l
}
