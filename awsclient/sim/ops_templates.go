package sim

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
)

type describeLaunchTemplatesInput struct {
	LaunchTemplateIds       []string `form:"LaunchTemplateId"`
	LaunchTemplateNames     []string `form:"LaunchTemplateName"`
	IncludeManagedResources bool
	paging
	filtering
}

type describeLaunchTemplatesResult struct {
	LaunchTemplates []*LaunchTemplate `wire:"launchTemplates,always"`
	NextToken       string            `wire:"nextToken"`
}

// templatePages is the rule of both listings of launch templates.
func templatePages() pageRule {
	return pageRule{smallest: 1, largest: 200, fallback: 200, badToken: "InvalidNextToken"}
}

func describeLaunchTemplates(c *call, in *describeLaunchTemplatesInput) (out describeLaunchTemplatesResult, err error) {
	for _, name := range in.LaunchTemplateNames {
		if _, err := c.templateNamed(name); err != nil {
			return out, err
		}
	}
	list := listing[LaunchTemplate]{
		shelf: c.own.templates,
		kind: filterKind[LaunchTemplate]{
			paths: `
				create-time CreateTime
				launch-template-name LaunchTemplateName`,
			tags: func(_ *call, t *LaunchTemplate) []Tag { return t.Tags },
		},
		rule: templatePages(),
		id:   func(t *LaunchTemplate) string { return t.LaunchTemplateId },
		ids:  templateIDs(),
	}
	if len(in.LaunchTemplateNames) > 0 {
		list.sees = func(t *LaunchTemplate) bool { return slices.Contains(in.LaunchTemplateNames, t.LaunchTemplateName) }
	}
	out.LaunchTemplates, out.NextToken, err = list.run(c, in.LaunchTemplateIds, in.paging, in.Filters)
	return out, err
}

func (c *call) templateNamed(name string) (*LaunchTemplate, error) {
	for _, t := range c.own.templates.items {
		if t.LaunchTemplateName == name {
			return t, nil
		}
	}
	return nil, refuse("InvalidLaunchTemplateName.NotFoundException",
		"The specified launch template, with template name %s, does not exist.", name)
}

// template finds the launch template that a request names by ID or by name, and
// nothing when it names none.
func (c *call) template(id, name string) (*LaunchTemplate, error) {
	switch {
	case id != "" && name != "":
		return nil, refuse("InvalidParameterCombination", "Specify either the launch template ID or the launch template name, but not both.")
	case name != "":
		return c.templateNamed(name)
	case id == "":
		return nil, nil
	}
	if err := templateIDs().check([]string{id}, func(id string) bool { return c.own.templates.find(id) != nil }); err != nil {
		return nil, err
	}
	return c.own.templates.find(id), nil
}

type describeTemplateVersionsInput struct {
	LaunchTemplateId        string
	LaunchTemplateName      string
	Versions                []string `form:"LaunchTemplateVersion"`
	MinVersion, MaxVersion  string
	ResolveAlias            bool
	IncludeManagedResources bool
	paging
	filtering
}

type describeTemplateVersionsResult struct {
	Versions  []*LaunchTemplateVersion `wire:"launchTemplateVersionSet,always"`
	NextToken string                   `wire:"nextToken"`
}

func templateVersionFilters() filterKind[LaunchTemplateVersion] {
	return filterKind[LaunchTemplateVersion]{paths: `
		create-time CreateTime
		ebs-optimized LaunchTemplateData.EbsOptimized
		host-resource-group-arn LaunchTemplateData.Placement.HostResourceGroupArn
		http-endpoint LaunchTemplateData.MetadataOptions.HttpEndpoint
		http-protocol-ipv4 -
		http-tokens LaunchTemplateData.MetadataOptions.HttpTokens
		iam-instance-profile LaunchTemplateData.IamInstanceProfile.Arn
		image-id LaunchTemplateData.ImageId
		instance-type LaunchTemplateData.InstanceType
		is-default-version DefaultVersion
		kernel-id LaunchTemplateData.KernelId
		license-configuration-arn LaunchTemplateData.LicenseSpecifications.LicenseConfigurationArn
		network-card-index LaunchTemplateData.NetworkInterfaces.NetworkCardIndex
		ram-disk-id LaunchTemplateData.RamDiskId`}
}

// describeLaunchTemplateVersions lists the versions of one template, newest
// first, or the $Latest and $Default ones of all templates.
func describeLaunchTemplateVersions(c *call, in *describeTemplateVersionsInput) (out describeTemplateVersionsResult, err error) {
	one, err := c.template(in.LaunchTemplateId, in.LaunchTemplateName)
	if err != nil {
		return out, err
	}
	matches, err := templateVersionFilters().matcher(c, in.Filters)
	if err != nil {
		return out, err
	}
	var wants func(*LaunchTemplateVersion) bool
	if one != nil {
		wants, err = in.ofTemplate(c, one)
	} else {
		wants, err = in.acrossTemplates(c)
	}
	if err != nil {
		return out, err
	}
	out.Versions, out.NextToken, err = page(c, in.paging, templatePages(), false, func(v *LaunchTemplateVersion) bool {
		return wants(v) && matches(v)
	}, c.own.versionsNewestFirst())
	if err == nil && in.ResolveAlias {
		out.Versions = c.resolveAliases(out.Versions)
	}
	return out, err
}

