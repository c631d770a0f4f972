package op

import (
	"encoding/json"
	"slices"

	"tami/model/ami"
)

// Action is something that can be done to the account. One value of it yields
// the key's help, the menu entry with the reason why it is greyed, the form,
// the sheet, the subcommand of `tami plan` and `tami run`, and the journal's
// words.
type Action struct {
	ID    ID     // "image.deregister"
	Word  string // the subcommand: "deregister"
	Title string // "Deregister"
	Help  string // one sentence
	On    Kind
	Also  []Kind // what else it works on
	Many  bool   // takes several targets at once
	Asks  bool   // the form comes first even where its defaults would do
	Risk  Risk   // the most that a plan of it can be
	// Why is why the action cannot be done to a target: "" when it can.
	Why func(Facts, Target) string
	// Needs is what the decision takes. It is asked again as facts arrive, so
	// that one answer may lead to the next question.
	Needs func(Request, Facts) []ami.Need
	// Fields is what the user is asked, in order. It is asked again after
	// each change.
	Fields func(Request, Facts) []Field
	// Plan makes the plan from what is known. Its error says which value is
	// wrong, and what to do.
	Plan func(Request, Facts) (Plan, error)
}

// Takes reports whether an action works on a kind of targets.
func (a *Action) Takes(k Kind) bool { return a.On == k || slices.Contains(a.Also, k) }

// Kind is what actions work on.
type Kind string

// The kinds of targets.
const (
	OnImages    Kind = "image"
	OnSnapshots Kind = "snapshot"
	OnInstances Kind = "instance"
	OnGroups    Kind = "group"
	// What else says which image is launched, and can be rolled back.
	OnTemplates  Kind = "launch template"
	OnParameters Kind = "parameter"

	OnBinned Kind = "recycle bin entry" // an image or a snapshot
)

// Field is one thing that a form asks, and one flag of a subcommand.
type Field struct {
	Name  string // as the flag has it: "delete-snapshots", "account"
	Label string // as the form has it: "Delete the snapshots too"
	Help  string // one sentence
	More  string // what to know before it is filled in, in a few sentences; "" where Help says it all
	// Otherwise is what holds where the field is left empty, as far as that is
	// known: "t3.micro, of the launch template".
	Otherwise string
	Value     string // what stands for a value in a help text: "ID", "KEY=VALUE"; of a toggle ""
	Kind      FieldKind
	Default   []string
	Choices   []Choice           // of a Choose field; of a Text or List field, what may be meant
	Lacks     string             // why there are no Choices where there should be some: they are not read, or there are none
	File      bool               // the value is the content of a file, and the user names the file
	Operand   bool               // on the command line it is an operand and not a flag: KEY=VALUE…
	Required  bool               // without it there is no plan
	Again     bool               // its default is what it was the last time, in the same account
	Check     func(string) error // of one value; nil: anything goes

	Columns []Column   // of the list of Choices, one for each of their Cells
	Asks    []ami.Need // what is asked only when that list is looked at
	Below   string     // what is to be known of the list, in a few words
}

// Column is one of a list of choices.
type Column struct {
	Name  string
	Worth int  // what is worth less gives way first where there is no room
	Late  bool // its cells may come after the list
}

// FieldKind is how a field is filled in.
type FieldKind uint8

// The kinds of fields.
const (
	Toggle FieldKind = iota // on or off: "true", "false"
	Text                    // a line
	List                    // several values, separated by blanks or commas in a form, the flag given several times
	Choose                  // one of Choices
)

// Choice is one value to choose, and what it means.
type Choice struct {
	Value, Label string
	Cells        []string // what the columns of a list of them hold
	Off          string   // why it cannot be chosen here; "" when it can
}

// Values are what was filled in, by field name. Of a field that is a file they
// hold the content, and under FileName the file's name.
type Values map[string][]string

// FileName is under what name Values hold the name of the file that a field's
// content came from.
func FileName(field string) string { return field + "-file" }

// MarshalJSON implements json.Marshaler, for the journal: user data may hold
// secrets, so it is left out.
func (v Values) MarshalJSON() ([]byte, error) {
	if v == nil {
		return []byte("null"), nil
	}
	kept := make(map[string][]string, len(v))
	for name, values := range v {
		if name != secretField {
			kept[name] = values
		}
	}
	return json.Marshal(kept)
}

// On reports a toggle that is on.
func (v Values) On(name string) bool { return len(v[name]) > 0 && v[name][len(v[name])-1] == "true" }

// One is the value of a field that has one; "" when it was left empty.
func (v Values) One(name string) string {
	if n := len(v[name]); n > 0 {
		return v[name][n-1]
	}
	return ""
}

// With is v with one field changed.
func (v Values) With(name string, values ...string) Values {
	w := make(Values, len(v)+1)
	for k, x := range v {
		w[k] = x
	}
	w[name] = values
	return w
}

// Find is the action with an ID or a word, or nil.
func Find(name string) *Action {
	for _, a := range Actions() {
		if string(a.ID) == name || a.Word == name {
			return &a
		}
	}
	return nil
}
