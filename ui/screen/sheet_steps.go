package screen

import (
	"fmt"
	"strings"

	"tami/model"
	"tami/model/op"
	"tami/ui/kit"
)

// steps lists the calls with how good their way back is, and what the dry run
// says of each.
func (s *Sheet) steps(p *sheetPage) {
	if len(s.plan.Steps) == 0 {
		return
	}
	st := p.e.Styles
	p.gap()
	rows := make([]tableRow, len(s.plan.Steps))
	r := p.e.State.Rehearsals[model.RehearsalKey(&s.plan)]
	for i, step := range s.plan.Steps {
		verdict, paint := "", kit.Painter(st.Muted)
		if r != nil {
			verdict, paint = s.verdict(p.e, r.Verdicts[step.ID])
		}
		undo := string(step.Undo.Grade)
		undoPaint := kit.Painter(st.Muted)
		if step.Undo.Grade != op.Exact {
			undoPaint = st.Warning
		}
		rows[i].cells = []tableCell{{text: step.ID + " " + step.Title}, {undo, undoPaint}, {verdict, paint}}
	}
	p.table([]string{"STEPS", "UNDO", "DRY RUN"}, rows, tableLook{wrap: p.w >= 60})
	if r == nil {
		return
	}
	for _, step := range s.plan.Steps {
		if v := r.Verdicts[step.ID]; v.Problem != nil {
			p.say(st.Trouble, 3, step.ID+": "+v.Problem.Error())
		}
	}
}

func (s *Sheet) verdict(e Env, v op.Verdict) (string, kit.Painter) {
	st, g := e.Styles, e.Styles.Glyphs
	switch v.Answer {
	case "":
		return g.Loading, st.Muted
	case op.Permitted:
		return g.OK + " permitted", st.Good
	case op.Refused:
		return g.Cross + " refused", st.Trouble
	case op.LaterStep:
		return "after step before", st.Muted
	}
	return string(v.Answer), st.Muted
}

// verdictLine is the dry run in one line.
func (s *Sheet) verdictLine(e Env, plan *op.Plan) (string, kit.Painter) {
	st, g := e.Styles, e.Styles.Glyphs
	r := e.State.Rehearsals[model.RehearsalKey(plan)]
	all := len(plan.Steps)
	if r == nil || !r.Done {
		n := 0
		if r != nil {
			n = len(r.Verdicts)
		}
		return fmt.Sprintf("%s %d of %s answered", spinner(e), n, model.Count(all, "step", "steps")), st.Muted
	}
	n := r.Count()
	text := fmt.Sprintf("%d of %d permitted", n[op.Permitted], all)
	for _, a := range []struct {
		answer op.Answer
		words  string
	}{
		{op.Refused, "refused"}, {op.NoRehearsal, "without a dry run at AWS"},
		{op.LaterStep, "after another step"}, {op.NotRehearsed, "not rehearsed"},
	} {
		if n[a.answer] > 0 {
			text += fmt.Sprintf(" · %d %s", n[a.answer], a.words)
		}
	}
	if n[op.Refused] == 0 {
		return text, st.Text
	}
	for _, step := range plan.Steps {
		if v := r.Verdicts[step.ID]; v.Answer == op.Refused && v.Problem != nil {
			return g.Warning + " " + text + ": " + v.Problem.Title, st.Warning
		}
	}
	return g.Warning + " " + text, st.Warning
}

