package sim

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
)

// obstructed is a workbench where things stand in the way of changes.
func obstructed() RegionSeed {
	r := workbench()
	encrypted := func(n int, key string) {
		r.Snapshots = append(r.Snapshots, Snapshot{SnapshotId: snapID(n), VolumeSize: 8, Encrypted: true, KmsKeyId: "arn:aws:kms:us-east-1:" + us + ":key/" + key})
		r.Images = append(r.Images, Image{
			ImageId: amiID(n), Name: "image " + snapID(n), RootDeviceType: "ebs", BlockDeviceMappings: []BlockDeviceMapping{{DeviceName: "/dev/xvda", Ebs: &EbsBlockDevice{SnapshotId: snapID(n)}}},
		})
	}
	r.KmsKeys = []KmsKey{
		{KeyId: "default", Arn: "arn:aws:kms:us-east-1:" + us + ":key/default", KeyManager: "AWS", Aliases: []string{"alias/aws/ebs"}},
		{KeyId: "own", Arn: "arn:aws:kms:us-east-1:" + us + ":key/own", KeyManager: "CUSTOMER", Aliases: []string{"alias/own"}},
	}
	encrypted(31, "default")
	encrypted(32, "own")
	r.Images = append(r.Images,
		Image{ImageId: amiID(33), Name: "kept by AWS Backup", Tags: []Tag{{"aws:backup:source-resource", "i-01234567"}}},
		Image{ImageId: amiID(34), Name: "cooling", DeregistrationProtection: "cooldown until 2026-11-22T00:00:00.000Z"},
		Image{ImageId: amiID(35), Name: "sold", ProductCodes: []ProductCode{{"abc", "marketplace"}}},
		Image{ImageId: amiID(36), Name: "open", Public: true, CreationDate: "2026-01-01T00:00:00.000Z"},
		Image{ImageId: amiID(37), Name: "put away", State: "disabled", BlockDeviceMappings: []BlockDeviceMapping{{DeviceName: "/dev/xvda", Ebs: &EbsBlockDevice{SnapshotId: snapID(12)}}}},
		Image{ImageId: amiID(38), Name: "in the making", State: "pending", StateReason: &StateReason{Code: "x"}},
	)
	r.Snapshots = append(r.Snapshots,
		Snapshot{SnapshotId: snapID(33), Tags: []Tag{{"aws:backup:source-resource", "i-01234567"}}},
		Snapshot{SnapshotId: snapID(39), OwnerId: friend},
	)
	r.LockedSnapshots = append(r.LockedSnapshots, LockedSnapshot{SnapshotId: snapID(13), LockState: "compliance", LockExpiresOn: "2027-01-01T00:00:00Z"})
	r.ImageBlockPublicAccessState, r.SnapshotBlockPublicAccessState = "block-new-sharing", "block-new-sharing"
	return r
}

// TestSDKDeregisterRefused says which images stay, and with which code.
func TestSDKDeregisterRefused(t *testing.T) {
	c := sdkFor(open(t, inHome(obstructed())))
	for id, want := range map[string]string{
		amiID(3): "OperationNotPermitted", amiID(34): "OperationNotPermitted", amiID(33): "InvalidParameterValue", amiID(5): "AuthFailure",
		amiID(21): "InvalidAMIID.NotFound", amiID(99): "InvalidAMIID.NotFound", "ami-x": "InvalidAMIID.Malformed",
		amiID(2): "", amiID(38): "", amiID(36): "", // disabled, pending and public ones go
	} {
		for _, dry := range []bool{true, false} {
			err := did(c.DeregisterImage(context.Background(), &ec2.DeregisterImageInput{ImageId: &id, DryRun: &dry}))
			if code := sdkCode(err); code != want && !(dry && want == "" && code == "DryRunOperation") {
				t.Errorf("%s, dry run %v: got %v, want %q", id, dry, err, want)
			}
		}
	}
	err := did(c.DeregisterImage(context.Background(), &ec2.DeregisterImageInput{ImageId: new(amiID(2))}))
	if sdkCode(err) != "InvalidAMIID.Unavailable" {
		t.Errorf("deregistered already: %v", err)
	}
}

