package awsclient

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"tami/model/ami"
	"tami/model/text"
)

// answerFleet answers what is asked of launch templates and parameters when a
// fleet is rolled back.
func (c *Client) answerFleet(ctx context.Context, a *answer) {
	switch n := a.need.(type) {
	case ami.Templates:
		c.templates(ctx, n, a)
	case ami.TemplateVersions:
		c.templateVersions(ctx, n, a)
	case ami.ImageParameters:
		c.imageParameters(ctx, n, a)
	case ami.ParameterHistory:
		c.parameterHistory(ctx, n, a)
	default: // another's
	}
}

// templates lists the launch templates of a place, and in one more reading the
// default and the latest version of each.
func (c *Client) templates(ctx context.Context, n ami.Templates, a *answer) {
	c.whole(ctx, n.Where, a, func(s *session) (ami.Body, *ami.Problem) {
		w := newWords()
		list, p := c.readTemplates(ctx, s, n.Where, w)
		if p != nil {
			return nil, p
		}
		if len(list) == 0 {
			return ami.TemplateList{List: list}, nil
		}
		found, p := c.readTemplateVersions(ctx, s, n.Where, template{}, []string{ami.LatestVersion, ami.DefaultVersion})
		if p != nil {
			return nil, p
		}
		byID := map[string][]ami.TemplateVersion{}
		for i := range found {
			id := value(found[i].LaunchTemplateId)
			byID[id] = append(byID[id], versionOf(&found[i], w))
		}
		for i := range list {
			list[i].Versions = newestFirst(byID[list[i].ID.Raw()])
		}
		return ami.TemplateList{List: list}, nil
	})
}

func (c *Client) readTemplates(ctx context.Context, s *session, at ami.Where, w *words) ([]ami.Template, *ami.Problem) {
	list := []ami.Template{}
	managed := new(true)
	p := c.walk(ctx, chain{s: s, at: at, action: "ec2:DescribeLaunchTemplates",
		ask: func(ctx context.Context, token *string) (int, *string, error) {
			in := &ec2.DescribeLaunchTemplatesInput{MaxResults: new(int32(versionsPerRequest)), NextToken: token, IncludeManagedResources: managed}
			client := s.ec2(at.Region)
			out, err := client.DescribeLaunchTemplates(ctx, in)
			if unknownParameter(err, "ManagedResources") {
				managed, in.IncludeManagedResources = nil, nil
				out, err = client.DescribeLaunchTemplates(ctx, in)
			}
			if err != nil {
				return 0, nil, err
			}
			for i := range out.LaunchTemplates {
				list = append(list, templateFrom(&out.LaunchTemplates[i], w))
			}
			return len(out.LaunchTemplates), out.NextToken, nil
		}})
	return list, p
}

func templateFrom(in *types.LaunchTemplate, w *words) ami.Template {
	t := ami.Template{
		ID: safe(in.LaunchTemplateId), Name: safe(in.LaunchTemplateName), Default: value(in.DefaultVersionNumber), Latest: value(in.LatestVersionNumber),
		Created: dateOf(in.CreateTime), By: safe(in.CreatedBy), Tags: tagsOf(in.Tags, w),
	}
	if o := in.Operator; o != nil && value(o.Managed) {
		t.Managed = safe(o.Principal)
	}
	return t
}

// templateVersions lists all versions of a template.
func (c *Client) templateVersions(ctx context.Context, n ami.TemplateVersions, a *answer) {
	c.whole(ctx, n.Where, a, func(s *session) (ami.Body, *ami.Problem) {
		found, p := c.readTemplateVersions(ctx, s, n.Where, template{id: n.ID}, nil)
		if p != nil {
			return nil, p
		}
		w := newWords()
		body := ami.TemplateVersionList{ID: text.Clean(n.ID), List: []ami.TemplateVersion{}}
		for i := range found {
			body.Name = safe(found[i].LaunchTemplateName)
			body.List = append(body.List, versionOf(&found[i], w))
		}
		body.List = newestFirst(body.List)
		return body, nil
	})
}

