package cli

import (
	"cmp"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"tami/model"
	"tami/model/ami"
	"tami/model/op"
)

func (s *session) journal() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "journal",
		Short: "list the changes that tami has made",
		Long: `Lists the runs on this machine, the newest first, those under way too: what each
came to, and whether it can be taken back. With --demo it lists those of the
last demonstration, whose account has ended with it.`,
		Example:     "tami journal\ntami journal -o json\ntami journal --demo",
		Annotations: taking(whereFlags, lookFlags, settingsFlags),
		Args:        nothing,
	}
	format := outputFlag(cmd, "table", "json")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if err := oneOf("--output", *format, outputs(cmd)); err != nil {
			return err
		}
		for _, flag := range []string{"profile", "region", "endpoint-url"} {
			if cmd.Flags().Changed(flag) {
				return wrong("tami journal takes no --%s: it lists the runs of all places", flag)
			}
		}
		c, runner, err := s.runner(cmd, true)
		if err != nil {
			return err
		}
		defer s.close(cmd.Context(), runner)
		runs := model.Runs{Past: c.target.Demo}
		runs.Learn(runner.Runs())
		if *format == "json" {
			out, err := model.ASCIIJSON(entriesOf(&runs), "  ")
			if err != nil {
				return err
			}
			return s.print(out + "\n")
		}
		if len(runs.All) == 0 && !c.target.Demo {
			s.say("no run yet; tami journal --demo lists what the last demonstration changed")
		}
		return s.print(table(journalRows(&runs, c.target.ASCII), nil))
	}
	return cmd
}

// runner opens the account of the usual environment and what carries out
// changes in it. It asks AWS nothing. past is for those who only look.
func (s *session) runner(cmd *cobra.Command, past bool) (change, Runner, error) {
	t, err := s.target(cmd)
	if err != nil {
		return change{}, nil, err
	}
	t.Past = past
	backend, err := s.w.Open(t)
	if err != nil {
		return change{}, nil, err
	}
	runner, err := s.w.Change(cmd.Context(), backend, t)
	if err != nil {
		return change{}, nil, failed("%v", err)
	}
	state := model.New(t.Scope, t.From, ami.Prices{})
	state.ReadOnly, state.ReadOnlyProfiles = t.ReadOnly, t.ReadOnlyProfiles
	return change{backend, t, state}, runner, nil
}

func journalRows(runs *model.Runs, ascii bool) [][]string {
	rows := [][]string{{"RUN", "STARTED", "RESULT", "STEPS", "UNDO", "WHERE", "WHAT"}}
	for i := range runs.All {
		run := &runs.All[i]
		done, all := model.Took(run)
		rows = append(rows, []string{
			run.ID, run.Started.UTC().Format("2006-01-02 15:04"), string(run.Result()), strconv.Itoa(done) + "/" + strconv.Itoa(all),
			cmp.Or(runs.Undoable(run), "tami undo"), cmp.Or(model.Places(&run.Plan), dash(ascii)), run.Plan.Title,
		})
	}
	return rows
}

// journalEntry is a run as scripts read it. Its JSON names are part of the
// product.
type journalEntry struct {
	ID       string `json:"Id"`
	Action   op.ID
	Title    string
	Started  time.Time
	Ended    *time.Time // null while it goes on
	Result   op.Result
	UndoOf   string // the run that it takes back, or ""
	Undoable bool
	Why      string // why it cannot be undone
	Steps    []journalStep
}

type journalStep struct {
	ID      string `json:"Id"`
	Account string
	Region  string
	Call    string
	Title   string
	State   op.State
	Made    map[string]string
	Parts   []op.Part
	Problem string
	Undo    op.UndoDocument
}

func entriesOf(runs *model.Runs) []journalEntry {
	entries := make([]journalEntry, 0, len(runs.All))
	for i := range runs.All {
		run := &runs.All[i]
		why := runs.Undoable(run)
		e := journalEntry{
			ID: run.ID, Action: run.Plan.Action, Title: run.Plan.Title, Started: run.Started.UTC(), Result: run.Result(),
			UndoOf: run.UndoOf, Undoable: why == "", Why: why, Steps: make([]journalStep, 0, len(run.Outcomes)),
		}
		if run.Over() {
			at := run.Ended.UTC()
			e.Ended = &at
		}
		for _, step := range run.Plan.Steps {
			e.Steps = append(e.Steps, stepOf(step, run.Outcome(step.ID)))
		}
		entries = append(entries, e)
	}
	return entries
}

func stepOf(step op.Step, o *op.Outcome) journalStep {
	js := journalStep{
		ID: step.ID, Account: step.Account, Region: step.At.Region, Call: op.Operation(step.Do), Title: step.Title,
		Made: map[string]string{}, Parts: []op.Part{}, Undo: op.UndoDocument{Grade: step.Undo.Grade, Why: step.Undo.Why},
	}
	if o == nil {
		return js
	}
	js.State = o.State
	if o.Made != nil {
		js.Made = o.Made
	}
	if o.Parts != nil {
		js.Parts = o.Parts
	}
	if o.Problem != nil {
		js.Problem = o.Problem.Error()
	}
	return js
}
