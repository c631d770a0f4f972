package awsclient

import (
	"context"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"tami/model/op"
)

func (o order) createImage(ctx context.Context, c op.CreateImage) (changed, error) {
	out, err := o.ec2().CreateImage(ctx, &ec2.CreateImageInput{
		InstanceId: &c.InstanceID, Name: &c.Name, Description: filled(c.Description), NoReboot: &c.NoReboot, DryRun: &o.dry,
		BlockDeviceMappings: mappings(c.Devices),
		TagSpecifications:   tagSpecifications(sentAs{types.ResourceTypeImage, c.Tags}, sentAs{types.ResourceTypeSnapshot, c.SnapshotTags}),
	}, o.options)
	if err != nil {
		return changed{}, err
	}
	return changed{made: map[string]string{"ImageId": value(out.ImageId)}}, nil
}

func (o order) copyImage(ctx context.Context, c op.CopyImage) (changed, error) {
	in := &ec2.CopyImageInput{
		Name: &c.Name, Description: filled(c.Description), SourceImageId: &c.SourceID, SourceRegion: &c.SourceRegion, DryRun: &o.dry,
		KmsKeyId: filled(c.KeyID), ClientToken: filled(c.Token), TagSpecifications: tagSpecifications(sentAs{types.ResourceTypeImage, c.Tags}),
	}
	if c.Encrypted {
		in.Encrypted = new(true)
	}
	if c.CopyTags {
		in.CopyImageTags = new(true)
	}
	if c.CompletionMinutes > 0 {
		in.SnapshotCopyCompletionDurationMinutes = new(int64(c.CompletionMinutes))
	}
	out, err := o.ec2().CopyImage(ctx, in, o.options)
	if err != nil {
		return changed{}, err
	}
	return changed{made: map[string]string{"ImageId": value(out.ImageId)}}, nil
}

func (o order) runInstances(ctx context.Context, c op.RunInstances) (changed, error) {
	count := int32(max(c.Count, 1)) //nolint:gosec // a plan launches a hundred at most
	in := &ec2.RunInstancesInput{
		ImageId: filled(c.ImageID), InstanceType: types.InstanceType(c.Type), MinCount: &count, MaxCount: &count, DryRun: &o.dry,
		SubnetId: filled(c.Subnet), KeyName: filled(c.Key), SecurityGroupIds: c.Groups, ClientToken: filled(c.Token),
		BlockDeviceMappings: mappings(c.Devices),
		TagSpecifications:   tagSpecifications(sentAs{types.ResourceTypeInstance, c.Tags}, sentAs{types.ResourceTypeVolume, c.VolumeTags}),
	}
	if c.ProfileARN != "" {
		in.IamInstanceProfile = &types.IamInstanceProfileSpecification{Arn: &c.ProfileARN}
	}
	if c.UserData != "" {
		in.UserData = new(c.EncodedUserData())
	}
	if c.Spot {
		in.InstanceMarketOptions = &types.InstanceMarketOptionsRequest{MarketType: types.MarketTypeSpot}
		if c.SpotPrice != "" {
			in.InstanceMarketOptions.SpotOptions = &types.SpotMarketOptions{MaxPrice: &c.SpotPrice}
		}
	}
	if c.Tokens != "" || c.HopLimit > 0 || c.Endpoint != "" {
		in.MetadataOptions = &types.InstanceMetadataOptionsRequest{HttpTokens: types.HttpTokensState(c.Tokens), HttpEndpoint: types.InstanceMetadataEndpointState(c.Endpoint)}
		if c.HopLimit > 0 {
			in.MetadataOptions.HttpPutResponseHopLimit = &c.HopLimit
		}
	}
	if c.Template != "" {
		in.LaunchTemplate = &types.LaunchTemplateSpecification{LaunchTemplateId: &c.Template, Version: filled(c.TemplateVersion)}
	}
	out, err := o.ec2().RunInstances(ctx, in, o.options)
	if err != nil {
		return changed{}, err
	}
	var ids []string
	for _, i := range out.Instances {
		ids = append(ids, value(i.InstanceId))
	}
	return changed{made: map[string]string{"InstanceId": strings.Join(ids, " ")}}, nil
}

func (o order) terminateInstances(ctx context.Context, c op.TerminateInstances) (changed, error) {
	_, err := o.ec2().TerminateInstances(ctx, &ec2.TerminateInstancesInput{InstanceIds: c.List(), DryRun: &o.dry}, o.options)
	return changed{}, err
}

// sentAs is tags for one kind of thing that a request makes.
type sentAs struct {
	kind types.ResourceType
	tags []op.Tag
}

func tagSpecifications(each ...sentAs) []types.TagSpecification {
	var out []types.TagSpecification
	for _, t := range each {
		if len(t.tags) > 0 {
			out = append(out, types.TagSpecification{ResourceType: t.kind, Tags: sentTags(t.tags)})
		}
	}
	return out
}

// terminates reports the request that ends instances, which their protection refuses.
func terminates(action string) bool { return action == "ec2:TerminateInstances" }
