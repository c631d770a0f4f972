package sim

import (
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// workshop is a region with an instance of two volumes to make images of.
func workshop() RegionSeed {
	return RegionSeed{
		Images: []Image{
			{ImageId: amiID(1), Name: "base", OwnerId: us, ImdsSupport: "v2.0"},
			{ImageId: amiID(2), Name: "built", OwnerId: us, Architecture: "arm64", RootDeviceName: "/dev/xvda", RootDeviceType: "ebs",
				Tags: []Tag{{"env", "prod"}, {"aws:backup", "x"}},
				BlockDeviceMappings: []BlockDeviceMapping{
					{DeviceName: "/dev/xvda", Ebs: &EbsBlockDevice{SnapshotId: snapID(1), VolumeSize: new(10), VolumeType: "gp3"}},
					{DeviceName: "/dev/sdb", VirtualName: "ephemeral0"},
				}},
		},
		Snapshots: []Snapshot{
			{SnapshotId: snapID(1), VolumeSize: 10, OwnerId: us, FullSnapshotSizeInBytes: new(int64(3 << 30))},
			{SnapshotId: snapID(2), VolumeSize: 20, OwnerId: us, Encrypted: true},
		},
		SnapshotBlocks: map[string][]BlockRun{snapID(1): {{0, 6144, "a"}}},
		Volumes: []Volume{
			{VolumeId: "vol-00000000000000001", Size: 10, VolumeType: "gp3", SnapshotId: snapID(1), Iops: new(3000)},
			{VolumeId: "vol-00000000000000002", Size: 40, VolumeType: "io2", Encrypted: true},
		},
		Instances: []Instance{{
			InstanceId: "i-00000000000000001", ImageId: amiID(1), Architecture: "arm64", PlatformDetails: "Red Hat Enterprise Linux",
			UsageOperation: "RunInstances:0010", RootDeviceName: "/dev/xvda", RootDeviceType: "ebs", State: &InstanceState{Code: 16, Name: "running"},
			Placement: &Placement{AvailabilityZone: "us-east-1a"}, InstanceType: "t4g.small",
			BlockDeviceMappings: []InstanceBlockDeviceMapping{
				{DeviceName: "/dev/xvda", Ebs: &EbsInstanceBlockDevice{VolumeId: "vol-00000000000000001", DeleteOnTermination: new(true)}},
				{DeviceName: "/dev/sdf", Ebs: &EbsInstanceBlockDevice{VolumeId: "vol-00000000000000002"}},
			},
		}, {InstanceId: "i-00000000000000002", State: &InstanceState{Code: 48, Name: "terminated"}}},
	}
}

func state(t *testing.T, a *Account, id string) string {
	t.Helper()
	return ask(a).fine(t, "DescribeImages", "ImageId.1="+id).xml.text("imagesSet/item/imageState")
}

func progress(t *testing.T, a *Account, id string) int {
	t.Helper()
	text := ask(a).fine(t, "DescribeSnapshots", "SnapshotId.1="+id).xml.text("snapshotSet/item/progress")
	n, err := strconv.Atoi(strings.TrimSuffix(text, "%"))
	if err != nil {
		t.Fatalf("progress %q", text)
	}
	return n
}

// TestImageTakesTenSeconds: a new image is pending, its snapshots fill, and after
// about ten seconds it is available.
func TestImageTakesTenSeconds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := openNow(t, inHome(workshop()), 0)
		id := ask(a).fine(t, "CreateImage", "InstanceId=i-00000000000000001", "Name=new image").xml.text("imageId")
		snapshot := ask(a).fine(t, "DescribeImages", "ImageId.1="+id).xml.texts("imagesSet/item/blockDeviceMapping/item/ebs/snapshotId")[0]
		last := -1
		for second := range 9 {
			if got := state(t, a, id); got != "pending" {
				t.Fatalf("after %d s: %s", second, got)
			}
			got := progress(t, a, snapshot)
			if got <= last || got >= 100 {
				t.Errorf("after %d s: %d%%, before %d%%", second, got, last)
			}
			last = got
			pass(time.Second)
		}
		if got := progress(t, a, snapshot); got != 100 {
			t.Errorf("after 9 s the snapshot is at %d%%", got)
		}
		if got := state(t, a, id); got != "pending" {
			t.Errorf("after 9 s the image is %s", got)
		}
		pass(time.Second)
		if got := state(t, a, id); got != "available" {
			t.Errorf("after 10 s the image is %s", got)
		}
	})
}

