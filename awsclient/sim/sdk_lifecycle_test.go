package sim

import (
	"context"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
)

// TestSDKProtection: protection is lifted at once without a cooldown, and a day
// later with one; what is not exactly "disabled" still protects.
func TestSDKProtection(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := openNow(t, inHome(workbench()), 0)
		c, ctx, id := sdkFor(a), context.Background(), new(amiID(1))
		state := func() string {
			got, err := c.DescribeImageAttribute(ctx, &ec2.DescribeImageAttributeInput{ImageId: id, Attribute: types.ImageAttributeNameDeregistrationProtection})
			if err != nil {
				t.Fatal(err)
			}
			return *got.DeregistrationProtection.Value
		}
		enable := func(cooldown bool) {
			got, err := c.EnableImageDeregistrationProtection(ctx, &ec2.EnableImageDeregistrationProtectionInput{ImageId: id, WithCooldown: &cooldown})
			if err != nil || *got.Return != state() {
				t.Errorf("enabled: %v, it says %s", err, state())
			}
		}
		disable := func() {
			got, err := c.DisableImageDeregistrationProtection(ctx, &ec2.DisableImageDeregistrationProtectionInput{ImageId: id})
			if err != nil || *got.Return != state() {
				t.Errorf("disabled: %v, it says %s", err, state())
			}
		}
		refused := func() bool {
			err := did(c.DeregisterImage(ctx, &ec2.DeregisterImageInput{ImageId: id, DryRun: new(true)}))
			return sdkCode(err) == "OperationNotPermitted"
		}
		enable(false)
		if state() != "enabled-without-cooldown" || !refused() {
			t.Errorf("protected it is %s", state())
		}
		disable()
		if state() != "disabled" || refused() {
			t.Errorf("lifted it is %s", state())
		}
		enable(true)
		disable()
		first := state()
		if !strings.HasPrefix(first, "cooldown until ") || !refused() {
			t.Errorf("during the cooldown it is %s", first)
		}
		pass(23 * time.Hour)
		disable() // again changes nothing
		if state() != first || !refused() {
			t.Errorf("an hour before the end it is %s, was %s", state(), first)
		}
		pass(time.Hour)
		if state() != "disabled" || refused() {
			t.Errorf("after the cooldown it is %s", state())
		}
		enable(true)
		disable()
		enable(false) // protected anew, the cooldown is forgotten
		pass(25 * time.Hour)
		if state() != "enabled-without-cooldown" {
			t.Errorf("protected anew it is %s", state())
		}
	})
}

