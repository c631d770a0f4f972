package sim

// deleteSnapshot deletes a snapshot of the caller's that no image stands on and
// nothing locks. A rule of the Recycle Bin may keep it for a while.
func deleteSnapshot(c *call, in *snapshotInput) (func() returned, error) {
	s, err := c.ownSnapshot(in.SnapshotId)
	if err != nil {
		return nil, err
	}
	if i := c.imageUsing(s.SnapshotId); i != nil {
		return nil, refuse("InvalidSnapshot.InUse", "The snapshot %s is currently in use by %s", s.SnapshotId, i.ImageId)
	}
	if l := c.lockOn(s.SnapshotId); l != nil {
		return nil, forbid("OperationNotPermitted", "The snapshot %s is locked in %s mode and can't be deleted.", s.SnapshotId, l.stateAt(c.now))
	}
	return func() returned { c.dropSnapshot(s); return returned{true} }, nil
}

// dropWithImage deletes a snapshot together with the image it was made for, and
// gives AWS's code for what came of it.
func (c *call) dropWithImage(id string) string {
	s := c.place.snapshots.find(id)
	switch {
	case s == nil:
		return "client-error"
	case s.OwnerId != c.caller:
		return "missing-permissions"
	case c.imageUsing(id) != nil:
		return "skipped"
	case c.lockOn(id) != nil:
		return "client-error"
	}
	c.dropSnapshot(s)
	return "success"
}

// imageUsing finds an image that stands on a snapshot, disabled ones included.
// Images in the Recycle Bin do not count.
func (c *call) imageUsing(snapshotID string) *image {
	for _, i := range c.place.images.items {
		for _, device := range i.BlockDeviceMappings {
			if device.Ebs != nil && device.Ebs.SnapshotId == snapshotID {
				return i
			}
		}
	}
	return nil
}
