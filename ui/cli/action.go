package cli

import (
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tami/model"
	"tami/model/ami"
	"tami/model/op"
)

// asked is what a command line asks for: an action, what it is to be done to,
// and how.
type asked struct {
	action op.Action
	on     op.Kind // what the IDs are, of an action that takes several kinds
	ids    []string
	values op.Values
}

// nothingKnown is what is known before anything is asked: it says which fields
// an action has.
func nothingKnown() op.Facts {
	return model.New(model.Scope{}, ami.Source{Kind: ami.Mine}, ami.Prices{}).Facts()
}

// everyField is all that an action may ask: what a form asks only once a toggle
// is on is a flag like any other.
func everyField(a op.Action) []op.Field {
	fields := a.Fields(op.Request{Action: a.ID}, nothingKnown())
	for _, f := range fields {
		if f.Kind != op.Toggle {
			continue
		}
		for _, more := range a.Fields(op.Request{Action: a.ID, Values: op.Values{f.Name: {"true"}}}, nothingKnown()) {
			if !slices.ContainsFunc(fields, func(f op.Field) bool { return f.Name == more.Name }) {
				fields = append(fields, more)
			}
		}
	}
	return fields
}

// actionCommands makes a subcommand of each action, its flags and operands from
// its fields. carry carries out what is asked.
func (s *session) actionCommands(cmd *cobra.Command, carry func(*cobra.Command, asked) error) {
	for _, a := range op.Actions() {
		fields := everyField(a)
		sub := &cobra.Command{
			Use: a.Word + operands(a, fields), Short: lowerFirst(strings.TrimSuffix(a.Help, ".")),
			Annotations: taking(whereFlags, seedFlags, lookFlags, settingsFlags),
		}
		addNamed(sub, a)
		for _, f := range fields {
			addField(sub, f)
		}
		sub.RunE = func(cmd *cobra.Command, args []string) error {
			want, err := s.asked(cmd, a, fields, args)
			if err != nil {
				return err
			}
			return carry(cmd, want)
		}
		cmd.AddCommand(sub)
	}
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return wrong("%s takes an action: %s (%s --help says what each does)", cmd.CommandPath(), orList(commandNames(cmd)), cmd.CommandPath())
		}
		return wrong("there is no action %q%s (%s --help lists them)", args[0], didYouMean(cmd.CommandPath()+" ", args[0], commandNames(cmd)), cmd.CommandPath())
	}
	cmd.RunE = func(*cobra.Command, []string) error { return nil } // there are always too few or too many arguments
}

// operands are what stands after the action's word.
func operands(a op.Action, fields []op.Field) string {
	words := ""
	if noun := target(a.On); noun.word != "" {
		words = " " + noun.word
		if a.Many {
			words += "..."
		}
	}
	for _, f := range fields {
		switch {
		case !f.Operand:
		case f.Kind == op.List && !f.Required:
			words += " [" + f.Value + "...]"
		case f.Kind == op.List:
			words += " " + f.Value + "..."
		default:
			words += " " + f.Value
		}
	}
	return words
}

// noun is how a kind of target is written.
type noun struct {
	word, what, like string // "AMI", "an image", an ID to take as an example
	form             string // of an ID, as a regular expression; compiled where one is looked at
	list             string // how to find IDs; "" where no command lists them
}

// names reports an ID of that kind.
func (n noun) names(id string) bool { return regexp.MustCompile(n.form).MatchString(id) }

// target is how the targets of an action are written on the command line; the
// zero noun where it takes none there.
func target(k op.Kind) noun {
	const hex = `-([0-9a-f]{8}|[0-9a-f]{17})$`
	switch k {
	case op.OnImages:
		return noun{"AMI", "an image", "ami-0abcdef1234567890", `^ami` + hex, "; tami images --query finds images by name"}
	case op.OnSnapshots:
		return noun{"SNAP", "a snapshot", "snap-0abcdef1234567890", `^snap` + hex, "; tami image lists the snapshots of an image"}
	case op.OnInstances:
		return noun{"INSTANCE", "an instance", "i-0abcdef1234567890", `^i` + hex, ""}
	case op.OnBinned:
		return noun{"AMI|SNAP", "an image or a snapshot", "ami-0abcdef1234567890 or snap-0abcdef1234567890", `^(ami|snap)` + hex, ""}
	case op.OnGroups:
	}
	return noun{}
}

func addField(cmd *cobra.Command, f op.Field) {
	help := lowerFirst(strings.TrimSuffix(f.Help, "."))
	often := ""
	if f.Kind == op.List {
		often = ", as often as needed"
	}
	if f.Value != "" {
		help += " (`" + f.Value + "`" + often + ")"
	}
	switch {
	case f.Operand:
	case f.Kind == op.Toggle:
		cmd.Flags().Bool(f.Name, op.Values{f.Name: f.Default}.On(f.Name), help)
	case f.Kind == op.List:
		cmd.Flags().StringArray(f.Name, f.Default, help)
	default:
		cmd.Flags().String(f.Name, op.Values{f.Name: f.Default}.One(f.Name), help)
	}
}

