package op

import (
	"slices"
	"time"

	"tami/model/ami"
	"tami/model/text"
)

// share adds what lets others use an image, and only what is not there yet.
func (d *draft) share(one subject, s wantedShares) {
	now, known := d.sharedNow(ami.Sharing{Where: one.At, ImageID: one.ID}, one.name)
	wanted := slices.DeleteFunc(slices.Clone(s.with), func(g Grantee) bool { return g.Account != "" && g.Account == one.img.OwnerID.Raw() })
	if len(wanted) < len(s.with) {
		d.say(Note, "%s belongs to account %s, which needs no share.", one.name, one.img.OwnerID)
	}
	there, add := split(wanted, now)
	if len(there) > 0 {
		d.say(Note, "%s is shared with %s already.", one.name, named(there))
	}
	if slices.Contains(now, Grantee{Group: Everybody}) && len(add) > 0 {
		d.say(Note, "%s is public: everybody can launch it already.", one.name)
	}
	d.findings(one, s)
	if n := len(now) + len(add); n > maxGrantees {
		d.say(Stop, "%s would be shared with %d, and AWS allows %d: share it with an organization instead, or take shares back first.", one.name, n, maxGrantees)
	}
	if len(add) > 0 {
		undo := Undo{Grade: Exact, Calls: []Call{ModifyLaunchPermission{ImageID: one.ID, Remove: add}}}
		if slices.Contains(add, Grantee{Group: Everybody}) {
			if again := asDeprecated(one); len(again) > 0 {
				undo.Calls = append(undo.Calls, again...)
				d.say(Warn, "AWS deprecates %s on %s when it becomes public, and leaves that when it is public no more.", one.name, minute(publicUntil(one.img)))
			}
		}
		if !known {
			undo.Grade, undo.Why = Lossy, "whom it was shared with before could not be read, and the undo takes all of these away"
		}
		d.row(one, false, one.ID, sharedWords(now), sharedWords(append(slices.Clone(now), add...)))
		d.step(one, "share "+one.name+" with "+named(add), ModifyLaunchPermission{ImageID: one.ID, Add: add}, undo)
		d.keyUse(one, add)
	}
	if s.snapshots {
		d.shareSnapshots(one, wanted)
	} else if len(add) > 0 && len(one.img.SnapshotIDs()) > 0 {
		d.say(Note, "Who it is shared with can launch %s and not copy it: copying takes its snapshots too (with-snapshots).", one.name)
	}
}

// asDeprecated is what undoes a side effect: AWS limits the life of what becomes
// public to two years from its making, by a deprecation.
func asDeprecated(one subject) []Call {
	was := one.img.DeprecationTime
	switch {
	case !one.img.Created.Known() || was.Known() && !was.Time().After(publicUntil(one.img)):
		return nil
	case was.Known():
		return []Call{EnableDeprecation{one.ID, was.Time()}}
	}
	return []Call{DisableDeprecation{one.ID}}
}

// publicUntil is when AWS deprecates a public image at the latest.
func publicUntil(img *ami.Image) time.Time {
	return img.Created.Time().AddDate(2, 0, 0).Truncate(time.Minute)
}

// findings are what the account, the place, the snapshots and the keys have to
// say about sharing an image further.
func (d *draft) findings(one subject, s wantedShares) {
	found, not := d.facts.Findings(one.At, one.img)
	d.unchecked(not...)
	for _, f := range found {
		level := Warn
		if f.Stop {
			level = Stop
		}
		if s.concerns(f.For) {
			d.say(level, "%s: %s", one.name, f.Text)
		}
	}
}

// concerns reports whether a finding about whom something is shared with
// matters to what is asked for.
func (s wantedShares) concerns(whom string) bool {
	switch whom {
	case "":
		return true
	case Everybody:
		return s.public()
	case EverybodyCopies:
		return s.public() && s.snapshots
	}
	return slices.Contains(s.with, Grantee{Account: whom})
}

// keyUse says what accounts need besides, where an image is encrypted: to be
// let use its keys.
func (d *draft) keyUse(one subject, add []Grantee) {
	var keys []string
	for _, id := range one.img.SnapshotIDs() {
		if snap, _ := d.facts.Snapshot(one.At, id); snap != nil && !snap.KeyID.IsZero() && !slices.Contains(keys, snap.KeyID.Raw()) {
			keys = append(keys, snap.KeyID.Raw())
		}
	}
	for _, arn := range keys {
		d.keptOut(one.At, arn, add)
	}
}

// keptOut says whom the policy of a key keeps from using what is encrypted with
// it.
func (d *draft) keptOut(at ami.Where, key string, add []Grantee) {
	k, known := d.facts.Answer(ami.Key{Where: at, ARN: key}).(ami.KeyBody)
	if !known || k.Missing != nil || k.Others {
		return
	}
	var lacking []Grantee
	for _, g := range add {
		in := slices.ContainsFunc(k.Accounts, func(a text.Safe) bool { return a.Raw() == g.Account })
		if !in {
			lacking = append(lacking, g)
		}
	}
	if len(lacking) > 0 {
		d.say(Warn, "The policy of %s does not let %s use it: it has to allow %s first.", d.facts.KeyName(at, key), named(lacking), keyUses)
	}
}

