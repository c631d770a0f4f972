package sim

import "slices"

func vpcFilters() string {
	return `
		cidr CidrBlock
		cidr-block-association.cidr-block CidrBlockAssociationSet.CidrBlock
		cidr-block-association.association-id CidrBlockAssociationSet.AssociationId
		cidr-block-association.state CidrBlockAssociationSet.CidrBlockState.State
		dhcp-options-id DhcpOptionsId
		ipv6-cidr-block-association.ipv6-cidr-block Ipv6CidrBlockAssociationSet.Ipv6CidrBlock
		ipv6-cidr-block-association.ipv6-pool Ipv6CidrBlockAssociationSet.Ipv6Pool
		ipv6-cidr-block-association.association-id Ipv6CidrBlockAssociationSet.AssociationId
		ipv6-cidr-block-association.state Ipv6CidrBlockAssociationSet.Ipv6CidrBlockState.State
		is-default IsDefault
		isDefault IsDefault
		owner-id OwnerId
		state State
		vpc-id VpcId`
}

type describeVpcsInput struct {
	VpcIds []string `form:"VpcId"`
	paging
	filtering
}

type describeVpcsResult struct {
	Vpcs      []*Vpc `wire:"vpcSet,always"`
	NextToken string `wire:"nextToken"`
}

func describeVpcs(c *call, in *describeVpcsInput) (out describeVpcsResult, err error) {
	list := listing[Vpc]{
		shelf: c.own.vpcs,
		kind: filterKind[Vpc]{
			paths: vpcFilters(),
			tags:  func(_ *call, v *Vpc) []Tag { return v.Tags },
		},
		rule: manyRule("vpcIds"),
		id:   func(v *Vpc) string { return v.VpcId },
		ids:  vpcIDs(),
	}
	out.Vpcs, out.NextToken, err = list.run(c, in.VpcIds, in.paging, in.Filters)
	return out, err
}

func subnetFilters() string {
	return `
		availability-zone AvailabilityZone
		availability-zone-id AvailabilityZoneId
		available-ip-address-count AvailableIpAddressCount
		cidr CidrBlock
		cidr-block CidrBlock
		customer-owned-ipv4-pool CustomerOwnedIpv4Pool
		default-for-az DefaultForAz
		enable-dns64 EnableDns64
		enable-lni-at-device-index EnableLniAtDeviceIndex
		ipv6-cidr-block-association.ipv6-cidr-block Ipv6CidrBlockAssociationSet.Ipv6CidrBlock
		ipv6-cidr-block-association.association-id Ipv6CidrBlockAssociationSet.AssociationId
		ipv6-cidr-block-association.state Ipv6CidrBlockAssociationSet.Ipv6CidrBlockState.State
		ipv6-native Ipv6Native
		map-customer-owned-ip-on-launch MapCustomerOwnedIpOnLaunch
		map-public-ip-on-launch MapPublicIpOnLaunch
		outpost-arn OutpostArn
		owner-id OwnerId
		private-dns-name-options-on-launch.hostname-type PrivateDnsNameOptionsOnLaunch.HostnameType
		private-dns-name-options-on-launch.enable-resource-name-dns-a-record PrivateDnsNameOptionsOnLaunch.EnableResourceNameDnsARecord
		private-dns-name-options-on-launch.enable-resource-name-dns-aaaa-record PrivateDnsNameOptionsOnLaunch.EnableResourceNameDnsAAAARecord
		state State
		subnet-arn SubnetArn
		subnet-id SubnetId
		vpc-id VpcId`
}

type describeSubnetsInput struct {
	SubnetIds []string `form:"SubnetId"`
	paging
	filtering
}

type describeSubnetsResult struct {
	Subnets   []*Subnet `wire:"subnetSet,always"`
	NextToken string    `wire:"nextToken"`
}

func describeSubnets(c *call, in *describeSubnetsInput) (out describeSubnetsResult, err error) {
	list := listing[Subnet]{
		shelf: c.own.subnets,
		kind: filterKind[Subnet]{
			paths: subnetFilters(),
			tags:  func(_ *call, s *Subnet) []Tag { return s.Tags },
		},
		rule: manyRule("subnetIds"),
		id:   func(s *Subnet) string { return s.SubnetId },
		ids:  subnetIDs(),
	}
	out.Subnets, out.NextToken, err = list.run(c, in.SubnetIds, in.paging, in.Filters)
	return out, err
}

type describeSecurityGroupsInput struct {
	GroupIds   []string `form:"GroupId"`
	GroupNames []string `form:"GroupName"`
	paging
	filtering
}

