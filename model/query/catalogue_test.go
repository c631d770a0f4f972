package query

import (
	"fmt"
	"time"

	"tami/model/ami"
	"tami/model/text"
)

// dice is a small generator of numbers, the same on every run.
type dice uint64

func (d *dice) roll(n int) int {
	*d ^= *d << 13
	*d ^= *d >> 7
	*d ^= *d << 17
	return int(uint64(*d) >> 11 % uint64(n))
}

func (d *dice) of(words ...string) string { return words[d.roll(len(words))] }

func (d *dice) hex(n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = "0123456789abcdef"[d.roll(16)]
	}
	return string(b)
}

func (d *dice) uuid() string {
	return d.hex(8) + "-" + d.hex(4) + "-" + d.hex(4) + "-" + d.hex(4) + "-" + d.hex(12)
}

var epoch = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

const ourAccount = "111122223333"

// sketch is an image before it is one.
type sketch struct {
	name, description, owner, alias, arch, platform string
	tags                                            [][2]string
}

// schemes are how the owners of AWS's catalogue name their images, with about
// the shares they have of it.
func (d *dice) sketch() sketch {
	at := epoch.AddDate(0, 0, -d.roll(1400))
	day, dashed, dotted := at.Format("20060102"), at.Format("2006-01-02"), at.Format("2006.01.02")
	arch := d.of("arm64", "x86_64", "x86_64")
	deb := map[string]string{"arm64": "arm64", "x86_64": "amd64"}[arch]
	switch p := d.roll(100); {
	case p < 22:
		release := d.of("jammy-22.04", "focal-20.04", "noble-24.04", "bionic-18.04", "jammy-22.04")
		kind := d.of("images", "images", "images-testing", "images-minimal")
		return sketch{name: fmt.Sprintf("ubuntu/%s/hvm-ssd/ubuntu-%s-%s-server-%s", kind, release, deb, day), owner: "099720109477", alias: "amazon", arch: arch,
			description: fmt.Sprintf("Canonical, Ubuntu, %s, %s %s image build on %s", release[len(release)-5:], deb, release[:5], dashed)}
	case p < 40:
		product := d.of("bitnami-wordpress-6.5.4-0-r05-linux-debian-12-x86_64-hvm-ebs", "CIS Ubuntu Linux 22.04 LTS Benchmark v1.0.0 - Level 1", "PA-VM-AWS-10.2.9-h1", "FortiGate-VM64-AWSONDEMAND build2662 (7.4.4) GA", "Neo4j-5.20.0-Enterprise", "SonarQube Server 10.5 hardened by cloudimg", "Jenkins on Ubuntu Server", "OpenVPN Access Server 2.13.1")
		return sketch{name: product + "-" + d.uuid(), owner: "679593333241", alias: "aws-marketplace", arch: "x86_64", description: d.of("", product+" appliance", "Support by vendor")}
	case p < 52:
		version := d.of("1.27", "1.28", "1.29", "1.30")
		flavour := d.of("amazon-eks-node-"+version, "amazon-eks-gpu-node-"+version, "amazon-eks-node-al2023-"+arch+"-standard-"+version, "amazon-eks-node-al2023-x86_64-nvidia-"+version)
		return sketch{name: flavour + "-v" + day, owner: "602401143452", alias: "amazon", arch: arch, description: fmt.Sprintf("EKS Kubernetes Worker AMI with AmazonLinux2 image, (k8s: %s.0, containerd: 1.7.*)", version)}
	case p < 60:
		return sketch{name: d.of("al2023-ami-2023.6."+day+".0-kernel-6.1-"+arch, "amzn2-ami-kernel-5.10-hvm-2.0."+day+".0-"+arch+"-gp2", "al2023-ami-ecs-hvm-2023.0."+day+"-kernel-6.1-"+arch, "al2023-ami-minimal-2023.6."+day+".0-kernel-6.1-"+arch), owner: "137112412989", alias: "amazon", arch: arch,
			description: "Amazon Linux AMI " + arch + " HVM ebs"}
	case p < 66:
		return sketch{name: fmt.Sprintf("Windows_Server-%s-English-%s-%s", d.of("2016", "2019", "2022", "2025"), d.of("Full-Base", "Core-Base", "Full-SQL_2019_Standard", "Full-ContainersLatest"), dotted), owner: "801119661308", alias: "amazon", arch: "x86_64", platform: "Windows", description: "Microsoft Windows Server with Desktop Experience Locale English AMI provided by Amazon"}
	case p < 72:
		return sketch{name: fmt.Sprintf("Deep Learning %s AMI GPU PyTorch %s (%s) %s", d.of("OSS Nvidia Driver", "Proprietary Nvidia Driver", "Base"), d.of("2.1.0", "2.2.0", "2.3.0"), d.of("Ubuntu 20.04", "Ubuntu 22.04", "Amazon Linux 2"), day), owner: "898082745236", alias: "amazon", arch: "x86_64", description: "Supported EC2 instances: G4dn, G5, P4d, P5. Release notes: https://docs.aws.amazon.com/dlami"}
	case p < 80:
		return sketch{name: d.of("RHEL-9.4.0_HVM-"+day+"-"+arch+"-82-Hourly2-GP3", "debian-12-"+deb+"-"+day+"-1740", "suse-sles-15-sp5-v"+day+"-hvm-ssd-"+arch, "Rocky-9-EC2-Base-9.4-"+day+".0."+arch, "AlmaLinux OS 9.4."+day+" "+arch, "FreeBSD 14.1-RELEASE-"+deb+" UFS", "Flatcar-stable-3815.2.2-hvm", "bottlerocket-aws-k8s-1.29-"+arch+"-v1.19.2-"+d.hex(8), "talos-v1.7.0-eu-west-1-"+deb), owner: d.of("309956199498", "136693071363", "013907871322"), arch: arch,
			description: d.of("", "Provided by Red Hat, Inc.", "Bürogerät image für Zürich")}
	}
	app := d.of("web", "api", "db", "worker", "ci-runner", "golden-base", "bastion", "proxy")
	env := d.of("prod", "staging", "dev")
	s := sketch{owner: ourAccount, arch: arch, tags: [][2]string{{"env", env}, {"Name", app}, {"team", d.of("platform", "payments", "search")}}}
	switch d.roll(4) {
	case 0:
		s.name = fmt.Sprintf("%s-%s-%s-%s", app, arch, dotted, d.hex(7))
	case 1:
		s.name = fmt.Sprintf("%s-%s-%d", app, env, at.Unix())
		s.description = "Built by Packer from ami-" + d.hex(17)
	case 2:
		s.name = "AwsBackup_i-" + d.hex(17) + "_" + d.uuid()
		s.description = "This image is created by the AWS Backup service."
	default:
		s.name = fmt.Sprintf("%s-v1.%d.%d", app, d.roll(20), d.roll(10))
		s.description = "CreateImage for " + app
	}
	return s
}

