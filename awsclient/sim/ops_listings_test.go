package sim

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

// network is a region with one of every kind, and a few more of some.
func network() RegionSeed {
	r := RegionSeed{
		Images: []Image{{ImageId: amiID(1), OwnerId: us}},
		Snapshots: []Snapshot{
			{SnapshotId: snapID(1), OwnerId: us, VolumeSize: 8, Description: "first", VolumeId: "vol-1", StartTime: "2026-01-01T00:00:00Z"},
			{SnapshotId: snapID(2), OwnerId: us, State: "pending", Progress: "5%", StateMessage: "x", StorageTier: "archive", Encrypted: true},
			{SnapshotId: snapID(3), OwnerId: friend},
			{SnapshotId: snapID(4), OwnerId: friend},
			{SnapshotId: snapID(5), OwnerId: "137112412989", OwnerAlias: "amazon"},
		},
		CreateVolumePermissions: map[string][]CreateVolumePermission{
			snapID(1): {{UserId: friend}}, snapID(3): {}, snapID(4): {{UserId: us}}, snapID(5): {{Group: "all"}},
		},
		KeyPairs: []KeyPair{{KeyPairId: "key-00000000000000001", KeyName: "ops", PublicKey: "ssh-ed25519 AAAA"}, {KeyPairId: "key-00000000000000002", KeyName: "dev"}},
		Vpcs:     []Vpc{{VpcId: "vpc-00000000000000001", CidrBlock: "10.0.0.0/16", IsDefault: true}, {VpcId: "vpc-00000000000000002"}},
		Subnets:  []Subnet{{SubnetId: "subnet-00000000000000001", VpcId: "vpc-00000000000000001", AvailabilityZone: "us-east-1a"}},
		SecurityGroups: []SecurityGroup{
			{GroupId: "sg-00000000000000001", GroupName: "web", IpPermissions: []IpPermission{{IpProtocol: "tcp", FromPort: new(443), IpRanges: []IpRange{{CidrIp: "0.0.0.0/0"}}}}},
			{GroupId: "sg-00000000000000002", GroupName: "db"},
		},
		LaunchTemplates: []LaunchTemplate{{LaunchTemplateId: "lt-00000000000000001", LaunchTemplateName: "web", DefaultVersionNumber: 2}},
		Volumes:         []Volume{{VolumeId: "vol-00000000000000001", Size: 8, State: "in-use", Attachments: []VolumeAttachment{{InstanceId: "i-00000000000000001"}}}},
		Reservations: []Reservation{{ReservationId: "r-00000000000000001", OwnerId: us, Instances: []Instance{
			{InstanceId: "i-00000000000000001", ImageId: amiID(1), State: &InstanceState{Code: 16, Name: "running"}, Placement: &Placement{AvailabilityZone: "us-east-1a"}},
			{InstanceId: "i-00000000000000002", ImageId: amiID(2), State: &InstanceState{Code: 80, Name: "stopped"}},
		}}},
	}
	for n := range 9 {
		r.Instances = append(r.Instances, Instance{InstanceId: fmt.Sprintf("i-%017d", n+11), State: &InstanceState{Code: 16, Name: "running"}})
	}
	for n := range 3 {
		r.LaunchTemplateVersions = append(r.LaunchTemplateVersions, LaunchTemplateVersion{
			LaunchTemplateId: "lt-00000000000000001", LaunchTemplateName: "web", VersionNumber: int64(n + 1),
			LaunchTemplateData: &ResponseLaunchTemplateData{ImageId: amiID(n + 1), InstanceType: "t3.small"},
		})
	}
	r.LaunchTemplateVersions = append(r.LaunchTemplateVersions, LaunchTemplateVersion{
		LaunchTemplateId: "lt-00000000000000002", LaunchTemplateName: "alias", VersionNumber: 1, DefaultVersion: true,
		LaunchTemplateData: &ResponseLaunchTemplateData{ImageId: "resolve:ssm:/app/image"},
	})
	r.Parameters = parameters().Parameters
	return r
}

