package cli

import (
	"github.com/spf13/cobra"

	"tami/model/op"
)

func (s *session) undo() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "undo RUN",
		Short: "take back what a run has changed",
		Long: `Makes the plan that takes a run back, the last step first, and carries it out.
Without --yes it shows the plan on stderr and does nothing. What has no way back
is said. tami journal lists the runs.`,
		Example:     "tami undo 20261121-140312-3f9a\ntami undo 20261121-140312-3f9a --yes",
		Annotations: taking(whereFlags, lookFlags, settingsFlags),
	}
	yesFlag(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := oneRun(cmd, "undo", args); err != nil {
			return err
		}
		return s.takeBack(cmd, args[0])
	}
	return cmd
}

// takeBack carries out the way back of a run. What is in doubt is looked up
// before.
func (s *session) takeBack(cmd *cobra.Command, id string) error {
	c, runner, err := s.runner(cmd, false)
	if err != nil {
		return err
	}
	defer s.close(cmd.Context(), runner)
	if run := find(runner.Runs(), id); run != nil && (run.Left || run.Result() == op.InDoubt) {
		if err := runner.Settle(cmd.Context(), id); err != nil {
			s.say("what is in doubt could not be looked up: %v", err)
		}
	}
	p, err := runner.Undo(id)
	if err != nil {
		return failed("%v", err)
	}
	if p.Empty() && len(p.Stopped()) == 0 {
		for _, w := range p.Warnings {
			s.say("%s", w.Text)
		}
		return failed("nothing of run %s can be taken back", id)
	}
	if err := s.permit(cmd, c.state, p); err != nil {
		return err
	}
	return s.start(cmd.Context(), runner, p, false)
}
