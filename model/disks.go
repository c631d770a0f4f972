package model

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tami/model/ami"
)

// DiskNeeds are the questions about what keeps and moves the snapshots of an
// image, which are asked together whatever their number, and about their keys.
// Of snapshots that are not ours AWS tells none of it.
func (s *State) DiskNeeds(at ami.Where, img *ami.Image) []ami.Need {
	var needs []ami.Need
	for _, id := range img.SnapshotIDs() {
		if snap, _ := s.Snapshot(at, id); snap == nil || !s.mine(at, snap) {
			continue
		}
		needs = append(needs, ami.SnapshotLock{Where: at, ID: id}, ami.FastRestore{Where: at, ID: id}, ami.TierStatus{Where: at, ID: id})
	}
	return append(needs, s.KeyNeeds(at, img)...)
}

// mine reports that a snapshot is the reading account's, or that nobody knows
// whose account reads.
func (s *State) mine(at ami.Where, snap *ami.Snapshot) bool {
	id, known := s.Account(at.Profile)
	return !known || id.Account == snap.OwnerID
}

// Foreign reports a snapshot that another account owns and pays for.
func (s *State) Foreign(at ami.Where, snap *ami.Snapshot) bool { return !s.mine(at, snap) }

// AlsoIn are the other images that use the snapshots of an image, by snapshot
// and the newest first, among all that have been read in the place.
type AlsoIn struct {
	Images map[string][]*ami.Image
	Whole  bool // every image of the account's own has been read: no other of them uses one
	of     *ami.Image
	stamp  int
}

// AlsoIn looks for the images that share snapshots with an image. It reads all
// that is known of the place, so the last answer is taken and given back as it
// is while nothing has changed.
func (s *State) AlsoIn(at ami.Where, img *ami.Image, last AlsoIn) AlsoIn {
	k := s.Known(ami.Images{Where: at, From: ami.Source{Kind: ami.Mine}})
	also := AlsoIn{Images: map[string][]*ami.Image{}, Whole: k.settled && k.Problem == nil, of: img, stamp: 1}
	for n, inv := range s.images {
		if n.Where == at {
			also.stamp += inv.Version
		}
	}
	if last.of == also.of && last.stamp == also.stamp && last.Whole == also.Whole {
		return last
	}
	ids := map[string]bool{}
	for _, id := range img.SnapshotIDs() {
		ids[id] = true
	}
	seen := map[string]bool{img.ID.Raw(): true}
	for n, inv := range s.images {
		if n.Where != at {
			continue
		}
		for other := range inv.Corpus.All() {
			if seen[other.ID.Raw()] {
				continue
			}
			seen[other.ID.Raw()] = true
			for _, id := range other.SnapshotIDs() {
				if ids[id] {
					also.Images[id] = append(also.Images[id], other)
				}
			}
		}
	}
	for _, list := range also.Images {
		slices.SortFunc(list, func(a, b *ami.Image) int { return cmp.Compare(b.Created.UnixMilli(), a.Created.UnixMilli()) })
	}
	return also
}

// LockWords say what a lock does: its mode, until when it holds, and until when
// it can still be changed. They are empty where nothing is locked.
func LockWords(l ami.LockBody) string {
	if l.State.IsZero() {
		return ""
	}
	words := map[string]string{
		"governance":         "locked in governance mode",
		"compliance":         "locked in compliance mode: nobody can unlock it",
		"compliance-cooloff": "locked in compliance mode",
		"expired":            "its lock has run out",
	}[l.State.String()]
	if words == "" {
		words = "locked: " + l.State.String()
	}
	var more []string
	if l.Expires.Known() && l.Holds() {
		more = append(more, "until "+l.Expires.Time().Format("2 Jan 2006"))
	}
	if l.CoolOff.Known() && l.State.String() == "compliance-cooloff" {
		more = append(more, "can be lifted until "+l.CoolOff.Time().Format("2 Jan 2006"))
	}
	return strings.Join(append([]string{words}, more...), ", ")
}

// FastRestoreWords name the zones in which a snapshot is restored at full
// speed, by their state. They are empty where there are none.
func FastRestoreWords(f ami.FastRestoreBody) string {
	var states []string
	zones := map[string][]string{}
	for _, z := range f.Zones {
		if zones[z.State.String()] == nil {
			states = append(states, z.State.String())
		}
		zones[z.State.String()] = append(zones[z.State.String()], z.Zone.String())
	}
	for i, state := range states {
		states[i] = state + " in " + strings.Join(zones[state], ", ")
	}
	return strings.Join(states, "; ")
}

// TierWords say what moves a snapshot between its tiers, or moved it. They are
// empty where it was never moved.
func TierWords(t ami.TierBody) string {
	operation := t.Operation.String()
	words := map[string]string{
		"archival-in-progress":          "on its way to the archive",
		"archival-completed":            "archived",
		"archival-failed":               "archiving failed",
		"temporary-restore-in-progress": "being restored for a while",
		"temporary-restore-completed":   "restored for a while",
		"temporary-restore-failed":      "restoring it for a while failed",
		"permanent-restore-in-progress": "being restored",
		"permanent-restore-completed":   "restored from the archive",
		"permanent-restore-failed":      "restoring it failed",
	}[operation]
	if words == "" {
		words = operation
	}
	if words == "" {
		return ""
	}
	switch {
	case strings.HasSuffix(operation, "in-progress") && t.Percent >= 0:
		words += fmt.Sprintf(" %d %%", t.Percent)
	case operation == "archival-completed" && t.Archived.Known():
		words += " on " + t.Archived.Time().Format("2 Jan 2006")
	case operation == "temporary-restore-completed" && t.RestoredTo.Known():
		words += ", until " + t.RestoredTo.Time().Format("2 Jan 2006")
	}
	if d := t.Detail.String(); d != "" && strings.HasSuffix(operation, "failed") {
		words += ": " + d
	}
	return words
}
