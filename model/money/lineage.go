package money

import (
	"cmp"
	"maps"
	"slices"

	"tami/model/ami"
)

// copiedVolume is what AWS gives as the volume of a snapshot that is a copy.
const copiedVolume = "vol-ffffffff"

// Lineage is how the snapshots of one account in one region share blocks: each
// has at most one parent, the snapshot before it of the same volume, or the
// one that its volume was made of. A snapshot shares blocks only with those
// that it is tied to, over ties or over snapshots that are gone. The nil
// Lineage knows of none.
type Lineage struct{ nodes map[string]*node }

type node struct {
	snapshot *ami.Snapshot
	parent   *node
	children []*node
	proven   bool // nothing but what it is tied to can share its blocks
}

// Origins says of volumes which snapshot each was made of, "" for one that was
// made empty. A volume that is gone is not in it.
type Origins map[string]string

// Trace finds out how snapshots share blocks. whole says that the list holds
// every snapshot of the account in the region: only then can anything be said
// of how much is not shared. Snapshots of others, and archived ones, share
// nothing and are left out.
func Trace(snapshots []ami.Snapshot, origins Origins, account string, whole bool) *Lineage {
	l := &Lineage{nodes: make(map[string]*node, len(snapshots))}
	chains := map[string][]*node{}
	for i := range snapshots {
		s := &snapshots[i]
		if account != "" && s.OwnerID.Raw() != account || archived(s) || s.State.Raw() == "error" {
			continue
		}
		n := &node{snapshot: s}
		l.nodes[s.ID.Raw()] = n
		chains[chainOf(s)] = append(chains[chainOf(s)], n)
	}
	classes := map[string]*class{}
	for _, key := range slices.Sorted(maps.Keys(chains)) {
		chain := chains[key]
		order(chain)
		for i, n := range chain[1:] {
			tie(n, chain[i])
		}
		root := chain[0].snapshot
		of := classes[classOf(root)]
		if of == nil {
			of = &class{}
			classes[classOf(root)] = of
		}
		of.add(chain, l.settleRoot(chain[0], origins))
	}
	for _, c := range classes {
		c.prove(whole)
		c.guess()
	}
	return l
}

// Doubt takes back what was proven of the snapshots that may share blocks with
// some of these volumes': those have snapshots that are out of sight, in the
// Recycle Bin.
func (l *Lineage) Doubt(volumes []string) {
	doubted := map[string]bool{}
	for _, n := range l.nodes {
		if slices.Contains(volumes, n.snapshot.VolumeID.Raw()) {
			doubted[classOf(n.snapshot)] = true
		}
	}
	for _, n := range l.nodes {
		n.proven = n.proven && !doubted[classOf(n.snapshot)]
	}
}

func chainOf(s *ami.Snapshot) string {
	if v := s.VolumeID.Raw(); v != "" && v != copiedVolume {
		return v
	}
	return s.ID.Raw()
}

// classOf groups snapshots that could possibly share blocks: those under one
// data key, or those that are not encrypted.
func classOf(s *ami.Snapshot) string {
	switch {
	case !s.DataKeyID.IsZero():
		return "data key " + s.DataKeyID.Raw()
	case s.Encrypted == ami.Yes:
		return "key " + s.KeyID.Raw()
	}
	return "plain"
}

func order(chain []*node) {
	slices.SortFunc(chain, func(a, b *node) int {
		return cmp.Or(cmp.Compare(a.snapshot.Started.UnixMilli(), b.snapshot.Started.UnixMilli()),
			cmp.Compare(a.snapshot.ID.Raw(), b.snapshot.ID.Raw()))
	})
}

func tie(child, parent *node) {
	child.parent = parent
	parent.children = append(parent.children, child)
}

