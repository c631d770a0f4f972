package op

import (
	"errors"
	"fmt"
	"time"

	"tami/model/ami"
)

// imageDeprecate marks images as not to be used for new things from a date on,
// and lifts that.
func imageDeprecate() Action {
	return Action{
		ID: "image.deprecate", Word: "deprecate", Title: "Deprecate", On: OnImages, Many: true, Risk: Guarded,
		Help: "Hide images from others' lists from a date on; who knows their IDs can still launch them.",
		Why:  notOurs, Needs: deprecateNeeds, Fields: deprecateFields, Plan: planDeprecate,
	}
}

func deprecateFields(Request, Facts) []Field {
	return []Field{
		{
			Name: "at", Label: "From", Value: "DATE", Kind: Text, Help: "from when on: 2027-01-31, a time in RFC 3339, now, in 30d, +6mo",
			Check: func(s string) error { _, err := parseMoment(s, time.Time{}); return err },
		},
		{Name: "lift", Label: "Lift it", Help: "lift the deprecation instead", Kind: Toggle},
	}
}

func deprecateNeeds(r Request, f Facts) []ami.Need {
	needs := imageNeeds(r, f)
	var images []Target
	ours(r, f, func(t Target, _ *ami.Image) {
		if !r.Values.On("lift") {
			needs, images = append(needs, ami.Sharing{Where: t.At, ImageID: t.ID}), append(images, t)
		}
	})
	return append(needs, userNeeds(f, images)...)
}

func planDeprecate(r Request, f Facts) (Plan, error) {
	at, lift := r.Values.One("at"), r.Values.On("lift")
	switch {
	case lift && at != "":
		return Plan{}, errors.New("a date is set, or the deprecation is lifted (lift), not both")
	case lift:
		d := begin(r, f, "IMAGE", "ID", "DEPRECATED", "THEN")
		d.each(notOurs, d.undeprecate)
		return d.finish(Guarded, "Lift the deprecation of", ""), nil
	case at == "":
		return Plan{}, errors.New("it is not said from when on: give a date (at), such as 2027-01-31 or in 30d, or lift the deprecation (lift)")
	}
	when, err := parseMoment(at, r.Now)
	if err != nil {
		return Plan{}, err
	}
	if err := checkAhead(at, when, r.Now); err != nil {
		return Plan{}, err
	}
	// "in 30d" is settled once: planning again must not move the date.
	r.Values = r.Values.With("at", when.Format(time.RFC3339))
	d := begin(r, f, "IMAGE", "ID", "DEPRECATED", "THEN")
	d.each(notOurs, func(one subject) { d.deprecate(one, when) })
	return d.finish(Guarded, "Deprecate", "from "+minute(when)), nil
}

func checkAhead(said string, when, now time.Time) error {
	switch {
	case when.Before(now.Truncate(time.Minute)):
		return fmt.Errorf("%q has passed: AWS takes a moment ahead only; write now, or a later date", said)
	case when.After(now.AddDate(10, 0, 0)):
		return fmt.Errorf("%q is more than ten years ahead, which AWS does not take; write an earlier date", said)
	}
	return nil
}

func (d *draft) deprecate(one subject, when time.Time) {
	was := one.img.DeprecationTime
	switch {
	case was.Known() && was.Time().Truncate(time.Minute).Equal(when):
		d.say(Note, "%s is deprecated from then on already.", one.name)
		return
	case one.img.Public == ami.Yes && one.img.Created.Known() && when.After(publicUntil(one.img)):
		d.leave(one, "it is public, and AWS deprecates what is public two years after its making at the latest, on "+minute(publicUntil(one.img)))
		return
	}
	d.row(one, false, one.ID, deprecated(was, d.Made), "from "+minute(when))
	d.step(one, "deprecate "+one.name+" from "+minute(when), EnableDeprecation{one.ID, when}, d.deprecatedAgain(one))
	d.hidden(one, when)
}

// hidden says what a deprecation changes for others, and that it stops no
// launch.
func (d *draft) hidden(one subject, when time.Time) {
	if shared, _ := d.sharedNow(ami.Sharing{Where: one.At, ImageID: one.ID}, one.name); len(shared) > 0 {
		d.breaks("others do not find %s in lists or by its name from %s on (it is shared with: %s)", one.name, minute(when), sharedWords(shared))
	}
	users, not := d.facts.Users(one.At, one.ID)
	d.unchecked(not...)
	if len(users) > 0 {
		d.say(Note, "%s: what uses it goes on working and launching (%s found).", one.name, ami.Count(len(users), "use", "uses"))
	}
	if one.img.Public == ami.Yes {
		d.say(Note, "AWS makes %s private when it is deprecated and six months have passed without a launch.", one.name)
	}
}

func (d *draft) undeprecate(one subject) {
	was := one.img.DeprecationTime
	switch {
	case was.IsZero():
		d.say(Note, "%s is not deprecated.", one.name)
		return
	case one.img.Public == ami.Yes:
		d.leave(one, "it is public, and AWS lifts no deprecation of what is public; give it another date, or take the share with everybody back first")
		return
	}
	d.row(one, false, one.ID, deprecated(was, d.Made), "no")
	d.step(one, "lift the deprecation of "+one.name, DisableDeprecation{one.ID}, d.deprecatedAgain(one))
}

// deprecatedAgain is the way back to the deprecation that an image has. AWS
// takes no date that has passed.
func (d *draft) deprecatedAgain(one subject) Undo {
	switch was := one.img.DeprecationTime; {
	case was.IsZero():
		return Undo{Grade: Exact, Calls: []Call{DisableDeprecation{one.ID}}}
	case !was.Known():
		return Undo{Grade: Final, Why: "its present deprecation reads " + was.Text().String() + ", which is no date"}
	case was.Before(d.Made):
		return Undo{Grade: Final, Why: "it is deprecated since " + minute(was.Time()) + ", and AWS takes no date that has passed"}
	default:
		return Undo{Grade: Exact, Why: "until " + minute(was.Time()), Calls: []Call{EnableDeprecation{one.ID, was.Time()}}}
	}
}

func deprecated(at ami.Date, now time.Time) string {
	switch {
	case at.IsZero():
		return "no"
	case !at.Known():
		return at.Text().String()
	case at.Before(now):
		return "since " + minute(at.Time())
	}
	return "from " + minute(at.Time())
}
