package sim

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// one gives the single image of an answer.
func one(t *testing.T, c client, id string) element {
	t.Helper()
	items := c.fine(t, "DescribeImages", "ImageId.1="+id).xml.all("imagesSet/item")
	if len(items) != 1 {
		t.Fatalf("%s: got %d images", id, len(items))
	}
	return items[0]
}

func wantTexts(t *testing.T, e element, want map[string]string) {
	t.Helper()
	for path, text := range want {
		if got := strings.Join(e.texts(path), " "); got != text {
			t.Errorf("%s: got %q, want %q", path, got, text)
		}
	}
}

func TestCreateImage(t *testing.T) {
	a := open(t, inHome(workshop()))
	id := ask(a).fine(t, "CreateImage", "InstanceId=i-00000000000000001", "Name=web (v2)", "Description=new",
		"BlockDeviceMapping.1.DeviceName=/dev/sdf", "BlockDeviceMapping.1.Ebs.DeleteOnTermination=true",
		"BlockDeviceMapping.2.DeviceName=/dev/sdz", "BlockDeviceMapping.2.Ebs.VolumeSize=5",
		"TagSpecification.1.ResourceType=image", "TagSpecification.1.Tag.1.Key=env", "TagSpecification.1.Tag.1.Value=prod",
		"TagSpecification.2.ResourceType=snapshot", "TagSpecification.2.Tag.1.Key=of", "TagSpecification.2.Tag.1.Value=web",
	).xml.text("imageId")
	made := one(t, ask(a), id)
	wantTexts(t, made, map[string]string{
		"name": "web (v2)", "description": "new", "imageState": "pending", "imageOwnerId": us, "isPublic": "false",
		"architecture": "arm64", "platformDetails": "Red Hat Enterprise Linux", "usageOperation": "RunInstances:0010",
		"sourceInstanceId": "i-00000000000000001", "sourceImageId": amiID(1), "sourceImageRegion": home, "imdsSupport": "v2.0",
		"creationDate": "2026-11-21T12:00:00.000Z", "tagSet/item/key": "env",
		"blockDeviceMapping/item/deviceName":              "/dev/xvda /dev/sdf /dev/sdz",
		"blockDeviceMapping/item/ebs/deleteOnTermination": "true true true",
		"blockDeviceMapping/item/ebs/volumeSize":          "10 40 5",
		"blockDeviceMapping/item/ebs/encrypted":           "false true false",
	})
	snapshots := made.texts("blockDeviceMapping/item/ebs/snapshotId")
	if len(snapshots) != 2 {
		t.Fatalf("snapshots: %v", snapshots)
	}
	got := ask(a).fine(t, "DescribeSnapshots", "SnapshotId.1="+snapshots[0])
	wantTexts(t, got.xml, map[string]string{
		"snapshotSet/item/status": "pending", "snapshotSet/item/volumeSize": "10", "snapshotSet/item/volumeId": "vol-00000000000000001",
		"snapshotSet/item/description":             "Created by CreateImage(i-00000000000000001) for " + id,
		"snapshotSet/item/tagSet/item/value":       "web",
		"snapshotSet/item/fullSnapshotSizeInBytes": "3221225472",
	})
}

func TestCreateImageRefuses(t *testing.T) {
	a := open(t, inHome(workshop()))
	const instance = "InstanceId=i-00000000000000001"
	tests := []struct {
		code   string
		params []string
	}{
		{"MissingParameter", []string{"Name=abc"}},
		{"MissingParameter", []string{instance}},
		{"InvalidInstanceID.Malformed", []string{"InstanceId=i-1", "Name=abc"}},
		{"InvalidInstanceID.NotFound", []string{"InstanceId=i-0123456789abcdef0", "Name=abc"}},
		{"IncorrectInstanceState", []string{"InstanceId=i-00000000000000002", "Name=abc"}},
		{"InvalidAMIName.Malformed", []string{instance, "Name=ab"}},
		{"InvalidAMIName.Malformed", []string{instance, "Name=a*c"}},
		{"InvalidAMIName.Malformed", []string{instance, "Name=" + strings.Repeat("a", 129)}},
		{"InvalidAMIName.Duplicate", []string{instance, "Name=base"}},
		{"InvalidParameterValue", []string{instance, "Name=abc", "BootModeOverride=bios"}},
		{"InvalidParameterValue", []string{instance, "Name=abc", "TagSpecification.1.ResourceType=volume", "TagSpecification.1.Tag.1.Key=k"}},
		{"InvalidParameterValue", []string{instance, "Name=abc", "TagSpecification.1.ResourceType=image", "TagSpecification.1.Tag.1.Key=aws:k"}},
		{"InvalidSnapshot.NotFound", []string{instance, "Name=abc", "BlockDeviceMapping.1.DeviceName=/dev/sdz", "BlockDeviceMapping.1.Ebs.SnapshotId=snap-0123456789abcdef0"}},
		{"UnknownParameter", []string{instance, "Name=abc", "Colour=red"}},
		{"DryRunOperation", []string{instance, "Name=abc", "DryRun=true"}},
	}
	for _, tt := range tests {
		if got := ask(a).ec2(t, "CreateImage", tt.params...); got.code() != tt.code {
			t.Errorf("%v: got %q %s, want %s", tt.params, got.code(), got.message(), tt.code)
		}
	}
	wantIDs(t, "after them all", ask(a).fine(t, "DescribeImages", "Owner.1=self").xml.texts("imagesSet/item/imageId"), "1", "2")
}

