package awsclient

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"tami/model/ami"
)

// namedImage looks for the image of ours that has a name. A filter takes * and
// ? for wildcards, so the answer is compared once more.
func (c *Client) namedImage(ctx context.Context, n ami.NamedImage, a *answer) {
	s, p := c.placed(ctx, n.Where)
	if p != nil {
		a.done(nil, p)
		return
	}
	w := newWords()
	p = c.walk(ctx, chain{s: s, at: n.Where, action: describeImages,
		ask: func(ctx context.Context, token *string) (int, *string, error) {
			page, err := c.readImages(ctx, s, n.Region, &ec2.DescribeImagesInput{
				Owners: []string{"self"}, Filters: []types.Filter{{Name: new("name"), Values: []string{n.Name}}},
				IncludeDeprecated: new(true), IncludeDisabled: new(true),
				MaxResults: new(int32(pageSize)), NextToken: token,
			}, w)
			for i := range page.images {
				if page.images[i].Name.Raw() == n.Name {
					a.done(ami.ImagePage{Images: page.images[i : i+1 : i+1]}, nil)
				}
			}
			return len(page.images), page.next, err
		}})
	if p != nil {
		a.done(nil, p)
		return
	}
	a.done(ami.Absent{}, nil)
}
