package sim

import (
	"context"
	"encoding/base64"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
)

// runway is a region that things can be launched in.
func runway() RegionSeed {
	ena := func(i Image) Image {
		i.OwnerId, i.EnaSupport, i.RootDeviceName, i.RootDeviceType = us, new(true), "/dev/xvda", "ebs"
		i.BlockDeviceMappings = []BlockDeviceMapping{{DeviceName: "/dev/xvda", Ebs: &EbsBlockDevice{SnapshotId: snapID(1), VolumeSize: new(10), VolumeType: "gp3", DeleteOnTermination: new(true)}}}
		return i
	}
	encrypted := ena(Image{ImageId: amiID(6), Name: "encrypted", Architecture: "x86_64", VirtualizationType: "hvm"})
	encrypted.BlockDeviceMappings = []BlockDeviceMapping{{DeviceName: "/dev/xvda", Ebs: &EbsBlockDevice{SnapshotId: snapID(2), Encrypted: new(true), VolumeSize: new(20)}}}
	old := ena(Image{ImageId: amiID(5), Name: "no ena", Architecture: "x86_64"})
	old.EnaSupport = nil
	store := ena(Image{ImageId: amiID(8), Name: "store", Architecture: "x86_64"})
	store.RootDeviceType, store.BlockDeviceMappings = "instance-store", nil
	return RegionSeed{
		Images: []Image{
			ena(Image{ImageId: amiID(1), Name: "arm", Architecture: "arm64", VirtualizationType: "hvm", ImdsSupport: "v2.0"}),
			ena(Image{ImageId: amiID(2), Name: "x86", Architecture: "x86_64", VirtualizationType: "hvm"}),
			ena(Image{ImageId: amiID(3), Name: "pv", Architecture: "x86_64", VirtualizationType: "paravirtual"}),
			ena(Image{ImageId: amiID(4), Name: "tpm", Architecture: "x86_64", BootMode: "uefi", TpmSupport: "v2.0"}),
			old, encrypted,
			ena(Image{ImageId: amiID(7), Name: "only m7i", Architecture: "x86_64", InstanceTypeSpecification: &InstanceTypeSpecification{SupportedInstanceTypes: []InstanceTypeItem{{InstanceType: "m7i.*"}}}}),
			store,
			ena(Image{ImageId: amiID(9), Name: "broken", Architecture: "x86_64", Tags: []Tag{{unbootable, "kernel"}}}),
			ena(Image{ImageId: amiID(10), Name: "disabled", Architecture: "x86_64", State: "disabled"}),
			ena(Image{ImageId: amiID(11), Name: "32 bit", Architecture: "i386"}),
			ena(Image{ImageId: amiID(12), Name: "prefers uefi", Architecture: "x86_64", BootMode: "uefi-preferred"}),
			ena(Image{ImageId: amiID(13), Name: "mac", Architecture: "arm64_mac"}),
		},
		Snapshots: []Snapshot{
			{SnapshotId: snapID(1), VolumeSize: 10, OwnerId: us}, {SnapshotId: snapID(2), VolumeSize: 20, OwnerId: us, Encrypted: true, KmsKeyId: "arn:aws:kms:us-east-1:111122223333:key/k"},
		},
		Vpcs: []Vpc{{VpcId: "vpc-00000000000000001", IsDefault: true, CidrBlock: "172.31.0.0/16"}},
		Subnets: []Subnet{
			{SubnetId: "subnet-00000000000000001", VpcId: "vpc-00000000000000001", CidrBlock: "172.31.0.0/20", AvailabilityZone: "us-east-1a", AvailabilityZoneId: "use1-az1", DefaultForAz: true},
			{SubnetId: "subnet-00000000000000002", VpcId: "vpc-00000000000000002", CidrBlock: "10.0.0.0/20", AvailabilityZone: "us-east-1c", AvailabilityZoneId: "use1-az3"},
		},
		SecurityGroups: []SecurityGroup{{GroupId: "sg-00000000000000001", GroupName: "default", VpcId: "vpc-00000000000000001"}, {GroupId: "sg-00000000000000002", GroupName: "web", VpcId: "vpc-00000000000000002"}},
		KeyPairs:       []KeyPair{{KeyName: "ops", KeyPairId: "key-00000000000000001"}},
		LaunchTemplates: []LaunchTemplate{{
			LaunchTemplateId: "lt-00000000000000001", LaunchTemplateName: "web", DefaultVersionNumber: 1, LatestVersionNumber: 2,
		}},
		LaunchTemplateVersions: []LaunchTemplateVersion{
			{LaunchTemplateId: "lt-00000000000000001", LaunchTemplateName: "web", VersionNumber: 1, DefaultVersion: true, LaunchTemplateData: &ResponseLaunchTemplateData{ImageId: amiID(2), InstanceType: "t3.small", KeyName: "ops"}},
			{LaunchTemplateId: "lt-00000000000000001", LaunchTemplateName: "web", VersionNumber: 2, LaunchTemplateData: &ResponseLaunchTemplateData{ImageId: amiID(1), InstanceType: "t4g.small"}},
		},
	}
}

