package cli

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// flags are the values of the flags that commands have in common.
type flags struct {
	profiles, regions  []string
	endpoint, seed     string
	from, query        string
	theme, config, log string
	demo, readOnly     bool
	ascii, noColor     bool
	lowBandwidth       bool
}

// group is flags that belong together: they stand under one heading in the
// help, and a command takes all of them or none.
type group struct {
	id, title string
	holder    *cobra.Command // holds the flags; it is never run
}

// The groups of flags.
const (
	whereFlags    = "where"
	seedFlags     = "seed"
	whichFlags    = "which"
	screenFlags   = "screen"
	lookFlags     = "look"
	settingsFlags = "settings"
)

// groups makes the flags that commands share. They stand on the root, so that
// they may be written before or after the subcommand.
func (s *session) groups() []group {
	f := &s.flags
	where := group{whereFlags, "Where", &cobra.Command{}}
	where.holder.Flags().StringArrayVar(&f.profiles, "profile", nil, "one or several AWS profiles: `NAME[,NAME...]` (default as the AWS SDK)")
	where.holder.Flags().StringArrayVar(&f.regions, "region", nil, "one or several regions: `R[,R...]`, or all for every enabled one")
	where.holder.Flags().StringVar(&f.endpoint, "endpoint-url", "", "send every request to this `URL`")
	where.holder.Flags().BoolVar(&f.demo, "demo", false, "use the simulated account: no credentials, no network")

	seed := group{seedFlags, "Simulated account", &cobra.Command{}}
	seed.holder.Flags().StringVar(&f.seed, "seed", "", "JSON `FILE` with what the simulated account holds; means --demo")

	which := group{whichFlags, "Which images", &cobra.Command{}}
	which.holder.Flags().StringVar(&f.from, "from", "", "whose, a `SOURCE`: mine, shared, amazon, marketplace, community, all, a 12-digit account ID or a path of SSM parameters (default mine)")
	which.holder.Flags().StringVar(&f.query, "query", "", "those that match `TEXT`, as / takes it: words, field:value, !not")

	screen := group{screenFlags, "Screen", &cobra.Command{}}
	screen.holder.Flags().StringVar(&f.theme, "theme", "", "colour theme `NAME`")
	screen.holder.Flags().BoolVar(&f.lowBandwidth, "low-bandwidth", false, "for a slow link: a marker as cursor, no summary, 10 frames a second")

	look := group{lookFlags, "Output", &cobra.Command{}}
	look.holder.Flags().BoolVar(&f.ascii, "ascii", false, "draw with ASCII only")
	look.holder.Flags().BoolVar(&f.noColor, "no-color", false, "no colours (also NO_COLOR)")

	settings := group{settingsFlags, "Settings", &cobra.Command{}}
	settings.holder.Flags().BoolVar(&f.readOnly, "read-only", false, "refuse every change (also TAMI_READ_ONLY=1)")
	settings.holder.Flags().StringVar(&f.config, "config", "", "configuration `FILE` (default $XDG_CONFIG_HOME/tami/config.yaml)")
	settings.holder.Flags().StringVar(&f.log, "log", "", "write a log to `FILE`")
	return []group{where, seed, which, screen, look, settings}
}

// takes is the annotation of a command that names its groups of flags.
const takes = "takes"

func taking(ids ...string) map[string]string {
	return map[string]string{takes: strings.Join(ids, " ")}
}

func (g group) of(cmd *cobra.Command) bool {
	return slices.Contains(strings.Fields(cmd.Annotations[takes]), g.id)
}

// refuseStray refuses flags that say where or what to read on a command that
// reads nothing: to ignore them would be to answer another question.
func refuseStray(cmd *cobra.Command, groups []group) error {
	for _, g := range groups {
		if g.of(cmd) || !slices.Contains([]string{whereFlags, seedFlags, whichFlags}, g.id) {
			continue
		}
		for _, f := range listFlags(g.holder.Flags().FlagUsages()) {
			if g.holder.Flags().Changed(f.name) {
				return wrong("%s takes no --%s (%s --help lists what it takes)", cmd.CommandPath(), f.name, cmd.CommandPath())
			}
		}
	}
	return nil
}

// flagLine is a flag as the help lists it.
type flagLine struct{ name, names, help string }

// listFlags takes the lines of a flag set's help apart. Cobra knows its flags
// by types that live in another module; their help text says all that is
// needed here.
func listFlags(usages string) []flagLine {
	line := regexp.MustCompile(`^\s*((?:-\w, )?--([\w-]+)(?: \S+)?)\s{2,}(.*)$`)
	var list []flagLine
	for l := range strings.Lines(usages) {
		if m := line.FindStringSubmatch(strings.TrimRight(l, "\n")); m != nil {
			list = append(list, flagLine{name: m[2], names: m[1], help: m[3]})
		}
	}
	return list
}

// flagProblem turns the parser's error into one that knows the near names.
func flagProblem(cmd *cobra.Command, err error) error {
	var names []string
	for _, f := range listFlags(cmd.Flags().FlagUsages() + cmd.InheritedFlags().FlagUsages()) {
		names = append(names, f.name)
	}
	what := err.Error()
	if name, unknown := strings.CutPrefix(what, "unknown flag: --"); unknown {
		what = fmt.Sprintf("there is no flag --%s%s", name, didYouMean("--", name, names))
	}
	return wrong("%s (%s --help lists the flags)", what, cmd.CommandPath())
}
