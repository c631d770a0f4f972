package awsclient

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"tami/model/ami"
)

// alive are the states of instances that exist. EC2 keeps showing terminated
// ones for about an hour.
func alive() []string {
	return []string{"pending", "running", "shutting-down", "stopping", "stopped"}
}

// instances lists the instances of a place, those that AWS services manage for
// the account included: they run images too. An endpoint that does not know
// that parameter yet is asked without it.
func (c *Client) instances(ctx context.Context, n ami.Instances, a *answer) {
	s, p := c.placed(ctx, n.Where)
	if p != nil {
		a.done(nil, p)
		return
	}
	w := newWords()
	managed := new(true)
	p = c.walk(ctx, chain{s: s, at: n.Where, action: "ec2:DescribeInstances",
		ask: func(ctx context.Context, token *string) (int, *string, error) {
			in := &ec2.DescribeInstancesInput{
				Filters:    []types.Filter{{Name: new("instance-state-name"), Values: alive()}},
				MaxResults: new(int32(pageSize)), NextToken: token, IncludeManagedResources: managed,
			}
			out, err := s.ec2(n.Region).DescribeInstances(ctx, in)
			if unknownParameter(err, "ManagedResources") {
				managed, in.IncludeManagedResources = nil, nil
				out, err = s.ec2(n.Region).DescribeInstances(ctx, in)
			}
			if err != nil {
				return 0, nil, err
			}
			page := instancesOf(out, w)
			sayPage(a, ami.InstancePage{Instances: page}, len(page), value(out.NextToken) == "")
			return len(page), out.NextToken, nil
		}})
	if p != nil {
		a.done(nil, p)
	}
}

func instancesOf(out *ec2.DescribeInstancesOutput, w *words) []ami.Instance {
	var page []ami.Instance
	for _, r := range out.Reservations {
		for i := range r.Instances {
			page = append(page, instanceOf(&r.Instances[i], w))
		}
	}
	return page
}

// tagNames lists the tags of a place's images.
func (c *Client) tagNames(ctx context.Context, n ami.TagNames, a *answer) {
	s, p := c.placed(ctx, n.Where)
	if p != nil {
		a.done(nil, p)
		return
	}
	w := newWords()
	p = c.walk(ctx, chain{s: s, at: n.Where, action: "ec2:DescribeTags",
		ask: func(ctx context.Context, token *string) (int, *string, error) {
			out, err := s.ec2(n.Region).DescribeTags(ctx, &ec2.DescribeTagsInput{
				Filters:    []types.Filter{{Name: new("resource-type"), Values: []string{"image"}}},
				MaxResults: new(int32(pageSize)), NextToken: token,
			})
			if err != nil {
				return 0, nil, err
			}
			page := make([]ami.Tag, len(out.Tags))
			for i, t := range out.Tags {
				page[i] = ami.Tag{Key: w.one(value(t.Key)), Value: w.one(value(t.Value))}
			}
			sayPage(a, ami.TagPage{Tags: page}, len(page), value(out.NextToken) == "")
			return len(page), out.NextToken, nil
		}})
	if p != nil {
		a.done(nil, p)
	}
}

// sayPage says a page at once, and not at all where it is empty and more will
// come.
func sayPage(a *answer, body ami.Body, size int, last bool) {
	switch {
	case last:
		a.done(body, nil)
	case size > 0:
		a.page(body)
	}
}