// TestSDKDeregisterAccountsForSnapshots: every snapshot has its code, whatever
// becomes of it the image goes, and faults of DeleteSnapshot hold here too.
func TestSDKDeregisterAccountsForSnapshots(t *testing.T) {
	device := func(n int) BlockDeviceMapping {
		return BlockDeviceMapping{DeviceName: "/dev/sd" + string(rune('a'+n)), Ebs: &EbsBlockDevice{SnapshotId: snapID(n)}}
	}
	seed := RegionSeed{
		Images: []Image{
			{ImageId: amiID(1), Name: "goes", RootDeviceType: "ebs", BlockDeviceMappings: []BlockDeviceMapping{
				device(1), device(2), device(3), device(4), device(5), device(6), device(7), device(1), {DeviceName: "/dev/sdz", VirtualName: "ephemeral0"}, device(8), device(9), device(10),
			}},
			{ImageId: amiID(2), Name: "stays, disabled", State: "disabled", BlockDeviceMappings: []BlockDeviceMapping{device(2)}},
		},
		LockedSnapshots: []LockedSnapshot{{SnapshotId: snapID(3), LockState: "governance"}, {SnapshotId: snapID(10), LockState: "expired"}},
	}
	for _, n := range []int{1, 2, 3, 5, 6, 7, 8, 9, 10} {
		s := Snapshot{SnapshotId: snapID(n)}
		switch n {
		case 5:
			s.OwnerId = friend
		case 6:
			s.Tags = []Tag{{"aws:backup:source-resource", "x"}}
		case 7:
			s.StorageTier = "archive"
		}
		seed.Snapshots = append(seed.Snapshots, s)
	}
	for _, tt := range []struct {
		faults []Fault
		want   string
	}{
		{nil, "1 success, 2 skipped, 3 client-error, 4 client-error, 5 missing-permissions, 6 client-error, 7 success, 8 success, 9 success, 10 success"},
		{[]Fault{{Action: "DeleteSnapshot", Do: "deny"}}, "1 missing-permissions, 2 skipped, 3 missing-permissions, 4 client-error, 5 missing-permissions, 6 missing-permissions, 7 missing-permissions, 8 missing-permissions, 9 missing-permissions, 10 missing-permissions"},
		{[]Fault{{Action: "DeleteSnapshot", Do: "error", Code: "InternalError", Status: 500, Times: 1}, {Action: "DeleteSnapshot", Do: "error", Code: "Odd", Skip: 1, Times: 1}, {Action: "DeleteSnapshot", Do: "delay", Ms: 1}},
			"1 internal-error, 2 skipped, 3 client-error, 4 client-error, 5 missing-permissions, 6 client-error, 7 success, 8 success, 9 success, 10 success"},
	} {
		a := open(t, inHome(seed), tt.faults...)
		got, err := sdkFor(a).DeregisterImage(context.Background(), &ec2.DeregisterImageInput{ImageId: new(amiID(1)), DeleteAssociatedSnapshots: new(true)})
		if err != nil || !*got.Return {
			t.Fatal(err)
		}
		var results []string
		for _, r := range got.DeleteSnapshotResults {
			results = append(results, strings.TrimLeft(*r.SnapshotId, "snap-0")+" "+string(r.ReturnCode))
		}
		if got := strings.Join(results, ", "); got != tt.want {
			t.Errorf("got  %s\nwant %s", got, tt.want)
		}
		left := ask(a).fine(t, "DescribeSnapshots", "Owner.1=self").xml.texts("snapshotSet/item/snapshotId")
		for _, r := range got.DeleteSnapshotResults {
			if gone := !slices.Contains(left, *r.SnapshotId); gone != (r.ReturnCode == "success") && *r.SnapshotId != snapID(4) && *r.SnapshotId != snapID(5) {
				t.Errorf("%s is said to be %s; gone: %v", *r.SnapshotId, r.ReturnCode, gone)
			}
		}
		if code := ask(a).ec2(t, "DescribeImages", "ImageId.1="+amiID(1)).code(); code != "InvalidAMIID.Unavailable" {
			t.Errorf("the image: %q", code)
		}
	}
}

