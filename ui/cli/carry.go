package cli

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"tami/model"
	"tami/model/ami"
	"tami/model/op"
	"tami/model/text"
)

func (s *session) carry() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "run ACTION",
		Short: "carry out a change, and watch it to its end",
		Long: `Makes the plan that tami plan shows, asks AWS whether it would permit each call,
carries it out, and prints what became of each step. Without --yes it shows the
plan on stderr and does nothing. It is written to the journal before it is done;
ctrl+c stops it before its next step. A terminal or a connection that goes stops
nothing: the run comes to its end, and the next start of the screen tells of it.`,
		Example: `tami run protect ami-0abcdef1234567890 --yes
tami run tag ami-0abcdef1234567890 env=prod --yes`,
	}
	s.actionCommands(cmd, func(cmd *cobra.Command, want asked) error {
		r, p, err := s.makePlan(cmd, want)
		if err != nil {
			return err
		}
		return s.execute(cmd, change{r.backend, r.target, r.state}, p)
	})
	for _, sub := range cmd.Commands() {
		yesFlag(sub)
	}
	return cmd
}

func yesFlag(cmd *cobra.Command) {
	cmd.Flags().Bool("yes", false, "carry the plan out; without it nothing is done")
}

// change is what carrying a plan out takes besides the plan.
type change struct {
	backend Backend
	target  Target
	state   *model.State // what may be changed
}

// execute carries a plan out, where it may be.
func (s *session) execute(cmd *cobra.Command, c change, p op.Plan) error {
	if err := s.permit(cmd, c.state, p); err != nil || p.Empty() {
		return err
	}
	runner, err := s.w.Change(cmd.Context(), c.backend, c.target)
	if err != nil {
		return failed("nothing was done: %v", err)
	}
	defer s.close(cmd.Context(), runner)
	return s.start(cmd.Context(), runner, p, !c.target.Demo)
}

// permit says why a plan is not carried out, after showing it on stderr. A plan
// that changes nothing is shown, and is no error.
func (s *session) permit(cmd *cobra.Command, state *model.State, p op.Plan) error {
	yes, _ := cmd.Flags().GetBool("yes")
	text := planText(p, s.flags.ascii)
	why := locked(state, p)
	switch {
	case len(p.Stopped()) > 0:
		return refused(p.Stopped())
	case p.Empty():
		return s.print(text)
	case why == "" && yes:
		return nil
	}
	_, _ = io.WriteString(s.w.Stderr, text)
	if why != "" {
		return &fault{Refused, "nothing was done: " + why}
	}
	return &fault{Refused, "nothing was done: add --yes to carry this plan out"}
}

// locked says why a plan may not be carried out with its profiles.
func locked(state *model.State, p op.Plan) string {
	for _, step := range p.Steps {
		if why := state.Locked(step.At.Profile); why != "" {
			return why
		}
	}
	return ""
}

// close lets go of a runner. What still goes on is in the journal.
func (s *session) close(ctx context.Context, runner Runner) {
	if err := runner.Close(ctx); err != nil {
		s.say("%v", err)
	}
}

// start carries a plan out and watches it. hint says that it is of use to know
// how it is taken back.
func (s *session) start(ctx context.Context, runner Runner, p op.Plan, hint bool) error {
	if err := s.rehearse(ctx, runner, p); err != nil {
		return err
	}
	gone := s.w.Outlive()
	id, err := runner.Start(p)
	if err != nil {
		return failed("nothing was done: %v", err)
	}
	s.say("run %s: %s", id, p.Title)
	run, err := s.watch(ctx, runner, id, gone)
	if err != nil {
		return err
	}
	var runs model.Runs
	if done, _ := model.Took(run); hint && done > 0 && run.UndoOf == "" && runs.Undoable(run) == "" {
		s.say("tami undo %s takes it back", run.ID)
	}
	if _, command, ok := run.Onward(); hint && ok {
		s.say("the new version is there and the group was not brought to it; %s goes on", command)
	}
	return ended(exitOf(run.Result()))
}

// rehearse asks AWS first, so that a missing permission is found before half of
// a plan is done.
func (s *session) rehearse(ctx context.Context, runner Runner, p op.Plan) error {
	var mu sync.Mutex
	no := map[string]*ami.Problem{}
	runner.Rehearse(ctx, p, func(v op.Verdict) {
		mu.Lock()
		defer mu.Unlock()
		if v.Answer == op.Refused || v.Problem != nil && v.Problem.Kind == ami.NotAWS {
			no[v.Step] = v.Problem
		}
	})
	if ctx.Err() != nil {
		return failed("stopped before anything was done")
	}
	if len(no) == 0 {
		return nil
	}
	for _, step := range p.Steps {
		if problem := no[step.ID]; problem != nil {
			s.say("step %s, %s: %v", step.ID, step.Title, problem)
		}
	}
	return failed("nothing was done: AWS would refuse %s", ami.Count(len(no), "step", "steps"))
}