// TestListings says what each listing gives, and how it refuses.
func TestListings(t *testing.T) {
	a := open(t, inHome(network()))
	const snapshots, instances, versions = "snapshotSet/item/snapshotId", "reservationSet/item/instancesSet/item/instanceId", "launchTemplateVersionSet/item/versionNumber"
	tests := []struct {
		action string
		params string
		path   string
		want   string // last digits of the IDs, or the error code
	}{
		{"DescribeSnapshots", "", snapshots, "1 2 4 5"},
		{"DescribeSnapshots", "Owner.1=self", snapshots, "1 2"},
		{"DescribeSnapshots", "Owner.1=" + friend, snapshots, "4"},
		{"DescribeSnapshots", "Owner.1=amazon", snapshots, "5"},
		{"DescribeSnapshots", "Owner.1=nobody", snapshots, "InvalidUserID.Malformed"},
		{"DescribeSnapshots", "RestorableBy.1=all", snapshots, "5"},
		{"DescribeSnapshots", "RestorableBy.1=" + friend, snapshots, "1 4"},
		{"DescribeSnapshots", "SnapshotId.1=" + snapID(4), snapshots, "4"},
		{"DescribeSnapshots", "SnapshotId.1=" + snapID(3), snapshots, "InvalidSnapshot.NotFound"},
		{"DescribeSnapshots", "SnapshotId.1=snap-x", snapshots, "InvalidParameterValue"},
		{"DescribeSnapshots", "MaxResults=4", snapshots, "InvalidParameterValue"},
		{"DescribeSnapshots", "MaxResults=5&SnapshotId.1=" + snapID(1), snapshots, "InvalidParameterCombination"},
		{"DescribeSnapshots", "NextToken=x", snapshots, "InvalidNextToken"},
		{"DescribeSnapshots", "Filter.1.Name=status&Filter.1.Value.1=pending", snapshots, "2"},
		{"DescribeSnapshots", "Filter.1.Name=storage-tier&Filter.1.Value.1=standard&Owner.1=self", snapshots, "1"},
		{"DescribeSnapshots", "Filter.1.Name=start-time&Filter.1.Value.1=2026-01-01*", snapshots, "1"},
		{"DescribeSnapshots", "Filter.1.Name=colour&Filter.1.Value.1=red", snapshots, "InvalidParameterValue"},

		{"DescribeInstances", "InstanceId.1=i-00000000000000001", instances, "1"},
		{"DescribeInstances", "InstanceId.1=i-0123456789abcdef0", instances, "InvalidInstanceID.NotFound"},
		{"DescribeInstances", "InstanceId.1=one", instances, "InvalidInstanceID.Malformed"},
		{"DescribeInstances", "MaxResults=5&InstanceId.1=i-00000000000000001", instances, "InvalidParameterCombination"},
		{"DescribeInstances", "MaxResults=1001", instances, "InvalidParameterValue"},
		{"DescribeInstances", "MaxResults=6", instances, "1 2 11 12 13 14"},
		{"DescribeInstances", "Filter.1.Name=image-id&Filter.1.Value.1=" + amiID(2), instances, "2"},
		{"DescribeInstances", "Filter.1.Name=instance-state-name&Filter.1.Value.1=stopped", instances, "2"},
		{"DescribeInstances", "Filter.1.Name=reservation-id&Filter.1.Value.1=r-00000000000000001", instances, "1 2"},
		{"DescribeInstances", "Filter.1.Name=availability-zone&Filter.1.Value.1=us-east-1?", instances, "1"},
		{"DescribeInstances", "Filter.1.Name=network-interface.requester-id&Filter.1.Value.1=*", instances, ""},

		{"DescribeInstanceStatus", "InstanceId.1=i-00000000000000001&InstanceId.2=i-00000000000000002", "instanceStatusSet/item/instanceId", "1"},
		{"DescribeInstanceStatus", "IncludeAllInstances=true&InstanceId.1=i-00000000000000002", "instanceStatusSet/item/instanceId", "2"},
		{"DescribeInstanceStatus", "Filter.1.Name=system-status.status&Filter.1.Value.1=ok&MaxResults=5", "instanceStatusSet/item/instanceId", "1 11 12 13 14"},

		{"DescribeVolumes", "Filter.1.Name=attachment.instance-id&Filter.1.Value.1=i-00000000000000001", "volumeSet/item/volumeId", "1"},
		{"DescribeVolumes", "VolumeId.1=vol-01234567", "volumeSet/item/volumeId", "InvalidVolume.NotFound"},

		{"DescribeKeyPairs", "", "keySet/item/keyPairId", "1 2"},
		{"DescribeKeyPairs", "KeyName.1=dev", "keySet/item/keyPairId", "2"},
		{"DescribeKeyPairs", "KeyName.1=qa", "keySet/item/keyPairId", "InvalidKeyPair.NotFound"},
		{"DescribeKeyPairs", "KeyPairId.1=key-01234567", "keySet/item/keyPairId", "InvalidKeyPair.NotFound"},
		{"DescribeKeyPairs", "", "keySet/item/publicKey", ""},
		{"DescribeKeyPairs", "IncludePublicKey=true", "keySet/item/publicKey", "ed25519 AAAA"},

		{"DescribeVpcs", "Filter.1.Name=isDefault&Filter.1.Value.1=true", "vpcSet/item/vpcId", "1"},
		{"DescribeVpcs", "VpcId.1=vpc-01234567", "vpcSet/item/vpcId", "InvalidVpcID.NotFound"},
		{"DescribeSubnets", "Filter.1.Name=vpc-id&Filter.1.Value.1=vpc-00000000000000001", "subnetSet/item/subnetId", "1"},
		{"DescribeSubnets", "SubnetId.1=subnet-01234567", "subnetSet/item/subnetId", "InvalidSubnetID.NotFound"},
		{"DescribeSecurityGroups", "GroupName.1=db", "securityGroupInfo/item/groupId", "2"},
		{"DescribeSecurityGroups", "GroupName.1=qa", "securityGroupInfo/item/groupId", "InvalidGroup.NotFound"},
		{"DescribeSecurityGroups", "GroupId.1=sg-01234567", "securityGroupInfo/item/groupId", "InvalidGroup.NotFound"},
		{"DescribeSecurityGroups", "GroupId.1=web", "securityGroupInfo/item/groupId", "InvalidGroupId.Malformed"},
		{"DescribeSecurityGroups", "Filter.1.Name=ip-permission.from-port&Filter.1.Value.1=443", "securityGroupInfo/item/groupId", "1"},

		{"DescribeLaunchTemplates", "", "launchTemplates/item/launchTemplateId", "1 2"},
		{"DescribeLaunchTemplates", "MaxResults=1", "launchTemplates/item/launchTemplateId", "1"},
		{"DescribeLaunchTemplates", "MaxResults=201", "launchTemplates/item/launchTemplateId", "InvalidParameterValue"},
		{"DescribeLaunchTemplates", "LaunchTemplateName.1=alias", "launchTemplates/item/launchTemplateId", "2"},
		{"DescribeLaunchTemplates", "LaunchTemplateName.1=none", "launchTemplates/item/launchTemplateId", "InvalidLaunchTemplateName.NotFoundException"},
		{"DescribeLaunchTemplates", "LaunchTemplateId.1=lt-01234567", "launchTemplates/item/launchTemplateId", "InvalidLaunchTemplateId.NotFound"},
		{"DescribeLaunchTemplates", "", "launchTemplates/item/defaultVersionNumber", "2 1"},
		{"DescribeLaunchTemplates", "", "launchTemplates/item/latestVersionNumber", "3 1"},

		{"DescribeLaunchTemplateVersions", "LaunchTemplateName=web", versions, "3 2 1"},
		{"DescribeLaunchTemplateVersions", "LaunchTemplateName=web&MinVersion=2", versions, "3 2"},
		{"DescribeLaunchTemplateVersions", "LaunchTemplateName=web&MaxVersion=$Default", versions, "2 1"},
		{"DescribeLaunchTemplateVersions", "LaunchTemplateId=lt-00000000000000001&LaunchTemplateVersion.1=$Default&LaunchTemplateVersion.2=$Latest", versions, "3 2"},
		{"DescribeLaunchTemplateVersions", "LaunchTemplateName=web&LaunchTemplateVersion.1=9", versions, "InvalidLaunchTemplateId.VersionNotFound"},
		{"DescribeLaunchTemplateVersions", "LaunchTemplateName=web&LaunchTemplateVersion.1=x", versions, "InvalidLaunchTemplateVersion.Malformed"},
		{"DescribeLaunchTemplateVersions", "LaunchTemplateName=web&LaunchTemplateId=lt-00000000000000001", versions, "InvalidParameterCombination"},
		{"DescribeLaunchTemplateVersions", "LaunchTemplateVersion.1=$Latest", versions, "3 1"},
		{"DescribeLaunchTemplateVersions", "LaunchTemplateVersion.1=$Default", versions, "2 1"},
		{"DescribeLaunchTemplateVersions", "LaunchTemplateVersion.1=1", versions, "InvalidParameterCombination"},
		{"DescribeLaunchTemplateVersions", "", versions, "MissingParameter"},
		{"DescribeLaunchTemplateVersions", "LaunchTemplateVersion.1=$Latest&Filter.1.Name=image-id&Filter.1.Value.1=" + amiID(3), versions, "3"},
		{"DescribeLaunchTemplateVersions", "LaunchTemplateName=web&Filter.1.Name=is-default-version&Filter.1.Value.1=true", versions, "2"},
		{"DescribeLaunchTemplateVersions", "LaunchTemplateName=alias", "launchTemplateVersionSet/item/launchTemplateData/imageId", "resolve:ssm:/app/image"},
		{"DescribeLaunchTemplateVersions", "LaunchTemplateName=alias&ResolveAlias=true", "launchTemplateVersionSet/item/launchTemplateData/imageId", "2"},

		{"DescribeSnapshotAttribute", "SnapshotId=" + snapID(1) + "&Attribute=createVolumePermission", "createVolumePermission/item/userId", friend},
		{"DescribeSnapshotAttribute", "SnapshotId=" + snapID(4) + "&Attribute=createVolumePermission", "", "AuthFailure"},
		{"DescribeSnapshotAttribute", "SnapshotId=" + snapID(1), "", "MissingParameter"},
		{"DescribeSnapshotAttribute", "Attribute=productCodes", "", "MissingParameter"},
		{"DescribeSnapshotAttribute", "SnapshotId=" + snapID(1) + "&Attribute=colour", "", "InvalidParameterValue"},
	}
	for _, tt := range tests {
		got := ask(a).ec2(t, tt.action, strings.Split(tt.params, "&")...)
		if tt.params == "" {
			got = ask(a).ec2(t, tt.action)
		}
		said := got.code()
		if said == "" {
			said = lastDigits(got.xml.texts(tt.path))
		}
		if said != tt.want {
			t.Errorf("%s %s: got %q, want %q %s", tt.action, tt.params, said, tt.want, got.message())
		}
	}
}