// TestClockNeedsNoLook: the outcome is the same when nobody asks in between.
func TestClockNeedsNoLook(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := openNow(t, inHome(workshop()), 0)
		id := ask(a).fine(t, "CreateImage", "InstanceId=i-00000000000000001", "Name=new image").xml.text("imageId")
		started := time.Now()
		pass(time.Hour)
		if got := state(t, a, id); got != "available" {
			t.Errorf("got %s", got)
		}
		snapshot := ask(a).fine(t, "DescribeImages", "ImageId.1="+id).xml.texts("imagesSet/item/blockDeviceMapping/item/ebs/snapshotId")[0]
		done := ask(a).fine(t, "DescribeSnapshots", "SnapshotId.1="+snapshot).xml.text("snapshotSet/item/completionTime")
		if want := started.Add(9 * time.Second).UTC().Format(wireLayout); done != want {
			t.Errorf("completed at %s, want %s, whenever it was looked at", done, want)
		}
	})
}

// TestSpeedOne: at speed 1 an image takes minutes, as in AWS.
func TestSpeedOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := openNow(t, inHome(workshop()), 1)
		id := ask(a).fine(t, "CreateImage", "InstanceId=i-00000000000000001", "Name=new image").xml.text("imageId")
		pass(4 * time.Minute)
		if got := state(t, a, id); got != "pending" {
			t.Errorf("after 4 minutes: %s", got)
		}
		pass(time.Minute)
		if got := state(t, a, id); got != "available" {
			t.Errorf("after 5 minutes: %s", got)
		}
	})
	if _, err := New(Options{Seed: Seed{Account: us}, Speed: -1}); err == nil {
		t.Error("New took a speed below nothing")
	}
}

// TestSeedGoesOn: pending images of the seed go on from where their snapshots
// are; one with a reason for its state stays.
func TestSeedGoesOn(t *testing.T) {
	mapping := func(n int) []BlockDeviceMapping {
		return []BlockDeviceMapping{{DeviceName: "/dev/xvda", Ebs: &EbsBlockDevice{SnapshotId: snapID(n)}}}
	}
	seed := inHome(RegionSeed{
		Images: []Image{
			{ImageId: amiID(1), State: "pending", BlockDeviceMappings: mapping(1)},
			{ImageId: amiID(2), State: "pending", BlockDeviceMappings: mapping(2), StateReason: &StateReason{Code: "x", Message: "waits"}},
			{ImageId: amiID(3), State: "pending", BlockDeviceMappings: mapping(3)},
			{ImageId: amiID(4), State: "pending", BlockDeviceMappings: mapping(3), StateReason: &StateReason{Code: "x", Message: "waits"}},
		},
		Snapshots: []Snapshot{
			{SnapshotId: snapID(1), State: "pending", Progress: "60%"},
			{SnapshotId: snapID(2), State: "pending", Progress: "10%", StateMessage: "waits"},
			{SnapshotId: snapID(3), State: "completed"},
		},
	})
	synctest.Test(t, func(t *testing.T) {
		a := openNow(t, seed, 0)
		if got := progress(t, a, snapID(1)); got != 60 {
			t.Errorf("at the start: %d%%", got)
		}
		pass(2 * time.Second)
		if got := progress(t, a, snapID(1)); got < 80 || got > 85 {
			t.Errorf("after 2 s: %d%%", got)
		}
		if got := state(t, a, amiID(3)); got != "available" {
			t.Errorf("an image whose snapshot is complete is %s", got)
		}
		pass(3 * time.Second)
		if got := state(t, a, amiID(1)); got != "available" {
			t.Errorf("after 5 s: %s", got)
		}
		pass(time.Hour)
		for _, id := range []string{amiID(2), amiID(4)} {
			if got := state(t, a, id); got != "pending" {
				t.Errorf("%s, which waits, is %s", id, got)
			}
		}
		if got := progress(t, a, snapID(2)); got != 10 {
			t.Errorf("the snapshot that waits is at %d%%", got)
		}
	})
}
