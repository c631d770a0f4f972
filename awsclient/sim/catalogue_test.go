package sim

import (
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestCatalogueIsLargeEverywhere(t *testing.T) {
	eachDemoRegion(t, func(t *testing.T, region string, r *RegionSeed) {
		if n := len(r.Catalogue()); n < 2000 {
			t.Errorf("the catalogue of %s has %d images, want 2000 or more", region, n)
		}
	})
}

func TestCatalogueIsTheSameEveryTime(t *testing.T) {
	r := Demo(demoMoment()).Regions[demoBrazil]
	if !reflect.DeepEqual(r.Catalogue(), r.Catalogue()) {
		t.Error("two calls for one catalogue differ")
	}
}

func TestCatalogueImagesAreLaunchable(t *testing.T) {
	for _, i := range publicCatalogue(demoEurope, demoMoment()) {
		root := i.BlockDeviceMappings[0]
		switch {
		case !i.Public || i.State != "available" || i.ImageType != "machine":
			t.Errorf("%s is not a public, available machine image", i.Name)
		case root.DeviceName != i.RootDeviceName || root.Ebs.SnapshotId == "" || *root.Ebs.VolumeSize < 1:
			t.Errorf("%s has no root volume at %s", i.Name, i.RootDeviceName)
		case i.Architecture == "arm64" && i.BootMode != "uefi":
			t.Errorf("%s is for Arm and boots by %q", i.Name, i.BootMode)
		case (i.Platform == "windows") != strings.HasPrefix(i.PlatformDetails, "Windows"):
			t.Errorf("%s has platform %q and details %q", i.Name, i.Platform, i.PlatformDetails)
		case i.ImageOwnerAlias == "aws-marketplace" && len(i.ProductCodes) == 0:
			t.Errorf("%s is of the Marketplace without a product code", i.Name)
		}
	}
}

// TestCatalogueKnowsItsPublishers holds one name of each publisher to its owner,
// alias, architecture and billing.
func TestCatalogueKnowsItsPublishers(t *testing.T) {
	images := publicCatalogue(demoHome, demoMoment())
	for _, want := range []struct{ prefix, owner, alias, arch, operation string }{
		{"al2023-ami-2023.13.", "137112412989", "amazon", "x86_64", "RunInstances"},
		{"amzn2-ami-kernel-5.10-hvm-2.0.", "137112412989", "amazon", "x86_64", "RunInstances"},
		{"ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-2026", "099720109477", "amazon", "x86_64", "RunInstances"},
		{"ubuntu-pro-server/images/hvm-ssd/ubuntu-jammy-22.04-arm64", "099720109477", "amazon", "arm64", "RunInstances:0g00"},
		{"debian-13-arm64-2026", "136693071363", "amazon", "arm64", "RunInstances"},
		{"RHEL-9.6.0_HVM-2026", "309956199498", "amazon", "x86_64", "RunInstances:0010"},
		{"suse-sles-15-sp7-v2026", "013907871322", "amazon", "x86_64", "RunInstances:000g"},
		{"Rocky-9-EC2-Base-9.7-2026", "792107900819", "", "x86_64", "RunInstances"},
		{"AlmaLinux OS 9.7.2026", "764336703387", "", "x86_64", "RunInstances"},
		{"Fedora-Cloud-Base-AmazonEC2.aarch64-44-2026", "125523088429", "", "arm64", "RunInstances"},
		{"FreeBSD 15.0-RELEASE-amd64 base ZFS", "118940168514", "", "x86_64", "RunInstances"},
		{"Flatcar-stable-4593.2.5-hvm", "075585003325", "", "x86_64", "RunInstances"},
		{"bottlerocket-aws-k8s-1.36-aarch64-v1.64.0-", "092701018921", "amazon", "arm64", "RunInstances"},
		{"amazon-eks-node-al2023-x86_64-standard-1.36-v2026", "602401143452", "amazon", "x86_64", "RunInstances"},
		{"al2023-ami-ecs-hvm-2023.0.2026", "591542846629", "amazon", "x86_64", "RunInstances"},
		{"Deep Learning OSS Nvidia Driver AMI GPU PyTorch 2.11 (Ubuntu 24.04)", "898082745236", "amazon", "x86_64", "RunInstances"},
		{"Windows_Server-2022-English-Full-Base-2026", "801119661308", "amazon", "x86_64", "RunInstances:0002"},
		{"Windows_Server-2022-English-Full-SQL_2022_Standard-2026", "801119661308", "amazon", "x86_64", "RunInstances:0006"},
		{"amzn-ec2-macos-15.7.2-2026", "628277914472", "amazon", "x86_64_mac", "RunInstances"},
		{"nixos/26.05.2600.", "427812963091", "", "x86_64", "RunInstances"},
		{"talos-v1.12.1-us-east-1-amd64", "540036508848", "", "x86_64", "RunInstances"},
		{"CIS Ubuntu Linux 24.04 LTS Benchmark - STIG - v24-", "679593333241", "aws-marketplace", "x86_64", "RunInstances"},
	} {
		found := false
		for _, i := range images {
			if !strings.HasPrefix(i.Name, want.prefix) {
				continue
			}
			if i.OwnerId == want.owner && i.ImageOwnerAlias == want.alias && i.Architecture == want.arch && i.UsageOperation == want.operation {
				found = true
				break
			}
		}
		if !found {
			t.Errorf("no image %s… of %s %q for %s billed as %s", want.prefix, want.owner, want.alias, want.arch, want.operation)
		}
	}
}

func TestCatalogueHoldsLookAlikes(t *testing.T) {
	verified := map[string]bool{"amazon": true, "aws-marketplace": true}
	baits := 0
	for _, i := range publicCatalogue(demoHome, demoMoment()) {
		if strings.HasPrefix(i.Name, "ubuntu/images/") && !verified[i.ImageOwnerAlias] {
			baits++
			if i.OwnerId == "099720109477" {
				t.Errorf("%s pretends to be Canonical's and is", i.Name)
			}
		}
	}
	if baits == 0 {
		t.Error("nobody imitates Canonical")
	}
}

func TestCatalogueRetiresOldReleases(t *testing.T) {
	now := demoMoment()
	past, future := 0, 0
	for _, i := range publicCatalogue(demoSydney, now) {
		if demoParse(t, i.DeprecationTime).Before(now) {
			past++
		} else {
			future++
		}
	}
	if past < 100 || future < 1500 {
		t.Errorf("%d public images are deprecated and %d will be", past, future)
	}
}

func TestCatalogueIDsOutliveTheDay(t *testing.T) {
	want := publicImageID(demoHome, "ubuntu-noble-amd64-server", 0)
	for _, now := range []time.Time{demoMoment(), demoMoment().AddDate(0, 1, 3)} {
		found := false
		for _, i := range publicCatalogue(demoHome, now) {
			if i.ImageId == want {
				found = strings.HasPrefix(i.Name, "ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-")
			}
		}
		if !found {
			t.Errorf("%s is not the newest noble at %v", want, now)
		}
	}
}

func TestCatalogueRefusesAnUnknownField(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a pattern with an unknown field was accepted")
		}
	}()
	publicLine{key: "x"}.expand("name-{when}", demoHome, demoMoment(), 0)
}

func BenchmarkPublicCatalogue(b *testing.B) {
	for b.Loop() {
		publicCatalogue(demoHome, demoMoment())
	}
}
