package awsclient

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

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

// blockPage is a page of either listing, in the words of the service.
type blockPage struct {
	Blocks        []struct{ BlockIndex int }
	ChangedBlocks []struct {
		BlockIndex                        int
		FirstBlockToken, SecondBlockToken string
	}
	NextToken string
}

// listBlocks reads one list of blocks. Pages may be short, or empty, and yet
// not the last.
func (c *Client) listBlocks(ctx context.Context, s *session, at ami.Where, l money.Listing, diff *money.Difference, read func(blocks int)) *ami.Problem {
	action, path, ask := "ebs:ListSnapshotBlocks", "/snapshots/"+url.PathEscape(l.Second)+"/blocks", url.Values{}
	if l.First != "" {
		action, path = "ebs:ListChangedBlocks", "/snapshots/"+url.PathEscape(l.Second)+"/changedblocks"
		ask.Set("firstSnapshotId", l.First)
	}
	ask.Set("maxResults", strconv.Itoa(blocksAPage))
	return c.walk(ctx, chain{s: s, at: at, action: action,
		ask: func(ctx context.Context, token *string) (int, *string, error) {
			if token != nil {
				ask.Set("pageToken", *token)
			}
			var page blockPage
			if err := s.rest(ctx, at.Region, restRequest{service: "ebs", method: http.MethodGet, path: path + "?" + ask.Encode()}, &page); err != nil {
				return 0, nil, err
			}
			page.into(diff)
			blocks := len(page.Blocks) + len(page.ChangedBlocks)
			read(blocks)
			return blocks + 1, &page.NextToken, nil // a page without blocks is news as well: it leads on through what did not change
		}})
}

// into adds a page to what is known. A token that is missing says that the
// snapshot has no such block.
func (p *blockPage) into(diff *money.Difference) {
	for _, b := range p.Blocks {
		diff.Now.Add(b.BlockIndex)
	}
	for _, b := range p.ChangedBlocks {
		if b.FirstBlockToken != "" {
			diff.Was.Add(b.BlockIndex)
		}
		if b.SecondBlockToken != "" {
			diff.Now.Add(b.BlockIndex)
		}
	}
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
