package sim

import (
	"cmp"
	"slices"
)

type createTemplateVersionInput struct {
	LaunchTemplateId   string
	LaunchTemplateName string
	SourceVersion      string
	VersionDescription string
	ClientToken        string
	ResolveAlias       bool
	LaunchTemplateData templateRequest
}

// templateRequest is what a new version says, as a request writes it.
type templateRequest struct {
	ImageId             string
	InstanceType        string
	KeyName             string
	UserData            string
	EbsOptimized        *bool
	SecurityGroupIds    []string                           `form:"SecurityGroupId"`
	BlockDeviceMappings []LaunchTemplateBlockDeviceMapping `form:"BlockDeviceMapping"`
	IamInstanceProfile  *LaunchTemplateIamInstanceProfileSpecification
	TagSpecifications   []tagSpecification `form:"TagSpecification"`
	MetadataOptions     *metadataOptions
}

type createTemplateVersionResult struct {
	LaunchTemplateVersion *LaunchTemplateVersion `wire:"launchTemplateVersion"`
}

// createLaunchTemplateVersion makes a version from another: what the request
// says overwrites, all else is as it was, except that the snapshot IDs of block
// devices are not handed on.
func createLaunchTemplateVersion(c *call, in *createTemplateVersionInput) (func() createTemplateVersionResult, error) {
	prior, err := idempotent[createTemplateVersionResult](c, in.ClientToken)
	if err != nil {
		return nil, err
	}
	if prior != nil {
		return func() createTemplateVersionResult { return *prior }, nil
	}
	t, err := c.template(in.LaunchTemplateId, in.LaunchTemplateName)
	switch {
	case err != nil:
		return nil, err
	case t == nil:
		return nil, missingParameter("LaunchTemplateId")
	}
	made := &ResponseLaunchTemplateData{}
	if in.SourceVersion != "" {
		source, err := c.templateVersion(templateSpecification{LaunchTemplateId: t.LaunchTemplateId, Version: in.SourceVersion})
		if err != nil {
			return nil, err
		}
		made = handedOn(source.LaunchTemplateData)
	}
	in.LaunchTemplateData.over(made)
	return func() createTemplateVersionResult {
		t.LatestVersionNumber++
		v := c.own.versions.add(versionKey(t.LaunchTemplateId, t.LatestVersionNumber), LaunchTemplateVersion{
			LaunchTemplateId: t.LaunchTemplateId, LaunchTemplateName: t.LaunchTemplateName, VersionNumber: t.LatestVersionNumber,
			VersionDescription: in.VersionDescription, CreateTime: c.now.UTC().Format(wireLayout), CreatedBy: c.callerARN, LaunchTemplateData: made,
		})
		out := createTemplateVersionResult{v}
		c.remember(in.ClientToken, out)
		return out
	}, nil
}

// handedOn is what a version takes from the one it is made of.
func handedOn(d *ResponseLaunchTemplateData) *ResponseLaunchTemplateData {
	if d == nil {
		return &ResponseLaunchTemplateData{}
	}
	next := *d
	next.BlockDeviceMappings = slices.Clone(d.BlockDeviceMappings)
	for i, m := range next.BlockDeviceMappings {
		if m.Ebs != nil {
			ebs := *m.Ebs
			ebs.SnapshotId = ""
			next.BlockDeviceMappings[i].Ebs = &ebs
		}
	}
	return &next
}

// over writes what the request says over d.
func (r templateRequest) over(d *ResponseLaunchTemplateData) {
	d.ImageId, d.InstanceType = cmp.Or(r.ImageId, d.ImageId), cmp.Or(r.InstanceType, d.InstanceType)
	d.KeyName, d.UserData = cmp.Or(r.KeyName, d.KeyName), cmp.Or(r.UserData, d.UserData)
	if r.EbsOptimized != nil {
		d.EbsOptimized = r.EbsOptimized
	}
	if r.SecurityGroupIds != nil {
		d.SecurityGroupIds = r.SecurityGroupIds
	}
	if r.BlockDeviceMappings != nil {
		d.BlockDeviceMappings = r.BlockDeviceMappings
	}
	if r.IamInstanceProfile != nil {
		d.IamInstanceProfile = r.IamInstanceProfile
	}
	if r.MetadataOptions != nil {
		d.MetadataOptions = &LaunchTemplateInstanceMetadataOptions{
			HttpTokens: r.MetadataOptions.HttpTokens, HttpEndpoint: r.MetadataOptions.HttpEndpoint, HttpPutResponseHopLimit: r.MetadataOptions.HttpPutResponseHopLimit,
		}
	}
	for _, s := range r.TagSpecifications {
		d.TagSpecifications = append(d.TagSpecifications, LaunchTemplateTagSpecification(s))
	}
}

