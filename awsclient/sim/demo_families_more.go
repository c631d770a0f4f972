package sim

// paymentsFamily takes the money: encrypted, three volumes, changed with care. The
// newest version is being made from a running instance right now.
func paymentsFamily() demoFamily {
	return demoFamily{
		name: "payments", naming: "{name}-v{n}-{day}", newest: 58,
		arch: "x86_64", boot: "uefi-preferred", imds: "v2.0", team: "payments", env: "prod",
		pipeline: "payments/release", product: "checkout",
		key: "alias/prod",
		volumes: []demoVolume{
			{device: "/dev/xvda", size: 30, data: 9.6},
			{device: "/dev/sdf", size: 200, data: 61.3, kept: true},
			{device: "/dev/sdg", size: 50, data: 8.2, kind: "io2", iops: 6000, kept: true},
		},
		builds: []demoBuild{
			{age: 0, note: "payments 58, made from payments-1 by hand before the card scheme change"},
			{age: 12, note: "payments 57: new HSM client, certificate valid until 2028"},
			{age: 40, note: "payments 56: ledger volume on io2, 6000 IOPS"},
			{age: 69, note: "payments 55: fraud rules of September"},
			{age: 124, note: "payments 54: audit log on the ledger volume"},
			{age: 205, note: "payments 53: under the old key, do not launch"},
		},
		copies: map[string][]int{demoEurope: {12, 40, 69, 124}, demoSydney: {12, 69}},
	}
}

// postgresFamily is imaged from the same standby every month, so each snapshot adds
// only what changed.
func postgresFamily() demoFamily {
	return demoFamily{
		name: "db-postgres", naming: "{name}-17-{date}", newest: 39,
		arch: "arm64", boot: "uefi", team: "data", env: "prod", pipeline: "data/postgres-image",
		key: "alias/prod", chain: true,
		volumes: []demoVolume{
			{device: "/dev/xvda", size: 20, data: 6.1},
			{device: "/dev/sdf", size: 500, data: 212, kind: "io2", iops: 12000, kept: true},
			{device: "/dev/sdg", size: 100, data: 18.4, iops: 6000, throughput: 500, kept: true},
		},
		builds: []demoBuild{
			{age: 5, note: "PostgreSQL 17.7 standby: data, and the log on a volume of its own"},
			{age: 35, note: "PostgreSQL 17.6 standby, monthly"},
			{age: 66, note: "PostgreSQL 17.6 standby, monthly, after the vacuum"},
			{age: 96, note: "PostgreSQL 17.5 standby, monthly"},
			{age: 186, note: "PostgreSQL 17.4 standby, half-yearly copy for the auditors"},
		},
		copies: map[string][]int{demoEurope: {5, 35, 66, 96}, demoSydney: {5, 66}},
	}
}

// goldenFamily is the image that the others are built on.
func goldenFamily() demoFamily {
	return demoFamily{
		name: "golden-al2023", naming: "{name}-{day}.{n}", newest: 212,
		arch: "arm64", boot: "uefi", imds: "v2.0", team: "platform", env: "prod", pipeline: "platform/golden",
		key: "alias/prod", chain: true,
		volumes: []demoVolume{{device: "/dev/xvda", size: 12, data: 4.1}},
		builds: []demoBuild{
			{age: 4, note: "Amazon Linux 2023, hardened: CIS level 1, SSM agent, no SSH keys"},
			{age: 18, note: "Amazon Linux 2023, hardened: CIS level 1, kernel 6.12.58"},
			{age: 46, note: "Amazon Linux 2023, hardened: CIS level 1, quarterly release"},
			{age: 74, note: "Amazon Linux 2023, hardened: chrony pinned to the link-local source"},
			{age: 102, note: "Amazon Linux 2023, hardened: first one with kernel 6.12"},
			{age: 193, note: "Amazon Linux 2023, hardened: kernel 6.1"},
			{age: 371, note: "Amazon Linux 2023, hardened: the first golden image"},
		},
		copies: map[string][]int{
			demoEurope: {4, 18, 46, 74, 102, 193},
			demoSydney: {4, 46, 102},
			demoBrazil: {18},
		},
	}
}

// bastionFamily is what people log in to.
func bastionFamily() demoFamily {
	return demoFamily{
		name: "bastion", naming: "{name}-{date}", newest: 21,
		arch: "arm64", boot: "uefi", imds: "v2.0", team: "platform", env: "prod", pipeline: "platform/bastion",
		volumes: []demoVolume{{device: "/dev/xvda", size: 8, data: 2.3}},
		builds: []demoBuild{
			{age: 30, note: "Bastion: OpenSSH 10.2, session recording, tmux"},
			{age: 120, note: "Bastion: OpenSSH 10.0, session recording"},
			{age: 210, note: "Bastion: OpenSSH 9.9"},
			{age: 300, note: "Bastion: the last one with password logins, replaced"},
		},
		copies: map[string][]int{demoEurope: {30, 120, 210}, demoSydney: {30, 210}, demoBrazil: {120}},
	}
}