// versionsNewestFirst gives the versions template by template, newest first. A
// version's number on this shelf never changes, so page tokens stay good.
func (own *holdings) versionsNewestFirst() *shelf[LaunchTemplateVersion] {
	place := map[string]uint64{}
	for i, t := range own.templates.items {
		place[t.LaunchTemplateId] = own.templates.numbers[i] << 32
	}
	number := func(v *LaunchTemplateVersion) uint64 {
		return place[v.LaunchTemplateId] + math.MaxUint32 - uint64(v.VersionNumber)
	}
	sorted := &shelf[LaunchTemplateVersion]{items: slices.Clone(own.versions.items)}
	slices.SortFunc(sorted.items, func(a, b *LaunchTemplateVersion) int { return cmp.Compare(number(a), number(b)) })
	for _, v := range sorted.items {
		sorted.numbers = append(sorted.numbers, number(v))
	}
	return sorted
}

// ofTemplate takes $Latest, $Default and numbers, and bounds when there are none.
func (in *describeTemplateVersionsInput) ofTemplate(c *call, t *LaunchTemplate) (func(*LaunchTemplateVersion) bool, error) {
	numbers := map[int64]bool{}
	for _, version := range in.Versions {
		n, err := t.versionNumber(version)
		if err != nil {
			return nil, err
		}
		if c.own.versions.find(versionKey(t.LaunchTemplateId, n)) == nil {
			return nil, refuse("InvalidLaunchTemplateId.VersionNotFound",
				"Could not find the specified version %s for the launch template with ID %s.", version, t.LaunchTemplateId)
		}
		numbers[n] = true
	}
	low, err := t.bound(in.MinVersion, 1)
	if err != nil {
		return nil, err
	}
	high, err := t.bound(in.MaxVersion, t.LatestVersionNumber)
	if err != nil {
		return nil, err
	}
	return func(v *LaunchTemplateVersion) bool {
		n := v.VersionNumber
		return v.LaunchTemplateId == t.LaunchTemplateId && n >= low && n <= high && (len(numbers) == 0 || numbers[n])
	}, nil
}

func versionKey(templateID string, n int64) string {
	return templateID + ":" + strconv.FormatInt(n, 10)
}

func (t *LaunchTemplate) bound(version string, otherwise int64) (int64, error) {
	if version == "" {
		return otherwise, nil
	}
	return t.versionNumber(version)
}

const (
	latestVersion  = "$Latest"
	defaultVersion = "$Default"
)

// versionNumber reads a version as AWS takes it.
func (t *LaunchTemplate) versionNumber(version string) (int64, error) {
	switch version {
	case latestVersion:
		return t.LatestVersionNumber, nil
	case defaultVersion:
		return t.DefaultVersionNumber, nil
	}
	n, err := strconv.ParseInt(version, 10, 64)
	if err != nil || n < 1 {
		return 0, refuse("InvalidLaunchTemplateVersion.Malformed", "The version %s is not valid. Valid values are $Latest, $Default and whole numbers.", version)
	}
	return n, nil
}

// acrossTemplates takes $Latest and $Default only: numbers need a template.
func (in *describeTemplateVersionsInput) acrossTemplates(c *call) (func(*LaunchTemplateVersion) bool, error) {
	if len(in.Versions) == 0 {
		return nil, refuse("MissingParameter", "When describing versions of all launch templates, you must specify $Latest, $Default or both.")
	}
	for _, version := range in.Versions {
		if version != latestVersion && version != defaultVersion {
			return nil, refuse("InvalidParameterCombination", "Numbers are not allowed without a launch template; use $Latest, $Default or both.")
		}
	}
	latest, standard := slices.Contains(in.Versions, latestVersion), slices.Contains(in.Versions, defaultVersion)
	return func(v *LaunchTemplateVersion) bool {
		t := c.own.templates.find(v.LaunchTemplateId)
		return t != nil && (latest && v.VersionNumber == t.LatestVersionNumber || standard && v.VersionNumber == t.DefaultVersionNumber)
	}, nil
}

// resolveSSM starts an image ID that names a parameter.
const resolveSSM = "resolve:ssm:"

// resolveAliases puts the image where a version names a parameter. An alias that
// leads nowhere stays as it is.
func (c *call) resolveAliases(versions []*LaunchTemplateVersion) []*LaunchTemplateVersion {
	resolved := make([]*LaunchTemplateVersion, len(versions))
	for i, v := range versions {
		resolved[i] = v
		if v.LaunchTemplateData == nil {
			continue
		}
		name, ok := strings.CutPrefix(v.LaunchTemplateData.ImageId, resolveSSM)
		if !ok {
			continue
		}
		if p := c.own.parameter(name); p != nil {
			data, version := *v.LaunchTemplateData, *v
			data.ImageId = p.Value
			version.LaunchTemplateData = &data
			resolved[i] = &version
		}
	}
	return resolved
}
