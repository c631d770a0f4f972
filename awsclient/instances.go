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

// reading is a list that a place answers page by page.
type reading struct {
	at     ami.Where
	action string
	// ask gives a page's body, how many things it holds, and what leads on.
	ask func(ctx context.Context, client *ec2.Client, token *string) (body ami.Body, size int, next *string, err error)
}

// list reads a list to its end and says its pages as they come.
func (c *Client) list(ctx context.Context, a *answer, r reading) {
	s, p := c.placed(ctx, r.at)
	if p != nil {
		a.done(nil, p)
		return
	}
	p = c.walk(ctx, chain{s: s, at: r.at, action: r.action,
		ask: func(ctx context.Context, token *string) (int, *string, error) {
			body, size, next, err := r.ask(ctx, s.ec2(r.at.Region), token)
			if err == nil {
				sayPage(a, body, size, value(next) == "")
			}
			return size, next, err
		}})
	if p != nil {
		a.done(nil, p) // the pages that came before stay
	}
}

// instances lists the instances of a place, those that AWS services manage for
// the account included: they run images too. An endpoint that does not know
// that parameter yet is asked without it.
func (c *Client) instances(ctx context.Context, n ami.Instances, a *answer) {
	w := newWords()
	managed := new(true)
	c.list(ctx, a, reading{n.Where, "ec2:DescribeInstances",
		func(ctx context.Context, client *ec2.Client, token *string) (ami.Body, int, *string, error) {
			in := &ec2.DescribeInstancesInput{
				Filters:    []types.Filter{{Name: new("instance-state-name"), Values: alive()}},
				MaxResults: new(int32(pageSize)), NextToken: token, IncludeManagedResources: managed,
			}
			out, err := client.DescribeInstances(ctx, in)
			if unknownParameter(err, "ManagedResources") {
				managed, in.IncludeManagedResources = nil, nil
				out, err = client.DescribeInstances(ctx, in)
			}
			if err != nil {
				return nil, 0, nil, err
			}
			page := instancesOf(out, w)
			return ami.InstancePage{Instances: page}, len(page), out.NextToken, nil
		}})
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
	w := newWords()
	c.list(ctx, a, reading{n.Where, "ec2:DescribeTags",
		func(ctx context.Context, client *ec2.Client, token *string) (ami.Body, int, *string, error) {
			out, err := client.DescribeTags(ctx, &ec2.DescribeTagsInput{
				Filters:    []types.Filter{{Name: new("resource-type"), Values: []string{"image"}}},
				MaxResults: new(int32(pageSize)), NextToken: token,
			})
			if err != nil {
				return nil, 0, nil, err
			}
			page := make([]ami.Tag, len(out.Tags))
			for i, t := range out.Tags {
				page[i] = ami.Tag{Key: w.one(value(t.Key)), Value: w.one(value(t.Value))}
			}
			return ami.TagPage{Tags: page}, len(page), out.NextToken, nil
		}})
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
