package sim

import (
	"cmp"
	"slices"
	"time"
)

// bin is what an account has in the Recycle Bin of one region. What has stayed
// its time is not shown any more, and cannot be had back.
type bin struct {
	images    *shelf[binnedImage]
	snapshots *shelf[binnedSnapshot]
}

func newBin() bin {
	return bin{newShelf[binnedImage](0), newShelf[binnedSnapshot](0)}
}

// stay is from when to when something is in the bin.
type stay struct{ enter, exit time.Time }

func (s stay) over(now time.Time) bool { return !now.Before(s.exit) }

// binnedImage is an image in the bin with all that comes back with it.
type binnedImage struct {
	image
	stay
}

// binnedSnapshot is a snapshot in the bin with all that comes back with it.
type binnedSnapshot struct {
	snapshot
	stay
	blocks []BlockRun
	tier   *SnapshotTierStatus
	lock   *LockedSnapshot // one that has run out: others keep it from going
}

// Kinds of resources that a rule of the bin catches, in AWS's words.
const (
	binImages    = "EC2_IMAGE"
	binSnapshots = "EBS_SNAPSHOT"
	binVolumes   = "EBS_VOLUME"
)

func binKinds() []string { return []string{binSnapshots, binImages, binVolumes} }

// keeps says how long the bin keeps a resource with these tags that goes now,
// and whether it does at all. Of several rules the longest holds.
func (own *holdings) keeps(kind string, tags []Tag, now time.Time) (stay, bool) {
	days := 0
	for _, rule := range own.rules.items {
		if rule.ResourceType == kind && rule.RetentionPeriod != nil && rule.catches(tags) {
			days = max(days, rule.RetentionPeriod.RetentionPeriodValue)
		}
	}
	return stay{now, now.AddDate(0, 0, days)}, days > 0
}

// catches reports whether a rule holds for a resource with these tags: any of
// its tags will do, and without any it holds for the whole region but for what
// it excludes. A rule that is not in force yet catches nothing.
func (r *RecycleBinRule) catches(tags []Tag) bool {
	switch {
	case cmp.Or(r.Status, ruleInForce) != ruleInForce:
		return false
	case len(r.ResourceTags) > 0:
		return slices.ContainsFunc(r.ResourceTags, func(t RecycleBinTag) bool { return t.on(tags) })
	default:
		return !slices.ContainsFunc(r.ExcludeResourceTags, func(t RecycleBinTag) bool { return t.on(tags) })
	}
}

// on reports whether the tag is among others. One without a value stands for any.
func (t RecycleBinTag) on(tags []Tag) bool {
	return slices.ContainsFunc(tags, func(other Tag) bool {
		return other.Key == t.ResourceTagKey && (t.ResourceTagValue == "" || other.Value == t.ResourceTagValue)
	})
}

// dropImage takes an image off the shelf, into the bin when a rule says so. Only
// finished images with volumes are kept.
func (c *call) dropImage(i *image) {
	id, left := i.ImageId, *i
	kept, retained := c.own.keeps(binImages, i.Tags, c.now)
	if retained && i.RootDeviceType != "instance-store" && (i.State == "available" || i.State == "disabled") {
		c.own.bin.images.add(id, binnedImage{*i, kept})
	}
	left.State = "deregistered"
	c.place.departed[id] = &left
	if c.place.images.find(id) != nil {
		c.place.images.remove(id)
	} else {
		c.place.catalogue().remove(id)
	}
	c.place.gone[id] = c.now
}

// dropSnapshot takes a snapshot off the shelf, into the bin when a rule says so.
// Only finished snapshots are kept. Fast restores of it end.
func (c *call) dropSnapshot(s *snapshot) {
	id := s.SnapshotId
	kept, retained := c.own.keeps(binSnapshots, s.Tags, c.now)
	if retained && s.State == "completed" {
		c.own.bin.snapshots.add(id, binnedSnapshot{*s, kept, c.place.blocks[id], c.own.tiers.find(id), c.own.locks.find(id)})
	}
	c.place.snapshots.remove(id)
	delete(c.place.blocks, id)
	c.own.tiers.remove(id)
	c.own.locks.remove(id)
	for _, f := range slices.Clone(c.own.fastRestores.items) {
		if f.SnapshotId == id {
			c.own.fastRestores.remove(fastRestoreKey(*f))
		}
	}
}

func fastRestoreKey(f FastSnapshotRestore) string { return f.SnapshotId + "/" + f.AvailabilityZone }

// loadBin puts into the bin what the seed says is there. What else the seed says
// of it, among its images and snapshots, comes back with it.
func (a *Account) loadBin(r *region, own *holdings, seed *RegionSeed) {
	for _, listed := range seed.ImagesInRecycleBin {
		kept := binnedImage{stay: a.readStay(listed.RecycleBinEnterTime, listed.RecycleBinExitTime)}
		if i := r.images.find(listed.ImageId); i != nil {
			kept.image = *i
			r.images.remove(listed.ImageId)
		} else {
			kept.Image = Image{ImageId: listed.ImageId, OwnerId: a.id, State: "available", ImageType: "machine"}
		}
		kept.Name, kept.Description = cmp.Or(kept.Name, listed.Name), cmp.Or(kept.Description, listed.Description)
		left := kept.image
		left.State = "deregistered"
		r.departed[listed.ImageId] = &left
		own.bin.images.add(listed.ImageId, kept)
	}
	for _, listed := range seed.SnapshotsInRecycleBin {
		id := listed.SnapshotId
		kept := binnedSnapshot{stay: a.readStay(listed.RecycleBinEnterTime, listed.RecycleBinExitTime), blocks: r.blocks[id], tier: own.tiers.find(id), lock: own.locks.find(id)}
		if s := r.snapshots.find(id); s != nil {
			kept.snapshot = *s
			r.snapshots.remove(id)
		} else {
			kept.Snapshot = Snapshot{SnapshotId: id, OwnerId: a.id, State: "completed", Progress: "100%", StorageTier: "standard"}
		}
		kept.Description, kept.VolumeId = cmp.Or(kept.Description, listed.Description), cmp.Or(kept.VolumeId, listed.VolumeId)
		delete(r.blocks, id)
		own.tiers.remove(id)
		own.locks.remove(id)
		own.bin.snapshots.add(id, kept)
	}
}

// readStay reads the times of a seed; one that is left out is now, or a week
// after the other.
func (a *Account) readStay(enter, exit string) stay {
	s := stay{enter: a.clock()}
	if at, ok := readTime(enter); ok {
		s.enter = at
	}
	s.exit = s.enter.AddDate(0, 0, 7)
	if at, ok := readTime(exit); ok {
		s.exit = at
	}
	return s
}
