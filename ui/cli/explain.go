package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"tami/model"
	"tami/model/explain"
)

func (s *session) explain() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "explain [PROPERTY]",
		Short: "explain a property, a concept, or all",
		Long: `PROPERTY is AWS's name of one, such as Image.BootMode or Iops. A concept, such
as 'incremental snapshots', and the title of a lesson are explained too. Case
does not count. Without it all of them are listed, a line each. JSON has
Properties, Concepts and Lessons in full. Nobody is asked: it needs no account.`,
		Example: `tami explain Image.BootMode
tami explain incremental snapshots
tami explain -o json`,
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return allExplained().names(), cobra.ShellCompDirectiveNoFileComp
		},
	}
	format := outputFlag(cmd, "text", "json")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := oneOf("--output", *format, outputs(cmd)); err != nil {
			return err
		}
		what, write := allExplained(), explained.list
		if len(args) > 0 {
			var err error
			if what, err = lookUp(strings.Join(args, " ")); err != nil {
				return err
			}
			write = explained.describe
		}
		if *format == "text" {
			return s.print(write(what))
		}
		out, err := model.ASCIIJSON(what, "  ")
		if err != nil {
			return err
		}
		return s.print(out + "\n")
	}
	return cmd
}

// explained is what was asked for, in the shape of its JSON.
type explained struct {
	Properties []explainedProperty
	Concepts   []explain.Concept
	Lessons    []explain.Lesson
}

// explainedProperty is a property with what follows from it.
type explainedProperty struct {
	Name string
	explain.Property
	Command string
}

func withCommand(p explain.Property) explainedProperty {
	return explainedProperty{p.Name(), p, p.Command("", "")}
}

func allExplained() explained {
	what := explained{Concepts: explain.Concepts(), Lessons: explain.Lessons()}
	for _, p := range explain.Properties() {
		what.Properties = append(what.Properties, withCommand(p))
	}
	return what
}

func (e explained) names() []string {
	var names []string
	for _, p := range e.Properties {
		names = append(names, p.Name)
	}
	for _, c := range e.Concepts {
		names = append(names, c.Name)
	}
	for _, l := range e.Lessons {
		names = append(names, l.Title)
	}
	return names
}

// lookUp finds all that goes by a name: a property and a concept may share one.
func lookUp(name string) (explained, error) {
	what := explained{Properties: []explainedProperty{}, Concepts: []explain.Concept{}, Lessons: []explain.Lesson{}}
	p, several, property := explain.Find(name)
	if property {
		what.Properties = append(what.Properties, withCommand(p))
	}
	c, _, concept := explain.FindConcept(name)
	if concept {
		what.Concepts = append(what.Concepts, c)
	}
	l, _, lesson := explain.FindLesson(name)
	if lesson {
		what.Lessons = append(what.Lessons, l)
	}
	if property || concept || lesson {
		return what, nil
	}
	if len(several) > 1 && ownField(several[0], name) && ownField(several[1], name) {
		return explained{}, wrong("%q is a property of several types; say %s", name, orList(several))
	}
	near := ""
	if names := explain.Nearest(name); len(names) > 0 {
		near = "; did you mean " + orList(names) + "?"
	}
	return explained{}, wrong("nothing is explained under %q%s (tami explain lists all that is)", name, near)
}

// ownField tells whether a field's name is that of a full name.
func ownField(full, field string) bool {
	_, own, _ := strings.Cut(full, ".")
	return strings.EqualFold(own, field)
}
