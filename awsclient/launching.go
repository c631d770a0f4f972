package awsclient

import (
	"context"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"tami/model/ami"
	"tami/model/text"
)

// typesPerPage is the largest page of instance types that EC2 gives.
const typesPerPage = 100

// answerLaunching answers what is asked before a launch.
func (c *Client) answerLaunching(ctx context.Context, a *answer) {
	at := a.need.Place()
	c.whole(ctx, at, a, func(s *session) (ami.Body, *ami.Problem) {
		l := launching{c, s, at}
		switch n := a.need.(type) {
		case ami.OfferedTypes:
			return l.types(ctx, strings.Fields(n.Names))
		case ami.TypeZones:
			return l.zones(ctx)
		case ami.KeyPairs:
			return l.keyPairs(ctx)
		case ami.Subnets:
			return l.subnets(ctx)
		case ami.SecurityGroups:
			return l.groups(ctx)
		default:
			return nil, unanswered()
		}
	})
}

// launching reads what a place has for launches. Each list means little while a
// part of it is missing, so it is told as a whole.
type launching struct {
	client  *Client
	session *session
	at      ami.Where
}

// read walks through the pages of one list.
func (l launching) read(ctx context.Context, action string, ask func(ctx context.Context, client *ec2.Client, token *string) (size int, next *string, err error)) *ami.Problem {
	return l.client.walk(ctx, chain{s: l.session, at: l.at, action: action,
		ask: func(ctx context.Context, token *string) (int, *string, error) {
			return ask(ctx, l.session.ec2(l.at.Region), token)
		}})
}

func (l launching) types(ctx context.Context, names []string) (ami.Body, *ami.Problem) {
	list, w := []ami.InstanceType{}, newWords()
	var filters []types.Filter // which passes over a name that the region does not know
	if len(names) > 0 {
		filters = []types.Filter{{Name: new("instance-type"), Values: names}}
	}
	p := l.read(ctx, "ec2:DescribeInstanceTypes", func(ctx context.Context, client *ec2.Client, token *string) (int, *string, error) {
		out, err := client.DescribeInstanceTypes(ctx, &ec2.DescribeInstanceTypesInput{Filters: filters, MaxResults: new(int32(typesPerPage)), NextToken: token})
		if err != nil {
			return 0, nil, err
		}
		for i := range out.InstanceTypes {
			list = append(list, instanceTypeOf(&out.InstanceTypes[i], w))
		}
		return len(out.InstanceTypes), out.NextToken, nil
	})
	if p != nil {
		return nil, p
	}
	return ami.InstanceTypeList{List: list}, nil
}

// allOf makes words of AWS's out of a list of them.
func allOf[S ~string](in []S, w *words) []text.Safe {
	var out []text.Safe
	for _, s := range in {
		out = append(out, w.one(string(s)))
	}
	return out
}

func instanceTypeOf(in *types.InstanceTypeInfo, w *words) ami.InstanceType {
	t := ami.InstanceType{
		Name:      text.Clean(string(in.InstanceType)),
		BootModes: allOf(in.SupportedBootModes, w), Virtual: allOf(in.SupportedVirtualizationTypes, w),
		Enclaves:    w.one(string(in.NitroEnclavesSupport)),
		RootDevices: allOf(in.SupportedRootDeviceTypes, w), Usage: allOf(in.SupportedUsageClasses, w),
		Hypervisor: w.one(string(in.Hypervisor)), Disks: value(in.InstanceStorageSupported), BareMetal: value(in.BareMetal),
		Current: value(in.CurrentGeneration), Burstable: value(in.BurstablePerformanceSupported), FreeTier: value(in.FreeTierEligible),
	}
	if in.VCpuInfo != nil {
		t.VCPUs = value(in.VCpuInfo.DefaultVCpus)
	}
	if in.MemoryInfo != nil {
		t.MemoryMiB = value(in.MemoryInfo.SizeInMiB)
	}
	if in.ProcessorInfo != nil {
		t.Architectures = allOf(in.ProcessorInfo.SupportedArchitectures, w)
	}
	if n := in.NetworkInfo; n != nil {
		t.ENA, t.Network = w.one(string(n.EnaSupport)), w.one(value(n.NetworkPerformance))
	}
	if e := in.EbsInfo; e != nil {
		t.NVMe, t.Encryption = w.one(string(e.NvmeSupport)), w.one(string(e.EncryptionSupport))
		t.MaxVolumes, t.SharedLimit = value(e.MaximumEbsAttachments), e.AttachmentLimitType == types.AttachmentLimitTypeShared
	}
	if in.NitroTpmSupport == types.NitroTpmSupportSupported && in.NitroTpmInfo != nil {
		t.TPM = allOf(in.NitroTpmInfo.SupportedVersions, w)
	}
	if in.InstanceStorageInfo != nil {
		t.DiskGB = value(in.InstanceStorageInfo.TotalSizeInGB)
	}
	return t
}

