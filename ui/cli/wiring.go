package cli

import (
	"context"
	"io"
	"time"

	"tami/model"
	"tami/model/ami"
	"tami/model/op"
)

// Wiring is everything of the outside world that the command line may touch.
// All of it is needed, except SeedRegions.
type Wiring struct {
	Version        string
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Getenv         func(string) string
	ReadFile       func(name string) ([]byte, error)
	WriteFile      func(name string, content []byte) error // makes the folders it needs
	Now            func() time.Time
	Terminal       func() (in, out bool)                                                                          // whether input and output are terminals
	Config         func(File) (Defaults, error)                                                                   // reads the configuration; its errors name file and line
	Prices         func() (ami.Prices, error)                                                                     // the price list, the user's own included
	ThemeNames     func() []string                                                                                // every theme there is
	Keys           func(config File, format string) (string, error)                                               // the key table as text, json or markdown
	Open           func(Target) (Backend, error)                                                                  // the account, or the simulated one
	Change         func(context.Context, Backend, Target) (Runner, error)                                         // what carries changes out in the account that Open gave
	Outlive        func() <-chan struct{}                                                                         // lets the process outlive its terminal and its readers from now on; closed when the terminal has gone
	Screen         func(context.Context, Target) error                                                            // runs the terminal program
	Simulate       func(context.Context, Simulation, func(addr string)) error                                     // listens until ctx ends; calls back once it does
	Capture        func(ctx context.Context, b Backend, places []ami.Where, blocks bool) (Captured, *ami.Problem) // reads what the account that Open gave holds
	SeedRegions    func(seed File) ([]string, error)                                                              // the regions that the simulated account has anything in; nil: look in all
}

// Backend is the outside world, as far as it can be asked.
type Backend interface {
	// Fetch asks all needs and returns when every one has been answered or ctx
	// is done. emit may be called from several goroutines; each need ends in
	// exactly one fact with Done set, unless ctx was cancelled.
	Fetch(ctx context.Context, needs []ami.Need, emit func(ami.Fact))
	// DefaultRegion is the region that a profile, or for "" the environment,
	// names for itself.
	DefaultRegion(profile string) (string, *ami.Problem)
}

// Runner carries out changes, in goroutines of its own, and remembers them.
type Runner interface {
	// Rehearse makes the dry run of each call of a plan, and returns when all
	// have answered or ctx is done. emit may be called from several
	// goroutines.
	Rehearse(ctx context.Context, p op.Plan, emit func(op.Verdict))
	// Start writes the plan to the journal and begins to carry it out.
	Start(p op.Plan) (id string, err error)
	// Stop asks a run to end before its next step.
	Stop(id string)
	// Unattended says that nobody looks on any more: the next start tells how
	// the runs came out.
	Unattended()
	// Runs are all runs, those of earlier sessions too.
	Runs() []op.Run
	// Changed has a value in it when runs may have changed. It has one reader.
	Changed() <-chan struct{}
	// Settle looks up the steps of a run that are in doubt.
	Settle(ctx context.Context, id string) error
	// Resume goes on with a run that a dead tami left, after Settle.
	Resume(id string) error
	// Undo is the plan that takes a run back, as far as it was not taken back.
	Undo(id string) (op.Plan, error)
	// Close waits until every run is over, or ctx is done, and lets go of what
	// it holds.
	Close(ctx context.Context) error
}

// File is a file that has been read. Its name is empty where there is none.
type File struct {
	Name    string
	Content []byte
}

// Defaults are the settings of the configuration file that flags and the
// environment go before.
type Defaults struct {
	Profiles, Regions []string
	From              string // as --from
	Theme             string
	ReadOnly          bool
	ReadOnlyProfiles  []string
	ASCII             bool
	LowBandwidth      bool
}

// Target is what tami is pointed at and how it shows it: flags, environment
// and configuration put together, and checked.
type Target struct {
	Scope            model.Scope
	EndpointURL      string // "" leaves it to the SDK
	Demo             bool   // the simulated account instead of AWS
	Past             bool   // what the last demonstration left is asked for, not a new one
	Seed             File   // what the simulated account holds, where not the usual
	From             ami.Source
	Query            string // parses
	ReadOnly         bool
	ReadOnlyProfiles []string // profiles with which nothing may be changed
	Theme            string   // a theme that exists, or "" for the usual one
	ASCII            bool
	LowBandwidth     bool // the link is slow: few frames, and nothing in them that was not asked for
	NoColor          bool
	Config           File // with a name even where there is no such file
	LogFile          string
}

// Simulation is how `tami simulate` runs.
type Simulation struct {
	Listen string  // a loopback address with a port; port 0 takes a free one
	Seed   File    // what the account holds, where not the usual
	Faults File    // what goes wrong, where anything does
	Speed  float64 // how long things take: 1 as in AWS; 0 as in the demo
}

// Captured is what an account was found to hold.
type Captured struct {
	Seed    any            // of a shape that --seed takes once it is JSON
	Secrets map[string]int // what was left out since it may be secret, and how often
	Missing []CaptureGap   // what could not be read
}

// CaptureGap is a part of the seed that is left out.
type CaptureGap struct {
	At      ami.Where
	What    string
	Problem *ami.Problem
}

// Home fills in the own region of each profile, where the scope does not name
// its regions, and returns why a profile has none.
func Home(b Backend, s model.Scope) (model.Scope, map[string]*ami.Problem) {
	problems := map[string]*ami.Problem{}
	home := make(map[string]string, len(s.Profiles))
	for _, p := range s.Profiles {
		region, problem := b.DefaultRegion(p)
		if problem != nil {
			problems[p] = problem
		} else {
			home[p] = region
		}
	}
	s.Home = home
	if !s.NeedsHome() {
		clear(problems)
	}
	return s, problems
}
