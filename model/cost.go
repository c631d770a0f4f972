package model

import (
	"slices"
	"time"

	"tami/model/ami"
	"tami/model/money"
)

// Cost is what keeping the snapshots of an image costs its account a month, in
// US dollars, and what would become of that if the image went. Snapshots are
// incremental, so most of it is bounds.
type Cost struct {
	money.Bounds               // of all snapshots together, fast restore included
	Leaving      money.Outcome // if the image were deregistered and its snapshots deleted
	Measurable   []Measurement // what would make the bounds exact
	Unknown      []string      // what no figure is known for; High is then only a part
	NotChecked   []NotChecked  // what could change the fate of a snapshot, and was not read
	Book         money.Book    // what it was reckoned from
}

// Measurement is a count of blocks that can be asked for, or was.
type Measurement struct {
	Need     ami.FreedBlocks
	Question money.Question
	Count    ami.BlockCount // so far; the zero BlockCount before the first page
	Proven   bool           // nothing that is out of sight can share the blocks
	Waits    string         // a snapshot that has to be complete before
}

// CostNeeds are the questions behind the whole Cost of an image that is ours:
// without them its bounds are as wide as the sizes of its snapshots.
func CostNeeds(at ami.Where, img *ami.Image) []ami.Need {
	needs := []ami.Need{ami.OwnSnapshots{Where: at}, ami.Images{Where: at, From: ami.Source{Kind: ami.Mine}}, ami.BinRules{Where: at}, ami.BinnedSnapshots{Where: at}}
	for _, id := range img.SnapshotIDs() {
		needs = append(needs, ami.FastRestore{Where: at, ID: id}, ami.SnapshotLock{Where: at, ID: id}, ami.TierStatus{Where: at, ID: id})
	}
	return needs
}

// Cost reckons what keeping an image costs, from what is known. What is not
// known is named, and never counted as nothing. account is who reads, "" where
// that is not known.
func (s *State) Cost(at ami.Where, img *ami.Image, account string) Cost {
	c := Cost{Book: s.book(at, img, account)}
	var cases []money.Case
	var ours []*ami.Snapshot
	for _, id := range img.SnapshotIDs() {
		one := s.costCase(at, img, id, account, &c)
		cases = append(cases, one)
		if one.Snapshot != nil {
			ours = append(ours, one.Snapshot)
		}
	}
	c.Bounds, _ = c.Book.Freed(ours)
	c.Leaving = c.Book.Outcome(cases)
	for _, p := range c.Leaving.Parts {
		c.Bounds = c.Bounds.Plus(p.Fast)
		if p.Snapshot != "" && !p.Known() {
			c.Bounds = c.Bounds.Plus(money.Bounds{Label: money.Unknown})
		}
	}
	c.Unknown = c.Leaving.Unknown
	if c.Label == "" || c.Label == money.NotOurs {
		c.Label = money.Exact
	}
	c.Measurable = s.measurable(at, c.Book, goes(c.Leaving))
	return c
}

// goes lists the snapshots of an outcome that would be deleted.
func goes(o money.Outcome) []string {
	var ids []string
	for _, p := range o.Parts {
		if (p.Fate == money.Deleted || p.Fate == money.Binned) && p.Tier == "standard" {
			ids = append(ids, p.Snapshot)
		}
	}
	return ids
}

// book collects what prices the snapshots of an image.
func (s *State) book(at ami.Where, img *ami.Image, account string) money.Book {
	b := money.Book{
		Region: at.Region, Account: account, Prices: s.Prices, Now: s.Now, Lineage: s.lineages[at],
		Measured: s.counts[at], Archived: map[string]time.Time{}, Zones: map[string]int{},
	}
	for _, id := range img.SnapshotIDs() {
		if t, ok := s.Answer(ami.TierStatus{Where: at, ID: id}).(ami.TierBody); ok && t.Archived.Known() {
			b.Archived[id] = t.Archived.Time()
		}
		if f, ok := s.Answer(ami.FastRestore{Where: at, ID: id}).(ami.FastRestoreBody); ok {
			b.Zones[id] = billedZones(f.Zones)
		}
	}
	return b
}

// billedZones counts the zones in which fast restore is on, or about to be.
func billedZones(zones []ami.FastRestoreZone) (n int) {
	for _, z := range zones {
		if slices.Contains([]string{"enabling", "optimizing", "enabled"}, z.State.String()) {
			n++
		}
	}
	return n
}

