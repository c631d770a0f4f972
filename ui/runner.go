package ui

import (
	"context"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"tami/model"
	"tami/model/ami"
	"tami/model/op"
	"tami/ui/screen"
)

// Runner carries out changes, in goroutines of its own: a screen that stalls,
// or an event loop that dies, stops no run.
type Runner interface {
	// Rehearse makes the dry run of each call of a plan, and returns when all
	// have answered or ctx is done. emit may be called from several
	// goroutines.
	Rehearse(ctx context.Context, p op.Plan, emit func(op.Verdict))
	// Start writes the plan to the journal and begins to carry it out. It
	// writes files: it is never called from the event loop.
	Start(p op.Plan) (id string, err error)
	// Stop asks a run to end before its next step.
	Stop(id string)
	// Runs is a picture of all runs, those of earlier sessions too. It may read
	// files: it is never called from the event loop.
	Runs() []op.Run
	// Changed has a value in it when the picture may have changed.
	Changed() <-chan struct{}
	// Undo is the plan that takes a run back.
	Undo(id string) (op.Plan, error)
	// Settle looks up the steps of a run that are in doubt. It takes its time.
	Settle(ctx context.Context, id string) error
	// Resume goes on with a run that a dead tami left, once it is looked up.
	Resume(id string) error
	// Told notes that somebody was told how runs ended. It writes files.
	Told(ids ...string)
}

// The messages that the work on changes ends in.
type (
	// pictured is a new picture of the runs.
	pictured struct {
		runs  []op.Run
		first bool // the one to begin with: nothing in it is news
	}
	// begun is the answer to Start, for the sheet that asked.
	begun struct {
		by  screen.Beginner
		id  string
		err error
	}
	// lookedUp is the end of looking up what is in doubt of a run.
	lookedUp struct {
		run string
		err error
	}
	// resumed is the answer to Resume.
	resumed struct {
		run string
		err error
	}
	// turned is the plan that takes a run back; by is the sheet that asked, or
	// nil where one is to be opened.
	turned struct {
		by   screen.Turner
		of   string
		plan op.Plan
		err  error
	}
)

// recall takes the first picture of the runs.
func (a *App) recall() tea.Cmd {
	if a.opts.Runner == nil {
		return nil
	}
	runner := a.opts.Runner
	return func() tea.Msg { return pictured{runs: runner.Runs(), first: true} }
}

// watch waits until runs change, and takes a picture of them: one after the
// other, so that none is older than the one before. Before it waits it leaves
// the loop alone for a moment.
func (a *App) watch() tea.Cmd {
	ctx, runner := a.tasks.ctx, a.opts.Runner
	return func() tea.Msg {
		timer := time.NewTimer(quiet)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-ctx.Done():
			return nil
		}
		select {
		case <-runner.Changed():
			return pictured{runs: runner.Runs()}
		case <-ctx.Done():
			return nil
		}
	}
}

// pictured takes a new picture of the runs.
func (a *App) pictured(m pictured) tea.Cmd {
	if m.first {
		a.state.Runs.Learn(m.runs)
		if n := a.state.Runs.Elsewhere(); n > 0 {
			a.say(model.Count(n, "run goes", "runs go") + " on in another tami; . follows it")
		}
		missed := a.missed()
		if n := a.state.Runs.Doubtful(); n > 0 {
			a.say(model.Count(n, "run of an earlier session is", "runs of earlier sessions are") + " in doubt; . looks up what became of it")
		}
		return tea.Batch(a.watch(), missed)
	}
	a.follow(m.runs)
	return tea.Batch(a.watch(), a.ended(), a.missed())
}

// missed says what became of runs that outlived their screen, once.
func (a *App) missed() tea.Cmd {
	runs := a.state.Runs.Missed()
	if len(runs) == 0 {
		return nil
	}
	level, ids := model.Notice, make([]string, len(runs))
	for i, run := range runs {
		ids[i] = run.ID
		if run.Result() != op.AllDone {
			level = model.Failure
		}
	}
	text := fmt.Sprintf("%s: %s, while you were away; . has it", runs[0].Plan.Title, runs[0].Result())
	if len(runs) > 1 {
		text = fmt.Sprintf("%d runs ended while you were away, the last one %s; . lists them", len(runs), runs[0].Result())
	}
	a.state.Notes.Add(model.Note{At: a.state.Now, Level: level, Text: text})
	runner := a.opts.Runner
	return func() tea.Msg {
		runner.Told(ids...)
		return nil
	}
}

