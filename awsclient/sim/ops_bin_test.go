package sim

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// week is a rule of the bin that holds for seven days.
func week(kind string) RecycleBinRule {
	return RecycleBinRule{Identifier: kind, ResourceType: kind, RetentionPeriod: &RetentionPeriod{7, "DAYS"}, Status: "available"}
}

// retained is a region with images over snapshots of the same number, and rules
// that keep both for a week.
func retained(n int) RegionSeed {
	r := RegionSeed{RecycleBinRules: []RecycleBinRule{week(binImages), week(binSnapshots)}, LaunchPermissions: map[string][]LaunchPermission{}}
	for n := range n {
		n++
		r.Images = append(r.Images, Image{
			ImageId: amiID(n), Name: fmt.Sprint("web-", n), Description: "made", Architecture: "arm64", RootDeviceType: "ebs", Tags: []Tag{{"team", "web"}},
			BlockDeviceMappings: []BlockDeviceMapping{{DeviceName: "/dev/xvda", Ebs: &EbsBlockDevice{SnapshotId: snapID(n)}}},
		})
		r.Snapshots = append(r.Snapshots, Snapshot{SnapshotId: snapID(n), VolumeId: "vol-01234567", VolumeSize: 8, Description: "taken", StartTime: "2026-01-01T00:00:00Z", Tags: []Tag{{"team", "web"}}})
		r.LaunchPermissions[amiID(n)] = []LaunchPermission{{UserId: friend}}
	}
	return r
}

// binnedIDs lists what is in the bin: images, then snapshots.
func binnedIDs(t *testing.T, a *Account) string {
	t.Helper()
	images := ask(a).fine(t, "ListImagesInRecycleBin").xml.texts("imageSet/item/imageId")
	snapshots := ask(a).fine(t, "ListSnapshotsInRecycleBin").xml.texts("snapshotSet/item/snapshotId")
	return lastDigits(images) + "/" + lastDigits(snapshots)
}

// TestBinKeepsAndGivesBack: what a rule catches is listed in the bin until its
// time is up, and comes back as it was, shares and all.
func TestBinKeepsAndGivesBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		seed := retained(2)
		seed.SnapshotBlocks = map[string][]BlockRun{snapID(1): {{0, 5, "a"}}}
		seed.CreateVolumePermissions = map[string][]CreateVolumePermission{snapID(1): {{UserId: friend}}}
		seed.SnapshotTierStatuses = []SnapshotTierStatus{{SnapshotId: snapID(1), StorageTier: "standard"}}
		a := openNow(t, inHome(seed), 0)
		before := one(t, ask(a), amiID(1))
		start := time.Now().UTC()
		got := ask(a).fine(t, "DeregisterImage", "ImageId="+amiID(1), "DeleteAssociatedSnapshots=true").xml
		wantTexts(t, got, map[string]string{"deleteSnapshotResultSet/item/returnCode": "success"})
		if got := binnedIDs(t, a); got != "1/1" {
			t.Errorf("in the bin: %s", got)
		}
		enter, exit := start.Format(wireLayout), start.AddDate(0, 0, 7).Format(wireLayout)
		wantTexts(t, ask(a).fine(t, "ListImagesInRecycleBin").xml.all("imageSet/item")[0], map[string]string{
			"imageId": amiID(1), "name": "web-1", "description": "made", "recycleBinEnterTime": enter, "recycleBinExitTime": exit,
		})
		wantTexts(t, ask(a).fine(t, "ListSnapshotsInRecycleBin").xml.all("snapshotSet/item")[0], map[string]string{
			"snapshotId": snapID(1), "description": "taken", "volumeId": "vol-01234567", "recycleBinEnterTime": enter, "recycleBinExitTime": exit,
		})
		wantIDs(t, "images left", ask(a).fine(t, "DescribeImages", "Owner.1=self").xml.texts("imagesSet/item/imageId"), "2")
		if got := ask(a).ec2(t, "DescribeSnapshots", "SnapshotId.1="+snapID(1)); got.code() != "InvalidSnapshot.NotFound" {
			t.Errorf("its snapshot: %q", got.code())
		}
		if got := ask(a).ec2(t, "RestoreImageFromRecycleBin", "ImageId="+amiID(1)); got.code() != "InvalidSnapshot.NotFound" || !strings.Contains(got.message(), snapID(1)) {
			t.Errorf("before its snapshot: %q %s", got.code(), got.message())
		}
		pass(7*24*time.Hour - time.Second)
		wantTexts(t, ask(a).fine(t, "RestoreSnapshotFromRecycleBin", "SnapshotId="+snapID(1)).xml, map[string]string{
			"snapshotId": snapID(1), "status": "completed", "volumeSize": "8", "startTime": "2026-01-01T00:00:00.000Z", "ownerId": us, "progress": "100%", "encrypted": "false", "description": "taken",
		})
		ask(a).fine(t, "RestoreImageFromRecycleBin", "ImageId="+amiID(1))
		if got := one(t, ask(a), amiID(1)); fmt.Sprint(got) != fmt.Sprint(before) {
			t.Errorf("the image came back as\n%v, it was\n%v", got, before)
		}
		if got := permissions(t, a, amiID(1)); !slices.Equal(got, []string{"userId=" + friend}) {
			t.Errorf("its shares: %v", got)
		}
		if got := ask(a).fine(t, "DescribeSnapshotAttribute", "SnapshotId="+snapID(1), "Attribute=createVolumePermission").xml.text("createVolumePermission/item/userId"); got != friend {
			t.Errorf("its snapshot's shares: %q", got)
		}
		if len(a.regions[home].blocks[snapID(1)]) != 1 || a.holdings(us, home).tiers.find(snapID(1)) == nil {
			t.Error("blocks or storage tier did not come back")
		}
		if got := binnedIDs(t, a); got != "/" {
			t.Errorf("in the bin afterwards: %s", got)
		}
	})
}