// asked reads flags and operands, and the files that flags name, and checks
// every word.
func (s *session) asked(cmd *cobra.Command, a op.Action, fields []op.Field, args []string) (asked, error) {
	want := asked{action: a, values: op.Values{}}
	rest, err := want.targets(cmd, args)
	if err != nil {
		return want, err
	}
	for _, f := range fields {
		values := fieldValues(cmd, f)
		if f.Operand {
			n := len(rest)
			if f.Kind != op.List {
				n = min(n, 1)
			}
			values, rest = rest[:n:n], rest[n:]
		}
		if len(values) == 0 && f.Required {
			return want, wrong("%s takes %s; %s --help shows how", cmd.CommandPath(), missing(f), cmd.CommandPath())
		}
		if f.File && len(values) > 0 {
			want.values[op.FileName(f.Name)] = values
			if values, err = s.content(f, values[0]); err != nil {
				return want, err
			}
		}
		if values, err = checkValues(f, values); err != nil {
			return want, err
		}
		if len(values) > 0 {
			want.values[f.Name] = values
		}
	}
	if len(rest) > 0 {
		return want, want.surplus(cmd, rest[0])
	}
	return want, nil
}

// content reads the file that a flag names.
func (s *session) content(f op.Field, name string) ([]string, error) {
	content, err := s.w.ReadFile(name)
	if err != nil {
		return nil, unreadable("--"+f.Name, name, err)
	}
	return []string{string(content)}, nil
}

func missing(f op.Field) string {
	if f.Operand {
		return f.Value + ", " + lowerFirst(strings.TrimSuffix(f.Help, "."))
	}
	return "--" + f.Name + " " + f.Value
}

// targets takes the IDs in front of the other operands.
func (want *asked) targets(cmd *cobra.Command, args []string) (rest []string, err error) {
	if len(want.action.Also) > 0 {
		return args, want.named(cmd)
	}
	n := target(want.action.On)
	if n.form == "" {
		return args, nil
	}
	for len(args) > 0 && n.names(args[0]) && (want.action.Many || len(want.ids) == 0) {
		want.ids, args = append(want.ids, args[0]), args[1:]
	}
	want.ids = distinct(want.ids)
	switch {
	case len(want.ids) == 0 && len(args) == 0:
		return nil, wrong("%s takes the ID of %s, such as %s%s", cmd.CommandPath(), n.what, n.like, n.list)
	case len(want.ids) == 0:
		return nil, wrong("%q is not the ID of %s, such as %s%s", args[0], n.what, n.like, n.list)
	}
	return args, nil
}

// surplus says why a word is one too many.
func (want *asked) surplus(cmd *cobra.Command, word string) error {
	n := target(want.action.On)
	if n.form != "" && want.action.Many {
		return wrong("%q is not the ID of %s, such as %s (%s --help shows what else it takes)", word, n.what, n.like, cmd.CommandPath())
	}
	return wrong("%q is one word too many; put words that belong together in quotes (%s --help shows how)", word, cmd.CommandPath())
}

// fieldValues are what was given for a field that is a flag.
func fieldValues(cmd *cobra.Command, f op.Field) []string {
	flags := cmd.Flags()
	switch {
	case f.Operand:
		return nil
	case f.Kind == op.Toggle:
		if on, _ := flags.GetBool(f.Name); on {
			return []string{"true"}
		}
	case f.Kind == op.List:
		list, _ := flags.GetStringArray(f.Name)
		return list
	default:
		if v, _ := flags.GetString(f.Name); v != "" || flags.Changed(f.Name) {
			return []string{v}
		}
	}
	return nil
}

// checkValues refuses what a field does not take. Values of a list may stand in
// one word with commas between them, where no value can hold one.
func checkValues(f op.Field, values []string) ([]string, error) {
	var checked []string
	for _, v := range values {
		parts := []string{v}
		if f.Kind == op.List && f.Check != nil && f.Check(v) != nil {
			parts = strings.Split(v, ",")
		}
		for _, part := range parts {
			if f.Kind == op.Choose {
				if err := oneOf("--"+f.Name, part, choices(f)); err != nil {
					return nil, err
				}
			}
			if f.Check == nil {
				continue
			}
			if err := f.Check(part); err != nil {
				return nil, wrong("%s%v", inFlag(f), err)
			}
		}
		checked = append(checked, parts...)
	}
	return checked, nil
}

func inFlag(f op.Field) string {
	if f.Operand {
		return ""
	}
	return "--" + f.Name + ": "
}

func choices(f op.Field) []string {
	var names []string
	for _, c := range f.Choices {
		names = append(names, c.Value)
	}
	return slices.Clip(names)
}

func lowerFirst(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToLower(s[:1]) + s[1:]
}
