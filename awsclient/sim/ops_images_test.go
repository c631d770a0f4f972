package sim

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// gallery is a region with one image for every rule of who sees what.
func gallery() RegionSeed {
	return RegionSeed{
		Images: []Image{
			{ImageId: amiID(1), Name: "web-1", OwnerId: us, CreationDate: "2026-01-01T00:00:00.000Z"},
			{ImageId: amiID(2), Name: "web-2", OwnerId: us, DeprecationTime: "2026-06-01T00:00:00.000Z"},
			{ImageId: amiID(3), Name: "web-3", OwnerId: us, State: "disabled"},
			{ImageId: amiID(4), Name: "web-4", OwnerId: us, Public: true},
			{ImageId: amiID(5), Name: "theirs", OwnerId: friend},
			{ImageId: amiID(6), Name: "shared", OwnerId: friend},
			{ImageId: amiID(7), Name: "al2023", OwnerId: "137112412989", ImageOwnerAlias: "amazon", Public: true},
			{ImageId: amiID(8), Name: "al2", OwnerId: "137112412989", ImageOwnerAlias: "amazon", Public: true, DeprecationTime: "2025-01-01T00:00:00.000Z"},
			{ImageId: amiID(9), Name: "vendor", OwnerId: "679593333241", ImageOwnerAlias: "aws-marketplace", Public: true},
			{ImageId: amiID(10), Name: "org", OwnerId: friend},
			{ImageId: amiID(11), Name: "soon", OwnerId: friend, Public: true, DeprecationTime: "2027-01-01T00:00:00.000Z"},
			{ImageId: amiID(12), Name: "off", OwnerId: friend, Public: true, State: "disabled"},
		},
		LaunchPermissions: map[string][]LaunchPermission{
			amiID(1):  {{UserId: friend}},
			amiID(6):  {{UserId: us}},
			amiID(10): {{OrganizationArn: "arn:aws:organizations::222233334444:organization/o-abcdefghij"}},
		},
		Catalogue: func() []Image {
			return []Image{{ImageId: amiID(20), Name: "community", OwnerId: stranger, Public: true}}
		},
	}
}

// TestDescribeImagesShows says which images which request sees.
func TestDescribeImagesShows(t *testing.T) {
	a := open(t, inHome(gallery()))
	tests := []struct {
		about  string
		params []string
		want   []string
	}{
		{"everything that may be launched", nil, []string{"1", "2", "4", "6", "7", "9", "10", "11", "20"}},
		{"own", []string{"Owner.1=self"}, []string{"1", "2", "4"}},
		{"own by number", []string{"Owner.1=" + us}, []string{"1", "2", "4"}},
		{"own with the disabled", []string{"Owner.1=self", "IncludeDisabled=true"}, []string{"1", "2", "3", "4"}},
		{"own deprecated need no flag", []string{"Owner.1=self", "IncludeDeprecated=false"}, []string{"1", "2", "4"}},
		{"an alias", []string{"Owner.1=amazon"}, []string{"7"}},
		{"an alias with the deprecated", []string{"Owner.1=amazon", "IncludeDeprecated=true"}, []string{"7", "8"}},
		{"two owners", []string{"Owner.1=aws-marketplace", "Owner.2=self"}, []string{"1", "2", "4", "9"}},
		{"an account shows what it shares", []string{"Owner.1=" + friend}, []string{"6", "10", "11"}},
		{"an account in the catalogue", []string{"Owner.1=" + stranger}, []string{"20"}},
		{"an owner of nothing", []string{"Owner.1=aws-backup-vault"}, nil},
		{"shared with me", []string{"ExecutableBy.1=self"}, []string{"6", "10"}},
		{"shared with me by number", []string{"ExecutableBy.1=" + us}, []string{"6", "10"}},
		{"shared by me with a friend", []string{"ExecutableBy.1=" + friend}, []string{"1"}},
		{"public", []string{"ExecutableBy.1=all"}, []string{"4", "7", "9", "11", "20"}},
		{"by ID, in the account's order", []string{"ImageId.1=" + amiID(4), "ImageId.2=" + amiID(1)}, []string{"1", "4"}},
		{"by ID, deprecated of others", []string{"ImageId.1=" + amiID(8)}, []string{"8"}},
		{"by ID, disabled without the flag", []string{"ImageId.1=" + amiID(3)}, nil},
		{"by ID in the catalogue", []string{"ImageId.1=" + amiID(20)}, []string{"20"}},
		{"IDs and owners together", []string{"ImageId.1=" + amiID(1), "ImageId.2=" + amiID(7), "Owner.1=self"}, []string{"1"}},
		{"a filter", []string{"Owner.1=self", "Filter.1.Name=name", "Filter.1.Value.1=*-2", "Filter.1.Value.2=web-4"}, []string{"2", "4"}},
		{"two filters", []string{"Filter.1.Name=name", "Filter.1.Value.1=web-?", "Filter.2.Name=is-public", "Filter.2.Value.1=true"}, []string{"4"}},
	}
	for _, tt := range tests {
		got := ask(a).fine(t, "DescribeImages", tt.params...)
		wantIDs(t, tt.about, got.xml.texts("imagesSet/item/imageId"), tt.want...)
	}
}