// TestBinForgets: after its time nothing is listed or given back, and an image
// whose snapshot left first is lost.
func TestBinForgets(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		seed := retained(1)
		seed.RecycleBinRules[1].RetentionPeriod.RetentionPeriodValue = 3
		a := openNow(t, inHome(seed), 0)
		ask(a).fine(t, "DeregisterImage", "ImageId="+amiID(1), "DeleteAssociatedSnapshots=true")
		pass(3 * 24 * time.Hour)
		if got := binnedIDs(t, a); got != "1/" {
			t.Errorf("after three days: %s", got)
		}
		for action, code := range map[string]string{"RestoreSnapshotFromRecycleBin&SnapshotId=" + snapID(1): "InvalidSnapshot.NotFound", "RestoreImageFromRecycleBin&ImageId=" + amiID(1): "InvalidSnapshot.NotFound"} {
			parts := strings.Split(action, "&")
			if got := ask(a).ec2(t, parts[0], parts[1:]...); got.code() != code {
				t.Errorf("%s: %q", action, got.code())
			}
		}
		pass(4 * 24 * time.Hour)
		if got := binnedIDs(t, a); got != "/" {
			t.Errorf("after a week: %s", got)
		}
		if got := ask(a).ec2(t, "RestoreImageFromRecycleBin", "ImageId="+amiID(1)); got.code() != "InvalidAMIID.NotFound" {
			t.Errorf("after a week: %q", got.code())
		}
	})
}

