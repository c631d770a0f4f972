package money

// Difference is what differs between a snapshot and its parent, by block: the
// blocks that each of the two has. A block that was written over is in both. Of
// a snapshot without a parent, Now is all that it holds.
type Difference struct{ Was, Now Blocks }

// Freed counts the blocks that only snapshots hold which go. Each version of a
// block begins in one snapshot and lives on in those below it until it is
// written over or dropped; it is freed when none that holds it stays. The
// plain rule, to count what changed before and after, counts blocks that the
// snapshot does not have; this does not.
func (q Question) Freed(of map[Listing]Difference) int64 {
	below := map[string][]tied{}
	for _, t := range q.ties {
		below[t.parent] = append(below[t.parent], t)
	}
	var freed int64
	for _, t := range q.ties {
		if t.stays {
			continue
		}
		begun := of[Listing{t.parent, t.id}].Now
		freed += begun.without(kept(begun, t.id, below, of)).Len()
	}
	return freed
}

// kept is which of some blocks that a snapshot holds live on in one that stays.
func kept(blocks Blocks, id string, below map[string][]tied, of map[Listing]Difference) Blocks {
	var live Blocks
	for _, child := range below[id] {
		on := blocks.without(of[Listing{id, child.id}].Was)
		if !child.stays {
			on = kept(on, child.id, below, of)
		}
		live.join(on)
	}
	return live
}
