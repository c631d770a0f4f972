package sim

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/aws/smithy-go"
)

// workbench is a region on which every change to images and snapshots can be made.
func workbench() RegionSeed {
	r := RegionSeed{
		LaunchPermissions: map[string][]LaunchPermission{amiID(1): {{UserId: friend}}, amiID(5): {{UserId: us}, {UserId: stranger}}},
		RecycleBinRules:   []RecycleBinRule{week(binImages), week(binSnapshots)},
		LockedSnapshots:   []LockedSnapshot{{SnapshotId: snapID(11), LockState: "governance", LockExpiresOn: "2027-11-01T00:00:00Z"}},
		CreateVolumePermissions: map[string][]CreateVolumePermission{
			snapID(1): {{UserId: friend}}, snapID(13): {{UserId: friend}},
		},
		ImagesInRecycleBin:    []ImageInRecycleBin{{ImageId: amiID(21)}},
		SnapshotsInRecycleBin: []SnapshotInRecycleBin{{SnapshotId: snapID(22)}},
	}
	for _, n := range []int{1, 2, 3, 4, 5, 21} {
		i := Image{
			ImageId: amiID(n), Name: "web-" + amiID(n)[18:], OwnerId: us, CreationDate: "2026-01-01T00:00:00.000Z", RootDeviceType: "ebs", RootDeviceName: "/dev/xvda",
			Architecture: "arm64", VirtualizationType: "hvm", Tags: []Tag{{"team", "web"}},
			BlockDeviceMappings: []BlockDeviceMapping{{DeviceName: "/dev/xvda", Ebs: &EbsBlockDevice{SnapshotId: snapID(n), VolumeSize: new(8)}}},
		}
		switch n {
		case 2:
			i.State = "disabled"
		case 3:
			i.DeregistrationProtection = "enabled-without-cooldown"
		case 4:
			i.DeprecationTime = "2026-12-24T18:31:00.000Z"
		case 5:
			i.OwnerId = friend
		}
		r.Images = append(r.Images, i)
	}
	for _, n := range []int{1, 2, 3, 4, 10, 11, 12, 13, 21, 22} {
		s := Snapshot{SnapshotId: snapID(n), VolumeId: "vol-01234567", VolumeSize: 8, OwnerId: us}
		if n == 12 {
			s.StorageTier = "archive"
		}
		r.Snapshots = append(r.Snapshots, s)
	}
	return r
}

// sdkFor gives the SDK's client of an account, which asks only once.
func sdkFor(a *Account) *ec2.Client {
	config := sdkConfig(a.Transport())
	config.Retryer = func() aws.Retryer { return aws.NopRetryer{} }
	return ec2.NewFromConfig(config)
}

// sdkCode gives the error code of what the SDK says, "" when it says nothing, and
// "no answer" when there was no answer to read.
func sdkCode(err error) string {
	var api smithy.APIError
	switch {
	case err == nil:
		return ""
	case errors.As(err, &api):
		return api.ErrorCode()
	}
	return "no answer"
}

// sdkChange is one change as the SDK asks for it.
type sdkChange struct {
	name string
	ask  func(ctx context.Context, c *ec2.Client, dry *bool) error
}

// did drops the result of a call.
func did[T any](_ T, err error) error { return err }

func sharedWith(account string) *types.LaunchPermissionModifications {
	return &types.LaunchPermissionModifications{Add: []types.LaunchPermission{{UserId: &account}}}
}

func mappedFrom(snapshot string) []types.BlockDeviceMapping {
	return []types.BlockDeviceMapping{{DeviceName: new("/dev/xvda"), Ebs: &types.EbsBlockDevice{SnapshotId: &snapshot}}}
}