// TestBinRules says which rule catches an image, and for how many days.
func TestBinRules(t *testing.T) {
	rule := func(days int, change func(*RecycleBinRule)) RecycleBinRule {
		r := week(binImages)
		r.Identifier, r.RetentionPeriod.RetentionPeriodValue = fmt.Sprint(days), days
		if change != nil {
			change(&r)
		}
		return r
	}
	tagged := func(key, value string) func(*RecycleBinRule) {
		return func(r *RecycleBinRule) { r.ResourceTags = append(r.ResourceTags, RecycleBinTag{key, value}) }
	}
	excluding := func(key, value string) func(*RecycleBinRule) {
		return func(r *RecycleBinRule) { r.ExcludeResourceTags = []RecycleBinTag{{key, value}} }
	}
	for about, tt := range map[string]struct {
		rules []RecycleBinRule
		days  int // 0 when nothing catches it
	}{
		"no rule":               {nil, 0},
		"whole region":          {[]RecycleBinRule{rule(5, nil)}, 5},
		"the longest":           {[]RecycleBinRule{rule(5, nil), rule(9, tagged("team", "web")), rule(2, nil)}, 9},
		"another tag":           {[]RecycleBinRule{rule(5, tagged("team", "db"))}, 0},
		"the key alone":         {[]RecycleBinRule{rule(5, tagged("team", ""))}, 5},
		"any of its tags":       {[]RecycleBinRule{rule(5, func(r *RecycleBinRule) { tagged("team", "db")(r); tagged("team", "web")(r) })}, 5},
		"case counts":           {[]RecycleBinRule{rule(5, tagged("team", "Web"))}, 0},
		"excluded":              {[]RecycleBinRule{rule(5, excluding("team", "web"))}, 0},
		"another is excluded":   {[]RecycleBinRule{rule(5, excluding("team", "db"))}, 5},
		"not in force":          {[]RecycleBinRule{rule(5, func(r *RecycleBinRule) { r.Status = "pending" })}, 0},
		"of another kind":       {[]RecycleBinRule{week(binSnapshots)}, 0},
		"without a period":      {[]RecycleBinRule{rule(5, func(r *RecycleBinRule) { r.RetentionPeriod = nil })}, 0},
		"without saying status": {[]RecycleBinRule{rule(5, func(r *RecycleBinRule) { r.Status = "" })}, 5},
	} {
		seed := retained(1)
		seed.RecycleBinRules = tt.rules
		a := open(t, inHome(seed))
		ask(a).fine(t, "DeregisterImage", "ImageId="+amiID(1))
		want := ""
		if tt.days > 0 {
			want = testTime().AddDate(0, 0, tt.days).Format(wireLayout)
		}
		if got := ask(a).fine(t, "ListImagesInRecycleBin").xml.text("imageSet/item/recycleBinExitTime"); got != want {
			t.Errorf("%s: leaves at %q, want %q", about, got, want)
		}
	}
}

// TestBinTakesWholeThingsOnly: what is not finished, and what lies in S3, goes
// for good; so do copies that are cancelled.
func TestBinTakesWholeThingsOnly(t *testing.T) {
	seed := retained(4)
	seed.Images[0].RootDeviceType, seed.Images[1].State, seed.Images[2].State = "instance-store", "failed", "disabled"
	seed.Snapshots[1].State = "error"
	a := open(t, inHome(seed))
	for n := 1; n <= 3; n++ {
		ask(a).fine(t, "DeregisterImage", "ImageId="+amiID(n), "DeleteAssociatedSnapshots=true")
	}
	if got := binnedIDs(t, a); got != "3/1 3" {
		t.Errorf("in the bin: %s", got)
	}
	ask(a).fine(t, "RestoreSnapshotFromRecycleBin", "SnapshotId="+snapID(3))
	ask(a).fine(t, "RestoreImageFromRecycleBin", "ImageId="+amiID(3))
	got := ask(a).fine(t, "DescribeImages", "ImageId.1="+amiID(3), "IncludeDisabled=true").xml
	wantTexts(t, got, map[string]string{"imagesSet/item/imageState": "disabled"})
}