// watch prints what becomes of each step until the run is over. When ctx ends
// the run is asked to stop, and is left when no call is under way. An output
// that takes no more and a terminal that has gone stop nothing: the next start
// tells of what nobody could be told here.
func (s *session) watch(ctx context.Context, runner Runner, id string, gone <-chan struct{}) (*op.Run, error) {
	interrupted, told, out := ctx.Done(), map[string]bool{}, s.w.Stdout
	for {
		run := find(runner.Runs(), id)
		if run == nil {
			return nil, failed("run %s is not in the journal any more", id)
		}
		for out != nil {
			err := tell(out, run, told)
			if err == nil {
				break
			}
			out = s.instead(out, run, err)
			if out == nil {
				runner.Unattended()
			}
		}
		switch {
		case run.Over():
			return run, nil
		case interrupted == nil && lingers(run):
			s.say("left while its effect is still waited for; tami journal tells what becomes of it, tami undo %s takes it back", id)
			return nil, ended(Partly)
		}
		select {
		case <-runner.Changed():
		case <-interrupted:
			interrupted = nil
			runner.Stop(id)
			s.say("stopping before the next step")
		case <-gone:
			gone, out = nil, nil
			runner.Unattended()
		}
	}
}

// instead is where the rest is told that an output does not take: stderr, where
// that takes it.
func (s *session) instead(out io.Writer, run *op.Run, why error) io.Writer {
	if out == s.w.Stderr {
		return nil
	}
	said := text.Clean(fmt.Sprintf("tami: the output could not be written: %v; this is the rest of run %s", why, run.ID))
	if _, err := fmt.Fprintln(s.w.Stderr, said); err != nil {
		return nil
	}
	return s.w.Stderr
}

func find(runs []op.Run, id string) *op.Run {
	if i := slices.IndexFunc(runs, func(r op.Run) bool { return r.ID == id }); i >= 0 {
		return &runs[i]
	}
	return nil
}

// lingers reports a run that only waits for the effects of calls whose answers
// have come.
func lingers(run *op.Run) bool {
	in := func(state op.State) bool {
		return slices.ContainsFunc(run.Outcomes, func(o op.Outcome) bool { return o.State == state })
	}
	return in(op.Watching) && !in(op.Running)
}

// tell prints the steps that have ended since they were told last, and at the
// end what the run came to.
func tell(out io.Writer, run *op.Run, told map[string]bool) error {
	for _, o := range run.Outcomes {
		if !o.State.Over() || told[o.Step] || o.State == op.NotRun && !run.Over() {
			continue
		}
		if _, err := io.WriteString(out, outcomeLines(run, o)); err != nil {
			return err
		}
		told[o.Step] = true
	}
	if !run.Over() {
		return nil
	}
	_, err := io.WriteString(out, sum(run))
	return err
}

// outcomeLines are what became of a step: a line, and one for each thing that
// the call answered apart.
func outcomeLines(run *op.Run, o op.Outcome) string {
	var b strings.Builder
	step := run.Plan.Step(o.Step)
	fmt.Fprintf(&b, "%s  %-8s  %s", o.Step, o.State, step.Title)
	for _, name := range slices.Backward(slices.Sorted(maps.Keys(o.Made))) {
		fmt.Fprintf(&b, ": %s", o.Made[name])
	}
	if o.Adopted {
		b.WriteString(" (it had happened already)")
	}
	if o.Problem != nil {
		fmt.Fprintf(&b, ": %v", o.Problem)
	}
	b.WriteString("\n")
	for _, part := range o.Parts {
		fmt.Fprintf(&b, "%s  %-8s  %s\n", strings.Repeat(" ", len(o.Step)), part.Code, part.ID)
	}
	return b.String()
}

// sum is what a run came to.
func sum(run *op.Run) string {
	var b strings.Builder
	for _, way := range run.Reach() {
		fmt.Fprintf(&b, "      %s\n", way)
	}
	done, all := model.Took(run)
	fmt.Fprintf(&b, "run %s: %s, %d of %s\n", run.ID, run.Result(), done, ami.Count(all, "step", "steps"))
	return b.String()
}

func exitOf(r op.Result) int {
	switch r {
	case op.AllDone:
		return Done
	case op.PartlyDone, op.InDoubt, op.StillRunning:
		return Partly
	case op.NoneDone, op.Nothing:
	}
	return Failed
}
