package sim

// deleteSnapshot deletes a snapshot of the caller's that no image stands on and
// nothing locks. A rule of the Recycle Bin may keep it for a while.
func deleteSnapshot(c *call, in *snapshotInput) (func() returned, error) {
	s, err := c.ownSnapshot(in.SnapshotId)
	if err != nil {
		return nil, err
	}
	if err := checkBackup("snapshot", s.Tags); err != nil {
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
// gives AWS's code for what came of it. What a fault would do to a DeleteSnapshot
// of the caller's, it does here too.
func (c *call) dropWithImage(id string) string {
	s := c.place.snapshots.find(id)
	switch {
	case s == nil:
		return deleteClientError
	case s.OwnerId != c.caller:
		return deleteDenied
	case c.imageUsing(id) != nil:
		return "skipped"
	}
	if code := c.deleteFault(); code != "" {
		return code
	}
	if c.lockOn(id) != nil || checkBackup("snapshot", s.Tags) != nil {
		return deleteClientError
	}
	c.dropSnapshot(s)
	return "success"
}

// The codes of AWS for a snapshot that was not deleted with its image.
const (
	deleteDenied        = "missing-permissions"
	deleteClientError   = "client-error"
	deleteInternalError = "internal-error"
)

// deleteFault takes the fault for a DeleteSnapshot, and gives the code that comes
// of it, or "" when the snapshot can be deleted all the same.
func (c *call) deleteFault() string {
	f, faulty := c.account.faults.take(c.service.name, "DeleteSnapshot", c.place.name)
	switch {
	case !faulty:
		return ""
	case f.Do == doDeny:
		return deleteDenied
	case f.Do == doExpired, f.Do == doError && f.Status < 500:
		return deleteClientError
	case f.Do == doError, f.Do == doThrottle, f.Do == doHang, f.Do == doReset:
		return deleteInternalError
	}
	return ""
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
