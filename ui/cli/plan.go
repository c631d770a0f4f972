package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tami/model"
	"tami/model/ami"
	"tami/model/op"
)

func (s *session) plan() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "plan ACTION",
		Short: "show what a change would do; run nothing",
		Long: `Reads what the decision takes, and prints the plan: the exact calls in order,
what becomes of snapshots and money, what breaks, what was not checked, and the
way back of each step. As sh it is a script for the AWS CLI. Nothing is changed.
Exit code 4 says that the plan could not be run, and the plan says why.`,
		Example: `tami plan deprecate ami-0abcdef1234567890 --at 'in 30d'
tami plan share ami-0abcdef1234567890 --account 111122223333 -o json
tami plan disable ami-0abcdef1234567890 -o sh`,
	}
	s.actionCommands(cmd, s.showPlan)
	for _, sub := range cmd.Commands() {
		outputFlag(sub, "text", "json", "sh")
	}
	return cmd
}

func (s *session) showPlan(cmd *cobra.Command, want asked) error {
	format, _ := cmd.Flags().GetString("output")
	if err := oneOf("--output", format, outputs(cmd)); err != nil {
		return err
	}
	_, p, err := s.makePlan(cmd, want)
	if err != nil {
		return err
	}
	stopped := p.Stopped()
	if format == "sh" && len(stopped) > 0 {
		return refused(stopped)
	}
	text, err := writePlan(p, format, s.flags.ascii)
	if err != nil {
		return err
	}
	if err := s.print(text); err != nil {
		return err
	}
	if len(stopped) > 0 {
		return ended(Refused)
	}
	return nil
}

// refused is the error for a plan that cannot be run.
func refused(why []string) error {
	return &fault{Refused, "this plan cannot be run: " + strings.Join(why, " ")}
}

// writePlan writes a plan as text, as JSON or as a script.
func writePlan(p op.Plan, format string, ascii bool) (string, error) {
	switch format {
	case "json":
		out, err := model.ASCIIJSON(op.Document(p), "  ")
		return out + "\n", err
	case "sh":
		return op.Script(p), nil
	}
	return planText(p, ascii), nil
}

func planText(p op.Plan, ascii bool) string {
	if !ascii {
		return op.Plain(p)
	}
	return strings.NewReplacer("·", "-", "–", "-", "…", "...", "≤", "<=").Replace(op.Plain(p))
}

// makePlan finds the targets, reads what the plan takes, and makes it.
func (s *session) makePlan(cmd *cobra.Command, want asked) (*reading, op.Plan, error) {
	t, err := s.target(cmd)
	if err != nil {
		return nil, op.Plan{}, err
	}
	r, err := s.open(cmd.Context(), t)
	if err != nil {
		return nil, op.Plan{}, err
	}
	if len(r.places) == 0 {
		return nil, op.Plan{}, r.nowhere()
	}
	r.state.Now = s.w.Now()
	if err := r.remember(); err != nil {
		return nil, op.Plan{}, err
	}
	targets, err := r.targets(want)
	if err != nil {
		return nil, op.Plan{}, err
	}
	request := op.Request{Action: want.action.ID, On: want.on, Targets: targets, Values: want.values, Now: s.w.Now()}
	if err := r.gather(want.action, request); err != nil {
		return nil, op.Plan{}, err
	}
	p, err := want.action.Plan(request, r.state.Facts())
	if err != nil {
		return nil, op.Plan{}, wrong("%v", err)
	}
	return r, p, nil
}

// targets finds what an action is to be done to.
func (r *reading) targets(want asked) ([]op.Target, error) {
	if want.on != "" {
		return r.findNamed(want)
	}
	return r.locate(want.action.On, want.ids)
}

// remember takes what was changed before: which shares an image lost, say.
func (r *reading) remember() error {
	runner, err := r.s.w.Change(r.ctx, r.backend, r.target)
	if err != nil {
		return failed("%v", err)
	}
	r.state.Runs.Learn(runner.Runs())
	return runner.Close(r.ctx)
}

// gather asks what a plan takes until no answer leads to another question.
func (r *reading) gather(a op.Action, request op.Request) error {
	for {
		var due []ami.Need
		for _, n := range a.Needs(request, r.state.Facts()) {
			if r.state.Due(n) && !slices.Contains(due, n) {
				due = append(due, n)
			}
		}
		if len(due) == 0 {
			return nil
		}
		if err := r.ask(due...); err != nil {
			return err
		}
	}
}
