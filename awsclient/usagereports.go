package awsclient

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"tami/model/ami"
)

// usageReports reads the reports that somebody made of an image's use by other
// accounts, and what they say. It makes none: that is a change.
func (c *Client) usageReports(ctx context.Context, n ami.UsageReports, a *answer) {
	c.whole(ctx, n.Where, a, func(s *session) (ami.Body, *ami.Problem) {
		var list []ami.UsageReport
		images := []string{n.ImageID}
		p := c.walk(ctx, chain{s: s, at: n.Where, action: "ec2:DescribeImageUsageReports",
			ask: func(ctx context.Context, token *string) (int, *string, error) {
				out, err := s.ec2(n.Region).DescribeImageUsageReports(ctx, &ec2.DescribeImageUsageReportsInput{ImageIds: images, NextToken: token})
				if err != nil {
					return 0, nil, err
				}
				for i := range out.ImageUsageReports {
					list = append(list, reportOf(&out.ImageUsageReports[i]))
				}
				return len(out.ImageUsageReports), out.NextToken, nil
			}})
		if p == nil && slices.ContainsFunc(list, func(r ami.UsageReport) bool { return r.State.Raw() == "available" }) {
			p = c.usageEntries(ctx, s, n.Where, images, list)
		}
		if p != nil {
			return nil, p
		}
		slices.SortFunc(list, func(a, b ami.UsageReport) int { return cmp.Compare(b.Made.UnixMilli(), a.Made.UnixMilli()) })
		return ami.UsageReportList{List: list}, nil
	})
}

func (c *Client) usageEntries(ctx context.Context, s *session, at ami.Where, images []string, list []ami.UsageReport) *ami.Problem {
	w := newWords()
	return c.walk(ctx, chain{s: s, at: at, action: "ec2:DescribeImageUsageReportEntries",
		ask: func(ctx context.Context, token *string) (int, *string, error) {
			out, err := s.ec2(at.Region).DescribeImageUsageReportEntries(ctx, &ec2.DescribeImageUsageReportEntriesInput{ImageIds: images, NextToken: token})
			if err != nil {
				return 0, nil, err
			}
			for _, e := range out.ImageUsageReportEntries {
				i := slices.IndexFunc(list, func(r ami.UsageReport) bool { return r.ID.Raw() == value(e.ReportId) })
				if i >= 0 {
					list[i].Entries = append(list[i].Entries, ami.UsageEntry{
						Account: w.one(value(e.AccountId)), Type: w.one(value(e.ResourceType)), Count: value(e.UsageCount),
					})
				}
			}
			return len(out.ImageUsageReportEntries), out.NextToken, nil
		}})
}

// oneUsageReport reads how far a report is. One that EC2 does not know is
// absent: it was deleted, or lived its time, or is not to be seen yet.
func (c *Client) oneUsageReport(ctx context.Context, n ami.OneUsageReport, a *answer) {
	c.whole(ctx, n.Where, a, func(s *session) (ami.Body, *ami.Problem) {
		var list []ami.UsageReport
		p := c.call(ctx, s, n.Where, "ec2:DescribeImageUsageReports", func(ctx context.Context) error {
			out, err := s.ec2(n.Region).DescribeImageUsageReports(ctx, &ec2.DescribeImageUsageReportsInput{ReportIds: []string{n.ID}})
			if err == nil {
				for i := range out.ImageUsageReports {
					list = append(list, reportOf(&out.ImageUsageReports[i]))
				}
			}
			return err
		})
		switch {
		case p != nil && strings.HasPrefix(p.Code.Raw(), "InvalidImageUsageReportId.NotFound"), p == nil && len(list) == 0:
			return ami.Absent{}, nil
		case p != nil:
			return nil, p
		}
		return ami.UsageReportList{List: list}, nil
	})
}

// reportOf is a report without its entries. It is whole when it names no
// accounts, which means all of them, and both kinds of things that reports can
// count.
func reportOf(in *types.ImageUsageReport) ami.UsageReport {
	counts := func(kind string) bool {
		return slices.ContainsFunc(in.ResourceTypes, func(r types.ImageUsageResourceType) bool { return value(r.ResourceType) == kind })
	}
	return ami.UsageReport{
		ID: safe(in.ReportId), State: safe(in.State), Reason: safe(in.StateReason), Made: dateOf(in.CreationTime), Expires: dateOf(in.ExpirationTime),
		Whole: len(in.AccountIds) == 0 && counts("ec2:Instance") && counts("ec2:LaunchTemplate"),
	}
}
