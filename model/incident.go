package model

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"tami/model/op"
)

// Incident is what a run did, in Markdown, to be pasted where people write down
// what happened: what was changed, when, where and by which calls, which IDs
// came of it, and how it is taken back. Times are in UTC, since it is read
// elsewhere too.
func (r *Runs) Incident(run *op.Run) string {
	w := &markdown{}
	w.line("# " + plainMark(run.Plan.Title))
	w.gap()
	r.incidentHead(w, run)
	for _, section := range run.Plan.Sections {
		var lines []string
		for _, l := range section.Lines {
			lines = append(lines, l.String())
		}
		w.list(sectionWords(section.Head), lines)
	}
	w.table("What it was about", run.Plan.Rows)
	incidentSteps(w, run)
	w.list("Warnings that stood on the plan", warningTexts(&run.Plan))
	w.list("What does not work any more", run.Plan.Breaks)
	var not []string
	for _, n := range run.Plan.NotChecked {
		text := n.What
		if n.Why != "" {
			text += ": " + n.Why
		}
		not = append(not, text)
	}
	w.list("Not checked", not)
	r.incidentUndo(w, run)
	return w.b.String()
}

func (r *Runs) incidentHead(w *markdown, run *op.Run) {
	done, all := Took(run)
	w.line("- Run: " + codeMark(run.ID))
	if where := incidentPlaces(&run.Plan); where != "" {
		w.line("- Where: " + where)
	}
	w.line("- Began: " + incidentTime(run.Started))
	if !run.Ended.IsZero() {
		w.line("- Ended: " + incidentTime(run.Ended) + ", after " + run.Ended.Sub(run.Started).Round(time.Second).String())
	}
	w.line(fmt.Sprintf("- Result: %s, %d of %s done", run.Result(), done, Count(all, "step", "steps")))
	if run.UndoOf != "" {
		w.line("- It takes back run " + codeMark(run.UndoOf))
	}
}

// incidentPlaces are all accounts and regions of a plan.
func incidentPlaces(p *op.Plan) string {
	var places []string
	for _, s := range p.Steps {
		place := plainMark(s.At.Region)
		if s.Account != "" {
			place += " of account " + plainMark(s.Account)
		}
		if !slices.Contains(places, place) {
			places = append(places, place)
		}
	}
	return strings.Join(places, ", ")
}

func incidentSteps(w *markdown, run *op.Run) {
	if len(run.Plan.Steps) == 0 {
		return
	}
	w.head("Steps")
	for _, s := range run.Plan.Steps {
		state, at := string(op.Waiting), ""
		o := run.Outcome(s.ID)
		if o != nil {
			state = string(o.State)
			if !o.Began.IsZero() {
				at = ", " + o.Began.UTC().Format("15:04:05")
			}
			if !o.Ended.IsZero() {
				at += " to " + o.Ended.UTC().Format("15:04:05")
			}
		}
		w.line("- " + s.ID + ". " + plainMark(s.Title) + ": **" + state + "**" + at)
		call := s.Do
		if made, err := op.Resolve(s.Do, run.Made); err == nil {
			call = made
		}
		if call != nil {
			w.line("  - call: " + codeMark(op.CLI(call, s.At.Profile, s.At.Region)))
		}
		if o != nil {
			incidentOutcome(w, o)
		}
	}
}

func incidentOutcome(w *markdown, o *op.Outcome) {
	names := make([]string, 0, len(o.Made))
	for name := range o.Made {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		w.line("  - made: " + name + " " + codeMark(o.Made[name]))
	}
	for _, part := range o.Parts {
		w.line("  - " + codeMark(part.ID) + ": " + plainMark(part.Code))
	}
	if o.Adopted {
		w.line("  - it was found done already, and not done again")
	}
	if o.Problem != nil {
		text := o.Problem.Title
		if cause := o.Problem.Cause.String(); cause != "" {
			text += ": " + cause
		}
		w.line("  - problem: " + plainMark(text))
	}
}

func (r *Runs) incidentUndo(w *markdown, run *op.Run) {
	w.head("Undo")
	if why := r.Undoable(run); why != "" {
		w.line("None: " + plainMark(why) + ".")
	} else {
		w.line(codeMark("tami undo " + run.ID))
		if run.Plan.UndoLine != "" {
			w.line("")
			w.line("How good it is: " + plainMark(run.Plan.UndoLine) + ".")
		}
	}
	w.gap()
	for _, s := range slices.Backward(run.Plan.Steps) {
		if o := run.Outcome(s.ID); o == nil || o.State != op.Done {
			continue
		}
		text := "step " + s.ID + ": " + string(s.Undo.Grade)
		if s.Undo.Why != "" {
			text += ", " + s.Undo.Why
		}
		w.line("- " + plainMark(text))
		for _, call := range s.Undo.Calls {
			if made, err := op.Resolve(call, run.Made); err == nil {
				w.line("  - " + codeMark(op.CLI(made, s.At.Profile, s.At.Region)))
			}
		}
	}
}

func warningTexts(p *op.Plan) []string {
	var texts []string
	for _, warning := range p.Warnings {
		texts = append(texts, string(warning.Level)+": "+warning.Text)
	}
	return texts
}

// sectionWords is a word in capitals as a heading has it.
func sectionWords(head string) string {
	lower := strings.ToLower(head)
	if lower == "" {
		return ""
	}
	return strings.ToUpper(lower[:1]) + lower[1:]
}

func incidentTime(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05") + " UTC" }

// markdown writes a text that reads well as it is and when it is rendered.
type markdown struct{ b strings.Builder }

func (w *markdown) line(s string) { w.b.WriteString(s + "\n") }
func (w *markdown) gap()          { w.b.WriteByte('\n') }

func (w *markdown) head(s string) {
	w.gap()
	w.line("## " + s)
	w.gap()
}

func (w *markdown) list(head string, items []string) {
	if len(items) > 0 {
		w.head(head)
		w.items(items)
	}
}

func (w *markdown) items(items []string) {
	if len(items) > 0 && !strings.HasSuffix(w.b.String(), "\n\n") {
		w.gap()
	}
	for _, s := range items {
		w.line("- " + plainMark(s))
	}
}

func (w *markdown) table(head string, t op.Table) {
	if len(t.Rows) == 0 {
		return
	}
	w.head(head)
	row := func(cells []string) {
		for i := range t.Heads {
			text := ""
			if i < len(cells) {
				text = cells[i]
			}
			w.b.WriteString("| " + plainMark(text) + " ")
		}
		w.line("|")
	}
	row(t.Heads)
	w.line(strings.Repeat("| --- ", len(t.Heads)) + "|")
	for _, r := range t.Rows {
		row(r.Cells)
	}
}

// plainMark is a text in one line in which no sign means anything to Markdown.
func plainMark(s string) string {
	var b strings.Builder
	for _, r := range strings.Join(strings.Fields(s), " ") {
		if strings.ContainsRune("\\`*_[]<>|#", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// codeMark is a text in one line that is shown exactly as it is.
func codeMark(s string) string {
	s = strings.ReplaceAll(s, "\n", " ")
	fence, longest := 0, 0
	for _, r := range s {
		if r == '`' {
			fence++
			longest = max(longest, fence)
			continue
		}
		fence = 0
	}
	marks := strings.Repeat("`", longest+1)
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") {
		s = " " + s + " "
	}
	return marks + s + marks
}
