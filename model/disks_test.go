package model

import (
	"slices"
	"strings"
	"testing"

	"tami/model/ami"
	"tami/model/text"
)

func TestWhatKeepsASnapshotInWords(t *testing.T) {
	until := ami.ParseDate("2027-11-20T00:00:00Z")
	for name, c := range map[string]struct{ got, want string }{
		"no lock":        {LockWords(ami.LockBody{}), ""},
		"governance":     {LockWords(ami.LockBody{State: text.Clean("governance"), Expires: until}), "locked in governance mode, until 20 Nov 2027"},
		"compliance":     {LockWords(ami.LockBody{State: text.Clean("compliance"), Expires: until}), "locked in compliance mode: nobody can unlock it, until 20 Nov 2027"},
		"cooling off":    {LockWords(ami.LockBody{State: text.Clean("compliance-cooloff"), Expires: until, CoolOff: until}), "locked in compliance mode, until 20 Nov 2027, can be lifted until 20 Nov 2027"},
		"run out":        {LockWords(ami.LockBody{State: text.Clean("expired"), Expires: until}), "its lock has run out"},
		"a new mode":     {LockWords(ami.LockBody{State: text.Clean("eternal")}), "locked: eternal"},
		"no zones":       {FastRestoreWords(ami.FastRestoreBody{}), ""},
		"zones by state": {FastRestoreWords(ami.FastRestoreBody{Zones: []ami.FastRestoreZone{{Zone: text.Clean("a"), State: text.Clean("enabled")}, {Zone: text.Clean("b"), State: text.Clean("optimizing")}, {Zone: text.Clean("c"), State: text.Clean("enabled")}}}), "enabled in a, c; optimizing in b"},
		"never moved":    {TierWords(ami.TierBody{Tier: text.Clean("standard"), Percent: -1}), ""},
		"archived":       {TierWords(ami.TierBody{Operation: text.Clean("archival-completed"), Archived: until}), "archived on 20 Nov 2027"},
		"on its way":     {TierWords(ami.TierBody{Operation: text.Clean("archival-in-progress"), Percent: 40}), "on its way to the archive 40 %"},
		"not said":       {TierWords(ami.TierBody{Operation: text.Clean("permanent-restore-in-progress"), Percent: -1}), "being restored"},
		"for a while":    {TierWords(ami.TierBody{Operation: text.Clean("temporary-restore-completed"), RestoredTo: until}), "restored for a while, until 20 Nov 2027"},
		"failed":         {TierWords(ami.TierBody{Operation: text.Clean("archival-failed"), Detail: text.Clean("no key")}), "archiving failed: no key"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", name, c.got, c.want)
		}
	}
}

func TestImagesThatShareASnapshot(t *testing.T) {
	s := fresh()
	first, second, third := image("ami-1"), image("ami-2"), image("ami-3")
	first.Devices = []ami.Device{volume("snap-1", 8, ami.No), volume("snap-2", 8, ami.No), volume("snap-2", 8, ami.No)}
	second.Devices, second.Created = []ami.Device{volume("snap-2", 8, ami.No)}, ami.ParseDate("2026-01-01T00:00:00Z")
	third.Devices, third.Created = []ami.Device{volume("snap-2", 8, ami.No)}, ami.ParseDate("2026-02-01T00:00:00Z")
	body := ami.ImagePage{Images: []ami.Image{first, second, third}}
	s.Learn(ami.Fact{Need: ami.Images{Where: here, From: mine}, First: true, Body: body})
	also := s.AlsoIn(here, &first, AlsoIn{})
	if also.Whole {
		t.Error("a list that is being read passes for a whole one")
	}
	s.Learn(ami.Fact{Need: ami.Images{Where: here, From: mine}, First: true, Done: true, Body: body})
	also = s.AlsoIn(here, &first, also)
	var names []string
	for _, img := range also.Images["snap-2"] {
		names = append(names, img.ID.String())
	}
	if !also.Whole || strings.Join(names, " ") != "ami-3 ami-2" || len(also.Images["snap-1"]) != 0 {
		t.Errorf("%v, whole %v", names, also.Whole)
	}
	if again := s.AlsoIn(here, &first, also); again.stamp != also.stamp || len(again.Images) != len(also.Images) {
		t.Errorf("the answer changes although nothing did: %+v", again)
	}
}

func TestDiskNeedsAreForOurOwnSnapshots(t *testing.T) {
	s, img := told(t)
	if needs := s.DiskNeeds(here, img); !slices.Contains(needs, ami.Need(ami.SnapshotLock{Where: here, ID: "snap-1"})) {
		t.Errorf("%v", needs)
	}
	answer(s, ami.OneSnapshot{Where: here, ID: "snap-1"}, ami.SnapshotBody{Snapshot: ami.Snapshot{ID: text.Clean("snap-1"), OwnerID: text.Clean(them)}}, nil)
	if needs := s.DiskNeeds(here, img); len(needs) != 0 {
		t.Errorf("of somebody else's snapshot is asked %v", needs)
	}
}
