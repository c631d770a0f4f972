package sim

import (
	"strings"
	"testing"
)

// launchedFrom is a region with an instance of every kind of image.
func launchedFrom() RegionSeed {
	r := RegionSeed{
		Images: []Image{
			{ImageId: amiID(1), Name: "ours", CreationDate: "2026-01-01T00:00:00Z"},
			{ImageId: amiID(2), Name: "no longer shared", OwnerId: friend},
			{ImageId: amiID(3), Name: "forbidden", OwnerId: stranger, Public: true, ImageOwnerAlias: "amazon", ImageAllowed: new(false), DeprecationTime: "2026-02-02T00:00:00Z"},
			{ImageId: amiID(4), Name: "old", State: "deregistered"},
		},
	}
	for n, kind := range []string{"t3.micro", "t3.small", "c7g.large", "t3.micro", "t3.micro"} {
		r.Instances = append(r.Instances, Instance{
			InstanceId: "i-0000000000000000" + string(rune('1'+n)), ImageId: amiID(n + 1), InstanceType: kind, LaunchTime: "2026-03-0" + string(rune('1'+n)) + "T00:00:00Z",
			State: &InstanceState{16, "running"}, Placement: &Placement{AvailabilityZone: "us-east-1a", AvailabilityZoneId: "use1-az1"}, Tags: []Tag{{"env", kind}},
		})
	}
	r.Instances[4].State, r.Instances[4].Placement = &InstanceState{48, "terminated"}, nil
	return r
}

// TestDescribeInstanceImageMetadata says which instances the request gives.
func TestDescribeInstanceImageMetadata(t *testing.T) {
	a := open(t, inHome(launchedFrom()))
	filter := func(name, value string) string { return "Filter.1.Name=" + name + "&Filter.1.Value.1=" + value }
	for params, want := range map[string]string{
		"": "1 2 3 4 5", "MaxResults=2": "1 2", "InstanceId.1=i-00000000000000003": "3",
		"InstanceId.1=i-00000000000000003&MaxResults=1": "3",
		filter("image-allowed", "false"):                "3", filter("image-allowed", "true"): "1 2 4 5",
		filter("owner-alias", "amazon"): "3", filter("owner-id", us): "1 4", filter("owner-id", friend): "2",
		filter("instance-state-name", "terminated"): "5", filter("instance-type", "t3.*"): "1 2 4 5",
		filter("launch-time", "2026-03-02T*"): "2", filter("instance-id", "*2"): "2",
		filter("availability-zone", "us-east-1a"): "1 2 3 4", filter("zone-id", "use1-az1"): "1 2 3 4",
		filter("tag:env", "c7g.large"): "3", filter("tag-key", "env"): "1 2 3 4 5",
		filter("image-id", "x"): "InvalidParameterValue", "MaxResults=0": "InvalidParameterValue", "MaxResults=1001": "InvalidParameterValue",
		"InstanceId.1=i-01234567": "InvalidInstanceID.NotFound", "NextToken=x": "InvalidNextToken", "DryRun=true": "DryRunOperation",
	} {
		got := ask(a).ec2(t, "DescribeInstanceImageMetadata", strings.Split(params, "&")...)
		said := got.code()
		if said == "" {
			said = lastDigits(got.xml.texts("instanceImageMetadataSet/item/instanceId"))
		}
		if said != want {
			t.Errorf("%s: got %q, want %q %s", params, said, want, got.message())
		}
	}
}

// TestImageMetadataOutlivesTheImage: what an instance was made of is known when
// its image is somebody else's, deregistered or was never in the seed.
func TestImageMetadataOutlivesTheImage(t *testing.T) {
	a := open(t, inHome(launchedFrom()))
	ask(a).fine(t, "DeregisterImage", "ImageId="+amiID(1))
	got := ask(a).fine(t, "DescribeInstanceImageMetadata").xml.all("instanceImageMetadataSet/item")
	for n, want := range []map[string]string{
		{"name": "ours", "imageState": "deregistered", "imageOwnerId": us, "isPublic": "false", "creationDate": "2026-01-01T00:00:00.000Z", "imageAllowed": "true"},
		{"name": "no longer shared", "imageState": "available", "imageOwnerId": friend},
		{"imageOwnerAlias": "amazon", "isPublic": "true", "imageAllowed": "false", "deprecationTime": "2026-02-02T00:00:00.000Z"},
		{"name": "old", "imageState": "deregistered"},
		{"imageId": amiID(5), "name": "", "imageState": "deregistered"},
	} {
		wantTexts(t, got[n].all("imageMetadata")[0], want)
	}
	wantTexts(t, got[0], map[string]string{
		"instanceType": "t3.micro", "launchTime": "2026-03-01T00:00:00.000Z", "availabilityZone": "us-east-1a", "zoneId": "use1-az1",
		"instanceState/name": "running", "instanceOwnerId": us, "tagSet/item/value": "t3.micro",
	})
}
