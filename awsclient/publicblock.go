package awsclient

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"tami/model/ami"
	"tami/model/text"
)

// publicBlock asks whether images, and whether snapshots, may be shared with
// everybody. EC2 takes a question for each; one that fails leaves the other's
// answer standing.
func (c *Client) publicBlock(ctx context.Context, n ami.PublicBlock, a *answer) {
	c.whole(ctx, n.Where, a, func(s *session) (ami.Body, *ami.Problem) {
		var images *ec2.GetImageBlockPublicAccessStateOutput
		imagesMissing := c.call(ctx, s, n.Where, "ec2:GetImageBlockPublicAccessState", func(ctx context.Context) (err error) {
			images, err = s.ec2(n.Region).GetImageBlockPublicAccessState(ctx, &ec2.GetImageBlockPublicAccessStateInput{})
			return err
		})
		var snapshots *ec2.GetSnapshotBlockPublicAccessStateOutput
		snapshotsMissing := c.call(ctx, s, n.Where, "ec2:GetSnapshotBlockPublicAccessState", func(ctx context.Context) (err error) {
			snapshots, err = s.ec2(n.Region).GetSnapshotBlockPublicAccessState(ctx, &ec2.GetSnapshotBlockPublicAccessStateInput{})
			return err
		})
		if imagesMissing != nil && snapshotsMissing != nil {
			return nil, imagesMissing
		}
		var state ami.PublicBlockState
		var managedBy []types.ManagedBy
		if state.Missing = imagesMissing; imagesMissing == nil {
			state.Images = safe(images.ImageBlockPublicAccessState)
			managedBy = append(managedBy, images.ManagedBy)
		}
		if snapshotsMissing != nil {
			state.Missing = snapshotsMissing
		} else {
			state.Snapshots = text.Clean(string(snapshots.State))
			managedBy = append(managedBy, snapshots.ManagedBy)
		}
		state.ManagedBy = text.Clean(string(strictest(managedBy)))
		return state, nil
	})
}

// strictest is who manages a place whose halves may differ: a policy of the
// organization in one of them is what the account cannot get around.
func strictest(managedBy []types.ManagedBy) types.ManagedBy {
	var by types.ManagedBy
	for _, m := range managedBy {
		if by == "" || m == types.ManagedByDeclarativePolicy {
			by = m
		}
	}
	return by
}
