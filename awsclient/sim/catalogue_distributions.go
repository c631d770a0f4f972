package sim

// ubuntuLines are Canonical's images.
func ubuntuLines(string) []publicLine {
	var lines []publicLine
	for _, r := range []struct{ code, version, disk, volume string }{
		{"resolute", "26.04", "hvm-ssd-gp3", "ebs-gp3"}, {"questing", "25.10", "hvm-ssd-gp3", "ebs-gp3"}, {"noble", "24.04", "hvm-ssd-gp3", "ebs-gp3"},
		{"jammy", "22.04", "hvm-ssd", "ebs-gp2"}, {"focal", "20.04", "hvm-ssd", "ebs-gp2"},
	} {
		for _, arch := range []string{"amd64", "arm64"} {
			server := ubuntuLine(r.code, r.version, r.disk, arch, "server", "ubuntu/images/", 16)
			server.parameter = "/aws/service/canonical/ubuntu/server/" + r.version + "/stable/current/" + arch + "/hvm/" + r.volume + "/ami-id"
			server.free = true
			lines = append(lines, server, ubuntuLine(r.code, r.version, r.disk, arch, "minimal", "ubuntu-minimal/images/", 10))
			if r.code == "questing" {
				continue
			}
			pro := ubuntuLine(r.code, r.version, r.disk, arch, "pro-server", "ubuntu-pro-server/images/", 8)
			pro.details, pro.operation = "Ubuntu Pro", "RunInstances:0g00"
			lines = append(lines, pro)
		}
	}
	for _, v := range kubernetesVersions()[1:4] {
		l := ubuntuLine("noble", "24.04", "hvm-ssd-gp3", "amd64", "server", "ubuntu-eks/k8s_"+v+"/images/", 6)
		l.key += "-eks-" + v
		lines = append(lines, l)
	}
	return lines
}

func ubuntuLine(code, version, disk, arch, kind, folder string, releases int) publicLine {
	l := publicLine{
		key:   "ubuntu-" + code + "-" + arch + "-" + kind,
		name:  folder + disk + "/ubuntu-" + code + "-" + version + "-" + arch + "-" + kind + "-{day}",
		about: "Canonical, Ubuntu, " + version + ", " + arch + " " + code + " image",
		owner: "099720109477", alias: "amazon", arch: "x86_64", boot: "uefi-preferred", root: "/dev/sda1", size: 8,
		ephemeral: true, newest: 7, every: 14, releases: releases,
	}
	switch {
	case arch == "arm64":
		l.arch, l.boot = "arm64", "uefi"
	case code == "focal":
		l.boot = ""
	}
	if disk == "hvm-ssd" {
		l.kind = "gp2"
	} else {
		l.imds = "v2.0"
	}
	return l
}

// debianLines are Debian's own images.
func debianLines(string) []publicLine {
	var lines []publicLine
	for _, version := range []string{"13", "12", "11"} {
		for _, arch := range []string{"amd64", "arm64"} {
			for _, kind := range []string{"", "backports-"} {
				releases := 10
				if kind != "" || version == "11" {
					releases = 5
				}
				l := publicLine{
					key:   "debian-" + version + "-" + kind + arch,
					name:  "debian-" + version + "-" + kind + arch + "-{day}-{n}",
					about: "Debian " + version + " ({day}-{n})",
					owner: "136693071363", alias: "amazon", arch: "x86_64", boot: "uefi-preferred", size: 8,
					newest: 11, every: 23, releases: releases,
				}
				if arch == "arm64" {
					l.arch, l.boot = "arm64", "uefi"
				}
				lines = append(lines, l)
			}
		}
	}
	return lines
}

// redHatLines are RHEL with the licence in the price, and with one's own.
func redHatLines(string) []publicLine {
	var lines []publicLine
	for _, version := range []string{"10.1.0", "10.0.0", "9.7.0", "9.6.0", "9.4.0", "8.10.0"} {
		for _, arch := range []string{"x86_64", "arm64"} {
			for _, access := range []string{"Hourly2", "Access2"} {
				l := publicLine{
					key:   "RHEL-" + version + "-" + arch + "-" + access,
					name:  "RHEL-" + version + "_HVM-{day}-" + arch + "-0-" + access + "-GP3",
					about: "Provided by Red Hat, Inc.",
					owner: "309956199498", alias: "amazon", arch: arch, boot: "uefi-preferred", root: "/dev/sda1", size: 10,
					details: "Red Hat Enterprise Linux", operation: "RunInstances:0010",
					newest: 14, every: 32, releases: 4,
				}
				if access == "Access2" {
					l.details, l.operation = "Red Hat BYOL Linux", "RunInstances:00g0"
				}
				if arch == "arm64" {
					l.boot = "uefi"
				}
				lines = append(lines, l)
			}
		}
	}
	return append(lines, publicLine{
		key: "RHEL_HA-9.6.0", name: "RHEL_HA-9.6.0_HVM-{day}-x86_64-0-Hourly2-GP3", about: "Provided by Red Hat, Inc.",
		owner: "309956199498", alias: "amazon", arch: "x86_64", boot: "uefi-preferred", root: "/dev/sda1", size: 10,
		details: "Red Hat Enterprise Linux with High Availability", operation: "RunInstances:1010", newest: 14, every: 40, releases: 4,
	})
}

// suseLines are SLES in its editions.
func suseLines(string) []publicLine {
	var lines []publicLine
	for _, version := range []string{"16-0", "15-sp7", "15-sp6", "12-sp5"} {
		for _, edition := range []string{"", "byos-", "chost-byos-", "sapcal-"} {
			for _, arch := range []string{"x86_64", "arm64"} {
				if arch == "arm64" && (edition == "sapcal-" || version == "12-sp5") {
					continue
				}
				l := publicLine{
					key:   "suse-sles-" + version + "-" + edition + arch,
					name:  "suse-sles-" + version + "-" + edition + "v{day}-hvm-ssd-" + arch,
					about: "SUSE Linux Enterprise Server " + version + " (HVM, 64-bit, SSD Backed)",
					owner: "013907871322", alias: "amazon", arch: arch, boot: "uefi-preferred", root: "/dev/sda1", size: 10,
					details: "SUSE Linux", operation: "RunInstances:000g", newest: 20, every: 45, releases: 4,
				}
				if edition == "byos-" || edition == "chost-byos-" {
					l.details, l.operation = "", ""
				}
				if arch == "arm64" {
					l.boot = "uefi"
				}
				lines = append(lines, l)
			}
		}
	}
	return lines
}
