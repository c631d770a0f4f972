package op

import (
	"errors"
	"strings"
	"time"

	"tami/model/ami"
)

// cooldown is how long an image that is protected with a cooldown stays
// protected after the protection is lifted.
const cooldown = 24 * time.Hour

// The states of deregistration protection that AWS has words for. During a
// cooldown it says something else, which no document fixes.
const (
	protectedPlain = "enabled-without-cooldown"
	protectedCool  = "enabled-with-cooldown"
	notProtected   = "disabled"
)

// imageProtect keeps images from being deregistered, and lifts that.
func imageProtect() Action {
	return Action{
		ID: "image.protect", Word: "protect", Title: "Protect", On: OnImages, Many: true, Risk: Guarded,
		Help: "Keep images from being deregistered by anybody, or lift that protection.",
		Why:  notOurs, Needs: imageNeeds, Fields: protectFields, Plan: planProtect,
	}
}

// heldByCooldown is why a protection with a cooldown is not taken back at once.
const heldByCooldown = "the cooldown holds for 24 hours after the protection is lifted"

func protectFields(Request, Facts) []Field {
	return []Field{
		{Name: "cooldown", Label: "With a cooldown of 24 hours", Help: "hold on for 24 hours after the protection is lifted", Kind: Toggle},
		{Name: "lift", Label: "Lift it", Help: "lift the protection instead", Kind: Toggle},
	}
}

func planProtect(r Request, f Facts) (Plan, error) {
	cool, lift := r.Values.On("cooldown"), r.Values.On("lift")
	if cool && lift {
		return Plan{}, errors.New("a cooldown is set with the protection and not when it is lifted; choose one of cooldown and lift")
	}
	d := begin(r, f, "IMAGE", "ID", "PROTECTION", "THEN")
	if lift {
		d.each(notOurs, d.unprotect)
		return d.finish(Guarded, "Lift the protection of", ""), nil
	}
	d.each(notOurs, func(one subject) { d.protect(one, cool) })
	return d.finish(Safe, "Protect", ""), nil
}

func (d *draft) protect(one subject, cool bool) {
	was, then := one.img.Protection.String(), protectedPlain
	if cool {
		then = protectedCool
	}
	if was == then {
		d.say(Note, "%s is protected like that already: %s.", one.name, protectionWords(was))
		return
	}
	undo := Undo{Grade: Exact, Calls: []Call{DisableProtection{one.ID}}}
	switch {
	case was == protectedPlain || was == protectedCool:
		undo.Calls = []Call{EnableProtection{one.ID, was == protectedCool}}
	case cool:
		undo.Grade, undo.Why = Lossy, heldByCooldown
	case one.img.Protected():
		undo.Grade, undo.Why = Lossy, "its cooldown does not go on from where it was"
	}
	d.row(one, false, one.ID, protectionWords(was), protectionWords(then))
	d.step(one, "protect "+one.name+" against being deregistered", EnableProtection{one.ID, cool}, undo)
}

func (d *draft) unprotect(one subject) {
	was := one.img.Protection.String()
	then := "not protected"
	switch {
	case !one.img.Protected():
		d.say(Note, "%s is not protected.", one.name)
		return
	case was == protectedCool:
		then = "until " + minute(d.Made.Add(cooldown))
		d.say(Warn, "%s stays protected %s: it is protected with a cooldown of 24 hours.", one.name, then)
	case was != protectedPlain:
		d.say(Note, "The protection of %s is lifted already, and holds for the rest of its cooldown: %s.", one.name, protectionWords(was))
		return
	}
	d.row(one, false, one.ID, protectionWords(was), then)
	d.step(one, "lift the protection of "+one.name, DisableProtection{one.ID},
		Undo{Grade: Exact, Calls: []Call{EnableProtection{one.ID, was == protectedCool}}})
}

// protectionWords are a state of protection in words. What AWS says during a
// cooldown is shown as it is.
func protectionWords(state string) string {
	switch state {
	case "", notProtected:
		return "not protected"
	case protectedPlain:
		return "without cooldown"
	case protectedCool:
		return "with a cooldown of 24 hours"
	}
	if at, ok := strings.CutPrefix(state, "cooldown until "); ok {
		if t := ami.ParseDate(at); t.Known() {
			return "until " + minute(t.Time())
		}
	}
	return state
}
