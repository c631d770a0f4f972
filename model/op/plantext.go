package op

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"tami/model/ami"
	"tami/model/money"
)

// Plain is a plan as plain text, as `tami plan` writes it, in the order of its sheet: what it is about,
// what becomes of the snapshots, the money, the way back, what breaks, what was
// not looked at, and the steps. Its lines are not folded.
func Plain(p Plan) string {
	w := &writer{}
	w.line(p.headline())
	w.sections(p.Sections)
	w.rows(p.Rows)
	w.fates(p.Snapshots)
	w.summary(p)
	w.section("NOT CHECKED", len(p.NotChecked), func(i int) string { return p.NotChecked[i].What + ": " + p.NotChecked[i].Why })
	w.section("WARNINGS", len(p.Warnings), func(i int) string { return string(p.Warnings[i].Level) + ": " + p.Warnings[i].Text })
	w.steps(p)
	w.section("INSTEAD", len(p.Offers), func(i int) string { return p.Offers[i].Text })
	if stops := len(p.Stopped()); stops > 0 {
		w.gap()
		w.line("This plan cannot be run: " + ami.Count(stops, "thing stops", "things stop") + " it.")
	} else if p.Empty() {
		w.gap()
		w.line("There is nothing to do.")
	}
	return w.b.String()
}

// headline is the title and where.
func (p *Plan) headline() string {
	words := []string{p.Title}
	for _, at := range p.places() {
		words = append(words, at.String())
	}
	accounts := map[string]bool{}
	for _, s := range p.Steps {
		if s.Account != "" && !accounts[s.Account] {
			accounts[s.Account] = true
			words = append(words, s.Account)
		}
	}
	return strings.Join(words, " · ")
}

// writer puts lines together, with one empty line between blocks.
type writer struct{ b strings.Builder }

func (w *writer) line(s string) { w.b.WriteString(strings.TrimRight(s, " ") + "\n") }
func (w *writer) gap()          { w.b.WriteByte('\n') }

// section writes a heading and its lines, nothing where there are none.
func (w *writer) section(head string, n int, line func(int) string) {
	if n == 0 {
		return
	}
	w.gap()
	w.line(head)
	for i := range n {
		w.line("  " + line(i))
	}
}

// rows writes a table; a row that needs a look has a mark before it.
func (w *writer) rows(t Table) {
	if len(t.Rows) == 0 {
		return
	}
	cells := [][]string{t.Heads}
	marks := []string{""}
	for _, r := range t.Rows {
		cells = append(cells, r.Cells)
		marks = append(marks, map[bool]string{true: "! ", false: "  "}[r.Flag])
	}
	w.gap()
	w.table(marks, cells, nil)
}

// fates writes what becomes of the snapshots.
func (w *writer) fates(fates []Fate) {
	if len(fates) == 0 {
		return
	}
	cells := [][]string{{"SNAPSHOT", "SIZE", "DATA", "$ A MONTH", "", "FATE"}}
	marks := []string{""}
	for _, f := range fates {
		fate := string(f.Fate)
		if f.Why != "" {
			fate += ": " + f.Why
		}
		usd := amount(f.Low, f.High, f.Label)
		if f.Fate == NotOurs {
			usd = amount(0, 0, "")
		}
		label := f.Label
		if label == usd || f.Fate == NotOurs {
			label = ""
		}
		cells = append(cells, []string{f.SnapshotID, f.Size, f.Written, usd, label, fate})
		marks = append(marks, "  ")
	}
	w.gap()
	w.table(marks, cells, map[int]bool{1: true, 2: true, 3: true})
}

// table writes cells in columns as wide as their widest; right says which stand
// to the right.
func (w *writer) table(marks []string, cells [][]string, right map[int]bool) {
	var widths []int
	for _, row := range cells {
		for i, c := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], utf8.RuneCountInString(c))
		}
	}
	for n, row := range cells {
		line := marks[n]
		if n == 0 {
			line = "  "
		}
		for i, c := range row {
			pad := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(c))
			if right[i] {
				line += pad + c + "  "
			} else {
				line += c + pad + "  "
			}
		}
		w.line(line)
	}
}

// summary writes the money, the way back and what breaks.
func (w *writer) summary(p Plan) {
	var rows [][]string
	if c := p.Cost; c != nil {
		rows = append(rows, c.words(p.unknown(true), p.unknown(false), len(p.Snapshots) > 0)...)
	}
	if p.UndoLine != "" {
		rows = append(rows, []string{"undo", p.UndoLine})
	}
	for i, b := range p.Breaks {
		rows = append(rows, []string{[]string{"breaks", ""}[min(i, 1)], b})
	}
	if len(rows) == 0 {
		return
	}
	w.gap()
	for _, r := range rows {
		w.line(r[0] + strings.Repeat(" ", 10-len(r[0])) + r[1])
	}
}

// unknown reports that of the snapshots that go, or of those that stay, one has
// no figure.
func (p *Plan) unknown(goes bool) bool {
	for _, f := range p.Snapshots {
		if f.Label == string(money.Unknown) && goes == (f.Fate == Deleted || f.Fate == Binned) {
			return true
		}
	}
	return false
}

// words are the money in lines: what each is, and how much. goes and stays say
// that part of what goes, or stays, has no figure; some, that there is anything
// to go or stay.
func (c *Cost) words(goes, stays, some bool) [][]string {
	rows := [][]string{}
	monthly := func(name, text string, high float64, part bool, label string) {
		text += " a month"
		switch {
		case part && high == 0:
			text = "unknown"
		case part:
			text += "  (of what is known)"
		case label != "" && high > 0:
			text += "  (" + label + ")"
		}
		rows = append(rows, []string{name, text})
	}
	if c.StopsHigh > 0 || some {
		monthly("stops", dollars(c.StopsLow, c.StopsHigh, ""), c.StopsHigh, goes, c.Label)
	}
	if c.StartsHigh > 0 {
		label, part := c.Label, false
		switch {
		case c.StopsHigh > 0 || some: // the label is theirs
			label = ""
		case label == string(money.Unknown):
			part = true
		}
		monthly("starts", dollars(c.StartsLow, c.StartsHigh, ""), c.StartsHigh, part, label)
	}
	if c.StaysHigh > 0 || stays {
		monthly("stays", "up to $ "+ami.Dollars(c.StaysHigh), c.StaysHigh, stays, "")
	}
	if c.OneTime > 0 {
		rows = append(rows, []string{"once", "$ " + ami.Dollars(c.OneTime)})
	}
	for _, n := range c.Notes {
		rows = append(rows, []string{"", n})
	}
	for _, u := range c.Unknown {
		rows = append(rows, []string{"", "not counted: " + u})
	}
	if c.Source != "" {
		rows = append(rows, []string{"prices", c.Source})
	}
	return rows
}

// steps writes the steps with their calls and the way back of each.
func (w *writer) steps(p Plan) {
	w.section("STEPS", len(p.Steps), func(i int) string {
		s := p.Steps[i]
		after := ""
		if first := slices.Concat(s.After, s.Behind); len(first) > 0 {
			after = " (after " + strings.Join(first, ", ") + ")"
		}
		indent := strings.Repeat(" ", len(strconv.Itoa(len(p.Steps)))-len(s.ID))
		undo := string(s.Undo.Grade)
		if undo == "" {
			undo = string(Final)
		}
		if s.Undo.Why != "" {
			undo += ": " + s.Undo.Why
		}
		return indent + s.ID + "  " + s.Title + after + "\n     undo  " + undo + "\n     $ " + CLI(withVariables(s.Do), s.At.Profile, s.At.Region)
	})
}
