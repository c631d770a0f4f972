package sim

import (
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// guarded is a region whose snapshots are locked, kept warm and put away.
func guarded() RegionSeed {
	r := RegionSeed{
		LockedSnapshots: []LockedSnapshot{
			{SnapshotId: snapID(1), LockState: "governance", LockDuration: new(30), LockCreatedOn: "2026-11-01T00:00:00Z"},
			{SnapshotId: snapID(2), LockState: "compliance-cooloff", CoolOffPeriod: new(24), CoolOffPeriodExpiresOn: "2026-11-21T11:00:00Z", OwnerId: us},
			{SnapshotId: snapID(3), LockState: "compliance-cooloff", CoolOffPeriodExpiresOn: "2026-11-22T12:00:00Z"},
			{SnapshotId: snapID(4), LockState: "compliance", LockExpiresOn: "2026-11-21T12:00:00Z"},
			{SnapshotId: snapID(99), LockState: "governance"},
		},
		SnapshotTierStatuses: []SnapshotTierStatus{
			{SnapshotId: snapID(2), StorageTier: "archive", LastTieringOperationStatus: "archival-completed", ArchivalCompleteTime: "2026-10-12T00:00:00Z", LastTieringProgress: new(100)},
			{SnapshotId: snapID(98), StorageTier: "archive", VolumeId: "vol-0000000000000098", LastTieringOperationStatus: "archival-in-progress"},
		},
	}
	for n := 1; n <= 6; n++ {
		s := Snapshot{SnapshotId: snapID(n), VolumeId: "vol-0000000000000000" + string(rune('0'+n%2)), Tags: []Tag{{"n", "x"}}}
		switch n {
		case 2:
			s.StorageTier = "archive"
		case 6:
			s.OwnerId = friend
		}
		r.Snapshots = append(r.Snapshots, s)
		for _, zone := range []string{"us-east-1a", "us-east-1b"} {
			r.FastSnapshotRestores = append(r.FastSnapshotRestores, FastSnapshotRestore{
				SnapshotId: snapID(n), AvailabilityZone: zone, AvailabilityZoneId: "use1-az" + zone[9:], OwnerId: us, State: []string{"enabled", "enabling"}[n%2],
			})
		}
	}
	return r
}

// TestSnapshotStates says what the listings around snapshots give, and how they
// refuse.
func TestSnapshotStates(t *testing.T) {
	a := open(t, inHome(guarded()))
	const locks, warm, tiers = "snapshotSet/item/snapshotId", "fastSnapshotRestoreSet/item/snapshotId", "snapshotTierStatusSet/item/snapshotId"
	filter := func(name, value string) string { return "Filter.1.Name=" + name + "&Filter.1.Value.1=" + value }
	for _, tt := range []struct{ action, params, path, want string }{
		{"DescribeLockedSnapshots", "", locks, "1 2 3 4 99"},
		{"DescribeLockedSnapshots", "MaxResults=5", locks, "1 2 3 4 99"},
		{"DescribeLockedSnapshots", "", "snapshotSet/item/lockState", "governance compliance cooloff expired governance"},
		{"DescribeLockedSnapshots", "SnapshotId.1=" + snapID(2) + "&SnapshotId.2=" + snapID(5), locks, "2"},
		{"DescribeLockedSnapshots", "SnapshotId.1=" + snapID(97), locks, "InvalidSnapshot.NotFound"},
		{"DescribeLockedSnapshots", "SnapshotId.1=x", locks, "InvalidParameterValue"},
		{"DescribeLockedSnapshots", filter("lock-state", "compliance"), locks, "2"},
		{"DescribeLockedSnapshots", filter("lock-state", "compliance-cooloff"), locks, "3"},
		{"DescribeLockedSnapshots", filter("lock-state", "expired"), locks, "4"},
		{"DescribeLockedSnapshots", filter("owner-id", us), locks, "InvalidParameterValue"},
		{"DescribeLockedSnapshots", "MaxResults=4", locks, "InvalidParameterValue"},
		{"DescribeLockedSnapshots", "NextToken=x", locks, "InvalidNextToken"},
		{"DescribeLockedSnapshots", "DryRun=true", locks, "DryRunOperation"},

		{"DescribeFastSnapshotRestores", "", warm, "1 1 2 2 3 3 4 4 5 5 6 6"},
		{"DescribeFastSnapshotRestores", "MaxResults=3", warm, "1 1 2"},
		{"DescribeFastSnapshotRestores", "MaxResults=201", warm, "InvalidParameterValue"},
		{"DescribeFastSnapshotRestores", filter("snapshot-id", snapID(2)), warm, "2 2"},
		{"DescribeFastSnapshotRestores", filter("availability-zone", "us-east-1b") + "&Filter.2.Name=state&Filter.2.Value.1=enabled", warm, "2 4 6"},
		{"DescribeFastSnapshotRestores", filter("availability-zone-id", "use1-aza") + "&Filter.2.Name=owner-id&Filter.2.Value.1=" + us, warm, "1 2 3 4 5 6"},
		{"DescribeFastSnapshotRestores", filter("zone", "a"), warm, "InvalidParameterValue"},

		{"DescribeSnapshotTierStatus", "", tiers, "1 2 3 4 5 98"},
		{"DescribeSnapshotTierStatus", "MaxResults=5", tiers, "1 2 3 4 5"},
		{"DescribeSnapshotTierStatus", filter("snapshot-id", snapID(2)), tiers, "2"},
		{"DescribeSnapshotTierStatus", filter("volume-id", "vol-*1"), tiers, "1 3 5"},
		{"DescribeSnapshotTierStatus", filter("last-tiering-operation", "archival-*"), tiers, "2 98"},
		{"DescribeSnapshotTierStatus", filter("tier", "archive"), tiers, "InvalidParameterValue"},
		{"DescribeSnapshotTierStatus", "SnapshotId.1=" + snapID(2), tiers, "UnknownParameter"},
	} {
		got := ask(a).ec2(t, tt.action, strings.Split(tt.params, "&")...)
		said := got.code()
		if said == "" {
			said = lastDigits(got.xml.texts(tt.path))
		}
		if said != tt.want {
			t.Errorf("%s %s: got %q, want %q %s", tt.action, tt.params, said, tt.want, got.message())
		}
	}
	tier := ask(a).fine(t, "DescribeSnapshotTierStatus", "Filter.1.Name=snapshot-id", "Filter.1.Value.1="+snapID(2)).xml
	wantTexts(t, tier.all("snapshotTierStatusSet/item")[0], map[string]string{
		"storageTier": "archive", "status": "completed", "ownerId": us, "volumeId": "vol-00000000000000000", "lastTieringProgress": "100", "tagSet/item/key": "n", "archivalCompleteTime": "2026-10-12T00:00:00.000Z",
	})
	wantTexts(t, ask(a).fine(t, "DescribeLockedSnapshots").xml.all("snapshotSet/item")[0], map[string]string{
		"ownerId": us, "lockDuration": "30", "lockCreatedOn": "2026-11-01T00:00:00.000Z",
	})
}

// TestLocksRunOut: the state of a lock follows the clock.
func TestLocksRunOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		at := func(hours int) string { return time.Now().Add(time.Duration(hours) * time.Hour).Format(time.RFC3339) }
		a := openNow(t, inHome(RegionSeed{
			Snapshots: []Snapshot{{SnapshotId: snapID(1)}},
			LockedSnapshots: []LockedSnapshot{{
				SnapshotId: snapID(1), LockState: "compliance-cooloff", CoolOffPeriodExpiresOn: at(24), LockExpiresOn: at(72),
			}},
		}), 0)
		for _, want := range []string{"compliance-cooloff", "compliance", "compliance", "expired", "expired"} {
			if got := ask(a).fine(t, "DescribeLockedSnapshots").xml.text("snapshotSet/item/lockState"); got != want {
				t.Errorf("at %s: got %s, want %s", time.Now(), got, want)
			}
			pass(24 * time.Hour)
		}
	})
}

// TestSnapshotFilterTablesFitTheirTypes: every line leads to a field.
func TestSnapshotFilterTablesFitTheirTypes(t *testing.T) {
	for table, of := range map[string]reflect.Type{
		fastRestoreFilters().paths: reflect.TypeFor[FastSnapshotRestore](), tierFilters().paths: reflect.TypeFor[SnapshotTierStatus](),
		instanceImageFilters().paths: reflect.TypeFor[instance](),
	} {
		for line := range strings.Lines(strings.TrimSpace(table)) {
			name, path, _ := strings.Cut(strings.TrimSpace(line), " ")
			if _, ok := findPath(table, name, of); !ok || path == "" {
				t.Errorf("%s: %q", of, line)
			}
		}
	}
}