// TestSDKShareRefused says what cannot be shared, and with which code.
func TestSDKShareRefused(t *testing.T) {
	c := sdkFor(open(t, inHome(obstructed())))
	everyone := types.LaunchPermission{Group: types.PermissionGroupAll}
	account := types.LaunchPermission{UserId: new(friend)}
	for _, tt := range []struct {
		image int
		add   types.LaunchPermission
		want  string
	}{
		{1, everyone, "OperationNotPermitted"}, {1, account, ""}, {31, account, "InvalidParameter"}, {32, account, ""}, {32, everyone, "OperationNotPermitted"},
		{35, everyone, "OperationNotPermitted"}, {35, account, ""}, {2, account, "IncorrectState"}, {5, account, "AuthFailure"},
		{1, types.LaunchPermission{UserId: new("friend")}, "InvalidAMIAttributeItemValue"}, {1, types.LaunchPermission{OrganizationArn: new("o-1")}, "InvalidAMIAttributeItemValue"},
	} {
		err := did(c.ModifyImageAttribute(context.Background(), &ec2.ModifyImageAttributeInput{
			ImageId: new(amiID(tt.image)), LaunchPermission: &types.LaunchPermissionModifications{Add: []types.LaunchPermission{tt.add}},
		}))
		if sdkCode(err) != tt.want {
			t.Errorf("image %d with %+v: got %v, want %q", tt.image, tt.add, err, tt.want)
		}
	}
	for _, tt := range []struct {
		snapshot int
		add      types.CreateVolumePermission
		want     string
	}{
		{10, types.CreateVolumePermission{Group: types.PermissionGroupAll}, "OperationNotPermitted"}, {10, types.CreateVolumePermission{UserId: new(friend)}, ""},
		{31, types.CreateVolumePermission{UserId: new(friend)}, "OperationNotPermitted"}, {32, types.CreateVolumePermission{UserId: new(friend)}, ""},
		{32, types.CreateVolumePermission{Group: types.PermissionGroupAll}, "OperationNotPermitted"}, {39, types.CreateVolumePermission{UserId: new(friend)}, "AuthFailure"},
		{10, types.CreateVolumePermission{UserId: new("friend")}, "InvalidUserID.Malformed"}, {10, types.CreateVolumePermission{Group: "some"}, "InvalidAMIAttributeItemValue"},
		{10, types.CreateVolumePermission{}, "MissingParameter"}, {98, types.CreateVolumePermission{UserId: new(friend)}, "InvalidSnapshot.NotFound"},
	} {
		err := did(c.ModifySnapshotAttribute(context.Background(), &ec2.ModifySnapshotAttributeInput{
			SnapshotId: new(snapID(tt.snapshot)), CreateVolumePermission: &types.CreateVolumePermissionModifications{Add: []types.CreateVolumePermission{tt.add}},
		}))
		if sdkCode(err) != tt.want {
			t.Errorf("snapshot %d with %+v: got %v, want %q", tt.snapshot, tt.add, err, tt.want)
		}
	}
}

// TestShareLimits: a thousand accounts fit on an image, and no more; five hundred
// changes fit in one request about a snapshot.
func TestShareLimits(t *testing.T) {
	a := open(t, inHome(workbench()))
	accounts := func(field string, first, n int) []string {
		params := []string{"OperationType=add"}
		for k := range n {
			params = append(params, fmt.Sprintf("%s.%d=%012d", field, k+1, first+k))
		}
		return params
	}
	ask(a).fine(t, "ModifyImageAttribute", append(accounts("UserId", 1, 999), "ImageId="+amiID(1))...)
	ask(a).fine(t, "ModifyImageAttribute", append(accounts("UserId", 1, 999), "ImageId="+amiID(1))...) // again is no more
	if got := ask(a).ec2(t, "ModifyImageAttribute", append(accounts("UserId", 5000, 1), "ImageId="+amiID(1))...); got.code() != "ResourceLimitExceeded" {
		t.Errorf("the 1,001st: %q", got.code())
	}
	if got := len(permissions(t, a, amiID(1))); got != 1000 {
		t.Errorf("%d permissions, want 1000", got)
	}
	ask(a).fine(t, "ModifySnapshotAttribute", append(accounts("UserId", 1, 500), "SnapshotId="+snapID(10))...)
	if got := ask(a).ec2(t, "ModifySnapshotAttribute", append(accounts("UserId", 1, 501), "SnapshotId="+snapID(10))...); got.code() != "InvalidParameterValue" {
		t.Errorf("501 at once: %q", got.code())
	}
}

