package cli

import (
	"fmt"
	"path"
	"strings"

	"github.com/spf13/cobra"
)

func (s *session) man(groups []group) *cobra.Command {
	var folder string
	cmd := &cobra.Command{
		Use:   "man",
		Short: "write the manual page",
		Long: `Without --dir, one page with every command goes to stdout. With --dir, the
folder gets a page for tami and one for each command.`,
		Example: "tami man | man -l -\ntami man --dir ~/.local/share/man/man1",
		Args:    nothing,
	}
	cmd.Flags().StringVar(&folder, "dir", "", "write one page a command into `DIR`")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		root := cmd.Root()
		if folder == "" {
			return s.print(s.page(root, below(root), groups))
		}
		for _, c := range append([]*cobra.Command{root}, root.Commands()...) {
			name := strings.ReplaceAll(c.CommandPath(), " ", "-") + ".1"
			if err := s.w.WriteFile(path.Join(folder, name), []byte(s.page(c, sections(c), groups))); err != nil {
				return failed("the manual page %q cannot be written: %v", path.Join(folder, name), err)
			}
		}
		return nil
	}
	return cmd
}

// sections are the subcommands that a page of a command of its own describes:
// those of the root have their own pages.
func sections(cmd *cobra.Command) []*cobra.Command {
	if !cmd.HasParent() {
		return nil
	}
	return below(cmd)
}

// page is the manual page of a command, in the man macros of troff. It bears
// no date, so that the same program always writes the same page. With
// subcommands, each is a section of the page.
func (s *session) page(cmd *cobra.Command, subcommands []*cobra.Command, groups []group) string {
	var b strings.Builder
	name := strings.ReplaceAll(cmd.CommandPath(), " ", "-")
	fmt.Fprintf(&b, ".TH %s 1 \"\" \"tami %s\" \"tami\"\n", strings.ToUpper(name), roff(s.w.Version))
	fmt.Fprintf(&b, ".SH NAME\n%s \\- %s\n", roff(name), roff(cmd.Short))
	fmt.Fprintf(&b, ".SH SYNOPSIS\n.B %s\n", roff(usage(cmd)))
	fmt.Fprintf(&b, ".SH DESCRIPTION\n%s", paragraphs(cmd.Long))
	for _, part := range flagParts(cmd, groups) {
		fmt.Fprintf(&b, ".SH %s\n%s", strings.ToUpper(part.title), flagsRoff(part.flags))
	}
	for _, sub := range subcommands {
		if sub.Hidden {
			continue
		}
		fmt.Fprintf(&b, ".SH %s\n.B %s\n.PP\n%s.\n", strings.ToUpper(sub.CommandPath()), roff(usage(sub)), roff(upper(sub.Short)))
		b.WriteString(paragraphs(sub.Long))
		b.WriteString(flagsRoff(sub.LocalNonPersistentFlags()))
		b.WriteString(examples(sub.Example))
	}
	if cmd.Example != "" {
		b.WriteString(".SH EXAMPLES\n" + examples(cmd.Example))
	}
	return b.String()
}

func flagsRoff(flags flagSet) string {
	var b strings.Builder
	for _, f := range listFlags(flags.FlagUsages()) {
		fmt.Fprintf(&b, ".TP\n.B %s\n%s\n", roff(f.names), roff(upper(f.help)))
	}
	return b.String()
}

func paragraphs(long string) string {
	if long == "" {
		return ""
	}
	return ".PP\n" + strings.ReplaceAll(roff(long), "\n\n", "\n.PP\n") + "\n"
}

func examples(lines string) string {
	if lines == "" {
		return ""
	}
	return ".PP\n.nf\n" + roff(lines) + "\n.fi\n"
}

// roff writes text so that troff prints exactly it: its escapes, its dashes,
// and no line that starts with a control character.
func roff(text string) string {
	text = strings.NewReplacer(`\`, `\e`, "-", `\-`, "≤", "<=", "\n.", "\n\\&.", "\n'", "\n\\&'").Replace(text)
	if strings.HasPrefix(text, ".") || strings.HasPrefix(text, "'") {
		text = `\&` + text
	}
	return text
}

func upper(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
