package sim

import "strconv"

// subnet is the ID of a subnet of the production network: private ones run things,
// public ones hold the bastion and the load balancers.
func (d *demoRegion) subnet(kind string, zone int) string {
	return d.id("subnet", "prod", kind, strconv.Itoa(zone))
}

// group is the ID of a security group of the production network.
func (d *demoRegion) group(name string) string { return d.id("sg", "prod", name) }

// zoneID is the physical name of a zone, which is the same for every account.
func (d *demoRegion) zoneID(zone int) string {
	short := map[string]string{demoHome: "use1", demoEurope: "euw1", demoSydney: "apse2", demoBrazil: "sae1"}[d.name]
	return short + "-az" + strconv.Itoa(zone+1)
}

// addNetwork adds the default VPC that every region has, and the production one.
func (d *demoRegion) addNetwork() {
	d.addVPC("default", "172.31.0.0/16")
	d.addVPC("prod", "10."+strconv.Itoa(d.secondByte())+".0.0/16")
	for z := range d.zones {
		d.addSubnet("default", "", z, "172.31."+strconv.Itoa(16*z)+".0/20")
		second := "10." + strconv.Itoa(d.secondByte()) + "."
		d.addSubnet("prod", "private", z, second+strconv.Itoa(16*z)+".0/20")
		d.addSubnet("prod", "public", z, second+strconv.Itoa(200+z)+".0/24")
	}
	d.addGroup("web", "Shop front ends, from the load balancer only", 443)
	d.addGroup("app", "API and workers, from the front ends", 8080)
	d.addGroup("db", "PostgreSQL, from the app group", 5432)
	d.addGroup("bastion", "Session recording hosts", 22)
	for _, vpc := range []string{"default", "prod"} {
		d.seed.SecurityGroups = append(d.seed.SecurityGroups, SecurityGroup{
			GroupId: d.id("sg", vpc, "default"), GroupName: "default", Description: "default VPC security group",
			OwnerId: demoAccount, VpcId: d.id("vpc", vpc),
			SecurityGroupArn:    d.arn("ec2", "security-group/"+d.id("sg", vpc, "default")),
			IpPermissionsEgress: demoEgress(),
		})
	}
}

// secondByte tells the regions' address ranges apart.
func (d *demoRegion) secondByte() int {
	return map[string]int{demoHome: 20, demoEurope: 30, demoSydney: 40, demoBrazil: 50}[d.name]
}

func (d *demoRegion) addVPC(name, cidr string) {
	v := Vpc{
		VpcId: d.id("vpc", name), CidrBlock: cidr, IsDefault: name == "default", OwnerId: demoAccount,
		State: "available", InstanceTenancy: "default", DhcpOptionsId: d.id("dopt", "default"),
		CidrBlockAssociationSet: []VpcCidrBlockAssociation{{
			AssociationId: d.id("vpc-cidr-assoc", name), CidrBlock: cidr,
			CidrBlockState: &VpcCidrBlockState{State: "associated"},
		}},
	}
	if name != "default" {
		v.Tags = demoTags("Name", name, "env", "prod")
	}
	d.seed.Vpcs = append(d.seed.Vpcs, v)
}

func (d *demoRegion) addSubnet(vpc, kind string, zone int, cidr string) {
	s := Subnet{
		SubnetId: d.subnet(kind, zone), VpcId: d.id("vpc", vpc), CidrBlock: cidr, OwnerId: demoAccount,
		AvailabilityZone: d.zones[zone], AvailabilityZoneId: d.zoneID(zone), State: "available",
		AvailableIpAddressCount: 4091 - 17*zone, MapPublicIpOnLaunch: kind != "private",
		DefaultForAz: vpc == "default", EnableDns64: new(false), Ipv6Native: new(false),
		PrivateDnsNameOptionsOnLaunch: &PrivateDnsNameOptionsOnLaunch{HostnameType: "ip-name"},
	}
	if kind == "public" {
		s.AvailableIpAddressCount = 247 - zone
	}
	s.SubnetArn = d.arn("ec2", "subnet/"+s.SubnetId)
	if vpc != "default" {
		zoneLetter := d.zones[zone][len(d.zones[zone])-1:]
		s.Tags = demoTags("Name", "prod-"+kind+"-"+zoneLetter, "tier", kind)
	}
	d.seed.Subnets = append(d.seed.Subnets, s)
}

func (d *demoRegion) addGroup(name, about string, port int) {
	from := IpRange{CidrIp: "10.0.0.0/8", Description: "Inside"}
	if name == "bastion" {
		from = IpRange{CidrIp: "203.0.113.0/24", Description: "Office"}
	}
	d.seed.SecurityGroups = append(d.seed.SecurityGroups, SecurityGroup{
		GroupId: d.group(name), GroupName: "prod-" + name, Description: about, OwnerId: demoAccount,
		VpcId: d.id("vpc", "prod"), SecurityGroupArn: d.arn("ec2", "security-group/"+d.group(name)),
		Tags: demoTags("Name", "prod-"+name, "env", "prod"),
		IpPermissions: []IpPermission{{
			IpProtocol: "tcp", FromPort: new(port), ToPort: new(port), IpRanges: []IpRange{from},
		}},
		IpPermissionsEgress: demoEgress(),
	})
}

// demoEgress lets everything out, as new security groups do.
func demoEgress() []IpPermission {
	return []IpPermission{{IpProtocol: "-1", IpRanges: []IpRange{{CidrIp: "0.0.0.0/0"}}}}
}
