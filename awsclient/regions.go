package awsclient

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/ec2"

	"tami/model/ami"
)

// DefaultRegion is the region that the environment or the profile names, by
// the precedence of the AWS SDK: AWS_REGION, AWS_DEFAULT_REGION, then the
// profile's own. It reads files but asks nothing of the network. A profile
// that does not exist is a Problem of kind BadProfile that names its
// neighbours; no region anywhere is one of kind NoRegion.
func (c *Client) DefaultRegion(profile string) (region string, p *ami.Problem) {
	name, named := c.chosenProfile(profile)
	var fromProfile string
	if !c.simulated() {
		shared := c.shared()
		found, ok := shared.profile(name)
		if !ok && named {
			return "", unknownProfile(name, shared)
		}
		if ok {
			fromProfile = found.values["region"]
		}
	}
	region = cmp.Or(c.opt.Env(regionEnv), c.opt.Env(regionDefaultEnv), fromProfile)
	if region == "" {
		return "", noRegion(profile)
	}
	if err := ami.CheckRegion(region); err != nil {
		return "", badRegion(region, err)
	}
	return region, nil
}

// Prepare reads the configuration of profiles, which asks nobody,
// ahead of the first question: the program has other things to do at its
// start. What is wrong comes with the first answer.
func (c *Client) Prepare(ctx context.Context, profiles []string) {
	for _, p := range profiles {
		if region, problem := c.DefaultRegion(p); problem == nil {
			if s, problem := c.session(ctx, ami.Where{Profile: p, Region: region}); problem == nil {
				_ = s.ec2(region)
			}
		}
	}
}

// partition is a set of regions that share accounts, and nothing with others.
type partition struct {
	prefix string   // what its regions' names begin with
	home   string   // the region that is enabled in each of its accounts
	always []string // regions that every account has
	optIn  []string // regions that an account has to enable
}

// partitions is what AWS looked like in November 2026: the list to fall back
// to when an account may not ask for its own. Source: the partition metadata
// that AWS publishes with its SDKs, and the region pages of its general
// reference for what has to be enabled. The last one takes all other names.
func partitions() []partition {
	return []partition{
		{prefix: "cn-", home: "cn-north-1", always: []string{"cn-north-1", "cn-northwest-1"}},
		{prefix: "us-gov-", home: "us-gov-west-1", always: []string{"us-gov-east-1", "us-gov-west-1"}},
		{prefix: "eusc-", home: "eusc-de-east-1", always: []string{"eusc-de-east-1"}},
		{prefix: "us-iso-", home: "us-iso-east-1", always: []string{"us-iso-east-1", "us-iso-west-1"}},
		{prefix: "us-isob-", home: "us-isob-east-1", always: []string{"us-isob-east-1", "us-isob-west-1"}},
		{prefix: "eu-isoe-", home: "eu-isoe-west-1", always: []string{"eu-isoe-west-1"}},
		{prefix: "us-isof-", home: "us-isof-south-1", always: []string{"us-isof-east-1", "us-isof-south-1"}},
		{
			prefix: "", home: "us-east-1",
			always: []string{
				"ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1", "ap-southeast-2",
				"ca-central-1", "eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3",
				"sa-east-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2",
			},
			optIn: []string{
				"af-south-1", "ap-east-1", "ap-east-2", "ap-south-2", "ap-southeast-3", "ap-southeast-4",
				"ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "ca-west-1", "eu-central-2", "eu-south-1", "eu-south-2",
				"il-central-1", "me-central-1", "me-south-1", "mx-central-1",
			},
		},
	}
}

func partitionOf(region string) partition {
	all := partitions()
	for _, p := range all {
		if strings.HasPrefix(region, p.prefix) {
			return p
		}
	}
	return all[len(all)-1]
}

// builtinRegions is the list of the partition that a region belongs to.
func builtinRegions(region string) ami.RegionList {
	p := partitionOf(region)
	list := ami.RegionList{Builtin: true}
	for _, name := range p.always {
		list.Regions = append(list.Regions, ami.Region{Name: name, Enabled: true})
	}
	for _, name := range p.optIn {
		list.Regions = append(list.Regions, ami.Region{Name: name})
	}
	sortRegions(list.Regions)
	return list
}

// knownRegion reports whether a name is a region that tami was built with;
// newer ones are used all the same.
func knownRegion(name string) bool { return slices.Contains(knownRegions(), name) }

func knownRegions() []string {
	var names []string
	for _, p := range partitions() {
		names = append(append(names, p.always...), p.optIn...)
	}
	return names
}

func sortRegions(rs []ami.Region) {
	slices.SortFunc(rs, func(a, b ami.Region) int { return strings.Compare(a.Name, b.Name) })
}

// regions asks EC2 which regions the account has. When it cannot be asked the
// answer is the built-in list, with the Problem beside it.
func (c *Client) regions(ctx context.Context, n ami.Regions, a *answer) {
	s, p := c.signedIn(ctx, n.Place())
	if p != nil {
		a.done(builtinRegions(c.opt.Env(regionEnv)), p)
		return
	}
	list, p := c.listRegions(ctx, s)
	if p != nil {
		list = builtinRegions(s.region)
	}
	a.done(list, p)
}

// listRegions asks in the configured region first, which a private network may
// be the only way to reach, and then in the partition's home region, which
// cannot be disabled.
func (c *Client) listRegions(ctx context.Context, s *session) (list ami.RegionList, p *ami.Problem) {
	for _, region := range s.askIn() {
		at := ami.Where{Profile: s.profile, Region: region}
		var out *ec2.DescribeRegionsOutput
		p = c.call(ctx, s, at, "ec2:DescribeRegions", func(ctx context.Context) (err error) {
			out, err = s.ec2(region).DescribeRegions(ctx, &ec2.DescribeRegionsInput{AllRegions: new(true)})
			return err
		})
		if p == nil {
			return regionList(out), nil
		}
		if !keysRefused(p) {
			break
		}
	}
	return ami.RegionList{}, p
}

func regionList(out *ec2.DescribeRegionsOutput) ami.RegionList {
	var list ami.RegionList
	for _, r := range out.Regions {
		name := value(r.RegionName)
		if ami.CheckRegion(name) != nil {
			continue // a name is shown and becomes part of a host name
		}
		list.Regions = append(list.Regions, ami.Region{Name: name, Enabled: value(r.OptInStatus) != "not-opted-in"})
	}
	sortRegions(list.Regions)
	return list
}
