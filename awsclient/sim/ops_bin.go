package sim

import "time"

type listImagesInRecycleBinInput struct {
	ImageIds []string `form:"ImageId"`
	paging
}

type listImagesInRecycleBinResult struct {
	Images    []ImageInRecycleBin `wire:"imageSet,always"`
	NextToken string              `wire:"nextToken"`
}

// maxBinnedImages is how many images one listing of the bin may name.
const maxBinnedImages = 20

func listImagesInRecycleBin(c *call, in *listImagesInRecycleBinInput) (out listImagesInRecycleBinResult, err error) {
	if len(in.ImageIds) > maxBinnedImages {
		return out, refuse("InvalidParameterValue", "At most %d image IDs can be given at once", maxBinnedImages)
	}
	found, next, err := inBin(c, c.own.bin.images, imageIDs(), in.ImageIds, in.paging, 1)
	for _, i := range found {
		out.Images = append(out.Images, i.listed())
	}
	out.NextToken = next
	return out, err
}

type listSnapshotsInRecycleBinInput struct {
	SnapshotIds []string `form:"SnapshotId"`
	paging
}

type listSnapshotsInRecycleBinResult struct {
	Snapshots []SnapshotInRecycleBin `wire:"snapshotSet,always"`
	NextToken string                 `wire:"nextToken"`
}

func listSnapshotsInRecycleBin(c *call, in *listSnapshotsInRecycleBinInput) (out listSnapshotsInRecycleBinResult, err error) {
	found, next, err := inBin(c, c.own.bin.snapshots, snapshotKind(), in.SnapshotIds, in.paging, 5)
	for _, s := range found {
		out.Snapshots = append(out.Snapshots, s.listed())
	}
	out.NextToken = next
	return out, err
}

func (i *binnedImage) listed() ImageInRecycleBin {
	return ImageInRecycleBin{i.ImageId, i.Name, i.Description, stamp(i.enter), stamp(i.exit)}
}

func (s *binnedSnapshot) listed() SnapshotInRecycleBin {
	return SnapshotInRecycleBin{s.SnapshotId, s.Description, s.VolumeId, stamp(s.enter), stamp(s.exit)}
}

func stamp(t time.Time) string { return t.UTC().Format(wireLayout) }

// inTheBin is what the bin's listings need to know of what is in it.
type inTheBin interface {
	name() string
	over(now time.Time) bool
}

func (i binnedImage) name() string    { return i.ImageId }
func (s binnedSnapshot) name() string { return s.SnapshotId }

// inBin gives one page of what is in the bin, of all or of the named ones.
func inBin[T inTheBin](c *call, s *shelf[T], kind idKind, ids []string, p paging, smallest int) ([]*T, string, error) {
	err := kind.check(ids, func(id string) bool { return binned(s, id, c.now) != nil })
	if err != nil {
		return nil, "", err
	}
	wanted := listOf(ids)
	rule := pageRule{smallest: smallest, largest: 1000, fallback: 1000, badToken: "InvalidNextToken"}
	return page(c, p, rule, len(ids) > 0, func(item *T) bool {
		return wanted.has((*item).name()) && !(*item).over(c.now)
	}, s)
}

// binned finds something in the bin that can still be had back.
func binned[T inTheBin](s *shelf[T], id string, now time.Time) *T {
	if item := s.find(id); item != nil && !(*item).over(now) {
		return item
	}
	return nil
}

// restoreImageFromRecycleBin gives an image back as it was, with its shares. Its
// snapshots must be back already.
func restoreImageFromRecycleBin(c *call, in *imageInput) (func() returned, error) {
	if in.ImageId == "" {
		return nil, missingParameter("ImageId")
	}
	held := c.own.bin.images
	if err := imageIDs().check([]string{in.ImageId}, func(id string) bool { return binned(held, id, c.now) != nil }); err != nil {
		return nil, err
	}
	kept := held.find(in.ImageId)
	for _, id := range snapshotIDs(&kept.Image) {
		if c.place.snapshots.find(id) == nil {
			return nil, refuse("InvalidSnapshot.NotFound", "The snapshot '%s' does not exist. Restore the snapshots of an image before the image.", id)
		}
	}
	if kept.Name != "" {
		if err := c.checkNameFree(kept.Name); err != nil {
			return nil, err
		}
	}
	return func() returned {
		held.remove(in.ImageId)
		c.place.images.add(in.ImageId, kept.image)
		delete(c.place.gone, in.ImageId)
		delete(c.place.departed, in.ImageId)
		return returned{true}
	}, nil
}

type restoreSnapshotFromRecycleBinResult struct {
	SnapshotId  string `wire:"snapshotId"`
	OutpostArn  string `wire:"outpostArn"`
	Description string `wire:"description,always"`
	Encrypted   bool   `wire:"encrypted"`
	OwnerId     string `wire:"ownerId"`
	Progress    string `wire:"progress"`
	StartTime   string `wire:"startTime,time"`
	State       string `wire:"status"`
	VolumeId    string `wire:"volumeId"`
	VolumeSize  int    `wire:"volumeSize"`
	SseType     string `wire:"sseType"`
}

type snapshotInput struct{ SnapshotId string }

// restoreSnapshotFromRecycleBin gives a snapshot back as it was, with its
// shares; it can be used at once.
func restoreSnapshotFromRecycleBin(c *call, in *snapshotInput) (func() restoreSnapshotFromRecycleBinResult, error) {
	if in.SnapshotId == "" {
		return nil, missingParameter("SnapshotId")
	}
	held := c.own.bin.snapshots
	if err := snapshotKind().check([]string{in.SnapshotId}, func(id string) bool { return binned(held, id, c.now) != nil }); err != nil {
		return nil, err
	}
	return func() restoreSnapshotFromRecycleBinResult {
		s := held.find(in.SnapshotId)
		held.remove(in.SnapshotId)
		c.place.snapshots.add(in.SnapshotId, s.snapshot)
		if s.blocks != nil {
			c.place.blocks[in.SnapshotId] = s.blocks
		}
		if s.tier != nil {
			c.own.tiers.add(in.SnapshotId, *s.tier)
		}
		if s.lock != nil {
			c.own.locks.add(in.SnapshotId, *s.lock)
		}
		return restoreSnapshotFromRecycleBinResult{
			SnapshotId: s.SnapshotId, OutpostArn: s.OutpostArn, Description: s.Description, Encrypted: s.Encrypted, OwnerId: s.OwnerId,
			Progress: s.Progress, StartTime: s.StartTime, State: s.State, VolumeId: s.VolumeId, VolumeSize: s.VolumeSize, SseType: s.SseType,
		}
	}, nil
}
