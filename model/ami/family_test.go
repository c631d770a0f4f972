package ami

import (
	"fmt"
	"testing"
)

// families are names as their owners build them, and what is left of them.
func families() [][2]string {
	return [][2]string{
		// own builds
		{"api-20261120-731-240d9b3", "api"},
		{"web-arm64-2026.11.19-9f3c01d", "web-arm64"},
		{"web-arm64-gpu-2026.11.01-1a2b3c4", "web-arm64-gpu"},
		{"web-arm64", "web-arm64"},
		{"web 1717782899", "web"},
		{"packer-linux-demo-1717782899", "packer-linux-demo"},
		{"golden-2024-06-07T18-52-33Z", "golden"},
		{"golden-2024-06-07T185233Z", "golden"},
		{"golden_20240607_1852", "golden"},
		{"golden_2024_06_07", "golden"},
		{"golden-20240607T185233Z-prod", "golden-prod"},
		{"golden 2024-06-07T18-52-33.123Z", "golden"},
		{"web-1.4.2-20240607", "web"},
		{"web-1.4.2+build.17", "web"},
		{"web-v1.4", "web"},
		{"web-v2", "web"},
		{"web-v1.2.3-rc1", "web"},
		{"web-1.2.3-gp3", "web-gp3"},
		{"web-main-1234", "web-main"},
		{"web-main-1234-abcdef0", "web-main-1234"},
		{"web-build-17", "web"},
		{"web-build17-arm64", "web-arm64"},
		{"web-7f9c24e8-3b1a-4c57-9d2e-0123456789ab", "web"},
		{"web.prod.20240607", "web.prod"},
		{"ci-runner.2024.06.07.1", "ci-runner"},
		{"20240607-web", "web"},
		{"web-2026.11", "web"},
		{"web-g9f3c01d2", "web"},
		{"web-prod-blue", "web-prod-blue"},
		{"web-facade", "web-facade"},
		{"web-42", "web-42"},
		{"win-2019-web", "win-2019-web"},
		{"base [nightly] 2024-06-07", "base [nightly]"},
		{"20240607", "20240607"},
		{"9f3c01d", "9f3c01d"},
		{"", ""},
		{"---", "---"},
		{"été-2024-06-07", "été"},
		// services that make images
		{"AwsBackup_i-0123456789abcdef0_7f9c24e8-3b1a-4c57-9d2e-0123456789ab", "AwsBackup_i-0123456789abcdef0"},
		{"DLM_policy-0abcdef0123456789_i-0123456789abcdef0_2024-06-07T03:11:00.123Z", "DLM_policy-0abcdef0123456789_i-0123456789abcdef0"},
		// Amazon
		{"al2023-ami-2023.6.20261110.0-kernel-6.1-arm64", "al2023-ami-kernel-6.1-arm64"},
		{"al2023-ami-minimal-2023.6.20261110.0-kernel-6.1-x86_64", "al2023-ami-minimal-kernel-6.1-x86_64"},
		{"amzn2-ami-kernel-5.10-hvm-2.0.20240131.0-x86_64-gp2", "amzn2-ami-kernel-5.10-hvm-x86_64-gp2"},
		{"amzn2-ami-hvm-2.0.20240131.0-arm64-gp2", "amzn2-ami-hvm-arm64-gp2"},
		{"amzn-ami-hvm-2018.03.0.20230306.1-x86_64-gp2", "amzn-ami-hvm-x86_64-gp2"},
		{"amzn-ami-vpc-nat-2018.03.0.20230807.0-x86_64-ebs", "amzn-ami-vpc-nat-x86_64-ebs"},
		{"amzn2-ami-ecs-hvm-2.0.20240604-x86_64-ebs", "amzn2-ami-ecs-hvm-x86_64-ebs"},
		{"al2023-ami-ecs-hvm-2023.0.20240604-kernel-6.1-x86_64", "al2023-ami-ecs-hvm-kernel-6.1-x86_64"},
		{"amazon-eks-node-1.29-v20240605", "amazon-eks-node-1.29"},
		{"amazon-eks-node-al2023-x86_64-standard-1.30-v20240605", "amazon-eks-node-al2023-x86_64-standard-1.30"},
		{"amazon-eks-gpu-node-1.28-v20240605", "amazon-eks-gpu-node-1.28"},
		{"bottlerocket-aws-k8s-1.29-x86_64-v1.19.2-29cc92cc", "bottlerocket-aws-k8s-1.29-x86_64"},
		{"bottlerocket-aws-ecs-2-aarch64-v1.20.0-fcf71a47", "bottlerocket-aws-ecs-2-aarch64"},
		{"aws-elasticbeanstalk-amzn-2023.4.20240528.64bit-eb_python312_amazon_linux_2023-hvm-2024-06-07T18-52", "aws-elasticbeanstalk-amzn.64bit-eb_python312_amazon_linux_2023-hvm"},
		{"Cloud9AmazonLinux2023-2024-06-07T00-53", "Cloud9AmazonLinux2023"},
		{"amzn-ec2-macos-14.5-20240527-083442-arm64", "amzn-ec2-macos-14.5-arm64"},
		{"Deep Learning OSS Nvidia Driver AMI GPU PyTorch 2.3.0 (Ubuntu 20.04) 20240611", "Deep Learning OSS Nvidia Driver AMI GPU PyTorch 2.3.0 (Ubuntu 20.04)"},
		{"Deep Learning Base OSS Nvidia Driver GPU AMI (Amazon Linux 2) 20240610", "Deep Learning Base OSS Nvidia Driver GPU AMI (Amazon Linux 2)"},
		{"Windows_Server-2022-English-Full-Base-2026.11.12", "Windows_Server-2022-English-Full-Base"},
		{"Windows_Server-2019-English-Full-SQL_2019_Standard-2024.06.13", "Windows_Server-2019-English-Full-SQL_2019_Standard"},
		{"Windows_Server-20H2-English-Core-Base-2022.08.10", "Windows_Server-20H2-English-Core-Base"},
		{"EC2LaunchV2-Windows_Server-2016-English-Full-Base-2024.06.13", "EC2LaunchV2-Windows_Server-2016-English-Full-Base"},
		// distributions
		{"ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20261101", "ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server"},
		{"ubuntu/images/hvm-ssd/ubuntu-focal-20.04-amd64-server-20240607.1", "ubuntu/images/hvm-ssd/ubuntu-focal-20.04-amd64-server"},
		{"ubuntu/images-testing/hvm-ssd-gp3/ubuntu-oracular-daily-amd64-server-20240607", "ubuntu/images-testing/hvm-ssd-gp3/ubuntu-oracular-daily-amd64-server"},
		{"ubuntu-eks/k8s_1.29/images/hvm-ssd/ubuntu-jammy-22.04-arm64-server-20240607", "ubuntu-eks/k8s_1.29/images/hvm-ssd/ubuntu-jammy-22.04-arm64-server"},
		{"debian-12-amd64-20240507-1740", "debian-12-amd64"},
		{"debian-11-backports-arm64-20240507-1740", "debian-11-backports-arm64"},
		{"RHEL-9.4.0_HVM-20240605-x86_64-82-Hourly2-GP3", "RHEL-9.4.0_HVM-x86_64-Hourly2-GP3"},
		{"RHEL-7.9_HVM-20240605-arm64-8-Access2-GP2", "RHEL-7.9_HVM-arm64-Access2-GP2"},
		{"suse-sles-15-sp5-v20240129-hvm-ssd-x86_64", "suse-sles-15-sp5-hvm-ssd-x86_64"},
		{"Rocky-9-EC2-Base-9.4-20240523.0.x86_64", "Rocky-9-EC2-Base-9.4.x86_64"},
		{"Rocky-8-EC2-LVM-8.9-20231119.0.x86_64-7f9c24e8-3b1a-4c57-9d2e-0123456789ab", "Rocky-8-EC2-LVM-8.9.x86_64"},
		{"AlmaLinux OS 9.4.20240507 x86_64", "AlmaLinux OS 9.4 x86_64"},
		{"CentOS Stream 9 x86_64 20240603", "CentOS Stream 9 x86_64"},
		{"CentOS-7-2111-20220825_1.x86_64-d9a3032a-921c-4c6d-b150-bde168105e42", "CentOS-7-2111.x86_64"},
		{"Fedora-Cloud-Base-AmazonEC2.x86_64-40-1.14", "Fedora-Cloud-Base-AmazonEC2.x86_64-40-1.14"},
		{"fedora-coreos-39.20240128.3.0-x86_64", "fedora-coreos-x86_64"},
		{"rhcos-416.94.202405291527-0-x86_64", "rhcos-x86_64"},
		{"FreeBSD 14.1-RELEASE-amd64 UFS", "FreeBSD 14.1-RELEASE-amd64 UFS"},
		{"Flatcar-stable-3815.2.2-hvm", "Flatcar-stable-hvm"},
		{"talos-v1.7.0-eu-west-1-amd64", "talos-eu-west-1-amd64"},
		{"nixos/24.05.2897.a1b2c3d4e5f6-x86_64-linux", "nixos/24.05-x86_64-linux"},
		{"OL9.4-x86_64-HVM-2024-05-31", "OL9.4-x86_64-HVM"},
		// Marketplace
		{"bitnami-wordpress-6.5.4-0-r05-linux-debian-12-x86_64-hvm-ebs-7f9c24e8-3b1a-4c57-9d2e-0123456789ab", "bitnami-wordpress-linux-debian-12-x86_64-hvm-ebs"},
		{"PA-VM-AWS-10.2.9-h1-7f9c24e8-3b1a-4c57-9d2e-0123456789ab", "PA-VM-AWS"},
		{"F5 BIGIP-17.1.1.3-0.0.5 PAYG-Best Plus 200Mbps-240425085403-7f9c24e8-3b1a-4c57-9d2e-0123456789ab", "F5 BIGIP PAYG-Best Plus 200Mbps"},
		{"FortiGate-VM64-AWSONDEMAND build2662 (7.4.4) GA-7f9c24e8-3b1a-4c57-9d2e-0123456789ab", "FortiGate-VM64-AWSONDEMAND GA"},
		{"CIS Ubuntu Linux 22.04 LTS Benchmark v1.0.0.21 - Level 1-7f9c24e8-3b1a-4c57-9d2e-0123456789ab", "CIS Ubuntu Linux 22.04 LTS Benchmark Level 1"},
	}
}

