package awsclient

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/aws/aws-sdk-go-v2/service/rbin"
	rbintypes "github.com/aws/aws-sdk-go-v2/service/rbin/types"

	"tami/model/ami"
	"tami/model/text"
)

// binnedImages lists the images in the Recycle Bin of a place.
func (c *Client) binnedImages(ctx context.Context, n ami.BinnedImages, a *answer) {
	c.whole(ctx, n.Where, a, func(s *session) (ami.Body, *ami.Problem) {
		var list []ami.Binned
		p := c.walk(ctx, chain{s: s, at: n.Where, action: "ec2:ListImagesInRecycleBin",
			ask: func(ctx context.Context, token *string) (int, *string, error) {
				out, err := s.ec2(n.Region).ListImagesInRecycleBin(ctx, &ec2.ListImagesInRecycleBinInput{MaxResults: new(int32(pageSize)), NextToken: token})
				if err != nil {
					return 0, nil, err
				}
				for _, i := range out.Images {
					list = append(list, ami.Binned{ID: safe(i.ImageId), Name: safe(i.Name), Description: safe(i.Description),
						Entered: dateOf(i.RecycleBinEnterTime), Leaves: dateOf(i.RecycleBinExitTime)})
				}
				return len(out.Images), out.NextToken, nil
			}})
		return ami.BinnedImageList{List: list}, p
	})
}

// binnedSnapshots lists the snapshots in the Recycle Bin of a place.
func (c *Client) binnedSnapshots(ctx context.Context, n ami.BinnedSnapshots, a *answer) {
	c.whole(ctx, n.Where, a, func(s *session) (ami.Body, *ami.Problem) {
		var list []ami.Binned
		p := c.walk(ctx, chain{s: s, at: n.Where, action: "ec2:ListSnapshotsInRecycleBin",
			ask: func(ctx context.Context, token *string) (int, *string, error) {
				out, err := s.ec2(n.Region).ListSnapshotsInRecycleBin(ctx, &ec2.ListSnapshotsInRecycleBinInput{MaxResults: new(int32(pageSize)), NextToken: token})
				if err != nil {
					return 0, nil, err
				}
				for _, b := range out.Snapshots {
					list = append(list, ami.Binned{ID: safe(b.SnapshotId), Description: safe(b.Description), VolumeID: safe(b.VolumeId),
						Entered: dateOf(b.RecycleBinEnterTime), Leaves: dateOf(b.RecycleBinExitTime)})
				}
				return len(out.Snapshots), out.NextToken, nil
			}})
		return ami.BinnedSnapshotList{List: list}, p
	})
}

// binRules lists the rules for images and for snapshots. The list leaves out
// what each rule catches, so each is asked for besides; where only that is not
// permitted, the rest stands.
func (c *Client) binRules(ctx context.Context, n ami.BinRules, a *answer) {
	c.whole(ctx, n.Where, a, func(s *session) (ami.Body, *ami.Problem) {
		var rules []ami.BinRule
		for _, kind := range []string{ami.BinOfImages, ami.BinOfSnapshots} {
			p := c.walk(ctx, chain{s: s, at: n.Where, action: "rbin:ListRules",
				ask: func(ctx context.Context, token *string) (int, *string, error) {
					out, err := s.rbin(n.Region).ListRules(ctx, &rbin.ListRulesInput{
						ResourceType: rbintypes.ResourceType(kind), MaxResults: new(int32(pageSize)), NextToken: token,
					})
					if err != nil {
						return 0, nil, err
					}
					for _, r := range out.Rules {
						rules = append(rules, ami.BinRule{ID: safe(r.Identifier), Resource: kind, Description: safe(r.Description),
							Days: daysOf(r.RetentionPeriod), Lock: text.Clean(string(r.LockState))})
					}
					return len(out.Rules), out.NextToken, nil
				}})
			if p != nil {
				return nil, p
			}
		}
		for i := range rules {
			c.completeRule(ctx, s, n.Where, &rules[i])
		}
		return ami.BinRuleList{List: rules}, nil
	})
}

// completeRule asks for what the list of rules leaves out.
func (c *Client) completeRule(ctx context.Context, s *session, at ami.Where, rule *ami.BinRule) {
	var out *rbin.GetRuleOutput
	p := c.call(ctx, s, at, "rbin:GetRule", func(ctx context.Context) (err error) {
		out, err = s.rbin(at.Region).GetRule(ctx, &rbin.GetRuleInput{Identifier: new(rule.ID.Raw())})
		return err
	})
	if p != nil {
		rule.Missing = p
		return
	}
	*rule = ami.BinRule{
		ID: safe(out.Identifier), Resource: rule.Resource, Description: safe(out.Description), Days: daysOf(out.RetentionPeriod),
		Lock: text.Clean(string(out.LockState)), Status: text.Clean(string(out.Status)), Tags: ruleTags(out.ResourceTags), Except: ruleTags(out.ExcludeResourceTags),
	}
}

func daysOf(p *rbintypes.RetentionPeriod) int32 {
	if p == nil {
		return 0
	}
	return value(p.RetentionPeriodValue)
}

func ruleTags(in []rbintypes.ResourceTag) []ami.Tag {
	out := make([]ami.Tag, len(in))
	for i, t := range in {
		out[i] = ami.Tag{Key: safe(t.ResourceTagKey), Value: safe(t.ResourceTagValue)}
	}
	return out
}

// snapshotsMadeFor looks for the account's snapshots whose description names an
// image, for some images at a time: an image in the bin says nothing of its
// snapshots.
func (c *Client) snapshotsMadeFor(ctx context.Context, at ami.Where, batch []*answer) {
	s, p := c.placed(ctx, at)
	for some := range slices.Chunk(batch, idsPerRequest) {
		found := map[string][]text.Safe{}
		patterns := make([]string, len(some))
		for i, a := range some {
			patterns[i] = "*" + a.need.(ami.SnapshotsMadeFor).ImageID + "*"
		}
		if p == nil {
			p = c.readMadeFor(ctx, s, at, patterns, found)
		}
		for _, a := range some {
			if p != nil {
				a.done(nil, p)
				continue
			}
			a.done(ami.SnapshotIDs{List: found[a.need.(ami.SnapshotsMadeFor).ImageID]}, nil)
		}
	}
}

func (c *Client) readMadeFor(ctx context.Context, s *session, at ami.Where, patterns []string, found map[string][]text.Safe) *ami.Problem {
	return c.walk(ctx, chain{s: s, at: at, action: "ec2:DescribeSnapshots",
		ask: func(ctx context.Context, token *string) (int, *string, error) {
			out, err := s.ec2(at.Region).DescribeSnapshots(ctx, &ec2.DescribeSnapshotsInput{
				OwnerIds: []string{"self"}, Filters: []types.Filter{{Name: new("description"), Values: patterns}},
				MaxResults: new(int32(pageSize)), NextToken: token,
			})
			if err != nil {
				return 0, nil, err
			}
			for _, snap := range out.Snapshots {
				if id := ami.MadeFor(value(snap.Description)); id != "" {
					found[id] = append(found[id], safe(snap.SnapshotId))
				}
			}
			return len(out.Snapshots), out.NextToken, nil
		}})
}
