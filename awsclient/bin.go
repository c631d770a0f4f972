package awsclient

import (
	"context"
	"net/http"
	"net/url"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

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

// rbinRule is a rule in the words of the service rbin, which the AWS CLI prints
// too.
type rbinRule struct {
	Identifier, Description, Status, LockState string

	RetentionPeriod struct{ RetentionPeriodValue int32 }

	ResourceTags, ExcludeResourceTags []rbinTag
}

type rbinTag struct{ ResourceTagKey, ResourceTagValue string }

// binRules lists the rules for images and for snapshots. The list leaves out
// what each rule catches, so each is asked for besides; where only that is not
// permitted, the rest stands.
func (c *Client) binRules(ctx context.Context, n ami.BinRules, a *answer) {
	c.whole(ctx, n.Where, a, func(s *session) (ami.Body, *ami.Problem) {
		var rules []ami.BinRule
		for _, kind := range []string{ami.BinOfImages, ami.BinOfSnapshots} {
			p := c.walk(ctx, chain{s: s, at: n.Where, action: "rbin:ListRules",
				ask: func(ctx context.Context, token *string) (int, *string, error) {
					var out struct {
						Rules     []rbinRule
						NextToken string
					}
					err := s.rest(ctx, n.Region, restRequest{"rbin", http.MethodPost, "/list-rules", struct {
						ResourceType string
						MaxResults   int
						NextToken    *string `json:",omitempty"`
					}{kind, pageSize, token}}, &out)
					for _, r := range out.Rules {
						rules = append(rules, binRuleOf(kind, r))
					}
					return len(out.Rules), &out.NextToken, err
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
	var out rbinRule
	p := c.call(ctx, s, at, "rbin:GetRule", func(ctx context.Context) error {
		return s.rest(ctx, at.Region, restRequest{"rbin", http.MethodGet, "/rules/" + url.PathEscape(rule.ID.Raw()), nil}, &out)
	})
	if p != nil {
		rule.Missing = p
		return
	}
	*rule = binRuleOf(rule.Resource, out)
}

func binRuleOf(kind string, r rbinRule) ami.BinRule {
	tags := func(in []rbinTag) []ami.Tag {
		out := make([]ami.Tag, len(in))
		for i, t := range in {
			out[i] = ami.Tag{Key: text.Clean(t.ResourceTagKey), Value: text.Clean(t.ResourceTagValue)}
		}
		return out
	}
	return ami.BinRule{
		ID: text.Clean(r.Identifier), Resource: kind, Description: text.Clean(r.Description), Days: r.RetentionPeriod.RetentionPeriodValue,
		Lock: text.Clean(r.LockState), Status: text.Clean(r.Status), Tags: tags(r.ResourceTags), Except: tags(r.ExcludeResourceTags),
	}
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