// settleRoot ties the first snapshot of a volume to the one that the volume
// was made of. It reports whether it is known where the chain comes from; one
// whose parent has another key, or none, begins with a full copy.
func (l *Lineage) settleRoot(root *node, origins Origins) bool {
	from, known := origins[root.snapshot.VolumeID.Raw()]
	if !known || from == "" {
		return known
	}
	parent := l.nodes[from]
	if parent == nil {
		return false
	}
	if classOf(parent.snapshot) == classOf(root.snapshot) && parent != root {
		tie(root, parent)
	}
	return true
}

// class is the chains that could possibly share blocks.
type class struct {
	nodes   []*node
	trees   int
	strange int // trees of which it is not known where they come from
}

func (c *class) add(chain []*node, known bool) {
	c.nodes = append(c.nodes, chain...)
	if chain[0].parent == nil {
		c.trees++
	}
	if !known {
		c.strange++
	}
}

// prove settles whether all ties within the class are known: there is a single
// tree, or it is known of each where it comes from. Two trees of unknown
// origin may well be branches of a snapshot that is gone.
func (c *class) prove(whole bool) {
	for _, n := range c.nodes {
		n.proven = whole && (c.trees == 1 || c.strange == 0)
	}
}

// guess ties each chain of unknown origin to the snapshot before it under the
// same data key, which makes them one lineage: of what order is not known, but
// a block that the two have in common is not freed with one of them. Nothing is
// proven by it.
func (c *class) guess() {
	if len(c.nodes) == 0 || c.nodes[0].snapshot.DataKeyID.IsZero() {
		return
	}
	order(c.nodes)
	var last *node
	for _, n := range c.nodes {
		if n.snapshot.State.Raw() == "pending" {
			continue // nothing can be counted against it yet
		}
		if last != nil && n.parent == nil && !n.proven {
			tie(n, last)
		}
		last = n
	}
}

// Holds reports whether the lineage knows a snapshot.
func (l *Lineage) Holds(id string) bool { return l.node(id) != nil }

// Proven reports that nothing can share the blocks of a snapshot but what the
// lineage ties it to.
func (l *Lineage) Proven(id string) bool {
	n := l.node(id)
	return n != nil && n.proven
}

// Neighbours are the snapshots that a snapshot is tied to, its parent first.
func (l *Lineage) Neighbours(id string) []string {
	var ids []string
	if n := l.node(id); n != nil {
		for _, other := range n.tied() {
			ids = append(ids, other.id())
		}
	}
	return ids
}

func (l *Lineage) node(id string) *node {
	if l == nil {
		return nil
	}
	return l.nodes[id]
}

func (n *node) id() string { return n.snapshot.ID.Raw() }

func (n *node) tied() []*node {
	if n.parent == nil {
		return n.children
	}
	return append([]*node{n.parent}, n.children...)
}

// runs parts a set of snapshots into those that are tied to each other over
// members of the set alone: what becomes of the blocks of one run does not
// depend on the others.
func (l *Lineage) runs(ids []string) [][]*node {
	within := map[*node]bool{}
	for _, id := range ids {
		if n := l.node(id); n != nil {
			within[n] = true
		}
	}
	var runs [][]*node
	for _, id := range ids {
		first := l.node(id)
		if first == nil || !within[first] {
			continue
		}
		delete(within, first)
		run := []*node{first}
		for i := 0; i < len(run); i++ {
			for _, other := range run[i].tied() {
				if within[other] {
					delete(within, other)
					run = append(run, other)
				}
			}
		}
		runs = append(runs, run)
	}
	return runs
}

// least is what deleting a run frees at the least, in GiB: the most that one
// of its snapshots holds beyond all that the surviving neighbours could hold.
// A block of the run that lives on is held by one of those neighbours.
func least(run []*node) float64 {
	if !run[0].proven {
		return 0
	}
	within := map[*node]bool{}
	for _, n := range run {
		within[n] = true
	}
	surviving, fullest := 0.0, 0.0
	for _, n := range run {
		if n.snapshot.FullSize != nil {
			fullest = max(fullest, GiB(n.snapshot))
		}
		for _, other := range n.tied() {
			if !within[other] {
				surviving += GiB(other.snapshot)
			}
		}
	}
	return max(0, fullest-surviving)
}
