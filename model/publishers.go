package model

import "strings"

// publisher is somebody whose images many people trust by name.
type publisher struct {
	name     string // whose, in the possessive as a cell has it: "Canonical's"
	accounts string // the accounts that its images are published from, with blanks between
	source   string // where the publisher, or AWS for it, says so
	names    string // what its images' names begin with, folded as foldName does, with blanks between
}

// publishers are those whose names are taken most often by others, with the
// accounts that they publish from as of November 2026. What AWS vouches for
// needs no row here to be trusted; a row only says whose names these are. It is
// asked for every row that is drawn, so nothing in it is allocated.
func publishers() [14]publisher {
	return [...]publisher{
		{"Canonical's", "099720109477 513442679011 837727238323", "documentation.ubuntu.com/aws: find Ubuntu images",
			"ubuntu-images- ubuntu-minimal-images- ubuntu-pro-server-images- ubuntu-pro-minimal-images- ubuntu-eks-"},
		{"Amazon's", "137112412989 045324592363 141808717104 591542846629 602401143452 092701018921 898082745236 102837901569 628277914472",
			"docs.aws.amazon.com: Amazon Linux, ECS, EKS, Bottlerocket, Deep Learning and macOS user guides",
			"al2o23-ami- amzn2-ami- amzn-ami- amazon-eks- bottlerocket-aws- aws-elasticbeanstalk- deep-learning-ami- deep-learning-base- deep-learning-oss- amzn-ec2-macos-"},
		{"Amazon's", "801119661308", "docs.aws.amazon.com: AWS Windows AMIs", "windows-server-2o tpm-windows-server- ec2lv2-windows-server-"},
		{"Red Hat's", "309956199498 219670896067 841258680906", "access.redhat.com/solutions/15356", "rhel-7- rhel-8- rhel-9- rhel-lo- rhel-ha-"},
		{"SUSE's", "013907871322", "pint.suse.com", "suse-sles- suse-sle- suse-manager-"},
		{"Debian's", "136693071363", "wiki.debian.org/Cloud/AmazonEC2Image", "debian-lo- debian-ll- debian-l2- debian-l3- debian-l4-"},
		{"Rocky's", "792107900819", "rockylinux.org/download: cloud images", "rocky-8-ec2- rocky-9-ec2- rocky-lo-ec2-"},
		{"AlmaLinux's", "764336703387", "wiki.almalinux.org/cloud/AWS", "almalinux-os-"},
		{"Fedora's", "125523088429", "fedoraproject.org/cloud/download, centos.org/download/aws-images",
			"fedora-cloud-base- fedora-coreos- centos-stream-"},
		{"FreeBSD's", "118940168514 782442783595", "freebsd.org/where: Amazon EC2", "freebsd-l3- freebsd-l4- freebsd-l5-"},
		{"Flatcar's", "075585003325", "flatcar.org/docs: running on EC2", "flatcar-stable- flatcar-beta- flatcar-alpha- flatcar-lts-"},
		{"NixOS's", "427812963091", "nixos.github.io/amis", "nixos-25- nixos-26-"},
		{"Talos's", "540036508848", "docs.siderolabs.com: Talos on AWS", "talos-vl-"},
		{"Oracle's", "131827586825", "docs.oracle.com: Oracle Linux on AWS", "ol7- ol8- ol9-"},
	}
}

// publishedBy is the name of the publisher that owns an account, "" for
// everybody else.
func publishedBy(account string) string {
	for _, p := range publishers() {
		for a := range strings.SplitSeq(p.accounts, " ") {
			if a == account {
				return p.name
			}
		}
	}
	return ""
}
