package sim

// publicProduct is one Marketplace listing.
type publicProduct struct {
	key, name, about string
	versions         []string
	size             int
}

// marketplaceLines are products of the AWS Marketplace: the listing's UUID ends every
// name, a product code says what to subscribe to.
func marketplaceLines(string) []publicLine {
	var lines []publicLine
	for _, p := range publicProducts() {
		lines = append(lines, publicLine{
			key: p.key, name: p.name + "-{uuid}", about: p.about,
			owner: "679593333241", alias: "aws-marketplace", arch: "x86_64", root: "/dev/sda1", kind: "gp2", size: p.size,
			product: productCode(p.key), versions: p.versions, newest: 15, every: 47, releases: len(p.versions),
		})
	}
	return lines
}

// productCode is the code of a listing: 25 letters and digits.
func productCode(key string) string {
	if key == "PA-VM-AWS" {
		return "6njl1pau431dv1qxipg63mvah"
	}
	const letters = "0123456789abcdefghijklmnopqrstuvwxyz"
	code := make([]byte, 25)
	n := demoHash("product", key)
	for k := range code {
		if k == 12 {
			n = demoHash(key, "product")
		}
		code[k] = letters[n%36]
		n /= 36
	}
	return string(code)
}

func publicProducts() []publicProduct {
	products := []publicProduct{
		{"PA-VM-AWS", "PA-VM-AWS-{v}", "PA-VM-AWS-{v}", []string{"11.2.8", "11.1.10", "11.1.6", "10.2.16", "10.1.14"}, 60},
		{"FortiGate", "FortiGate-VM64-AWSONDEMAND build{n} ({v}) GA", "FortiGate VM64 on demand {v}", []string{"7.6.4", "7.4.9", "7.2.12", "7.0.17"}, 2},
		{"F5-BIGIP", "F5 BIGIP-{v}-0.0.4 PAYG-Best Plus 1Gbps-{day}", "F5 BIGIP-{v} PAYG-Best Plus 1Gbps", []string{"17.5.1.3", "17.1.3", "16.1.6.1", "15.1.10.8"}, 82},
		{"c8000v", "Cisco-C8K-{v}", "Cisco Catalyst 8000V {v}", []string{"17.18.1a", "17.15.4", "17.12.6", "17.09.07a"}, 16},
		{"vSRX", "junos-vsrx3-x86-64-{v}-std", "Juniper vSRX3 {v}", []string{"25.2R1.9", "24.4R2.13", "23.4R2-S5.6"}, 16},
		{"pfSense", "pfSense-plus-ec2-{v}-RELEASE-amd64", "pfSense Plus {v}", []string{"25.11", "25.07.1", "24.11", "24.03"}, 16},
		{"OpenVPN", "OpenVPN Access Server Community Image-fe8020db-{v}", "OpenVPN Access Server {v}", []string{"3.0.2", "3.0.0", "2.14.3", "2.14.1"}, 8},
		{"Splunk", "splunk_AMI_{v}_{iso}_09-00-00", "Splunk Enterprise {v}", []string{"10.0.2", "10.0.0", "9.4.6", "9.3.8"}, 20},
		{"GitLab", "GitLab CE {v} by the publisher", "GitLab Community Edition {v}", []string{"18.6.0", "18.5.3", "18.4.5", "18.3.6", "17.11.7"}, 30},
		{"Kali", "kali-last-snapshot-amd64-{v}", "Kali Linux {v}", []string{"2026.3.0", "2026.2.0", "2026.1.0", "2025.4.0"}, 25},
		{"NGINX-Plus", "nginx-plus-ubuntu2404-v{v}-x86_64-pay-as-you-go", "NGINX Plus {v} on Ubuntu 24.04", []string{"3.9", "3.8", "3.7", "3.6"}, 10},
		{"CentOS-7", "CentOS-7-2111-{day}_1.x86_64", "CentOS-7-2111-{day}_1.x86_64", []string{"1", "2"}, 10},
	}
	for _, level := range []string{"Level 1", "Level 2", "STIG"} {
		for _, system := range []string{"Amazon Linux 2023", "Ubuntu Linux 24.04 LTS", "Red Hat Enterprise Linux 9", "Rocky Linux 9", "Debian Linux 12"} {
			products = append(products, publicProduct{
				"CIS " + system + " " + level, "CIS " + system + " Benchmark - " + level + " - v{v}",
				"CIS Hardened Image " + level + " on " + system, []string{"24", "23", "22", "21", "20", "19"}, 20,
			})
		}
	}
	for _, app := range []string{
		"wordpress-6.9", "lamp-8.4", "nodejs-24", "redmine-6.1", "jenkins-2.528", "mongodb-8.2", "mysql-8.4", "postgresql-18",
		"nginx-1.29", "tomcat-11", "magento-2.4", "moodle-5.1", "ghost-6.9", "drupal-11.3", "discourse-3.5", "kafka-4.1",
		"rabbitmq-4.2", "redis-8.4", "elasticsearch-9.2", "grafana-12.3",
	} {
		products = append(products, publicProduct{
			"bitnami-" + app, "bitnami-" + app + ".{v}-r01-linux-debian-12-x86_64-hvm-ebs-nami",
			"This image may not be the latest version available and might include security vulnerabilities.",
			[]string{"9", "8", "7", "6", "5", "4"}, 10,
		})
	}
	return products
}