// shareSnapshots shares the snapshots behind an image, as far as they are ours:
// with accounts and with everybody, since AWS knows no more of snapshots.
func (d *draft) shareSnapshots(one subject, wanted []Grantee) {
	with := forSnapshots(wanted)
	if len(with) < len(wanted) {
		d.say(Warn, "Snapshots cannot be shared with organizations and their units: who is in them can launch %s, and not copy it.", one.name)
	}
	d.snapshotsOf(one, func(id string, now []Grantee, known bool, snap *ami.Snapshot) {
		_, add := split(with, now)
		if snap.Encrypted == ami.Yes && slices.Contains(add, Grantee{Group: Everybody}) {
			d.say(Stop, "Snapshot %s of %s is encrypted: it cannot be made public.", id, one.name)
		}
		if len(add) == 0 {
			return
		}
		undo := Undo{Grade: Exact, Calls: []Call{ModifySnapshotPermission{SnapshotID: id, Remove: add}}}
		if !known {
			undo.Grade, undo.Why = Lossy, "whom "+id+" was shared with before could not be read, and the undo takes all of these away"
		}
		d.step(one, "share snapshot "+id+" with "+named(add), ModifySnapshotPermission{SnapshotID: id, Add: add}, undo)
	})
}

// snapshotsOf calls back for each snapshot of an image that is ours, with whom
// it is shared with now.
func (d *draft) snapshotsOf(one subject, do func(id string, now []Grantee, known bool, snap *ami.Snapshot)) {
	for _, id := range one.img.SnapshotIDs() {
		need := ami.OneSnapshot{Where: one.At, ID: id}
		snap, read := d.facts.Snapshot(one.At, id)
		switch {
		case !read:
			d.unchecked(NotChecked{"snapshot " + id, d.facts.Why(need)})
		case snap == nil:
			d.say(Warn, "Snapshot %s of %s is gone, or not visible to this account.", id, one.name)
		case snap.OwnerID != one.img.OwnerID:
			d.say(Warn, "Snapshot %s of %s belongs to account %s: only that account can share it.", id, one.name, snap.OwnerID)
		default:
			now, known := d.sharedNow(ami.SnapshotSharing{Where: one.At, ID: id}, id)
			do(id, now, known, snap)
		}
	}
}

// forSnapshots are the grantees that a snapshot can have.
func forSnapshots(list []Grantee) []Grantee {
	return slices.DeleteFunc(slices.Clone(list), func(g Grantee) bool { return g.Organization != "" || g.Unit != "" })
}

// unshare takes shares of an image back, and only those that are there.
func (d *draft) unshare(one subject, s wantedShares) {
	now, known := d.sharedNow(ami.Sharing{Where: one.At, ImageID: one.ID}, one.name)
	gone, absent := split(s.with, now)
	switch {
	case !known:
		gone = s.with
	case len(absent) > 0:
		d.say(Note, "%s is not shared with %s.", one.name, named(absent))
	}
	if len(gone) > 0 {
		undo := d.regrant(one, gone)
		if !known {
			undo = Undo{Grade: Lossy, Calls: undo.Calls, Why: "whom it was shared with before could not be read, and the undo shares it with all of these"}
		}
		_, left := split(now, gone)
		d.row(one, false, one.ID, sharedWords(now), sharedWords(left))
		d.step(one, "take back what lets "+named(gone)+" launch "+one.name, ModifyLaunchPermission{ImageID: one.ID, Remove: gone}, undo)
		d.losing(one, gone, left)
	}
	if !s.snapshots {
		return
	}
	with := forSnapshots(s.with)
	d.snapshotsOf(one, func(id string, now []Grantee, _ bool, _ *ami.Snapshot) {
		if gone, _ := split(with, now); len(gone) > 0 {
			d.step(one, "take back what lets "+named(gone)+" copy snapshot "+id, ModifySnapshotPermission{SnapshotID: id, Remove: gone},
				Undo{Grade: Exact, Calls: []Call{ModifySnapshotPermission{SnapshotID: id, Add: gone}}})
		}
	})
}

// losing says who cannot launch an image any more. While it is public,
// everybody still can.
func (d *draft) losing(one subject, gone, left []Grantee) {
	if slices.Contains(left, Grantee{Group: Everybody}) {
		d.say(Note, "%s stays public: everybody can still launch it.", one.name)
		return
	}
	d.breaks("%s: %s cannot launch it any more; running instances and copies stay", one.name, named(gone))
}

// regrant shares an image again with those who lose it.
func (d *draft) regrant(one subject, gone []Grantee) Undo {
	public := Grantee{Group: Everybody}
	if !slices.Contains(gone, public) {
		return Undo{Grade: Exact, Calls: []Call{ModifyLaunchPermission{ImageID: one.ID, Add: gone}}}
	}
	need := ami.PublicBlock{Where: one.At}
	block, known := d.facts.Answer(need).(ami.PublicBlockState)
	switch {
	case !known:
		d.unchecked(NotChecked{"block public access", d.facts.Why(need)})
	case block.Images.String() == "block-new-sharing":
		undo := Undo{Grade: Lossy, Why: "block public access is on in " + one.At.Region + ": what was public cannot become so again"}
		if rest := slices.DeleteFunc(slices.Clone(gone), func(g Grantee) bool { return g == public }); len(rest) > 0 {
			undo.Calls = []Call{ModifyLaunchPermission{ImageID: one.ID, Add: rest}}
		} else {
			undo.Grade = Final
		}
		return undo
	}
	undo := Undo{Grade: Exact, Calls: []Call{ModifyLaunchPermission{ImageID: one.ID, Add: gone}}}
	if len(asDeprecated(one)) > 0 {
		undo.Grade, undo.Why = Lossy, "AWS deprecates it on "+minute(publicUntil(one.img))+" when it becomes public again"
	}
	return undo
}
