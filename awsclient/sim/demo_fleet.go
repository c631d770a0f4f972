package sim

import (
	"cmp"
	"strconv"
	"strings"
)

// demoLaunch is one instance to be there.
type demoLaunch struct {
	name  string
	image *Image
	// imageID stands for an image that is not in the account's own list.
	imageID string
	kind    string // instance type
	group   string // security group
	state   string // running when empty
	days    int    // since its launch
	minutes int
	spot    bool
	// scaling, template and version say which group launched it from what.
	scaling, template, version string
	// id is the instance's ID where something else already names it.
	id string
}

// addFleet adds the groups with their instances, and the instances on their own.
func (d *demoRegion) addFleet() {
	d.addGroups()
	for _, l := range d.pets() {
		d.launch(l)
	}
}

// pets are the instances that no group replaces.
func (d *demoRegion) pets() []demoLaunch {
	bastion := demoLaunch{name: "bastion-1", kind: "t4g.small", group: "bastion", days: 29}
	if d.name == demoBrazil {
		bastion.image = d.image("bastion", 120)
		return []demoLaunch{bastion}
	}
	bastion.image = d.image("bastion", 30)
	postgres := d.image("db-postgres", 66)
	pets := []demoLaunch{
		bastion,
		{name: "db-postgres-1", image: postgres, kind: "r7g.2xlarge", group: "db", days: 61},
		{name: "payments-1", image: d.image("payments", 12), kind: "m7i.xlarge", group: "app", days: 11},
	}
	switch d.name {
	case demoHome:
		pets = append(pets, d.homePets()...)
	case demoEurope:
		pets = append(pets,
			demoLaunch{name: "db-postgres-2", image: postgres, kind: "r7g.2xlarge", group: "db", days: 60},
			demoLaunch{name: "eu-reporting-1", image: d.image("eu-reporting", 7), kind: "m7g.large", group: "app", days: 6},
			demoLaunch{name: "search-1", image: d.image("search", 33), kind: "r7g.large", group: "app", days: 32},
			demoLaunch{name: "backoffice-1", image: d.image("windows-2022-iis", 38), kind: "m7i.large", group: "app", days: 36},
			demoLaunch{name: "legacy-reports", image: d.image("legacy-reports-pv", 4452), kind: "m3.medium", group: "app", days: 903, state: "stopped"})
	case demoSydney:
		pets = append(pets, demoLaunch{name: "perf-test", image: d.image("perf-test-baseline", 245), kind: "c6i.large",
			group: "app", days: 240, state: "stopped"})
	}
	return pets
}

func (d *demoRegion) homePets() []demoLaunch {
	return []demoLaunch{
		{name: "db-postgres-2", image: d.image("db-postgres", 66), kind: "r7g.2xlarge", group: "db", days: 60},
		{name: "payments-2", image: d.image("payments", 12), kind: "m7i.xlarge", group: "app", days: 11, minutes: 20},
		{name: "search-1", image: d.image("search", 33), kind: "r7g.large", group: "app", days: 32},
		{name: "search-2", image: d.image("search", 33), kind: "r7g.large", group: "app", days: 32, minutes: 9},
		{name: "vault-1", image: d.image("vault-tpm", 16), kind: "m7i.large", group: "app", days: 15},
		{name: "backoffice-1", image: d.image("windows-2022-iis", 10), kind: "m7i.xlarge", group: "app", days: 8},
		{name: "legacy-reports", image: d.image("legacy-reports-pv", 4452), kind: "m3.medium", group: "app", days: 903},
		{name: "fax-gateway", image: d.image("legacy-fax-i386", 3011), kind: "t2.small", group: "app", days: 1890, state: "stopped"},
		{name: "web-builder", image: d.image("golden-al2023", 371), kind: "c7g.large", group: "app", days: 352, state: "stopped",
			id: d.id("i", "web-arm64", "builder")},
		{name: "scratch-jk", imageID: publicImageID(d.name, "ubuntu-noble-amd64-server", 6), kind: "t3.medium", group: "bastion", days: 44},
		{name: "edge-1", imageID: d.id("ami", "edge", "deregistered"), kind: "c6i.large", group: "web", days: 391},
		{name: "web-debug", image: d.image("web-arm64", 2), kind: "c7g.large", group: "web", days: 1, minutes: 90, state: "terminated"},
		{name: "worker-spot-9", image: d.image("worker", 17), kind: "c7a.large", group: "app", days: 2, state: "terminated", spot: true},
	}
}

