package sim

import (
	"context"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
)

// TestSettings: a region tells what the seed says is set, and AWS's defaults
// where it says nothing.
func TestSettings(t *testing.T) {
	seed := inHome(RegionSeed{
		ImageBlockPublicAccessState: "block-new-sharing", SnapshotBlockPublicAccessState: "block-all-sharing",
		AllowedImagesSettings:  &AllowedImagesSettings{State: "audit-mode", ImageCriteria: []ImageCriterion{{ImageProviders: []string{"amazon", us}}}},
		EbsEncryptionByDefault: true, EbsDefaultKmsKeyId: "arn:aws:kms:us-east-1:111122223333:key/k",
	})
	a := open(t, seed)
	for action, want := range map[string][2]string{ // what home says, and what any other region says
		"GetImageBlockPublicAccessState imageBlockPublicAccessState":                     {"block-new-sharing", "unblocked"},
		"GetImageBlockPublicAccessState managedBy":                                       {"account", "account"},
		"GetSnapshotBlockPublicAccessState state":                                        {"block-all-sharing", "unblocked"},
		"GetSnapshotBlockPublicAccessState managedBy":                                    {"account", "account"},
		"GetAllowedImagesSettings state":                                                 {"audit-mode", "disabled"},
		"GetAllowedImagesSettings managedBy":                                             {"account", "account"},
		"GetAllowedImagesSettings imageCriterionSet/item/imageProviderSet/item":          {"amazon", ""},
		"GetAllowedImagesSettings imageCriterionSet/item/marketplaceProductCodeSet/item": {"", ""},
		"GetEbsEncryptionByDefault ebsEncryptionByDefault":                               {"true", "false"},
		"GetEbsEncryptionByDefault sseType":                                              {"sse-kms", "none"},
		"GetEbsDefaultKmsKeyId kmsKeyId":                                                 {"arn:aws:kms:us-east-1:111122223333:key/k", "alias/aws/ebs"},
	} {
		name, path, _ := strings.Cut(action, " ")
		for n, c := range []client{ask(a), ask(a).in(away)} {
			if got := c.fine(t, name).xml.text(path); got != want[n] {
				t.Errorf("%s in %s: got %q, want %q", action, c.region, got, want[n])
			}
		}
		if got := ask(a).ec2(t, name, "DryRun=true"); got.code() != "DryRunOperation" {
			t.Errorf("%s dry: %q", name, got.code())
		}
		if got := ask(a).ec2(t, name, "ImageId=x"); got.code() != "UnknownParameter" {
			t.Errorf("%s with what it does not take: %q", name, got.code())
		}
	}
}

// TestEncryptionByDefault: where it is on, a copy is encrypted unasked, with the
// region's key.
func TestEncryptionByDefault(t *testing.T) {
	seed := twoRegions()
	there := *seed.Regions[away]
	there.EbsEncryptionByDefault, there.EbsDefaultKmsKeyId = true, "arn:aws:kms:eu-west-1:111122223333:key/k"
	seed.Regions[away] = &there
	a := open(t, seed)
	ask(a).in(away).fine(t, "CopyImage", "SourceRegion="+home, "SourceImageId="+amiID(2), "Name=copy")
	got := ask(a).in(away).fine(t, "DescribeSnapshots", "Owner.1=self", "Filter.1.Name=status", "Filter.1.Value.1=pending").xml.all("snapshotSet/item")
	if len(got) == 0 {
		t.Fatal("no snapshots of the copy")
	}
	for _, s := range got {
		wantTexts(t, s, map[string]string{"encrypted": "true", "kmsKeyId": there.EbsDefaultKmsKeyId})
	}
}

// TestSDKReadsSettings: the criteria of allowed images come through whole.
func TestSDKReadsSettings(t *testing.T) {
	want := filled[AllowedImagesSettings]()
	sdkReads(t, "GetAllowedImagesSettings", want, want.ImageCriteria, func(ctx context.Context, c *ec2.Client) (any, error) {
		out, err := c.GetAllowedImagesSettings(ctx, nil)
		return out.ImageCriteria, err
	})
}
