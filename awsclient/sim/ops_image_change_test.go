package sim

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// vault is a region with images that stand in the way of changes.
func vault() RegionSeed {
	device := func(n int) []BlockDeviceMapping {
		return []BlockDeviceMapping{{DeviceName: "/dev/xvda", Ebs: &EbsBlockDevice{SnapshotId: snapID(n)}}}
	}
	return RegionSeed{
		Images: []Image{
			{ImageId: amiID(1), Name: "one", OwnerId: us, CreationDate: "2026-01-01T00:00:00.000Z", BlockDeviceMappings: device(1), Description: "old", KernelId: "aki-1", LastLaunchedTime: "2026-02-02T00:00:00Z"},
			{ImageId: amiID(2), Name: "two", OwnerId: us, BlockDeviceMappings: append(device(1), append(device(2), append(device(3), device(4)...)...)...)},
			{ImageId: amiID(3), Name: "kept", OwnerId: us, DeregistrationProtection: "enabled-without-cooldown"},
			{ImageId: amiID(4), Name: "sold", OwnerId: us, ProductCodes: []ProductCode{{"abc", "marketplace"}}},
			{ImageId: amiID(5), Name: "sealed", OwnerId: us, BlockDeviceMappings: device(2)},
			{ImageId: amiID(6), Name: "theirs", OwnerId: friend, Public: true},
			{ImageId: amiID(7), Name: "off", OwnerId: us, State: "disabled"},
			{ImageId: amiID(8), Name: "open", OwnerId: us, Public: true, CreationDate: "2026-01-01T00:00:00.000Z"},
		},
		LaunchPermissions: map[string][]LaunchPermission{amiID(1): {{UserId: friend}}},
		Snapshots: []Snapshot{
			{SnapshotId: snapID(1)}, {SnapshotId: snapID(2), Encrypted: true}, {SnapshotId: snapID(3)},
		},
		LockedSnapshots: []LockedSnapshot{{SnapshotId: snapID(3), LockState: "governance"}},
	}
}

// permissions lists who may launch an image.
func permissions(t *testing.T, a *Account, id string) []string {
	t.Helper()
	got := ask(a).fine(t, "DescribeImageAttribute", "ImageId="+id, "Attribute=launchPermission").xml
	var who []string
	for _, item := range got.all("launchPermission/item") {
		for _, child := range item.Below {
			who = append(who, child.XMLName.Local+"="+child.Text)
		}
	}
	return who
}

// TestModifyLaunchPermission: both shapes of the request do the same.
func TestModifyLaunchPermission(t *testing.T) {
	const organization = "arn:aws:organizations::111122223333:organization/o-abcdefghij"
	const unit = "arn:aws:organizations::111122223333:ou/o-abcdefghij/ou-abcd-12345678"
	tests := []struct {
		about  string
		params []string
		want   []string
	}{
		{"add", []string{"LaunchPermission.Add.1.UserId=" + stranger}, []string{"userId=" + friend, "userId=" + stranger}},
		{"add by list", []string{"Attribute=launchPermission", "OperationType=add", "UserId.1=" + stranger}, []string{"userId=" + friend, "userId=" + stranger}},
		{"add again", []string{"LaunchPermission.Add.1.UserId=" + friend}, []string{"userId=" + friend}},
		{"remove", []string{"LaunchPermission.Remove.1.UserId=" + friend}, nil},
		{"remove by list", []string{"OperationType=remove", "UserId.1=" + friend}, nil},
		{"remove what is not there", []string{"LaunchPermission.Remove.1.UserId=" + stranger}, []string{"userId=" + friend}},
		{"both at once", []string{"LaunchPermission.Add.1.Group=all", "LaunchPermission.Remove.1.UserId=" + friend}, []string{"group=all"}},
		{"group by list", []string{"OperationType=add", "UserGroup.1=all"}, []string{"userId=" + friend, "group=all"}},
		{"organisation", []string{"LaunchPermission.Add.1.OrganizationArn=" + organization}, []string{"userId=" + friend, "organizationArn=" + organization}},
		{"unit by list", []string{"OperationType=add", "OrganizationalUnitArn.1=" + unit}, []string{"userId=" + friend, "organizationalUnitArn=" + unit}},
		{"dry run", []string{"DryRun=true", "LaunchPermission.Remove.1.UserId=" + friend}, []string{"userId=" + friend}},
	}
	for _, tt := range tests {
		a := open(t, inHome(vault()))
		ask(a).ec2(t, "ModifyImageAttribute", append(tt.params, "ImageId="+amiID(1))...)
		if got := permissions(t, a, amiID(1)); !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.about, got, tt.want)
		}
	}
}