// TestChangesUndone: what AWS lets one undo leaves the account as it was.
func TestChangesUndone(t *testing.T) {
	one, spare := amiID(1), snapID(10)
	for _, tt := range []struct{ about, change, undo string }{
		{"share", "ModifyImageAttribute&ImageId=" + one + "&LaunchPermission.Add.1.UserId=" + stranger, "ModifyImageAttribute&ImageId=" + one + "&LaunchPermission.Remove.1.UserId=" + stranger},
		{"unshare", "ResetImageAttribute&Attribute=launchPermission&ImageId=" + one, "ModifyImageAttribute&ImageId=" + one + "&LaunchPermission.Add.1.UserId=" + friend},
		{"describe", "ModifyImageAttribute&ImageId=" + one + "&Description.Value=x", "ModifyImageAttribute&ImageId=" + one + "&Description.Value="},
		{"deprecate", "EnableImageDeprecation&DeprecateAt=2027-01-01T00:00:00Z&ImageId=" + one, "DisableImageDeprecation&ImageId=" + one},
		{"lift", "DisableImageDeprecation&ImageId=" + amiID(4), "EnableImageDeprecation&DeprecateAt=2026-12-24T18:31:00Z&ImageId=" + amiID(4)},
		{"disable", "DisableImage&ImageId=" + amiID(4), "EnableImage&ImageId=" + amiID(4)},
		{"enable", "EnableImage&ImageId=" + amiID(2), "DisableImage&ImageId=" + amiID(2)},
		{"protect", "EnableImageDeregistrationProtection&ImageId=" + one, "DisableImageDeregistrationProtection&ImageId=" + one},
		{"unprotect", "DisableImageDeregistrationProtection&ImageId=" + amiID(3), "EnableImageDeregistrationProtection&ImageId=" + amiID(3)},
		{"tag", "CreateTags&ResourceId.1=" + one + "&ResourceId.2=" + spare + "&Tag.1.Key=a&Tag.1.Value=b", "DeleteTags&ResourceId.1=" + one + "&ResourceId.2=" + spare + "&Tag.1.Key=a"},
		{"untag", "DeleteTags&ResourceId.1=" + one, "CreateTags&ResourceId.1=" + one + "&Tag.1.Key=team&Tag.1.Value=web"},
		{"share a snapshot", "ModifySnapshotAttribute&OperationType=add&UserId.1=" + friend + "&SnapshotId=" + spare, "ModifySnapshotAttribute&OperationType=remove&UserId.1=" + friend + "&SnapshotId=" + spare},
		{"unshare a snapshot", "ResetSnapshotAttribute&Attribute=createVolumePermission&SnapshotId=" + snapID(13), "ModifySnapshotAttribute&CreateVolumePermission.Add.1.UserId=" + friend + "&SnapshotId=" + snapID(13)},
		{"lock", "LockSnapshot&LockMode=compliance&CoolOffPeriod=1&LockDuration=1&SnapshotId=" + spare, "UnlockSnapshot&SnapshotId=" + spare},
		{"delete", "DeleteSnapshot&SnapshotId=" + spare, "RestoreSnapshotFromRecycleBin&SnapshotId=" + spare},
		{"deregister", "DeregisterImage&ImageId=" + one, "RestoreImageFromRecycleBin&ImageId=" + one},
		{"deregister whole", "DeregisterImage&DeleteAssociatedSnapshots=true&ImageId=" + one, "RestoreSnapshotFromRecycleBin&SnapshotId=" + snapID(1) + " RestoreImageFromRecycleBin&ImageId=" + one},
		{"register", "RegisterImage&Name=again&RootDeviceName=/dev/xvda&BlockDeviceMapping.1.DeviceName=/dev/xvda&BlockDeviceMapping.1.Ebs.SnapshotId=" + spare, "DeregisterImage&ImageId="},
	} {
		seed := workbench()
		if tt.about == "register" {
			seed.RecycleBinRules = nil // or it would be in the bin
		}
		a := open(t, inHome(seed))
		before := a.Capture()
		var made string
		for request := range strings.FieldsSeq(tt.change + " " + tt.undo) {
			if strings.HasSuffix(request, "ImageId=") {
				request += made
			}
			params := strings.Split(request, "&")
			made = ask(a).fine(t, params[0], params[1:]...).xml.text("imageId")
			if request == tt.change && len(Differences(before, a.Capture())) == 0 {
				t.Errorf("%s: nothing changed", tt.about)
			}
		}
		if found := Differences(before, a.Capture()); len(found) > 0 {
			t.Errorf("%s leaves %v", tt.about, found)
		}
	}
}

// TestTiers: a snapshot is put away and brought back, for good or for some days.
func TestTiers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := openNow(t, inHome(workbench()), 1)
		state := func(id string) string {
			got := ask(a).fine(t, "DescribeSnapshotTierStatus", "Filter.1.Name=snapshot-id", "Filter.1.Value.1="+id).xml.all("snapshotTierStatusSet/item")[0]
			text := got.text("storageTier") + " " + got.text("lastTieringOperationStatus")
			if expiry := got.text("restoreExpiryTime"); expiry != "" {
				text += " until " + expiry[:10]
			}
			return text
		}
		want := func(id, want string) {
			t.Helper()
			if got := state(id); got != want {
				t.Errorf("at %v: %s, want %s", time.Now(), got, want)
			}
		}
		spare, archived := snapID(10), snapID(12)
		ask(a).fine(t, "ModifySnapshotTier", "SnapshotId="+spare, "StorageTier=archive")
		want(spare, "standard archival-in-progress")
		if got := ask(a).ec2(t, "ModifySnapshotTier", "SnapshotId="+spare); got.code() != "IncorrectState" {
			t.Errorf("on its way: %q", got.code())
		}
		got := ask(a).fine(t, "RestoreSnapshotTier", "SnapshotId="+archived, "TemporaryRestoreDays=3").xml
		wantTexts(t, got, map[string]string{"snapshotId": archived, "restoreDuration": "3", "isPermanentRestore": "false", "restoreStartTime": "2000-01-01T00:00:00.000Z"})
		want(archived, "archive temporary-restore-in-progress")
		pass(24 * time.Hour)
		want(spare, "archive archival-completed")
		want(archived, "archive temporary-restore-completed until 2000-01-05")
		pass(3 * 24 * time.Hour)
		want(archived, "archive temporary-restore-completed")
		ask(a).fine(t, "RestoreSnapshotTier", "SnapshotId="+spare, "PermanentRestore=true")
		ask(a).fine(t, "DeleteSnapshot", "SnapshotId="+archived)
		pass(24 * time.Hour)
		want(spare, "standard permanent-restore-completed")
	})
}

