package awsclient

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/autoscaling"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling/types"

	"tami/model/ami"
)

// recordsPerPage is the largest page that Auto Scaling gives.
const recordsPerPage = 100

// groups lists the Auto Scaling groups of a place with the images that each
// would launch. What a group launches from is looked up beside it; where that
// fails the group is there all the same, and says what is not known of it.
func (c *Client) groups(ctx context.Context, n ami.Groups, a *answer) {
	c.whole(ctx, n.Where, a, func(s *session) (ami.Body, *ami.Problem) {
		all, p := c.readGroups(ctx, s, n.Where)
		if p != nil {
			return nil, p
		}
		l := newLaunchables(c, s, n.Where, all)
		l.lookUp(ctx)
		list := make([]ami.Group, len(all))
		for i := range all {
			list[i] = groupOf(&all[i])
			list[i].Launches = l.launches(&all[i])
			l.describe(&list[i], &all[i])
		}
		return ami.GroupList{List: list}, nil
	})
}

// oneGroup reads a group as it is now, and looks nothing up beside it: that is
// one request for a thousand instances too.
func (c *Client) oneGroup(ctx context.Context, n ami.OneGroup, a *answer) {
	c.whole(ctx, n.Where, a, func(s *session) (ami.Body, *ami.Problem) {
		var out *autoscaling.DescribeAutoScalingGroupsOutput
		p := c.call(ctx, s, n.Where, "autoscaling:DescribeAutoScalingGroups", func(ctx context.Context) (err error) {
			out, err = s.autoscaling(n.Region).DescribeAutoScalingGroups(ctx, &autoscaling.DescribeAutoScalingGroupsInput{AutoScalingGroupNames: []string{n.Name}})
			return err
		})
		if p != nil {
			return nil, p
		}
		l := newLaunchables(c, s, n.Where, out.AutoScalingGroups)
		list := make([]ami.Group, len(out.AutoScalingGroups))
		for i := range list {
			list[i] = groupOf(&out.AutoScalingGroups[i])
			l.describe(&list[i], &out.AutoScalingGroups[i])
		}
		return ami.GroupList{List: list}, nil
	})
}

func (c *Client) readGroups(ctx context.Context, s *session, at ami.Where) (all []types.AutoScalingGroup, p *ami.Problem) {
	p = c.walk(ctx, chain{s: s, at: at, action: "autoscaling:DescribeAutoScalingGroups",
		ask: func(ctx context.Context, token *string) (int, *string, error) {
			out, err := s.autoscaling(at.Region).DescribeAutoScalingGroups(ctx, &autoscaling.DescribeAutoScalingGroupsInput{
				MaxRecords: new(int32(recordsPerPage)), NextToken: token,
			})
			if err != nil {
				return 0, nil, err
			}
			all = append(all, out.AutoScalingGroups...)
			return len(out.AutoScalingGroups), out.NextToken, nil
		}})
	return all, p
}

// launchConfigurations lists the launch configurations of a place.
func (c *Client) launchConfigurations(ctx context.Context, n ami.LaunchConfigurations, a *answer) {
	c.whole(ctx, n.Where, a, func(s *session) (ami.Body, *ami.Problem) {
		list := []ami.LaunchConfiguration{}
		p := c.readConfigurations(ctx, s, n.Where, nil, func(l *types.LaunchConfiguration) { list = append(list, configurationOf(l)) })
		if p != nil {
			return nil, p
		}
		return ami.LaunchConfigurationList{List: list}, nil
	})
}

// readConfigurations reads the launch configurations with the given names, or
// all without names.
func (c *Client) readConfigurations(ctx context.Context, s *session, at ami.Where, names []string, found func(*types.LaunchConfiguration)) *ami.Problem {
	return c.walk(ctx, chain{s: s, at: at, action: "autoscaling:DescribeLaunchConfigurations",
		ask: func(ctx context.Context, token *string) (int, *string, error) {
			out, err := s.autoscaling(at.Region).DescribeLaunchConfigurations(ctx, &autoscaling.DescribeLaunchConfigurationsInput{
				LaunchConfigurationNames: names, MaxRecords: new(int32(recordsPerPage)), NextToken: token,
			})
			if err != nil {
				return 0, nil, err
			}
			for i := range out.LaunchConfigurations {
				found(&out.LaunchConfigurations[i])
			}
			return len(out.LaunchConfigurations), out.NextToken, nil
		}})
}
