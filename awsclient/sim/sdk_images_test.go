package sim

import (
	"context"
	"reflect"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
)

// sdkReads checks that the SDK reads every field of ours in an answer of EC2, and
// knows no more.
func sdkReads(t *testing.T, action string, result, ours any, ask func(context.Context, *ec2.Client) (any, error)) {
	t.Helper()
	client := ec2.NewFromConfig(sdkConfig(shapes{ec2Query{newXMLWriter(dialect{item: "item", tagged: true})}, action, result}))
	got, err := ask(context.Background(), client)
	if err != nil {
		t.Fatalf("%s: %v", action, err)
	}
	sameShape(t, action, reflect.ValueOf(ours), reflect.ValueOf(got))
}

// TestSDKReadsImageFacts: what is told around images comes through whole.
func TestSDKReadsImageFacts(t *testing.T) {
	{
		want := describeImageReferencesResult{ImageReferences: []*ImageReference{new(filled[ImageReference]())}}
		sdkReads(t, "DescribeImageReferences", want, want.ImageReferences, func(ctx context.Context, c *ec2.Client) (any, error) {
			out, err := c.DescribeImageReferences(ctx, &ec2.DescribeImageReferencesInput{ImageIds: []string{amiID(1)}})
			return out.ImageReferences, err
		})
	}
	{
		want := imageAncestryResult{[]ImageAncestryEntry{filled[ImageAncestryEntry]()}}
		sdkReads(t, "GetImageAncestry", want, want.ImageAncestryEntries, func(ctx context.Context, c *ec2.Client) (any, error) {
			out, err := c.GetImageAncestry(ctx, &ec2.GetImageAncestryInput{ImageId: new(amiID(1))})
			return out.ImageAncestryEntries, err
		})
	}
	{
		want := describeInstanceImageMetadataResult{InstanceImageMetadata: []InstanceImageMetadata{filled[InstanceImageMetadata]()}}
		sdkReads(t, "DescribeInstanceImageMetadata", want, want.InstanceImageMetadata, func(ctx context.Context, c *ec2.Client) (any, error) {
			out, err := c.DescribeInstanceImageMetadata(ctx, nil)
			return out.InstanceImageMetadata, err
		})
	}
}

// TestSDKReadsTheBin: what the Recycle Bin tells comes through whole.
func TestSDKReadsTheBin(t *testing.T) {
	{
		want := listImagesInRecycleBinResult{Images: []ImageInRecycleBin{filled[ImageInRecycleBin]()}}
		sdkReads(t, "ListImagesInRecycleBin", want, want.Images, func(ctx context.Context, c *ec2.Client) (any, error) {
			out, err := c.ListImagesInRecycleBin(ctx, nil)
			return out.Images, err
		})
	}
	{
		want := listSnapshotsInRecycleBinResult{Snapshots: []SnapshotInRecycleBin{filled[SnapshotInRecycleBin]()}}
		sdkReads(t, "ListSnapshotsInRecycleBin", want, want.Snapshots, func(ctx context.Context, c *ec2.Client) (any, error) {
			out, err := c.ListSnapshotsInRecycleBin(ctx, nil)
			return out.Snapshots, err
		})
	}
}

// TestSDKReadsSnapshotStates: what is told around snapshots comes through whole.
func TestSDKReadsSnapshotStates(t *testing.T) {
	{
		want := describeLockedSnapshotsResult{Snapshots: []LockedSnapshot{filled[LockedSnapshot]()}}
		sdkReads(t, "DescribeLockedSnapshots", want, want.Snapshots, func(ctx context.Context, c *ec2.Client) (any, error) {
			out, err := c.DescribeLockedSnapshots(ctx, nil)
			return out.Snapshots, err
		})
	}
	{
		want := describeFastSnapshotRestoresResult{FastSnapshotRestores: []*FastSnapshotRestore{new(filled[FastSnapshotRestore]())}}
		sdkReads(t, "DescribeFastSnapshotRestores", want, want.FastSnapshotRestores, func(ctx context.Context, c *ec2.Client) (any, error) {
			out, err := c.DescribeFastSnapshotRestores(ctx, nil)
			return out.FastSnapshotRestores, err
		})
	}
	{
		want := describeSnapshotTierStatusResult{SnapshotTierStatuses: []*SnapshotTierStatus{new(filled[SnapshotTierStatus]())}}
		sdkReads(t, "DescribeSnapshotTierStatus", want, want.SnapshotTierStatuses, func(ctx context.Context, c *ec2.Client) (any, error) {
			out, err := c.DescribeSnapshotTierStatus(ctx, nil)
			return out.SnapshotTierStatuses, err
		})
	}
}
