package model

import (
	"fmt"

	"tami/model/ami"
)

// Cost is what keeping the snapshots of an image costs its account a month, in
// US dollars, as bounds: snapshots are incremental, so what one of them costs
// lies between nothing and the price of all that was written when it was made.
// Archived snapshots are kept whole, and so are exact.
type Cost struct {
	Low, High float64
	Label     string // exact, up to, or unknown
	Parts     []CostPart
	Unknown   []string // what is not known; High is then only a part of it
}

// CostPart is the share of one snapshot.
type CostPart struct {
	Snapshot  string
	Low, High float64
	Label     string // exact, up to, unknown, or not ours
	Why       string
	GiB       float64   // the most that it holds
	Price     ami.Price // of a GB-month; the zero Price where it is unknown
}

// Cost reckons what keeping an image costs, from the snapshots and the prices
// that are known. What is not known is named, and never counted as nothing.
// account is who reads, "" where that is not known.
func (s *State) Cost(at ami.Where, img *ami.Image, account string) Cost {
	c := Cost{Label: "exact"}
	counted := map[string]bool{}
	for _, d := range img.Devices {
		if d.EBS == nil || d.EBS.SnapshotID.IsZero() || counted[d.EBS.SnapshotID.String()] {
			continue
		}
		counted[d.EBS.SnapshotID.String()] = true
		p := s.costPart(at, img, d.EBS.SnapshotID.String(), account)
		c.Parts = append(c.Parts, p)
		c.Low, c.High = c.Low+p.Low, c.High+p.High
		switch {
		case p.Label == "unknown":
			c.Unknown = append(c.Unknown, p.Why)
		case p.Label == "up to":
			c.Label = "up to"
		}
	}
	if len(c.Unknown) > 0 {
		c.Label = "unknown"
	}
	return c
}

func (s *State) costPart(at ami.Where, img *ami.Image, snapshot, account string) CostPart {
	p := CostPart{Snapshot: snapshot, Label: "up to"}
	snap, known := s.Snapshot(at, snapshot)
	switch {
	case snap == nil && account != "" && img.OwnerID.String() != account,
		snap != nil && account != "" && snap.OwnerID.String() != account:
		p.Label, p.Why = "not ours", "somebody else pays for it"
		return p
	case snap == nil && known:
		p.Label, p.Why = "unknown", "the size of "+snapshot+": it is gone, or not visible to us"
		return p
	case snap == nil:
		p.Label, p.Why = "unknown", "the size of "+snapshot+": "+s.why(ami.OneSnapshot{Where: at, ID: snapshot})
		return p
	}
	tier := ami.SnapshotStandard
	if p.Why = "incremental: at most what was written"; snap.FullSize == nil {
		p.Why = "at most its volume: AWS does not say how much was written"
	}
	if snap.Tier.String() == "archive" {
		tier = ami.SnapshotArchive
		if snap.FullSize != nil {
			p.Label, p.Why = "exact", "archived: kept whole"
		}
	}
	p.GiB = SnapshotGiB(snap)
	var ok bool
	if p.Price, ok = s.Prices.Find(at.Region, tier); !ok {
		return CostPart{Snapshot: snapshot, GiB: p.GiB, Label: "unknown", Why: fmt.Sprintf("the price of %s (no figure for %s)", snapshot, at.Region)}
	}
	p.High = p.Price.USD * p.GiB
	if p.Label == "exact" {
		p.Low = p.High
	}
	return p
}

// SnapshotGiB is the most that a snapshot holds: what was written, or where AWS
// does not say, the whole volume.
func SnapshotGiB(s *ami.Snapshot) float64 {
	if s.FullSize != nil {
		return float64(*s.FullSize) / (1 << 30)
	}
	return float64(s.VolumeSize)
}
