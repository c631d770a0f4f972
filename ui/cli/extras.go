package cli

import (
	"bytes"
	"strings"

	"github.com/spf13/cobra"

	"tami/model/ami"
)

// shells are what completions can be written for.
func shells() []string { return []string{"bash", "zsh", "fish", "powershell"} }

func (s *session) completion() *cobra.Command {
	return &cobra.Command{
		Use:   "completion SHELL",
		Short: "write the completion script of a shell",
		Long:  "SHELL is bash, zsh, fish or powershell.",
		Example: `source <(tami completion bash)
tami completion zsh >"${fpath[1]}/_tami"
tami completion fish >~/.config/fish/completions/tami.fish`,
		ValidArgs: shells(),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return wrong("tami completion takes the name of one shell: %s", orList(shells()))
			}
			if err := oneOf("tami completion", args[0], shells()); err != nil {
				return err
			}
			script, err := completionScript(cmd.Root(), args[0])
			if err != nil {
				return err
			}
			return s.print(script)
		},
	}
}

func completionScript(root *cobra.Command, shell string) (string, error) {
	var b bytes.Buffer
	var err error
	switch shell {
	case "bash":
		err = root.GenBashCompletionV2(&b, true)
	case "zsh":
		err = root.GenZshCompletion(&b)
	case "fish":
		err = root.GenFishCompletion(&b, true)
	default:
		err = root.GenPowerShellCompletionWithDesc(&b)
	}
	return b.String(), err
}

// completeFlags tells the shells the values that flags take. The values are
// known here: completing never asks AWS, and never waits.
func completeFlags(root *cobra.Command, themes func() []string) {
	words := func(list func() []string) cobra.CompletionFunc {
		return func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return list(), cobra.ShellCompDirectiveNoFileComp
		}
	}
	for flag, list := range map[string]func() []string{
		"theme":  themes,
		"from":   sourceNames,
		"region": func() []string { return []string{"all"} },
	} {
		_ = root.RegisterFlagCompletionFunc(flag, words(list))
	}
	for _, cmd := range below(root) {
		if cmd.Flags().Lookup("output") != nil {
			_ = cmd.RegisterFlagCompletionFunc("output", words(func() []string { return outputs(cmd) }))
		}
		if cmd.Flags().Lookup("sort") != nil {
			_ = cmd.RegisterFlagCompletionFunc("sort", words(sortNames))
		}
		if cmd.Flags().Lookup("mode") != nil {
			_ = cmd.RegisterFlagCompletionFunc("mode", words(modeNames))
		}
	}
}

// below are the subcommands of a command and theirs, each after its parent.
func below(cmd *cobra.Command) []*cobra.Command {
	var all []*cobra.Command
	for _, c := range cmd.Commands() {
		all = append(append(all, c), below(c)...)
	}
	return all
}

func sourceNames() []string {
	var names []string
	for _, k := range []ami.SourceKind{ami.Mine, ami.SharedToMe, ami.Amazon, ami.Marketplace, ami.Community, ami.All} {
		names = append(names, string(k))
	}
	return names
}

// outputKinds is the annotation that names what a command's --output takes,
// the usual one first.
const outputKinds = "outputs"

func (s *session) keys() *cobra.Command {
	cmd := &cobra.Command{
		Use: "keys", Short: "list every key and what it does",
		Long:        "The list is the one that the screen uses, your own changes included.",
		Example:     "tami keys\ntami keys -o markdown",
		Annotations: taking(settingsFlags),
		Args:        nothing,
	}
	format := outputFlag(cmd, "text", "json", "markdown")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if err := oneOf("--output", *format, outputs(cmd)); err != nil {
			return err
		}
		var t Target
		if _, err := s.settings(&t); err != nil {
			return err
		}
		list, err := s.w.Keys(t.Config, *format)
		if err != nil {
			return wrong("%v", err)
		}
		return s.print(list)
	}
	return cmd
}

func outputFlag(cmd *cobra.Command, kinds ...string) *string {
	if cmd.Annotations == nil {
		cmd.Annotations = map[string]string{}
	}
	cmd.Annotations[outputKinds] = strings.Join(kinds, " ")
	return cmd.Flags().StringP("output", "o", kinds[0], "print as `KIND`: "+orList(kinds))
}

func outputs(cmd *cobra.Command) []string { return strings.Fields(cmd.Annotations[outputKinds]) }
