package awsclient

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/autoscaling"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling/types"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ssm"

	"tami/model/ami"
	"tami/model/text"
)

// refreshes lists the newest refreshes of a group. One page is enough: what
// matters is the one under way, and what ran before it.
func (c *Client) refreshes(ctx context.Context, n ami.Refreshes, a *answer) {
	c.whole(ctx, n.Where, a, func(s *session) (ami.Body, *ami.Problem) {
		var out *autoscaling.DescribeInstanceRefreshesOutput
		p := c.call(ctx, s, n.Where, "autoscaling:DescribeInstanceRefreshes", func(ctx context.Context) (err error) {
			out, err = s.autoscaling(n.Region).DescribeInstanceRefreshes(ctx, &autoscaling.DescribeInstanceRefreshesInput{AutoScalingGroupName: &n.Group, MaxRecords: new(int32(recordsPerPage))})
			return err
		})
		if p != nil {
			return nil, p
		}
		list := ami.RefreshList{List: []ami.Refresh{}}
		for i := range out.InstanceRefreshes {
			list.List = append(list.List, refreshOf(&out.InstanceRefreshes[i]))
		}
		return list, nil
	})
}

func refreshOf(in *types.InstanceRefresh) ami.Refresh {
	r := ami.Refresh{
		ID: safe(in.InstanceRefreshId), Status: text.Clean(string(in.Status)), Reason: safe(in.StatusReason), Strategy: text.Clean(string(in.Strategy)),
		Percent: int(value(in.PercentageComplete)), ToUpdate: int(value(in.InstancesToUpdate)), Began: dateOf(in.StartTime), Ended: dateOf(in.EndTime),
	}
	if d := in.RollbackDetails; d != nil {
		r.Percent, r.ToUpdate = int(value(d.PercentageCompleteOnRollback)), int(value(d.InstancesToUpdateOnRollback))
		if r.Reason.IsZero() {
			r.Reason = safe(d.RollbackReason)
		}
	}
	cares(&r, in.Preferences)
	d := in.DesiredConfiguration
	if d == nil {
		return r
	}
	template := d.LaunchTemplate
	if m := d.MixedInstancesPolicy; m != nil && m.LaunchTemplate != nil {
		template, r.Policy = m.LaunchTemplate.LaunchTemplateSpecification, policyJSON(m)
	}
	if template != nil {
		r.Template, r.Version = safe(template.LaunchTemplateId), safe(template.Version)
	}
	return r
}

// cares notes how careful a refresh is.
func cares(r *ami.Refresh, p *types.RefreshPreferences) {
	if p == nil {
		return
	}
	r.MinHealthy, r.SkipMatching, r.AutoRollback = int(value(p.MinHealthyPercentage)), value(p.SkipMatching), value(p.AutoRollback)
	r.CheckpointDelay, r.Bake = int(value(p.CheckpointDelay)), int(value(p.BakeTime))
	for _, percent := range p.CheckpointPercentages {
		r.Checkpoints = append(r.Checkpoints, int(percent))
	}
	if p.AlarmSpecification != nil {
		for i := range p.AlarmSpecification.Alarms {
			r.Alarms = append(r.Alarms, safe(&p.AlarmSpecification.Alarms[i]))
		}
	}
}

// rootTask reads how far the exchange of a root volume is.
func (c *Client) rootTask(ctx context.Context, n ami.RootTask, a *answer) {
	c.whole(ctx, n.Where, a, func(s *session) (ami.Body, *ami.Problem) {
		var out *ec2.DescribeReplaceRootVolumeTasksOutput
		p := c.call(ctx, s, n.Where, "ec2:DescribeReplaceRootVolumeTasks", func(ctx context.Context) (err error) {
			out, err = s.ec2(n.Region).DescribeReplaceRootVolumeTasks(ctx, &ec2.DescribeReplaceRootVolumeTasksInput{ReplaceRootVolumeTaskIds: []string{n.ID}})
			return err
		})
		if p != nil {
			return nil, p
		}
		if len(out.ReplaceRootVolumeTasks) == 0 {
			return ami.Absent{}, nil
		}
		return ami.RootTaskBody{State: text.Clean(string(out.ReplaceRootVolumeTasks[0].TaskState))}, nil
	})
}

// parameterValue reads an SSM parameter as it is now.
func (c *Client) parameterValue(ctx context.Context, n ami.ParameterValue, a *answer) {
	c.whole(ctx, n.Where, a, func(s *session) (ami.Body, *ami.Problem) {
		var out *ssm.GetParametersOutput
		p := c.call(ctx, s, n.Where, "ssm:GetParameters", func(ctx context.Context) (err error) {
			out, err = s.ssm(n.Region).GetParameters(ctx, &ssm.GetParametersInput{Names: []string{n.Name}})
			return err
		})
		if p != nil {
			return nil, p
		}
		if len(out.Parameters) == 0 {
			return ami.Absent{}, nil
		}
		v := out.Parameters[0]
		return ami.ParameterBody{
			Value: safe(v.Value), Type: text.Clean(string(v.Type)), DataType: safe(v.DataType), Version: v.Version, Modified: dateOf(v.LastModifiedDate),
		}, nil
	})
}
