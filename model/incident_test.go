package model_test

import (
	"strings"
	"testing"
	"time"

	"tami/model"
	"tami/model/ami"
	"tami/model/op"
)

// broken is a run of three steps, of which one was done, one failed and one was
// left out for it.
func broken() op.Run {
	at := ami.Where{Region: "eu-west-1"}
	back := op.Undo{Grade: op.Exact, Calls: []op.Call{op.DeleteTemplateVersion{Template: "lt-1", Version: op.Ref("1", "VersionNumber")}}}
	run := op.Start("20261121-140312-3f9a", op.Plan{
		Title: "Roll back group web_blue", UndoLine: "exactly as before",
		Rows: op.Table{Heads: []string{"GROUP", "NOW"}, Rows: []op.Row{{Cells: []string{"web|blue", "ami-1"}}}},
		Steps: []op.Step{
			{ID: "1", At: at, Account: "111122223333", Title: "new version of web", Do: op.CreateTemplateVersion{Template: "lt-1", Source: "43", ImageID: "ami-2"}, Undo: back},
			{ID: "2", At: at, Account: "111122223333", Title: "refresh", Do: op.StartRefresh{Group: "web_blue", Template: "lt-1", Version: op.Ref("1", "VersionNumber"), MinHealthy: 90}},
			{ID: "3", At: at, Account: "111122223333", Title: "tag ami-1", Do: op.CancelRefresh{Group: "web_blue"}},
		},
		Warnings:   []op.Warning{{Level: op.Warn, Text: "the parameter says otherwise"}},
		Breaks:     []string{"nothing new can be launched"},
		NotChecked: []op.NotChecked{{What: "fleets", Why: "not looked at"}},
	}, time.Date(2026, 11, 21, 15, 3, 12, 0, time.FixedZone("CET", 3600)))
	end := run.Started.Add(34 * time.Second)
	run.Apply(op.Event{Outcome: op.Outcome{Step: "1", State: op.Done, Began: run.Started, Ended: run.Started.Add(time.Second), Made: map[string]string{"VersionNumber": "44"}}})
	run.Apply(op.Event{Outcome: op.Outcome{Step: "2", State: op.Failed, Began: run.Started, Ended: end, Problem: &ami.Problem{Title: "not permitted: autoscaling:StartInstanceRefresh"}}})
	run.Apply(op.Event{Outcome: op.Outcome{Step: "3", State: op.Skipped}})
	run.Apply(op.Event{End: true, At: end})
	return run
}

func TestAnIncidentSaysWhatWhenWhereAndTheWayBack(t *testing.T) {
	run := broken()
	runs := &model.Runs{}
	runs.Learn([]op.Run{run})
	text := runs.Incident(&run)
	for _, want := range []string{
		"# Roll back group web\\_blue\n",
		"`20261121-140312-3f9a`",
		"eu-west-1 of account 111122223333",
		"Began: 2026-11-21 14:03:12 UTC",
		"after 34s",
		"partly done, 1 of 3 steps done",
		"| web\\|blue | ami-1 |",
		"1. new version of web: **done**, 14:03:12 to 14:03:13",
		"made: VersionNumber `44`",
		"2. refresh: **failed**",
		"problem: not permitted: autoscaling:StartInstanceRefresh",
		`"Version":"44"`,
		"3. tag ami-1: **skipped**",
		"warning: the parameter says otherwise",
		"nothing new can be launched",
		"fleets: not looked at",
		"`tami undo 20261121-140312-3f9a`",
		"aws ec2 delete-launch-template-versions --launch-template-id lt-1 --versions 44",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in the receipt:\n%s", want, text)
		}
	}
	if strings.Contains(text, "\x00") {
		t.Error("what an earlier step makes is not filled in")
	}
}

func TestAnIncidentWithoutAWayBackSaysWhy(t *testing.T) {
	run := broken()
	run.Outcomes[0].State, run.Outcomes[0].Made = op.Failed, nil
	runs := &model.Runs{}
	runs.Learn([]op.Run{run})
	if text := runs.Incident(&run); !strings.Contains(text, "None: it changed nothing.") || strings.Contains(text, "tami undo") {
		t.Errorf("a run that changed nothing is offered to be undone:\n%s", text)
	}
}

// What is in a name must not become a heading, a link or the end of a command.
func TestNamesMeanNothingToMarkdown(t *testing.T) {
	run := broken()
	run.Plan.Title = "Roll back `x` [y](z) <b>\nand *more*"
	run.ID = "a`b``c"
	runs := &model.Runs{}
	text := runs.Incident(&run)
	for _, want := range []string{"# Roll back \\`x\\` \\[y\\](z) \\<b\\> and \\*more\\*\n", "```a`b``c```"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in the receipt:\n%s", want, text)
		}
	}
}
