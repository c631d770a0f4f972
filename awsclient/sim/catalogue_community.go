package sim

import "strings"

// onBoth gives a line for x86 and one for Arm: the pattern's %a becomes the
// publisher's own word for each.
func onBoth(l publicLine, x86, arm string) []publicLine {
	lines := make([]publicLine, 0, 2)
	for _, a := range []struct{ word, arch, boot string }{{x86, "x86_64", "uefi-preferred"}, {arm, "arm64", "uefi"}} {
		one := l
		one.key += "-" + a.arch
		one.name, one.about = strings.ReplaceAll(l.name, "%a", a.word), strings.ReplaceAll(l.about, "%a", a.word)
		one.arch, one.boot = a.arch, a.boot
		lines = append(lines, one)
	}
	return lines
}

// enterpriseLines are the rebuilds of RHEL and CentOS Stream.
func enterpriseLines(string) []publicLine {
	var lines []publicLine
	for _, v := range []struct{ major, minor string }{{"10", "10.1"}, {"9", "9.7"}, {"8", "8.10"}} {
		for _, kind := range []string{"Base", "LVM"} {
			lines = append(lines, onBoth(publicLine{
				key: "Rocky-" + v.major + "-" + kind, name: "Rocky-" + v.major + "-EC2-" + kind + "-" + v.minor + "-{day}.0.%a",
				about: "Rocky-" + v.major + "-EC2-" + kind + "-" + v.minor + "-{day}.0.%a",
				owner: "792107900819", root: "/dev/sda1", size: 10, newest: 25, every: 60, releases: 5,
			}, "x86_64", "aarch64")...)
		}
		lines = append(lines, onBoth(publicLine{
			key: "AlmaLinux-" + v.major, name: "AlmaLinux OS " + v.minor + ".{day} %a",
			about: "Official AlmaLinux OS " + v.minor + " %a image",
			owner: "764336703387", root: "/dev/sda1", size: 10, newest: 18, every: 50, releases: 6,
		}, "x86_64", "aarch64")...)
	}
	for _, v := range []string{"10", "9"} {
		lines = append(lines, onBoth(publicLine{
			key: "CentOS-Stream-" + v, name: "CentOS Stream " + v + " %a {day}", about: "CentOS Stream " + v + " %a {day}",
			owner: "125523088429", root: "/dev/sda1", size: 10, newest: 5, every: 21, releases: 8,
		}, "x86_64", "aarch64")...)
	}
	return lines
}

// fedoraLines are Fedora's cloud images and its CoreOS.
func fedoraLines(string) []publicLine {
	var lines []publicLine
	for _, v := range []string{"44", "43", "42"} {
		lines = append(lines, onBoth(publicLine{
			key: "Fedora-" + v, name: "Fedora-Cloud-Base-AmazonEC2.%a-" + v + "-{day}.0",
			about: "Created from build Fedora-Cloud-Base-AmazonEC2.%a-" + v + "-{day}.0",
			owner: "125523088429", root: "/dev/sda1", size: 10, newest: 1, every: 5, releases: 12, life: 90,
		}, "x86_64", "aarch64")...)
	}
	return append(lines, onBoth(publicLine{
		key: "fedora-coreos", name: "fedora-coreos-44.{day}.3.0-%a", about: "Fedora CoreOS stable 44.{day}.3.0 %a",
		owner: "125523088429", size: 10, newest: 4, every: 14, releases: 12,
	}, "x86_64", "aarch64")...)
}

// bsdLines are FreeBSD's flavours.
func bsdLines(string) []publicLine {
	var lines []publicLine
	for _, v := range []string{"15.0", "14.3", "13.5"} {
		for _, flavour := range []string{"base UFS", "base ZFS", "cloud-init UFS", "small ZFS"} {
			lines = append(lines, onBoth(publicLine{
				key: "FreeBSD-" + v + "-" + flavour, name: "FreeBSD " + v + "-RELEASE-%a " + flavour + " {iso}",
				about: "FreeBSD " + v + "-RELEASE-%a " + flavour,
				owner: "118940168514", root: "/dev/sda1", size: 10, newest: 40, every: 90, releases: 2,
			}, "amd64", "arm64")...)
		}
	}
	return append(lines, onBoth(publicLine{
		key: "alpine", name: "alpine-{v}-%a-uefi-cloudinit-r0", about: "Alpine Linux {v} %a uefi cloudinit",
		owner: "538276064493", size: 1, versions: []string{"3.23.0", "3.22.2", "3.21.5", "3.20.8"},
		newest: 13, every: 70, releases: 4,
	}, "x86_64", "aarch64")...)
}