// TestDescribeImagesRefuses says which requests fail, and with which code.
func TestDescribeImagesRefuses(t *testing.T) {
	a := open(t, inHome(gallery()))
	many := []string{"Filter.1.Name=name"}
	for i := range 201 {
		many = append(many, fmt.Sprintf("Filter.1.Value.%d=x%d", i+1, i))
	}
	tests := []struct {
		about   string
		params  []string
		code    string
		message string
	}{
		{"malformed ID", []string{"ImageId.1=foo"}, "InvalidAMIID.Malformed", `Invalid id: "foo" (expecting "ami-...")`},
		{"short ID", []string{"ImageId.1=ami-123"}, "InvalidAMIID.Malformed", "ami-123"},
		{"unknown ID", []string{"ImageId.1=ami-0123456789abcdef0"}, "InvalidAMIID.NotFound", "The image id '[ami-0123456789abcdef0]' does not exist"},
		{"unknown IDs", []string{"ImageId.1=ami-01234567", "ImageId.2=ami-89abcdef"}, "InvalidAMIID.NotFound", "The image ids '[ami-01234567, ami-89abcdef]' do not exist"},
		{"private of another", []string{"ImageId.1=" + amiID(5)}, "InvalidAMIID.NotFound", amiID(5)},
		{"owner", []string{"Owner.1=foo"}, "InvalidUserID.Malformed", `Invalid user id: "foo"`},
		{"user", []string{"ExecutableBy.1=foo"}, "InvalidUserID.Malformed", "foo"},
		{"unknown filter", []string{"Filter.1.Name=colour", "Filter.1.Value.1=red"}, "InvalidParameterValue", "The filter 'colour' is invalid"},
		{"filter without a name", []string{"Filter.1.Value.1=red"}, "MissingParameter", "Filter.1.Name"},
		{"filter without a value", []string{"Filter.1.Name=name"}, "MissingParameter", "Filter.1.Value"},
		{"too many values", many, "FilterLimitExceeded", "200"},
		{"unknown parameter", []string{"Colour=red"}, "UnknownParameter", "The parameter Colour is not recognized"},
		{"unknown nested parameter", []string{"Filter.1.Name=name", "Filter.1.Value.1=a", "Filter.1.Colour=red"}, "UnknownParameter", "Filter.1.Colour"},
		{"no flag", []string{"IncludeDisabled=maybe"}, "InvalidParameterValue", "IncludeDisabled"},
		{"no number", []string{"MaxResults=many"}, "InvalidParameterValue", "MaxResults"},
		{"page with IDs", []string{"MaxResults=10", "ImageId.1=" + amiID(1)}, "InvalidParameterCombination", "maxResults"},
		{"page of nothing", []string{"MaxResults=0"}, "InvalidParameterValue", "greater than or equal to 1"},
		{"page too large", []string{"MaxResults=1001"}, "InvalidParameterValue", "less than or equal to 1000"},
		{"token of nobody", []string{"NextToken=abc"}, "InvalidPaginationToken", "token"},
		{"dry run of a bad request", []string{"DryRun=true", "ImageId.1=foo"}, "InvalidAMIID.Malformed", "foo"},
		{"dry run", []string{"DryRun=true"}, "DryRunOperation", "Request would have succeeded, but DryRun flag is set."},
	}
	for _, tt := range tests {
		got := ask(a).ec2(t, "DescribeImages", tt.params...)
		if got.code() != tt.code || !strings.Contains(got.message(), tt.message) {
			t.Errorf("%s: got %d %s: %s; want %s: %s", tt.about, got.status, got.code(), got.message(), tt.code, tt.message)
		}
		status := 400
		if tt.code == "DryRunOperation" {
			status = 412
		}
		if got.status != status {
			t.Errorf("%s: got status %d, want %d", tt.about, got.status, status)
		}
	}
}

