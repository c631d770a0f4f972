package awsclient

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"tami/model/ami"
)

// ancestry asks from which image an image was made, and so on to the root.
func (c *Client) ancestry(ctx context.Context, n ami.Ancestry, a *answer) {
	c.whole(ctx, n.Where, a, func(s *session) (ami.Body, *ami.Problem) {
		var out *ec2.GetImageAncestryOutput
		p := c.call(ctx, s, n.Where, "ec2:GetImageAncestry", func(ctx context.Context) (err error) {
			out, err = s.ec2(n.Region).GetImageAncestry(ctx, &ec2.GetImageAncestryInput{ImageId: &n.ImageID})
			return err
		})
		if p != nil {
			return nil, p
		}
		return ami.AncestryList{List: ancestorsOf(out.ImageAncestryEntries)}, nil
	})
}

func ancestorsOf(in []types.ImageAncestryEntry) []ami.Ancestor {
	out := make([]ami.Ancestor, len(in))
	for i := range in {
		out[i] = ami.Ancestor{
			ID: safe(in[i].ImageId), Created: dateOf(in[i].CreationDate), OwnerAlias: safe(in[i].ImageOwnerAlias),
			Source: safe(in[i].SourceImageId), SourceRegion: safe(in[i].SourceImageRegion),
		}
	}
	return out
}