// containerHostLines are small systems that only run containers.
func containerHostLines(string) []publicLine {
	var lines []publicLine
	for _, c := range []struct {
		channel  string
		versions []string
	}{
		{"stable", []string{"4593.2.5", "4593.2.4", "4593.2.1", "4459.2.3", "4459.2.1", "4230.2.4"}},
		{"beta", []string{"4628.1.0", "4593.1.0", "4547.1.0"}},
		{"alpha", []string{"4655.0.0", "4628.0.0", "4616.0.0"}},
		{"lts", []string{"4081.3.6", "4081.3.5", "3510.3.8"}},
	} {
		for _, arch := range []string{"x86_64", "arm64"} {
			tail, boot := "-hvm", "uefi-preferred"
			if arch == "arm64" {
				tail, boot = "-arm64-hvm", "uefi"
			}
			lines = append(lines, publicLine{
				key: "Flatcar-" + c.channel + "-" + arch, name: "Flatcar-" + c.channel + "-{v}" + tail,
				about: "Flatcar Container Linux " + c.channel + " {v} (HVM)",
				owner: "075585003325", arch: arch, boot: boot, size: 8, ephemeral: true, versions: c.versions,
				newest: 10, every: 26, releases: len(c.versions),
			})
		}
	}
	return append(lines, onBoth(publicLine{
		key: "talos", name: "talos-v{v}-{region}-%a", about: "Talos AMI v{v} {region} %a",
		owner: "540036508848", size: 8, versions: []string{"1.12.1", "1.12.0", "1.11.5", "1.11.3", "1.11.0", "1.10.8", "1.10.5", "1.9.6"},
		newest: 9, every: 24, releases: 8,
	}, "amd64", "arm64")...)
}

// declarativeLines are NixOS and its like.
func declarativeLines(string) []publicLine {
	lines := onBoth(publicLine{
		key: "nixos-26.05", name: "nixos/26.05.{n}.{hash}-%a-linux", about: "NixOS 26.05 %a",
		owner: "427812963091", size: 5, newest: 2, every: 7, releases: 12, life: 90,
	}, "x86_64", "aarch64")
	lines = append(lines, onBoth(publicLine{
		key: "nixos-25.11", name: "nixos/25.11.{n}.{hash}-%a-linux", about: "NixOS 25.11 %a",
		owner: "427812963091", size: 5, newest: 30, every: 14, releases: 10, life: 90,
	}, "x86_64", "aarch64")...)
	return append(lines, onBoth(publicLine{
		key: "fck-nat", name: "fck-nat-al2023-hvm-1.4.0-{day}-%a-ebs", about: "NAT instance, {iso}",
		owner: "568608671756", size: 2, newest: 60, every: 80, releases: 4,
	}, "x86_64", "arm64")...)
}

// communityLines are images of accounts that nobody vouches for. Some take the
// names of well-known publishers, to be picked by those who filter by name alone.
func communityLines(string) []publicLine {
	var lines []publicLine
	for _, c := range []struct{ key, name, about, owner string }{
		{"bait-ubuntu-noble", "ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20991231", "Canonical, Ubuntu, 24.04, amd64 noble image", "418295711234"},
		{"bait-ubuntu-jammy", "ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-{day}.1", "Ubuntu 22.04 LTS amd64", "634901128857"},
		{"bait-al2023", "al2023-ami-2023.99.{day}.0-kernel-6.1-x86_64", "Amazon Linux 2023 AMI x86_64 HVM", "905418330021"},
		{"bait-windows", "Windows_Server-2022-English-Full-Base-{date}-patched", "Microsoft Windows Server 2022 with latest patches", "286173094412"},
		{"bait-eks", "amazon-eks-node-al2023-x86_64-standard-1.36-v20270101", "EKS optimised node", "517740926683"},
		{"bait-debian", "debian-13-amd64-{day}-9999", "Debian 13", "730028815546"},
		{"bait-datadog", "datadog-agent-al2023-{day}", "Monitoring agent preinstalled", "861230947715"},
		{"miner", "xmr-bench-{day}", "CPU benchmark", "729940118263"},
		{"kernel-course", "os-lab-fall-{date}", "Image for the operating systems course", "150338829017"},
		{"genome", "genome-toolkit-{day}", "Alignment tools and references, see the paper", "342906617785"},
		{"ctf", "ctf-finals-vm-{iso}", "Do not run this in production, it is broken on purpose", "663218840095"},
		{"minecraft", "Minecraft Server (Paper) {iso}", "Starts on boot, 20 players", "482019375526"},
	} {
		lines = append(lines, publicLine{
			key: c.key, name: c.name, about: c.about, owner: c.owner, arch: "x86_64", root: "/dev/sda1",
			size: 8, kind: "gp2", newest: 17, every: 100, releases: 1,
		})
	}
	return lines
}
