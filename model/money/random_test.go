package money_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"tami/model/ami"
	"tami/model/money"
)

// randomTree makes snapshots that each follow another, with blocks written
// over, added and dropped on the way, and says what each was made of.
func randomTree(r *rand.Rand, branches bool) ([]ami.Snapshot, money.Origins, disk) {
	var all []ami.Snapshot
	origins, held, last := money.Origins{}, disk{}, map[string]string{} // the newest snapshot of a volume
	volumes, version := 1, 0
	for i := range 1 + r.IntN(7) {
		id := fmt.Sprintf("snap-%c", 'a'+i)
		volume := fmt.Sprintf("vol-%d", 1+r.IntN(volumes))
		if branches && i > 0 && r.IntN(3) == 0 {
			volumes++
			volume = fmt.Sprintf("vol-%d", volumes)
			origins[volume] = all[r.IntN(len(all))].ID.String()
			last[volume] = origins[volume]
		}
		held.copy(id, last[volume])
		if held[id] == nil {
			held[id] = map[int]int{}
		}
		for range r.IntN(8) {
			version++
			held.write(id, r.IntN(10), 1+r.IntN(2), version)
		}
		for range r.IntN(4) {
			delete(held[id], r.IntN(12))
		}
		last[volume] = id
		all = append(all, snap(id, volume, float64(len(held[id]))/2))
	}
	return all, origins, held
}

// TestRandomLineages holds the count against an account of every block, and
// the bounds against the count, for every set of the snapshots.
func TestRandomLineages(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	for range 400 {
		all, origins, held := randomTree(r, r.IntN(2) == 0)
		b := book("us-east-1", origins, all...)
		for set := 1; set < 1<<len(all); set++ {
			gone := map[string]bool{}
			var picked []*ami.Snapshot
			for i := range all {
				if set&(1<<i) != 0 {
					gone[all[i].ID.String()] = true
					picked = append(picked, &all[i])
				}
			}
			b.Measured = nil
			bounds, _ := b.Freed(picked)
			b.Measured = held.measure(b.Lineage, slices.Sorted(maps.Keys(gone)))
			got, _ := b.Freed(picked)
			want := float64(held.freed(gone)) / 2 * 0.05
			if !near(got.Low, want) || !near(got.High, want) || got.Label != money.Measured {
				t.Fatalf("%v of %v: counted %+v, by brute force %g", gone, held, got, want)
			}
			if bounds.Low > want+1e-9 || bounds.High < want-1e-9 {
				t.Fatalf("%v of %v: %+v does not hold %g", gone, held, bounds, want)
			}
		}
	}
}

// BenchmarkBounds settles the money of 500 images of five snapshots each, all
// of one long line.
func BenchmarkBounds(b *testing.B) {
	var all []ami.Snapshot
	for i := range 2500 {
		s := snap(fmt.Sprintf("snap-%06d", i), fmt.Sprintf("vol-%d", i%50), 8)
		all = append(all, s)
	}
	lists := make([][]money.Case, 500)
	for i := range lists {
		lists[i] = cases(true, all[i*5:i*5+5]...)
	}
	for b.Loop() {
		book := book("us-east-1", nil, all...)
		for _, list := range lists {
			if o := book.Outcome(list); o.Stops.High == 0 {
				b.Fatal("no figure")
			}
		}
	}
}
