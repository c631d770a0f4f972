package sim

import (
	"errors"
	"slices"
)

func autoScalingOperations() map[string]operation {
	return map[string]operation{
		"CancelInstanceRefresh":        changes(cancelInstanceRefresh),
		"CreateLaunchConfiguration":    changes(createLaunchConfiguration),
		"DescribeAutoScalingGroups":    reads(describeAutoScalingGroups),
		"DescribeInstanceRefreshes":    reads(describeInstanceRefreshes),
		"DescribeLaunchConfigurations": reads(describeLaunchConfigurations),
		"DescribeScalingActivities":    reads(describeScalingActivities),
		"RollbackInstanceRefresh":      changes(rollbackInstanceRefresh),
		"StartInstanceRefresh":         changes(startInstanceRefresh),
		"UpdateAutoScalingGroup":       changes(updateAutoScalingGroup),
	}
}

// records is the paging of Auto Scaling, which counts records.
type records struct {
	MaxRecords *int
	NextToken  string
}

func (r records) paging() paging { return paging{r.MaxRecords, r.NextToken} }

func recordPages() pageRule {
	return pageRule{smallest: 1, largest: 100, fallback: 50, badToken: "InvalidNextToken", badSize: "ValidationError"}
}

type describeGroupsInput struct {
	AutoScalingGroupNames []string
	Filters               []groupFilter
	IncludeInstances      *bool
	records
}

// groupFilter is a filter as Auto Scaling takes it.
type groupFilter struct {
	Name   string
	Values []string
}

type describeGroupsResult struct {
	AutoScalingGroups []*AutoScalingGroup `wire:",always"`
	NextToken         string
}

func autoScalingGroupFilters() filterKind[AutoScalingGroup] {
	return filterKind[AutoScalingGroup]{
		tags: func(_ *call, g *AutoScalingGroup) []Tag {
			tags := make([]Tag, len(g.Tags))
			for i, t := range g.Tags {
				tags[i] = Tag{t.Key, t.Value}
			}
			return tags
		},
		paths: `tag-value Tags.Value`,
	}
}

// describeAutoScalingGroups lists groups. Names that no group has are passed
// over, as AWS does.
func describeAutoScalingGroups(c *call, in *describeGroupsInput) (out describeGroupsResult, err error) {
	filters := make([]filter, len(in.Filters))
	for i, f := range in.Filters {
		filters[i] = filter(f)
	}
	matches, err := autoScalingGroupFilters().matcher(c, filters)
	if err != nil {
		return out, validation(err)
	}
	out.AutoScalingGroups, out.NextToken, err = page(c, in.paging(), recordPages(), false, func(g *AutoScalingGroup) bool {
		return named(in.AutoScalingGroupNames, g.AutoScalingGroupName) && matches(g)
	}, c.own.groups)
	if in.IncludeInstances != nil && !*in.IncludeInstances {
		for i, g := range out.AutoScalingGroups {
			bare := *g
			bare.Instances = nil
			out.AutoScalingGroups[i] = &bare
		}
	}
	return out, err
}

func named(names []string, name string) bool {
	return len(names) == 0 || slices.Contains(names, name)
}

// validation gives an error the one code that Auto Scaling has for bad requests.
func validation(err error) error {
	if f := (*failure)(nil); errors.As(err, &f) {
		return refuse("ValidationError", "%s", f.message)
	}
	return err
}

type describeConfigurationsInput struct {
	LaunchConfigurationNames []string
	records
}

type describeConfigurationsResult struct {
	LaunchConfigurations []*LaunchConfiguration `wire:",always"`
	NextToken            string
}

func describeLaunchConfigurations(c *call, in *describeConfigurationsInput) (out describeConfigurationsResult, err error) {
	out.LaunchConfigurations, out.NextToken, err = page(c, in.paging(), recordPages(), false, func(l *LaunchConfiguration) bool {
		return named(in.LaunchConfigurationNames, l.LaunchConfigurationName)
	}, c.own.configurations)
	return out, err
}