func run(image, kind string, more ...string) []string {
	return append([]string{"ImageId=" + image, "InstanceType=" + kind, "MinCount=1", "MaxCount=1"}, more...)
}

// TestLaunchRefusals holds the simulator to AWS's reasons not to launch.
func TestLaunchRefusals(t *testing.T) {
	a := open(t, inHome(runway()))
	big := base64.StdEncoding.EncodeToString(make([]byte, maxUserData+1))
	for _, c := range []struct {
		what   string
		params []string
		code   string
	}{
		{"fits", run(amiID(2), "t3.small"), ""},
		{"another architecture", run(amiID(1), "t3.small"), "InvalidParameterValue"},
		{"paravirtual on a new type", run(amiID(3), "t3.small"), "InvalidParameterCombination"},
		{"paravirtual on an old type", run(amiID(3), "m3.medium"), ""},
		{"instance store on a new type", run(amiID(8), "t3.small"), "InvalidParameterValue"},
		{"instance store on an old type", run(amiID(8), "m3.medium"), ""},
		{"no ENA where it is required", run(amiID(5), "t3.small"), "InvalidParameterCombination"},
		{"no ENA where it is not", run(amiID(5), "t2.small"), ""},
		{"UEFI on BIOS", run(amiID(4), "t2.small"), "InvalidParameterCombination"},
		{"UEFI and TPM", run(amiID(4), "m7i.large"), ""},
		{"prefers UEFI on BIOS", run(amiID(12), "t2.small"), ""},
		{"encrypted on a type without", run(amiID(6), "m1.small"), "InvalidParameterCombination"},
		{"a type the owner does not allow", run(amiID(7), "m6i.large"), "InvalidParameterCombination"},
		{"a type the owner allows", run(amiID(7), "m7i.large"), ""},
		{"32 bit on a small old type", run(amiID(11), "t2.small"), ""},
		{"32 bit on a large type", run(amiID(11), "t2.large"), "InvalidParameterValue"},
		{"a mac without a host", run(amiID(13), "mac2.metal"), "InvalidParameterCombination"},
		{"disabled", run(amiID(10), "t3.small"), "InvalidAMIID.Unavailable"},
		{"no such image", run("ami-00000000000000099", "t3.small"), "InvalidAMIID.NotFound"},
		{"no such type", run(amiID(2), "t9.small"), "InvalidParameterValue"},
		{"no such key pair", run(amiID(2), "t3.small", "KeyName=ghost"), "InvalidKeyPair.NotFound"},
		{"no such subnet", run(amiID(2), "t3.small", "SubnetId=subnet-00000000000000009"), "InvalidSubnetID.NotFound"},
		{"no such group", run(amiID(2), "t3.small", "SecurityGroupId.1=sg-00000000000000009"), "InvalidGroup.NotFound"},
		{"a group of another network", run(amiID(2), "t3.small", "SecurityGroupId.1=sg-00000000000000002"), "InvalidParameter"},
		{"a zone without the type", run(amiID(2), "m3.medium", "SubnetId=subnet-00000000000000002", "SecurityGroupId.1=sg-00000000000000002"), "Unsupported"},
		{"too much user data", run(amiID(2), "t3.small", "UserData="+big), "InvalidParameterValue"},
		{"user data that is not base64", run(amiID(2), "t3.small", "UserData=#!"), "InvalidUserData.Malformed"},
		{"smaller than the snapshot", run(amiID(2), "t3.small", "BlockDeviceMapping.1.DeviceName=/dev/xvda", "BlockDeviceMapping.1.Ebs.VolumeSize=8"), "InvalidBlockDeviceMapping"},
		{"IOPS out of range", run(amiID(2), "t3.small", "BlockDeviceMapping.1.DeviceName=/dev/xvda", "BlockDeviceMapping.1.Ebs.Iops=2000"), "InvalidParameterValue"},
		{"IOPS beyond the size", run(amiID(2), "t3.small", "BlockDeviceMapping.1.DeviceName=/dev/xvda", "BlockDeviceMapping.1.Ebs.Iops=9000"), "InvalidParameterCombination"},
		{"throughput for another type", run(amiID(2), "t3.small", "BlockDeviceMapping.1.DeviceName=/dev/xvda", "BlockDeviceMapping.1.Ebs.VolumeType=gp2", "BlockDeviceMapping.1.Ebs.Throughput=200"), "InvalidParameterCombination"},
		{"io2 without IOPS", run(amiID(2), "t3.small", "BlockDeviceMapping.1.DeviceName=/dev/xvda", "BlockDeviceMapping.1.Ebs.VolumeType=io2"), "MissingParameter"},
		{"more than the limit", []string{"ImageId=" + amiID(2), "InstanceType=t3.small", "MinCount=1", "MaxCount=101"}, "InstanceLimitExceeded"},
		{"a dry run", run(amiID(2), "t3.small", "DryRun=true"), "DryRunOperation"},
		{"no such template", []string{"MinCount=1", "MaxCount=1", "LaunchTemplate.LaunchTemplateName=ghost"}, "InvalidLaunchTemplateName.NotFoundException"},
		{"a template's default version", []string{"MinCount=1", "MaxCount=1", "LaunchTemplate.LaunchTemplateName=web"}, ""},
		{"no such version", []string{"MinCount=1", "MaxCount=1", "LaunchTemplate.LaunchTemplateName=web", "LaunchTemplate.Version=7"}, "InvalidLaunchTemplateId.VersionNotFound"},
	} {
		before := len(a.held[heldBy{us, home}].instances.items)
		r := ask(a).ec2(t, "RunInstances", c.params...)
		if r.code() != c.code {
			t.Errorf("%s: %q %s, want %q", c.what, r.code(), r.message(), c.code)
		}
		if made := len(a.held[heldBy{us, home}].instances.items) - before; made != 0 && c.code != "" || made != 1 && c.code == "" {
			t.Errorf("%s: %d instances were made", c.what, made)
		}
	}
}

