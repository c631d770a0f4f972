package ui_test

import (
	"testing"
	"time"

	"tami/awsclient/sim"
)

// oneDisk is an account with an image on one snapshot of the largest size, that
// nobody has measured.
func oneDisk() sim.Seed {
	const id = "snap-00000000000000001"
	return sim.Seed{Account: "111122223333", Regions: map[string]*sim.RegionSeed{"us-east-1": {
		Images: []sim.Image{{ImageId: "ami-00000000000000001", Name: "large", OwnerId: "111122223333", State: "available", CreationDate: "2026-01-05T00:00:00.000Z",
			RootDeviceName: "/dev/xvda", BlockDeviceMappings: []sim.BlockDeviceMapping{{DeviceName: "/dev/xvda",
				Ebs: &sim.EbsBlockDevice{SnapshotId: id, VolumeSize: new(16384), VolumeType: "io2", Iops: new(64000)}}}}},
		Snapshots: []sim.Snapshot{{SnapshotId: id, VolumeId: "vol-00000000000000001", VolumeSize: 16384, OwnerId: "111122223333", State: "completed", StorageTier: "standard", StartTime: "2026-01-01T00:00:00Z"}},
	}}}
}

// TestNothingOfADiskIsOffTheDesignSize: at 80 columns its table has no room for
// the speed of a volume, so the lines below it say it, whole.
func TestNothingOfADiskIsOffTheDesignSize(t *testing.T) {
	travel(t, options{w: 80, h: 24, seed: oneDisk(), regions: []string{"us-east-1"}}, func(j *journey) {
		j.Loaded().Press("enter", "2").After(2*time.Second).Sees("16384 GB io2", "64000 IOPS", "data size unknown", "root").Misses("·…", "· …")
		j.Press("6").After(2 * time.Second).Sees("standard 16384.0")
	})
}

// TestSnapshotsThatCannotBeReadAreNotWaitedFor: what will never come is no
// spinner.
func TestSnapshotsThatCannotBeReadAreNotWaitedFor(t *testing.T) {
	denied := []sim.Fault{{Do: "deny", Action: "DescribeSnapshots"}}
	travel(t, options{w: 80, h: 24, seed: oneDisk(), regions: []string{"us-east-1"}, faults: denied}, func(j *journey) {
		j.Loaded().Press("enter", "3").After(3*time.Second).Sees("not checked: the snapshot could not be read", "ec2:DescribeSnapshots")
	})
}

// TestAUsageReportIsMadeAndRead goes the whole way from not knowing who else
// uses an image to knowing it.
func TestAUsageReportIsMadeAndRead(t *testing.T) {
	travel(t, options{w: 120, h: 40, filter: "'web-arm64-2026.11.12"}, func(j *journey) {
		j.Loaded().Press("enter", "5").After(rested).Sees("there is no usage report", "a offers to have one made: Report the use by other accounts",
			"web v41, v40").Misses("2 other accounts")
		j.Press("a").Type("report the use").Press("enter").After(rested).Sees("1 of 1 permitted", "have EC2 count who uses")
		j.Press("enter").After(rested).Sees("pending").Press("esc").Sees("a usage report is being made").Misses("a offers to have one made")
		j.After(3*time.Minute).Sees("2 other accounts", "222233334444", "other accounts since")
	})
}

// TestAStateIsAWholeWord: where a column has no room for since when, it says
// the state alone.
func TestAStateIsAWholeWord(t *testing.T) {
	travel(t, options{w: 80, h: 24, filter: "'web-arm64-2026.11.12"}, func(j *journey) {
		j.Loaded().Press("enter", "4").After(rested).Sees("web-arm64-2026.09.02", "deprecated ").Misses("deprecate…")
	})
}