// runSteps lists the steps of a run with how far each is.
func (s *Sheet) runSteps(p *sheetPage) {
	st, g := p.e.Styles, p.e.Styles.Glyphs
	run := p.e.State.Runs.Find(s.run)
	rows := make([]tableRow, len(s.plan.Steps))
	for i, step := range s.plan.Steps {
		state, paint := "waiting", kit.Painter(st.Muted)
		if run != nil {
			if o := run.Outcome(step.ID); o != nil {
				state, paint = stateWords(p.e, o)
				if strings.Contains(o.Progress, " %") && makesImage(step.Do) { // the figure speaks for itself
					state = strings.Replace(state, string(op.Watching)+" ", "", 1)
				}
				if parts := strings.SplitN(state, ", ", 3); len(parts) == 3 && !tellsPace(p.w, run) { // it stands below
					state = parts[0] + ", " + parts[1]
				}
			}
		}
		rows[i].cells = []tableCell{{text: step.ID + " " + step.Title}, {string(step.Undo.Grade), st.Muted}, {state, paint}}
	}
	look := tableLook{wrap: p.w >= 60}
	if run != nil && makesImages(&s.plan) {
		look.last = outcomeWidth(p.w, run)
	}
	p.table([]string{"STEPS", "UNDO", "OUTCOME"}, rows, look)
	if run == nil {
		return
	}
	for i := range run.Outcomes {
		o := &run.Outcomes[i]
		for _, part := range o.Parts {
			words, asPlanned := partWords(&run.Plan, part)
			paint, sign := kit.Painter(st.Good), g.OK
			switch {
			case part.Code != "success" && asPlanned:
				paint, sign = st.Muted, g.Dot
			case part.Code != "success":
				paint, sign = st.Warning, g.Warning
			}
			p.say(paint, 4, sign+" "+part.ID+": "+words)
		}
		if o.Problem != nil {
			p.say(st.Trouble, 4, o.Step+": "+o.Problem.Title+cause(o.Problem.Cause.String()))
			if o.Problem.Hint != "" {
				p.say(st.Text, 7, o.Problem.Hint)
			}
		}
		came := ""
		if o.State == op.Done {
			came = o.Progress
		}
		for _, name := range []string{"ImageId", "SnapshotId", "InstanceId"} {
			if id := o.Made[name]; id != "" {
				p.say(st.Text, 4, madeBy(&run.Plan, o.Step)+id+cause(came))
			}
		}
	}
	s.reach(p, run)
}

// reach is how to get onto what was launched.
func (s *Sheet) reach(p *sheetPage, run *op.Run) {
	ways := run.Reach()
	if len(ways) == 0 {
		return
	}
	p.gap()
	p.add(p.line().Space(1).Add(p.e.Styles.ColumnTitle, "TO GET ONTO IT"))
	for _, way := range ways {
		for _, part := range kit.WrapWords(way, max(8, p.w-4)) {
			p.add(p.line().Space(3).Add(p.e.Styles.Text, part))
		}
	}
}

func cause(s string) string {
	if s == "" {
		return ""
	}
	return ": " + s
}

// partWords says what became of one snapshot of a deregistered image: in the
// words of the plan where it came as that said, in AWS's where it did not.
func partWords(plan *op.Plan, part op.Part) (words string, asPlanned bool) {
	for _, f := range plan.Snapshots {
		switch {
		case f.SnapshotID != part.ID:
		case part.Code == "success" && f.Fate == op.Binned:
			return f.Why, true
		case part.Code != "success" && (f.Fate == op.Kept || f.Fate == op.NotOurs):
			return "stays: " + f.Why, true
		}
	}
	switch part.Code {
	case "success":
		return "deleted", true
	case "skipped":
		return "not deleted: something else uses it, or it is shared or locked", false
	case "missing-permissions":
		return "not deleted: ec2:DeleteSnapshot is not permitted", false
	case "internal-error":
		return "not deleted: AWS failed; it can be deleted by itself", false
	case "client-error":
		return "not deleted: AWS refused", false
	}
	return part.Code, false
}

func stateWords(e Env, o *op.Outcome) (string, kit.Painter) {
	st, g := e.Styles, e.Styles.Glyphs
	words := string(o.State)
	if o.Progress != "" && !o.State.Over() {
		short, _, _ := strings.Cut(o.Progress, ": ") // why stands below, where there is room
		words += " " + short
		if !o.Since.IsZero() { // it speaks for itself
			words = short
		}
	}
	switch o.State {
	case op.Running:
		return spinner(e) + " " + words, st.Accent
	case op.Watching:
		return g.Loading + " " + words, st.Accent
	case op.Done:
		if o.Adopted {
			words += ", found so"
		}
		return g.OK + " " + words, st.Good
	case op.Failed, op.Doubtful:
		return g.Cross + " " + words, st.Trouble
	}
	return words, st.Muted
}