// TestRefusedChanges says how the rest refuses.
func TestRefusedChanges(t *testing.T) {
	for _, tt := range []struct{ action, params, want string }{
		{"ResetImageAttribute", "ImageId=" + amiID(1), "MissingParameter"},
		{"ResetImageAttribute", "ImageId=" + amiID(1) + "&Attribute=description", "InvalidParameterValue"},
		{"ResetImageAttribute", "ImageId=" + amiID(5) + "&Attribute=launchPermission", "AuthFailure"},
		{"CancelImageLaunchPermission", "ImageId=" + amiID(1), "OperationNotPermitted"},
		{"CancelImageLaunchPermission", "ImageId=" + amiID(99), "InvalidAMIID.NotFound"},
		{"CancelImageLaunchPermission", "", "MissingParameter"},
		{"EnableImageDeregistrationProtection", "ImageId=" + amiID(5), "AuthFailure"},
		{"DisableImageDeregistrationProtection", "ImageId=" + amiID(99), "InvalidAMIID.NotFound"},
		{"EnableImage", "ImageId=" + amiID(37), "IncorrectState"},
		{"DisableImage", "ImageId=" + amiID(38), "IncorrectState"},
		{"ModifyImageAttribute", "ImageId=" + amiID(1) + "&Description.Value=" + strings.Repeat("x", 256), "InvalidParameterValue"},
		{"ModifySnapshotAttribute", "SnapshotId=" + snapID(10), "MissingParameter"},
		{"ModifySnapshotAttribute", "SnapshotId=" + snapID(10) + "&Attribute=productCodes", "InvalidParameterValue"},
		{"ModifySnapshotAttribute", "SnapshotId=" + snapID(10) + "&OperationType=grow&UserId.1=" + friend, "InvalidParameterValue"},
		{"ResetSnapshotAttribute", "SnapshotId=" + snapID(10), "MissingParameter"},
		{"ResetSnapshotAttribute", "SnapshotId=" + snapID(10) + "&Attribute=productCodes", "InvalidParameterValue"},
		{"ResetSnapshotAttribute", "SnapshotId=" + snapID(39) + "&Attribute=createVolumePermission", "AuthFailure"},
		{"DeleteSnapshot", "SnapshotId=" + snapID(2), "InvalidSnapshot.InUse"}, // of a disabled image
		{"DeleteSnapshot", "SnapshotId=" + snapID(11), "OperationNotPermitted"},
		{"DeleteSnapshot", "SnapshotId=" + snapID(33), "InvalidParameterValue"},
		{"LockSnapshot", "SnapshotId=" + snapID(10), "MissingParameter"},
		{"LockSnapshot", "SnapshotId=" + snapID(10) + "&LockMode=strict&LockDuration=1", "InvalidParameterValue"},
		{"LockSnapshot", "SnapshotId=" + snapID(10) + "&LockMode=governance", "InvalidParameterCombination"},
		{"LockSnapshot", "SnapshotId=" + snapID(10) + "&LockMode=governance&LockDuration=1&ExpirationDate=2027-01-01T00:00:00Z", "InvalidParameterCombination"},
		{"LockSnapshot", "SnapshotId=" + snapID(10) + "&LockMode=governance&LockDuration=0", "InvalidParameterValue"},
		{"LockSnapshot", "SnapshotId=" + snapID(10) + "&LockMode=governance&ExpirationDate=2026-01-01T00:00:00Z", "InvalidParameterValue"},
		{"LockSnapshot", "SnapshotId=" + snapID(10) + "&LockMode=governance&LockDuration=1&CoolOffPeriod=1", "InvalidParameterCombination"},
		{"LockSnapshot", "SnapshotId=" + snapID(10) + "&LockMode=compliance&LockDuration=1&CoolOffPeriod=73", "InvalidParameterValue"},
		{"LockSnapshot", "SnapshotId=" + snapID(13) + "&LockMode=governance&LockDuration=365", "OperationNotPermitted"},
		{"LockSnapshot", "SnapshotId=" + snapID(13) + "&LockMode=compliance&LockDuration=1", "OperationNotPermitted"},
		{"LockSnapshot", "SnapshotId=" + snapID(13) + "&LockMode=compliance&LockDuration=365", ""},
		{"UnlockSnapshot", "SnapshotId=" + snapID(13), "OperationNotPermitted"},
		{"UnlockSnapshot", "SnapshotId=" + snapID(10), "IncorrectState"},
		{"ModifySnapshotTier", "SnapshotId=" + snapID(10) + "&StorageTier=cold", "InvalidParameterValue"},
		{"ModifySnapshotTier", "SnapshotId=" + snapID(12), "IncorrectState"},
		{"ModifySnapshotTier", "SnapshotId=" + snapID(1), "InvalidSnapshot.InUse"},
		{"ModifySnapshotTier", "SnapshotId=" + snapID(2), ""}, // its image is disabled
		{"RestoreSnapshotTier", "SnapshotId=" + snapID(10), "IncorrectState"},
		{"RestoreSnapshotTier", "SnapshotId=" + snapID(12) + "&TemporaryRestoreDays=181", "InvalidParameterValue"},
		{"RestoreSnapshotTier", "SnapshotId=" + snapID(12) + "&TemporaryRestoreDays=1&PermanentRestore=true", "InvalidParameterCombination"},
		{"CreateTags", "ResourceId.1=" + amiID(1) + "&Tag.1.Key=aws:x&Tag.1.Value=y", "InvalidParameterValue"},
		{"CreateTags", "ResourceId.1=" + amiID(1) + "&Tag.1.Key=x&Tag.2.Key=x", "InvalidParameterValue"},
		{"CreateTags", "ResourceId.1=" + amiID(1) + "&ResourceId.2=" + snapID(98) + "&Tag.1.Key=x", "InvalidSnapshot.NotFound"},
		{"DeleteTags", "ResourceId.1=" + amiID(33) + "&Tag.1.Key=aws:backup:source-resource", "InvalidParameterValue"},
		{"RegisterImage", "Name=web-" + amiID(1)[18:] + "&RootDeviceName=/dev/xvda&BlockDeviceMapping.1.DeviceName=/dev/xvda&BlockDeviceMapping.1.Ebs.SnapshotId=" + snapID(10), "InvalidAMIName.Duplicate"},
	} {
		a := open(t, inHome(obstructed()))
		before := a.Capture()
		got := ask(a).ec2(t, tt.action, strings.Split(tt.params, "&")...)
		if got.code() != tt.want {
			t.Errorf("%s %s: got %q %s, want %q", tt.action, tt.params, got.code(), got.message(), tt.want)
		}
		if found := Differences(before, a.Capture()); got.code() != "" && len(found) > 0 {
			t.Errorf("%s %s was refused and changed %v", tt.action, tt.params, found)
		}
	}
}

