package awsclient

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"tami/model/op"
)

func (o order) createUsageReport(ctx context.Context, c op.CreateUsageReport) (changed, error) {
	in := &ec2.CreateImageUsageReportInput{ImageId: &c.ImageID, ClientToken: filled(c.Token), DryRun: &o.dry}
	for _, kind := range op.UsageKinds() {
		in.ResourceTypes = append(in.ResourceTypes, types.ImageUsageResourceTypeRequest{ResourceType: &kind})
	}
	out, err := o.ec2().CreateImageUsageReport(ctx, in, o.options)
	if err != nil {
		return changed{}, err
	}
	return changed{made: map[string]string{"ReportId": value(out.ReportId)}}, nil
}

func (o order) deleteUsageReport(ctx context.Context, c op.DeleteUsageReport) (changed, error) {
	_, err := o.ec2().DeleteImageUsageReport(ctx, &ec2.DeleteImageUsageReportInput{ReportId: &c.ReportID, DryRun: &o.dry}, o.options)
	return changed{}, err
}
