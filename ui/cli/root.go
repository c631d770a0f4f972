package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"
)

// root builds the tree of commands. Building it touches nothing outside, so
// that help and version work anywhere.
func (s *session) root() *cobra.Command {
	groups := s.groups()
	root := &cobra.Command{
		Use:   "tami",
		Short: "a terminal UI for Amazon Machine Images",
		Long: `Everything about an AMI on one screen. Without a subcommand tami opens its
screen on the account of the usual AWS environment; tami --demo opens it on a
simulated account, with no credentials and no network.

Exit codes: 0 done, 1 failed, 2 wrong use, 3 partly done, 4 refused.`,
		Example: `tami --demo
tami --profile ops --region us-east-1,eu-west-1
tami --region all --query 'web arm64 age<30d'`,
		Annotations:   taking(whereFlags, seedFlags, whichFlags, screenFlags, lookFlags, settingsFlags),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          s.noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if asked, _ := cmd.Flags().GetBool("version"); asked {
				return s.printVersion()
			}
			return s.openScreen(cmd.Context(), cmd)
		},
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			return refuseStray(cmd, groups)
		},
	}
	for _, g := range groups {
		root.PersistentFlags().AddFlagSet(g.holder.Flags())
	}
	// A flag of our own: cobra's prints by a text/template, which finds methods
	// by name, and then the linker has to keep every method of everything. That
	// made half of the binary.
	root.Flags().Bool("version", false, "print the version")
	root.SetIn(s.w.Stdin)
	root.SetOut(s.w.Stdout)
	root.SetErr(s.w.Stderr)
	root.SetFlagErrorFunc(flagProblem)
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) { _ = s.print(help(cmd, groups)) })
	root.CompletionOptions.DisableDefaultCmd = true
	root.AddCommand(s.images(), s.image(), s.plan(), s.carry(), s.journal(), s.undo(), s.resume(), s.explain(), s.capture(), s.iam(), s.keys(), s.simulate(), s.completion(), s.man(groups), s.version())
	root.SetHelpCommand(s.help())
	completeFlags(root, s.w.ThemeNames)
	return root
}

// noArguments is for the root alone, where a word that is left over was meant
// as a subcommand.
func (s *session) noArguments(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return wrong("there is no command %q%s (tami --help lists them)", args[0], didYouMean("tami ", args[0], commandNames(cmd.Root())))
}

func commandNames(root *cobra.Command) []string {
	var names []string
	for _, c := range root.Commands() {
		if !c.Hidden {
			names = append(names, c.Name())
		}
	}
	return names
}

// nothing refuses arguments on a subcommand that takes none.
func nothing(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return wrong("%s takes no arguments, and %q is one (%s --help shows how)", cmd.CommandPath(), args[0], cmd.CommandPath())
}

// openScreen runs the terminal program, where there is a terminal to run it on.
func (s *session) openScreen(ctx context.Context, cmd *cobra.Command) error {
	t, err := s.target(cmd)
	if err != nil {
		return err
	}
	if err := s.checkQuery(t); err != nil {
		return err
	}
	const instead = "use tami images to list images, tami image ID for one of them (tami --help lists the rest)"
	switch in, out := s.w.Terminal(); {
	case !in || !out:
		return wrong("there is no terminal here, so there is no screen; %s", instead)
	case strings.EqualFold(s.w.Getenv("TERM"), "dumb"):
		return wrong("TERM is dumb, so there is no screen; %s", instead)
	}
	return s.w.Screen(ctx, t)
}

func (s *session) version() *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "print the version", Example: "tami version", Args: nothing,
		RunE: func(*cobra.Command, []string) error { return s.printVersion() },
	}
}

func (s *session) printVersion() error { return s.print("tami " + s.w.Version + "\n") }

func (s *session) help() *cobra.Command {
	return &cobra.Command{
		Use: "help [COMMAND]", Short: "help about a command", Example: "tami help images",
		ValidArgsFunction: func(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
			return commandNames(cmd.Root()), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			about, left, err := cmd.Root().Find(args)
			if err != nil || len(left) > 0 {
				return s.noArguments(cmd, append(left, args...))
			}
			return about.Help()
		},
	}
}