// sdkChanges are the changes to images of the workbench, each possible at once.
func sdkImageChanges() []sdkChange {
	return []sdkChange{
		{"CancelImageLaunchPermission", func(ctx context.Context, c *ec2.Client, dry *bool) error {
			return did(c.CancelImageLaunchPermission(ctx, &ec2.CancelImageLaunchPermissionInput{DryRun: dry, ImageId: new(amiID(5))}))
		}},
		{"CopyImage", func(ctx context.Context, c *ec2.Client, dry *bool) error {
			return did(c.CopyImage(ctx, &ec2.CopyImageInput{DryRun: dry, SourceImageId: new(amiID(1)), SourceRegion: new(home), Name: new("copy")}))
		}},
		{"DeregisterImage", func(ctx context.Context, c *ec2.Client, dry *bool) error {
			return did(c.DeregisterImage(ctx, &ec2.DeregisterImageInput{DryRun: dry, ImageId: new(amiID(1))}))
		}},
		{"DisableImage", func(ctx context.Context, c *ec2.Client, dry *bool) error {
			return did(c.DisableImage(ctx, &ec2.DisableImageInput{DryRun: dry, ImageId: new(amiID(1))}))
		}},
		{"DisableImageDeprecation", func(ctx context.Context, c *ec2.Client, dry *bool) error {
			return did(c.DisableImageDeprecation(ctx, &ec2.DisableImageDeprecationInput{DryRun: dry, ImageId: new(amiID(4))}))
		}},
		{"DisableImageDeregistrationProtection", func(ctx context.Context, c *ec2.Client, dry *bool) error {
			return did(c.DisableImageDeregistrationProtection(ctx, &ec2.DisableImageDeregistrationProtectionInput{DryRun: dry, ImageId: new(amiID(3))}))
		}},
		{"EnableImage", func(ctx context.Context, c *ec2.Client, dry *bool) error {
			return did(c.EnableImage(ctx, &ec2.EnableImageInput{DryRun: dry, ImageId: new(amiID(2))}))
		}},
		{"EnableImageDeprecation", func(ctx context.Context, c *ec2.Client, dry *bool) error {
			return did(c.EnableImageDeprecation(ctx, &ec2.EnableImageDeprecationInput{DryRun: dry, ImageId: new(amiID(1)), DeprecateAt: new(testTime().AddDate(1, 0, 0))}))
		}},
		{"EnableImageDeregistrationProtection", func(ctx context.Context, c *ec2.Client, dry *bool) error {
			return did(c.EnableImageDeregistrationProtection(ctx, &ec2.EnableImageDeregistrationProtectionInput{DryRun: dry, ImageId: new(amiID(1))}))
		}},
		{"ModifyImageAttribute", func(ctx context.Context, c *ec2.Client, dry *bool) error {
			return did(c.ModifyImageAttribute(ctx, &ec2.ModifyImageAttributeInput{DryRun: dry, ImageId: new(amiID(1)), LaunchPermission: sharedWith(stranger)}))
		}},
		{"RegisterImage", func(ctx context.Context, c *ec2.Client, dry *bool) error {
			return did(c.RegisterImage(ctx, &ec2.RegisterImageInput{DryRun: dry, Name: new("again"), RootDeviceName: new("/dev/xvda"), BlockDeviceMappings: mappedFrom(snapID(10))}))
		}},
		{"ResetImageAttribute", func(ctx context.Context, c *ec2.Client, dry *bool) error {
			return did(c.ResetImageAttribute(ctx, &ec2.ResetImageAttributeInput{DryRun: dry, ImageId: new(amiID(1)), Attribute: types.ResetImageAttributeNameLaunchPermission}))
		}},
		{"RestoreImageFromRecycleBin", func(ctx context.Context, c *ec2.Client, dry *bool) error {
			return did(c.RestoreImageFromRecycleBin(ctx, &ec2.RestoreImageFromRecycleBinInput{DryRun: dry, ImageId: new(amiID(21))}))
		}},
	}
}

