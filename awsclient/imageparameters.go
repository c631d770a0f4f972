package awsclient

import (
	"context"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"tami/model/ami"
	"tami/model/text"
)

// Sizes that Systems Manager sets: of a page of parameters or of a history, and
// how many values one request may ask for.
const (
	parametersPerPage = 50
	valuesPerRequest  = 10
)

// imageType is the data type of parameters that name an image.
const imageType = "aws:ec2:image"

// imageParameters lists the parameters that are kept for images, and reads what
// they say. A value that could not be read is said to be missing.
func (c *Client) imageParameters(ctx context.Context, n ami.ImageParameters, a *answer) {
	c.whole(ctx, n.Where, a, func(s *session) (ami.Body, *ami.Problem) {
		list := []ami.Parameter{}
		forImages := []types.ParameterStringFilter{{Key: new("DataType"), Option: new("Equals"), Values: []string{imageType}}}
		p := c.walk(ctx, chain{s: s, at: n.Where, action: "ssm:DescribeParameters",
			ask: func(ctx context.Context, token *string) (int, *string, error) {
				in := &ssm.DescribeParametersInput{ParameterFilters: forImages, MaxResults: new(int32(parametersPerPage)), NextToken: token}
				client := s.ssm(n.Region)
				out, err := client.DescribeParameters(ctx, in)
				if err != nil && forImages != nil && strings.Contains(err.Error(), "DataType") { // an endpoint that does not know the filter
					forImages, in.ParameterFilters = nil, nil
					out, err = client.DescribeParameters(ctx, in)
				}
				if err != nil {
					return 0, nil, err
				}
				for _, m := range out.Parameters {
					if value(m.DataType) != imageType {
						continue
					}
					list = append(list, ami.Parameter{
						Name: safe(m.Name), Description: safe(m.Description), Version: m.Version, Modified: dateOf(m.LastModifiedDate), By: safe(m.LastModifiedUser),
					})
				}
				return len(out.Parameters), out.NextToken, nil
			}})
		if p != nil {
			return nil, p
		}
		slices.SortFunc(list, func(a, b ami.Parameter) int { return strings.Compare(a.Name.Raw(), b.Name.Raw()) })
		c.readValues(ctx, s, n.Where, list)
		return ami.ParameterList{List: list}, nil
	})
}

// readValues fills in what parameters say, ten a request. What was not answered
// says why.
func (c *Client) readValues(ctx context.Context, s *session, at ami.Where, list []ami.Parameter) {
	var p *ami.Problem
	for some := range slices.Chunk(list, valuesPerRequest) {
		var out *ssm.GetParametersOutput
		if p == nil {
			names := make([]string, len(some))
			for i := range some {
				names[i] = some[i].Name.Raw()
			}
			p = c.call(ctx, s, at, "ssm:GetParameters", func(ctx context.Context) (err error) {
				out, err = s.ssm(at.Region).GetParameters(ctx, &ssm.GetParametersInput{Names: names})
				return err
			})
		}
		for i := range some {
			switch {
			case p != nil:
				some[i].Why = text.Clean(p.Title)
			default:
				fillIn(&some[i], out.Parameters)
			}
		}
	}
}

func fillIn(one *ami.Parameter, found []types.Parameter) {
	for i := range found {
		if value(found[i].Name) == one.Name.Raw() {
			one.Value, one.Version, one.Modified = safe(found[i].Value), found[i].Version, dateOf(found[i].LastModifiedDate)
			return
		}
	}
	one.Why = text.Clean("it was not found any more")
}

// parameterHistory lists what a parameter said, the newest first. Systems
// Manager tells the oldest first.
func (c *Client) parameterHistory(ctx context.Context, n ami.ParameterHistory, a *answer) {
	c.whole(ctx, n.Where, a, func(s *session) (ami.Body, *ami.Problem) {
		list := []ami.ParameterVersion{}
		p := c.walk(ctx, chain{s: s, at: n.Where, action: "ssm:GetParameterHistory",
			ask: func(ctx context.Context, token *string) (int, *string, error) {
				out, err := s.ssm(n.Region).GetParameterHistory(ctx, &ssm.GetParameterHistoryInput{Name: &n.Name, MaxResults: new(int32(parametersPerPage)), NextToken: token})
				if err != nil {
					return 0, nil, err
				}
				for i := range out.Parameters {
					list = append(list, parameterVersionOf(&out.Parameters[i]))
				}
				return len(out.Parameters), out.NextToken, nil
			}})
		switch {
		case p != nil && p.Kind == ami.NotFound:
			return ami.Absent{}, nil
		case p != nil:
			return nil, p
		}
		slices.SortFunc(list, func(a, b ami.ParameterVersion) int { return int(b.Version - a.Version) })
		return ami.ParameterHistoryList{List: list}, nil
	})
}

func parameterVersionOf(in *types.ParameterHistory) ami.ParameterVersion {
	v := ami.ParameterVersion{
		Version: in.Version, Value: safe(in.Value), DataType: safe(in.DataType), Modified: dateOf(in.LastModifiedDate), By: safe(in.LastModifiedUser),
	}
	for _, l := range in.Labels {
		v.Labels = append(v.Labels, text.Clean(l))
	}
	return v
}
