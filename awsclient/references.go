package awsclient

import (
	"context"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"tami/model/ami"
)

// imagesPerReferences is how many images are asked for together: the most that
// EC2 takes, as its API reference says.
const imagesPerReferences = 10

// everyVersion is the greatest depth that EC2 takes for the versions of a
// launch template. Its default is the ten newest, and groups run older ones.
const everyVersion = "10000"

// referring lists the kinds of things that EC2 looks through. Terminated
// instances are left out: they use nothing any more.
func referring() []types.ResourceTypeRequest {
	option := func(name types.ImageReferenceOptionName, values ...string) []types.ResourceTypeOption {
		return []types.ResourceTypeOption{{OptionName: name, OptionValues: values}}
	}
	return []types.ResourceTypeRequest{
		{
			ResourceType:        types.ImageReferenceResourceTypeEc2Instance,
			ResourceTypeOptions: option(types.ImageReferenceOptionNameStateName, alive()...),
		},
		{
			ResourceType:        types.ImageReferenceResourceTypeEc2LaunchTemplate,
			ResourceTypeOptions: option(types.ImageReferenceOptionNameVersionDepth, everyVersion),
		},
		{ResourceType: types.ImageReferenceResourceTypeSsmParameter},
		{ResourceType: types.ImageReferenceResourceTypeImageBuilderImageRecipe},
		{ResourceType: types.ImageReferenceResourceTypeImageBuilderContainerRecipe},
	}
}

// references asks what refers to images, some at a time. What fails a request
// is the Problem of each of its images and of those that were still to come.
func (c *Client) references(ctx context.Context, at ami.Where, batch []*answer) {
	s, p := c.placed(ctx, at)
	for some := range slices.Chunk(batch, imagesPerReferences) {
		if p == nil {
			p = c.referencesOf(ctx, s, at, some)
		}
		if p == nil {
			continue
		}
		for _, a := range some {
			a.done(nil, p)
		}
	}
}

// referencesOf answers the needs of one request. One image that EC2 does not
// know fails it, so then each is asked for on its own.
func (c *Client) referencesOf(ctx context.Context, s *session, at ami.Where, some []*answer) *ami.Problem {
	found := map[string][]ami.Reference{}
	var ids []string
	for _, a := range some {
		ids = append(ids, a.need.(ami.References).ImageID)
	}
	p := c.readReferences(ctx, s, at, ids, found)
	switch {
	case unknownImage(p) && len(some) > 1:
		for i := range some {
			if p := c.referencesOf(ctx, s, at, some[i:i+1]); p != nil {
				return p
			}
		}
		return nil
	case unknownImage(p):
		some[0].done(nil, p)
		return nil
	case p != nil:
		return p
	}
	for i, a := range some {
		a.done(ami.ReferenceList{List: found[ids[i]]}, nil)
	}
	return nil
}

// unknownImage reports a Problem with the ID of an image.
func unknownImage(p *ami.Problem) bool {
	return p != nil && strings.HasPrefix(p.Code.Raw(), "InvalidAMIID.")
}

// readReferences reads the pages of one request and sorts what they hold by
// image. The size of a page is left to EC2, which documents no largest one.
func (c *Client) readReferences(ctx context.Context, s *session, at ami.Where, ids []string, found map[string][]ami.Reference) *ami.Problem {
	w := newWords()
	return c.walk(ctx, chain{s: s, at: at, action: "ec2:DescribeImageReferences",
		ask: func(ctx context.Context, token *string) (int, *string, error) {
			out, err := s.ec2(at.Region).DescribeImageReferences(ctx, &ec2.DescribeImageReferencesInput{
				ImageIds: ids, ResourceTypes: referring(), NextToken: token,
			})
			if err != nil {
				return 0, nil, err
			}
			for _, r := range out.ImageReferences {
				id := value(r.ImageId)
				found[id] = append(found[id], ami.Reference{Type: w.one(string(r.ResourceType)), ARN: safe(r.Arn)})
			}
			return len(out.ImageReferences), out.NextToken, nil
		}})
}