// TestTagLimitLeavesOutAWS: fifty tags of one's own fit beside those of AWS.
func TestTagLimitLeavesOutAWS(t *testing.T) {
	a := open(t, inHome(obstructed()))
	params := []string{"ResourceId.1=" + amiID(33)}
	for n := range 50 {
		params = append(params, fmt.Sprintf("Tag.%d.Key=k%d", n+1, n), fmt.Sprintf("Tag.%d.Value=v", n+1))
	}
	ask(a).fine(t, "CreateTags", params...)
	if got := ask(a).ec2(t, "CreateTags", params[0], "Tag.1.Key=one more"); got.code() != "TagLimitExceeded" {
		t.Errorf("the 51st: %q", got.code())
	}
}

// TestSDKDeprecation says which dates are taken, and how they are rounded.
func TestSDKDeprecation(t *testing.T) {
	c := sdkFor(open(t, inHome(obstructed())))
	for _, tt := range []struct {
		image int
		at    time.Time
		want  string
	}{
		{1, testTime().AddDate(10, 0, 0), ""}, {1, testTime().AddDate(10, 0, 1), "InvalidParameterValue"}, {1, testTime().Add(-time.Hour), "InvalidParameterValue"},
		{36, time.Date(2028, 1, 1, 0, 0, 0, 0, time.UTC), ""}, {36, time.Date(2028, 1, 1, 0, 1, 0, 0, time.UTC), "InvalidParameterValue"},
		{5, testTime().AddDate(1, 0, 0), "AuthFailure"}, {1, testTime().Add(89 * time.Second), ""},
	} {
		err := did(c.EnableImageDeprecation(context.Background(), &ec2.EnableImageDeprecationInput{ImageId: new(amiID(tt.image)), DeprecateAt: &tt.at}))
		if sdkCode(err) != tt.want {
			t.Errorf("image %d at %v: got %v, want %q", tt.image, tt.at, err, tt.want)
		}
	}
	got, err := c.DescribeImages(context.Background(), &ec2.DescribeImagesInput{ImageIds: []string{amiID(1)}})
	if err != nil || *got.Images[0].DeprecationTime != "2026-11-21T12:01:00.000Z" {
		t.Errorf("rounded to %v, %v", *got.Images[0].DeprecationTime, err)
	}
}
