package cli

import (
	"github.com/spf13/cobra"

	"tami/model"
)

func (s *session) resume() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "resume RUN",
		Short: "go on with a run that was cut off",
		Long: `Goes on with a run whose tami ended before it did. What became of the step in
hand is looked up first, and what happened already is not done again. Without
--yes it shows the plan on stderr and does nothing. tami journal lists the runs;
tami undo takes back what was done instead.`,
		Example:     "tami resume 20261121-140312-3f9a --yes",
		Annotations: taking(whereFlags, lookFlags, settingsFlags),
	}
	yesFlag(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := oneRun(cmd, "resume", args); err != nil {
			return err
		}
		return s.goOn(cmd, args[0])
	}
	return cmd
}

// oneRun holds a command line to the ID of one run, and to nothing that says
// where: that is written down with the run.
func oneRun(cmd *cobra.Command, name string, args []string) error {
	if len(args) != 1 {
		return wrong("tami %s takes the ID of one run, such as 20261121-140312-3f9a; tami journal lists them", name)
	}
	for _, flag := range []string{"profile", "region", "demo"} {
		if cmd.Flags().Changed(flag) {
			return wrong("tami %s takes no --%s: a run has its place with it", name, flag)
		}
	}
	return nil
}

// goOn looks up what is in doubt of a run that was left, and carries on.
func (s *session) goOn(cmd *cobra.Command, id string) error {
	c, runner, err := s.runner(cmd, false)
	if err != nil {
		return err
	}
	defer s.close(cmd.Context(), runner)
	run := find(runner.Runs(), id)
	switch {
	case run == nil:
		return failed("there is no run %s; tami journal lists them", id)
	case run.Elsewhere:
		return failed("another tami carries run %s out", id)
	case !run.Left:
		return failed("run %s is over: tami undo takes it back, and planning it again does it again", id)
	}
	if err := s.permit(cmd, c.state, run.Plan); err != nil {
		return err
	}
	if err := runner.Settle(cmd.Context(), id); err != nil {
		return failed("what is in doubt could not be looked up: %v", err)
	}
	if run = find(runner.Runs(), id); run != nil && !model.Unfinished(run) {
		return failed("a step of run %s is in doubt; look at it in the account, then tami undo or plan again", id)
	}
	gone := s.w.Outlive()
	if err := runner.Resume(id); err != nil {
		return failed("nothing was done: %v", err)
	}
	s.say("run %s goes on: %s", id, run.Plan.Title)
	run, err = s.watch(cmd.Context(), runner, id, gone)
	if err != nil {
		return err
	}
	return ended(exitOf(run.Result()))
}
