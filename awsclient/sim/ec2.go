package sim

// ec2Operations lists the operations of EC2. A new one is a line here and a
// function in the file of its family.
func ec2Operations() map[string]operation {
	return map[string]operation{
		"CancelImageLaunchPermission":          changes(cancelImageLaunchPermission),
		"CopyImage":                            changes(copyImage),
		"CreateImage":                          changes(createImage),
		"CreateImageUsageReport":               changes(createImageUsageReport),
		"CreateLaunchTemplateVersion":          changes(createLaunchTemplateVersion),
		"CreateReplaceRootVolumeTask":          changes(createReplaceRootVolumeTask),
		"CreateTags":                           changes(createTags),
		"DeleteImageUsageReport":               changes(deleteImageUsageReport),
		"DeleteLaunchTemplateVersions":         changes(deleteLaunchTemplateVersions),
		"DeleteSnapshot":                       changes(deleteSnapshot),
		"DeleteTags":                           changes(deleteTags),
		"DeregisterImage":                      changes(deregisterImage),
		"DescribeAvailabilityZones":            reads(describeAvailabilityZones),
		"DescribeFastSnapshotRestores":         reads(describeFastSnapshotRestores),
		"DescribeImageAttribute":               reads(describeImageAttribute),
		"DescribeImageReferences":              reads(describeImageReferences),
		"DescribeImageUsageReportEntries":      reads(describeImageUsageReportEntries),
		"DescribeImageUsageReports":            reads(describeImageUsageReports),
		"DescribeImages":                       reads(describeImages),
		"DescribeInstanceImageMetadata":        reads(describeInstanceImageMetadata),
		"DescribeInstanceStatus":               reads(describeInstanceStatus),
		"DescribeInstanceTypeOfferings":        reads(describeInstanceTypeOfferings),
		"DescribeInstanceTypes":                reads(describeInstanceTypes),
		"DescribeInstances":                    reads(describeInstances),
		"DescribeKeyPairs":                     reads(describeKeyPairs),
		"DescribeLaunchTemplateVersions":       reads(describeLaunchTemplateVersions),
		"DescribeLaunchTemplates":              reads(describeLaunchTemplates),
		"DescribeLockedSnapshots":              reads(describeLockedSnapshots),
		"DescribeRegions":                      reads(describeRegions),
		"DescribeReplaceRootVolumeTasks":       reads(describeReplaceRootVolumeTasks),
		"DescribeSecurityGroups":               reads(describeSecurityGroups),
		"DescribeSnapshotAttribute":            reads(describeSnapshotAttribute),
		"DescribeSnapshotTierStatus":           reads(describeSnapshotTierStatus),
		"DescribeSnapshots":                    reads(describeSnapshots),
		"DescribeSubnets":                      reads(describeSubnets),
		"DescribeTags":                         reads(describeTags),
		"DescribeVolumes":                      reads(describeVolumes),
		"DescribeVpcs":                         reads(describeVpcs),
		"DisableImage":                         changes(disableImage),
		"DisableImageDeprecation":              changes(disableImageDeprecation),
		"DisableImageDeregistrationProtection": changes(disableImageDeregistrationProtection),
		"EnableImage":                          changes(enableImage),
		"EnableImageDeprecation":               changes(enableImageDeprecation),
		"EnableImageDeregistrationProtection":  changes(enableImageDeregistrationProtection),
		"GetAllowedImagesSettings":             reads(allowedImagesSettings),
		"GetConsoleOutput":                     reads(getConsoleOutput),
		"GetEbsDefaultKmsKeyId":                reads(ebsDefaultKmsKeyID),
		"GetEbsEncryptionByDefault":            reads(ebsEncryptionByDefault),
		"GetImageAncestry":                     reads(imageAncestry),
		"GetImageBlockPublicAccessState":       reads(imageBlockPublicAccessState),
		"GetSnapshotBlockPublicAccessState":    reads(snapshotBlockPublicAccessState),
		"ListImagesInRecycleBin":               reads(listImagesInRecycleBin),
		"ListSnapshotsInRecycleBin":            reads(listSnapshotsInRecycleBin),
		"LockSnapshot":                         changes(lockSnapshot),
		"ModifyImageAttribute":                 changes(modifyImageAttribute),
		"ModifyLaunchTemplate":                 changes(modifyLaunchTemplate),
		"ModifySnapshotAttribute":              changes(modifySnapshotAttribute),
		"ModifySnapshotTier":                   changes(modifySnapshotTier),
		"RegisterImage":                        changes(registerImage),
		"ResetImageAttribute":                  changes(resetImageAttribute),
		"ResetSnapshotAttribute":               changes(resetSnapshotAttribute),
		"RestoreImageFromRecycleBin":           changes(restoreImageFromRecycleBin),
		"RestoreSnapshotFromRecycleBin":        changes(restoreSnapshotFromRecycleBin),
		"RestoreSnapshotTier":                  changes(restoreSnapshotTier),
		"RunInstances":                         changes(runInstances),
		"TerminateInstances":                   changes(terminateInstances),
		"UnlockSnapshot":                       changes(unlockSnapshot),
	}
}

// returned is the answer of an operation that only says that it worked.
type returned struct {
	Return bool `wire:"return"`
}

// seenImage finds an image that the caller may see.
func (c *call) seenImage(id string) (*image, error) {
	switch {
	case id == "":
		return nil, missingParameter("imageId")
	case c.place.justLeft(id, c.now):
		return nil, noLonger(id)
	}
	if err := c.checkImage(id); err != nil {
		return nil, err
	}
	return c.place.image(id), nil
}

// ownImage finds an image that the caller may change: his own.
func (c *call) ownImage(id string) (*image, error) {
	i, err := c.seenImage(id)
	if err != nil {
		return nil, err
	}
	if i.OwnerId != c.caller {
		return nil, forbid("AuthFailure", "Not authorized for image:%s", id)
	}
	return i, nil
}

// checkImage refuses the ID of an image that the caller cannot see.
func (c *call) checkImage(id string) error {
	return imageIDs().check([]string{id}, func(id string) bool {
		i := c.place.image(id)
		return i != nil && i.visible(c)
	})
}
