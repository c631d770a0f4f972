package sim

import (
	"cmp"
	"slices"
)

// blockBytes is the size of a block of a snapshot, as the EBS direct APIs count.
const blockBytes = 512 * 1024

// blockMap is what a snapshot holds: runs in order that do not overlap.
type blockMap []BlockRun

// blocksOf gives what a snapshot holds. One whose blocks nobody named holds its
// full size, or that of its volume, in blocks that no other snapshot has.
func (r *region) blocksOf(s *snapshot) blockMap {
	if runs, named := r.blocks[s.SnapshotId]; named && runs != nil {
		return runs
	}
	count := s.VolumeSize * blocksPerGiB
	if full := s.FullSnapshotSizeInBytes; full != nil {
		count = int((*full + blockBytes - 1) / blockBytes)
	}
	if count == 0 {
		return nil
	}
	return blockMap{{Start: 0, Count: count, Version: s.SnapshotId}}
}

// run gives the position of the first run that ends behind an index.
func (m blockMap) run(index int) int {
	at, _ := slices.BinarySearchFunc(m, index, func(run BlockRun, index int) int {
		return cmp.Compare(run.Start+run.Count, index+1)
	})
	return at
}

// next gives the first index from one on that is written.
func (m blockMap) next(index int) (int, bool) {
	at := m.run(index)
	if at == len(m) {
		return 0, false
	}
	return max(index, m[at].Start), true
}

// version gives what stands at an index, "" when nothing was ever written there.
func (m blockMap) version(index int) string {
	if at := m.run(index); at < len(m) && m[at].Start <= index {
		return m[at].Version
	}
	return ""
}

// nextOf gives the first index from one on that is written in any of the maps.
func nextOf(index int, maps ...blockMap) (next int, more bool) {
	for _, m := range maps {
		if at, ok := m.next(index); ok && (!more || at < next) {
			next, more = at, true
		}
	}
	return next, more
}

// shares reports whether two snapshots have a block in common.
func (m blockMap) shares(other blockMap) bool {
	for i, j := 0, 0; i < len(m) && j < len(other); {
		a, b := m[i], other[j]
		if a.Version == b.Version && a.Start < b.Start+b.Count && b.Start < a.Start+a.Count {
			return true
		}
		if a.Start+a.Count < b.Start+b.Count {
			i++
		} else {
			j++
		}
	}
	return false
}

// related reports whether two snapshots are of one lineage: of one volume, under
// one data key, with a block in common, or when the volume of one was made from
// the other.
func (c *call) related(a, b *snapshot) bool {
	madeFrom := func(s, parent *snapshot) bool {
		v := c.own.volumes.find(s.VolumeId)
		return v != nil && v.SnapshotId == parent.SnapshotId
	}
	return a.SnapshotId == b.SnapshotId ||
		a.VolumeId == b.VolumeId && a.VolumeId != "" && a.VolumeId != copiedVolume ||
		a.DataEncryptionKeyId == b.DataEncryptionKeyId && a.DataEncryptionKeyId != "" ||
		madeFrom(a, b) || madeFrom(b, a) ||
		c.place.blocksOf(a).shares(c.place.blocksOf(b))
}
