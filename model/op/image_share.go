package op

import (
	"errors"
	"slices"

	"tami/model/ami"
)

// imageShare shares images with accounts, organizations or everybody, and
// takes shares back.
func imageShare() Action {
	return Action{
		ID: "image.share", Word: "share", Title: "Share", On: OnImages, Many: true, Risk: Destructive,
		Help: "Let other accounts, organizations or everybody launch images, or take that back.",
		Why:  notOurs, Needs: shareNeeds, Fields: shareFields, Plan: planShare,
	}
}

func shareFields(Request, Facts) []Field {
	return []Field{
		{Name: "account", Label: "Accounts", Help: "an account", Value: "ID", Kind: List, Check: checkAccount},
		{Name: "org", Label: "Organizations", Help: "an organization", Value: "ARN", Kind: List, Check: checkOrganization},
		{Name: "ou", Label: "Organizational units", Help: "an organizational unit", Value: "ARN", Kind: List, Check: checkUnit},
		{Name: "public", Label: "Everybody", Help: "everybody: the images are public then", Kind: Toggle},
		{Name: "with-snapshots", Label: "The snapshots too", Help: "share the snapshots too, which copying an image takes", Kind: Toggle},
		{Name: "remove", Label: "Take the shares back", Help: "take the shares back instead", Kind: Toggle},
	}
}

func shareNeeds(r Request, f Facts) []ami.Need {
	needs := imageNeeds(r, f)
	remove, snapshots := r.Values.On("remove"), r.Values.On("with-snapshots")
	ours(r, f, func(t Target, img *ami.Image) {
		if !remove {
			needs = append(needs, f.FindingNeeds(t.At, img)...)
		}
		needs = append(needs, ami.Sharing{Where: t.At, ImageID: t.ID}, ami.PublicBlock{Where: t.At})
		for _, id := range img.SnapshotIDs() {
			if !remove || snapshots {
				needs = append(needs, ami.OneSnapshot{Where: t.At, ID: id})
			}
			if snap, _ := f.Snapshot(t.At, id); snapshots && snap != nil && snap.OwnerID == img.OwnerID {
				needs = append(needs, ami.SnapshotSharing{Where: t.At, ID: id})
			}
		}
	})
	return needs
}

// wantedShares is what is asked of a plan to share.
type wantedShares struct {
	with              []Grantee
	remove, snapshots bool
}

func (s wantedShares) public() bool { return slices.Contains(s.with, Grantee{Group: Everybody}) }

func parseSharing(v Values) (wantedShares, error) {
	s := wantedShares{remove: v.On("remove"), snapshots: v.On("with-snapshots")}
	add := func(name string, check func(string) error, grantee func(string) Grantee) error {
		for _, value := range v[name] {
			if err := check(value); err != nil {
				return err
			}
			if g := grantee(value); !slices.Contains(s.with, g) {
				s.with = append(s.with, g)
			}
		}
		return nil
	}
	err := errors.Join(
		add("account", checkAccount, func(id string) Grantee { return Grantee{Account: id} }),
		add("org", checkOrganization, func(arn string) Grantee { return Grantee{Organization: arn} }),
		add("ou", checkUnit, func(arn string) Grantee { return Grantee{Unit: arn} }),
	)
	if v.On("public") {
		s.with = append(s.with, Grantee{Group: Everybody})
	}
	if err == nil && len(s.with) == 0 {
		err = errors.New("it is not said with whom: name an account, an organization, an organizational unit, or choose everybody (public)")
	}
	return s, err
}

func planShare(r Request, f Facts) (Plan, error) {
	s, err := parseSharing(r.Values)
	if err != nil {
		return Plan{}, err
	}
	d := begin(r, f, "IMAGE", "ID", "SHARED WITH", "THEN")
	if s.remove {
		d.each(notOurs, func(one subject) { d.unshare(one, s) })
		return d.finish(Guarded, "Take back shares of", ""), nil
	}
	d.each(notOurs, func(one subject) { d.share(one, s) })
	if s.public() && len(d.Steps) > 0 {
		d.Risk = Destructive
		d.say(Warn, "Everybody can launch it then, and read its disks, where tami cannot look. Before, look for what follows.")
		for _, c := range Checklist() {
			d.say(Warn, "Look for %s: %s.", c.Look, c.Where)
		}
	}
	return d.finish(Guarded, "Share", "with "+named(s.with)), nil
}

// sharedNow is whom an image or a snapshot is shared with now.
func (d *draft) sharedNow(need ami.Need, what string) (list []Grantee, known bool) {
	p, known := d.facts.Answer(need).(ami.Permissions)
	why := d.facts.Why(need)
	if why != "" { // an answer from before may have aged since
		d.unchecked(NotChecked{"whom " + what + " is shared with", why})
	}
	return granteesOf(p), known && why == ""
}
