package money_test

import (
	"maps"

	"tami/model/ami"
	"tami/model/money"
)

// half is the blocks of half a GiB, the step in which these disks are written.
const half = money.BlocksPerGiB / 2

// disk is a brute-force account of blocks: of each snapshot, which version
// stands at each place.
type disk map[string]map[int]int

// write fills count places, of half a GiB each, with a version.
func (d disk) write(id string, from, count, version int) disk {
	if d[id] == nil {
		d[id] = map[int]int{}
	}
	for i := from; i < from+count; i++ {
		d[id][i] = version
	}
	return d
}

// copy begins a snapshot as what another holds.
func (d disk) copy(id, from string) disk {
	d[id] = maps.Clone(d[from])
	return d
}

// appended is a chain of which B rewrites 4 GiB, and C adds 2.
func appended() disk {
	d := disk{}
	d.write("snap-A", 0, 20, 1)
	d.copy("snap-B", "snap-A").write("snap-B", 0, 8, 2)
	return d.copy("snap-C", "snap-B").write("snap-C", 20, 4, 3)
}

// rewriting is the same, but C also rewrites 3 of B's 4 GiB.
func rewriting() disk { return appended().write("snap-C", 0, 6, 3) }

// difference is what the EBS direct APIs would tell.
func (d disk) difference(l money.Listing) money.Difference {
	var diff money.Difference
	first, second := d[l.First], d[l.Second]
	add := func(to *money.Blocks, place int) {
		for i := range half {
			to.Add(place*half + i)
		}
	}
	for place, version := range second {
		if first[place] != version {
			add(&diff.Now, place)
		}
	}
	for place, version := range first {
		if second[place] != version {
			add(&diff.Was, place)
		}
	}
	return diff
}

// measure answers the questions of a set of snapshots.
func (d disk) measure(l *money.Lineage, ids []string) map[string]ami.BlockCount {
	counts := map[string]ami.BlockCount{}
	for _, q := range l.Questions(ids) {
		of := map[money.Listing]money.Difference{}
		for _, listing := range q.Listings() {
			of[listing] = d.difference(listing)
		}
		counts[q.Key()] = ami.BlockCount{Freed: q.Freed(of), Whole: true}
	}
	return counts
}

// freed counts by brute force: versions at places that no snapshot holds which
// stays.
func (d disk) freed(gone map[string]bool) int {
	type version struct{ place, version int }
	stays := map[version]bool{}
	for id, held := range d {
		for place, v := range held {
			if !gone[id] {
				stays[version{place, v}] = true
			}
		}
	}
	freed := map[version]bool{}
	for id := range gone {
		for place, v := range d[id] {
			if !stays[version{place, v}] {
				freed[version{place, v}] = true
			}
		}
	}
	return len(freed)
}
