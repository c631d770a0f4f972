package op

import (
	"slices"
	"strings"

	"tami/model/ami"
)

// Orphan is a snapshot of ours that was made for an image which is gone: it
// costs, and no image of ours stands on it.
type Orphan struct {
	Snapshot *ami.Snapshot
	ImageID  string // the image that it was made for, as its description says
}

// Orphans are the snapshots of a place that images left behind, by ID: those
// whose description names an image that is not there, and that no image of ours
// uses. The description is anybody's to write, so this is a hint and no proof.
// What could not be looked at is in not; without the list of snapshots, or with
// a list of images that was not read to its end, there are no orphans, since
// none could be told from what is in use.
func Orphans(f Facts, at ami.Where) (orphans []Orphan, not []NotChecked) {
	need := ami.OwnSnapshots{Where: at}
	list, ok := f.Answer(need).(ami.SnapshotList)
	if !ok || f.Why(need) != "" {
		not = append(not, NotChecked{"the snapshots of " + at.String(), or(f.Why(need), NotAnswered)})
	}
	there, used := map[string]bool{}, map[string]bool{}
	whole := f.Owned(at, func(img *ami.Image) {
		if img.State.String() == "deregistered" {
			return
		}
		there[img.ID.Raw()] = true
		for _, id := range img.SnapshotIDs() {
			used[id] = true
		}
	})
	if !whole {
		images := ami.Images{Where: at, From: ami.Source{Kind: ami.Mine}}
		return nil, append(not, NotChecked{"the images of " + at.String(), or(f.Why(images), "the list was not read to its end")})
	}
	for i := range list.List {
		s := &list.List[i]
		made := ami.MadeFor(s.Description.Raw())
		if made != "" && !there[made] && !used[s.ID.String()] {
			orphans = append(orphans, Orphan{s, clean(made)})
		}
	}
	slices.SortFunc(orphans, func(a, b Orphan) int { return strings.Compare(a.Snapshot.ID.Raw(), b.Snapshot.ID.Raw()) })
	return orphans, not
}