func TestRegisterImage(t *testing.T) {
	a := open(t, inHome(workshop()))
	root := []string{"Name=from snapshot", "RootDeviceName=/dev/xvda", "BlockDeviceMapping.1.DeviceName=/dev/xvda"}
	id := ask(a).fine(t, "RegisterImage", append(root, "BlockDeviceMapping.1.Ebs.SnapshotId="+snapID(2), "Architecture=x86_64", "VirtualizationType=hvm", "EnaSupport=true", "UefiData=abc")...).xml.text("imageId")
	wantTexts(t, one(t, ask(a), id), map[string]string{
		"imageState": "available", "architecture": "x86_64", "enaSupport": "true", "rootDeviceType": "ebs",
		"blockDeviceMapping/item/ebs/volumeSize": "20", "blockDeviceMapping/item/ebs/encrypted": "true",
	})
	if got := ask(a).fine(t, "DescribeImageAttribute", "ImageId="+id, "Attribute=uefiData").xml.text("uefiData/value"); got != "abc" {
		t.Errorf("uefiData: %q", got)
	}
	id = ask(a).fine(t, "RegisterImage", "Name=plain", "RootDeviceName=/dev/sda", "BlockDeviceMapping.1.DeviceName=/dev/sda", "BlockDeviceMapping.1.Ebs.SnapshotId="+snapID(1)).xml.text("imageId")
	wantTexts(t, one(t, ask(a), id), map[string]string{"architecture": "i386", "virtualizationType": "paravirtual"})

	for _, tt := range []struct {
		code   string
		params []string
	}{
		{"InvalidAMIName.Duplicate", []string{"Name=base", "ImageLocation=bucket/x"}},
		{"MissingParameter", []string{"Name=abc"}},
		{"MissingParameter", []string{"Name=abc", "BlockDeviceMapping.1.DeviceName=/dev/sda", "BlockDeviceMapping.1.Ebs.SnapshotId=" + snapID(1)}},
		{"InvalidBlockDeviceMapping", []string{"Name=abc", "RootDeviceName=/dev/sda"}},
		{"InvalidBlockDeviceMapping", []string{"Name=abc", "RootDeviceName=/dev/sda", "BlockDeviceMapping.1.DeviceName=/dev/sda", "BlockDeviceMapping.1.Ebs.SnapshotId=" + snapID(1), "BlockDeviceMapping.1.Ebs.VolumeSize=9"}},
		{"InvalidParameterDependency", []string{"Name=abc", "RootDeviceName=/dev/sda", "BlockDeviceMapping.1.DeviceName=/dev/sda", "BlockDeviceMapping.1.Ebs.SnapshotId=" + snapID(1), "BlockDeviceMapping.1.Ebs.Encrypted=true"}},
		{"InvalidSnapshot.NotFound", []string{"Name=abc", "RootDeviceName=/dev/sda", "BlockDeviceMapping.1.DeviceName=/dev/sda", "BlockDeviceMapping.1.Ebs.SnapshotId=snap-01234567"}},
		{"InvalidParameterValue", []string{"Name=abc", "ImageLocation=b/x", "Architecture=vax"}},
	} {
		if got := ask(a).ec2(t, "RegisterImage", tt.params...); got.code() != tt.code {
			t.Errorf("%v: got %q %s, want %s", tt.params, got.code(), got.message(), tt.code)
		}
	}
}

