package sim

import (
	"slices"
	"strings"
	"testing"
)

// cliFacts: the CLI reads what is told around images, in every protocol.
func cliFacts(t *testing.T, path string) {
	demo := Demo(testTime())
	r := demo.Regions[home]
	at := slices.IndexFunc(r.Images, func(i Image) bool {
		return strings.HasPrefix(i.Name, "web-arm64-") && demoTag(i.Tags, "deploy:health") == "failing"
	})
	bad, binned, locked := r.Images[at].ImageId, r.ImagesInRecycleBin[0], r.LockedSnapshots[0].SnapshotId
	snapshot, older := r.Images[at].BlockDeviceMappings[0].Ebs.SnapshotId, r.Images[at+1].BlockDeviceMappings[0].Ebs.SnapshotId
	c := cli(t, path, open(t, demo))
	for _, tt := range []struct{ args, want string }{
		{"ec2 describe-image-references --image-ids " + bad + " --resource-types ResourceType=ec2:LaunchTemplate,ResourceTypeOptions=[{OptionName=version-depth,OptionValues=[1]}] --query length(ImageReferences)", "1"},
		{"ec2 describe-image-references --image-ids " + bad + " --include-all-resource-types --page-size 5 --query ImageReferences[].ResourceType --output text", "ec2:Instance ec2:Instance ec2:Instance ec2:Instance ec2:Instance ec2:Instance …"},
		{"ec2 get-image-ancestry --image-id " + bad + " --query ImageAncestryEntries[0].ImageId --output text", bad},
		{"ec2 describe-instance-image-metadata --filters Name=owner-alias,Values=amazon --page-size 1 --query InstanceImageMetadata[].ImageMetadata.ImageOwnerAlias --output text", "amazon…"},
		{"ec2 list-images-in-recycle-bin --query Images[].Name --output text", binned.Name},
		{"ec2 restore-image-from-recycle-bin --image-id " + binned.ImageId, "(InvalidSnapshot.NotFound)"},
		{"ec2 restore-snapshot-from-recycle-bin --query State --output text --snapshot-id " + r.SnapshotsInRecycleBin[0].SnapshotId, "completed"},
		{"ec2 restore-image-from-recycle-bin --query Return --image-id " + binned.ImageId, "true"},
		{"ec2 delete-snapshot --snapshot-id " + snapshot, "(InvalidSnapshot.InUse)"},
		{"ec2 describe-locked-snapshots --snapshot-ids " + locked + " --query Snapshots[].LockState --output text", "governance"},
		{"ec2 describe-fast-snapshot-restores --filters Name=state,Values=enabled --query length(FastSnapshotRestores)", "2"},
		{"ec2 describe-snapshot-tier-status --filters Name=last-tiering-operation,Values=archival-completed --query SnapshotTierStatuses[].StorageTier --output text", "archive"},
		{"ec2 get-snapshot-block-public-access-state --query State --output text", "block-new-sharing"},
		{"ec2 create-image-usage-report --image-id " + bad + " --resource-types ResourceType=ec2:Instance --query ReportId --output text", "amiur-0…"},
		{"ec2 describe-image-usage-reports --image-ids " + bad + " --query ImageUsageReports[].State --output text", "pending"},
		{"ebs list-snapshot-blocks --snapshot-id " + snapshot + " --max-results 100 --query [length(Blocks),BlockSize,VolumeSize] --output text", "100 524288 20"},
		{"ebs list-changed-blocks --first-snapshot-id " + older + " --second-snapshot-id " + snapshot + " --query ExpiryTime --output text", "1795…"},
		{"ebs list-snapshot-blocks --snapshot-id snap-01234567", "(ResourceNotFoundException)"},
		{"rbin list-rules --resource-type EC2_IMAGE --query length(Rules)", "2"},
		{"rbin get-rule --identifier " + r.RecycleBinRules[0].Identifier + " --query [RetentionPeriod.RetentionPeriodValue,Status] --output text", "7 available"},
		{"pricing get-products --service-code AmazonEC2 --filters Type=TERM_MATCH,Field=regionCode,Value=us-east-1 Type=TERM_MATCH,Field=operation,Value=RunInstances Type=TERM_MATCH,Field=instanceType,Value=t3.micro --query length(PriceList)", "3"},
		{"kms describe-key --key-id alias/prod --query KeyMetadata.[KeyState,KeyManager] --output text", "Enabled CUSTOMER"},
		{"kms list-aliases --page-size 1 --query Aliases[].AliasName --output text", "alias/prod alias/aws/ebs alias/payments-2024"},
		{"kms get-key-policy --policy-name default --key-id " + r.KmsKeys[0].KeyId + " --query PolicyName --output text", "default"},
	} {
		out, complaint := c.run(t, tt.args)
		got, fits := strings.Join(strings.Fields(out), " "), false
		switch start, open := strings.CutSuffix(tt.want, "…"); {
		case strings.HasPrefix(tt.want, "("):
			got, fits = complaint, strings.Contains(complaint, tt.want)
		case open:
			fits = strings.HasPrefix(got, start)
		default:
			fits = got == tt.want
		}
		if !fits {
			t.Errorf("aws %s\n got %s\nwant %s", tt.args, got, tt.want)
		}
	}
}
