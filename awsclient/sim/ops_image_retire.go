package sim

import "time"

type deregisterImageInput struct {
	ImageId                   string
	DeleteAssociatedSnapshots bool
}

type deregisterImageResult struct {
	Return          bool                   `wire:"return"`
	DeleteSnapshots []deleteSnapshotResult `wire:"deleteSnapshotResultSet"`
}

type deleteSnapshotResult struct {
	SnapshotId string `wire:"snapshotId"`
	ReturnCode string `wire:"returnCode"`
}

// deregisterImage removes an image, into the Recycle Bin when a rule says so.
// Snapshots stay unless they are asked for, and what becomes of each is said in
// the answer, never as an error.
func deregisterImage(c *call, in *deregisterImageInput) (func() deregisterImageResult, error) {
	i, err := c.ownImage(in.ImageId)
	if err != nil {
		return nil, err
	}
	if err := i.checkRemovable(); err != nil {
		return nil, err
	}
	return func() deregisterImageResult {
		out := deregisterImageResult{Return: true}
		c.dropImage(i)
		if in.DeleteAssociatedSnapshots {
			for _, id := range snapshotIDs(&i.Image) {
				out.DeleteSnapshots = append(out.DeleteSnapshots, deleteSnapshotResult{id, c.dropWithImage(id)})
			}
		}
		return out
	}, nil
}

type imageInput struct{ ImageId string }

// disableImage takes an image out of use and drops every launch permission for good.
func disableImage(c *call, in *imageInput) (func() returned, error) {
	i, err := c.ownImage(in.ImageId)
	if err != nil {
		return nil, err
	}
	if i.State != "available" {
		return nil, refuse("IncorrectState", "The image %s is %s and cannot be disabled", i.ImageId, i.State)
	}
	return func() returned {
		i.State, i.permissions, i.Public = "disabled", nil, false
		return returned{true}
	}, nil
}

// enableImage puts a disabled image back in use; its shares do not come back.
func enableImage(c *call, in *imageInput) (func() returned, error) {
	i, err := c.ownImage(in.ImageId)
	if err != nil {
		return nil, err
	}
	if i.State != "disabled" {
		return nil, refuse("IncorrectState", "The image %s is %s, not disabled", i.ImageId, i.State)
	}
	for _, id := range snapshotIDs(&i.Image) {
		if s := c.place.snapshots.find(id); s != nil && s.archived() {
			return nil, refuse("IncorrectState", "The snapshot %s of the image %s is archived. Restore it first.", id, i.ImageId)
		}
	}
	return func() returned { i.State = "available"; return returned{true} }, nil
}

type enableImageDeprecationInput struct {
	ImageId     string
	DeprecateAt string
}

// enableImageDeprecation sets from when on an image is deprecated, to the minute.
func enableImageDeprecation(c *call, in *enableImageDeprecationInput) (func() returned, error) {
	i, err := c.ownImage(in.ImageId)
	if err != nil {
		return nil, err
	}
	if in.DeprecateAt == "" {
		return nil, missingParameter("DeprecateAt")
	}
	at, ok := readTime(in.DeprecateAt)
	if !ok {
		return nil, invalidValue("DeprecateAt", in.DeprecateAt, "Expected a time such as 2027-01-31T00:00:00Z.")
	}
	at = at.UTC().Round(time.Minute)
	switch {
	case at.Before(c.now.UTC().Truncate(time.Minute)):
		return nil, invalidValue("DeprecateAt", in.DeprecateAt, "The time must not be in the past.")
	case at.After(c.now.AddDate(10, 0, 0)):
		return nil, invalidValue("DeprecateAt", in.DeprecateAt, "The time must be within 10 years.")
	}
	if made, ok := readTime(i.CreationDate); ok && i.Public && at.After(made.AddDate(2, 0, 0)) {
		return nil, invalidValue("DeprecateAt", in.DeprecateAt, "A public image is deprecated two years after its creation at the latest.")
	}
	return func() returned { i.DeprecationTime = at.Format(wireLayout); return returned{true} }, nil
}

// disableImageDeprecation lifts a deprecation, past or to come.
func disableImageDeprecation(c *call, in *imageInput) (func() returned, error) {
	i, err := c.ownImage(in.ImageId)
	if err != nil {
		return nil, err
	}
	if i.Public {
		return nil, forbid("OperationNotPermitted", "The deprecation of the public image %s cannot be cancelled.", i.ImageId)
	}
	return func() returned { i.DeprecationTime = ""; return returned{true} }, nil
}