// TestBinListings says what the listings of the bin give, and how they refuse.
func TestBinListings(t *testing.T) {
	a := open(t, inHome(retained(7)))
	for n := 1; n <= 6; n++ {
		ask(a).fine(t, "DeregisterImage", "ImageId="+amiID(n), "DeleteAssociatedSnapshots=true")
	}
	const images, snapshots = "imageSet/item/imageId", "snapshotSet/item/snapshotId"
	var tooMany []string
	for n := range 21 {
		tooMany = append(tooMany, fmt.Sprintf("ImageId.%d=%s", n+1, amiID(1)))
	}
	for _, tt := range []struct{ action, params, path, want string }{
		{"ListImagesInRecycleBin", "MaxResults=2", images, "1 2"},
		{"ListImagesInRecycleBin", "ImageId.1=" + amiID(5) + "&ImageId.2=" + amiID(2), images, "2 5"},
		{"ListImagesInRecycleBin", "ImageId.1=" + amiID(7), images, "InvalidAMIID.NotFound"},
		{"ListImagesInRecycleBin", "ImageId.1=web", images, "InvalidAMIID.Malformed"},
		{"ListImagesInRecycleBin", strings.Join(tooMany, "&"), images, "InvalidParameterValue"},
		{"ListImagesInRecycleBin", "MaxResults=0", images, "InvalidParameterValue"},
		{"ListImagesInRecycleBin", "MaxResults=1001", images, "InvalidParameterValue"},
		{"ListImagesInRecycleBin", "NextToken=x", images, "InvalidNextToken"},
		{"ListImagesInRecycleBin", "DryRun=true", images, "DryRunOperation"},
		{"ListSnapshotsInRecycleBin", "MaxResults=5", snapshots, "1 2 3 4 5"},
		{"ListSnapshotsInRecycleBin", "MaxResults=4", snapshots, "InvalidParameterValue"},
		{"ListSnapshotsInRecycleBin", "SnapshotId.1=" + snapID(6), snapshots, "6"},
		{"ListSnapshotsInRecycleBin", "SnapshotId.1=" + snapID(7), snapshots, "InvalidSnapshot.NotFound"},
		{"RestoreImageFromRecycleBin", "", "return", "MissingParameter"},
		{"RestoreImageFromRecycleBin", "ImageId=" + amiID(7), "return", "InvalidAMIID.NotFound"},
		{"RestoreImageFromRecycleBin", "ImageId=" + amiID(8), "return", "InvalidAMIID.NotFound"},
		{"RestoreSnapshotFromRecycleBin", "", "snapshotId", "MissingParameter"},
		{"RestoreSnapshotFromRecycleBin", "SnapshotId=" + snapID(1) + "&DryRun=true", "snapshotId", "DryRunOperation"},
		{"RestoreSnapshotFromRecycleBin", "SnapshotId=" + snapID(1), "snapshotId", "1"},
		{"RestoreSnapshotFromRecycleBin", "SnapshotId=" + snapID(1), "snapshotId", "InvalidSnapshot.NotFound"},
		{"RestoreImageFromRecycleBin", "ImageId=" + amiID(1), "return", "true"},
		{"RestoreImageFromRecycleBin", "ImageId=" + amiID(1), "return", "InvalidAMIID.NotFound"},
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
	seed := retained(1)
	seed.ImagesInRecycleBin = []ImageInRecycleBin{{ImageId: amiID(2), Name: "web-1"}}
	if got := ask(open(t, inHome(seed))).ec2(t, "RestoreImageFromRecycleBin", "ImageId="+amiID(2)); got.code() != "InvalidAMIName.Duplicate" {
		t.Errorf("a name that is taken: %q", got.code())
	}
}

// TestSeededBin: a seed says what is in the bin already. What it says of it
// elsewhere comes back; of the rest as much as is listed.
func TestSeededBin(t *testing.T) {
	seed := retained(2)
	seed.ImagesInRecycleBin = []ImageInRecycleBin{
		{ImageId: amiID(1), Name: "web-1", RecycleBinEnterTime: "2026-11-20T12:00:00Z", RecycleBinExitTime: "2026-11-27T12:00:00Z"},
		{ImageId: amiID(8), Name: "unknown", Description: "listed only"},
		{ImageId: amiID(9), Name: "left", RecycleBinEnterTime: "2026-11-01T12:00:00Z", RecycleBinExitTime: "2026-11-08T12:00:00Z"},
	}
	seed.SnapshotsInRecycleBin = []SnapshotInRecycleBin{{SnapshotId: snapID(1)}, {SnapshotId: snapID(8), VolumeId: "vol-01234567", RecycleBinExitTime: "2026-12-01T12:00:00Z"}}
	a := open(t, inHome(seed))
	if got := binnedIDs(t, a); got != "1 8/1 8" {
		t.Errorf("in the bin: %s", got)
	}
	wantIDs(t, "images", ask(a).fine(t, "DescribeImages", "Owner.1=self").xml.texts("imagesSet/item/imageId"), "2")
	ask(a).fine(t, "RestoreSnapshotFromRecycleBin", "SnapshotId="+snapID(1))
	ask(a).fine(t, "RestoreImageFromRecycleBin", "ImageId="+amiID(1))
	ask(a).fine(t, "RestoreImageFromRecycleBin", "ImageId="+amiID(8))
	wantTexts(t, one(t, ask(a), amiID(1)), map[string]string{"architecture": "arm64", "name": "web-1"})
	wantTexts(t, one(t, ask(a), amiID(8)), map[string]string{"name": "unknown", "description": "listed only", "imageState": "available", "imageOwnerId": us})
	if got := ask(a).fine(t, "DescribeSnapshots", "SnapshotId.1="+snapID(1)).xml.text("snapshotSet/item/volumeSize"); got != "8" {
		t.Errorf("the snapshot came back with %q GiB", got)
	}
}

// TestDeleteSnapshot: one in use or locked stays.
func TestDeleteSnapshot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		seed := retained(2)
		seed.RecycleBinRules, seed.Images[1].State = nil, "disabled"
		for n := 3; n <= 8; n++ {
			seed.Snapshots = append(seed.Snapshots, Snapshot{SnapshotId: snapID(n)})
		}
		seed.Snapshots[7].OwnerId = friend
		tomorrow := time.Now().Add(24 * time.Hour).Format(time.RFC3339)
		seed.LockedSnapshots = []LockedSnapshot{
			{SnapshotId: snapID(3), LockState: "governance", LockExpiresOn: tomorrow}, {SnapshotId: snapID(4), LockState: "compliance"},
			{SnapshotId: snapID(5), LockState: "compliance-cooloff"}, {SnapshotId: snapID(6), LockState: "expired"},
		}
		seed.FastSnapshotRestores = []FastSnapshotRestore{{SnapshotId: snapID(7), AvailabilityZone: "us-east-1a"}, {SnapshotId: snapID(7), AvailabilityZone: "us-east-1b"}, {SnapshotId: snapID(1), AvailabilityZone: "us-east-1b"}}
		a := openNow(t, inHome(seed), 0)
		for n, want := range map[int]string{
			1: "InvalidSnapshot.InUse The snapshot " + snapID(1) + " is currently in use by " + amiID(1), 2: "InvalidSnapshot.InUse The snapshot " + snapID(2) + " is currently in use by " + amiID(2),
			3: "OperationNotPermitted The snapshot " + snapID(3) + " is locked in governance mode and can't be deleted.", 4: "OperationNotPermitted The snapshot " + snapID(4) + " is locked in compliance mode and can't be deleted.",
			5: "OperationNotPermitted The snapshot " + snapID(5) + " is locked in compliance-cooloff mode and can't be deleted.",
			8: "AuthFailure You do not own the snapshot " + snapID(8), 9: "InvalidSnapshot.NotFound The snapshot '" + snapID(9) + "' does not exist.",
		} {
			if got := ask(a).ec2(t, "DeleteSnapshot", "SnapshotId="+snapID(n)); got.code()+" "+got.message() != want {
				t.Errorf("snapshot %d: got %q %s, want %s", n, got.code(), got.message(), want)
			}
		}
		if got := ask(a).ec2(t, "DeleteSnapshot"); got.code() != "MissingParameter" {
			t.Errorf("none: %q", got.code())
		}
		if got := ask(a).ec2(t, "DeleteSnapshot", "SnapshotId="+snapID(6), "DryRun=true"); got.code() != "DryRunOperation" {
			t.Errorf("dry run: %q", got.code())
		}
		ask(a).fine(t, "DeleteSnapshot", "SnapshotId="+snapID(6))
		wantTexts(t, ask(a).fine(t, "DeleteSnapshot", "SnapshotId="+snapID(7)).xml, map[string]string{"return": "true"})
		wantIDs(t, "left", ask(a).fine(t, "DescribeSnapshots", "Owner.1=self").xml.texts("snapshotSet/item/snapshotId"), "1", "2", "3", "4", "5")
		if got := len(a.holdings(us, home).fastRestores.items); got != 1 {
			t.Errorf("%d fast restores are left, want one", got)
		}
		pass(24 * time.Hour)
		ask(a).fine(t, "DeleteSnapshot", "SnapshotId="+snapID(3)) // its lock has run out
		if got := binnedIDs(t, a); got != "/" {
			t.Errorf("without a rule something is in the bin: %s", got)
		}
	})
}
