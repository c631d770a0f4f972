package sim

import (
	"fmt"
	"time"
)

// The modes of a lock, and the states that differ from them.
const (
	governance = "governance"
	compliance = "compliance"
	coolingOff = "compliance-cooloff"
	lockOver   = "expired"
)

// Limits of a lock.
const (
	maxLockDays   = 36_500
	maxCoolOffHrs = 72
)

type lockSnapshotInput struct {
	SnapshotId     string
	LockMode       string
	LockDuration   *int
	ExpirationDate string
	CoolOffPeriod  *int
}

type lockSnapshotResult struct {
	SnapshotId             string `wire:"snapshotId"`
	LockState              string `wire:"lockState"`
	LockDuration           *int   `wire:"lockDuration"`
	CoolOffPeriod          *int   `wire:"coolOffPeriod"`
	CoolOffPeriodExpiresOn string `wire:"coolOffPeriodExpiresOn,time"`
	LockCreatedOn          string `wire:"lockCreatedOn,time"`
	LockExpiresOn          string `wire:"lockExpiresOn,time"`
	LockDurationStartTime  string `wire:"lockDurationStartTime,time"`
}

// lockSnapshot keeps a snapshot from being deleted until a time, or changes the
// lock that it has.
func lockSnapshot(c *call, in *lockSnapshotInput) (func() lockSnapshotResult, error) {
	s, err := c.ownSnapshot(in.SnapshotId)
	if err != nil {
		return nil, err
	}
	if err := in.check(); err != nil {
		return nil, err
	}
	expires, err := in.expires(c.now)
	if err != nil {
		return nil, err
	}
	if err := c.checkRelock(in, expires); err != nil {
		return nil, err
	}
	return func() lockSnapshotResult {
		now := stamp(c.now)
		l := LockedSnapshot{
			SnapshotId: s.SnapshotId, OwnerId: c.caller, LockState: in.LockMode, CoolOffPeriod: in.CoolOffPeriod,
			LockCreatedOn: now, LockDurationStartTime: now, LockExpiresOn: stamp(expires),
			LockDuration: new(int(expires.Sub(c.now) / (24 * time.Hour))),
		}
		if in.CoolOffPeriod != nil {
			l.LockState = coolingOff
			l.CoolOffPeriodExpiresOn = stamp(c.now.Add(time.Duration(*in.CoolOffPeriod) * time.Hour))
		}
		c.own.locks.remove(s.SnapshotId)
		c.own.locks.add(s.SnapshotId, l)
		return lockSnapshotResult{
			l.SnapshotId, l.LockState, l.LockDuration, l.CoolOffPeriod, l.CoolOffPeriodExpiresOn, l.LockCreatedOn, l.LockExpiresOn, l.LockDurationStartTime,
		}
	}, nil
}

// check refuses what does not make a lock.
func (in *lockSnapshotInput) check() error {
	switch {
	case in.LockMode == "":
		return missingParameter("LockMode")
	case in.LockMode != governance && in.LockMode != compliance:
		return invalidValue("LockMode", in.LockMode, "Valid values are compliance, governance.")
	case (in.LockDuration == nil) == (in.ExpirationDate == ""):
		return refuse("InvalidParameterCombination", "Specify either LockDuration or ExpirationDate.")
	case in.LockDuration != nil && (*in.LockDuration < 1 || *in.LockDuration > maxLockDays):
		return invalidValue("LockDuration", fmt.Sprint(*in.LockDuration), fmt.Sprintf("Expected 1 to %d days.", maxLockDays))
	case in.CoolOffPeriod != nil && in.LockMode == governance:
		return refuse("InvalidParameterCombination", "A lock in governance mode has no CoolOffPeriod.")
	case in.CoolOffPeriod != nil && (*in.CoolOffPeriod < 1 || *in.CoolOffPeriod > maxCoolOffHrs):
		return invalidValue("CoolOffPeriod", fmt.Sprint(*in.CoolOffPeriod), fmt.Sprintf("Expected 1 to %d hours.", maxCoolOffHrs))
	}
	return nil
}

// expires gives the end of the lock that a request asks for.
func (in *lockSnapshotInput) expires(now time.Time) (time.Time, error) {
	if in.LockDuration != nil {
		return now.AddDate(0, 0, *in.LockDuration), nil
	}
	at, ok := readTime(in.ExpirationDate)
	if !ok || !at.After(now) {
		return at, invalidValue("ExpirationDate", in.ExpirationDate, "Expected a time to come, such as 2027-01-31T00:00:00Z.")
	}
	return at, nil
}

// checkRelock refuses to loosen a lock in compliance mode: once it has cooled off
// it can only be made longer.
func (c *call) checkRelock(in *lockSnapshotInput, expires time.Time) error {
	l := c.lockOn(in.SnapshotId)
	if l == nil || l.stateAt(c.now) != compliance {
		return nil
	}
	ends, _ := readTime(l.LockExpiresOn)
	if in.LockMode != compliance || in.CoolOffPeriod != nil || expires.Before(ends) {
		return forbid("OperationNotPermitted", "The snapshot %s is locked in compliance mode until %s; the lock can only be extended.", in.SnapshotId, l.LockExpiresOn)
	}
	return nil
}

type unlockSnapshotResult struct {
	SnapshotId string `wire:"snapshotId"`
}

// unlockSnapshot ends a lock that can still be ended.
func unlockSnapshot(c *call, in *snapshotInput) (func() unlockSnapshotResult, error) {
	s, err := c.ownSnapshot(in.SnapshotId)
	if err != nil {
		return nil, err
	}
	l := c.lockOn(s.SnapshotId)
	switch {
	case l == nil:
		return nil, refuse("IncorrectState", "The snapshot %s is not locked.", s.SnapshotId)
	case l.stateAt(c.now) == compliance:
		return nil, forbid("OperationNotPermitted", "The snapshot %s is locked in compliance mode and can't be unlocked.", s.SnapshotId)
	}
	return func() unlockSnapshotResult {
		c.own.locks.remove(s.SnapshotId)
		return unlockSnapshotResult{s.SnapshotId}
	}, nil
}