// sdkSnapshotChanges are those to snapshots, and to tags.
func sdkSnapshotChanges() []sdkChange {
	return []sdkChange{
		{"CreateTags", func(ctx context.Context, c *ec2.Client, dry *bool) error {
			return did(c.CreateTags(ctx, &ec2.CreateTagsInput{DryRun: dry, Resources: []string{amiID(1), snapID(1)}, Tags: []types.Tag{{Key: new("a"), Value: new("b")}}}))
		}},
		{"DeleteTags", func(ctx context.Context, c *ec2.Client, dry *bool) error {
			return did(c.DeleteTags(ctx, &ec2.DeleteTagsInput{DryRun: dry, Resources: []string{amiID(1)}, Tags: []types.Tag{{Key: new("team")}}}))
		}},
		{"DeleteSnapshot", func(ctx context.Context, c *ec2.Client, dry *bool) error {
			return did(c.DeleteSnapshot(ctx, &ec2.DeleteSnapshotInput{DryRun: dry, SnapshotId: new(snapID(10))}))
		}},
		{"LockSnapshot", func(ctx context.Context, c *ec2.Client, dry *bool) error {
			return did(c.LockSnapshot(ctx, &ec2.LockSnapshotInput{DryRun: dry, SnapshotId: new(snapID(10)), LockMode: types.LockModeGovernance, LockDuration: new(int32(30))}))
		}},
		{"ModifySnapshotAttribute", func(ctx context.Context, c *ec2.Client, dry *bool) error {
			return did(c.ModifySnapshotAttribute(ctx, &ec2.ModifySnapshotAttributeInput{DryRun: dry, SnapshotId: new(snapID(10)),
				CreateVolumePermission: &types.CreateVolumePermissionModifications{Add: []types.CreateVolumePermission{{UserId: new(friend)}}}}))
		}},
		{"ModifySnapshotTier", func(ctx context.Context, c *ec2.Client, dry *bool) error {
			return did(c.ModifySnapshotTier(ctx, &ec2.ModifySnapshotTierInput{DryRun: dry, SnapshotId: new(snapID(10)), StorageTier: types.TargetStorageTierArchive}))
		}},
		{"ResetSnapshotAttribute", func(ctx context.Context, c *ec2.Client, dry *bool) error {
			return did(c.ResetSnapshotAttribute(ctx, &ec2.ResetSnapshotAttributeInput{DryRun: dry, SnapshotId: new(snapID(13)), Attribute: types.SnapshotAttributeNameCreateVolumePermission}))
		}},
		{"RestoreSnapshotFromRecycleBin", func(ctx context.Context, c *ec2.Client, dry *bool) error {
			return did(c.RestoreSnapshotFromRecycleBin(ctx, &ec2.RestoreSnapshotFromRecycleBinInput{DryRun: dry, SnapshotId: new(snapID(22))}))
		}},
		{"RestoreSnapshotTier", func(ctx context.Context, c *ec2.Client, dry *bool) error {
			return did(c.RestoreSnapshotTier(ctx, &ec2.RestoreSnapshotTierInput{DryRun: dry, SnapshotId: new(snapID(12)), PermanentRestore: new(true)}))
		}},
		{"UnlockSnapshot", func(ctx context.Context, c *ec2.Client, dry *bool) error {
			return did(c.UnlockSnapshot(ctx, &ec2.UnlockSnapshotInput{DryRun: dry, SnapshotId: new(snapID(11))}))
		}},
	}
}

// TestEveryChangeUnderEveryFault: a change is made, or it is not, as the fault
// says, and the SDK gets the error that AWS would send.
func TestEveryChangeUnderEveryFault(t *testing.T) {
	for _, change := range slices.Concat(sdkImageChanges(), sdkSnapshotChanges()) {
		for _, tt := range []struct {
			do, code string
			dry      *bool
			changed  bool
		}{
			{"", "", nil, true},
			{"", "DryRunOperation", new(true), false},
			{"deny", "UnauthorizedOperation", nil, false},
			{"deny", "UnauthorizedOperation", new(true), false},
			{"throttle", "RequestLimitExceeded", nil, false},
			{"expired", "RequestExpired", nil, false},
			{"reset", "no answer", nil, false},
			{"hang", "no answer", nil, false},
			{"after", "no answer", nil, true},
			{"after", "no answer", new(true), false},
		} {
			var faults []Fault
			if tt.do != "" {
				faults = []Fault{{Service: "ec2", Action: change.name, Do: tt.do}}
			}
			a := open(t, inHome(workbench()), faults...)
			before := a.Capture()
			ctx, stop := context.WithCancel(context.Background())
			if tt.do == "hang" {
				ctx, stop = context.WithTimeout(ctx, 5*time.Millisecond)
			}
			code := sdkCode(change.ask(ctx, sdkFor(a), tt.dry))
			stop()
			if tt.do == "hang" && code != "" {
				code = "no answer" // the SDK has a code of its own for that
			}
			differs := Differences(before, a.Capture())
			if code != tt.code || (len(differs) > 0) != tt.changed {
				t.Errorf("%s with fault %q, dry run %v: code %q, want %q; changed: %v", change.name, tt.do, tt.dry != nil, code, tt.code, differs)
			}
		}
	}
}

