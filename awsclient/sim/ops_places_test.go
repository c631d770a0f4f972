package sim

import (
	"slices"
	"strings"
	"testing"
)

func TestDescribeRegions(t *testing.T) {
	seed := inHome(RegionSeed{})
	seed.Regions["af-south-1"] = &RegionSeed{}
	a := open(t, seed)
	status := func(params ...string) map[string]string {
		all := map[string]string{}
		for _, item := range ask(a).fine(t, "DescribeRegions", params...).xml.all("regionInfo/item") {
			all[item.text("regionName")] = item.text("optInStatus")
		}
		return all
	}
	open, every := status(), status("AllRegions=true")
	if len(open) != 18 || open["us-east-1"] != "opt-in-not-required" || open["af-south-1"] != "opted-in" || open["ap-east-1"] != "" {
		t.Errorf("open: %v", open)
	}
	if len(every) != 34 || every["ap-east-1"] != "not-opted-in" {
		t.Errorf("every: %d %v", len(every), every)
	}
	if got := status("RegionName.1=ap-east-1"); len(got) != 1 || got["ap-east-1"] != "not-opted-in" {
		t.Errorf("by name: %v", got)
	}
	if got := status("AllRegions=true", "Filter.1.Name=opt-in-status", "Filter.1.Value.1=opted-in"); len(got) != 1 || got["af-south-1"] == "" {
		t.Errorf("by status: %v", got)
	}
	if got := ask(a).ec2(t, "DescribeRegions", "RegionName.1=mars-1"); got.code() != "InvalidParameterValue" || got.message() != "Invalid region names: 'mars-1'" {
		t.Errorf("unknown: %s %s", got.code(), got.message())
	}
	if got := ask(a).fine(t, "DescribeRegions", "RegionName.1=eu-west-1").xml.text("regionInfo/item/regionEndpoint"); got != "ec2.eu-west-1.amazonaws.com" {
		t.Errorf("endpoint: %s", got)
	}
}

// TestClosedRegion: a region that is not opted in to looks like bad credentials,
// and a region that the seed does not speak of is empty.
func TestClosedRegion(t *testing.T) {
	a := open(t, inHome(gallery()))
	if got := ask(a).in("ap-east-1").ec2(t, "DescribeImages", "Owner.1=self"); got.status != 401 || got.code() != "AuthFailure" || got.message() != "AWS was not able to validate the provided access credentials" {
		t.Errorf("closed: %d %s %s", got.status, got.code(), got.message())
	}
	if got, _ := ask(a).in("ap-east-1").send("sts", "GetCallerIdentity"); got.status != 403 || got.code() != "InvalidClientTokenId" {
		t.Errorf("closed, STS: %d %s", got.status, got.code())
	}
	if got := ask(a).in("ap-east-1").json(t, "ssm", "AmazonSSM.DescribeParameters", "{}"); !strings.Contains(got.body, "UnrecognizedClientException") {
		t.Errorf("closed, SSM: %s", got.body)
	}
	wantIDs(t, "empty", ask(a).in(away).fine(t, "DescribeImages").xml.texts("imagesSet/item/imageId"))
	if !strings.Contains(ask(a).in(away).fine(t, "DescribeImages").body, "<imagesSet></imagesSet>") {
		t.Error("an empty listing has no list")
	}
}

func TestAvailabilityZones(t *testing.T) {
	a := open(t, Seed{})
	zones := func(region string, params ...string) []string {
		return ask(a).in(region).fine(t, "DescribeAvailabilityZones", params...).xml.texts("availabilityZoneInfo/item/zoneName")
	}
	for _, tt := range []struct {
		got  []string
		want string
	}{
		{zones("us-east-1"), "us-east-1a us-east-1b us-east-1c us-east-1d us-east-1e us-east-1f"},
		{zones("ap-northeast-1"), "ap-northeast-1a ap-northeast-1c ap-northeast-1d"},
		{zones("us-east-1", "ZoneName.1=us-east-1c"), "us-east-1c"},
		{zones("us-east-1", "ZoneId.1=use1-az2"), "us-east-1b"},
		{zones("us-east-1", "Filter.1.Name=zone-id", "Filter.1.Value.1=*az6"), "us-east-1f"},
	} {
		if strings.Join(tt.got, " ") != tt.want {
			t.Errorf("got %v, want %s", tt.got, tt.want)
		}
	}
	for _, bad := range []string{"ZoneName.1=us-east-1z", "ZoneId.1=use1-az9", "Filter.1.Name=x"} {
		if got := ask(a).ec2(t, "DescribeAvailabilityZones", bad); got.status != 400 {
			t.Errorf("%s: %d", bad, got.status)
		}
	}
}

// TestRegionTable: the table names regions once, in order, with zones.
func TestRegionTable(t *testing.T) {
	seen := map[string]bool{}
	var names []string
	for _, r := range awsRegions() {
		if seen[r.name] || seen[r.zoneID] || len(r.zones) < 2 {
			t.Errorf("%+v", r)
		}
		seen[r.name], seen[r.zoneID] = true, true
		if r.partition == awsPartition {
			names = append(names, r.name)
		}
	}
	if !slices.IsSorted(names) {
		t.Errorf("not in order: %v", names)
	}
}
