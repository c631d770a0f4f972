package awsclient

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/ec2"

	"tami/model/ami"
	"tami/model/text"
)

// allowedImages asks for a place's setting of which images may be used.
func (c *Client) allowedImages(ctx context.Context, n ami.AllowedImages, a *answer) {
	c.whole(ctx, n.Where, a, func(s *session) (ami.Body, *ami.Problem) {
		var out *ec2.GetAllowedImagesSettingsOutput
		p := c.call(ctx, s, n.Where, "ec2:GetAllowedImagesSettings", func(ctx context.Context) (err error) {
			out, err = s.ec2(n.Region).GetAllowedImagesSettings(ctx, &ec2.GetAllowedImagesSettingsInput{})
			return err
		})
		if p != nil {
			return nil, p
		}
		return ami.AllowedSettings{State: safe(out.State), ManagedBy: text.Clean(string(out.ManagedBy)), Criteria: len(out.ImageCriteria)}, nil
	})
}
