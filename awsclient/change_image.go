package awsclient

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"tami/model/op"
)

// deregisterImage reads what became of each snapshot: the call succeeds even
// when none of them went.
func (o order) deregisterImage(ctx context.Context, c op.DeregisterImage) (changed, error) {
	in := &ec2.DeregisterImageInput{ImageId: &c.ImageID, DryRun: &o.dry}
	if c.DeleteSnapshots {
		in.DeleteAssociatedSnapshots = new(true)
	}
	out, err := o.ec2().DeregisterImage(ctx, in, o.options)
	if err != nil {
		return changed{}, err
	}
	var done changed
	for _, r := range out.DeleteSnapshotResults {
		done.parts = append(done.parts, shownPart(value(r.SnapshotId), string(r.ReturnCode)))
	}
	return done, nil
}

func (o order) restoreImage(ctx context.Context, c op.RestoreImage) (changed, error) {
	_, err := o.ec2().RestoreImageFromRecycleBin(ctx, &ec2.RestoreImageFromRecycleBinInput{ImageId: &c.ImageID, DryRun: &o.dry}, o.options)
	return changed{}, err
}

func (o order) registerImage(ctx context.Context, c op.RegisterImage) (changed, error) {
	in := &ec2.RegisterImageInput{
		Name: &c.Name, Description: filled(c.Description), DryRun: &o.dry,
		Architecture: types.ArchitectureValues(c.Architecture), RootDeviceName: filled(c.RootDevice),
		VirtualizationType: filled(c.Virtualization), BootMode: types.BootModeValues(c.BootMode),
		TpmSupport: types.TpmSupportValues(c.TPM), ImdsSupport: types.ImdsSupportValues(c.IMDS),
		SriovNetSupport: filled(c.SRIOV), BlockDeviceMappings: mappings(c.Devices),
	}
	if c.ENA {
		in.EnaSupport = new(true)
	}
	if len(c.Tags) > 0 {
		in.TagSpecifications = []types.TagSpecification{{ResourceType: types.ResourceTypeImage, Tags: sentTags(c.Tags)}}
	}
	out, err := o.ec2().RegisterImage(ctx, in, o.options)
	if err != nil {
		return changed{}, err
	}
	return changed{made: map[string]string{"ImageId": value(out.ImageId)}}, nil
}

func (o order) disableImage(ctx context.Context, c op.DisableImage) (changed, error) {
	_, err := o.ec2().DisableImage(ctx, &ec2.DisableImageInput{ImageId: &c.ImageID, DryRun: &o.dry}, o.options)
	return changed{}, err
}

func (o order) enableImage(ctx context.Context, c op.EnableImage) (changed, error) {
	_, err := o.ec2().EnableImage(ctx, &ec2.EnableImageInput{ImageId: &c.ImageID, DryRun: &o.dry}, o.options)
	return changed{}, err
}

func (o order) enableDeprecation(ctx context.Context, c op.EnableDeprecation) (changed, error) {
	_, err := o.ec2().EnableImageDeprecation(ctx, &ec2.EnableImageDeprecationInput{
		ImageId: &c.ImageID, DeprecateAt: &c.At, DryRun: &o.dry}, o.options)
	return changed{}, err
}

func (o order) disableDeprecation(ctx context.Context, c op.DisableDeprecation) (changed, error) {
	_, err := o.ec2().DisableImageDeprecation(ctx, &ec2.DisableImageDeprecationInput{ImageId: &c.ImageID, DryRun: &o.dry}, o.options)
	return changed{}, err
}

func (o order) enableProtection(ctx context.Context, c op.EnableProtection) (changed, error) {
	_, err := o.ec2().EnableImageDeregistrationProtection(ctx, &ec2.EnableImageDeregistrationProtectionInput{
		ImageId: &c.ImageID, WithCooldown: &c.Cooldown, DryRun: &o.dry}, o.options)
	return changed{}, err
}

func (o order) disableProtection(ctx context.Context, c op.DisableProtection) (changed, error) {
	_, err := o.ec2().DisableImageDeregistrationProtection(ctx, &ec2.DisableImageDeregistrationProtectionInput{
		ImageId: &c.ImageID, DryRun: &o.dry}, o.options)
	return changed{}, err
}

func (o order) modifyDescription(ctx context.Context, c op.ModifyDescription) (changed, error) {
	_, err := o.ec2().ModifyImageAttribute(ctx, &ec2.ModifyImageAttributeInput{
		ImageId: &c.ImageID, Description: &types.AttributeValue{Value: &c.Text}, DryRun: &o.dry}, o.options)
	return changed{}, err
}

// mappings are block devices as AWS takes them.
func mappings(list []op.Mapping) []types.BlockDeviceMapping {
	var out []types.BlockDeviceMapping
	for _, m := range list {
		one := types.BlockDeviceMapping{DeviceName: filled(m.Device), VirtualName: filled(m.Virtual)}
		switch {
		case m.NoDevice:
			one.NoDevice = new("")
		case m.Virtual == "":
			one.Ebs = &types.EbsBlockDevice{
				SnapshotId: filled(m.SnapshotID), VolumeSize: filled(m.SizeGiB), VolumeType: types.VolumeType(m.Type),
				Iops: filled(m.IOPS), Throughput: filled(m.Throughput), DeleteOnTermination: m.DeleteOnTermination,
				Encrypted: m.Encrypted, KmsKeyId: filled(m.KeyID),
			}
		}
		out = append(out, one)
	}
	return out
}

// filled leaves out of a request what has no value.
func filled[T comparable](v T) *T {
	var none T
	if v == none {
		return nil
	}
	return &v
}
