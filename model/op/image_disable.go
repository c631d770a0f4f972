package op

import (
	"slices"

	"tami/model/ami"
)

// imageDisable takes images out of use without losing them.
func imageDisable() Action {
	return Action{
		ID: "image.disable", Word: "disable", Title: "Disable", On: OnImages, Many: true, Risk: Guarded,
		Help: "Hide images and stop all launches from them; their snapshots stay, their shares are dropped.",
		Why:  notDisableable, Needs: disableNeeds, Fields: noFields, Plan: planDisable,
	}
}

// notDisableable is why an image cannot be disabled.
func notDisableable(f Facts, t Target) string {
	if why := notOurs(f, t); why != "" {
		return why
	}
	img, _ := f.Image(t.At, t.ID)
	switch {
	case img.Disabled():
		return "it is disabled already"
	case !img.Available():
		return "it is " + img.State.String() + ", and only what is available can be disabled"
	}
	return ""
}

func disableNeeds(r Request, f Facts) []ami.Need {
	needs := useNeeds(r, f)
	ours(r, f, func(t Target, img *ami.Image) {
		needs = append(needs, ami.Sharing{Where: t.At, ImageID: t.ID})
		if img.Public == ami.Yes {
			needs = append(needs, ami.PublicBlock{Where: t.At})
		}
	})
	return needs
}

func planDisable(r Request, f Facts) (Plan, error) {
	d := begin(r, f, "IMAGE", "ID", "STATE", "SHARED WITH", "THEN")
	d.each(notDisableable, d.disable)
	if len(d.Steps) > 0 {
		d.say(Note, "The snapshots stay, and are billed as before.")
	}
	return d.finish(Guarded, "Disable", ""), nil
}

func (d *draft) disable(one subject) {
	shared, known := d.sharedNow(ami.Sharing{Where: one.At, ImageID: one.ID}, one.name)
	undo := Undo{Grade: Exact}
	if len(shared) > 0 {
		undo = d.regrant(one, shared)
		d.breaks("%s: %s cannot launch it any more", one.name, named(shared))
	}
	undo.Calls = append([]Call{EnableImage{one.ID}}, undo.Calls...)
	words := sharedWords(shared)
	switch {
	case !known:
		undo.Grade, undo.Why, words = Lossy, "whom it was shared with could not be read, and enabling brings no share back", "not known"
	case undo.Grade == Final: // it can be enabled all the same
		undo.Grade = Lossy
	}
	d.row(one, slices.Contains(shared, Grantee{Group: Everybody}), one.ID, one.img.State.String(), words, "disabled, nobody")
	d.step(one, "disable "+one.name, DisableImage{one.ID}, undo)
	d.stopsLaunching(one)
}
