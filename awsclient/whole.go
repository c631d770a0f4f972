package awsclient

import (
	"context"

	"tami/model/ami"
)

// whole answers a need with one body: a list of what uses an image means
// little while a part of it is missing.
func (c *Client) whole(ctx context.Context, at ami.Where, a *answer, read func(*session) (ami.Body, *ami.Problem)) {
	s, p := c.placed(ctx, at)
	var body ami.Body
	if p == nil {
		body, p = read(s)
	}
	a.done(body, p)
}
