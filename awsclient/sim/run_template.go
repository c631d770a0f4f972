package sim

import "cmp"

// fromTemplate fills in what a request leaves to its launch template.
func (c *call) fromTemplate(in *runInstancesInput) error {
	if in.LaunchTemplate == nil {
		return nil
	}
	v, err := c.templateVersion(*in.LaunchTemplate)
	if err != nil {
		return err
	}
	d := v.LaunchTemplateData
	if d == nil {
		return nil
	}
	in.ImageId, in.InstanceType, in.KeyName = cmp.Or(in.ImageId, d.ImageId), cmp.Or(in.InstanceType, d.InstanceType), cmp.Or(in.KeyName, d.KeyName)
	in.UserData = cmp.Or(in.UserData, d.UserData)
	if len(in.NetworkInterfaces) == 0 && in.SubnetId == "" && len(in.SecurityGroupIds) == 0 {
		in.SecurityGroupIds = d.SecurityGroupIds
		for _, n := range d.NetworkInterfaces {
			in.NetworkInterfaces = append(in.NetworkInterfaces, interfaceRequest{SubnetId: n.SubnetId, Groups: n.Groups})
		}
		if len(in.NetworkInterfaces) > 0 {
			in.SecurityGroupIds = nil
		}
	}
	if in.IamInstanceProfile == nil && d.IamInstanceProfile != nil {
		in.IamInstanceProfile = &profileRequest{d.IamInstanceProfile.Arn, d.IamInstanceProfile.Name}
	}
	if e := d.EnclaveOptions; in.EnclaveOptions == nil && e != nil && e.Enabled != nil {
		in.EnclaveOptions = &EnclaveOptions{e.Enabled}
	}
	if in.InstanceMarketOptions == nil && d.InstanceMarketOptions != nil {
		in.InstanceMarketOptions = &marketOptions{MarketType: d.InstanceMarketOptions.MarketType}
	}
	if in.DisableApiTermination == nil {
		in.DisableApiTermination = d.DisableApiTermination
	}
	if in.MetadataOptions == nil && d.MetadataOptions != nil {
		in.MetadataOptions = &metadataOptions{
			HttpTokens: d.MetadataOptions.HttpTokens, HttpEndpoint: d.MetadataOptions.HttpEndpoint, HttpPutResponseHopLimit: d.MetadataOptions.HttpPutResponseHopLimit}
	}
	for _, m := range d.BlockDeviceMappings {
		o := BlockDeviceMapping{DeviceName: m.DeviceName, VirtualName: m.VirtualName, NoDevice: m.NoDevice}
		if m.Ebs != nil {
			o.Ebs = &EbsBlockDevice{
				SnapshotId: m.Ebs.SnapshotId, VolumeSize: m.Ebs.VolumeSize, VolumeType: m.Ebs.VolumeType, Iops: m.Ebs.Iops, Throughput: m.Ebs.Throughput,
				Encrypted: m.Ebs.Encrypted, KmsKeyId: m.Ebs.KmsKeyId, DeleteOnTermination: m.Ebs.DeleteOnTermination,
			}
		}
		in.BlockDeviceMappings = append([]BlockDeviceMapping{o}, in.BlockDeviceMappings...)
	}
	for _, t := range d.TagSpecifications {
		in.TagSpecifications = append([]tagSpecification{{t.ResourceType, t.Tags}}, in.TagSpecifications...)
	}
	return nil
}

// templateVersion finds a version of a launch template: a number, $Latest,
// $Default, or the default one when none is named.
func (c *call) templateVersion(s templateSpecification) (*LaunchTemplateVersion, error) {
	t, err := c.template(s.LaunchTemplateId, s.LaunchTemplateName)
	switch {
	case err != nil:
		return nil, err
	case t == nil:
		return nil, missingParameter("LaunchTemplateId")
	}
	n, err := t.versionNumber(cmp.Or(s.Version, defaultVersion))
	if err != nil {
		return nil, err
	}
	if v := c.own.versions.find(versionKey(t.LaunchTemplateId, n)); v != nil {
		return v, nil
	}
	return nil, refuse("InvalidLaunchTemplateId.VersionNotFound", "Could not find the specified version %d for the launch template with ID %s.", n, t.LaunchTemplateId)
}