// richImage sets everything that a filter of DescribeImages can look at.
func richImage() Image {
	return Image{
		ImageId: testImage, Name: "rich", Description: "all of it", OwnerId: us, ImageOwnerAlias: "amazon",
		ImageLocation: us + "/rich", State: "failed", StateReason: &StateReason{Code: "Client.X", Message: "broken"},
		CreationDate: "2026-03-04T05:06:07+00:00", Public: true, Architecture: "arm64", BootMode: "uefi",
		BlockDeviceMappings: []BlockDeviceMapping{
			{DeviceName: "/dev/sda1", Ebs: &EbsBlockDevice{SnapshotId: snapID(1), VolumeSize: new(8), VolumeType: "gp3", DeleteOnTermination: new(true), Encrypted: new(true)}},
			{DeviceName: "/dev/sdb", VirtualName: "ephemeral0"},
		},
		EnaSupport: new(true), FreeTierEligible: new(true), Hypervisor: "xen", ImageAllowed: new(false),
		ImageWatermarks:           []ImageWatermark{{WatermarkKey: us + ":gold", SourceImageId: amiID(9), SourceImageRegion: away, SourceImageCreationTime: "2025-01-02T03:04:05Z", WatermarkCreationTime: "2025-02-02T03:04:05Z"}},
		InstanceTypeSpecification: &InstanceTypeSpecification{SupportedInstanceTypes: []InstanceTypeItem{{InstanceType: "t4g.*"}}, UnsupportedInstanceTypes: []InstanceTypeItem{{InstanceType: "a1.*"}}},
		KernelId:                  "aki-1", RamdiskId: "ari-1", Platform: "windows", ProductCodes: []ProductCode{{ProductCodeId: "abc", ProductCodeType: "marketplace"}},
		PublicSsmParameterName: "aws/service/x", RootDeviceName: "/dev/sda1", RootDeviceType: "ebs", SourceImageId: amiID(8),
		SourceImageRegion: away, SourceInstanceId: "i-00000000000000001", SriovNetSupport: "simple", TpmSupport: "v2.0", VirtualizationType: "hvm",
		ScanResults: &ScanResults{HighestFindingSeverityLabel: "high", FindingScanDate: "2026-01-01T00:00:00Z", CriticalFixAvailableSince: "2026-01-02T00:00:00Z",
			HighFixAvailableSince: "2026-01-03T00:00:00Z", InformationalFixAvailableSince: "2026-01-04T00:00:00Z", LowFixAvailableSince: "2026-01-05T00:00:00Z", MediumFixAvailableSince: "2026-01-06T00:00:00Z"},
		Tags: []Tag{{"env", "prod"}, {"empty", ""}},
	}
}

