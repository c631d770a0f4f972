package screen

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"tami/keymap"
	"tami/model"
	"tami/model/ami"
	"tami/model/op"
	"tami/ui/kit"
)

// Runs lists the changes that go on and those that were made, the newest
// first.
type Runs struct {
	cursor
	asked map[string]bool // runs whose doubtful steps are being looked up
	wants []Effect
	id    string // the run under the cursor, which it stays on
}

// NewRuns opens the list of runs.
func NewRuns() *Runs { return &Runs{asked: map[string]bool{}} }

// Name implements Screen.
func (s *Runs) Name() string { return "Runs" }

// Title implements Screen.
func (s *Runs) Title(e Env) Title {
	at := model.Count(len(e.State.Runs.All), "run", "runs")
	if n := len(e.State.Runs.Flying()); n > 0 {
		at += fmt.Sprintf(", %d under way", n)
	}
	return Title{What: "Runs", At: at}
}

// Needs implements Screen.
func (s *Runs) Needs(Env) []ami.Need { return nil }

// Layers implements Screen.
func (s *Runs) Layers() []string { return []string{keymap.RunsLayer, keymap.RowsLayer} }

// Wake implements Waker.
func (s *Runs) Wake(e Env) time.Time {
	var next time.Time
	for _, run := range e.State.Runs.Flying() {
		if at := e.State.Now.Add(beat(run)); next.IsZero() || at.Before(next) {
			next = at
		}
	}
	return next
}

// Settle implements Screen: the cursor stays on its run, and what is in doubt
// is looked up once.
func (s *Runs) Settle(e Env) {
	all := e.State.Runs.All
	if i := slices.IndexFunc(all, func(r op.Run) bool { return r.ID == s.id }); i >= 0 {
		s.at = i
	}
	s.fit(max(1, e.H-2-1), len(all))
	if s.at < len(all) {
		s.id = all[s.at].ID
	}
	for i := range all {
		if run := &all[i]; run.Result() == op.InDoubt && !run.Elsewhere && !s.asked[run.ID] {
			s.asked[run.ID] = true
			s.wants = append(s.wants, LookUp{run.ID})
		}
	}
}

// Act implements Actor.
func (s *Runs) Act(Env) []Effect {
	wants := s.wants
	s.wants = nil
	return wants
}

// Quiet implements Quieter: what the run under the cursor does not take.
func (s *Runs) Quiet(e Env, id op.ID) bool {
	all := e.State.Runs.All
	switch id {
	case "run.stop":
		return s.at >= len(all) || all[s.at].Over() || all[s.at].Elsewhere
	case "run.undo":
		return s.at >= len(all) || e.State.Runs.Undoable(&all[s.at]) != ""
	}
	return false
}

// Do implements Screen.
func (s *Runs) Do(e Env, id op.ID) ([]Effect, bool) {
	all := e.State.Runs.All
	if s.do(id, len(all)) {
		if s.at < len(all) {
			s.id = all[s.at].ID
		}
		return nil, true
	}
	switch id {
	case "screen.runs":
		return []Effect{Pop{}}, true
	case "view.refresh":
		clear(s.asked)
		return nil, true
	}
	if s.at >= len(all) {
		return nil, id == "run.undo" || id == "item.open"
	}
	run := &all[s.at]
	switch id {
	case "item.open":
		return []Effect{Push{NewRunSheet(run)}}, true
	case "item.copyid":
		return []Effect{Copy{Text: run.ID, What: "run ID"}}, true
	case "run.undo":
		return undoRun(e, run), true
	case "run.stop":
		if run.Over() || run.Elsewhere {
			return []Effect{Say{"This run is not under way here"}}, true
		}
		return []Effect{StopRun{run.ID}}, true
	}
	return nil, false
}

