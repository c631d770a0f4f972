package awsclient

import (
	"context"
	"errors"
	"fmt"

	"tami/model/ami"
	"tami/model/text"
)

// Bounds on a chain of pages. A catalogue of 300,000 images has 300 pages of
// 1,000, and more when filters thin them out; an endpoint that goes on beyond
// these repeats itself.
const (
	pageSize      = 1000
	maxPages      = 20_000
	maxEmptyPages = 500 // in a row without anything new
	maxListed     = 2_000_000
)

// chain is a listing that AWS hands out in pages.
type chain struct {
	s      *session
	at     ami.Where
	action string
	// ask makes the request for a page, and says how many new things it held
	// and which token leads to the next.
	ask func(ctx context.Context, token *string) (fresh int, next *string, err error)
}

// walk asks for page after page until the last. Each is within the request
// budget; what was read before an error stays read.
func (c *Client) walk(ctx context.Context, l chain) *ami.Problem {
	seen := map[string]bool{}
	var token *string
	for pages, empty, all := 0, 0, 0; ; pages++ {
		var fresh int
		var next *string
		p := c.within(ctx, l.s, l.at, l.action, c.limits.of(l.s.whose(), l.at.Region, l.action, true), func(ctx context.Context) (err error) {
			fresh, next, err = l.ask(ctx, token)
			return err
		})
		if p != nil || value(next) == "" {
			return p
		}
		all += fresh
		if empty++; fresh > 0 {
			empty = 0
		}
		if seen[*next] || pages >= maxPages || empty >= maxEmptyPages || all >= maxListed {
			return endless(l, pages+1)
		}
		seen[*next] = true
		token = next
	}
}

func endless(l chain, pages int) *ami.Problem {
	return &ami.Problem{Kind: ami.NotAWS, Title: "the list" + in(l.at) + " has no end", Code: text.Safe{},
		Cause: text.Clean(fmt.Sprintf("after %d pages of %s the endpoint still names another", pages, l.action)),
		Hint:  "What was read so far is shown; check the endpoint and any proxy on the way, then ask again.", Retry: true}
}

// unknownParameter reports that an endpoint is older than a parameter that was
// sent, so that the request can be made without it.
func unknownParameter(err error, name string) bool {
	switch apiCode(err) {
	case "UnknownParameter", "InvalidParameter", "UnknownParameterException":
		var e interface{ ErrorMessage() string }
		return errors.As(err, &e) && containsFold(e.ErrorMessage(), name)
	}
	return false
}