// TestImageFilters asks every documented filter for the rich image, which has
// the value, and for another value, which it has not.
func TestImageFilters(t *testing.T) {
	a := open(t, inHome(RegionSeed{Images: []Image{richImage(), {ImageId: amiID(2), Name: "bare", OwnerId: us}}}))
	tests := map[string]string{
		"architecture": "arm64",
		"block-device-mapping.delete-on-termination": "true", "block-device-mapping.device-name": "/dev/sdb",
		"block-device-mapping.snapshot-id": snapID(1), "block-device-mapping.volume-size": "8",
		"block-device-mapping.volume-type": "gp3", "block-device-mapping.encrypted": "true",
		"boot-mode": "uefi", "creation-date": "2026-03-04T05:06:07.000Z", "description": "all of it", "ena-support": "true",
		"free-tier-eligible": "true", "hypervisor": "xen", "image-allowed": "false", "image-id": testImage,
		"image-watermark.source-image-creation-time": "2025-01-02T*", "image-watermark.source-image-id": amiID(9),
		"image-watermark.source-image-region": away, "image-watermark.watermark-creation-time": "2025-02-*",
		"image-watermark.watermark-key":                       us + ":gold",
		"instance-type-specification.supported-instance-type": "t4g.*", "instance-type-specification.unsupported-instance-type": "a1.*",
		"is-public": "true", "kernel-id": "aki-1", "manifest-location": us + "/rich", "name": "r?ch", "owner-alias": "amazon",
		"platform": "windows", "product-code": "abc", "product-code.type": "marketplace",
		"public-ssm-parameter-name": "aws/service/*", "ramdisk-id": "ari-1", "root-device-name": "/dev/sda1", "root-device-type": "ebs",
		"scan-result.critical-fix-available-since": "2026-01-02*", "scan-result.finding-scan-date": "2026-01-01T00:00:00.000Z",
		"scan-result.high-fix-available-since": "2026-01-03*", "scan-result.highest-finding-severity-label": "high",
		"scan-result.informational-fix-available-since": "2026-01-04*", "scan-result.low-fix-available-since": "2026-01-05*",
		"scan-result.medium-fix-available-since": "2026-01-06*", "source-image-id": amiID(8), "source-image-region": away,
		"source-instance-id": "i-00000000000000001", "state": "failed", "state-reason-code": "Client.*", "state-reason-message": "broken",
		"sriov-net-support": "simple", "tpm-support": "v2.0", "virtualization-type": "hvm",
		"tag:env": "prod", "tag:empty": "", "tag-key": "en*",
	}
	for name, value := range tests {
		got := ask(a).fine(t, "DescribeImages", "Filter.1.Name="+name, "Filter.1.Value.1="+value)
		wantIDs(t, name+"="+value, got.xml.texts("imagesSet/item/imageId"), "1")
		got = ask(a).fine(t, "DescribeImages", "Filter.1.Name="+name, "Filter.1.Value.1=no-such-value")
		wantIDs(t, name+" of no value", got.xml.texts("imagesSet/item/imageId"))
	}
	// Owner and type are the same for both images.
	for name, value := range map[string]string{"owner-id": us, "image-type": "machine"} {
		got := ask(a).fine(t, "DescribeImages", "Filter.1.Name="+name, "Filter.1.Value.1="+value)
		wantIDs(t, name, got.xml.texts("imagesSet/item/imageId"), "1", "2")
		tests[name] = value
	}
	for line := range strings.Lines(imageFilterPaths) {
		if name, _, _ := strings.Cut(strings.TrimSpace(line), " "); name != "" && tests[name] == "" {
			t.Errorf("the filter %s is not tried", name)
		}
	}
}

