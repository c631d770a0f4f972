package awsclient

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"tami/model/ami"
)

// instanceDevices reads an instance and what is attached to it. Filters are
// asked with and not IDs, so that an instance which is gone is an empty answer.
func (c *Client) instanceDevices(ctx context.Context, n ami.InstanceDevices, a *answer) {
	c.whole(ctx, n.Where, a, func(s *session) (ami.Body, *ami.Problem) {
		var out *ec2.DescribeInstancesOutput
		p := c.call(ctx, s, n.Where, "ec2:DescribeInstances", func(ctx context.Context) (err error) {
			out, err = s.ec2(n.Region).DescribeInstances(ctx, &ec2.DescribeInstancesInput{
				Filters: []types.Filter{{Name: new("instance-id"), Values: []string{n.ID}}},
			})
			return err
		})
		if p != nil {
			return nil, p
		}
		var all []types.Instance
		for _, r := range out.Reservations {
			all = append(all, r.Instances...)
		}
		if len(all) == 0 {
			return ami.Absent{}, nil
		}
		volumes, p := c.attachedVolumes(ctx, s, n)
		if p != nil {
			return nil, p
		}
		return instanceDevicesOf(&all[0], volumes), nil
	})
}

// attachedVolumes are the volumes of an instance by their IDs.
func (c *Client) attachedVolumes(ctx context.Context, s *session, n ami.InstanceDevices) (map[string]types.Volume, *ami.Problem) {
	volumes := map[string]types.Volume{}
	p := c.walk(ctx, chain{s: s, at: n.Where, action: "ec2:DescribeVolumes",
		ask: func(ctx context.Context, token *string) (int, *string, error) {
			out, err := s.ec2(n.Region).DescribeVolumes(ctx, &ec2.DescribeVolumesInput{
				Filters:    []types.Filter{{Name: new("attachment.instance-id"), Values: []string{n.ID}}},
				MaxResults: new(int32(pageSize)), NextToken: token,
			})
			if err != nil {
				return 0, nil, err
			}
			for _, v := range out.Volumes {
				volumes[value(v.VolumeId)] = v
			}
			return len(out.Volumes), out.NextToken, nil
		}})
	return volumes, p
}

func instanceDevicesOf(in *types.Instance, volumes map[string]types.Volume) ami.InstanceDevicesBody {
	w := newWords()
	body := ami.InstanceDevicesBody{Instance: instanceOf(in, w)}
	for _, m := range in.BlockDeviceMappings {
		if m.Ebs == nil {
			continue
		}
		v := volumes[value(m.Ebs.VolumeId)]
		body.Devices = append(body.Devices, ami.InstanceDevice{
			Device: safe(m.DeviceName), VolumeID: safe(m.Ebs.VolumeId), SnapshotID: safe(v.SnapshotId),
			Size: value(v.Size), Type: w.one(string(v.VolumeType)), Encrypted: ami.FlagOf(v.Encrypted), KeyID: safe(v.KmsKeyId),
			DeleteOnTermination: ami.FlagOf(m.Ebs.DeleteOnTermination),
		})
	}
	return body
}
