package awsclient

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"tami/model/op"
)

func (o order) createTags(ctx context.Context, c op.CreateTags) (changed, error) {
	_, err := o.ec2().CreateTags(ctx, &ec2.CreateTagsInput{Resources: c.IDs, Tags: sentTags(c.Tags), DryRun: &o.dry}, o.options)
	return changed{}, err
}

// deleteTags sends keys without values, which takes a tag off whatever its
// value is. Without any key AWS would take off every tag there is.
func (o order) deleteTags(ctx context.Context, c op.DeleteTags) (changed, error) {
	if len(c.Keys) == 0 {
		return changed{}, errors.New("no tag is named that is to go")
	}
	tags := make([]types.Tag, len(c.Keys))
	for i := range c.Keys {
		tags[i].Key = &c.Keys[i]
	}
	_, err := o.ec2().DeleteTags(ctx, &ec2.DeleteTagsInput{Resources: c.IDs, Tags: tags, DryRun: &o.dry}, o.options)
	return changed{}, err
}

func sentTags(list []op.Tag) []types.Tag {
	out := make([]types.Tag, len(list))
	for i := range list {
		out[i] = types.Tag{Key: &list[i].Key, Value: &list[i].Value}
	}
	return out
}