// TestPagesAreTheWhole: any page size gives the same images in the same order.
func TestPagesAreTheWhole(t *testing.T) {
	seed := RegionSeed{}
	for n := range 47 {
		seed.Images = append(seed.Images, Image{ImageId: amiID(n + 1), OwnerId: us, Architecture: []string{"arm64", "x86_64"}[n%2]})
	}
	seed.Catalogue = func() []Image {
		var more []Image
		for n := range 21 {
			more = append(more, Image{ImageId: amiID(n + 100), OwnerId: stranger, Public: true, Architecture: []string{"arm64", "x86_64"}[n%2]})
		}
		return more
	}
	a := open(t, inHome(seed))
	for _, params := range [][]string{nil, {"Filter.1.Name=architecture", "Filter.1.Value.1=arm64"}, {"Owner.1=self"}} {
		whole := ask(a).fine(t, "DescribeImages", params...).xml.texts("imagesSet/item/imageId")
		for size := 1; size <= len(whole)+1; size++ {
			var got []string
			token, pages := "", 0
			for {
				page := ask(a).fine(t, "DescribeImages", append(params, fmt.Sprintf("MaxResults=%d", size), "NextToken="+token)...)
				got = append(got, page.xml.texts("imagesSet/item/imageId")...)
				pages++
				if token = page.xml.text("nextToken"); token == "" {
					break
				}
			}
			if !slices.Equal(got, whole) {
				t.Fatalf("pages of %d: got %d images, want the same %d in order", size, len(got), len(whole))
			}
			if want := (len(whole) + size - 1) / size; pages != want {
				t.Errorf("pages of %d: %d pages, want %d", size, pages, want)
			}
		}
	}
}

// TestTokenIsGoodForItsRequest: a token with other parameters, in another region
// or changed by a letter is refused; another page size is fine.
func TestTokenIsGoodForItsRequest(t *testing.T) {
	seed := inHome(gallery())
	seed.Regions[away] = &RegionSeed{}
	a := open(t, seed)
	token := ask(a).fine(t, "DescribeImages", "MaxResults=2", "Owner.1=self").xml.text("nextToken")
	if token == "" {
		t.Fatal("no token")
	}
	broken := "A" + token[1:]
	if broken == token {
		broken = "B" + token[1:]
	}
	tests := []struct {
		about  string
		client client
		params []string
		code   string
	}{
		{"same", ask(a), []string{"MaxResults=2", "Owner.1=self", "NextToken=" + token}, ""},
		{"other size", ask(a), []string{"MaxResults=7", "Owner.1=self", "NextToken=" + token}, ""},
		{"no size", ask(a), []string{"Owner.1=self", "NextToken=" + token}, ""},
		{"other owner", ask(a), []string{"Owner.1=amazon", "NextToken=" + token}, "InvalidPaginationToken"},
		{"other filter", ask(a), []string{"Owner.1=self", "Filter.1.Name=name", "Filter.1.Value.1=x", "NextToken=" + token}, "InvalidPaginationToken"},
		{"other region", ask(a).in(away), []string{"Owner.1=self", "NextToken=" + token}, "InvalidPaginationToken"},
		{"changed", ask(a), []string{"Owner.1=self", "NextToken=" + broken}, "InvalidPaginationToken"},
	}
	for _, tt := range tests {
		if got := tt.client.ec2(t, "DescribeImages", tt.params...); got.code() != tt.code {
			t.Errorf("%s: got %q, want %q", tt.about, got.code(), tt.code)
		}
	}
}

// TestPagesOutliveChanges: an image removed or added between two pages neither
// repeats nor hides another.
func TestPagesOutliveChanges(t *testing.T) {
	seed := RegionSeed{}
	for n := range 6 {
		seed.Images = append(seed.Images, Image{ImageId: amiID(n + 1), OwnerId: us})
	}
	a := open(t, inHome(seed))
	first := ask(a).fine(t, "DescribeImages", "MaxResults=3", "Owner.1=self")
	ask(a).fine(t, "DeregisterImage", "ImageId="+amiID(1))
	ask(a).fine(t, "DeregisterImage", "ImageId="+amiID(4))
	second := ask(a).fine(t, "DescribeImages", "MaxResults=3", "Owner.1=self", "NextToken="+first.xml.text("nextToken"))
	wantIDs(t, "second page", second.xml.texts("imagesSet/item/imageId"), "5", "6")
}

