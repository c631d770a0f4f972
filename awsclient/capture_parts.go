package awsclient

import (
	"context"
	"maps"
	"regexp"
	"slices"

	scalingtypes "github.com/aws/aws-sdk-go-v2/service/autoscaling/types"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	ssmtypes "github.com/aws/aws-sdk-go-v2/service/ssm/types"
)

// launches reads what is launched and what launches it, and says which images
// all that refers to. User data never leaves here.
func (r *capture) launches() map[string]bool {
	images := map[string]bool{}
	uses := func(id *string) { images[value(id)] = true }
	alive := []types.Filter{{Name: new("instance-state-name"), Values: []string{"pending", "running", "shutting-down", "stopping", "stopped"}}}
	reservations := pagesOf(r, "Reservations", "ec2:DescribeInstances", func(ctx context.Context, token *string) ([]types.Reservation, *string, error) {
		out, err := r.s.ec2(r.at.Region).DescribeInstances(ctx, &ec2.DescribeInstancesInput{Filters: alive, MaxResults: new(int32(pageSize)), NextToken: token})
		if err != nil {
			return nil, nil, err
		}
		return out.Reservations, out.NextToken, nil
	})
	for _, launch := range reservations {
		for _, i := range launch.Instances {
			uses(i.ImageId)
		}
	}
	r.keep("Reservations", reservations)
	r.templates(uses)
	groups, p := r.client.readGroups(r.ctx, r.s, r.at)
	if r.missing("AutoScalingGroups", p); p == nil {
		r.keep("AutoScalingGroups", groups)
	}
	var configurations []scalingtypes.LaunchConfiguration
	p = r.client.readConfigurations(r.ctx, r.s, r.at, nil, func(l *scalingtypes.LaunchConfiguration) { configurations = append(configurations, *l) })
	r.missing("LaunchConfigurations", p)
	for i := range configurations {
		uses(configurations[i].ImageId)
		if value(configurations[i].UserData) != "" {
			configurations[i].UserData = nil
			r.secret("user data of launch configurations")
		}
	}
	if p == nil {
		r.keep("LaunchConfigurations", configurations)
	}
	r.parameters(uses)
	delete(images, "")
	return images
}

// templates reads launch templates with all their versions.
func (r *capture) templates(uses func(*string)) {
	templates := pagesOf(r, "LaunchTemplates", "ec2:DescribeLaunchTemplates", func(ctx context.Context, token *string) ([]types.LaunchTemplate, *string, error) {
		out, err := r.s.ec2(r.at.Region).DescribeLaunchTemplates(ctx, &ec2.DescribeLaunchTemplatesInput{MaxResults: new(int32(versionsPerRequest)), NextToken: token})
		if err != nil {
			return nil, nil, err
		}
		return out.LaunchTemplates, out.NextToken, nil
	})
	var versions []types.LaunchTemplateVersion
	for _, t := range templates {
		some, p := r.client.readTemplateVersions(r.ctx, r.s, r.at, template{id: value(t.LaunchTemplateId)}, nil)
		r.missing("LaunchTemplateVersions", p)
		versions = append(versions, some...)
	}
	for i := range versions {
		data := versions[i].LaunchTemplateData
		if data == nil {
			continue
		}
		uses(data.ImageId)
		if value(data.UserData) != "" {
			data.UserData = nil
			r.secret("user data of launch template versions")
		}
	}
	r.keep("LaunchTemplates", templates)
	r.keep("LaunchTemplateVersions", versions)
}

// imageID is what a parameter must say to be taken: anything else may be a
// secret, whatever its type.
func imageID() *regexp.Regexp { return regexp.MustCompile(`^ami-[0-9a-f]{8,17}$`) }