func (l launching) zones(ctx context.Context) (ami.Body, *ami.Problem) {
	zones := map[string][]string{}
	p := l.read(ctx, "ec2:DescribeInstanceTypeOfferings", func(ctx context.Context, client *ec2.Client, token *string) (int, *string, error) {
		out, err := client.DescribeInstanceTypeOfferings(ctx, &ec2.DescribeInstanceTypeOfferingsInput{
			LocationType: types.LocationTypeAvailabilityZone, MaxResults: new(int32(pageSize)), NextToken: token,
		})
		if err != nil {
			return 0, nil, err
		}
		for _, o := range out.InstanceTypeOfferings {
			name := text.Clean(string(o.InstanceType)).String()
			zones[name] = append(zones[name], safe(o.Location).String())
		}
		return len(out.InstanceTypeOfferings), out.NextToken, nil
	})
	if p != nil {
		return nil, p
	}
	return ami.OfferingList{Zones: zones}, nil
}

// keyPairs are all in one answer: EC2 has no pages of them.
func (l launching) keyPairs(ctx context.Context) (ami.Body, *ami.Problem) {
	list := []ami.KeyPair{}
	p := l.client.call(ctx, l.session, l.at, "ec2:DescribeKeyPairs", func(ctx context.Context) error {
		out, err := l.session.ec2(l.at.Region).DescribeKeyPairs(ctx, &ec2.DescribeKeyPairsInput{})
		if err != nil {
			return err
		}
		for _, k := range out.KeyPairs {
			list = append(list, ami.KeyPair{Name: safe(k.KeyName), ID: safe(k.KeyPairId), Type: text.Clean(string(k.KeyType))})
		}
		return nil
	})
	if p != nil {
		return nil, p
	}
	return ami.KeyPairList{List: list}, nil
}

func (l launching) subnets(ctx context.Context) (ami.Body, *ami.Problem) {
	list := []ami.Subnet{}
	p := l.read(ctx, "ec2:DescribeSubnets", func(ctx context.Context, client *ec2.Client, token *string) (int, *string, error) {
		out, err := client.DescribeSubnets(ctx, &ec2.DescribeSubnetsInput{MaxResults: new(int32(pageSize)), NextToken: token})
		if err != nil {
			return 0, nil, err
		}
		for i := range out.Subnets {
			list = append(list, subnetOf(&out.Subnets[i]))
		}
		return len(out.Subnets), out.NextToken, nil
	})
	if p != nil {
		return nil, p
	}
	return ami.SubnetList{List: list}, nil
}

func subnetOf(in *types.Subnet) ami.Subnet {
	s := ami.Subnet{
		ID: safe(in.SubnetId), VPC: safe(in.VpcId), Zone: safe(in.AvailabilityZone), CIDR: safe(in.CidrBlock), State: text.Clean(string(in.State)),
		Free: value(in.AvailableIpAddressCount), Default: value(in.DefaultForAz), PublicIPv4: value(in.MapPublicIpOnLaunch),
	}
	for _, t := range in.Tags {
		if value(t.Key) == "Name" {
			s.Name = safe(t.Value)
		}
	}
	return s
}

func (l launching) groups(ctx context.Context) (ami.Body, *ami.Problem) {
	list := []ami.SecurityGroup{}
	p := l.read(ctx, "ec2:DescribeSecurityGroups", func(ctx context.Context, client *ec2.Client, token *string) (int, *string, error) {
		out, err := client.DescribeSecurityGroups(ctx, &ec2.DescribeSecurityGroupsInput{MaxResults: new(int32(pageSize)), NextToken: token})
		if err != nil {
			return 0, nil, err
		}
		for _, g := range out.SecurityGroups {
			list = append(list, ami.SecurityGroup{ID: safe(g.GroupId), Name: safe(g.GroupName), VPC: safe(g.VpcId), Description: safe(g.Description)})
		}
		return len(out.SecurityGroups), out.NextToken, nil
	})
	if p != nil {
		return nil, p
	}
	return ami.SecurityGroupList{List: list}, nil
}
