package sim

// amazonLinuxLines are Amazon Linux 2023, 2 and the last of the first.
func amazonLinuxLines(string) []publicLine {
	const owner = "137112412989"
	var lines []publicLine
	for _, arch := range []string{"x86_64", "arm64"} {
		boot, old := "uefi-preferred", ""
		if arch == "arm64" {
			boot, old = "uefi", "uefi"
		}
		for _, kernel := range []string{"6.1", "6.12", "6.18"} {
			for _, minimal := range []string{"", "minimal-"} {
				title, size := "", 8
				if minimal != "" {
					title, size = "Minimal ", 2
				}
				lines = append(lines, publicLine{
					key:   "al2023-ami-" + minimal + "kernel-" + kernel + "-" + arch,
					name:  "al2023-ami-" + minimal + "2023.{al}.{day}.0-kernel-" + kernel + "-" + arch,
					about: "Amazon Linux 2023 AMI 2023.{al}.{day}.0 " + arch + " " + title + "HVM kernel-" + kernel,
					owner: owner, alias: "amazon", arch: arch, boot: boot, imds: "v2.0", size: size,
					newest: 3, every: 14, releases: 28, life: 90, free: true,
					parameter: "/aws/service/ami-amazon-linux-latest/al2023-ami-" + minimal + "kernel-" + kernel + "-" + arch,
				})
			}
		}
		lines = append(lines, publicLine{
			key:   "amzn2-kernel-5.10-" + arch,
			name:  "amzn2-ami-kernel-5.10-hvm-2.0.{day}.0-" + arch + "-gp2",
			about: "Amazon Linux 2 Kernel 5.10 AMI 2.0.{day}.0 " + arch + " HVM gp2",
			owner: owner, alias: "amazon", arch: arch, boot: old, size: 8, kind: "gp2", newest: 150, every: 21, releases: 20, life: 90,
		})
	}
	return append(lines,
		publicLine{
			key: "amzn2-hvm", name: "amzn2-ami-hvm-2.0.{day}.0-x86_64-ebs", about: "Amazon Linux 2 AMI 2.0.{day}.0 x86_64 HVM ebs",
			owner: owner, alias: "amazon", arch: "x86_64", size: 8, kind: "standard", newest: 150, every: 21, releases: 10, life: 90,
		},
		publicLine{
			key: "amzn-hvm", name: "amzn-ami-hvm-2018.03.0.{day}.0-x86_64-gp2", about: "Amazon Linux AMI 2018.03.0.{day}.0 x86_64 HVM gp2",
			owner: owner, alias: "amazon", arch: "x86_64", size: 8, kind: "gp2", newest: 1068, every: 60, releases: 6, life: 90,
		},
		publicLine{
			key: "amzn-pv", name: "amzn-ami-pv-2018.03.0.{day}.0-x86_64-ebs", about: "Amazon Linux AMI 2018.03.0.{day}.0 x86_64 PV EBS",
			owner: owner, alias: "amazon", arch: "x86_64", size: 8, kind: "standard", root: "/dev/sda1", paravirtual: true,
			newest: 1900, every: 90, releases: 4, life: 90,
		})
}

// kubernetesVersions are those that EKS builds images for.
func kubernetesVersions() []string {
	return []string{"1.36", "1.35", "1.34", "1.33", "1.32", "1.31"}
}

// containerLines are the images for ECS, EKS, Bottlerocket and Beanstalk.
func containerLines(region string) []publicLine {
	lines := ecsLines(region)
	for _, v := range kubernetesVersions() {
		for _, kind := range []string{"x86_64-standard", "x86_64-nvidia", "x86_64-neuron", "arm64-standard", "arm64-nvidia"} {
			if region == demoBrazil && kind == "x86_64-neuron" {
				continue
			}
			arch, boot := "x86_64", "uefi-preferred"
			if kind[0] == 'a' {
				arch, boot = "arm64", "uefi"
			}
			lines = append(lines, publicLine{
				key:   "amazon-eks-node-al2023-" + kind + "-" + v,
				name:  "amazon-eks-node-al2023-" + kind + "-" + v + "-v{day}",
				about: "EKS-optimized Kubernetes node based on Amazon Linux 2023, (k8s: " + v + ", containerd: 2.1.5-1)",
				owner: "602401143452", alias: "amazon", arch: arch, boot: boot, imds: "v2.0", size: 20,
				newest: 2, every: 10, releases: 8,
			})
		}
		lines = append(lines, bottlerocketLine("k8s-"+v, "x86_64", 7), bottlerocketLine("k8s-"+v, "arm64", 7),
			bottlerocketLine("k8s-"+v+"-nvidia", "x86_64", 4), bottlerocketLine("k8s-"+v+"-fips", "x86_64", 3))
	}
	return append(lines, bottlerocketLine("ecs-2", "x86_64", 7), bottlerocketLine("ecs-2", "arm64", 7),
		beanstalkLine("corretto-21", "Corretto 21"), beanstalkLine("python-3.14", "Python 3.14"),
		beanstalkLine("nodejs-24", "Node.js 24"), beanstalkLine("docker", "Docker"))
}