// parameters reads the parameters that name images, with their history. Those
// of type SecureString are not even asked for.
func (r *capture) parameters(uses func(*string)) {
	plainText := []ssmtypes.ParameterStringFilter{{Key: new("Type"), Option: new("Equals"), Values: []string{"String"}}}
	listed := pagesOf(r, "Parameters", "ssm:DescribeParameters", func(ctx context.Context, token *string) ([]ssmtypes.ParameterMetadata, *string, error) {
		out, err := r.s.ssm(r.at.Region).DescribeParameters(ctx, &ssm.DescribeParametersInput{ParameterFilters: plainText, MaxResults: new(int32(parametersPerPage)), NextToken: token})
		if err != nil {
			return nil, nil, err
		}
		return out.Parameters, out.NextToken, nil
	})
	listed = slices.DeleteFunc(listed, func(m ssmtypes.ParameterMetadata) bool { return m.Type != ssmtypes.ParameterTypeString })
	var named []string
	for some := range slices.Chunk(listed, valuesPerRequest) {
		var names []string
		for _, m := range some {
			names = append(names, value(m.Name))
		}
		r.one("Parameters", "ssm:GetParameters", func(ctx context.Context) error {
			out, err := r.s.ssm(r.at.Region).GetParameters(ctx, &ssm.GetParametersInput{Names: names})
			if err != nil {
				return err
			}
			for _, p := range out.Parameters {
				if imageID().MatchString(value(p.Value)) {
					named = append(named, value(p.Name))
				}
			}
			return nil
		})
	}
	var all []ssmtypes.ParameterHistory
	for _, name := range named {
		all = append(all, pagesOf(r, "Parameters", "ssm:GetParameterHistory", func(ctx context.Context, token *string) ([]ssmtypes.ParameterHistory, *string, error) {
			out, err := r.s.ssm(r.at.Region).GetParameterHistory(ctx, &ssm.GetParameterHistoryInput{Name: &name, MaxResults: new(int32(parametersPerPage)), NextToken: token})
			if err != nil {
				return nil, nil, err
			}
			return out.Parameters, out.NextToken, nil
		})...)
	}
	taken := slices.DeleteFunc(all, func(p ssmtypes.ParameterHistory) bool {
		other := p.Type != ssmtypes.ParameterTypeString || !imageID().MatchString(value(p.Value))
		if other {
			r.secret("values of parameters that are no image IDs")
		}
		return other
	})
	for _, p := range taken {
		uses(p.Value)
	}
	r.keep("Parameters", taken)
}

// images reads the account's images, those shared with it, and those of others
// that something refers to.
func (r *capture) images(used map[string]bool) {
	describe := func(in ec2.DescribeImagesInput) []types.Image {
		return pagesOf(r, "Images", describeImages, func(ctx context.Context, token *string) ([]types.Image, *string, error) {
			in.NextToken, in.IncludeDeprecated, in.IncludeDisabled = token, new(true), new(true)
			out, err := r.s.ec2(r.at.Region).DescribeImages(ctx, &in)
			if err != nil {
				return nil, nil, err
			}
			return out.Images, out.NextToken, nil
		})
	}
	found := map[string]types.Image{}
	add := func(list []types.Image) {
		for _, i := range list {
			found[value(i.ImageId)] = i
		}
	}
	add(describe(ec2.DescribeImagesInput{Owners: []string{"self"}, MaxResults: new(int32(pageSize))}))
	add(describe(ec2.DescribeImagesInput{ExecutableUsers: []string{"self"}, MaxResults: new(int32(pageSize))}))
	var others []string
	for _, id := range slices.Sorted(maps.Keys(used)) {
		if _, known := found[id]; !known {
			others = append(others, id)
		}
	}
	for some := range slices.Chunk(others, idsPerFilter) {
		add(describe(ec2.DescribeImagesInput{Filters: []types.Filter{{Name: new("image-id"), Values: some}}}))
	}
	permissions := map[string][]types.LaunchPermission{}
	var list []types.Image
	var own []string
	for _, id := range slices.Sorted(maps.Keys(found)) {
		i := found[id]
		list = append(list, i)
		for _, d := range i.BlockDeviceMappings {
			if d.Ebs != nil {
				r.keys[value(d.Ebs.KmsKeyId)] = true
			}
		}
		switch {
		case value(i.OwnerId) == r.account:
			own = append(own, id)
		case !value(i.Public): // it was listed: somebody shares it with the account
			permissions[id] = []types.LaunchPermission{{UserId: &r.account}}
		}
	}
	each(own, func(id string) {
		r.one("LaunchPermissions", describeImageAttribute, func(ctx context.Context) error {
			out, err := r.s.ec2(r.at.Region).DescribeImageAttribute(ctx, &ec2.DescribeImageAttributeInput{ImageId: &id, Attribute: types.ImageAttributeNameLaunchPermission})
			if err == nil && len(out.LaunchPermissions) > 0 {
				r.mu.Lock()
				permissions[id] = out.LaunchPermissions
				r.mu.Unlock()
			}
			return err
		})
	})
	r.keep("Images", list)
	r.keep("LaunchPermissions", permissions)
}

// idsPerFilter is how many values EC2 takes for one filter.
const idsPerFilter = 200