// TestGoingPublic: a public image says so, and gets a deprecation time two years
// after it was made.
func TestGoingPublic(t *testing.T) {
	a := open(t, inHome(vault()))
	ask(a).fine(t, "ModifyImageAttribute", "ImageId="+amiID(1), "LaunchPermission.Add.1.Group=all")
	wantTexts(t, one(t, ask(a), amiID(1)), map[string]string{"isPublic": "true", "deprecationTime": "2028-01-01T00:00:00.000Z"})
	ask(a).fine(t, "ModifyImageAttribute", "ImageId="+amiID(1), "LaunchPermission.Remove.1.Group=all")
	wantTexts(t, one(t, ask(a), amiID(1)), map[string]string{"isPublic": "false"})
}

func TestModifyImageAttributeRefuses(t *testing.T) {
	seed := vault()
	seed.ImageBlockPublicAccessState = "block-new-sharing"
	blocked := open(t, inHome(seed))
	a := open(t, inHome(vault()))
	share := "LaunchPermission.Add.1."
	tests := []struct {
		account *Account
		code    string
		params  []string
	}{
		{a, "MissingParameter", []string{"Description.Value=x"}},
		{a, "InvalidAMIID.Malformed", []string{"ImageId=x", "Description.Value=x"}},
		{a, "InvalidAMIID.NotFound", []string{"ImageId=ami-01234567", "Description.Value=x"}},
		{a, "AuthFailure", []string{"ImageId=" + amiID(6), "Description.Value=x"}},
		{a, "InvalidParameterCombination", []string{"ImageId=" + amiID(1)}},
		{a, "InvalidParameterCombination", []string{"ImageId=" + amiID(1), "Description.Value=x", share + "UserId=" + friend}},
		{a, "InvalidParameterCombination", []string{"ImageId=" + amiID(1), "ProductCode.1=abc"}},
		{a, "InvalidAMIAttributeItemValue", []string{"ImageId=" + amiID(1), share + "UserId=12"}},
		{a, "InvalidAMIAttributeItemValue", []string{"ImageId=" + amiID(1), share + "Group=some"}},
		{a, "InvalidAMIAttributeItemValue", []string{"ImageId=" + amiID(1), share + "OrganizationArn=o-1"}},
		{a, "InvalidAMIAttributeItemValue", []string{"ImageId=" + amiID(1), share + "OrganizationalUnitArn=ou-1"}},
		{a, "InvalidParameterValue", []string{"ImageId=" + amiID(1), "OperationType=grow", "UserId.1=" + friend}},
		{a, "InvalidParameterValue", []string{"ImageId=" + amiID(1), "Attribute=kernel", "Value=x"}},
		{a, "InvalidParameterValue", []string{"ImageId=" + amiID(1), "ImdsSupport.Value=v1.0"}},
		{a, "OperationNotPermitted", []string{"ImageId=" + amiID(4), share + "Group=all"}},
		{a, "OperationNotPermitted", []string{"ImageId=" + amiID(5), share + "Group=all"}},
		{a, "IncorrectState", []string{"ImageId=" + amiID(7), share + "UserId=" + friend}},
		{blocked, "OperationNotPermitted", []string{"ImageId=" + amiID(1), share + "Group=all"}},
	}
	for _, tt := range tests {
		if got := ask(tt.account).ec2(t, "ModifyImageAttribute", tt.params...); got.code() != tt.code {
			t.Errorf("%v: got %q %s, want %s", tt.params, got.code(), got.message(), tt.code)
		}
	}
}