func TestLaunchComesUpAndGoes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := openNow(t, inHome(runway()), 0)
		state := func(id string) string {
			return ask(a).fine(t, "DescribeInstances", "InstanceId.1="+id).xml.text("reservationSet/item/instancesSet/item/instanceState/name")
		}
		checks := func(id string) string {
			return ask(a).fine(t, "DescribeInstanceStatus", "InstanceId.1="+id).xml.text("instanceStatusSet/item/instanceStatus/status")
		}
		good := ask(a).fine(t, "RunInstances", run(amiID(2), "t3.small")...).xml.text("instancesSet/item/instanceId")
		bad := ask(a).fine(t, "RunInstances", run(amiID(9), "t3.small")...).xml.text("instancesSet/item/instanceId")
		if state(good) != "pending" {
			t.Errorf("at once: %s", state(good))
		}
		pass(2 * time.Second)
		if state(good) != "running" || checks(good) != "initializing" {
			t.Errorf("after 2 s: %s, %s", state(good), checks(good))
		}
		pass(3 * time.Second)
		if checks(good) != "ok" || checks(bad) != "impaired" {
			t.Errorf("after 5 s: %s, and %s of an image that does not boot", checks(good), checks(bad))
		}
		console, _ := base64.StdEncoding.DecodeString(ask(a).fine(t, "GetConsoleOutput", "InstanceId="+bad).xml.text("output"))
		if !strings.Contains(string(console), "Kernel panic") {
			t.Errorf("console: %q", console)
		}
		volumes := len(ask(a).fine(t, "DescribeVolumes").xml.all("volumeSet/item"))
		ask(a).fine(t, "TerminateInstances", "InstanceId.1="+good)
		pass(2 * time.Second)
		if state(good) != "terminated" {
			t.Errorf("terminated: %s", state(good))
		}
		if left := len(ask(a).fine(t, "DescribeVolumes").xml.all("volumeSet/item")); left != volumes-1 {
			t.Errorf("%d volumes of %d are left", left, volumes)
		}
	})
}

