package awsclient

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/aws/aws-sdk-go-v2/service/autoscaling"
	astypes "github.com/aws/aws-sdk-go-v2/service/autoscaling/types"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	ssmtypes "github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"tami/model/op"
)

func (o order) scaling() *autoscaling.Client { return o.session.autoscaling(o.at.Region) }

// scalingOptions are options for Auto Scaling.
func (o order) scalingOptions(opts *autoscaling.Options) {
	opts.Retryer = changeRetries(o.session.client.opt.MaxAttempts)
	opts.HTTPClient = patient(o.session.http)
}

func (o order) createTemplateVersion(ctx context.Context, c op.CreateTemplateVersion) (changed, error) {
	out, err := o.ec2().CreateLaunchTemplateVersion(ctx, &ec2.CreateLaunchTemplateVersionInput{
		LaunchTemplateId: &c.Template, SourceVersion: &c.Source, VersionDescription: filled(c.Description), ClientToken: filled(c.Token), DryRun: &o.dry,
		LaunchTemplateData: &types.RequestLaunchTemplateData{ImageId: &c.ImageID, BlockDeviceMappings: templateMappings(c.Devices)},
	}, o.options)
	if err != nil {
		return changed{}, err
	}
	made := changed{}
	if out.LaunchTemplateVersion != nil {
		made.made = map[string]string{"VersionNumber": strconv.FormatInt(value(out.LaunchTemplateVersion.VersionNumber), 10)}
	}
	return made, nil
}

// templateMappings are block devices as launch templates take them.
func templateMappings(list []op.Mapping) []types.LaunchTemplateBlockDeviceMappingRequest {
	var out []types.LaunchTemplateBlockDeviceMappingRequest
	for _, m := range list {
		one := types.LaunchTemplateBlockDeviceMappingRequest{DeviceName: filled(m.Device), VirtualName: filled(m.Virtual)}
		switch {
		case m.NoDevice:
			one.NoDevice = new("")
		case m.Virtual == "":
			one.Ebs = &types.LaunchTemplateEbsBlockDeviceRequest{
				SnapshotId: filled(m.SnapshotID), VolumeSize: filled(m.SizeGiB), VolumeType: types.VolumeType(m.Type),
				Iops: filled(m.IOPS), Throughput: filled(m.Throughput), DeleteOnTermination: m.DeleteOnTermination,
				Encrypted: m.Encrypted, KmsKeyId: filled(m.KeyID),
			}
		}
		out = append(out, one)
	}
	return out
}

// deleteTemplateVersion reads the answer of the one version: the call succeeds
// even when it stays. One that is not there any more is gone as was wanted.
func (o order) deleteTemplateVersion(ctx context.Context, c op.DeleteTemplateVersion) (changed, error) {
	out, err := o.ec2().DeleteLaunchTemplateVersions(ctx, &ec2.DeleteLaunchTemplateVersionsInput{
		LaunchTemplateId: &c.Template, Versions: []string{c.Version}, DryRun: &o.dry,
	}, o.options)
	if err != nil {
		return changed{}, err
	}
	for _, v := range out.UnsuccessfullyDeletedLaunchTemplateVersions {
		if e := v.ResponseError; e != nil && e.Code != types.LaunchTemplateErrorCodeLaunchTemplateVersionDoesNotExist {
			return changed{}, fmt.Errorf("version %s of %s stays: %s", c.Version, c.Template, value(e.Message))
		}
	}
	return changed{}, nil
}

func (o order) setDefaultVersion(ctx context.Context, c op.SetDefaultVersion) (changed, error) {
	_, err := o.ec2().ModifyLaunchTemplate(ctx, &ec2.ModifyLaunchTemplateInput{LaunchTemplateId: &c.Template, DefaultVersion: &c.Version, DryRun: &o.dry}, o.options)
	return changed{}, err
}

func (o order) startRefresh(ctx context.Context, c op.StartRefresh) (changed, error) {
	in := &autoscaling.StartInstanceRefreshInput{AutoScalingGroupName: &c.Group, Strategy: astypes.RefreshStrategy(c.Strategy), Preferences: preferencesOf(c)}
	if c.Policy != "" || c.Template != "" {
		template, policy, err := setup(c.Template, c.Version, c.Policy)
		if err != nil {
			return changed{}, err
		}
		in.DesiredConfiguration = &astypes.DesiredConfiguration{LaunchTemplate: template, MixedInstancesPolicy: policy}
	}
	out, err := o.scaling().StartInstanceRefresh(ctx, in, o.scalingOptions)
	if err != nil {
		return changed{}, err
	}
	return changed{made: map[string]string{"InstanceRefreshId": value(out.InstanceRefreshId)}}, nil
}

func preferencesOf(c op.StartRefresh) *astypes.RefreshPreferences {
	p := &astypes.RefreshPreferences{
		MinHealthyPercentage: number(c.MinHealthy), SkipMatching: &c.SkipMatching, AutoRollback: &c.AutoRollback,
		BakeTime: filled(*number(c.Bake)), CheckpointDelay: filled(*number(c.CheckpointDelay)),
	}
	for _, percent := range c.Checkpoints {
		p.CheckpointPercentages = append(p.CheckpointPercentages, *number(percent))
	}
	if len(c.Alarms) > 0 {
		p.AlarmSpecification = &astypes.AlarmSpecification{Alarms: c.Alarms}
	}
	return p
}

