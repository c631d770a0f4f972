package ami

import (
	"strings"

	"tami/model/text"
)

// BinnedImages asks which images of the account are in the Recycle Bin of a
// place: deregistered, and kept for a while by a rule. Restoring one is not a
// question.
type BinnedImages struct{ Where }

// BinnedSnapshots asks the same of snapshots.
type BinnedSnapshots struct{ Where }

// BinRules asks for the rules of the Recycle Bin of a place that hold for images
// and for snapshots.
type BinRules struct{ Where }

// SnapshotsMadeFor asks which snapshots that still exist say of themselves that
// they were made for an image. Needs of this kind in one place share a request.
type SnapshotsMadeFor struct {
	Where
	ImageID string
}

func (BinnedImages) isNeed()     {}
func (BinnedSnapshots) isNeed()  {}
func (BinRules) isNeed()         {}
func (SnapshotsMadeFor) isNeed() {}

// Binned is an image or a snapshot in the Recycle Bin. AWS tells no more of it.
type Binned struct {
	ID          text.Safe
	Name        text.Safe // of an image
	Description text.Safe
	VolumeID    text.Safe // of a snapshot
	Entered     Date
	Leaves      Date // from then on it is gone for good
}

// BinnedImageList answers BinnedImages.
type BinnedImageList struct{ List []Binned }

// BinnedSnapshotList answers BinnedSnapshots.
type BinnedSnapshotList struct{ List []Binned }

// The kinds of resources that rules of the Recycle Bin hold for, as AWS names
// them.
const (
	BinOfImages    = "EC2_IMAGE"
	BinOfSnapshots = "EBS_SNAPSHOT"
)

// BinRule is a rule of the Recycle Bin.
type BinRule struct {
	ID          text.Safe
	Resource    string // BinOfImages or BinOfSnapshots
	Description text.Safe
	Days        int32     // how long it keeps what it catches
	Lock        text.Safe // locked, pending_unlock, unlocked
	Status      text.Safe // pending, available; empty where Missing says why
	Tags        []Tag     // it holds for resources with any of them; none: for the whole region
	Except      []Tag     // of the whole region, those with any of these are left out
	Missing     *Problem  // why Status, Tags and Except are not known
}

// Locked reports a rule that nobody can change or delete now.
func (r *BinRule) Locked() bool {
	return r.Lock.String() == "locked" || r.Lock.String() == "pending_unlock"
}

// BinRuleList answers BinRules.
type BinRuleList struct{ List []BinRule }

// SnapshotIDs answers SnapshotsMadeFor.
type SnapshotIDs struct{ List []text.Safe }

func (BinnedImageList) isBody()    {}
func (BinnedSnapshotList) isBody() {}
func (BinRuleList) isBody()        {}
func (SnapshotIDs) isBody()        {}

// MadeFor is the image that a snapshot was made for, as its description says:
// EC2 writes "Created by CreateImage(i-…) for ami-…" and "Copied for
// DestinationAmi ami-… from …". It is empty where the description says neither;
// anybody may have written it, so it is a hint and no proof.
func MadeFor(description string) string {
	rest, ok := strings.CutPrefix(description, "Copied for DestinationAmi ")
	if !ok {
		if rest, ok = strings.CutPrefix(description, "Created by CreateImage("); ok {
			_, rest, ok = strings.Cut(rest, ") for ")
		}
	}
	id, _, _ := strings.Cut(rest, " ")
	id = strings.TrimSuffix(id, ".")
	if !ok || !strings.HasPrefix(id, "ami-") {
		return ""
	}
	return id
}
