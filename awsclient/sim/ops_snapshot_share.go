package sim

import "slices"

type modifySnapshotAttributeInput struct {
	SnapshotId             string
	CreateVolumePermission *struct {
		Add    []CreateVolumePermission
		Remove []CreateVolumePermission
	}
	// The older shape says the attribute by name, and lists what to add or remove.
	Attribute     string
	OperationType string
	UserIds       []string `form:"UserId"`
	UserGroups    []string `form:"UserGroup"`
}

// maxVolumePermissions is how many accounts one request may add or remove.
const maxVolumePermissions = 500

// createVolumePermission is the one attribute of a snapshot that can be changed.
const createVolumePermission = "createVolumePermission"

// modifySnapshotAttribute shares a snapshot, or ends a share. What is shared
// already, or not shared, is no error.
func modifySnapshotAttribute(c *call, in *modifySnapshotAttributeInput) (func() returned, error) {
	s, err := c.ownSnapshot(in.SnapshotId)
	if err != nil {
		return nil, err
	}
	add, remove, err := in.permissions()
	if err != nil {
		return nil, err
	}
	if len(add)+len(remove) > maxVolumePermissions {
		return nil, refuse("InvalidParameterValue", "At most %d permissions can be changed at once", maxVolumePermissions)
	}
	for _, p := range slices.Concat(add, remove) {
		if err := p.check(); err != nil {
			return nil, err
		}
	}
	if err := c.checkVolumeShare(s, add); err != nil {
		return nil, err
	}
	return func() returned {
		kept := slices.DeleteFunc(slices.Clone(s.permissions), func(p CreateVolumePermission) bool { return slices.Contains(remove, p) })
		for _, p := range add {
			if !slices.Contains(kept, p) {
				kept = append(kept, p)
			}
		}
		s.permissions = kept
		return returned{true}
	}, nil
}

// permissions gives what a request adds and removes, in whichever shape it says so.
func (in *modifySnapshotAttributeInput) permissions() (add, remove []CreateVolumePermission, err error) {
	if in.Attribute != "" && in.Attribute != createVolumePermission {
		return nil, nil, invalidValue("attribute", in.Attribute, "The only attribute that can be modified is createVolumePermission.")
	}
	if p := in.CreateVolumePermission; p != nil {
		return p.Add, p.Remove, nil
	}
	var listed []CreateVolumePermission
	for _, id := range in.UserIds {
		listed = append(listed, CreateVolumePermission{UserId: id})
	}
	for _, group := range in.UserGroups {
		listed = append(listed, CreateVolumePermission{Group: group})
	}
	switch {
	case len(listed) == 0:
		return nil, nil, missingParameter("createVolumePermission")
	case in.OperationType == "add":
		return listed, nil, nil
	case in.OperationType == "remove":
		return nil, listed, nil
	}
	return nil, nil, invalidValue("operationType", in.OperationType, "Valid values are add, remove.")
}

// check refuses a permission that names nobody, or somebody in the wrong way.
func (p CreateVolumePermission) check() error {
	switch {
	case p == CreateVolumePermission{}:
		return missingParameter("userId")
	case p.Group != "" && p.Group != everybody:
		return refuse("InvalidAMIAttributeItemValue", "Invalid attribute item value %q for group item type.", p.Group)
	case p.UserId != "":
		return checkAccountID(p.UserId)
	}
	return nil
}

// checkVolumeShare refuses to share what must not be.
func (c *call) checkVolumeShare(s *snapshot, add []CreateVolumePermission) error {
	public := slices.ContainsFunc(add, func(p CreateVolumePermission) bool { return p.Group == everybody })
	switch {
	case public && s.Encrypted:
		return forbid("OperationNotPermitted", "The snapshot %s is encrypted and can't be made public.", s.SnapshotId)
	case public && c.own.settings.blockSnapshots != unblocked:
		return forbid("OperationNotPermitted", "The snapshot %s can't be made public because block public access for snapshots is %s in this Region.",
			s.SnapshotId, c.own.settings.blockSnapshots)
	case len(add) > 0 && c.underDefaultKey(s):
		return forbid("OperationNotPermitted", "The snapshot %s is encrypted with the AWS managed key %s and can't be shared.", s.SnapshotId, ebsKey)
	}
	return nil
}

type snapshotAttributeInput struct {
	SnapshotId string
	Attribute  string
}

// resetSnapshotAttribute ends every share of a snapshot.
func resetSnapshotAttribute(c *call, in *snapshotAttributeInput) (func() returned, error) {
	s, err := c.ownSnapshot(in.SnapshotId)
	switch {
	case err != nil:
		return nil, err
	case in.Attribute == "":
		return nil, missingParameter("Attribute")
	case in.Attribute != createVolumePermission:
		return nil, invalidValue("attribute", in.Attribute, "The only attribute that can be reset is createVolumePermission.")
	}
	return func() returned { s.permissions = nil; return returned{true} }, nil
}
