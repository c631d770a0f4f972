package money

import (
	"fmt"
	"strings"
	"time"

	"tami/model/ami"
)

// Fate is what becomes of a snapshot when images go that it stands behind.
type Fate string

// The fates of a snapshot.
const (
	Deleted  Fate = "deleted"  // it goes, and with it what it alone costs
	Orphaned Fate = "orphaned" // it stays, and nothing uses it
	Kept     Fate = "kept"     // it stays: another image needs it, or it is locked
	Binned   Fate = "binned"   // it goes to the Recycle Bin, and is paid for until it leaves it
	Foreign  Fate = "not-ours" // somebody else pays for it
)

// Case is a snapshot behind images that go, with what decides its fate.
type Case struct {
	ID          string
	Snapshot    *ami.Snapshot // nil: not known
	Why         string        // why it is not known
	Foreign     bool          // it is known to be somebody else's, though no more is
	Delete      bool          // it is to go with the images
	NeededBy    []string      // images that stay and stand on it
	LockedUntil string        // in words; "" when it is not locked
	BinDays     float64       // for how long the Recycle Bin keeps it; 0: not at all
}

// Outcome is what becomes of the money when images go.
type Outcome struct {
	Parts     []Settled
	Stops     Bounds   // a month
	Stays     Bounds   // a month, fast snapshot restore included
	Once      Bounds   // fees
	UntilThen Bounds   // billed in all for what lies in the Recycle Bin
	Unknown   []string // what no figure is known for; the sums hold only the rest
}

// Settled is one snapshot of an Outcome. Its bounds are a month's, of it alone.
type Settled struct {
	Part
	Fate   Fate
	Reason string // why it does not simply go, or "": "needed by ami-…"
	Fast   Bounds // its fast snapshot restore, a month
	Once   Bounds // its fee for being deleted early
}

// Outcome settles what becomes of each snapshot, and of the money. A snapshot
// that stands in several cases is settled by the first.
func (b Book) Outcome(cases []Case) Outcome {
	o := Outcome{Stops: Exactly(0), Stays: Exactly(0), Once: Exactly(0), UntilThen: Exactly(0)}
	var gone, stays []*ami.Snapshot
	seen := map[string]bool{}
	for _, c := range cases {
		if seen[c.ID] {
			continue
		}
		seen[c.ID] = true
		s := b.settle(c)
		o.Parts = append(o.Parts, s)
		switch goes := s.Fate == Deleted || s.Fate == Binned; {
		case !s.Known():
			o.Unknown = append(o.Unknown, c.ID+": "+s.Why)
			o.add(goes, s.Bounds)
		case goes:
			gone = append(gone, c.Snapshot)
		case s.Fate != Foreign:
			stays = append(stays, c.Snapshot)
		}
		b.fees(&o, s, c)
	}
	stops, _ := b.Freed(gone)
	o.Stops = o.Stops.Plus(stops)
	for _, s := range stays {
		o.Stays = o.Stays.Plus(b.keeping(s))
	}
	return o
}

func (o *Outcome) add(goes bool, b Bounds) {
	if goes {
		o.Stops = o.Stops.Plus(b)
	} else {
		o.Stays = o.Stays.Plus(b)
	}
}

// settle finds the fate of one snapshot. What others need outranks what was
// asked for, and a lock outranks both.
func (b Book) settle(c Case) Settled {
	s := Settled{Part: Part{Snapshot: c.ID, Bounds: Bounds{Label: Unknown}, Why: c.Why}}
	if c.Snapshot != nil {
		s.Part = b.Part(c.Snapshot)
	}
	switch {
	case c.Foreign || c.Snapshot != nil && !b.ours(c.Snapshot):
		s.Fate, s.Part = Foreign, Part{Snapshot: c.ID, Bounds: Bounds{Label: NotOurs}, Why: "somebody else pays for it", GiB: s.GiB}
		return s
	case c.LockedUntil != "":
		s.Fate, s.Reason = Kept, "locked until "+c.LockedUntil
	case len(c.NeededBy) > 0:
		s.Fate, s.Reason = Kept, "needed by "+strings.Join(c.NeededBy, ", ")
	case !c.Delete:
		s.Fate, s.Reason = Orphaned, "it stays, and goes on costing, since it is not deleted with the image"
	case c.BinDays > 0:
		s.Fate, s.Reason = Binned, fmt.Sprintf("in the Recycle Bin for %g days, and billed until then", c.BinDays)
	default:
		s.Fate = Deleted
	}
	return s
}

// fees adds what is paid once, what is paid until the bin lets go, and what
// restoring fast costs.
func (b Book) fees(o *Outcome, s Settled, c Case) {
	at := &o.Parts[len(o.Parts)-1]
	if s.Fate == Foreign {
		return
	}
	at.Fast = b.FastRestore(c.ID)
	if at.Fast.Label == Unknown {
		o.Unknown = append(o.Unknown, fmt.Sprintf("%s: fast snapshot restore, price unknown (no figure for %s)", c.ID, b.Region))
	}
	goes := s.Fate == Deleted || s.Fate == Binned
	o.add(goes, at.Fast)
	if !goes || c.Snapshot == nil {
		return
	}
	end := b.Now
	if s.Fate == Binned && s.Known() {
		end = end.Add(time.Duration(c.BinDays * 24 * float64(time.Hour)))
		o.UntilThen = o.UntilThen.Plus(ForDays(b.keeping(c.Snapshot), c.BinDays))
	}
	at.Once = b.EarlyDelete(c.Snapshot, end)
	o.Once = o.Once.Plus(at.Once)
}

// keeping is the most that a snapshot which stays costs: what it shares with
// others is not counted off, since it may be what they are paid by.
func (b Book) keeping(s *ami.Snapshot) Bounds {
	p := b.Part(s)
	if p.Label == UpTo || p.Label == Measured {
		return AtMost(p.Price.USD*p.GiB + b.whileRestored(s))
	}
	return p.Bounds
}

func (b Book) whileRestored(s *ami.Snapshot) float64 {
	if s.RestoreExpiry.IsZero() {
		return 0
	}
	price, _ := b.Prices.Find(b.Region, ami.SnapshotArchive)
	return price.USD * GiB(s)
}
