package iam

// ofEBS are the conditions under which keys are used: by EBS for the user, in
// any region, and never by the user alone.
func ofEBS(more ...Condition) []Condition {
	return append([]Condition{{"StringLike", "kms:ViaService", []string{"ec2.*.amazonaws.com"}}}, more...)
}

// encrypting are the requests during which EBS uses a key.
func encrypting() []string {
	return []string{"ec2:CopyImage", "ec2:CreateImage", "ec2:CreateReplaceRootVolumeTask", "ec2:RunInstances"}
}

// changing is what changes something, and what AWS checks besides.
func changing() []Grant {
	return []Grant{
		{Sid: "ChangeImages", Mode: Operator, On: []string{anyImage}, Actions: []string{
			"ec2:CancelImageLaunchPermission", "ec2:DeregisterImage", "ec2:DisableImage", "ec2:DisableImageDeprecation",
			"ec2:DisableImageDeregistrationProtection", "ec2:EnableImage", "ec2:EnableImageDeprecation",
			"ec2:EnableImageDeregistrationProtection", "ec2:ModifyImageAttribute", "ec2:RestoreImageFromRecycleBin",
		}},
		{Sid: "ReportUse", Mode: Operator, On: []string{anyImage, anyUseReport}, Actions: []string{
			"ec2:CreateImageUsageReport", "ec2:DeleteImageUsageReport",
		}},
		{Sid: "MakeImages", Mode: Operator, On: []string{anyImage, anySnapshot, anyInstance}, Actions: []string{
			"ec2:CopyImage", "ec2:CreateImage", "ec2:RegisterImage",
		}},
		{Sid: "ChangeSnapshots", Mode: Operator, On: []string{anySnapshot}, Actions: []string{
			"ec2:DeleteSnapshot", "ec2:ModifySnapshotAttribute", "ec2:RestoreSnapshotFromRecycleBin",
		}},
		// The copies, images and registrations that carry tags from the start are
		// images and snapshots too.
		{Sid: "TagImagesAndSnapshots", Mode: Operator, On: []string{anyImage, anySnapshot}, Actions: []string{"ec2:CreateTags", "ec2:DeleteTags"}},
		{Sid: "TagWhatIsLaunched", Mode: Operator, For: []string{"ec2:RunInstances"}, On: []string{anyInstance, anyVolume},
			Actions: []string{"ec2:CreateTags"}, Only: []Condition{{"StringEquals", "ec2:CreateAction", []string{"RunInstances"}}}},
		{Sid: "Launch", Mode: Operator, Actions: []string{"ec2:RunInstances"}, On: []string{
			anyImage, anySnapshot, anyInstance, anyVolume, anyTemplate, "arn:aws:ec2:*:*:network-interface/*", "arn:aws:ec2:*:*:security-group/*",
			"arn:aws:ec2:*:*:subnet/*", "arn:aws:ec2:*:*:key-pair/*", "arn:aws:ec2:*:*:placement-group/*", "arn:aws:ec2:*:*:spot-instances-request/*",
		}},
		{Sid: "Terminate", Mode: Operator, On: []string{anyInstance}, Actions: []string{"ec2:TerminateInstances"}},
		{Sid: "ReplaceRootVolumes", Mode: Operator, Actions: []string{"ec2:CreateReplaceRootVolumeTask"},
			On: []string{anyInstance, anyVolume, anyImage, anySnapshot, "arn:aws:ec2:*:*:replace-root-volume-task/*"}},
		{Sid: "ChangeTemplates", Mode: Operator, On: []string{anyTemplate}, Actions: []string{
			"ec2:CreateLaunchTemplateVersion", "ec2:DeleteLaunchTemplateVersions", "ec2:ModifyLaunchTemplate",
		}},
		{Sid: "ChangeGroups", Mode: Operator, On: []string{anyGroup}, Actions: []string{
			"autoscaling:CancelInstanceRefresh", "autoscaling:RollbackInstanceRefresh", "autoscaling:StartInstanceRefresh", "autoscaling:UpdateAutoScalingGroup",
		}},
		{Sid: "MakeLaunchConfigurations", Mode: Operator, On: []string{anyLaunchConf}, Actions: []string{"autoscaling:CreateLaunchConfiguration"}},
		{Sid: "ChangeParameters", Mode: Operator, On: []string{anyParameter}, Actions: []string{"ssm:PutParameter"}},
		{Sid: "PassInstanceRoles", Mode: Operator, On: []string{anyRole}, Actions: []string{"iam:PassRole"},
			For:  []string{"ec2:RunInstances", "autoscaling:CreateLaunchConfiguration", "autoscaling:StartInstanceRefresh", "autoscaling:UpdateAutoScalingGroup"},
			Only: []Condition{{"StringEquals", "iam:PassedToService", []string{"ec2.amazonaws.com"}}}},
		{Sid: "EncryptThroughEBS", Mode: Operator, On: []string{anyKey}, For: encrypting(), Only: ofEBS(), Actions: []string{
			"kms:Decrypt", "kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncryptFrom", "kms:ReEncryptTo",
		}},
		{Sid: "LetEBSUseKeys", Mode: Operator, On: []string{anyKey}, For: encrypting(), Actions: []string{"kms:CreateGrant"},
			Only: ofEBS(Condition{"Bool", "kms:GrantIsForAWSResource", []string{"true"}})},
	}
}
