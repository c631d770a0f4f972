package money

import (
	"fmt"
	"time"

	"tami/model/ami"
)

// Hours and days of a month, as AWS's own examples count them.
const (
	HoursAMonth = 730
	DaysAMonth  = 30
)

// minimumArchived is for how long an archived snapshot is paid for at the least.
const minimumArchived = 90 * 24 * time.Hour

// Book is what is known that prices snapshots of one account in one region.
// What is left out is taken as not known; only Region and Prices are needed.
type Book struct {
	Region  string
	Account string // who reads; with "" every snapshot counts as ours
	Prices  ami.Prices
	Now     time.Time

	Lineage  *Lineage                  // how snapshots share blocks
	Measured map[string]ami.BlockCount // what was counted, by Question.Key
	Archived map[string]time.Time      // since when a snapshot is archived, by ID
	Zones    map[string]int            // in how many zones a snapshot restores fast, by ID
}

// Part is what one snapshot costs a month, and why that is so.
type Part struct {
	Bounds
	Snapshot string
	Why      string
	Tier     string    // standard or archive; "" where the snapshot is not known
	GiB      float64   // the most that it holds
	Price    ami.Price // of a GB-month in its tier; the zero Price where it is unknown
}

// GiB is the most that a snapshot holds: what was written, or where AWS does
// not say, the whole volume.
func GiB(s *ami.Snapshot) float64 {
	if s.FullSize != nil {
		return float64(*s.FullSize) / (1 << 30)
	}
	return float64(s.VolumeSize)
}

func archived(s *ami.Snapshot) bool { return s.Tier.Raw() == "archive" }

func (b Book) ours(s *ami.Snapshot) bool {
	return b.Account == "" || s.OwnerID.IsZero() || s.OwnerID.Raw() == b.Account
}

// Part is what a snapshot costs by itself: what would stop being paid if it
// alone were deleted.
func (b Book) Part(s *ami.Snapshot) Part {
	p := Part{Snapshot: s.ID.String(), Tier: "standard", GiB: GiB(s)}
	if archived(s) {
		p.Tier = "archive"
	}
	switch {
	case !b.ours(s):
		p.Bounds, p.Why = Bounds{Label: NotOurs}, "somebody else pays for it"
		return p
	case !b.price(&p):
		return p
	case archived(s):
		b.archivedPart(&p, s)
	default:
		b.standardPart(&p, s)
	}
	return p
}

// price looks up what a GB-month costs in the tier of a part. Another region's
// price is never taken.
func (b Book) price(p *Part) bool {
	item := ami.SnapshotStandard
	if p.Tier == "archive" {
		item = ami.SnapshotArchive
	}
	var ok bool
	if p.Price, ok = b.Prices.Find(b.Region, item); !ok {
		p.Bounds, p.Why = Bounds{Label: Unknown}, fmt.Sprintf("price unknown (no figure for %s)", b.Region)
		if p.Price.Why != "" {
			p.Why = "price unknown (" + p.Price.Why + ")"
		}
		p.Price = ami.Price{}
	}
	return ok
}

func (b Book) archivedPart(p *Part, s *ami.Snapshot) {
	if s.FullSize == nil {
		p.Bounds, p.Why = AtMost(p.Price.USD*p.GiB), "archived: at most its volume; AWS does not say how much was written"
		return
	}
	p.Bounds, p.Why = Exactly(p.Price.USD*p.GiB), "archived: kept whole"
}

func (b Book) standardPart(p *Part, s *ami.Snapshot) {
	id := s.ID.Raw()
	p.Bounds = Bounds{High: p.Price.USD * p.GiB, Label: UpTo}
	p.Why = "incremental: at most what was written"
	if s.FullSize == nil {
		p.Why = "at most its volume: AWS does not say how much was written"
	}
	for _, run := range b.Lineage.runs([]string{id}) {
		free := b.freed(run)
		p.Low, p.High, p.Label = p.Price.USD*free.Low, p.Price.USD*free.High, free.Label
		switch {
		case free.Label == Measured:
			p.Why = "counted block by block"
		case free.counted:
			p.Why = "counted block by block; others that are gone from view may share them"
		case free.Low > 0:
			p.Why = "incremental: more than its neighbours hold, at most what was written"
		}
	}
	if archive, ok := b.Prices.Find(b.Region, ami.SnapshotArchive); !s.RestoreExpiry.IsZero() {
		p.Why = "restored for a while: paid in both tiers"
		if !ok {
			p.Bounds, p.Why = Bounds{Label: Unknown}, fmt.Sprintf("restored for a while, and the archive price is unknown (no figure for %s)", b.Region)
			return
		}
		p.Low, p.High = p.Low+archive.USD*p.GiB, p.High+archive.USD*p.GiB
	}
}