// Draw implements Screen.
func (s *Runs) Draw(e Env, r Rect) Picture {
	st, g := e.Styles, e.Styles.Glyphs
	all := e.State.Runs.All
	if len(all) == 0 {
		return Picture{Lines: kit.Fill([]string{kit.NewLine(r.W, g.Ellipsis).Space(2).Add(st.Muted, "Nothing has been changed yet.").String()}, r.W, r.H)}
	}
	where := 10
	for i := range all {
		where = max(where, kit.Width(model.Places(&all[i].Plan)))
	}
	where = min(where, max(10, r.W/4))
	what := max(10, r.W-2-9-17-where-6-4)
	narrow := r.W < 60
	head := kit.NewLine(r.W, "").Space(2).Add(st.ColumnTitle, kit.Pad("WHEN", 9, "")+kit.Pad("RESULT", 17, ""))
	if narrow {
		what = max(8, r.W-2-9-17)
		head.Add(st.ColumnTitle, "WHAT")
	} else {
		head.Add(st.ColumnTitle, kit.Pad("WHAT", what, "")+"  "+kit.Pad("WHERE", where, "")+"  UNDO")
	}
	lines := []string{head.String()}
	for i := s.top; i < min(s.top+s.height, len(all)); i++ {
		lines = append(lines, s.line(e, i, what, where, r.W, narrow))
	}
	return Picture{Lines: kit.Fill(lines, r.W, r.H)}
}

func (s *Runs) line(e Env, i, what, where, w int, narrow bool) string {
	st, g := e.Styles, e.Styles.Glyphs
	run := &e.State.Runs.All[i]
	plain, muted, mark := kit.Painter(st.Text), kit.Painter(st.Muted), "  "
	result, paint := runWords(e, run)
	if i == s.at {
		plain, muted, paint, mark = st.Cursor, st.Cursor, st.Cursor, g.Cursor+" "
	}
	l := kit.NewLine(w, g.Ellipsis).Add(plain, mark).Add(muted, kit.Pad(runTime(e, run), 9, ""))
	l.Add(paint, kit.Pad(result, 16, g.Ellipsis)).Add(plain, " "+kit.Pad(run.Plan.Title, what, g.Ellipsis))
	if !narrow {
		undo := "yes"
		if e.State.Runs.Undoable(run) != "" {
			undo = g.None
		}
		l.Add(muted, "  "+kit.Pad(model.Places(&run.Plan), where, g.Ellipsis)+"  "+undo)
	}
	return l.SpaceIn(plain, l.Left()).String()
}

// runTime is when a run began: the time of today's, the date of older ones.
func runTime(e Env, run *op.Run) string {
	at := run.Started.In(e.State.Now.Location())
	if at.Format(time.DateOnly) == e.State.Now.Format(time.DateOnly) {
		return at.Format("15:04:05")
	}
	return at.Format("2 Jan")
}

// beat is how long the sign of a run stands. While all that goes on is waited
// for, which takes minutes, it hardly moves: what is shown changes by itself,
// and each frame costs a slow line bytes.
func beat(run *op.Run) time.Duration {
	for _, o := range run.Outcomes {
		if o.State == op.Running {
			return frame
		}
	}
	return fleetPoll
}

// pulse is the sign of a run at the moment.
func pulse(e Env, run *op.Run) string {
	frames := e.Styles.Glyphs.Spinner
	return frames[int(e.State.Now.UnixMilli()/beat(run).Milliseconds())%len(frames)]
}

// runWords is the result of a run, with a sign.
func runWords(e Env, run *op.Run) (string, kit.Painter) {
	st, g := e.Styles, e.Styles.Glyphs
	if model.Unfinished(run) {
		return g.Warning + " not finished", st.Warning
	}
	switch r := run.Result(); r {
	case op.StillRunning:
		word, _, _ := strings.Cut(model.Headway(run), ": ") // why it waits stands on its sheet
		if run.Elsewhere {
			word = "elsewhere"
		}
		return pulse(e, run) + " " + word, st.Accent
	case op.AllDone:
		word := "done"
		if run.UndoOf != "" {
			word = "done, an undo"
		}
		return g.OK + " " + word, st.Good
	case op.Nothing:
		return g.Dot + " " + string(r), st.Muted
	default:
		return g.Warning + " " + string(r), st.Warning
	}
}
