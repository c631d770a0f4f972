package awsclient

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/aws/aws-sdk-go-v2/service/rbin"
	rbintypes "github.com/aws/aws-sdk-go-v2/service/rbin/types"

	"tami/model/ami"
)

// network reads what launches take: volumes, networks and keys to log in with.
func (r *capture) network() {
	client := r.s.ec2(r.at.Region)
	volumes := pagesOf(r, "Volumes", "ec2:DescribeVolumes", func(ctx context.Context, token *string) ([]types.Volume, *string, error) {
		out, err := client.DescribeVolumes(ctx, &ec2.DescribeVolumesInput{MaxResults: new(int32(pageSize)), NextToken: token})
		if err != nil {
			return nil, nil, err
		}
		return out.Volumes, out.NextToken, nil
	})
	for _, v := range volumes {
		r.keys[value(v.KmsKeyId)] = true
	}
	r.keep("Volumes", volumes)
	r.keep("Vpcs", pagesOf(r, "Vpcs", "ec2:DescribeVpcs", func(ctx context.Context, token *string) ([]types.Vpc, *string, error) {
		out, err := client.DescribeVpcs(ctx, &ec2.DescribeVpcsInput{MaxResults: new(int32(pageSize)), NextToken: token})
		if err != nil {
			return nil, nil, err
		}
		return out.Vpcs, out.NextToken, nil
	}))
	r.keep("Subnets", pagesOf(r, "Subnets", "ec2:DescribeSubnets", func(ctx context.Context, token *string) ([]types.Subnet, *string, error) {
		out, err := client.DescribeSubnets(ctx, &ec2.DescribeSubnetsInput{MaxResults: new(int32(pageSize)), NextToken: token})
		if err != nil {
			return nil, nil, err
		}
		return out.Subnets, out.NextToken, nil
	}))
	r.keep("SecurityGroups", pagesOf(r, "SecurityGroups", "ec2:DescribeSecurityGroups", func(ctx context.Context, token *string) ([]types.SecurityGroup, *string, error) {
		out, err := client.DescribeSecurityGroups(ctx, &ec2.DescribeSecurityGroupsInput{MaxResults: new(int32(pageSize)), NextToken: token})
		if err != nil {
			return nil, nil, err
		}
		return out.SecurityGroups, out.NextToken, nil
	}))
	r.one("KeyPairs", "ec2:DescribeKeyPairs", func(ctx context.Context) error {
		out, err := client.DescribeKeyPairs(ctx, &ec2.DescribeKeyPairsInput{})
		if err == nil {
			r.keep("KeyPairs", out.KeyPairs)
		}
		return err
	})
}

// bin reads what is in the Recycle Bin, and its rules: the list of rules leaves
// out what each one catches.
func (r *capture) bin() {
	r.keep("ImagesInRecycleBin", pagesOf(r, "ImagesInRecycleBin", "ec2:ListImagesInRecycleBin", func(ctx context.Context, token *string) ([]types.ImageRecycleBinInfo, *string, error) {
		out, err := r.s.ec2(r.at.Region).ListImagesInRecycleBin(ctx, &ec2.ListImagesInRecycleBinInput{MaxResults: new(int32(pageSize)), NextToken: token})
		if err != nil {
			return nil, nil, err
		}
		return out.Images, out.NextToken, nil
	}))
	r.keep("SnapshotsInRecycleBin", pagesOf(r, "SnapshotsInRecycleBin", "ec2:ListSnapshotsInRecycleBin", func(ctx context.Context, token *string) ([]types.SnapshotRecycleBinInfo, *string, error) {
		out, err := r.s.ec2(r.at.Region).ListSnapshotsInRecycleBin(ctx, &ec2.ListSnapshotsInRecycleBinInput{MaxResults: new(int32(pageSize)), NextToken: token})
		if err != nil {
			return nil, nil, err
		}
		return out.Snapshots, out.NextToken, nil
	}))
	var rules []*rbin.GetRuleOutput
	for _, kind := range []string{ami.BinOfImages, ami.BinOfSnapshots} {
		for _, rule := range pagesOf(r, "RecycleBinRules", "rbin:ListRules", func(ctx context.Context, token *string) ([]rbintypes.RuleSummary, *string, error) {
			out, err := r.s.rbin(r.at.Region).ListRules(ctx, &rbin.ListRulesInput{ResourceType: rbintypes.ResourceType(kind), MaxResults: new(int32(pageSize)), NextToken: token})
			if err != nil {
				return nil, nil, err
			}
			return out.Rules, out.NextToken, nil
		}) {
			r.one("RecycleBinRules", "rbin:GetRule", func(ctx context.Context) error {
				out, err := r.s.rbin(r.at.Region).GetRule(ctx, &rbin.GetRuleInput{Identifier: rule.Identifier})
				if err == nil {
					rules = append(rules, out)
				}
				return err
			})
		}
	}
	r.keep("RecycleBinRules", rules)
}

// reports reads the reports on how others use the account's images.
func (r *capture) reports() {
	reports := pagesOf(r, "ImageUsageReports", "ec2:DescribeImageUsageReports", func(ctx context.Context, token *string) ([]types.ImageUsageReport, *string, error) {
		out, err := r.s.ec2(r.at.Region).DescribeImageUsageReports(ctx, &ec2.DescribeImageUsageReportsInput{NextToken: token})
		if err != nil {
			return nil, nil, err
		}
		return out.ImageUsageReports, out.NextToken, nil
	})
	r.keep("ImageUsageReports", reports)
	if len(reports) == 0 {
		return
	}
	r.keep("ImageUsageReportEntries", pagesOf(r, "ImageUsageReportEntries", "ec2:DescribeImageUsageReportEntries", func(ctx context.Context, token *string) ([]types.ImageUsageReportEntry, *string, error) {
		out, err := r.s.ec2(r.at.Region).DescribeImageUsageReportEntries(ctx, &ec2.DescribeImageUsageReportEntriesInput{NextToken: token})
		if err != nil {
			return nil, nil, err
		}
		return out.ImageUsageReportEntries, out.NextToken, nil
	}))
}
