package awsclient

import (
	"context"
	"encoding/base64"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"tami/model/ami"
	"tami/model/text"
)

// imageProgress reads an image, and the snapshots it waits for while it is
// pending. Snapshots that cannot be read leave it without a figure.
func (c *Client) imageProgress(ctx context.Context, n ami.ImageProgress, a *answer) {
	p := &lookingAt{at: n.Where, images: map[string]ami.Body{}, snapshots: map[string]ami.Snapshot{}}
	l := p.seen(n.ImageID, c.lookAtImages(ctx, p, []string{n.ImageID}))
	if b, ok := l.body.(ami.ImageProgressBody); ok && len(snapshotsOf(b.Image)) > 0 {
		l = p.seen(n.ImageID, c.lookAtImages(ctx, p, []string{n.ImageID})) // their turn
	}
	a.done(l.body, l.problem)
}

// health reads the states of instances and what their checks say, in two
// requests; the console of one that fails a check besides.
func (c *Client) health(ctx context.Context, n ami.Health, a *answer) {
	ids := strings.Fields(n.InstanceIDs)
	c.whole(ctx, n.Where, a, func(s *session) (ami.Body, *ami.Problem) {
		byID := types.Filter{Name: new("instance-id"), Values: ids}
		var out *ec2.DescribeInstancesOutput
		p := c.call(ctx, s, n.Where, "ec2:DescribeInstances", func(ctx context.Context) (err error) {
			out, err = s.ec2(n.Region).DescribeInstances(ctx, &ec2.DescribeInstancesInput{Filters: []types.Filter{byID}})
			return err
		})
		if p != nil {
			return nil, p
		}
		var checks *ec2.DescribeInstanceStatusOutput
		p = c.call(ctx, s, n.Where, "ec2:DescribeInstanceStatus", func(ctx context.Context) (err error) {
			checks, err = s.ec2(n.Region).DescribeInstanceStatus(ctx, &ec2.DescribeInstanceStatusInput{
				Filters: []types.Filter{{Name: new("instance-state-name"), Values: []string{"running"}}}, InstanceIds: running(out),
			})
			return err
		})
		if p != nil {
			return nil, p
		}
		list := healthOf(out, checks)
		for i := range list.List {
			if h := &list.List[i]; h.Instance.String() == "impaired" || h.System.String() == "impaired" {
				h.Console = c.console(ctx, s, n.Where, h.ID.Raw())
			}
		}
		return list, nil
	})
}

// launchedWith finds the instances of a launch.
func (c *Client) launchedWith(ctx context.Context, n ami.LaunchedWith, a *answer) {
	c.whole(ctx, n.Where, a, func(s *session) (ami.Body, *ami.Problem) {
		list := ami.HealthList{}
		p := c.walk(ctx, chain{s: s, at: n.Where, action: "ec2:DescribeInstances",
			ask: func(ctx context.Context, token *string) (int, *string, error) {
				out, err := s.ec2(n.Region).DescribeInstances(ctx, &ec2.DescribeInstancesInput{
					Filters: []types.Filter{{Name: new("client-token"), Values: []string{n.Token}}}, MaxResults: new(int32(pageSize)), NextToken: token,
				})
				if err != nil {
					return 0, nil, err
				}
				found := healthOf(out, &ec2.DescribeInstanceStatusOutput{})
				list.List = append(list.List, found.List...)
				return len(found.List), out.NextToken, nil
			}})
		if p != nil {
			return nil, p
		}
		return list, nil
	})
}

// running are the IDs of the instances that have checks. AWS lists every
// instance when none is named, so there is always one name.
func running(out *ec2.DescribeInstancesOutput) []string {
	var ids []string
	for _, r := range out.Reservations {
		for _, i := range r.Instances {
			ids = append(ids, value(i.InstanceId))
		}
	}
	return ids
}

func healthOf(out *ec2.DescribeInstancesOutput, checks *ec2.DescribeInstanceStatusOutput) ami.HealthList {
	statuses := map[string]types.InstanceStatus{}
	for _, s := range checks.InstanceStatuses {
		statuses[value(s.InstanceId)] = s
	}
	var list ami.HealthList
	for _, r := range out.Reservations {
		for _, i := range r.Instances {
			h := ami.InstanceHealth{ID: safe(i.InstanceId), Address: safe(i.PublicDnsName), Private: safe(i.PrivateIpAddress)}
			if h.Address.IsZero() {
				h.Address = safe(i.PublicIpAddress)
			}
			if i.State != nil {
				h.State = text.Clean(string(i.State.Name))
			}
			if i.StateReason != nil {
				h.Reason, h.Code = safe(i.StateReason.Message), safe(i.StateReason.Code)
			}
			s := statuses[value(i.InstanceId)]
			if s.InstanceStatus != nil {
				h.Instance = text.Clean(string(s.InstanceStatus.Status))
			}
			if s.SystemStatus != nil {
				h.System = text.Clean(string(s.SystemStatus.Status))
			}
			list.List = append(list.List, h)
		}
	}
	return list
}

// consoleLines is how much of a console is told: its end says why.
const consoleLines = 40

// console is the end of what an instance wrote on its console; nothing where
// it cannot be read. As it is now only newer types tell; of the others AWS keeps
// what it was some minutes ago.
func (c *Client) console(ctx context.Context, s *session, at ami.Where, id string) text.Safe {
	var out *ec2.GetConsoleOutputOutput
	ask := func(latest *bool) *ami.Problem {
		return c.call(ctx, s, at, "ec2:GetConsoleOutput", func(ctx context.Context) (err error) {
			out, err = s.ec2(at.Region).GetConsoleOutput(ctx, &ec2.GetConsoleOutputInput{InstanceId: &id, Latest: latest})
			return err
		})
	}
	p := ask(new(true))
	if p != nil && p.Kind == ami.Refused {
		p = ask(nil)
	}
	if p != nil {
		return text.Safe{}
	}
	raw, err := base64.StdEncoding.DecodeString(value(out.Output))
	if err != nil {
		return text.Safe{}
	}
	lines := strings.FieldsFunc(string(raw), func(r rune) bool { return r == '\n' || r == '\r' })
	return text.Clean(strings.Join(lines[max(0, len(lines)-consoleLines):], " / "))
}
