package op

import "tami/model/ami"

// imageDropShare gives up shares that this account was given.
func imageDropShare() Action {
	return Action{
		ID: "image.dropshare", Word: "drop-share", Title: "Drop the share", On: OnImages, Many: true, Risk: Destructive,
		Help: "Give up the use of images that other accounts share with this one.",
		Why:  notSharedToUs, Needs: useNeeds, Fields: noFields, Plan: planDropShare,
	}
}

// notSharedToUs is why there is no share of an image to give up.
func notSharedToUs(f Facts, t Target) string {
	if why := unseen(f, t); why != "" {
		return why
	}
	img, _ := f.Image(t.At, t.ID)
	switch {
	case f.Account(t.At.Profile) == img.OwnerID.String():
		return "it belongs to this account; share --remove takes back what others may do"
	case img.Public == ami.Yes:
		return "it is public: everybody may use it, and no share of it is this account's own"
	}
	return ""
}

// useNeeds are the questions behind who uses the images.
func useNeeds(r Request, f Facts) []ami.Need {
	return append(imageNeeds(r, f), userNeeds(f, r.Targets)...)
}

func planDropShare(r Request, f Facts) (Plan, error) {
	d := begin(r, f, "IMAGE", "ID", "OWNER")
	d.each(notSharedToUs, func(one subject) {
		owner := one.img.OwnerID.String()
		d.row(one, false, one.ID, owner)
		d.step(one, "give up the share of "+one.name, CancelLaunchPermission{one.ID},
			Undo{Grade: Final, Why: "only account " + owner + " can share it again"})
		d.stopsLaunching(one)
	})
	if len(d.Steps) > 0 {
		d.say(Note, "AWS takes back shares with this very account only, not those with its organization.")
	}
	return d.finish(Destructive, "Give up the share of", ""), nil
}