// gibibytes is how much is freed, in GiB.
type gibibytes struct {
	Bounds
	counted bool
}

// freed is what deleting a run of snapshots frees.
func (b Book) freed(run []*node) gibibytes {
	most := 0.0
	for _, n := range run {
		most += GiB(n.snapshot)
	}
	if count, ok := b.Measured[question(run).Key()]; ok {
		gib := float64(count.Freed) / BlocksPerGiB
		if run[0].proven {
			return gibibytes{Bounds{gib, gib, Measured}, true}
		}
		return gibibytes{Bounds{0, min(gib, most), UpTo}, true}
	}
	return gibibytes{Bounds{least(run), most, UpTo}, false}
}

// Freed is what stops being paid a month when snapshots are deleted together:
// blocks that two of them share are freed with the second only, so this is not
// the sum of their parts. What cannot be reckoned is named.
func (b Book) Freed(snapshots []*ami.Snapshot) (sum Bounds, unknown []string) {
	var standard []string
	counted := map[string]bool{}
	price, priced := b.Prices.Find(b.Region, ami.SnapshotStandard)
	for _, s := range snapshots {
		id := s.ID.Raw()
		if counted[id] {
			continue
		}
		counted[id] = true
		p := b.Part(s)
		if !p.Known() {
			unknown = append(unknown, s.ID.String()+": "+p.Why)
		}
		if priced && !archived(s) && b.ours(s) && s.RestoreExpiry.IsZero() && b.Lineage.Holds(id) {
			standard = append(standard, id)
			continue
		}
		sum = sum.Plus(p.Bounds)
	}
	for _, run := range b.Lineage.runs(standard) {
		sum = sum.Plus(b.freed(run).Times(price.USD))
	}
	return sum, unknown
}

// FastRestore is what fast snapshot restore of a snapshot costs a month, beside
// its storage. It goes on for as long as the snapshot is there.
func (b Book) FastRestore(id string) Bounds {
	zones := b.Zones[id]
	if zones == 0 {
		return Bounds{}
	}
	price, ok := b.Prices.Find(b.Region, ami.FastSnapshotRestore)
	if !ok {
		return Bounds{Label: Unknown}
	}
	return Exactly(price.USD * float64(zones) * HoursAMonth)
}

// EarlyDelete is the fee, once, for deleting an archived snapshot before its
// ninety days are over, or for restoring it for good; on is when that happens.
func (b Book) EarlyDelete(s *ami.Snapshot, on time.Time) Bounds {
	if !archived(s) || !b.ours(s) {
		return Bounds{}
	}
	price, ok := b.Prices.Find(b.Region, ami.SnapshotEarlyDelete)
	if !ok {
		price, ok = b.Prices.Find(b.Region, ami.SnapshotArchive) // AWS charges the rest at the same rate
	}
	since, dated := b.Archived[s.ID.Raw()]
	left := minimumArchived
	if dated {
		left = since.Add(minimumArchived).Sub(on).Truncate(time.Hour)
	}
	switch {
	case left <= 0:
		return Bounds{}
	case !ok:
		return Bounds{Label: Unknown}
	}
	fee := Exactly(price.USD * GiB(s) * left.Hours() / 24 / DaysAMonth)
	if s.FullSize == nil || !dated {
		fee.Low, fee.Label = 0, UpTo
	}
	return fee
}

// Restore is the fee, once, for bringing an archived snapshot back.
func (b Book) Restore(s *ami.Snapshot) Bounds {
	price, ok := b.Prices.Find(b.Region, ami.SnapshotRestore)
	switch {
	case !archived(s):
		return Bounds{}
	case !ok:
		return Bounds{Label: Unknown}
	case s.FullSize == nil:
		return AtMost(price.USD * GiB(s))
	}
	return Exactly(price.USD * GiB(s))
}

// ForDays is the part of a monthly amount that so many days cost: what is
// billed for a snapshot while it lies in the Recycle Bin.
func ForDays(monthly Bounds, days float64) Bounds { return monthly.Times(days / DaysAMonth) }