// costCase is what decides the fate of one snapshot.
func (s *State) costCase(at ami.Where, img *ami.Image, id, account string, c *Cost) money.Case {
	snap, known := s.Snapshot(at, id)
	one := money.Case{ID: id, Snapshot: snap, Delete: true, NeededBy: s.needing(at, img, id)}
	switch {
	case snap == nil && account != "" && img.OwnerID.String() != account:
		one.Foreign = true
	case snap == nil && known:
		one.Why = "its size is unknown: it is gone, or not visible to us"
	case snap == nil:
		one.Why = "its size is unknown: " + s.why(ami.OneSnapshot{Where: at, ID: id})
	default:
		s.holds(at, &one, c)
	}
	return one
}

// holds fills in what would keep a snapshot from going at once.
func (s *State) holds(at ami.Where, one *money.Case, c *Cost) {
	if l, ok := s.Answer(ami.SnapshotLock{Where: at, ID: one.ID}).(ami.LockBody); ok && l.Holds() {
		one.LockedUntil = "somebody unlocks it"
		if l.Expires.Known() {
			one.LockedUntil = l.Expires.Time().Format(time.DateOnly)
		}
	}
	rules, ok := s.Answer(ami.BinRules{Where: at}).(ami.BinRuleList)
	if !ok {
		return
	}
	keep := money.CatchingSnapshot(rules.List, one.Snapshot)
	one.BinDays = float64(keep.Days)
	if keep.Unsure != "" {
		c.NotChecked = append(c.NotChecked, NotChecked{"whether the Recycle Bin keeps them", keep.Unsure})
	}
}

// needing lists the other images of the place that stand on a snapshot.
func (s *State) needing(at ami.Where, img *ami.Image, id string) []string {
	inv := s.images[ami.Images{Where: at, From: ami.Source{Kind: ami.Mine}}]
	if inv == nil {
		return nil
	}
	var ids []string
	for other := range inv.Corpus.All() {
		for i := range other.Devices {
			if e := other.Devices[i].EBS; e != nil && e.SnapshotID.Raw() == id && other.ID != img.ID {
				ids = append(ids, other.ID.String())
				break
			}
		}
	}
	return ids
}

// measurable are the counts that make the bounds of snapshots exact.
func (s *State) measurable(at ami.Where, b money.Book, ids []string) []Measurement {
	var list []Measurement
	for _, q := range b.Lineage.Questions(ids) {
		need := ami.FreedBlocks{Where: at, Question: q.Key()}
		count, _ := s.Answer(need).(ami.BlockCount)
		list = append(list, Measurement{Need: need, Question: q, Count: count, Proven: b.Lineage.Proven(q.Snapshots()[0]), Waits: b.Lineage.Waiting(q)})
	}
	return list
}

// CostGaps names what the fates of an image's snapshots were settled without.
func (s *State) CostGaps(at ami.Where, img *ami.Image) []NotChecked {
	var gaps []NotChecked
	seen := map[string]bool{}
	for _, n := range CostNeeds(at, img) {
		what := ""
		switch n.(type) {
		case ami.OwnSnapshots:
			what = "which snapshots share blocks"
		case ami.Images:
			what = "which other images stand on them"
		case ami.BinnedSnapshots:
			what = "snapshots in the Recycle Bin, which may share blocks"
		case ami.BinRules:
			what = "rules of the Recycle Bin"
		case ami.FastRestore:
			what = "fast snapshot restore"
		case ami.SnapshotLock:
			what = "locks"
		case ami.TierStatus:
			what = "since when they are archived"
		}
		if p := s.Known(n).Problem; p != nil && !seen[what] {
			seen[what] = true
			gaps = append(gaps, NotChecked{what, p.Title})
		}
	}
	if l, ok := s.Answer(ami.OwnSnapshots{Where: at}).(ami.SnapshotList); ok && l.Missing != nil {
		gaps = append(gaps, NotChecked{"what volumes were made of", l.Missing.Title})
	}
	return gaps
}

// SnapshotGiB is the most that a snapshot holds: what was written, or where AWS
// does not say, the whole volume.
func SnapshotGiB(s *ami.Snapshot) float64 { return money.GiB(s) }
