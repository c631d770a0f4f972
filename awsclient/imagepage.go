package awsclient

import (
	"context"
	"runtime"

	"github.com/aws/aws-sdk-go-v2/service/ec2"

	"tami/model/ami"
)

// imagePage is one answer to DescribeImages, as rows.
type imagePage struct {
	images []ami.Image
	next   *string // leads to the next page; nil or "" after the last
}

// decoders is how many pages may be decoded at once: one processor stays free
// for the keys.
func decoders() int { return max(1, runtime.GOMAXPROCS(0)-1) }

// readImages makes one DescribeImages request.
func (c *Client) readImages(ctx context.Context, s *session, region string, in *ec2.DescribeImagesInput, w *words) (imagePage, error) {
	decoder := &swapped{tokens: c.decode, words: w}
	out, err := s.ec2(region).DescribeImages(ctx, in, func(o *ec2.Options) {
		o.APIOptions = append(o.APIOptions, decoder.into)
	})
	switch {
	case err != nil:
		return imagePage{}, err
	case decoder.taken:
		return decoder.page, nil
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
