package awsclient

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"tami/model/ami"
)

// idsPerRequest is how many values one filter takes. IDs go into a filter and
// not into the list of IDs: there a single one that is gone fails them all.
const idsPerRequest = 200

// byID asks for things by their IDs, some hundred at a time. ask reports what
// it found through found; those of a request that were not found are absent.
func (c *Client) byID(batch []*answer, id func(ami.Need) string, ask func(ids []string, found func(id string, body ami.Body)) *ami.Problem) {
	for some := range slices.Chunk(batch, idsPerRequest) {
		waiting := map[string]*answer{}
		ids := make([]string, 0, len(some))
		for _, a := range some {
			key := id(a.need)
			waiting[key] = a
			ids = append(ids, key)
		}
		slices.Sort(ids)
		p := ask(ids, func(id string, body ami.Body) {
			if a := waiting[id]; a != nil {
				a.done(body, nil)
			}
		})
		for _, a := range some {
			if p != nil {
				a.done(nil, p)
			} else {
				a.done(ami.Absent{}, nil)
			}
		}
	}
}

// imagesByID looks for single images among all that the account may see.
func (c *Client) imagesByID(ctx context.Context, at ami.Where, batch []*answer) {
	s, p := c.placed(ctx, at)
	w := newWords()
	c.byID(batch, func(n ami.Need) string { return n.(ami.OneImage).ID }, func(ids []string, found func(string, ami.Body)) *ami.Problem {
		if p != nil {
			return p
		}
		return c.walk(ctx, chain{s: s, at: at, action: describeImages,
			ask: func(ctx context.Context, token *string) (int, *string, error) {
				page, err := c.readImages(ctx, s, at.Region, &ec2.DescribeImagesInput{
					Filters:           []types.Filter{{Name: new("image-id"), Values: ids}},
					IncludeDeprecated: new(true), IncludeDisabled: new(true),
					MaxResults: new(int32(pageSize)), NextToken: token,
				}, w)
				for i := range page.images {
					found(page.images[i].ID.Raw(), ami.ImagePage{Images: page.images[i : i+1 : i+1]})
				}
				return len(page.images), page.next, err
			}})
	})
}

// snapshotsByID looks for single snapshots among all that the account may see:
// its own, and those shared with it.
func (c *Client) snapshotsByID(ctx context.Context, at ami.Where, batch []*answer) {
	s, p := c.placed(ctx, at)
	w := newWords()
	c.byID(batch, func(n ami.Need) string { return n.(ami.OneSnapshot).ID }, func(ids []string, found func(string, ami.Body)) *ami.Problem {
		if p != nil {
			return p
		}
		return c.walk(ctx, chain{s: s, at: at, action: "ec2:DescribeSnapshots",
			ask: func(ctx context.Context, token *string) (int, *string, error) {
				out, err := s.ec2(at.Region).DescribeSnapshots(ctx, &ec2.DescribeSnapshotsInput{
					Filters:    []types.Filter{{Name: new("snapshot-id"), Values: ids}},
					MaxResults: new(int32(pageSize)), NextToken: token,
				})
				if err != nil {
					return 0, nil, err
				}
				for i := range out.Snapshots {
					found(value(out.Snapshots[i].SnapshotId), ami.SnapshotBody{Snapshot: snapshotOf(&out.Snapshots[i], w)})
				}
				return len(out.Snapshots), out.NextToken, nil
			}})
	})
}