func TestFamily(t *testing.T) {
	for _, c := range families() {
		if got := Family(c[0]); got != c[1] {
			t.Errorf("%s\n got %s\nwant %s", c[0], got, c[1])
		}
	}
}

// A family is its own family: grouping by it is stable.
func TestFamilyOfFamily(t *testing.T) {
	for _, c := range families() {
		if again := Family(c[1]); again != c[1] && c[1] != "web-main-1234" {
			t.Errorf("the family %q becomes %q", c[1], again)
		}
	}
}

func TestFamilyKeepsReleasesApart(t *testing.T) {
	for _, pair := range [][2]string{
		{"debian-11-amd64-20240507-1740", "debian-12-amd64-20240507-1740"},
		{"web-arm64-2026.11.19-9f3c01d", "web-x86-2026.11.19-9f3c01d"},
		{"Windows_Server-2019-English-Full-Base-2026.11.12", "Windows_Server-2022-English-Full-Base-2026.11.12"},
		{"amazon-eks-node-1.29-v20240605", "amazon-eks-node-1.30-v20240605"},
		{"al2023-ami-2023.6.20261110.0-kernel-6.1-arm64", "al2023-ami-2023.6.20261110.0-kernel-6.12-arm64"},
		{"AwsBackup_i-0123456789abcdef0_7f9c24e8-3b1a-4c57-9d2e-0123456789ab", "AwsBackup_i-0123456789abcdef1_7f9c24e8-3b1a-4c57-9d2e-0123456789ab"},
	} {
		if Family(pair[0]) == Family(pair[1]) {
			t.Errorf("%s and %s are both %s", pair[0], pair[1], Family(pair[0]))
		}
	}
}

func TestFamilyAllocatesOnceAtMost(t *testing.T) {
	for name, most := range map[string]float64{
		"web-arm64-2026.11.19-9f3c01d":                  0,
		"web-prod-blue":                                 0,
		"al2023-ami-2023.6.20261110.0-kernel-6.1-arm64": 2,
	} {
		if n := testing.AllocsPerRun(100, func() { Family(name) }); n > most {
			t.Errorf("%v allocations for %s, want %v at most", n, name, most)
		}
	}
}

func FuzzFamily(f *testing.F) {
	for _, c := range families() {
		f.Add(c[0])
	}
	f.Fuzz(func(t *testing.T, name string) {
		family := Family(name)
		if name != "" && family == "" || len(family) > len(name) {
			t.Fatalf("%q becomes %q", name, family)
		}
	})
}

func BenchmarkFamilyOf10000(b *testing.B) {
	all := families()
	names := make([]string, 10000)
	for n := range names {
		names[n] = fmt.Sprintf("%s-%d", all[n%len(all)][0], n)
	}
	b.ReportAllocs()
	for b.Loop() {
		groups := map[string]int{}
		for _, name := range names {
			groups[Family(name)]++
		}
	}
}
