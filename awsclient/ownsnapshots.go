package awsclient

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"tami/model/ami"
)

// ownSnapshots lists the snapshots of the account in a place, and what their
// volumes were made of. Where the volumes may not be read the snapshots stand.
func (c *Client) ownSnapshots(ctx context.Context, n ami.OwnSnapshots, a *answer) {
	c.whole(ctx, n.Where, a, func(s *session) (ami.Body, *ami.Problem) {
		list := ami.SnapshotList{Origins: map[string]string{}}
		w := newWords()
		p := c.walk(ctx, chain{s: s, at: n.Where, action: "ec2:DescribeSnapshots",
			ask: func(ctx context.Context, token *string) (int, *string, error) {
				out, err := s.ec2(n.Region).DescribeSnapshots(ctx, &ec2.DescribeSnapshotsInput{
					OwnerIds: []string{"self"}, MaxResults: new(int32(pageSize)), NextToken: token,
				})
				if err != nil {
					return 0, nil, err
				}
				for i := range out.Snapshots {
					list.List = append(list.List, snapshotOf(&out.Snapshots[i], w))
				}
				return len(out.Snapshots), out.NextToken, nil
			}})
		if p != nil {
			return nil, p
		}
		list.Missing = c.volumeOrigins(ctx, s, n.Where, list.Origins)
		return list, nil
	})
}

// volumeOrigins fills in which snapshot each volume of a place was made of.
func (c *Client) volumeOrigins(ctx context.Context, s *session, at ami.Where, origins map[string]string) *ami.Problem {
	return c.walk(ctx, chain{s: s, at: at, action: "ec2:DescribeVolumes",
		ask: func(ctx context.Context, token *string) (int, *string, error) {
			out, err := s.ec2(at.Region).DescribeVolumes(ctx, &ec2.DescribeVolumesInput{MaxResults: new(int32(pageSize)), NextToken: token})
			if err != nil {
				return 0, nil, err
			}
			for _, v := range out.Volumes {
				if madeWhole(v) {
					origins[value(v.VolumeId)] = value(v.SnapshotId)
				}
			}
			return len(out.Volumes), out.NextToken, nil
		}})
}

// madeWhole reports a volume of which it is known what it was made of: one
// that was copied from a volume holds what that one held.
func madeWhole(v types.Volume) bool { return value(v.SourceVolumeId) == "" }
