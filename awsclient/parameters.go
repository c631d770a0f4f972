package awsclient

import (
	"context"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	ssmtypes "github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"tami/model/ami"
	"tami/model/text"
)

// firstBatch is after how many parameters their images are asked for at first:
// a request yields ten parameters, and nobody wants to look at nothing until
// two hundred are together.
const firstBatch = 20

// pathReader reads the images that the parameters below a path name, some at a
// time.
type pathReader struct {
	client  *Client
	session *session
	need    ami.Images
	answer  *answer
	words   *words
	waiting []ami.Pointed   // read and not yet described
	asked   map[string]bool // image IDs that were asked for
	read    int             // parameters
	named   int             // of them, those that name an image
	batch   int
	failed  *ami.Problem // why images could not be described
}

// imagesByPath reads the SSM parameters below a path, or the one of that name,
// and describes the images that they name as they come. The parameters stand under public names or the
// account's own; what names no image is passed over.
func (c *Client) imagesByPath(ctx context.Context, s *session, n ami.Images, a *answer) {
	r := &pathReader{client: c, session: s, need: n, answer: a, words: newWords(), asked: map[string]bool{}, batch: firstBatch}
	p := c.walk(ctx, chain{s: s, at: n.Where, action: "ssm:GetParametersByPath", ask: r.parameters})
	if p == nil {
		p = r.failed
	}
	if p == nil && r.read == 0 {
		p = r.itself(ctx)
	}
	if p == nil && r.named == 0 {
		p = r.empty()
	}
	if p == nil {
		p = r.describe(ctx, len(r.waiting))
	}
	if p != nil {
		a.done(nil, p)
		return
	}
	sayPage(a, ami.ImagePage{}, 0, true)
}

// parameters reads a page of parameters, and describes images once there are
// enough of them.
func (r *pathReader) parameters(ctx context.Context, token *string) (int, *string, error) {
	out, err := r.session.ssm(r.need.Region).GetParametersByPath(ctx, &ssm.GetParametersByPathInput{
		Path: &r.need.From.Path, Recursive: new(true), MaxResults: new(int32(10)), NextToken: token,
	})
	if err != nil {
		return 0, nil, err
	}
	r.take(out.Parameters)
	if len(r.waiting) >= r.batch {
		if r.failed = r.describe(ctx, r.batch); r.failed != nil {
			return 0, nil, nil //nolint:nilerr // no more parameters are wanted; the failure is told at the end
		}
		r.batch = idsPerRequest
	}
	return len(out.Parameters), out.NextToken, nil
}

// take keeps the parameters that name an image.
func (r *pathReader) take(list []ssmtypes.Parameter) {
	for _, p := range list {
		r.read++
		if id := value(p.Value); strings.HasPrefix(id, "ami-") {
			r.named++
			r.waiting = append(r.waiting, ami.Pointed{Parameter: safe(p.Name), ImageID: text.Clean(id)})
		}
	}
}

// itself reads the parameter that has the whole path as its name: below it
// there is nothing.
func (r *pathReader) itself(ctx context.Context) *ami.Problem {
	return r.client.call(ctx, r.session, r.need.Where, "ssm:GetParameters", func(ctx context.Context) error {
		out, err := r.session.ssm(r.need.Region).GetParameters(ctx, &ssm.GetParametersInput{Names: []string{r.need.From.Path}})
		if err == nil {
			r.take(out.Parameters)
		}
		return err
	})
}

// describe asks for the images of some parameters and says them.
func (r *pathReader) describe(ctx context.Context, most int) *ami.Problem {
	some := r.waiting[:min(most, len(r.waiting))]
	r.waiting = r.waiting[len(some):]
	var ids []string
	for _, n := range some {
		if id := n.ImageID.Raw(); !r.asked[id] {
			r.asked[id] = true
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		sayPage(r.answer, ami.ImagePage{Named: some}, len(some), false)
		return nil
	}
	return r.client.walk(ctx, chain{s: r.session, at: r.need.Where, action: describeImages,
		ask: func(ctx context.Context, token *string) (int, *string, error) {
			page, err := r.client.readImages(ctx, r.session, r.need.Region, &ec2.DescribeImagesInput{
				Filters:           []types.Filter{{Name: new("image-id"), Values: ids}},
				IncludeDeprecated: new(true), IncludeDisabled: new(true),
				MaxResults: new(int32(pageSize)), NextToken: token,
			}, r.words)
			if err != nil {
				return 0, nil, err
			}
			sayPage(r.answer, ami.ImagePage{Images: page.images, Named: some}, len(page.images)+len(some), false)
			some = nil
			return len(page.images), page.next, nil
		}})
}

// empty says what is wrong with a path without images. Systems Manager answers
// a path that does not exist like one that is empty.
func (r *pathReader) empty() *ami.Problem {
	p := &ami.Problem{Kind: ami.NotFound, Title: "no parameter" + in(r.need.Where) + " is or is below " + r.need.From.Path}
	p.Hint = "Check the path; `aws ssm get-parameters-by-path --recursive --path " + r.need.From.Path + "` lists what is there, and " + ami.ExamplePath + " works everywhere."
	if r.read > 0 {
		p.Title = "no parameter" + in(r.need.Where) + " at or below " + r.need.From.Path + " names an image"
		p.Hint = "Their values are no image IDs; try a path such as " + ami.ExamplePath + "."
	}
	return p
}
