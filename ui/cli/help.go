package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"tami/ui/kit"
)

// help is the text of --help: what, how, examples, then the flags in groups.
func help(cmd *cobra.Command, groups []group) string {
	var b strings.Builder
	b.WriteString(strings.Join(kit.Wrap(cmd.CommandPath()+": "+cmd.Short, helpWidth), "\n") + "\n")
	if cmd.Long != "" {
		fmt.Fprintf(&b, "\n%s\n", cmd.Long)
	}
	fmt.Fprintf(&b, "\nUsage:\n  %s\n", usage(cmd))
	if cmd.Example != "" {
		fmt.Fprintf(&b, "\nExamples:\n  %s\n", strings.ReplaceAll(cmd.Example, "\n", "\n  "))
	}
	writeCommands(&b, cmd)
	for _, part := range flagParts(cmd, groups) {
		fmt.Fprintf(&b, "\n%s:\n%s", part.title, part.flags.FlagUsagesWrapped(helpWidth))
	}
	return b.String()
}

// usage is the command line of a command in one line.
func usage(cmd *cobra.Command) string {
	if !cmd.HasParent() {
		return "tami [COMMAND] [flags]"
	}
	return cmd.Parent().CommandPath() + " " + cmd.Use + " [flags]"
}

// writeCommands lists the subcommands of a command: those of the root, and the
// actions of plan and run.
func writeCommands(b *strings.Builder, cmd *cobra.Command) {
	if !cmd.HasSubCommands() {
		return
	}
	title, width := "Actions", 0
	if !cmd.HasParent() {
		title = "Commands"
	}
	for _, name := range commandNames(cmd) {
		width = max(width, len(name))
	}
	fmt.Fprintf(b, "\n%s:\n", title)
	for _, c := range cmd.Commands() {
		if c.Hidden {
			continue
		}
		for i, line := range kit.Wrap(c.Short, helpWidth-width-4) {
			name := c.Name()
			if i > 0 {
				name = ""
			}
			fmt.Fprintf(b, "  %-*s  %s\n", width, name, line)
		}
	}
}

// helpWidth is the widest that help is: it is read on any terminal.
const helpWidth = 80

// flagPart is a heading and the flags below it.
type flagPart struct {
	title string
	flags flagSet
}

// flagSet is what the help needs of a set of flags.
type flagSet interface {
	FlagUsages() string
	FlagUsagesWrapped(width int) string
}

func flagParts(cmd *cobra.Command, groups []group) []flagPart {
	cmd.InitDefaultHelpFlag()
	parts := []flagPart{{"Flags", cmd.LocalNonPersistentFlags()}}
	for _, g := range groups {
		if g.of(cmd) {
			parts = append(parts, flagPart{g.title, g.holder.Flags()})
		}
	}
	return parts
}
