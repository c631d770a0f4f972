package op

import (
	"fmt"
	"strings"
	"time"

	"tami/model/ami"
	"tami/model/money"
)

// fated is a snapshot that a plan is about, and what becomes of it.
type fated struct {
	Fate  Fate
	snap  *ami.Snapshot // nil: not known
	until time.Time     // when a binned one goes for good
	gone  bool          // it is deleted or binned
	lost  bool          // it is not ours, or not there: nothing can be made of it later
	fast  int           // in how many zones it restores fast
}

// wanted is what is asked of the snapshots of a place.
type wanted struct {
	ids    []string            // each once
	images map[string][]string // the images of the plan that stand on a snapshot, by its ID
	goes   map[string]bool     // the images that go, by ID
	remove bool                // the snapshots are to go with them
}

// fates settles what becomes of the snapshots, and of the money. It looks at
// all of them together, so the order in which they are named changes nothing.
func (p *place) fates(w wanted) ([]fated, money.Outcome) {
	book := p.book()
	cases := make([]money.Case, len(w.ids))
	list := make([]fated, len(w.ids))
	doubtful := false
	for i, id := range w.ids {
		f := &list[i]
		f.Fate = Fate{SnapshotID: id, Images: w.images[id]}
		cases[i] = p.judge(f, w)
		if f.lost {
			continue
		}
		p.ask(f, book)
		if doubts := p.doubts(id); f.gone && len(doubts) > 0 {
			doubtful = true
			f.Fate.Why = strings.TrimPrefix(f.Fate.Why+", unless "+strings.Join(doubts, " or "), ", ")
		}
	}
	outcome := book.Outcome(cases)
	for i := range list {
		list[i].reckon(outcome.Parts[i], doubtful)
	}
	if doubtful {
		outcome.Stops = perhaps(outcome.Stops)
	}
	return list, outcome
}

// perhaps is an amount of which any part may turn out to stay.
func perhaps(b money.Bounds) money.Bounds {
	if b.Low = 0; b.High > 0 && b.Known() {
		b.Label = money.UpTo
	}
	return b
}

// judge finds the fate of one snapshot: what other images need outranks what
// was asked for, and a lock outranks both.
func (p *place) judge(f *fated, w wanted) money.Case {
	id := f.Fate.SnapshotID
	snap, known := p.facts.Snapshot(p.at, id)
	c := money.Case{ID: id, Snapshot: snap, Delete: w.remove}
	switch {
	case snap == nil && known:
		f.Fate.Fate, f.Fate.Why, f.lost, c.Foreign = NotOurs, "gone already, or not ours to see", true, true
		return c
	case snap == nil:
		why := or(p.facts.Why(ami.OneSnapshot{Where: p.at, ID: id}), NotAnswered)
		c.Why = "its size is not known: " + why
		p.gaps.add("snapshot "+id, why)
	case p.account != "" && !snap.OwnerID.IsZero() && snap.OwnerID.String() != p.account:
		f.Fate.Fate, f.Fate.Why, f.lost, c.Foreign = NotOurs, "account "+snap.OwnerID.String()+" owns it and pays for it", true, true
		return c
	}
	f.snap, c.LockedUntil, c.NeededBy = snap, p.lock(id), p.others(id, w.goes)
	switch keep := p.catchingSnapshot(snap); {
	case c.LockedUntil != "":
		f.Fate.Fate, f.Fate.Why = Kept, "locked "+c.LockedUntil
	case kept(snap):
		f.Fate.Fate, f.Fate.Why, c.NeededBy = Kept, "AWS Backup keeps it", []string{"AWS Backup"}
	case len(c.NeededBy) == 1:
		f.Fate.Fate, f.Fate.Why = Kept, c.NeededBy[0]+" needs it"
	case len(c.NeededBy) > 0:
		f.Fate.Fate, f.Fate.Why = Kept, listed(c.NeededBy)+" need it"
	case !w.remove:
		f.Fate.Fate, f.Fate.Why = Orphaned, "stays, and no image uses it"
	case keep.Days > 0:
		f.until, f.gone, c.BinDays = keep.Until(p.now), true, float64(keep.Days)
		f.Fate.Fate, f.Fate.Why = Binned, "in the Recycle Bin until "+moment(f.until, p.now)
	default:
		f.Fate.Fate, f.gone = Deleted, true
	}
	return c
}

