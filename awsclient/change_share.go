package awsclient

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"tami/model/op"
)

func (o order) modifyLaunchPermission(ctx context.Context, c op.ModifyLaunchPermission) (changed, error) {
	_, err := o.ec2().ModifyImageAttribute(ctx, &ec2.ModifyImageAttributeInput{
		ImageId: &c.ImageID, DryRun: &o.dry,
		LaunchPermission: &types.LaunchPermissionModifications{Add: launchers(c.Add), Remove: launchers(c.Remove)},
	}, o.options)
	return changed{}, err
}

func (o order) cancelLaunchPermission(ctx context.Context, c op.CancelLaunchPermission) (changed, error) {
	_, err := o.ec2().CancelImageLaunchPermission(ctx, &ec2.CancelImageLaunchPermissionInput{ImageId: &c.ImageID, DryRun: &o.dry}, o.options)
	return changed{}, err
}

func (o order) modifySnapshotPermission(ctx context.Context, c op.ModifySnapshotPermission) (changed, error) {
	_, err := o.ec2().ModifySnapshotAttribute(ctx, &ec2.ModifySnapshotAttributeInput{
		SnapshotId: &c.SnapshotID, DryRun: &o.dry, Attribute: types.SnapshotAttributeNameCreateVolumePermission,
		CreateVolumePermission: &types.CreateVolumePermissionModifications{Add: copiers(c.Add), Remove: copiers(c.Remove)},
	}, o.options)
	return changed{}, err
}

func launchers(list []op.Grantee) []types.LaunchPermission {
	var out []types.LaunchPermission
	for _, g := range list {
		out = append(out, types.LaunchPermission{
			UserId: filled(g.Account), Group: types.PermissionGroup(g.Group),
			OrganizationArn: filled(g.Organization), OrganizationalUnitArn: filled(g.Unit),
		})
	}
	return out
}

func copiers(list []op.Grantee) []types.CreateVolumePermission {
	var out []types.CreateVolumePermission
	for _, g := range list {
		out = append(out, types.CreateVolumePermission{UserId: filled(g.Account), Group: types.PermissionGroup(g.Group)})
	}
	return out
}