func newestFirst(list []ami.TemplateVersion) []ami.TemplateVersion {
	slices.SortFunc(list, func(a, b ami.TemplateVersion) int { return cmp.Compare(b.Number, a.Number) })
	return list
}

// versionOf is a version without what may hold secrets: of its user data only a
// fingerprint is kept.
func versionOf(in *types.LaunchTemplateVersion, w *words) ami.TemplateVersion {
	v := ami.TemplateVersion{
		Number: value(in.VersionNumber), Default: value(in.DefaultVersion), Description: safe(in.VersionDescription),
		Created: dateOf(in.CreateTime), By: safe(in.CreatedBy),
	}
	data := in.LaunchTemplateData
	if data == nil {
		return v
	}
	if parameter, ok := strings.CutPrefix(value(data.ImageId), resolveAlias); ok {
		v.Parameter = text.Clean(parameter)
	} else {
		v.ImageID = safe(data.ImageId)
	}
	v.Type = w.one(string(data.InstanceType))
	if m := data.MetadataOptions; m != nil {
		v.Tokens, v.Endpoint, v.HopLimit = w.one(string(m.HttpTokens)), w.one(string(m.HttpEndpoint)), value(m.HttpPutResponseHopLimit)
	}
	v.Key, v.Groups = safe(data.KeyName), safeAll(data.SecurityGroupIds)
	if p := data.IamInstanceProfile; p != nil {
		if v.Profile = safe(p.Arn); v.Profile.IsZero() {
			v.Profile = safe(p.Name)
		}
	}
	if m := data.InstanceMarketOptions; m != nil {
		v.Spot = m.MarketType == types.MarketTypeSpot
	}
	if e := data.EnclaveOptions; e != nil {
		v.Enclaves = value(e.Enabled)
	}
	v.Protected = value(data.DisableApiTermination)
	if n := data.NetworkInterfaces; len(n) > 0 {
		v.Interfaces, v.Subnet, v.Groups = true, safe(n[0].SubnetId), safeAll(n[0].Groups)
	}
	v.Devices = templateDevices(data.BlockDeviceMappings, w)
	v.UserData = fingerprint(value(data.UserData))
	rest := *data
	rest.ImageId, rest.UserData, rest.BlockDeviceMappings = nil, nil, nil
	v.Rest = fingerprint(plainJSON(rest))
	return v
}

func safeAll(in []string) []text.Safe {
	var out []text.Safe
	for i := range in {
		out = append(out, safe(&in[i]))
	}
	return out
}

// fingerprint tells texts apart without saying anything of them.
func fingerprint(s string) text.Safe {
	if s == "" {
		return text.Safe{}
	}
	sum := sha256.Sum256([]byte(s))
	return text.Clean(hex.EncodeToString(sum[:8]))
}

// templateDevices are the block devices of a template, as those of an image.
func templateDevices(in []types.LaunchTemplateBlockDeviceMapping, w *words) []ami.Device {
	var out []ami.Device
	for _, m := range in {
		d := ami.Device{Name: w.one(value(m.DeviceName)), Virtual: w.one(value(m.VirtualName)), NoDevice: m.NoDevice != nil}
		if e := m.Ebs; e != nil {
			d.EBS = &ami.EBS{
				SnapshotID: safe(e.SnapshotId), VolumeSize: value(e.VolumeSize), VolumeType: w.one(string(e.VolumeType)),
				IOPS: value(e.Iops), Throughput: value(e.Throughput), Encrypted: ami.FlagOf(e.Encrypted),
				DeleteOnTermination: ami.FlagOf(e.DeleteOnTermination),
				RareEBS:             ami.RareEBS{KeyID: w.one(value(e.KmsKeyId)), InitializationRate: value(e.VolumeInitializationRate), CardIndex: e.EbsCardIndex}.OrNone(),
			}
		}
		out = append(out, d)
	}
	return out
}

// wholeNumber is a version as a number; 0 where it is none.
func wholeNumber(version string) int64 {
	n, err := strconv.ParseInt(version, 10, 64)
	if err != nil {
		return 0
	}
	return n
}