// TestFaultsSkip: a fault can let the first requests pass, and be exchanged.
func TestFaultsSkip(t *testing.T) {
	a := open(t, inHome(workbench()), Fault{Action: "DescribeVpcs", Do: "throttle", Skip: 2, Times: 1})
	var got []string
	for range 4 {
		got = append(got, ask(a).ec2(t, "DescribeVpcs").code())
	}
	if want := []string{"", "", "RequestLimitExceeded", ""}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if err := a.SetFaults([]Fault{{Do: "grumble"}}); err == nil || ask(a).ec2(t, "DescribeVpcs").code() != "" {
		t.Errorf("an unsound fault was taken: %v", err)
	}
	if err := a.SetFaults([]Fault{{Action: "DescribeVpcs", Do: "deny"}}); err != nil || ask(a).ec2(t, "DescribeVpcs").code() != "UnauthorizedOperation" {
		t.Errorf("another fault was not taken: %v", err)
	}
	if _, err := ParseFaults("f", []byte(`[{"Do":"deny","Skip":-1}]`)); err == nil || !strings.Contains(err.Error(), "$[0].Skip") {
		t.Errorf("a negative Skip: %v", err)
	}
}

// TestLostAnswersRetried: the SDK asks again when an answer is lost. With a
// client token that makes one copy; without one AWS says that it is done.
func TestLostAnswersRetried(t *testing.T) {
	for _, tt := range []struct {
		change string
		code   string
		images int
	}{
		{"CopyImage", "", 6}, {"DeregisterImage", "InvalidAMIID.Unavailable", 4}, {"RegisterImage", "InvalidAMIName.Duplicate", 6},
		{"EnableImageDeprecation", "", 5}, {"DisableImage", "IncorrectState", 5}, {"CreateTags", "", 5}, {"DeleteSnapshot", "InvalidSnapshot.NotFound", 5},
	} {
		a := open(t, inHome(workbench()), Fault{Service: "ec2", Action: tt.change, Do: "after", Times: 1})
		config := sdkConfig(a.Transport())
		config.Retryer = func() aws.Retryer {
			return quickRetryer{}
		}
		changes := slices.Concat(sdkImageChanges(), sdkSnapshotChanges())
		at := slices.IndexFunc(changes, func(c sdkChange) bool { return c.name == tt.change })
		code := sdkCode(changes[at].ask(context.Background(), ec2.NewFromConfig(config), nil))
		own := ask(a).fine(t, "DescribeImages", "IncludeDisabled=true").xml.texts("imagesSet/item/imageId")
		if code != tt.code || len(own) != tt.images || a.RequestCounts()["ec2:"+tt.change].Done != 2 {
			t.Errorf("%s: code %q, want %q; %d images, want %d; %v", tt.change, code, tt.code, len(own), tt.images, a.RequestCounts())
		}
	}
}

// quickRetryer asks once more at once when there was no answer.
type quickRetryer struct{ aws.NopRetryer }

func (quickRetryer) MaxAttempts() int                             { return 2 }
func (quickRetryer) IsErrorRetryable(err error) bool              { return sdkCode(err) == "no answer" }
func (quickRetryer) RetryDelay(int, error) (time.Duration, error) { return 0, nil }
func (quickRetryer) GetRetryToken(context.Context, error) (func(error) error, error) {
	return func(error) error { return nil }, nil
}
func (quickRetryer) GetInitialToken() func(error) error { return func(error) error { return nil } }