// TestTagsOfOthers: of somebody else's image only the tags that travel with the
// share are seen, and our own on it.
func TestTagsOfOthers(t *testing.T) {
	a := open(t, inHome(RegionSeed{
		Images: []Image{
			{ImageId: amiID(1), OwnerId: us, Tags: []Tag{{"secret", "x"}, {"ec2:SharedTag/team", "web"}}},
			{ImageId: amiID(2), OwnerId: friend, Tags: []Tag{{"mine", "noted"}, {"ec2:SharedTag/base", "v1"}}},
		},
		LaunchPermissions:       map[string][]LaunchPermission{amiID(1): {{UserId: friend}}, amiID(2): {{UserId: us}}},
		Snapshots:               []Snapshot{{SnapshotId: snapID(1), OwnerId: us, Tags: []Tag{{"secret", "x"}}}, {SnapshotId: snapID(2), OwnerId: friend, Tags: []Tag{{"mine", "noted"}}}},
		CreateVolumePermissions: map[string][]CreateVolumePermission{snapID(1): {{UserId: friend}}, snapID(2): {{UserId: us}}},
	}))
	keys := func(c client, id string) []string {
		if strings.HasPrefix(id, "snap-") {
			return c.fine(t, "DescribeSnapshots", "SnapshotId.1="+id).xml.texts("snapshotSet/item/tagSet/item/key")
		}
		return c.fine(t, "DescribeImages", "ImageId.1="+id).xml.texts("imagesSet/item/tagSet/item/key")
	}
	they := ask(a).as(assume(t, a, friend))
	for _, tt := range []struct {
		about     string
		got, want []string
	}{
		{"ours to us", keys(ask(a), amiID(1)), []string{"secret", "ec2:SharedTag/team"}},
		{"ours to them", keys(they, amiID(1)), []string{"ec2:SharedTag/team"}},
		{"theirs to us", keys(ask(a), amiID(2)), []string{"ec2:SharedTag/base", "mine"}},
		{"theirs to them", keys(they, amiID(2)), []string{"ec2:SharedTag/base"}},
		{"our snapshot to us", keys(ask(a), snapID(1)), []string{"secret"}},
		{"our snapshot to them", keys(they, snapID(1)), []string{}},
		{"their snapshot to us", keys(ask(a), snapID(2)), []string{"mine"}},
		{"their snapshot to them", keys(they, snapID(2)), []string{}},
	} {
		if !slices.Equal(tt.got, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.about, tt.got, tt.want)
		}
	}
}

// TestCatalogueIsMadeOnce: own images need no catalogue; a look beyond makes it once.
func TestCatalogueIsMadeOnce(t *testing.T) {
	made := 0
	a := open(t, inHome(RegionSeed{
		Images:    []Image{{ImageId: amiID(1), OwnerId: us}},
		Catalogue: func() []Image { made++; return []Image{{ImageId: amiID(2), OwnerId: stranger, Public: true}} },
	}))
	ask(a).fine(t, "DescribeImages", "Owner.1=self")
	ask(a).fine(t, "DescribeImages", "ImageId.1="+amiID(1), "Owner.1="+us)
	if made != 0 {
		t.Errorf("own images made the catalogue %d times", made)
	}
	for range 2 {
		wantIDs(t, "all", ask(a).fine(t, "DescribeImages").xml.texts("imagesSet/item/imageId"), "1", "2")
	}
	if made != 1 {
		t.Errorf("made %d times, want once", made)
	}
}