// number is a figure as AWS takes it; those that come here are percentages and
// seconds.
func number(n int) *int32 {
	v := int32(n) //nolint:gosec // see above
	return &v
}

// setup is what a group launches from: a mixed instances policy, as the AWS
// CLI's JSON, or a launch template.
func setup(template, version, policy string) (*astypes.LaunchTemplateSpecification, *astypes.MixedInstancesPolicy, error) {
	if policy == "" {
		return &astypes.LaunchTemplateSpecification{LaunchTemplateId: &template, Version: filled(version)}, nil, nil
	}
	var p astypes.MixedInstancesPolicy
	if err := json.Unmarshal([]byte(op.PolicyAt(policy, version)), &p); err != nil {
		return nil, nil, fmt.Errorf("the mixed instances policy cannot be read: %w", err)
	}
	return nil, &p, nil
}

func (o order) cancelRefresh(ctx context.Context, c op.CancelRefresh) (changed, error) {
	_, err := o.scaling().CancelInstanceRefresh(ctx, &autoscaling.CancelInstanceRefreshInput{AutoScalingGroupName: &c.Group}, o.scalingOptions)
	return changed{}, err
}

func (o order) rollbackRefresh(ctx context.Context, c op.RollbackRefresh) (changed, error) {
	_, err := o.scaling().RollbackInstanceRefresh(ctx, &autoscaling.RollbackInstanceRefreshInput{AutoScalingGroupName: &c.Group}, o.scalingOptions)
	return changed{}, err
}

func (o order) updateGroup(ctx context.Context, c op.UpdateGroup) (changed, error) {
	in := &autoscaling.UpdateAutoScalingGroupInput{AutoScalingGroupName: &c.Group, LaunchConfigurationName: filled(c.Configuration)}
	if c.Configuration == "" {
		var err error
		if in.LaunchTemplate, in.MixedInstancesPolicy, err = setup(c.Template, c.Version, c.Policy); err != nil {
			return changed{}, err
		}
	}
	_, err := o.scaling().UpdateAutoScalingGroup(ctx, in, o.scalingOptions)
	return changed{}, err
}

func (o order) createConfiguration(ctx context.Context, c op.CreateConfiguration) (changed, error) {
	var in autoscaling.CreateLaunchConfigurationInput
	if err := json.Unmarshal([]byte(c.Input()), &in); err != nil {
		return changed{}, fmt.Errorf("the launch configuration that %s is made from cannot be read: %w", c.Name, err)
	}
	if c.UserData != "" {
		data, err := o.startScriptOf(ctx, c.From)
		if err != nil {
			return changed{}, err
		}
		if fingerprint(data).Raw() != c.UserData {
			return changed{}, fmt.Errorf("the user data of the launch configuration %s is not what it was when this was planned; plan again", c.From)
		}
		in.UserData = &data
	}
	_, err := o.scaling().CreateLaunchConfiguration(ctx, &in, o.scalingOptions)
	return changed{}, err
}

// startScriptOf reads the user data of a launch configuration, encoded as AWS
// gives and takes it.
func (o order) startScriptOf(ctx context.Context, name string) (string, error) {
	out, err := o.scaling().DescribeLaunchConfigurations(ctx, &autoscaling.DescribeLaunchConfigurationsInput{LaunchConfigurationNames: []string{name}}, o.scalingOptions)
	if err != nil {
		return "", err
	}
	if len(out.LaunchConfigurations) == 0 {
		return "", fmt.Errorf("the launch configuration %s is gone, and its user data with it; plan again", name)
	}
	return value(out.LaunchConfigurations[0].UserData), nil
}

func (o order) putParameter(ctx context.Context, c op.PutParameter) (changed, error) {
	_, err := o.session.ssm(o.at.Region).PutParameter(ctx, &ssm.PutParameterInput{
		Name: &c.Name, Value: &c.Value, Type: ssmtypes.ParameterTypeString, DataType: new("aws:ec2:image"), Overwrite: new(true),
	}, func(opts *ssm.Options) {
		opts.Retryer = changeRetries(o.session.client.opt.MaxAttempts)
		opts.HTTPClient = patient(o.session.inJSON())
	})
	return changed{}, err
}

func (o order) replaceRoot(ctx context.Context, c op.ReplaceRoot) (changed, error) {
	out, err := o.ec2().CreateReplaceRootVolumeTask(ctx, &ec2.CreateReplaceRootVolumeTaskInput{
		InstanceId: &c.InstanceID, ImageId: &c.ImageID, DeleteReplacedRootVolume: &c.DeleteOld, ClientToken: filled(c.Token), DryRun: &o.dry,
	}, o.options)
	if err != nil {
		return changed{}, err
	}
	made := changed{}
	if out.ReplaceRootVolumeTask != nil {
		made.made = map[string]string{"ReplaceRootVolumeTaskId": value(out.ReplaceRootVolumeTask.ReplaceRootVolumeTaskId)}
	}
	return made, nil
}
