package sim

import "time"

// stateAt gives the state of a lock at a time. A cooling-off period that is over
// makes a compliance lock of it, and a lock that has run out is expired.
func (l *LockedSnapshot) stateAt(now time.Time) string {
	passed := func(at string) bool {
		t, ok := readTime(at)
		return ok && !now.Before(t)
	}
	switch {
	case passed(l.LockExpiresOn):
		return lockOver
	case l.LockState == coolingOff && passed(l.CoolOffPeriodExpiresOn):
		return compliance
	default:
		return l.LockState
	}
}

// lockOn gives the lock that keeps a snapshot from being deleted, nil when none does.
func (c *call) lockOn(snapshotID string) *LockedSnapshot {
	l := c.own.locks.find(snapshotID)
	if l == nil || l.stateAt(c.now) == lockOver {
		return nil
	}
	return l
}