// TestLockKeepsASnapshot: a lock holds until it is ended or over, and comes back
// from the bin with its snapshot when it was over.
func TestLockKeepsASnapshot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := openNow(t, inHome(workbench()), 0)
		id := "SnapshotId=" + snapID(10)
		got := ask(a).fine(t, "LockSnapshot", id, "LockMode=compliance", "CoolOffPeriod=2", "LockDuration=3").xml
		wantTexts(t, got, map[string]string{
			"lockState": "compliance-cooloff", "lockDuration": "3", "coolOffPeriod": "2", "lockExpiresOn": "2000-01-04T00:00:00.000Z", "coolOffPeriodExpiresOn": "2000-01-01T02:00:00.000Z",
		})
		ask(a).fine(t, "LockSnapshot", id, "LockMode=governance", "ExpirationDate=2000-01-02T00:00:00Z")
		ask(a).fine(t, "LockSnapshot", id, "LockMode=compliance", "CoolOffPeriod=2", "LockDuration=3")
		pass(2 * time.Hour)
		for _, action := range []string{"UnlockSnapshot", "DeleteSnapshot"} {
			if got := ask(a).ec2(t, action, id); got.code() != "OperationNotPermitted" {
				t.Errorf("%s when it has cooled off: %q", action, got.code())
			}
		}
		pass(70 * time.Hour)
		before := a.Capture()
		ask(a).fine(t, "DeleteSnapshot", id)
		ask(a).fine(t, "RestoreSnapshotFromRecycleBin", id)
		if found := Differences(before, a.Capture()); len(found) > 0 {
			t.Errorf("back from the bin it differs: %v", found)
		}
	})
}

// TestSDKReadsTiersAndLocks: the SDK reads what the changes of snapshots answer.
func TestSDKReadsTiersAndLocks(t *testing.T) {
	c, ctx := sdkFor(open(t, inHome(workbench()))), context.Background()
	lock, err := c.LockSnapshot(ctx, &ec2.LockSnapshotInput{SnapshotId: new(snapID(10)), LockMode: types.LockModeCompliance, LockDuration: new(int32(2)), CoolOffPeriod: new(int32(1))})
	if err != nil || lock.LockState != types.LockStateComplianceCooloff || *lock.LockDuration != 2 || *lock.CoolOffPeriod != 1 || *lock.SnapshotId != snapID(10) ||
		!lock.LockCreatedOn.Equal(testTime()) || !lock.LockDurationStartTime.Equal(testTime()) || !lock.LockExpiresOn.Equal(testTime().AddDate(0, 0, 2)) || !lock.CoolOffPeriodExpiresOn.Equal(testTime().Add(time.Hour)) {
		t.Errorf("lock: %+v, %v", lock, err)
	}
	unlock, err := c.UnlockSnapshot(ctx, &ec2.UnlockSnapshotInput{SnapshotId: new(snapID(10))})
	if err != nil || *unlock.SnapshotId != snapID(10) {
		t.Errorf("unlock: %+v, %v", unlock, err)
	}
	archive, err := c.ModifySnapshotTier(ctx, &ec2.ModifySnapshotTierInput{SnapshotId: new(snapID(10)), StorageTier: types.TargetStorageTierArchive})
	if err != nil || *archive.SnapshotId != snapID(10) || !archive.TieringStartTime.Equal(testTime()) {
		t.Errorf("archive: %+v, %v", archive, err)
	}
	restore, err := c.RestoreSnapshotTier(ctx, &ec2.RestoreSnapshotTierInput{SnapshotId: new(snapID(12)), TemporaryRestoreDays: new(int32(4))})
	if err != nil || *restore.SnapshotId != snapID(12) || *restore.RestoreDuration != 4 || *restore.IsPermanentRestore || !restore.RestoreStartTime.Equal(testTime()) {
		t.Errorf("restore: %+v, %v", restore, err)
	}
	cancel, err := c.CancelImageLaunchPermission(ctx, &ec2.CancelImageLaunchPermissionInput{ImageId: new(amiID(5))})
	if err != nil || !*cancel.Return {
		t.Errorf("cancel: %+v, %v", cancel, err)
	}
}

