package model

import (
	"tami/model/ami"
	"tami/model/money"
)

// learnSnapshots keeps which snapshots of a place share blocks.
func (s *State) learnSnapshots(n ami.Need, list ami.SnapshotList) {
	s.answers[n] = list
	s.traceLineage(n.Place())
}

// traceLineage works out which snapshots of a place share blocks, from those
// that are there and those in the Recycle Bin.
func (s *State) traceLineage(at ami.Where) {
	list, ok := s.answers[ami.OwnSnapshots{Where: at}].(ami.SnapshotList)
	if !ok {
		return
	}
	l := money.Trace(list.List, list.Origins, "", list.Missing == nil)
	if bin, ok := s.answers[ami.BinnedSnapshots{Where: at}].(ami.BinnedSnapshotList); ok {
		var volumes []string
		for i := range bin.List {
			volumes = append(volumes, bin.List[i].VolumeID.Raw())
		}
		l.Doubt(volumes)
	}
	s.lineages[at] = l
}

// learnCount keeps a count of blocks once it is whole.
func (s *State) learnCount(n ami.Need, count ami.BlockCount) {
	s.answers[n] = count
	if f, ok := n.(ami.FreedBlocks); ok && count.Whole {
		if s.counts[f.Where] == nil {
			s.counts[f.Where] = map[string]ami.BlockCount{}
		}
		s.counts[f.Where][f.Question] = count
	}
}

// learnPrices puts the prices that AWS has told over the table. What an hour of
// instances costs comes in parts, and leaves what the lists of images say alone.
func (s *State) learnPrices(n ami.Need, list ami.PriceList) {
	if _, hours := n.(ami.TypePrices); !hours {
		s.answers[n] = list
	}
	was := s.Prices
	s.Prices = s.Prices.Refresh(list.Prices)
	for of, inv := range s.images {
		before, _ := was.Find(of.Region, ami.SnapshotStandard)
		if now, known := s.Prices.Find(of.Region, ami.SnapshotStandard); of.Region == n.Place().Region && now != before {
			inv.setPrice(now, known)
		}
	}
}
