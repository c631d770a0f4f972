package op

import "tami/model/ami"

// imageEnable puts disabled images into use again.
func imageEnable() Action {
	return Action{
		ID: "image.enable", Word: "enable", Title: "Enable", On: OnImages, Many: true, Risk: Guarded,
		Help: "Let disabled images be launched again; shares that disabling dropped do not come back by it.",
		Why:  notEnableable, Needs: enableNeeds, Fields: noFields, Plan: planEnable,
	}
}

// notEnableable is why an image cannot be enabled.
func notEnableable(f Facts, t Target) string {
	if why := notOurs(f, t); why != "" {
		return why
	}
	if img, _ := f.Image(t.At, t.ID); !img.Disabled() {
		return "it is " + img.State.String() + ", not disabled"
	}
	return ""
}

func enableNeeds(r Request, f Facts) []ami.Need {
	needs := imageNeeds(r, f)
	ours(r, f, func(t Target, img *ami.Image) {
		for _, id := range img.SnapshotIDs() {
			needs = append(needs, ami.OneSnapshot{Where: t.At, ID: id})
		}
	})
	return needs
}

func planEnable(r Request, f Facts) (Plan, error) {
	d := begin(r, f, "IMAGE", "ID", "STATE", "THEN")
	d.each(notEnableable, d.enable)
	return d.finish(Guarded, "Enable", ""), nil
}

func (d *draft) enable(one subject) {
	for _, id := range one.img.SnapshotIDs() {
		need := ami.OneSnapshot{Where: one.At, ID: id}
		snap, read := d.facts.Snapshot(one.At, id)
		switch {
		case !read:
			d.unchecked(NotChecked{"snapshot " + id, d.facts.Why(need)})
		case snap == nil:
			d.say(Warn, "Snapshot %s of %s is gone, or not visible to this account: enabled or not, nobody can launch it.", id, one.name)
		case snap.Tier.String() == "archive":
			d.leave(one, "its snapshot "+id+" is in the archive; restore it from there first")
			return
		}
	}
	d.row(one, false, one.ID, one.img.State.String(), "available, shared with nobody")
	d.step(one, "enable "+one.name, EnableImage{one.ID}, Undo{Grade: Exact, Calls: []Call{DisableImage{one.ID}}})
	if dropped := d.facts.Dropped(one.At, one.ID); len(dropped) > 0 {
		d.say(Note, "Disabling %s dropped its shares with %s.", one.name, named(dropped))
		d.Offers = append(d.Offers, Offer{
			Text:    "afterwards: share " + one.name + " with " + named(dropped) + " again",
			Request: Request{Action: "image.share", Targets: []Target{one.Target}, Values: valuesOf(dropped), Now: d.Made},
		})
	} else {
		d.say(Note, "Shares that disabling dropped do not come back by themselves: undo the run that disabled it, or share it again.")
	}
}

// valuesOf are grantees as the form for sharing has them.
func valuesOf(list []Grantee) Values {
	v := Values{}
	for _, g := range list {
		switch {
		case g.Account != "":
			v["account"] = append(v["account"], g.Account)
		case g.Organization != "":
			v["org"] = append(v["org"], g.Organization)
		case g.Unit != "":
			v["ou"] = append(v["ou"], g.Unit)
		case g.Group == Everybody:
			v["public"] = []string{"true"}
		}
	}
	return v
}
