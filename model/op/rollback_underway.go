package op

import (
	"strconv"
	"time"

	"tami/model/ami"
)

// underway deals with a refresh that is under way, whoever started it: nothing
// else can be started, so it is to be gone on with, stopped or turned round
// first. All of it is read from AWS. It reports whether the plan is made with
// that.
func (b *rollback) underway() bool {
	way := b.Request.Values.One(fieldWay)
	r := b.running()
	asked := way == wayCancel || way == wayTurn || way == wayGoOn
	if r == nil && !asked {
		return false
	}
	if r != nil {
		b.presentRefresh(r)
	}
	switch why := b.refused(way); {
	case !asked:
		b.say(Stop, "A refresh of the group is under way, and AWS starts no second one beside it. Wait for its end, or choose what becomes of it.")
		b.offerWays()
	case why != "":
		b.say(Stop, "It cannot be done this way (%s): %s.", wayLabel(way), why)
	case way == wayTurn:
		b.add("let AWS turn the refresh of "+clean(b.id)+" round", RollbackRefresh{Group: b.id}, Undo{Grade: Final, Why: "start the refresh again instead"})
	case way == wayCancel:
		b.add("stop the refresh of "+clean(b.id)+" at "+strconv.Itoa(r.Percent)+" %", CancelRefresh{Group: b.id}, Undo{Grade: Final, Why: "what is replaced stays so; start a refresh again instead"})
	default:
		b.goOn(r)
	}
	b.UndoLine = undoLine(&b.Plan)
	return true
}

// offerWays puts what can become of the refresh beside the plan.
func (b *rollback) offerWays() {
	for _, w := range []string{wayGoOn, wayTurn, wayCancel} {
		if b.refused(w) == "" {
			q := b.Request
			q.Values = q.Values.With(fieldWay, w)
			b.Offers = append(b.Offers, Offer{Text: capital(wayLabel(w)), Request: q})
		}
	}
}

// presentRefresh says what the refresh goes from and to, and how far it is.
func (b *rollback) presentRefresh(r *ami.Refresh) {
	now := Line{Text: "not known", More: b.launched()}
	if b.now != "" {
		target := b.image(b.now)
		now.Text, now.Image = b.name(b.now), &target
	}
	b.Sections = append(b.Sections, Section{Head: "NOW", Lines: []Line{now}})
	to := Line{Text: "what the group is set to", More: "the refresh names no version"}
	if !r.Template.IsZero() {
		to = Line{Text: "template " + b.refreshTemplate(r), More: "by the refresh under way"}
	}
	if image := b.goesTo(r); image != "" {
		target := b.image(image)
		to.Text, to.Image = b.name(image), &target
		if !r.Template.IsZero() {
			to.More = "template " + b.refreshTemplate(r) + ", by the refresh under way"
		}
	}
	b.Sections = append(b.Sections, Section{Head: "TO", Lines: []Line{to}})
	b.Sections = append(b.Sections, Section{Head: "REFRESH", Lines: b.progressLines(r)})
}

func (b *rollback) refreshTemplate(r *ami.Refresh) string {
	use := ami.TemplateUse{ID: r.Template, Version: r.Version}
	if r.Template == b.use.ID {
		use.Name = b.versions.Name
	}
	return use.String()
}

// goesTo is the image that a refresh brings the group to; "" where that is not
// known.
func (b *rollback) goesTo(r *ami.Refresh) string {
	if image := policyImage(r.Policy); image != "" {
		return image
	}
	if r.Template.IsZero() || r.Template != b.use.ID {
		return ""
	}
	n, err := strconv.ParseInt(r.Version.Raw(), 10, 64)
	switch {
	case err == nil:
	case r.Version.Raw() == ami.LatestVersion:
		n = b.versions.Latest()
	default:
		n = b.versions.Default()
	}
	if v := b.versions.Version(n); v != nil {
		return v.ImageID.Raw()
	}
	return ""
}

// progressLines are how far a refresh is, in AWS's words and in ours.
func (b *rollback) progressLines(r *ami.Refresh) []Line {
	text := statusWords(r.Status.String()) + ", " + strconv.Itoa(r.Percent) + " %"
	if r.ToUpdate > 0 {
		text += ", " + ami.Count(r.ToUpdate, "instance", "instances") + " to go"
	}
	if r.Began.Known() {
		text += ", begun " + days(max(time.Minute, b.Request.Now.Sub(r.Began.Time()))) + " ago"
	}
	lines := []Line{{Text: text}}
	if r.Waits() {
		lines = append(lines, Line{Text: "it waits at a checkpoint, to be looked at; it goes on by itself after " + seconds(r.CheckpointDelay)})
	}
	if !r.Reason.IsZero() {
		lines = append(lines, Line{Text: "AWS: " + r.Reason.String()})
	}
	return lines
}

// statusWords are a status of a refresh in plain words.
func statusWords(status string) string {
	switch status {
	case "Pending":
		return "about to begin"
	case "InProgress":
		return "in progress"
	case "Cancelling":
		return "being stopped"
	case "RollbackInProgress":
		return "being turned round by AWS"
	case "Baking":
		return "all replaced, being watched"
	}
	return status
}

// goOn stops the refresh and starts it again without its checkpoints: AWS has
// no call that ends a checkpoint early. What is replaced already matches, and
// is left alone.
func (b *rollback) goOn(r *ami.Refresh) {
	again := StartRefresh{
		Group: b.id, Template: r.Template.Raw(), Version: r.Version.Raw(), Policy: r.Policy, Strategy: r.Strategy.Raw(),
		MinHealthy: r.MinHealthy, SkipMatching: true, AutoRollback: r.AutoRollback, Bake: r.Bake,
	}
	for _, a := range r.Alarms {
		again.Alarms = append(again.Alarms, a.Raw())
	}
	if again.Policy != "" {
		again.Template, again.Version = "", ""
	}
	if again.AutoRollback {
		b.say(Note, "AWS's own way back leads to the setup that the group has until the refresh has succeeded, as before.")
	}
	stopped := b.add("stop the refresh of "+clean(b.id)+" at its checkpoint", CancelRefresh{Group: b.id}, Undo{Grade: Final, Why: "what is replaced stays so"})
	undo := Undo{Grade: Final, Why: "what it goes back to is not known; name it"}
	if b.use.Number != 0 && b.group.Policy == "" && !b.use.Moves() {
		back := b.refresh()
		back.SkipMatching, back.AutoRollback, back.Template, back.Version = true, true, b.use.ID.Raw(), number(b.use.Number)
		undo = Undo{Grade: Exact, Why: "a refresh to v" + number(b.use.Number), Calls: []Call{back}}
	}
	b.add(clean(b.id)+" refresh to the same, without checkpoints", again, undo, stopped)
}