func TestImageAttributes(t *testing.T) {
	a := open(t, inHome(vault()))
	ask(a).fine(t, "ModifyImageAttribute", "ImageId="+amiID(1), "Description.Value=new")
	ask(a).fine(t, "ModifyImageAttribute", "ImageId="+amiID(1), "Attribute=imdsSupport", "Value=v2.0")
	for attribute, want := range map[string]string{
		"description": "new", "kernel": "aki-1", "ramdisk": "", "sriovNetSupport": "", "bootMode": "", "tpmSupport": "", "uefiData": "",
		"lastLaunchedTime": "2026-02-02T00:00:00.000Z", "imdsSupport": "v2.0", "deregistrationProtection": "disabled",
	} {
		got := ask(a).fine(t, "DescribeImageAttribute", "ImageId="+amiID(1), "Attribute="+attribute).xml
		if len(got.all(attribute)) != 1 || got.text(attribute+"/value") != want {
			t.Errorf("%s: got %q, want %q", attribute, got.text(attribute+"/value"), want)
		}
	}
	if got := ask(a).fine(t, "DescribeImageAttribute", "ImageId="+amiID(4), "Attribute=productCodes").xml.text("productCodes/item/productCode"); got != "abc" {
		t.Errorf("productCodes: %q", got)
	}
	for attribute, code := range map[string]string{"blockDeviceMapping": "AuthFailure", "colour": "InvalidParameterValue", "": "MissingParameter"} {
		if got := ask(a).ec2(t, "DescribeImageAttribute", "ImageId="+amiID(1), "Attribute="+attribute); got.code() != code {
			t.Errorf("%s: got %q, want %s", attribute, got.code(), code)
		}
	}
	if got := ask(a).ec2(t, "DescribeImageAttribute", "ImageId="+amiID(6), "Attribute=description"); got.code() != "AuthFailure" || got.message() != "Not authorized for image:"+amiID(6) {
		t.Errorf("of another: %q %s", got.code(), got.message())
	}
}

// TestDeregisterImage: the image is gone for good, and each snapshot is
// accounted for.
func TestDeregisterImage(t *testing.T) {
	a := open(t, inHome(vault()))
	got := ask(a).fine(t, "DeregisterImage", "ImageId="+amiID(2), "DeleteAssociatedSnapshots=true").xml
	var results []string
	for _, item := range got.all("deleteSnapshotResultSet/item") {
		results = append(results, strings.TrimLeft(item.text("snapshotId"), "snap-0")+" "+item.text("returnCode"))
	}
	// Snapshots 1 and 2 have other images, 3 is locked, 4 is not there.
	if want := []string{"1 skipped", "2 skipped", "3 client-error", "4 client-error"}; !slices.Equal(results, want) {
		t.Errorf("got %v, want %v", results, want)
	}
	if got := ask(a).ec2(t, "DescribeImages", "ImageId.1="+amiID(2)); got.code() != "InvalidAMIID.Unavailable" || got.message() != "The image ID '"+amiID(2)+"' is no longer available" {
		t.Errorf("afterwards: %q %s", got.code(), got.message())
	}
	if got := ask(a).ec2(t, "DeregisterImage", "ImageId="+amiID(2)); got.code() != "InvalidAMIID.Unavailable" {
		t.Errorf("again: %q", got.code())
	}
	got = ask(a).fine(t, "DeregisterImage", "ImageId="+amiID(1), "DeleteAssociatedSnapshots=true").xml
	if got.text("deleteSnapshotResultSet/item/returnCode") != "success" || got.text("return") != "true" {
		t.Errorf("the last image of a snapshot: %v", got)
	}
	if got := ask(a).ec2(t, "DescribeSnapshots", "SnapshotId.1="+snapID(1)); got.code() != "InvalidSnapshot.NotFound" {
		t.Errorf("its snapshot: %q", got.code())
	}
	ask(a).fine(t, "DeregisterImage", "ImageId="+amiID(5))
	ask(a).fine(t, "DescribeSnapshots", "SnapshotId.1="+snapID(2)) // stays unless asked for
	for id, code := range map[string]string{amiID(3): "OperationNotPermitted", amiID(6): "AuthFailure", "ami-01234567": "InvalidAMIID.NotFound", "": "MissingParameter"} {
		if got := ask(a).ec2(t, "DeregisterImage", "ImageId="+id); got.code() != code {
			t.Errorf("%q: got %q, want %s", id, got.code(), code)
		}
	}
}

