package cli

import (
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"tami/model"
	"tami/model/ami"
)

func (s *session) capture() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "capture",
		Short: "write what an account holds as a seed file",
		Long: `Reads everything of one account that a seed file can hold, in the regions named,
and prints it as one: --seed opens it again, without the account. Nothing is
changed. Left out is what may be secret: user data, and parameters that do not
name an image. What could not be read is left out and said on stderr; exit code
3 says that there is such a part. Recipes of Image Builder are not read.`,
		Example: `tami capture --profile ops --region us-east-1,eu-west-1 > ops.json
tami --seed ops.json`,
		Annotations: taking(whereFlags, seedFlags, settingsFlags),
		Args:        nothing,
	}
	blocks := cmd.Flags().Bool("blocks", false, "the blocks of the snapshots too, so that costs are exact: a request or two for every 5 GB")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		t, err := s.target(cmd)
		if err != nil {
			return err
		}
		if n := len(t.Scope.Profiles); n > 1 {
			return wrong("a seed holds one account, and --profile names %d; capture them one by one", n)
		}
		return s.captureTo(cmd, t, *blocks)
	}
	return cmd
}

func (s *session) captureTo(cmd *cobra.Command, t Target, blocks bool) error {
	r, err := s.open(cmd.Context(), t)
	if err != nil {
		return err
	}
	if len(r.places) == 0 {
		return r.nowhere()
	}
	if in, _ := s.w.Terminal(); in {
		s.say("reading %s; it may take minutes, to stay within AWS's limits (ctrl+c stops)", model.Count(len(r.places), "region", "regions"))
	}
	taken, p := s.w.Capture(cmd.Context(), r.backend, r.places, blocks)
	switch {
	case cmd.Context().Err() != nil:
		return failed("stopped before everything was read; nothing was printed")
	case p != nil:
		s.complain(append(r.lost, trouble{r.places[0], p}))
		return ended(Failed)
	}
	out, err := model.ASCIIJSON(taken.Seed, "  ")
	if err != nil {
		return err
	}
	for _, what := range slices.Sorted(maps.Keys(taken.Secrets)) {
		s.say("left out, since it may be secret: %s (%d)", what, taken.Secrets[what])
	}
	lost := r.lost
	for _, gap := range taken.Missing {
		lost = append(lost, trouble{gap.At, gap.problem()})
	}
	s.complain(lost)
	if err := s.print(out + "\n"); err != nil {
		return err
	}
	return ended(outcome(lost, 1))
}

// problem is why the part is left out, with its name in front.
func (g CaptureGap) problem() *ami.Problem {
	p := *g.Problem
	p.Title = g.What + " left out: " + p.Title
	return &p
}