// catalogue makes n images; those of a smaller n are the first of a larger.
func catalogue(n int) []*ami.Image {
	d := dice(20261121)
	shared := map[ami.Traits]*ami.Traits{}
	images := make([]*ami.Image, n)
	for k := range images {
		s := d.sketch()
		traits := ami.Traits{OwnerID: text.Clean(s.owner), OwnerAlias: text.Clean(s.alias), Architecture: text.Clean(s.arch), Platform: text.Clean(s.platform),
			State: text.Clean(d.of("available", "available", "available", "available", "pending", "failed", "disabled")), Virtualization: text.Clean("hvm"),
			RootDeviceType: text.Clean("ebs"), BootMode: text.Clean(d.of("uefi", "uefi-preferred", "legacy-bios", "")), Public: ami.Flag(d.roll(3))}
		if shared[traits] == nil {
			shared[traits] = &traits
		}
		img := &ami.Image{ID: text.Clean("ami-" + d.hex(17)), Name: text.Clean(s.name), Description: text.Clean(s.description), Traits: shared[traits], Extra: &ami.Extra{},
			Created: ami.DateOf(epoch.Add(-time.Duration(d.roll(1400*24*60)) * time.Minute))}
		if d.roll(3) > 0 {
			img.LastLaunched = ami.DateOf(epoch.Add(-time.Duration(d.roll(200*24)) * time.Hour))
		}
		if d.roll(5) == 0 {
			img.DeprecationTime = ami.DateOf(epoch.AddDate(0, 0, d.roll(600)-300))
		}
		for range 1 + d.roll(2) {
			img.Devices = append(img.Devices, ami.Device{EBS: &ami.EBS{SnapshotID: text.Clean("snap-" + d.hex(17)), VolumeSize: int32(8 << d.roll(6)), Encrypted: ami.Flag(1 + d.roll(2))}})
		}
		for _, t := range s.tags {
			img.Tags = append(img.Tags, ami.Tag{Key: text.Clean(t[0]), Value: text.Clean(t[1])})
		}
		images[k] = img
	}
	return images
}

// corpusOf is a Corpus of the catalogue, read in pages.
func corpusOf(images []*ami.Image) *Corpus {
	c := New(Place{Where: ami.Where{Region: "us-east-1"}, Account: ourAccount, Snapshot: ami.Price{USD: 0.05, Unit: "USD per GB-month"}, SnapshotKnown: true})
	for len(images) > 0 {
		n := min(1000, len(images))
		c.Upsert(images[:n])
		images = images[n:]
	}
	return c
}

// facts answers by the digits of an ID.
type facts struct{}

func (facts) Users(id string) (int, bool)   { return int(id[len(id)-1] & 1), id[len(id)-2] != '0' }
func (facts) Shared(id string) (bool, bool) { return id[len(id)-1]&2 != 0, id[len(id)-2] != '1' }

func env() Env { return Env{Now: epoch, Facts: facts{}} }