func lastDigits(ids []string) string {
	short := make([]string, len(ids))
	for i, id := range ids {
		short[i] = strings.TrimLeft(id[strings.LastIndex(id, "-")+1:], "0")
		if strings.Contains(id, ":") {
			short[i] = id
		}
	}
	return strings.Join(short, " ")
}

// TestReservationsAreWhole: instances of one launch come in one reservation,
// with its owner.
func TestReservationsAreWhole(t *testing.T) {
	a := open(t, inHome(network()))
	got := ask(a).fine(t, "DescribeInstances").xml.all("reservationSet/item")
	if len(got) != 10 || len(got[0].all("instancesSet/item")) != 2 || got[0].text("ownerId") != us || got[0].text("reservationId") != "r-00000000000000001" {
		t.Errorf("got %d reservations: %v", len(got), got[0])
	}
	if got[1].text("ownerId") != us || !strings.HasPrefix(got[1].text("reservationId"), "r-0") {
		t.Errorf("a lone instance: %v", got[1])
	}
}

// TestFilterTablesFitTheirTypes: every line of every table leads to a field.
func TestFilterTablesFitTheirTypes(t *testing.T) {
	check := func(table string, of reflect.Type) {
		t.Helper()
		lines := 0
		for line := range strings.Lines(table) {
			name, path, _ := strings.Cut(strings.TrimSpace(line), " ")
			if name == "" {
				continue
			}
			lines++
			if _, ok := findPath(table, name, of); !ok || path == "" {
				t.Errorf("%s: %q", of, line)
			}
		}
		if lines == 0 {
			t.Errorf("%s: no filters", of)
		}
	}
	check(imageFilterPaths, reflect.TypeFor[image]())
	check(instanceFilterPaths, reflect.TypeFor[instance]())
	check(snapshotFilters().paths, reflect.TypeFor[snapshot]())
	check(instanceStatusFilters().paths, reflect.TypeFor[InstanceStatus]())
	check(securityGroupFilters().paths, reflect.TypeFor[SecurityGroup]())
	check(volumeFilters(), reflect.TypeFor[Volume]())
	check(vpcFilters(), reflect.TypeFor[Vpc]())
	check(subnetFilters(), reflect.TypeFor[Subnet]())
	check(templateVersionFilters().paths, reflect.TypeFor[LaunchTemplateVersion]())
	check(tagFilters().paths, reflect.TypeFor[TagDescription]())
	check(regionFilters().paths, reflect.TypeFor[Region]())
	check(zoneFilters().paths, reflect.TypeFor[AvailabilityZone]())
}

func TestWildcard(t *testing.T) {
	for _, tt := range []struct {
		pattern, text string
		want          bool
	}{
		{"abc", "abc", true}, {"abc", "abC", false}, {"", "", true}, {"", "a", false},
		{"*", "", true}, {"*", "anything", true}, {"a*", "abc", true}, {"a*c", "abc", true}, {"a*c", "abd", false},
		{"*b*", "abc", true}, {"a?c", "abc", true}, {"a?c", "ac", false}, {"?", "", false}, {"?", "é", true},
		{"*a*b*a*", "xxaxxbxxaxx", true}, {"*a*b*a*", "xxaxxbxx", false}, {"**", "x", true},
		{`a\*c`, "a*c", true}, {`a\*c`, "abc", false}, {`a\?`, "a?", true}, {`a\`, `a\`, true}, {`\\`, `\`, true},
		{"2026-*", "2026-01-01T00:00:00.000Z", true},
	} {
		if got := wildcard(tt.pattern, tt.text); got != tt.want {
			t.Errorf("wildcard(%q, %q) = %v", tt.pattern, tt.text, got)
		}
	}
}