// lock says until when a snapshot is locked, "" when it is not known to be.
func (p *place) lock(id string) string {
	need := ami.SnapshotLock{Where: p.at, ID: id}
	l, _ := p.facts.Answer(need).(ami.LockBody)
	switch why := p.facts.Why(need); {
	case l.Holds() && l.Expires.Known():
		return "until " + moment(l.Expires.Time(), p.now)
	case l.Holds():
		return "until somebody lifts the lock"
	default:
		p.gaps.add("locks of the snapshots", why)
	}
	return ""
}

// others are the images that stay and stand on a snapshot.
func (p *place) others(id string, goes map[string]bool) []string {
	var names []string
	for _, img := range p.users[id] {
		if !goes[img.ID.String()] {
			names = append(names, imageName(img, img.ID.String()))
		}
	}
	return names
}

// catchingSnapshot is what the bin does with a snapshot that is deleted.
func (p *place) catchingSnapshot(s *ami.Snapshot) money.Catch {
	if p.ruled != "" {
		return money.Catch{Unsure: p.ruled}
	}
	return p.noted(money.CatchingSnapshot(p.rules.List, s))
}

// doubts are what could keep a snapshot that goes, and is not known.
func (p *place) doubts(id string) (list []string) {
	if !p.whole {
		list = append(list, "another image needs it")
	}
	if p.facts.Why(ami.SnapshotLock{Where: p.at, ID: id}) != "" {
		list = append(list, "it is locked")
	}
	return list
}

// ask puts into the book what is known of one snapshot's tier and of its fast
// restore.
func (p *place) ask(f *fated, book money.Book) {
	id := f.Fate.SnapshotID
	fast := ami.FastRestore{Where: p.at, ID: id}
	zones, _ := p.facts.Answer(fast).(ami.FastRestoreBody)
	for _, z := range zones.Zones {
		switch z.State.String() {
		case "enabling", "optimizing", "enabled":
			f.fast++
		}
	}
	book.Zones[id] = f.fast
	p.gaps.add("fast snapshot restore", p.facts.Why(fast))
	if f.snap == nil || f.snap.Tier.String() != "archive" {
		return
	}
	tier := ami.TierStatus{Where: p.at, ID: id}
	if t, ok := p.facts.Answer(tier).(ami.TierBody); ok && t.Archived.Known() {
		book.Archived[id] = t.Archived.Time()
		return
	}
	p.gaps.add("since when snapshots are in the archive", or(p.facts.Why(tier), "AWS does not say"))
}

// reckon puts money and sizes to a fate. What goes stops being paid; of what
// stays, the most that it costs is told.
func (f *fated) reckon(s money.Settled, doubtful bool) {
	b := s.Bounds
	if f.gone && doubtful {
		b = perhaps(b)
	}
	f.Fate.Low, f.Fate.High, f.Fate.Label = b.Low, b.High, string(b.Label)
	if f.snap != nil {
		f.Fate.Size = fmt.Sprintf("%d GB", f.snap.VolumeSize)
		if f.snap.FullSize != nil {
			f.Fate.Written = gigabytes(s.GiB)
		}
	}
	switch {
	case f.Fate.Why == "":
		f.Fate.Why = s.Why
	case b.Label == money.Unknown:
		f.Fate.Why += "; " + s.Why
	}
	if s.Tier == "archive" {
		f.Fate.Why = strings.TrimSuffix("archived, "+strings.TrimPrefix(f.Fate.Why, "archived: "), ", ")
		if s.Once.High > 0 {
			f.Fate.Why += ", " + dollars(s.Once.Low, s.Once.High, string(s.Once.Label)) + " for leaving the archive early"
		}
	}
}