func ecsLines(region string) []publicLine {
	var lines []publicLine
	for _, e := range []struct{ kind, arch string }{
		{"", "x86_64"}, {"", "arm64"}, {"-gpu", "x86_64"}, {"-gpu", "arm64"}, {"-neuron", "x86_64"},
	} {
		if region == demoBrazil && e.kind == "-neuron" {
			continue
		}
		boot := "uefi-preferred"
		if e.arch == "arm64" {
			boot = "uefi"
		}
		lines = append(lines, publicLine{
			key:   "al2023-ami-ecs" + e.kind + "-" + e.arch,
			name:  "al2023-ami-ecs" + e.kind + "-hvm-2023.0.{day}-kernel-6.1-" + e.arch + "-ebs",
			about: "Amazon Linux AMI 2023.0.{day} " + e.arch + " ECS HVM EBS",
			owner: "591542846629", alias: "amazon", arch: e.arch, boot: boot, imds: "v2.0", size: 30,
			newest: 5, every: 12, releases: 16, life: 90,
			parameter: "/aws/service/ecs/optimized-ami/amazon-linux-2023" + e.kind + "/recommended/image_id",
		})
	}
	return append(lines, publicLine{
		key:   "amzn2-ami-ecs-x86_64",
		name:  "amzn2-ami-ecs-kernel-5.10-hvm-2.0.{day}-x86_64-ebs",
		about: "Amazon Linux AMI 2.0.{day} Kernel 5.10 x86_64 ECS HVM GP2",
		owner: "591542846629", alias: "amazon", arch: "x86_64", size: 30, kind: "gp2", newest: 160, every: 20, releases: 12, life: 90,
	})
}

func bottlerocketLine(variant, arch string, releases int) publicLine {
	inName, boot := arch, "uefi-preferred"
	if arch == "arm64" {
		inName, boot = "aarch64", "uefi"
	}
	name := "bottlerocket-aws-" + variant + "-" + inName + "-v{v}-{hash}"
	return publicLine{
		key: "bottlerocket-" + variant + "-" + arch, name: name, about: name,
		owner: "092701018921", alias: "amazon", arch: arch, boot: boot, imds: "v2.0", size: 2, second: 20,
		versions: []string{"1.64.0", "1.63.1", "1.62.0", "1.61.0", "1.60.2", "1.59.0", "1.58.1"},
		newest:   6, every: 19, releases: releases,
	}
}

func beanstalkLine(platform, title string) publicLine {
	return publicLine{
		key:   "beanstalk-" + platform,
		name:  "aws-elasticbeanstalk-amzn-2023.{al}.{day}.64bit-eb_" + platform + "_amazon_linux_2023-hvm-{iso}",
		about: "AWS Elastic Beanstalk, 64bit Amazon Linux 2023 running " + title,
		owner: "102837901569", alias: "amazon", arch: "x86_64", boot: "uefi-preferred", size: 8, newest: 9, every: 28, releases: 10,
	}
}

// deepLearningLines are the Deep Learning AMIs.
func deepLearningLines(region string) []publicLine {
	var lines []publicLine
	for _, what := range []string{
		"Deep Learning Base OSS Nvidia Driver GPU AMI", "Deep Learning OSS Nvidia Driver AMI GPU PyTorch 2.11",
		"Deep Learning OSS Nvidia Driver AMI GPU PyTorch 2.10", "Deep Learning OSS Nvidia Driver AMI GPU TensorFlow 2.20",
		"Deep Learning ARM64 Base OSS Nvidia Driver GPU AMI", "Deep Learning Base AMI with Single CUDA",
		"Deep Learning AMI Neuron",
	} {
		if region == demoBrazil && what == "Deep Learning AMI Neuron" {
			continue
		}
		for _, system := range []string{"Amazon Linux 2023", "Ubuntu 24.04", "Ubuntu 22.04"} {
			arch, boot, root := "x86_64", "uefi-preferred", "/dev/xvda"
			if what == "Deep Learning ARM64 Base OSS Nvidia Driver GPU AMI" {
				arch, boot = "arm64", "uefi"
			}
			if system != "Amazon Linux 2023" {
				root = "/dev/sda1"
			}
			lines = append(lines, publicLine{
				key: what + " " + system, name: what + " (" + system + ") {day}",
				about: "Supported EC2 instances: G4dn, G5, G6, P4, P5, P6. Release notes: https://docs.aws.amazon.com/dlami/latest/devguide/",
				owner: "898082745236", alias: "amazon", arch: arch, boot: boot, imds: "v2.0", root: root, size: 75,
				newest: 8, every: 16, releases: 8,
			})
		}
	}
	return lines
}

// macLines are macOS for dedicated hosts; South America has none.
func macLines(region string) []publicLine {
	if region == demoBrazil {
		return nil
	}
	var lines []publicLine
	for _, m := range []struct {
		major    string
		versions []string
	}{
		{"26", []string{"26.1", "26.0.1", "26.0"}},
		{"15", []string{"15.7.2", "15.7.1", "15.6.1"}},
		{"14", []string{"14.8.2", "14.8.1", "14.7.8"}},
		{"13", []string{"13.7.8", "13.7.6", "13.7.4"}},
	} {
		for _, arch := range []string{"x86_64_mac", "arm64_mac"} {
			tail, kind := "", "x86_64"
			if arch == "arm64_mac" {
				tail, kind = "-arm64", "arm64"
			}
			lines = append(lines, publicLine{
				key:   "amzn-ec2-macos-" + m.major + "-" + arch,
				name:  "amzn-ec2-macos-{v}-{day}-214311" + tail,
				about: "Amazon EC2 macOS {v} " + kind,
				owner: "628277914472", alias: "amazon", arch: arch, root: "/dev/sda1", size: 100,
				versions: m.versions, newest: 12, every: 34, releases: 3,
			})
		}
	}
	return lines
}
