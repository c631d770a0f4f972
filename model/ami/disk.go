package ami

import (
	"slices"
	"strings"

	"tami/model/text"
)

// SnapshotSharing asks which accounts may make volumes and copies of a
// snapshot of ours. Only its owner may know. EC2 tells it of one at a time.
type SnapshotSharing struct {
	Where
	ID string
}

// SnapshotLock asks whether a snapshot is locked against deletion. Needs of
// this kind in one place are asked for together.
type SnapshotLock struct {
	Where
	ID string
}

// FastRestore asks in which zones a snapshot is kept ready to be restored at
// full speed. Needs of this kind in one place are asked for together.
type FastRestore struct {
	Where
	ID string
}

// TierStatus asks how far a move of a snapshot to the archive, or out of it,
// has come. Needs of this kind in one place are asked for together.
type TierStatus struct {
	Where
	ID string
}

// Aliases asks KMS for the names of the keys of a place: people know keys by
// them, and one of them marks the default key of EBS.
type Aliases struct{ Where }

// Key asks KMS who manages a key, whether it can be used, and which accounts
// its policy lets use it.
type Key struct {
	Where
	ARN string
}

// EBSDefaults asks whether a place encrypts new volumes and copies by itself,
// and with which key.
type EBSDefaults struct{ Where }

// UsageReports asks what EC2's reports tell of the use that other accounts
// make of an image of ours. Reports are made on request and live 30 days;
// asking makes none.
type UsageReports struct {
	Where
	ImageID string
}

// OneUsageReport asks how far one report is, by its ID; its entries are not
// read.
type OneUsageReport struct {
	Where
	ID string
}

func (SnapshotSharing) isNeed() {}
func (SnapshotLock) isNeed()    {}
func (FastRestore) isNeed()     {}
func (TierStatus) isNeed()      {}
func (Aliases) isNeed()         {}
func (Key) isNeed()             {}
func (EBSDefaults) isNeed()     {}
func (UsageReports) isNeed()    {}
func (OneUsageReport) isNeed()  {}

// LockBody answers SnapshotLock. A snapshot without a lock is Absent.
type LockBody struct {
	State   text.Safe // governance, compliance, compliance-cooloff, expired
	Expires Date
	CoolOff Date // until when a lock in compliance mode may still be changed
}

// Holds reports a lock that keeps its snapshot from being deleted.
func (l LockBody) Holds() bool { return !l.State.IsZero() && l.State.String() != "expired" }

// FastRestoreBody answers FastRestore: a zone for each. None is Absent.
type FastRestoreBody struct{ Zones []FastRestoreZone }

// FastRestoreZone is the fast restore of a snapshot in one zone, which is
// billed by the hour while it is on.
type FastRestoreZone struct {
	Zone  text.Safe
	State text.Safe // enabling, optimizing, enabled, disabling, disabled
}

// TierBody answers TierStatus.
type TierBody struct {
	Tier       text.Safe // standard, archive
	Operation  text.Safe // archival-in-progress, temporary-restore-completed, …; empty where it was never moved
	Detail     text.Safe
	Percent    int32 // how far the last move is; -1 where AWS does not say
	Archived   Date  // when it was complete in the archive
	RestoredTo Date  // until when it is restored for a while
}

// AliasList answers Aliases.
type AliasList struct{ List []Alias }

// Has reports whether a name is among them. AWS's own names, alias/aws/…, stand
// for keys that it makes when they are first used.
func (l AliasList) Has(name string) bool {
	return strings.HasPrefix(name, "alias/aws/") || slices.ContainsFunc(l.List, func(a Alias) bool { return a.Name.Raw() == name })
}

// Alias is a name of a key.
type Alias struct {
	Name  text.Safe // alias/prod
	KeyID text.Safe // without the rest of the ARN
}

// EBSAlias is the alias of the key that AWS keeps for EBS in every account and
// region. What is encrypted with it cannot be shared, since nobody can let
// another account use that key.
const EBSAlias = "alias/aws/ebs"

// KeyBody answers Key. Missing says why the half about its policy could not be
// read.
type KeyBody struct {
	ManagedBy text.Safe   // AWS, CUSTOMER
	State     text.Safe   // Enabled, Disabled, PendingDeletion …
	Deleted   Date        // when it is about to be deleted
	Accounts  []text.Safe // the accounts that statements of its policy allow to decrypt
	Others    bool        // a statement allows more than a list of accounts: everybody, or an organization
	Missing   *Problem
}

// EBSDefaultsBody answers EBSDefaults.
type EBSDefaultsBody struct {
	Encrypts Flag
	Key      text.Safe // an ARN, or alias/aws/ebs
	Missing  *Problem  // why a half could not be read
}

// UsageReportList answers UsageReports, the newest report first, and
// OneUsageReport; a report that is not there is Absent. Reports that
// count everything and those that count a part are both there.
type UsageReportList struct{ List []UsageReport }

// UsageReport is one report.
type UsageReport struct {
	ID      text.Safe
	State   text.Safe // pending, available, error
	Reason  text.Safe // why it failed
	Made    Date
	Expires Date
	Whole   bool // it looked at every account and at instances and launch templates both
	Entries []UsageEntry
}

// UsageEntry is how often an account uses an image for one kind of thing.
type UsageEntry struct {
	Account text.Safe
	Type    text.Safe // ec2:Instance, ec2:LaunchTemplate
	Count   int64
}

func (LockBody) isBody()        {}
func (FastRestoreBody) isBody() {}
func (TierBody) isBody()        {}
func (AliasList) isBody()       {}
func (KeyBody) isBody()         {}
func (EBSDefaultsBody) isBody() {}
func (UsageReportList) isBody() {}

// Names reports whether an account may use it: by its number, or because
// everybody may.
func (p Permissions) Names(account string) bool {
	for _, one := range p.List {
		if one.Account.Raw() == account || one.Group.Raw() == "all" {
			return true
		}
	}
	return false
}

// SnapshotIDs are the snapshots behind the image, each once, in the order of
// its devices.
func (i *Image) SnapshotIDs() []string {
	var ids []string
	seen := map[string]bool{}
	for _, d := range i.Devices {
		if d.EBS == nil || d.EBS.SnapshotID.IsZero() || seen[d.EBS.SnapshotID.Raw()] {
			continue
		}
		seen[d.EBS.SnapshotID.Raw()] = true
		ids = append(ids, d.EBS.SnapshotID.String())
	}
	return ids
}
