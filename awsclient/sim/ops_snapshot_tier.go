package sim

import (
	"fmt"
	"time"
)

// Storage tiers, and how long AWS takes from one to the other in round figures;
// the account's speed divides it.
const (
	standardTier = "standard"
	archiveTier  = "archive"
	tierTakes    = 24 * time.Hour
)

// maxRestoreDays is the longest that an archived snapshot is restored for a while.
const maxRestoreDays = 180

// archived reports whether a snapshot's data cannot be read right now.
func (s *snapshot) archived() bool { return s.StorageTier == archiveTier && s.RestoreExpiryTime == "" }

// tierStatus gives what is known of a snapshot's way between the tiers, to be changed.
func (c *call) tierStatus(s *snapshot) *SnapshotTierStatus {
	if status := c.own.tiers.find(s.SnapshotId); status != nil {
		return status
	}
	return c.own.tiers.add(s.SnapshotId, SnapshotTierStatus{SnapshotId: s.SnapshotId})
}

// movingTier reports whether a snapshot is on its way between the tiers.
func (c *call) movingTier(id string) bool {
	status := c.own.tiers.find(id)
	return status != nil && status.LastTieringStartTime != "" && status.LastTieringProgress != nil && *status.LastTieringProgress < 100
}

// moveTier starts a move between the tiers, and has it done when its time is up.
func (c *call) moveTier(s *snapshot, operation string, done func(*snapshot, *SnapshotTierStatus)) {
	status := c.tierStatus(s)
	status.LastTieringStartTime, status.LastTieringProgress = stamp(c.now), new(0)
	status.LastTieringOperationStatus, status.LastTieringOperationStatusDetail = operation+"-in-progress", ""
	place, tiers, id := c.place, c.own.tiers, s.SnapshotId
	c.account.arrange(place, c.now.Add(c.account.lasts(tierTakes)), func() {
		s, status := place.snapshots.find(id), tiers.find(id)
		if s == nil || status == nil {
			return
		}
		status.LastTieringOperationStatus, status.LastTieringProgress = operation+"-completed", new(100)
		done(s, status)
	})
}

type modifySnapshotTierInput struct {
	SnapshotId  string
	StorageTier string
}

type modifySnapshotTierResult struct {
	SnapshotId       string `wire:"snapshotId"`
	TieringStartTime string `wire:"tieringStartTime,time"`
}

// modifySnapshotTier archives a snapshot that no image in use stands on.
func modifySnapshotTier(c *call, in *modifySnapshotTierInput) (func() modifySnapshotTierResult, error) {
	s, err := c.ownSnapshot(in.SnapshotId)
	if err != nil {
		return nil, err
	}
	if in.StorageTier != "" && in.StorageTier != archiveTier {
		return nil, invalidValue("StorageTier", in.StorageTier, "The only valid value is archive.")
	}
	switch i := c.imageUsing(s.SnapshotId); {
	case s.StorageTier == archiveTier, s.State != "completed", c.movingTier(s.SnapshotId):
		return nil, refuse("IncorrectState", "The snapshot %s is %s in the %s tier and can't be archived now.", s.SnapshotId, s.State, s.StorageTier)
	case i != nil && i.State != "disabled":
		return nil, refuse("InvalidSnapshot.InUse", "The snapshot %s is currently in use by %s; disable the image first.", s.SnapshotId, i.ImageId)
	}
	return func() modifySnapshotTierResult {
		c.moveTier(s, "archival", func(s *snapshot, status *SnapshotTierStatus) {
			s.StorageTier, status.ArchivalCompleteTime = archiveTier, stamp(c.now.Add(c.account.lasts(tierTakes)))
		})
		return modifySnapshotTierResult{s.SnapshotId, stamp(c.now)}
	}, nil
}

type restoreSnapshotTierInput struct {
	SnapshotId           string
	TemporaryRestoreDays *int
	PermanentRestore     bool
}

type restoreSnapshotTierResult struct {
	SnapshotId         string `wire:"snapshotId"`
	RestoreStartTime   string `wire:"restoreStartTime,time"`
	RestoreDuration    *int   `wire:"restoreDuration"`
	IsPermanentRestore bool   `wire:"isPermanentRestore"`
}

// restoreSnapshotTier brings an archived snapshot back, for good or for some days.
func restoreSnapshotTier(c *call, in *restoreSnapshotTierInput) (func() restoreSnapshotTierResult, error) {
	s, err := c.ownSnapshot(in.SnapshotId)
	if err != nil {
		return nil, err
	}
	days := 1
	if in.TemporaryRestoreDays != nil {
		days = *in.TemporaryRestoreDays
	}
	switch {
	case in.PermanentRestore && in.TemporaryRestoreDays != nil:
		return nil, refuse("InvalidParameterCombination", "Specify either PermanentRestore or TemporaryRestoreDays.")
	case days < 1 || days > maxRestoreDays:
		return nil, invalidValue("TemporaryRestoreDays", fmt.Sprint(days), fmt.Sprintf("Expected 1 to %d days.", maxRestoreDays))
	case s.StorageTier != archiveTier || c.movingTier(s.SnapshotId):
		return nil, refuse("IncorrectState", "The snapshot %s is not archived, or on its way between the tiers.", s.SnapshotId)
	}
	out := restoreSnapshotTierResult{SnapshotId: s.SnapshotId, RestoreStartTime: stamp(c.now), IsPermanentRestore: in.PermanentRestore}
	if in.PermanentRestore {
		return func() restoreSnapshotTierResult {
			c.moveTier(s, "permanent-restore", func(s *snapshot, status *SnapshotTierStatus) {
				s.StorageTier, s.RestoreExpiryTime, status.RestoreExpiryTime = standardTier, "", ""
			})
			return out
		}, nil
	}
	out.RestoreDuration = &days
	return func() restoreSnapshotTierResult {
		c.moveTier(s, "temporary-restore", func(s *snapshot, status *SnapshotTierStatus) {
			c.lend(s, status, c.now.Add(c.account.lasts(tierTakes)).AddDate(0, 0, days))
		})
		return out
	}, nil
}

// lend makes an archived snapshot readable until a time, unless that is changed
// before.
func (c *call) lend(s *snapshot, status *SnapshotTierStatus, until time.Time) {
	s.RestoreExpiryTime, status.RestoreExpiryTime = stamp(until), stamp(until)
	c.account.takeBack(c.place, c.own, s.SnapshotId, until)
}

// takeBack ends a restore for a while at its time.
func (a *Account) takeBack(r *region, own *holdings, id string, until time.Time) {
	over := func(expiry *string) {
		if at, ok := readTime(*expiry); ok && !at.After(until) {
			*expiry = ""
		}
	}
	a.arrange(r, until, func() {
		if s := r.snapshots.find(id); s != nil {
			over(&s.RestoreExpiryTime)
		}
		if status := own.tiers.find(id); status != nil {
			over(&status.RestoreExpiryTime)
		}
	})
}

// resumeRestores lets the restores that a seed speaks of end at their times.
func (a *Account) resumeRestores(r *region, own *holdings) {
	for _, s := range r.snapshots.items {
		if until, ok := readTime(s.RestoreExpiryTime); ok {
			a.takeBack(r, own, s.SnapshotId, until)
		}
	}
}