// twoRegions is the workshop, and a region to copy to that has keys.
func twoRegions() Seed {
	seed := inHome(workshop())
	shop := seed.Regions[home]
	shop.Images = append(shop.Images,
		Image{ImageId: amiID(5), Name: "shared, storage not", OwnerId: friend, BlockDeviceMappings: []BlockDeviceMapping{{DeviceName: "/dev/sda", Ebs: &EbsBlockDevice{SnapshotId: snapID(9)}}}},
		Image{ImageId: amiID(6), Name: "vendor", OwnerId: stranger, Public: true, ProductCodes: []ProductCode{{"abc", "marketplace"}}},
		Image{ImageId: amiID(7), Name: "amazon", OwnerId: stranger, Public: true, BlockDeviceMappings: []BlockDeviceMapping{{DeviceName: "/dev/sda", Ebs: &EbsBlockDevice{SnapshotId: snapID(8), VolumeSize: new(30)}}}},
		Image{ImageId: amiID(8), Name: "waits", OwnerId: us, State: "pending", StateReason: &StateReason{Code: "x"}},
	)
	shop.LaunchPermissions = map[string][]LaunchPermission{amiID(5): {{UserId: us}}}
	seed.Regions[away] = &RegionSeed{KmsKeys: []KmsKey{
		{KeyId: "11111111-1111-4111-8111-111111111111", Enabled: true, KeyState: "Enabled", Aliases: []string{"alias/images"}},
		{KeyId: "22222222-2222-4222-8222-222222222222", KeyState: "PendingDeletion"},
	}}
	return seed
}

func TestCopyImage(t *testing.T) {
	a := open(t, twoRegions())
	there := ask(a).in(away)
	copied := func(params ...string) (element, element) {
		t.Helper()
		id := there.fine(t, "CopyImage", append([]string{"SourceRegion=" + home, "SourceImageId=" + amiID(2)}, params...)...).xml.text("imageId")
		made := one(t, there, id)
		return made, there.fine(t, "DescribeSnapshots", "SnapshotId.1="+made.text("blockDeviceMapping/item/ebs/snapshotId")).xml
	}
	made, snapshot := copied("Name=plain copy", "CopyImageTags=true", "TagSpecification.1.ResourceType=image", "TagSpecification.1.Tag.1.Key=to", "TagSpecification.1.Tag.1.Value=eu")
	wantTexts(t, made, map[string]string{
		"name": "plain copy", "imageState": "pending", "sourceImageId": amiID(2), "sourceImageRegion": home, "architecture": "arm64",
		"imageLocation": us + "/plain copy", "tagSet/item/key": "env to", "blockDeviceMapping/item/deviceName": "/dev/xvda /dev/sdb",
		"blockDeviceMapping/item/ebs/encrypted": "false",
	})
	wantTexts(t, snapshot, map[string]string{"snapshotSet/item/volumeId": "vol-ffffffff", "snapshotSet/item/encrypted": "false", "snapshotSet/item/volumeSize": "10"})
	if got := snapshot.text("snapshotSet/item/description"); !strings.HasPrefix(got, "Copied for DestinationAmi "+made.text("imageId")+" from SourceAmi "+amiID(2)+" for SourceSnapshot "+snapID(1)) {
		t.Errorf("description: %s", got)
	}
	made, snapshot = copied("Name=encrypted copy", "Encrypted=true", "KmsKeyId=alias/images", "SnapshotCopyCompletionDurationMinutes=30")
	wantTexts(t, made, map[string]string{"blockDeviceMapping/item/ebs/encrypted": "true", "tagSet/item/key": ""})
	wantTexts(t, snapshot, map[string]string{
		"snapshotSet/item/kmsKeyId":     "arn:aws:kms:eu-west-1:111122223333:key/11111111-1111-4111-8111-111111111111",
		"snapshotSet/item/transferType": "time-based", "snapshotSet/item/completionDurationMinutes": "30",
	})
	id := there.fine(t, "CopyImage", "SourceRegion="+home, "SourceImageId="+amiID(7), "Name=a public one").xml.text("imageId")
	wantTexts(t, one(t, there, id), map[string]string{"imageOwnerId": us, "isPublic": "false", "blockDeviceMapping/item/ebs/volumeSize": "30"})
}

