package awsclient

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/ec2"

	"tami/model/ami"
)

// imagePage is one answer to DescribeImages, as rows.
type imagePage struct {
	images []ami.Image
	next   *string // leads to the next page; nil or "" after the last
}

// readImages makes one DescribeImages request.
func (c *Client) readImages(ctx context.Context, s *session, region string, in *ec2.DescribeImagesInput, w *words) (imagePage, error) {
	out, err := s.ec2(region).DescribeImages(ctx, in)
	if err != nil {
		return imagePage{}, err
	}
	return pageOf(out, w), nil
}

// pageOf turns what the SDK decoded into rows at once, so that none of its
// structs, three times as large, outlives the page.
func pageOf(out *ec2.DescribeImagesOutput, w *words) imagePage {
	page := imagePage{next: out.NextToken, images: make([]ami.Image, len(out.Images))}
	for i := range out.Images {
		page.images[i] = imageOf(&out.Images[i], w)
	}
	return page
}