type describeSecurityGroupsResult struct {
	SecurityGroups []*SecurityGroup `wire:"securityGroupInfo,always"`
	NextToken      string           `wire:"nextToken"`
}

func securityGroupFilters() filterKind[SecurityGroup] {
	return filterKind[SecurityGroup]{
		paths: `
			description Description
			egress.ip-permission.cidr IpPermissionsEgress.IpRanges.CidrIp
			egress.ip-permission.from-port IpPermissionsEgress.FromPort
			egress.ip-permission.group-id IpPermissionsEgress.UserIdGroupPairs.GroupId
			egress.ip-permission.group-name IpPermissionsEgress.UserIdGroupPairs.GroupName
			egress.ip-permission.ipv6-cidr IpPermissionsEgress.Ipv6Ranges.CidrIpv6
			egress.ip-permission.prefix-list-id IpPermissionsEgress.PrefixListIds.PrefixListId
			egress.ip-permission.protocol IpPermissionsEgress.IpProtocol
			egress.ip-permission.to-port IpPermissionsEgress.ToPort
			egress.ip-permission.user-id IpPermissionsEgress.UserIdGroupPairs.UserId
			group-id GroupId
			group-name GroupName
			ip-permission.cidr IpPermissions.IpRanges.CidrIp
			ip-permission.from-port IpPermissions.FromPort
			ip-permission.group-id IpPermissions.UserIdGroupPairs.GroupId
			ip-permission.group-name IpPermissions.UserIdGroupPairs.GroupName
			ip-permission.ipv6-cidr IpPermissions.Ipv6Ranges.CidrIpv6
			ip-permission.prefix-list-id IpPermissions.PrefixListIds.PrefixListId
			ip-permission.protocol IpPermissions.IpProtocol
			ip-permission.to-port IpPermissions.ToPort
			ip-permission.user-id IpPermissions.UserIdGroupPairs.UserId
			owner-id OwnerId
			vpc-id VpcId`,
		tags: func(_ *call, g *SecurityGroup) []Tag { return g.Tags },
	}
}

func describeSecurityGroups(c *call, in *describeSecurityGroupsInput) (out describeSecurityGroupsResult, err error) {
	for _, name := range in.GroupNames {
		if !slices.ContainsFunc(c.own.securityGroups.items, func(g *SecurityGroup) bool { return g.GroupName == name }) {
			return out, refuse("InvalidGroup.NotFound", "The security group '%s' does not exist", name)
		}
	}
	list := listing[SecurityGroup]{
		shelf: c.own.securityGroups,
		kind:  securityGroupFilters(),
		rule:  manyRule("groupIds"),
		id:    func(g *SecurityGroup) string { return g.GroupId },
		ids:   groupIDs(),
	}
	if len(in.GroupNames) > 0 {
		list.sees = func(g *SecurityGroup) bool { return slices.Contains(in.GroupNames, g.GroupName) }
	}
	out.SecurityGroups, out.NextToken, err = list.run(c, in.GroupIds, in.paging, in.Filters)
	return out, err
}

type describeKeyPairsInput struct {
	KeyNames         []string `form:"KeyName"`
	KeyPairIds       []string `form:"KeyPairId"`
	IncludePublicKey bool
	filtering
}

type describeKeyPairsResult struct {
	KeyPairs []*KeyPair `wire:"keySet,always"`
}

func describeKeyPairs(c *call, in *describeKeyPairsInput) (out describeKeyPairsResult, err error) {
	for _, name := range in.KeyNames {
		if !slices.ContainsFunc(c.own.keyPairs.items, func(k *KeyPair) bool { return k.KeyName == name }) {
			return out, refuse("InvalidKeyPair.NotFound", "The key pair '%s' does not exist", name)
		}
	}
	list := listing[KeyPair]{
		shelf: c.own.keyPairs,
		kind: filterKind[KeyPair]{
			paths: `
				key-pair-id KeyPairId
				fingerprint KeyFingerprint
				key-name KeyName`,
			tags: func(_ *call, k *KeyPair) []Tag { return k.Tags },
		},
		id:  func(k *KeyPair) string { return k.KeyPairId },
		ids: keyPairIDs(),
	}
	if len(in.KeyNames) > 0 {
		list.sees = func(k *KeyPair) bool { return slices.Contains(in.KeyNames, k.KeyName) }
	}
	found, _, err := list.run(c, in.KeyPairIds, paging{}, in.Filters)
	for _, k := range found {
		seen := *k
		if !in.IncludePublicKey {
			seen.PublicKey = ""
		}
		out.KeyPairs = append(out.KeyPairs, &seen)
	}
	return out, err
}
