package ui_test

import (
	"strconv"
	"testing"
	"time"

	"tami/awsclient/sim"
	"tami/model/ami"
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

// TestATabSaysWhenItWasRead: the time at which AWS told what a tab shows stands
// above it, and reading it again moves the time.
func TestATabSaysWhenItWasRead(t *testing.T) {
	travel(t, options{w: 80, h: 24, filter: "'web-arm64-2026.11.12", regions: []string{"us-east-1"}}, func(j *journey) {
		j.Loaded().Press("enter")
		for tab := 1; tab <= 8; tab++ {
			j.Press(string(rune('0'+tab))).After(5*time.Second).Sees("ami-0fc35c55ace32b7f3 · us-east-1", "read 14:03, r again")
		}
		j.Press("5").After(40*time.Minute).Sees("read 14:03, r again").Press("r").After(5*time.Second).Sees("read 14:4", "r again").Misses("read 14:03,")
		if n := j.messages(time.Hour); n != 0 {
			t.Errorf("%d messages while nothing happens", n)
		}
		j.Press("esc", "i").After(5*time.Second).Sees("LAUNCHED", "–15:4", "· us-east-1", "from web-arm64-2026.11.19-9f3c01d  ami-")
	})
}

// TestWhatATabAskedIsGivenUpWithIt: what a slow AWS has not answered when its
// tab is left is not waited for, and asked again when the tab is back.
func TestWhatATabAskedIsGivenUpWithIt(t *testing.T) {
	slow := []sim.Fault{{Do: "delay", Action: "DescribeImageReferences", Ms: 8000}}
	travel(t, options{w: 80, h: 24, filter: "'web-arm64-2026.11.12", regions: []string{"us-east-1"}, faults: slow}, func(j *journey) {
		j.Loaded().Press("enter", "5").After(time.Second).Sees("not answered yet", "still to come")
		asked := func() int { return j.account.RequestCounts()["ec2:DescribeImageReferences"].Done }
		j.Press("7").After(20 * time.Second)
		if n := asked(); n != 1 {
			t.Fatalf("%d requests", n)
		}
		j.Press("5").After(2*time.Second).Sees("not answered yet").After(20*time.Second).Sees("launch template", "r again").Misses("not answered yet")
		if n := asked(); n != 2 {
			t.Errorf("%d requests: the first was to be given up, and asked again", n)
		}
	})
}

// TestWhatWasNotReadIsNoTime: the time of a failure is not that of an answer.
func TestWhatWasNotReadIsNoTime(t *testing.T) {
	denied := []sim.Fault{{Do: "deny", Action: "DescribeImageReferences"}}
	travel(t, options{w: 80, h: 24, filter: "'web-arm64-2026.11.12", regions: []string{"us-east-1"}, faults: denied}, func(j *journey) {
		j.Loaded().Press("enter", "5").After(rested).Sees("read 14:03, 1 failed, r again", "not permitted:", "ec2:DescribeImageReferences")
	})
}

// TestAComparedPropertyIsExplained: what differs can be asked about where it is
// seen to differ, tags and devices too.
func TestAComparedPropertyIsExplained(t *testing.T) {
	travel(t, options{w: 80, h: 24, regions: []string{"us-east-1"}}, func(j *journey) {
		j.Loaded().Press("space", "j", "j", "space", "=").After(rested).Sees("▌≠ ImageId").Misses("see it")
		j.Press("e").Sees("─ Image ID ─", "what ", "why ").Press("j").Sees("▌≠ Name", "─ Image name ─")
		j.Press("G").Sees("─ Tag key ─").Press("e").Misses("─ Tag key ─")
	})
}

// TestEveryTabExplains: on each tab e explains what the cursor is on, down to
// the command that shows it, and esc takes only that away.
func TestEveryTabExplains(t *testing.T) {
	for _, size := range []options{{w: 80, h: 24}, {w: 120, h: 40}} {
		size.filter = "'web-arm64-2026.11.12"
		travel(t, size, func(j *journey) {
			j.Loaded().Press("enter")
			for i, want := range []string{"Image ID", "At termination", "Shared with an account", "Image family", "Image references", "Recycle Bin", "Tag key", "Image ID"} {
				j.Press(strconv.Itoa(i+1)).After(rested).Press("e").Sees("─ "+want+" ─", "see it     aws ec2 ", " what ", " why ").Misses("e again")
				j.Press("esc").Misses("─ "+want+" ─").Sees("web-arm64-2026.11.12-77aa0e2", "▸"+strconv.Itoa(i+1))
			}
		})
	}
}

// TestAnImageWithoutDisksAnswersEveryKey: what has no snapshot is explained too,
// and keys that can do nothing for it say so.
func TestAnImageWithoutDisksAnswersEveryKey(t *testing.T) {
	travel(t, options{w: 80, h: 24, filter: "legacy-licensing-s3", regions: []string{"us-east-1", "eu-west-1", "ap-southeast-2"}}, func(j *journey) {
		j.Loaded().Press("0", "enter", "2").After(rested).Sees("no block devices").Press("e").Sees("Explain", "what ").Press("esc")
		j.Press("6").Sees("This image has no snapshots").Press("m").Sees("nothing to count").Press("$").Sees("nothing to price")
		j.Press("e").Sees("─ Instance store-backed image ─")
	})
}

// TestAnExplanationIsWholeOnTheSmallestScreen: where there is no room below a
// list, it has the screen to itself and scrolls.
func TestAnExplanationIsWholeOnTheSmallestScreen(t *testing.T) {
	travel(t, options{w: 40, h: 12, filter: "'web-arm64-2026.11.12"}, func(j *journey) {
		j.Loaded().Press("enter").After(rested).Press("e").Sees("Image ID", "what ").Press("G").Sees("Images[0].ImageId").Press("esc").Sees("▸1 Overview")
		j.Press("8", "/").Type("DeleteOnTermination").Press("enter", "e").Sees("At termination").Press("G").Sees("--image-ids").Press("e").Sees("▸8 Raw")
	})
}

// TestWhatIsTypedGoesBeforeWhatResemblesIt: a path that is typed in full is not
// answered by an example that has the same letters.
func TestWhatIsTypedGoesBeforeWhatResemblesIt(t *testing.T) {
	travel(t, options{w: 80, h: 24, regions: []string{"us-east-1"}}, func(j *journey) {
		j.Loaded().Press("f").Type("/aws/service/canonical/ubuntu").Sees("▌ /aws/service/canonical/ubuntu  images that")
		j.Press("enter").After(rested).Sees("· /aws/service/canonical/ubuntu ")
		j.Press("f").Type("/aws/service/ami-windows-latest").Sees("▌ /aws/service/ami-windows-latest  newest Windows")
		j.Press("esc", "f").Type("111122223333").Sees("▌ account 111122223333")
	})
}

// TestASlowSourceCanBeStopped: reading a catalogue ends at a key, what was read
// stays, nothing is asked until r, and another source does not wait for it.
func TestASlowSourceCanBeStopped(t *testing.T) {
	slow := []sim.Fault{{Do: "delay", Action: "DescribeImages", Ms: 8000, Region: "eu-west-1"}}
	travel(t, options{w: 80, h: 24, regions: []string{"us-east-1", "eu-west-1"}, from: ami.Source{Kind: ami.Community}, faults: slow}, func(j *journey) {
		asked := func() (n int) { return j.account.RequestCounts()["ec2:DescribeImages"].Done }
		j.After(3*time.Second).Press("2").Sees("loading community images of eu-west-1", "esc stops, f chooses another source")
		before := asked()
		j.Press("esc").After(time.Second).Sees("2 eu-west-1 stopped", "reading eu-west-1 was stopped; r reads it", "Stopped reading 1 region before the end; r reads on").Misses("loading")
		if n := j.messages(time.Minute); n > 1 || asked() != before { // the notice fades
			t.Errorf("%d messages and %d requests after it was stopped", n, asked()-before)
		}
		j.Press("r").After(time.Minute).Misses("stopped", "loading").Sees("community")
		if asked() == before {
			t.Error("r does not read on")
		}
		j.Press("f").Type("amazon").Press("enter").After(time.Second).Sees("loading amazon images of eu-west-1")
		j.Press("f").Type("mine").Press("enter").After(20 * time.Second).Sees("2 eu-west-1 71").Misses("loading")
	})
}

// TestWhatASnapshotThatIsGoneCostsIsUnknown: the list reckons with what is known by
// now of the snapshots, and not only with what the image says, as the Cost tab does.
func TestWhatASnapshotThatIsGoneCostsIsUnknown(t *testing.T) {
	gone := oneDisk()
	gone.Regions["us-east-1"].Snapshots = nil
	travel(t, options{w: 80, h: 24, seed: gone, regions: []string{"us-east-1"}, filter: "large"}, func(j *journey) {
		j.Loaded().After(rested).Misses("819.20").Sees("—             ?")
	})
}

// TestADeviceOpensWhateverItHas: a plain volume has none of the properties that
// few volumes have, and opens all the same.
func TestADeviceOpensWhateverItHas(t *testing.T) {
	travel(t, options{w: 80, h: 24, seed: oneDisk(), regions: []string{"us-east-1"}}, func(j *journey) {
		j.Loaded().Press("enter", "2", "enter").After(rested).Sees("Device of the image", "Volume that a launch makes", "16384 GB", "64000")
		j.Press("e").Sees("what ", "see it").Press("esc").Sees("Device of the image").Misses("see it").Press("esc").Sees("AT TERMINATION")
	})
}

// TestNothingIsNoneWhileItIsRead: a list that has not been answered does not say
// that there is nothing.
func TestNothingIsNoneWhileItIsRead(t *testing.T) {
	slow := []sim.Fault{{Do: "delay", Action: "DescribeInstances", Ms: 5000}, {Do: "delay", Service: "autoscaling", Ms: 5000}, {Do: "delay", Action: "ListImagesInRecycleBin", Ms: 5000}, {Do: "delay", Action: "ListSnapshotsInRecycleBin", Ms: 5000}}
	travel(t, options{w: 80, h: 24, regions: []string{"us-east-1"}, faults: slow}, func(j *journey) {
		j.Loaded()
		for key, words := range map[string][2]string{"b": {"reading things kept for a while", "things kept"}, "t": {"reading groups", "7 groups"}} {
			j.Press(key).After(time.Second).Sees(words[0]).Misses("· 0 ").After(time.Minute).Sees(words[1]).Misses("reading").Press("esc")
		}
	})
}
