package awsclient

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/ebs"

	"tami/model/ami"
	"tami/model/money"
	"tami/model/text"
)

// blocksAPage is the largest page of blocks that EBS gives.
const blocksAPage = 10_000

// freedBlocks counts what deleting snapshots would free. The EBS direct APIs
// are asked one list after another; progress is told with each page.
func (c *Client) freedBlocks(ctx context.Context, n ami.FreedBlocks, a *answer) {
	question, err := money.ParseQuestion(n.Question)
	if err != nil {
		a.done(nil, &ami.Problem{Kind: ami.Refused, Title: "this cannot be measured", Cause: text.Clean(err.Error())})
		return
	}
	s, p := c.placed(ctx, n.Where)
	if p != nil {
		a.done(nil, p)
		return
	}
	of := map[money.Listing]money.Difference{}
	said := ami.BlockCount{}
	for _, l := range question.Listings() {
		var diff money.Difference
		if p := c.listBlocks(ctx, s, n.Where, l, &diff, func(blocks int) {
			said.Read += int64(blocks)
			said.Requests++
			a.page(said)
		}); p != nil {
			a.done(nil, unlistable(p))
			return
		}
		of[l] = diff
	}
	said.Freed, said.Whole = question.Freed(of), true
	a.done(said, nil)
}

// listBlocks reads one list of blocks. Pages may be short, or empty, and yet
// not the last.
func (c *Client) listBlocks(ctx context.Context, s *session, at ami.Where, l money.Listing, diff *money.Difference, read func(blocks int)) *ami.Problem {
	action, page := "ebs:ListSnapshotBlocks", s.blocks
	if l.First != "" {
		action, page = "ebs:ListChangedBlocks", s.changedBlocks
	}
	return c.walk(ctx, chain{s: s, at: at, action: action,
		ask: func(ctx context.Context, token *string) (int, *string, error) {
			blocks, next, err := page(ctx, at.Region, l, token, diff)
			if err != nil {
				return 0, nil, err
			}
			read(blocks)
			return blocks + 1, next, nil // a page without blocks is news as well: it leads on through what did not change
		}})
}

// blocks reads a page of the blocks of a snapshot.
func (s *session) blocks(ctx context.Context, region string, l money.Listing, token *string, diff *money.Difference) (n int, next *string, err error) {
	out, err := s.ebs(region).ListSnapshotBlocks(ctx, &ebs.ListSnapshotBlocksInput{SnapshotId: &l.Second, MaxResults: new(int32(blocksAPage)), NextToken: token})
	if err != nil {
		return 0, nil, err
	}
	for _, b := range out.Blocks {
		diff.Now.Add(int(value(b.BlockIndex)))
	}
	return len(out.Blocks), out.NextToken, nil
}

// changedBlocks reads a page of what differs between two snapshots. A token
// that is missing says that the snapshot has no such block.
func (s *session) changedBlocks(ctx context.Context, region string, l money.Listing, token *string, diff *money.Difference) (n int, next *string, err error) {
	out, err := s.ebs(region).ListChangedBlocks(ctx, &ebs.ListChangedBlocksInput{
		FirstSnapshotId: &l.First, SecondSnapshotId: &l.Second, MaxResults: new(int32(blocksAPage)), NextToken: token,
	})
	if err != nil {
		return 0, nil, err
	}
	for _, b := range out.ChangedBlocks {
		if value(b.FirstBlockToken) != "" {
			diff.Was.Add(int(value(b.BlockIndex)))
		}
		if value(b.SecondBlockToken) != "" {
			diff.Now.Add(int(value(b.BlockIndex)))
		}
	}
	return len(out.ChangedBlocks), out.NextToken, nil
}

// unlistable says what a refusal to list blocks most likely means: the API has
// limits that its errors do not name.
func unlistable(p *ami.Problem) *ami.Problem {
	switch {
	case p.Kind == ami.Denied:
		p.Hint = "Listing blocks needs ebs:ListSnapshotBlocks and ebs:ListChangedBlocks, and kms:Decrypt for encrypted snapshots; the bounds hold without it."
	case p.Code.Raw() == "ValidationException":
		p.Title = "these snapshots cannot be measured"
		p.Hint = "Blocks can be listed of completed snapshots in the standard tier that stand in one line; archived ones have to be restored first. The bounds hold without it."
	}
	return p
}
