package screen

import (
	"tami/model"
	"tami/model/ami"
	"tami/ui/kit"
)

// below is how many lines tell more of the row under the cursor.
func (s *Bin) below(e Env) int {
	return belowRows(e.H-4, s.explained, 8)
}

// Draw implements Screen.
func (s *Bin) Draw(e Env, r Rect) Picture {
	pic := Picture{}
	var search string
	search, pic.Cursor = s.drawSearch(e, r.W, s.shown(), s.total, s.Needs(e))
	cols := s.columns(e, r.W)
	pic.Lines = s.drawTable(e, r, []string{search, cols.head(e, r.W)}, len(s.rows), "nothing in the bins matches; esc clears the search",
		func(i int) string { return s.drawRow(e, i, cols, r.W) }, s.drawBelow(e, r.W, s.below(e)))
	return pic
}

// shown is how many rows the search leaves.
func (s *Bin) shown() (n int) {
	for _, r := range s.rows {
		if r.note == "" {
			n++
		}
	}
	return n
}

// binColumns are the widths of a row's cells; 0 leaves one out.
type binColumns struct{ name, kind, left, back, entered, region, id int }

func (s *Bin) columns(e Env, w int) binColumns {
	c := binColumns{kind: 8, left: 4, back: 12}
	room := w - 2 - c.kind - c.left - c.back - 4
	if room < 16 { // the ID below says the kind, too
		room, c.kind = room+c.kind+1, 0
	}
	for _, at := range e.State.Places() {
		c.region = max(c.region, min(kit.Width(at.String()), 24))
	}
	if c.region = max(c.region, 6); room-c.region-1 < 20 {
		c.region = 0
	} else {
		room -= c.region + 1
	}
	if room > 32+22 {
		c.id = 22
		room -= c.id + 1
	}
	if room > 40+7 {
		c.entered = 7
		room -= c.entered + 1
	}
	c.name = max(8, room)
	return c
}

func (c binColumns) head(e Env, w int) string {
	return headings(e, w, heading{"WHAT IT WAS", c.name, false}, heading{"KIND", c.kind, false}, heading{"ENTERED", c.entered, true}, heading{"LEFT", c.left, true},
		heading{"COMES BACK", c.back, false}, heading{"REGION", c.region, false}, heading{"ID", c.id, false})
}

func (s *Bin) drawRow(e Env, i int, c binColumns, w int) string {
	r, row := s.rows[i], newListRow(e, i == s.at, w)
	if r.note != "" {
		return row.note(r.item.At.String(), r.note, r.bad)
	}
	back := e.State.Restorable(r.item)
	paint := row.muted
	if back.Lost {
		paint = row.bad
	}
	row.cell(row.plain, e.State.BinName(r.item), c.name)
	row.cell(row.muted, r.item.Kind(), c.kind)
	row.figure(row.muted, model.Age(r.item.Entered, e.State.Now), c.entered)
	row.figure(row.muted, model.TimeLeft(r.item.Leaves, e.State.Now), c.left)
	row.cell(paint, back.Short, c.back)
	row.cell(row.muted, r.item.At.String(), c.region)
	row.cell(row.muted, r.item.ID.String(), c.id)
	return row.String()
}

// drawBelow tells all of the row under the cursor, or what the bin is where
// there is no row.
func (s *Bin) drawBelow(e Env, w, h int) []string {
	if s.explained {
		return kit.Fill(explainedIn(e, s.explanation(), w, h), w, h)
	}
	st, g := e.Styles, e.Styles.Glyphs
	r, ok := s.current()
	title := "Recycle Bin"
	if ok {
		title = e.State.BinName(r.item)
	}
	lines := []string{kit.NewLine(w, g.Ellipsis).Rule(st.Rule, g.Rule, 1).Space(1).Add(st.Title, kit.Cut(title, max(4, w-6), g.Ellipsis)).Space(1).Rule(st.Rule, g.Rule, w).String()}
	say := func(label, text string) {
		if label == "" {
			for _, part := range wrapped(text, max(10, w-2)) {
				lines = append(lines, kit.NewLine(w, g.Ellipsis).Space(1).Add(st.Text, part).String())
			}
			return
		}
		for i, part := range wrapped(text, max(10, w-12)) {
			if i > 0 {
				label = ""
			}
			lines = append(lines, kit.NewLine(w, g.Ellipsis).Space(1).Add(st.Muted, kit.Pad(label, 9, "")).Space(1).Add(st.Text, part).String())
		}
	}
	switch {
	case ok:
		b := r.item
		back := e.State.Restorable(b)
		say("back", back.Words)
		say("leaves", b.Leaves.Time().Format(model.Moment)+" (in "+model.TimeLeft(b.Leaves, e.State.Now)+"), then it is gone for good")
		say("held by", e.State.RuleWords(b))
		say("entered", b.Entered.Time().Format(model.Moment)+" ("+model.AgeWords(b.Entered, e.State.Now)+")")
		say("ID", b.ID.String()+" in "+b.At.String())
		if d := b.Description.String(); d != "" && d != e.State.BinName(b) {
			say("was", d)
		}
	case s.at < len(s.rows) && s.rows[s.at].bad:
		say("", s.rows[s.at].item.At.String()+": "+s.rows[s.at].note)
		say("", "r tries again.")
	default:
		say("", binIs)
		say("", binEmpty(e, s.total))
	}
	return kit.Fill(lines, w, h)
}

// explanation says what the bin is, and what of it is not told by AWS.
func (s *Bin) explanation() explanation {
	what, _ := explanationOf("Recycle Bin", "", "", "")
	what.here = "AWS does not say which rule holds a thing, nor which snapshots an image had. The rule is the one that keeps things as long; the snapshots are those whose description names the image."
	what.see = binCommand(s.current())
	return what
}

const binIs = "What a rule of the Recycle Bin catches is kept for its time when it is deregistered or deleted, and can be restored until then. It costs as much as before."

func binEmpty(e Env, total int) string {
	for _, at := range e.State.Places() {
		if l, ok := e.State.Answer(ami.BinRules{Where: at}).(ami.BinRuleList); !ok || len(l.List) > 0 {
			if total > 0 {
				return ""
			}
			return "Nothing is in the bins now."
		}
	}
	return "No place that is shown has a rule, so deregistering an image there is final. Rules are made in the Recycle Bin console or with aws rbin create-rule."
}

func binCommand(r binRow, ok bool) string {
	cmd := "aws ec2 list-images-in-recycle-bin"
	if ok && !r.item.Image {
		cmd = "aws ec2 list-snapshots-in-recycle-bin"
	}
	if ok {
		cmd += " --region " + r.item.At.Region
	}
	return cmd
}