// launch adds one instance with its volumes and gives its ID.
func (d *demoRegion) launch(l demoLaunch) string {
	id := cmp.Or(l.id, d.id("i", "instance", l.name))
	zone := d.nextAddress % len(d.zones)
	d.nextAddress++
	state, code := cmp.Or(l.state, "running"), map[string]int{"": 16, "running": 16, "stopped": 80, "terminated": 48}[l.state]
	i := Instance{
		InstanceId: id, ImageId: l.imageID, InstanceType: l.kind, LaunchTime: d.ago(l.days, l.minutes+2),
		State:        &InstanceState{Code: code, Name: state},
		Architecture: "x86_64", VirtualizationType: "hvm", Hypervisor: "xen", EnaSupport: new(true),
		RootDeviceType: "ebs", RootDeviceName: "/dev/xvda",
		PlatformDetails: "Linux/UNIX", UsageOperation: "RunInstances", UsageOperationUpdateTime: d.ago(l.days, l.minutes+2),
		Monitoring: &Monitoring{State: "disabled"}, KeyName: "ops-2026", ClientToken: demoUUID(d.name, "token", l.name),
		Placement: &Placement{AvailabilityZone: d.zones[zone], AvailabilityZoneId: d.zoneID(zone), Tenancy: "default"},
		Tags:      d.instanceTags(l),
	}
	if l.scaling != "" {
		i.EbsOptimized, i.Monitoring.State = true, "enabled"
		i.IamInstanceProfile = &IamInstanceProfile{
			Arn: "arn:aws:iam::" + demoAccount + ":instance-profile/" + cmp.Or(l.template, l.scaling),
			Id:  "AIPA" + strings.ToUpper(demoHex(demoHash(d.name, l.scaling), 16)),
		}
	}
	if l.spot {
		i.InstanceLifecycle, i.SpotInstanceRequestId = "spot", "sir-"+demoHex(demoHash(d.name, l.name, "spot"), 8)
	}
	if l.image != nil {
		i.takeAfter(l.image)
		l.image.LastLaunchedTime = max(l.image.LastLaunchedTime, i.LaunchTime)
	}
	if state == "terminated" {
		i.StateTransitionReason = "User initiated (" + d.now.Format("2006-01-02 15:04:05") + " GMT)"
		i.StateReason = &StateReason{Code: "Client.UserInitiatedShutdown", Message: "Client.UserInitiatedShutdown: User initiated shutdown"}
		if l.spot {
			i.StateTransitionReason = "Server.SpotInstanceTermination"
			i.StateReason = &StateReason{Code: "Server.SpotInstanceTermination", Message: "Server.SpotInstanceTermination: Spot instance termination"}
		}
	} else {
		d.plugIn(&i, l, zone)
	}
	if state == "stopped" {
		i.StateTransitionReason = "User initiated (" + d.now.AddDate(0, 0, -min(l.days, 12)).Format("2006-01-02 15:04:05") + " GMT)"
		i.StateReason = &StateReason{Code: "Client.UserInitiatedShutdown", Message: "Client.UserInitiatedShutdown: User initiated shutdown"}
	}
	d.seed.Instances = append(d.seed.Instances, i)
	return id
}

// takeAfter gives an instance what its image decides.
func (i *Instance) takeAfter(image *Image) {
	i.ImageId, i.Architecture = image.ImageId, image.Architecture
	i.VirtualizationType, i.KernelId = image.VirtualizationType, image.KernelId
	i.RootDeviceName, i.RootDeviceType = image.RootDeviceName, image.RootDeviceType
	i.Platform, i.PlatformDetails, i.UsageOperation = image.Platform, image.PlatformDetails, image.UsageOperation
	i.BootMode, i.TpmSupport, i.EnaSupport = image.BootMode, image.TpmSupport, image.EnaSupport
	i.CurrentInstanceBootMode = "legacy-bios"
	if image.BootMode == "uefi" || image.BootMode == "uefi-preferred" {
		i.CurrentInstanceBootMode = "uefi"
	}
	i.ProductCodes = image.ProductCodes
	i.MetadataOptions = &InstanceMetadataOptionsResponse{
		State: "applied", HttpTokens: demoTokens(image), HttpPutResponseHopLimit: new(2),
		HttpEndpoint: "enabled", HttpProtocolIpv6: "disabled", InstanceMetadataTags: "disabled",
	}
}

// instanceTags are the tags of an instance; Auto Scaling and templates add their own.
func (d *demoRegion) instanceTags(l demoLaunch) []Tag {
	tags := demoTags("Name", l.name, "env", "prod", "aws:autoscaling:groupName", l.scaling)
	if l.template != "" {
		tags = append(tags, demoTags("aws:ec2launchtemplate:id", d.templates[l.template],
			"aws:ec2launchtemplate:version", l.version)...)
	}
	return tags
}

