package awsclient

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/ec2"

	"tami/model/op"
)

func (o order) deleteSnapshot(ctx context.Context, c op.DeleteSnapshot) (changed, error) {
	_, err := o.ec2().DeleteSnapshot(ctx, &ec2.DeleteSnapshotInput{SnapshotId: &c.SnapshotID, DryRun: &o.dry}, o.options)
	return changed{}, err
}

func (o order) restoreSnapshot(ctx context.Context, c op.RestoreSnapshot) (changed, error) {
	_, err := o.ec2().RestoreSnapshotFromRecycleBin(ctx, &ec2.RestoreSnapshotFromRecycleBinInput{SnapshotId: &c.SnapshotID, DryRun: &o.dry}, o.options)
	return changed{}, err
}