// follow goes from one picture of the runs to the next. What an ended run may
// have changed is asked again.
func (a *App) follow(runs []op.Run) {
	before := a.state.Runs.All
	a.state.Runs.Learn(runs)
	for _, run := range a.state.Follow(before, a.state.Runs.All) {
		for _, n := range a.state.Wants(run) {
			a.state.Forget(n)
		}
	}
}

// ended reports the runs of this session that have ended, and leaves where that
// was waited for.
func (a *App) ended() tea.Cmd {
	for _, run := range a.state.Runs.Ended() {
		a.report(run)
	}
	if a.leaving == afterRuns && len(a.state.Runs.Flying()) == 0 {
		return tea.Quit
	}
	return nil
}

// report says what became of a run, where its sheet is not looked at.
func (a *App) report(run *op.Run) {
	level := model.Notice
	if r := run.Result(); r != op.AllDone && r != op.Nothing {
		level = model.Failure
	}
	text := run.Plan.Title + ": " + string(run.Result())
	if why := a.state.Runs.Undoable(run); why == "" && run.UndoOf == "" {
		text += ". Press u to undo it"
	}
	for _, s := range a.stack {
		if sheet, ok := s.(*screen.Sheet); ok && sheet.Of() == run.ID {
			a.state.Notes.Log(model.Note{At: a.state.Now, Level: level, Text: text})
			return
		}
	}
	a.state.Notes.Add(model.Note{At: a.state.Now, Level: level, Text: text})
}

// begin starts a plan for a sheet.
func (a *App) begin(e screen.Begin) tea.Cmd {
	runner := a.opts.Runner
	if runner == nil {
		e.By.Begun(a.env(), "", &ami.Problem{Title: "this session can make no changes"})
		return nil
	}
	return func() tea.Msg {
		id, err := runner.Start(e.Plan)
		return begun{e.By, id, err}
	}
}

// lookUp looks up what is in doubt of a run, once at a time: it takes as long as
// AWS may lag behind.
func (a *App) lookUp(run string) tea.Cmd {
	if a.opts.Runner == nil || a.settling[run] {
		return nil
	}
	a.settling[run] = true
	ctx, runner := a.tasks.ctx, a.opts.Runner
	return func() tea.Msg { return lookedUp{run, runner.Settle(ctx, run)} }
}

// resume goes on with a run that a dead tami left.
func (a *App) resume(run string) tea.Cmd {
	if a.opts.Runner == nil {
		return nil
	}
	runner := a.opts.Runner
	return func() tea.Msg { return resumed{run, runner.Resume(run)} }
}

// turn asks for the plan that takes a run back.
func (a *App) turn(by screen.Turner, run string) tea.Cmd {
	runner := a.opts.Runner
	if runner == nil {
		a.say("There is nothing to undo: this session can make no changes")
		return nil
	}
	return func() tea.Msg {
		p, err := runner.Undo(run)
		return turned{by, run, p, err}
	}
}

// opened hands the way back to the sheet that asked, or opens one.
func (a *App) opened(m turned) {
	switch {
	case m.by != nil:
		m.by.Turned(a.env(), m.plan, m.err)
	case m.err != nil:
		a.fail("This cannot be undone", m.err)
	default:
		a.push(screen.NewUndo(m.of, a.state.Confirmed(m.plan)))
	}
}

// rehearse makes the dry runs in flight match the sheets that want one.
func (a *App) rehearse() {
	if a.opts.Runner == nil {
		return
	}
	wanted := map[string]op.Plan{}
	for _, s := range a.stack {
		if r, ok := s.(screen.Rehearser); ok {
			if p, ok := r.Rehearses(a.env()); ok {
				wanted[model.RehearsalKey(&p)] = p
			}
		}
	}
	for key, id := range a.rehearsing {
		if _, ok := wanted[key]; !ok {
			a.tasks.end(id)
			delete(a.rehearsing, key)
		}
	}
	for key := range a.state.Rehearsals {
		if _, ok := wanted[key]; !ok {
			delete(a.state.Rehearsals, key)
		}
	}
	for key, p := range wanted {
		r := a.state.Rehearsals[key]
		if a.rehearsing[key] == 0 && (r == nil || !r.Done) {
			a.rehearsing[key] = a.tasks.rehearse(a.opts.Runner, key, p)
		}
	}
}

// hear takes what dry runs have said.
func (a *App) hear(l letter) {
	if a.rehearsing[l.key] != l.task {
		return
	}
	if l.end {
		a.state.Rehearsals.Finish(l.key)
		a.tasks.end(l.task)
		delete(a.rehearsing, l.key)
		return
	}
	a.state.Rehearsals.Learn(l.key, l.verdict)
}