// plugIn gives an instance its place in the network and its volumes.
func (d *demoRegion) plugIn(i *Instance, l demoLaunch, zone int) {
	second := strconv.Itoa(d.secondByte())
	kind, third := "private", 16*zone
	if l.group == "bastion" {
		kind, third = "public", 200+zone
		i.PublicIpAddress = "198.51.100." + strconv.Itoa(d.nextAddress)
		i.PublicDnsName = "ec2-198-51-100-" + strconv.Itoa(d.nextAddress) + "." + d.name + ".compute.amazonaws.com"
	}
	last := strconv.Itoa(d.nextAddress)
	i.PrivateIpAddress = "10." + second + "." + strconv.Itoa(third) + "." + last
	i.PrivateDnsName = "ip-10-" + second + "-" + strconv.Itoa(third) + "-" + last + ".ec2.internal"
	if d.name != demoHome {
		i.PrivateDnsName = "ip-10-" + second + "-" + strconv.Itoa(third) + "-" + last + "." + d.name + ".compute.internal"
	}
	i.VpcId, i.SubnetId, i.SourceDestCheck = d.id("vpc", "prod"), d.subnet(kind, zone), new(true)
	groups := []GroupIdentifier{{GroupId: d.group(l.group), GroupName: "prod-" + l.group}}
	i.SecurityGroups = groups
	i.NetworkInterfaces = []InstanceNetworkInterface{{
		NetworkInterfaceId: d.id("eni", l.name), Status: "in-use", OwnerId: demoAccount, InterfaceType: "interface",
		SubnetId: i.SubnetId, VpcId: i.VpcId, PrivateIpAddress: i.PrivateIpAddress, PrivateDnsName: i.PrivateDnsName,
		Groups: groups, SourceDestCheck: new(true),
		Attachment: &InstanceNetworkInterfaceAttachment{
			AttachmentId: d.id("eni-attach", l.name), AttachTime: i.LaunchTime, DeleteOnTermination: new(true),
			DeviceIndex: new(0), NetworkCardIndex: new(0), Status: "attached",
		},
		PrivateIpAddresses: []InstancePrivateIpAddress{{
			Primary: new(true), PrivateIpAddress: i.PrivateIpAddress, PrivateDnsName: i.PrivateDnsName,
		}},
	}}
	mappings := []BlockDeviceMapping{demoVolume{device: "/dev/xvda", size: 20}.mapping("", false)}
	if l.image != nil {
		mappings = l.image.BlockDeviceMappings
	}
	for _, m := range mappings {
		if m.Ebs != nil {
			d.attach(i, l, m)
		}
	}
}

// attach makes the volume of one mapping and ties it to the instance.
func (d *demoRegion) attach(i *Instance, l demoLaunch, m BlockDeviceMapping) {
	v := Volume{
		VolumeId: d.id("vol", "instance", l.name, m.DeviceName), Size: *m.Ebs.VolumeSize, VolumeType: m.Ebs.VolumeType,
		SnapshotId: m.Ebs.SnapshotId, Encrypted: *m.Ebs.Encrypted, Iops: m.Ebs.Iops, Throughput: m.Ebs.Throughput,
		AvailabilityZone: i.Placement.AvailabilityZone, AvailabilityZoneId: i.Placement.AvailabilityZoneId,
		CreateTime: i.LaunchTime, State: "in-use", MultiAttachEnabled: new(false),
		Tags: demoTags("Name", l.name+" "+m.DeviceName),
	}
	if v.Encrypted {
		v.KmsKeyId = d.keyARN("alias/prod")
		for k := range d.seed.Snapshots {
			if s := &d.seed.Snapshots[k]; s.SnapshotId == v.SnapshotId {
				v.KmsKeyId = s.KmsKeyId
			}
		}
	}
	v.Attachments = []VolumeAttachment{{
		VolumeId: v.VolumeId, InstanceId: i.InstanceId, Device: m.DeviceName, State: "attached",
		AttachTime: i.LaunchTime, DeleteOnTermination: m.Ebs.DeleteOnTermination,
	}}
	d.seed.Volumes = append(d.seed.Volumes, v)
	i.BlockDeviceMappings = append(i.BlockDeviceMappings, InstanceBlockDeviceMapping{
		DeviceName: m.DeviceName,
		Ebs: &EbsInstanceBlockDevice{
			VolumeId: v.VolumeId, Status: "attached", AttachTime: i.LaunchTime, DeleteOnTermination: m.Ebs.DeleteOnTermination,
		},
	})
}
