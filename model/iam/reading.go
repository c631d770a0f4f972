package iam

// Where the actions of services other than EC2 apply. EC2's own Describe, Get
// and List actions know no resource, but for the few that are listed apart.
const (
	anyImage      = "arn:aws:ec2:*::image/*"
	anySnapshot   = "arn:aws:ec2:*::snapshot/*"
	anyInstance   = "arn:aws:ec2:*:*:instance/*"
	anyVolume     = "arn:aws:ec2:*:*:volume/*"
	anyTemplate   = "arn:aws:ec2:*:*:launch-template/*"
	anyParameter  = "arn:aws:ssm:*:*:parameter/*"
	anyKey        = "arn:aws:kms:*:*:key/*"
	anyBinRule    = "arn:aws:rbin:*:*:rule/*"
	anyRole       = "arn:aws:iam::*:role/*"
	anyUseReport  = "arn:aws:ec2:*:*:image-usage-report/*"
	anyGroup      = "arn:aws:autoscaling:*:*:autoScalingGroup:*:autoScalingGroupName/*"
	anyLaunchConf = "arn:aws:autoscaling:*:*:launchConfiguration:*:launchConfigurationName/*"
)

// reading is what is asked without changing anything.
func reading() []Grant {
	return []Grant{
		{Sid: "ReadImages", Mode: ReadOnly, Actions: []string{
			"ec2:DescribeImageAttribute", "ec2:DescribeImageReferences", "ec2:DescribeImageUsageReportEntries",
			"ec2:DescribeImageUsageReports", "ec2:DescribeImages", "ec2:DescribeRegions", "ec2:DescribeTags",
			"ec2:GetAllowedImagesSettings", "ec2:GetImageAncestry", "ec2:GetImageBlockPublicAccessState",
			"ec2:ListImagesInRecycleBin",
		}},
		{Sid: "ReadSnapshots", Mode: ReadOnly, Actions: []string{
			"ec2:DescribeFastSnapshotRestores", "ec2:DescribeLockedSnapshots", "ec2:DescribeSnapshotAttribute",
			"ec2:DescribeSnapshotTierStatus", "ec2:DescribeSnapshots", "ec2:DescribeVolumes",
			"ec2:GetEbsDefaultKmsKeyId", "ec2:GetEbsEncryptionByDefault", "ec2:GetSnapshotBlockPublicAccessState",
			"ec2:ListSnapshotsInRecycleBin", "rbin:ListRules", "kms:ListAliases",
		}},
		{Sid: "ReadUse", Mode: ReadOnly, Actions: []string{
			"autoscaling:DescribeAutoScalingGroups", "autoscaling:DescribeInstanceRefreshes", "autoscaling:DescribeLaunchConfigurations",
			"autoscaling:DescribeScalingActivities",
			"ec2:DescribeInstanceStatus", "ec2:DescribeInstances", "ec2:DescribeLaunchTemplateVersions", "ec2:DescribeLaunchTemplates",
			"ec2:DescribeReplaceRootVolumeTasks", "ssm:DescribeParameters",
		}},
		{Sid: "ReadWhatLaunchesTake", Mode: ReadOnly, Actions: []string{
			"ec2:DescribeInstanceTypeOfferings", "ec2:DescribeInstanceTypes", "ec2:DescribeKeyPairs",
			"ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcs", "pricing:GetProducts",
		}},
		{Sid: "ReadBlocks", Mode: ReadOnly, On: []string{anySnapshot}, Actions: []string{"ebs:ListChangedBlocks", "ebs:ListSnapshotBlocks"}},
		{Sid: "ReadBinRules", Mode: ReadOnly, On: []string{anyBinRule}, Actions: []string{"rbin:GetRule"}},
		{Sid: "ReadKeys", Mode: ReadOnly, On: []string{anyKey}, Actions: []string{"kms:DescribeKey", "kms:GetKeyPolicy"}},
		{Sid: "ReadParameters", Mode: ReadOnly, On: []string{anyParameter}, Actions: []string{
			"ssm:GetParameterHistory", "ssm:GetParameters", "ssm:GetParametersByPath",
		}},
		// What an instance writes on its console may hold secrets, so that those
		// who only look get none of it.
		{Sid: "ReadConsole", Mode: Operator, On: []string{anyInstance}, Actions: []string{"ec2:GetConsoleOutput"}},
	}
}