func TestLaunchTokenLaunchesOnce(t *testing.T) {
	a := open(t, inHome(runway()))
	first := ask(a).fine(t, "RunInstances", run(amiID(2), "t3.small", "ClientToken=once")...).xml.text("instancesSet/item/instanceId")
	again := ask(a).fine(t, "RunInstances", run(amiID(2), "t3.small", "ClientToken=once")...).xml.text("instancesSet/item/instanceId")
	if first != again {
		t.Errorf("%s and %s", first, again)
	}
	if code := ask(a).ec2(t, "RunInstances", run(amiID(2), "t3.large", "ClientToken=once")...).code(); code != "IdempotentParameterMismatch" {
		t.Error(code)
	}
}

func TestSDKReadsInstanceTypes(t *testing.T) {
	a := open(t, inHome(runway()))
	c := ec2.NewFromConfig(sdkConfig(a.Transport()))
	ctx := context.Background()
	var all []types.InstanceTypeInfo
	for p := ec2.NewDescribeInstanceTypesPaginator(c, &ec2.DescribeInstanceTypesInput{}); p.HasMorePages(); {
		page, err := p.NextPage(ctx)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, page.InstanceTypes...)
	}
	if len(all) < 550 {
		t.Errorf("%d types", len(all))
	}
	seen := map[types.InstanceType]bool{}
	for _, i := range all {
		if seen[i.InstanceType] || *i.VCpuInfo.DefaultVCpus < 1 || *i.MemoryInfo.SizeInMiB < 512 || len(i.ProcessorInfo.SupportedArchitectures) == 0 {
			t.Errorf("%s: %+v", i.InstanceType, i)
		}
		seen[i.InstanceType] = true
	}
	metal := slices.IndexFunc(all, func(i types.InstanceTypeInfo) bool { return i.InstanceType == "m7i.metal-24xl" })
	if metal < 0 || *all[metal].VCpuInfo.DefaultVCpus != 96 || !reflect.DeepEqual(all[metal].SupportedBootModes, []types.BootModeType{"legacy-bios"}) {
		t.Errorf("m7i.metal-24xl: %+v", all[metal])
	}
	offers, err := c.DescribeInstanceTypeOfferings(ctx, &ec2.DescribeInstanceTypeOfferingsInput{LocationType: "availability-zone",
		Filters: []types.Filter{{Name: new("instance-type"), Values: []string{"m3.medium"}}}})
	if err != nil || len(offers.InstanceTypeOfferings) != 2 {
		t.Errorf("m3.medium is offered in %d zones, %v", len(offers.InstanceTypeOfferings), err)
	}
	if _, err := c.DescribeInstanceTypes(ctx, &ec2.DescribeInstanceTypesInput{InstanceTypes: []types.InstanceType{"t9.nano"}}); err == nil || !strings.Contains(err.Error(), "InvalidInstanceType") {
		t.Error(err)
	}
}