// TestSeededTimesPass: a cooldown and a restore that a seed speaks of end when
// it says, and what is public is hidden while such sharing is blocked.
func TestSeededTimesPass(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		seed := workbench()
		seed.Images[0].DeregistrationProtection = "cooldown until 2000-01-01T01:00:00Z"
		seed.Snapshots[6].RestoreExpiryTime = "2000-01-01T02:00:00Z"
		seed.CreateVolumePermissions[snapID(10)] = []CreateVolumePermission{{Group: "all"}}
		seed.SnapshotBlockPublicAccessState = "block-all-sharing"
		a := openNow(t, inHome(seed), 0)
		look := func() string {
			image := one(t, ask(a), amiID(1)).text("deregistrationProtection")
			return image[:8] + " " + ask(a).fine(t, "DescribeSnapshots", "SnapshotId.1="+snapID(12)).xml.text("snapshotSet/item/restoreExpiryTime")
		}
		for _, want := range []string{"cooldown 2000-01-01T02:00:00.000Z", "disabled 2000-01-01T02:00:00.000Z", "disabled "} {
			if got := look(); got != want {
				t.Errorf("at %v: %q, want %q", time.Now(), got, want)
			}
			pass(time.Hour)
		}
		s := a.regions[home].snapshots.find(snapID(10))
		if s.visible(&call{account: a, place: a.regions[home], caller: stranger}) {
			t.Error("a public snapshot is in sight while its owner blocks all sharing")
		}
	})
}

// TestDeregisterEndsACopy: a copy that is still being made is given up, with its
// snapshots when that is asked for, and nothing of it comes back or is kept.
func TestDeregisterEndsACopy(t *testing.T) {
	for _, whole := range []bool{true, false} {
		synctest.Test(t, func(t *testing.T) {
			a := openNow(t, inHome(workbench()), 0)
			c, ctx := sdkFor(a), context.Background()
			before := a.Capture()
			made, err := c.CopyImage(ctx, &ec2.CopyImageInput{Name: new("copy"), SourceImageId: new(amiID(1)), SourceRegion: new(home)})
			if err != nil {
				t.Fatal(err)
			}
			pass(time.Second)
			got, err := c.DeregisterImage(ctx, &ec2.DeregisterImageInput{ImageId: made.ImageId, DeleteAssociatedSnapshots: &whole})
			if err != nil || len(got.DeleteSnapshotResults) > 0 != whole {
				t.Fatalf("%+v, %v", got, err)
			}
			pass(time.Hour)
			left := Differences(before, a.Capture())
			if whole && len(left) > 0 || !whole && len(left) != 1 {
				t.Errorf("with its snapshots %v: it leaves %v", whole, left)
			}
		})
	}
}

// TestGivenUpShare: a share that names the account is given up for good, and the
// image is out of sight.
func TestGivenUpShare(t *testing.T) {
	a := open(t, inHome(workbench()))
	ask(a).fine(t, "CancelImageLaunchPermission", "ImageId="+amiID(5))
	if got := ask(a).ec2(t, "DescribeImages", "ImageId.1="+amiID(5)); got.code() != "InvalidAMIID.NotFound" {
		t.Errorf("given up: %q", got.code())
	}
}
