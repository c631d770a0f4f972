package awsclient

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/autoscaling"

	"tami/model/ami"
	"tami/model/text"
)

// activities lists what a group did lately. One page is enough: who asks wants
// the newest.
func (c *Client) activities(ctx context.Context, n ami.Activities, a *answer) {
	c.whole(ctx, n.Where, a, func(s *session) (ami.Body, *ami.Problem) {
		var out *autoscaling.DescribeScalingActivitiesOutput
		p := c.call(ctx, s, n.Where, "autoscaling:DescribeScalingActivities", func(ctx context.Context) (err error) {
			out, err = s.autoscaling(n.Region).DescribeScalingActivities(ctx, &autoscaling.DescribeScalingActivitiesInput{AutoScalingGroupName: &n.Group, MaxRecords: new(int32(recordsPerPage))})
			return err
		})
		if p != nil {
			return nil, p
		}
		list := ami.ActivityList{List: make([]ami.Activity, len(out.Activities))}
		for i := range out.Activities {
			in := &out.Activities[i]
			list.List[i] = ami.Activity{
				What: safe(in.Description), Status: text.Clean(string(in.StatusCode)), Message: safe(in.StatusMessage),
				Began: dateOf(in.StartTime), Ended: dateOf(in.EndTime),
			}
		}
		return list, nil
	})
}
