package op

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tami/model/ami"
)

// draft is a plan for images that is being made. What the plans of images have
// in common is said here, once.
type draft struct {
	Plan
	facts   Facts
	left    []string  // the targets that cannot be part of it, and why
	changed []subject // the images that steps change, each once
}

// subject is a target of a draft, its image, and what to call it.
type subject struct {
	Target
	img  *ami.Image
	name string
}

func begin(r Request, f Facts, heads ...string) *draft {
	return &draft{Plan: Plan{Action: r.Action, Request: r, Made: r.Now, Rows: Table{Heads: heads}}, facts: f}
}

// each goes through the targets that the change can be made to. The others are
// left out, which the plan says.
func (d *draft) each(why func(Facts, Target) string, do func(subject)) {
	for _, t := range d.Request.Targets {
		img, _ := d.facts.Image(t.At, t.ID)
		s := subject{t, img, imageName(img, t.ID)}
		if reason := why(d.facts, t); reason != "" || img == nil {
			d.leave(s, reason)
			continue
		}
		do(s)
	}
}

// leave takes a target out of the plan. Without any target that is left, that
// stops the plan.
func (d *draft) leave(s subject, why string) { d.left = append(d.left, s.name+": "+why) }

func (d *draft) say(level Level, format string, args ...any) {
	if w := (Warning{level, fmt.Sprintf(format, args...)}); !slices.Contains(d.Warnings, w) {
		d.Warnings = append(d.Warnings, w)
	}
}

func (d *draft) breaks(format string, args ...any) {
	if b := fmt.Sprintf(format, args...); !slices.Contains(d.Breaks, b) {
		d.Breaks = append(d.Breaks, b)
	}
}

func (d *draft) unchecked(list ...NotChecked) {
	for _, n := range list {
		if !slices.Contains(d.NotChecked, n) {
			d.NotChecked = append(d.NotChecked, n)
		}
	}
}

func (d *draft) row(s subject, flag bool, cells ...string) {
	d.Rows.Rows = append(d.Rows.Rows, Row{Flag: flag, Cells: append([]string{s.name}, cells...)})
}

// step adds a step and returns its ID, for the steps that come after it.
func (d *draft) step(s subject, title string, do Call, undo Undo, after ...string) string {
	id := strconv.Itoa(len(d.Steps) + 1)
	d.Steps = append(d.Steps, Step{
		ID: id, After: after, At: s.At, Account: d.facts.Account(s.At.Profile), Title: title, Do: do, Undo: undo,
	})
	if !slices.Contains(d.changed, s) {
		d.changed = append(d.changed, s)
	}
	return id
}

// finish names the plan after what it changes: "Disable web-2026.11.19",
// "Disable 3 images". Only what is left of the targets counts.
func (d *draft) finish(risk Risk, verb, rest string) Plan {
	for _, l := range d.left {
		if len(d.Steps) == 0 {
			d.say(Stop, "%s.", l)
		} else {
			d.say(Warn, "Left out: %s.", l)
		}
	}
	what := ami.Count(len(d.Request.Targets), "image", "images")
	switch {
	case len(d.changed) > 1:
		what = ami.Count(len(d.changed), "image", "images")
		d.Confirm = strconv.Itoa(len(d.changed))
	case len(d.changed) == 1:
		what = d.changed[0].name
		d.Confirm = what
	case len(d.Request.Targets) == 1:
		t := d.Request.Targets[0]
		img, _ := d.facts.Image(t.At, t.ID)
		what = imageName(img, t.ID)
	}
	d.Title = strings.TrimSpace(verb + " " + what + " " + rest)
	if d.Risk = max(d.Risk, risk); d.Risk != Destructive {
		d.Confirm = ""
	}
	if d.UndoLine == "" {
		d.UndoLine = undoLine(&d.Plan)
	}
	return d.Plan
}

// undoLine says how good the way back of the whole is, and why it is no better.
func undoLine(p *Plan) string {
	if p.Empty() {
		return ""
	}
	grade := p.Grade()
	var whys []string
	for _, s := range p.Steps {
		if s.Undo.Why != "" && (grade == Exact || s.Undo.Grade != Exact) && !slices.Contains(whys, s.Undo.Why) {
			whys = append(whys, s.Undo.Why)
		}
	}
	line := map[Grade]string{Exact: "exactly as before", Lossy: "not quite as before", Final: "none"}[grade]
	if len(whys) > 0 {
		line += ": " + strings.Join(whys, "; ")
	}
	return line
}

// imageName is what people call an image; its ID where it has no name.
func imageName(img *ami.Image, id string) string {
	if img == nil || img.Name.IsZero() {
		return id
	}
	return img.Name.String()
}

// listed names the first few of several things, and how many more there are.
func listed(words []string) string {
	const most = 5
	switch n := len(words); {
	case n == 0:
		return ""
	case n == 1:
		return words[0]
	case n <= most:
		return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	default:
		return strings.Join(words[:most-1], ", ") + fmt.Sprintf(" and %d more", n-most+1)
	}
}