// runLines say how far the run is, and what can be done now.
func (s *Sheet) runLines(p *sheetPage) {
	st, g := p.e.Styles, p.e.Styles.Glyphs
	p.lines = append(p.lines, kit.Blank(p.w))
	run := p.e.State.Runs.Find(s.run)
	if run == nil {
		p.say(st.Accent, 1, spinner(p.e)+" Writing the plan to the journal")
		return
	}
	done, all := model.Took(run)
	if !run.Over() && !run.Left {
		l := p.line().Space(1).Add(st.Accent, pulse(p.e, run)+" running  ").Add(st.Text, fmt.Sprintf("%d of %d done  ", done, all))
		full, empty := kit.Meter(kit.Bar{Full: g.BarFull, Empty: g.BarEmpty}, min(20, max(4, p.w/5)), float64(done)+underWay(run), float64(all))
		l.Add(st.Muted, g.BarLeft).Add(st.DiskFull, full).Add(st.DiskEmpty, empty).Add(st.Muted, g.BarRight+"  ")
		word, _, _ := strings.Cut(model.Headway(run), ": ")
		if !strings.HasPrefix(word, fmt.Sprintf("%d of", done)) {
			l.Add(st.Text, word)
		}
		p.add(l)
		s.failures(p, run)
		s.waits(p, run)
		switch {
		case run.Elsewhere:
			p.say(st.Muted, 1, "Another tami carries it out. esc leaves it alone")
		case run.Stopping:
			p.say(st.Warning, 1, "It stops before its next step")
		default:
			p.say(st.Muted, 1, "ctrl+x stops it before the next step · esc leaves it running (. finds it)")
		}
		return
	}
	s.fleet(p)
	s.resultLines(p, run, done, all)
}

// underWay is the part of the step that is watched which is done, as far as it
// says so in per cent.
func underWay(run *op.Run) float64 {
	sum := 0.0
	for _, o := range run.Outcomes {
		if o.State == op.Watching {
			sum += share(&o)
		}
	}
	return sum
}

func (s *Sheet) resultLines(p *sheetPage, run *op.Run, done, all int) {
	st, g := p.e.Styles, p.e.Styles.Glyphs
	took := ""
	if !run.Ended.IsZero() {
		took = ", in " + shortly(run.Ended.Sub(run.Started))
	}
	text := fmt.Sprintf("%s: %d of %s done%s", sentence(string(run.Result())), done, model.Count(all, "step", "steps"), took)
	if run.Result() == op.AllDone {
		text = "Done" + took
		if all > 1 {
			text = fmt.Sprintf("Done: all %d steps%s", all, took)
		}
		p.say(st.Good, 1, g.OK+" "+text)
	} else {
		if model.Unfinished(run) {
			text = fmt.Sprintf("Not finished: %d of %s done", done, model.Count(all, "step", "steps"))
		}
		p.say(st.Warning, 1, g.Warning+" "+text)
		s.failures(p, run)
	}
	switch why := p.e.State.Runs.Undoable(run); {
	case model.Unfinished(run):
		p.say(st.Text, 1, "The tami that carried it out died. enter goes on with what is left, u undoes what was done, ctrl+x gives it up")
	case run.Result() == op.InDoubt:
		p.say(st.Text, 1, "What is in doubt is being looked up; nothing is repeated before that")
	case why == "":
		p.say(st.Text, 1, "u undoes it"+undoGrade(run)+" · "+run.ID)
	default:
		p.say(st.Muted, 1, "No undo: "+why+" · "+run.ID)
	}
	p.offers("next", s.offered(p.e))
}

// undoGrade says beforehand that the way back is not a whole one.
func undoGrade(run *op.Run) string {
	switch run.Plan.Grade() {
	case op.Exact:
		return ""
	case op.Lossy:
		return ", not exactly as it was"
	}
	return ", as far as there is a way back"
}
