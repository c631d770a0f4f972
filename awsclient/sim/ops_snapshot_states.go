package sim

import "cmp"

type describeLockedSnapshotsInput struct {
	SnapshotIds []string `form:"SnapshotId"`
	paging
	filtering
}

type describeLockedSnapshotsResult struct {
	Snapshots []LockedSnapshot `wire:"snapshotSet,always"`
	NextToken string           `wire:"nextToken"`
}

func lockFilters() filterKind[LockedSnapshot] {
	return filterKind[LockedSnapshot]{derived: map[string]func(*call, *LockedSnapshot) []string{
		"lock-state": func(c *call, l *LockedSnapshot) []string { return []string{l.stateAt(c.now)} },
	}}
}

// describeLockedSnapshots lists locks, those that have run out as well. A named
// snapshot without a lock is no error: there is nothing to list of it.
func describeLockedSnapshots(c *call, in *describeLockedSnapshotsInput) (out describeLockedSnapshotsResult, err error) {
	locks := c.own.locks
	err = snapshotKind().check(in.SnapshotIds, func(id string) bool {
		s := c.place.snapshots.find(id)
		return locks.find(id) != nil || s != nil && s.visible(c)
	})
	if err != nil {
		return out, err
	}
	matches, err := lockFilters().matcher(c, in.Filters)
	if err != nil {
		return out, err
	}
	wanted := listOf(in.SnapshotIds)
	found, next, err := page(c, in.paging, manyRule("snapshotIds"), len(in.SnapshotIds) > 0, func(l *LockedSnapshot) bool {
		return wanted.has(l.SnapshotId) && matches(l)
	}, locks)
	for _, l := range found {
		lock := *l
		lock.LockState, lock.OwnerId = l.stateAt(c.now), cmp.Or(l.OwnerId, c.caller)
		out.Snapshots = append(out.Snapshots, lock)
	}
	out.NextToken = next
	return out, err
}

type pagedAndFiltered struct {
	paging
	filtering
}

type describeFastSnapshotRestoresResult struct {
	FastSnapshotRestores []*FastSnapshotRestore `wire:"fastSnapshotRestoreSet,always"`
	NextToken            string                 `wire:"nextToken"`
}

func fastRestoreFilters() filterKind[FastSnapshotRestore] {
	return filterKind[FastSnapshotRestore]{paths: `
		availability-zone AvailabilityZone
		availability-zone-id AvailabilityZoneId
		owner-id OwnerId
		snapshot-id SnapshotId
		state State`}
}

func describeFastSnapshotRestores(c *call, in *pagedAndFiltered) (out describeFastSnapshotRestoresResult, err error) {
	matches, err := fastRestoreFilters().matcher(c, in.Filters)
	if err != nil {
		return out, err
	}
	rule := pageRule{smallest: 0, largest: 200, fallback: 200, badToken: "InvalidNextToken"}
	out.FastSnapshotRestores, out.NextToken, err = page(c, in.paging, rule, false, matches, c.own.fastRestores)
	return out, err
}

type describeSnapshotTierStatusResult struct {
	SnapshotTierStatuses []*SnapshotTierStatus `wire:"snapshotTierStatusSet,always"`
	NextToken            string                `wire:"nextToken"`
}

func tierFilters() filterKind[SnapshotTierStatus] {
	return filterKind[SnapshotTierStatus]{paths: `
		last-tiering-operation LastTieringOperationStatus
		snapshot-id SnapshotId
		volume-id VolumeId`}
}

// describeSnapshotTierStatus tells the tier of each snapshot of the caller's, and
// of those that were ever moved how that went.
func describeSnapshotTierStatus(c *call, in *pagedAndFiltered) (out describeSnapshotTierStatusResult, err error) {
	matches, err := tierFilters().matcher(c, in.Filters)
	if err != nil {
		return out, err
	}
	out.SnapshotTierStatuses, out.NextToken, err = page(c, in.paging, manyRule(""), false, matches, c.tierStatuses(), c.own.strayTiers(c.place))
	return out, err
}

// tierStatuses gives the status of every snapshot of the caller's, under the
// snapshot's number.
func (c *call) tierStatuses() *shelf[SnapshotTierStatus] {
	all := newShelf[SnapshotTierStatus](0)
	for n, s := range c.place.snapshots.items {
		if s.OwnerId != c.caller {
			continue
		}
		all.next = c.place.snapshots.numbers[n]
		status := SnapshotTierStatus{}
		if moved := c.own.tiers.find(s.SnapshotId); moved != nil {
			status = *moved
		}
		status.SnapshotId, status.VolumeId, status.OwnerId = s.SnapshotId, s.VolumeId, s.OwnerId
		status.Status, status.StorageTier, status.Tags = s.State, s.StorageTier, s.Tags
		status.RestoreExpiryTime = cmp.Or(status.RestoreExpiryTime, s.RestoreExpiryTime)
		all.add(s.SnapshotId, status)
	}
	return all
}

// strayTiers gives the statuses that a seed has of snapshots it does not have.
func (own *holdings) strayTiers(place *region) *shelf[SnapshotTierStatus] {
	strays := newShelf[SnapshotTierStatus](0)
	for n, status := range own.tiers.items {
		if place.snapshots.find(status.SnapshotId) == nil {
			strays.next = catalogueStart + own.tiers.numbers[n]
			strays.add(status.SnapshotId, *status)
		}
	}
	return strays
}
