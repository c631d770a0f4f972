package sim

import "slices"

type describeSnapshotsInput struct {
	SnapshotIds         []string `form:"SnapshotId"`
	OwnerIds            []string `form:"Owner"`
	RestorableByUserIds []string `form:"RestorableBy"`
	paging
	filtering
}

type describeSnapshotsResult struct {
	Snapshots []*Snapshot `wire:"snapshotSet,always"`
	NextToken string      `wire:"nextToken"`
}

func snapshotFilters() filterKind[snapshot] {
	return filterKind[snapshot]{
		paths: `
			description Description
			encrypted Encrypted
			owner-alias OwnerAlias
			owner-id OwnerId
			progress Progress
			snapshot-id SnapshotId
			start-time StartTime
			status State
			storage-tier StorageTier
			transfer-type TransferType
			volume-id VolumeId
			volume-size VolumeSize`,
		tags: func(c *call, s *snapshot) []Tag { return s.tagsFor(c.caller) },
	}
}

func describeSnapshots(c *call, in *describeSnapshotsInput) (describeSnapshotsResult, error) {
	out := describeSnapshotsResult{}
	for _, owner := range in.OwnerIds {
		if err := checkAccountID(owner, "self", "amazon"); err != nil {
			return out, err
		}
	}
	for _, user := range in.RestorableByUserIds {
		if err := checkAccountID(user, "self", everybody); err != nil {
			return out, err
		}
	}
	list := listing[snapshot]{
		shelf: c.place.snapshots,
		kind:  snapshotFilters(),
		rule:  manyRule("snapshotIds"),
		id:    func(s *snapshot) string { return s.SnapshotId },
		ids:   snapshotKind(),
		sees:  func(s *snapshot) bool { return s.visible(c) },
	}
	sees := list.sees
	if len(in.SnapshotIds) == 0 {
		list.sees = func(s *snapshot) bool {
			return sees(s) && s.ownedBy(c, in.OwnerIds) && s.restorableBy(c, in.RestorableByUserIds)
		}
	}
	found, next, err := list.run(c, in.SnapshotIds, in.paging, in.Filters)
	if err != nil {
		return out, err
	}
	out.Snapshots = make([]*Snapshot, len(found))
	for n, s := range found {
		out.Snapshots[n] = s.seenBy(c.caller)
	}
	out.NextToken = next
	return out, nil
}

// visible reports whether the caller may see and use a snapshot. One shared with
// everybody is out of sight while its owner blocks all such sharing.
func (s *snapshot) visible(c *call) bool {
	return s.OwnerId == c.caller || s.grants(c.caller) ||
		s.grants(everybody) && c.account.holdings(s.OwnerId, c.place.name).settings.blockSnapshots != "block-all-sharing"
}

// grants reports whether a permission names an account, or everybody.
func (s *snapshot) grants(who string) bool {
	return slices.ContainsFunc(s.permissions, func(p CreateVolumePermission) bool {
		return p.UserId == who || p.Group == who
	})
}

func (s *snapshot) ownedBy(c *call, owners []string) bool {
	return len(owners) == 0 || slices.ContainsFunc(owners, func(owner string) bool {
		return owner == s.OwnerId || owner == "self" && s.OwnerId == c.caller || owner == s.OwnerAlias && owner != ""
	})
}

func (s *snapshot) restorableBy(c *call, users []string) bool {
	return len(users) == 0 || slices.ContainsFunc(users, func(user string) bool {
		if user == "self" {
			user = c.caller
		}
		return s.OwnerId == user || s.grants(user)
	})
}

func (s *snapshot) seenBy(account string) *Snapshot {
	if s.OwnerId == account || len(s.Tags) == 0 && len(s.notes) == 0 {
		return &s.Snapshot
	}
	seen := s.Snapshot
	seen.Tags = s.tagsFor(account)
	return &seen
}

// tagsFor gives the tags an account sees: the owner's own, others only theirs.
func (s *snapshot) tagsFor(account string) []Tag {
	if s.OwnerId == account {
		return s.Tags
	}
	return s.notes[account]
}

type describeSnapshotAttributeResult struct {
	SnapshotId              string                   `wire:"snapshotId"`
	CreateVolumePermissions []CreateVolumePermission `wire:"createVolumePermission"`
	ProductCodes            []ProductCode            `wire:"productCodes"`
}

func describeSnapshotAttribute(c *call, in *snapshotAttributeInput) (describeSnapshotAttributeResult, error) {
	out := describeSnapshotAttributeResult{SnapshotId: in.SnapshotId}
	s, err := c.ownSnapshot(in.SnapshotId)
	if err != nil {
		return out, err
	}
	switch in.Attribute {
	case createVolumePermission:
		out.CreateVolumePermissions = s.permissions
	case "productCodes":
	case "":
		return out, missingParameter("Attribute")
	default:
		return out, invalidValue("attribute", in.Attribute, "Valid values are productCodes, createVolumePermission.")
	}
	return out, nil
}

// ownSnapshot finds a snapshot that the caller owns.
func (c *call) ownSnapshot(id string) (*snapshot, error) {
	if id == "" {
		return nil, missingParameter("snapshotId")
	}
	err := snapshotKind().check([]string{id}, func(id string) bool {
		s := c.place.snapshots.find(id)
		return s != nil && s.visible(c)
	})
	if err != nil {
		return nil, err
	}
	s := c.place.snapshots.find(id)
	if s.OwnerId != c.caller {
		return nil, forbid("AuthFailure", "You do not own the snapshot %s", id)
	}
	return s, nil
}