func TestCopyImageRefuses(t *testing.T) {
	a := open(t, twoRegions())
	there := ask(a).in(away)
	for _, tt := range []struct {
		code   string
		params []string
	}{
		{"MissingParameter", []string{"Name=abc", "SourceRegion=" + home}},
		{"MissingParameter", []string{"Name=abc", "SourceImageId=" + amiID(2)}},
		{"MissingParameter", []string{"SourceRegion=" + home, "SourceImageId=" + amiID(2)}},
		{"InvalidParameterValue", []string{"Name=abc", "SourceRegion=mars-1", "SourceImageId=" + amiID(2)}},
		{"InvalidAMIID.NotFound", []string{"Name=abc", "SourceRegion=" + away, "SourceImageId=" + amiID(2)}},
		{"InvalidRequest", []string{"Name=abc", "SourceRegion=" + home, "SourceImageId=" + amiID(5)}},
		{"InvalidRequest", []string{"Name=abc", "SourceRegion=" + home, "SourceImageId=" + amiID(6)}},
		{"InvalidRequest", []string{"Name=abc", "SourceRegion=" + home, "SourceImageId=" + amiID(8)}},
		{"InvalidParameterDependency", []string{"Name=abc", "SourceRegion=" + home, "SourceImageId=" + amiID(2), "KmsKeyId=alias/images"}},
		{"InvalidParameterValue", []string{"Name=abc", "SourceRegion=" + home, "SourceImageId=" + amiID(2), "SnapshotCopyCompletionDurationMinutes=20"}},
	} {
		if got := there.ec2(t, "CopyImage", tt.params...); got.code() != tt.code {
			t.Errorf("%v: got %q %s, want %s", tt.params, got.code(), got.message(), tt.code)
		}
	}
	if got := there.fine(t, "DescribeSnapshots", "Owner.1=self").xml.all("snapshotSet/item"); len(got) != 0 {
		t.Errorf("a refused copy left %d snapshots", len(got))
	}
}

// TestCopyTwiceWithOneToken: the same request again gives the same image; another
// request with the token is an error.
func TestCopyTwiceWithOneToken(t *testing.T) {
	a := open(t, twoRegions())
	there := ask(a).in(away)
	request := []string{"SourceRegion=" + home, "SourceImageId=" + amiID(2), "Name=copy", "ClientToken=abc"}
	first := there.fine(t, "CopyImage", request...).xml.text("imageId")
	if again := there.fine(t, "CopyImage", request...).xml.text("imageId"); again != first {
		t.Errorf("got %s, then %s", first, again)
	}
	if got := there.ec2(t, "CopyImage", append(request, "Description=other")...); got.code() != "IdempotentParameterMismatch" {
		t.Errorf("with other parameters: %q", got.code())
	}
	if got := there.fine(t, "DescribeImages", "Owner.1=self").xml.all("imagesSet/item"); len(got) != 1 {
		t.Errorf("%d images", len(got))
	}
}

// TestCopyWithABadKeyFails: AWS takes the request and lets the copy fail.
func TestCopyWithABadKeyFails(t *testing.T) {
	for _, key := range []string{"33333333-3333-4333-8333-333333333333", "22222222-2222-4222-8222-222222222222", "arn:aws:kms:us-east-1:111122223333:key/11111111-1111-4111-8111-111111111111"} {
		synctest.Test(t, func(t *testing.T) {
			a := openNow(t, twoRegions(), 0)
			there := ask(a).in(away)
			id := there.fine(t, "CopyImage", "SourceRegion="+home, "SourceImageId="+amiID(2), "Name=copy", "Encrypted=true", "KmsKeyId="+key).xml.text("imageId")
			if got := one(t, there, id).text("imageState"); got != "pending" {
				t.Errorf("at first %s", got)
			}
			pass(time.Minute)
			made := one(t, there, id)
			wantTexts(t, made, map[string]string{"imageState": "failed", "stateReason/message": "Given key ID is not accessible"})
			snapshot := there.fine(t, "DescribeSnapshots", "SnapshotId.1="+made.text("blockDeviceMapping/item/ebs/snapshotId"))
			wantTexts(t, snapshot.xml, map[string]string{"snapshotSet/item/status": "error", "snapshotSet/item/statusMessage": "Given key ID is not accessible"})
		})
	}
}

// TestNewIDsAreNew: made IDs are in form and never the same.
func TestNewIDsAreNew(t *testing.T) {
	a := open(t, Seed{})
	var ids []string
	for range 1000 {
		ids = append(ids, a.newID("ami-"))
	}
	for _, id := range ids {
		if !imageIDs().wellFormed(id) {
			t.Fatalf("%s is not in form", id)
		}
	}
	slices.Sort(ids)
	if len(slices.Compact(ids)) != 1000 {
		t.Error("an ID was made twice")
	}
}
