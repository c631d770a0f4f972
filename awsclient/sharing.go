package awsclient

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"tami/model/ami"
)

const describeImageAttribute = "ec2:DescribeImageAttribute"

// sharing asks whom an image may be launched by besides its owner.
func (c *Client) sharing(ctx context.Context, n ami.Sharing, a *answer) {
	c.whole(ctx, n.Where, a, func(s *session) (ami.Body, *ami.Problem) {
		var out *ec2.DescribeImageAttributeOutput
		p := c.call(ctx, s, n.Where, describeImageAttribute, func(ctx context.Context) (err error) {
			out, err = s.ec2(n.Region).DescribeImageAttribute(ctx, &ec2.DescribeImageAttributeInput{
				ImageId: &n.ImageID, Attribute: types.ImageAttributeNameLaunchPermission,
			})
			return err
		})
		if p != nil {
			return nil, ownersOnly(p)
		}
		return ami.Permissions{List: permissionsOf(out.LaunchPermissions)}, nil
	})
}

// ownersOnly says what AWS means when it refuses whom an image is shared with
// by AuthFailure: the image is somebody else's, and no permission would help.
func ownersOnly(p *ami.Problem) *ami.Problem {
	if p.Kind == ami.Denied && p.Code.Raw() == "AuthFailure" {
		p.Action = ""
		p.Title = "only the owner of an image may see whom it is shared with"
		p.Hint = "Ask the account that owns the image, or use a profile of that account."
	}
	return p
}

func permissionsOf(in []types.LaunchPermission) []ami.Permission {
	w := newWords()
	out := make([]ami.Permission, len(in))
	for i, p := range in {
		out[i] = ami.Permission{
			Account: safe(p.UserId), Group: w.one(string(p.Group)),
			Organization: safe(p.OrganizationArn), Unit: safe(p.OrganizationalUnitArn),
		}
	}
	return out
}