type modifyTemplateInput struct {
	LaunchTemplateId   string
	LaunchTemplateName string
	DefaultVersion     string `form:"SetDefaultVersion"`
	ClientToken        string
}

type modifyTemplateResult struct {
	LaunchTemplate *LaunchTemplate `wire:"launchTemplate"`
}

// modifyLaunchTemplate sets the default version, all that can be changed.
func modifyLaunchTemplate(c *call, in *modifyTemplateInput) (func() modifyTemplateResult, error) {
	t, err := c.template(in.LaunchTemplateId, in.LaunchTemplateName)
	switch {
	case err != nil:
		return nil, err
	case t == nil:
		return nil, missingParameter("LaunchTemplateId")
	}
	v, err := c.templateVersion(templateSpecification{LaunchTemplateId: t.LaunchTemplateId, Version: in.DefaultVersion})
	if err != nil {
		return nil, err
	}
	return func() modifyTemplateResult {
		c.setDefault(t, v)
		return modifyTemplateResult{t}
	}, nil
}

func (c *call) setDefault(t *LaunchTemplate, v *LaunchTemplateVersion) {
	t.DefaultVersionNumber = v.VersionNumber
	for _, other := range c.own.versions.items {
		if other.LaunchTemplateId == t.LaunchTemplateId {
			other.DefaultVersion = other == v
		}
	}
}

type deleteTemplateVersionsInput struct {
	LaunchTemplateId   string
	LaunchTemplateName string
	Versions           []string `form:"LaunchTemplateVersion"`
}

type deletedVersion struct {
	LaunchTemplateId   string         `wire:"launchTemplateId"`
	LaunchTemplateName string         `wire:"launchTemplateName"`
	VersionNumber      int64          `wire:"versionNumber"`
	ResponseError      *responseError `wire:"responseError"`
}

type responseError struct {
	Code    string `wire:"code"`
	Message string `wire:"message"`
}

type deleteTemplateVersionsResult struct {
	Done   []deletedVersion `wire:"successfullyDeletedLaunchTemplateVersionSet,always"`
	Failed []deletedVersion `wire:"unsuccessfullyDeletedLaunchTemplateVersionSet,always"`
}

// deleteLaunchTemplateVersions deletes versions one by one; the default one
// stays. The answer says of each what became of it.
func deleteLaunchTemplateVersions(c *call, in *deleteTemplateVersionsInput) (func() deleteTemplateVersionsResult, error) {
	t, err := c.template(in.LaunchTemplateId, in.LaunchTemplateName)
	switch {
	case err != nil:
		return nil, err
	case t == nil:
		return nil, missingParameter("LaunchTemplateId")
	case len(in.Versions) == 0:
		return nil, missingParameter("LaunchTemplateVersion")
	}
	var numbers []int64
	for _, v := range in.Versions {
		n, err := t.versionNumber(v)
		if err != nil {
			return nil, err
		}
		numbers = append(numbers, n)
	}
	return func() (out deleteTemplateVersionsResult) {
		for _, n := range numbers {
			one := deletedVersion{LaunchTemplateId: t.LaunchTemplateId, LaunchTemplateName: t.LaunchTemplateName, VersionNumber: n}
			v := c.own.versions.find(versionKey(t.LaunchTemplateId, n))
			switch {
			case v == nil:
				one.ResponseError = &responseError{"launchTemplateVersionDoesNotExist", "The version does not exist"}
			case v.DefaultVersion:
				one.ResponseError = &responseError{"unexpectedError", "The default version cannot be deleted"}
			}
			if one.ResponseError != nil {
				out.Failed = append(out.Failed, one)
				continue
			}
			c.own.versions.remove(versionKey(t.LaunchTemplateId, n))
			out.Done = append(out.Done, one)
		}
		return out
	}, nil
}