// runnerFamily builds and tests everything else: large, and made every week.
func runnerFamily() demoFamily {
	return demoFamily{
		name: "ci-runner", naming: "{name}-{day}-{n}", newest: 517,
		arch: "x86_64", boot: "uefi-preferred", team: "platform", env: "ci", pipeline: "platform/runner",
		volumes: []demoVolume{{device: "/dev/xvda", size: 140, data: 92, throughput: 250}},
		builds: []demoBuild{
			{age: 1, note: "Runner 517: Go 1.26.8, Node 24, Docker 29.1"},
			{age: 8, note: "Runner 516: Go 1.26.7, Node 24, Docker 29.1"},
			{age: 15, note: "Runner 515: Go 1.26.7, Node 24, Docker 29.0"},
			{age: 29, note: "Runner 514: Chrome 141 for the browser tests"},
			{age: 57, note: "Runner 513: Terraform 1.14, OpenTofu 1.11"},
			{age: 85, note: "Runner 512: last one with Node 20"},
			{age: 190, data: 100, note: "Runner 511: kept for release branch 3.x, snapshot archived"},
		},
		copies: map[string][]int{demoEurope: {1, 8, 15, 29, 57}, demoSydney: {1, 15, 57}},
	}
}

// windowsFamily serves the back office.
func windowsFamily() demoFamily {
	return demoFamily{
		name: "windows-2022-iis", naming: "{name}-build{n}-{date}", newest: 214,
		arch: "x86_64", boot: "uefi", platform: "windows", details: "Windows", operation: "RunInstances:0002",
		team: "backoffice", env: "prod", pipeline: "backoffice/windows",
		volumes: []demoVolume{
			{device: "/dev/sda1", size: 60, data: 31.5},
			{device: "xvdf", size: 40, data: 6.4, kept: true},
		},
		builds: []demoBuild{
			{age: 10, note: "Windows Server 2022, IIS, .NET 10, November updates, sysprepped"},
			{age: 38, note: "Windows Server 2022, IIS, .NET 10, October updates, sysprepped"},
			{age: 66, note: "Windows Server 2022, IIS, .NET 9, September updates, sysprepped"},
			{age: 157, note: "Windows Server 2022, IIS, .NET 9, June updates, not sysprepped"},
		},
		copies: map[string][]int{demoEurope: {10, 38, 66}, demoSydney: {10, 66}},
	}
}

// searchFamily is encrypted with the account's default key, so nobody can share it.
func searchFamily() demoFamily {
	return demoFamily{
		name: "search", naming: "{name}-{date}-{commit}", newest: 77,
		arch: "arm64", boot: "uefi", team: "backend", env: "prod", pipeline: "backend/search",
		key: "alias/aws/ebs",
		volumes: []demoVolume{
			{device: "/dev/xvda", size: 16, data: 6.8},
			{device: "/dev/sdf", size: 160, data: 74.6, kept: true},
		},
		builds: []demoBuild{
			{age: 33, note: "search 3.4: index of October baked in, warm in 40 s"},
			{age: 101, note: "search 3.3: OpenSearch 3.2"},
			{age: 170, note: "search 3.1: synonyms for Portuguese"},
		},
		copies: map[string][]int{demoEurope: {33, 101}, demoSydney: {33}},
	}
}

// vaultFamily keeps secrets: UEFI with Secure Boot, a TPM, IMDSv2 only.
func vaultFamily() demoFamily {
	return demoFamily{
		name: "vault-tpm", naming: "{name}-{date}-{commit}", newest: 18,
		arch: "x86_64", boot: "uefi", imds: "v2.0", tpm: "v2.0",
		team: "security", env: "prod", pipeline: "security/vault",
		key:     "alias/prod",
		volumes: []demoVolume{{device: "/dev/xvda", size: 16, data: 3.9}},
		builds: []demoBuild{
			{age: 16, note: "Vault 1.21: Secure Boot, measured into the TPM, disk unlocked by it"},
			{age: 107, note: "Vault 1.20: first build with NitroTPM"},
		},
		copies: map[string][]int{demoEurope: {16}, demoSydney: {16}},
	}
}

// reportingFamily stays in Europe by contract.
func reportingFamily() demoFamily {
	return demoFamily{
		name: "eu-reporting", naming: "{name}-{date}-{commit}", newest: 34, home: demoEurope,
		arch: "arm64", boot: "uefi", team: "finance", env: "prod", pipeline: "finance/reporting",
		key: "alias/prod",
		volumes: []demoVolume{
			{device: "/dev/xvda", size: 16, data: 5.7},
			{device: "/dev/sdf", size: 80, data: 22.1, kept: true},
		},
		builds: []demoBuild{
			{age: 7, note: "Reporting: VAT rules of 2027, data must not leave the EU"},
			{age: 49, note: "Reporting: quarterly close, third quarter"},
			{age: 140, note: "Reporting: quarterly close, second quarter"},
			{age: 180, note: "Reporting: Metabase 57"},
		},
	}
}