// TestDisableImage: shares are lost for good, and only the flag shows the image.
func TestDisableImage(t *testing.T) {
	a := open(t, inHome(vault()))
	ask(a).fine(t, "DisableImage", "ImageId="+amiID(1))
	wantIDs(t, "by ID", ask(a).fine(t, "DescribeImages", "ImageId.1="+amiID(1)).xml.texts("imagesSet/item/imageId"))
	got := ask(a).fine(t, "DescribeImages", "ImageId.1="+amiID(1), "IncludeDisabled=true").xml
	wantTexts(t, got, map[string]string{"imagesSet/item/imageState": "disabled"})
	ask(a).fine(t, "EnableImage", "ImageId="+amiID(1))
	if got := permissions(t, a, amiID(1)); len(got) != 0 {
		t.Errorf("shares came back: %v", got)
	}
	wantTexts(t, one(t, ask(a), amiID(1)), map[string]string{"imageState": "available"})
	for action, id := range map[string]string{"DisableImage": amiID(7), "EnableImage": amiID(1)} {
		if got := ask(a).ec2(t, action, "ImageId="+id); got.code() != "IncorrectState" {
			t.Errorf("%s: got %q", action, got.code())
		}
	}
}

func TestDeprecation(t *testing.T) {
	a := open(t, inHome(vault()))
	ask(a).fine(t, "EnableImageDeprecation", "ImageId="+amiID(1), "DeprecateAt=2026-12-24T18:30:31Z")
	wantTexts(t, one(t, ask(a), amiID(1)), map[string]string{"deprecationTime": "2026-12-24T18:31:00.000Z"})
	ask(a).fine(t, "DisableImageDeprecation", "ImageId="+amiID(1))
	wantTexts(t, one(t, ask(a), amiID(1)), map[string]string{"deprecationTime": ""})
	for _, tt := range []struct{ id, at, code string }{
		{amiID(1), "", "MissingParameter"},
		{amiID(1), "soon", "InvalidParameterValue"},
		{amiID(1), "2026-11-20T00:00:00Z", "InvalidParameterValue"},
		{amiID(1), "2036-11-22T00:00:00Z", "InvalidParameterValue"},
		{amiID(8), "2028-01-02T00:00:00Z", "InvalidParameterValue"},
		{amiID(6), "2026-12-24T00:00:00Z", "AuthFailure"},
	} {
		if got := ask(a).ec2(t, "EnableImageDeprecation", "ImageId="+tt.id, "DeprecateAt="+tt.at); got.code() != tt.code {
			t.Errorf("%v: got %q", tt, got.code())
		}
	}
	if got := ask(a).ec2(t, "DisableImageDeprecation", "ImageId="+amiID(8)); got.code() != "OperationNotPermitted" {
		t.Errorf("of a public image: %q", got.code())
	}
}

// TestGoneIsForgotten: for an hour AWS tells a deregistered image from one that
// never was.
func TestGoneIsForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := openNow(t, inHome(vault()), 0)
		ask(a).fine(t, "DeregisterImage", "ImageId="+amiID(1))
		pass(59 * time.Minute)
		if got := ask(a).ec2(t, "DescribeImages", "ImageId.1="+amiID(1)); got.code() != "InvalidAMIID.Unavailable" {
			t.Errorf("within the hour: %q", got.code())
		}
		pass(time.Minute)
		if got := ask(a).ec2(t, "DescribeImages", "ImageId.1="+amiID(1)); got.code() != "InvalidAMIID.NotFound" {
			t.Errorf("after it: %q", got.code())
		}
	})
}
