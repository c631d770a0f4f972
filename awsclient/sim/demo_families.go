package sim

// demoFamilies are the account's lines of images, the storefront's first.
func demoFamilies() []demoFamily {
	return []demoFamily{
		webFamily(), webAMD64Family(), webGPUFamily(), apiFamily(), workerFamily(), paymentsFamily(),
		postgresFamily(), goldenFamily(), bastionFamily(), runnerFamily(), windowsFamily(),
		searchFamily(), vaultFamily(), reportingFamily(),
	}
}

// webFamily runs the shop. The version of two days ago is the bad one, the one of
// nine days ago the last good one, and the fix is still being built.
func webFamily() demoFamily {
	return demoFamily{
		name: "web-arm64", naming: "{name}-{date}-{commit}", newest: 1848,
		arch: "arm64", boot: "uefi", team: "storefront", env: "prod", pipeline: "storefront/web",
		key: "alias/prod", chain: true,
		volumes: []demoVolume{{device: "/dev/xvda", size: 20, data: 12.3}},
		builds: []demoBuild{
			{age: 0, commit: "c0ffee1", data: 12.2, note: "web 4.19.1: takes the edge cache of 4.19.0 out again"},
			{age: 2, commit: "9f3c01d", data: 12.24, image: "ami-0a1b2c3d4e5f60718", snapshot: "snap-0a1b2c3d4e5f60091",
				note: "web 4.19.0: TLS moves to the new edge cache, IMDSv2 required. 502s under load, see INC-2291"},
			{age: 9, commit: "77aa0e2", data: 11.7, note: "web 4.18.2: nginx 1.29.3, kernel 6.12.58"},
			{age: 22, commit: "0b1c2d3", data: 11.0, note: "web 4.18.1: build tools left out, smaller image"},
			{age: 36, commit: "4d1e9b0", data: 11.6, note: "web 4.18.0: sessions move to Valkey 8.1"},
			{age: 58, commit: "a83f5c6", data: 11.4, note: "web 4.17.3: OpenSSL 3.5.4, no change of our own"},
			{age: 80, commit: "5e6f7a8", data: 11.0, note: "web 4.17.0: first build on golden-al2023 with kernel 6.12"},
			{age: 98, commit: "33cc44d", data: 12.0, note: "web 4.16.4: log agent 1.300.62, longer keep-alive"},
			{age: 112, commit: "11aa22b", data: 11.9, note: "web 4.16.2: starts even when EFS comes late"},
			{age: 151, commit: "e907b1f", data: 11.2, note: "web 4.15.1: HTTP/3 behind a flag"},
			{age: 204, commit: "2cd80a4", data: 10.9, note: "web 4.13.0: first version on Graviton4"},
			{age: 268, commit: "f61b3e9", data: 10.4, note: "web 4.11.2: hotfix for the spring sale"},
			{age: 340, commit: "08d7c5a", data: 9.8, note: "web 4.9.0: moves from Amazon Linux 2 to Amazon Linux 2023"},
		},
		copies: map[string][]int{
			demoEurope: {2, 9, 22, 36, 58, 80, 98, 112, 151, 204},
			demoSydney: {2, 9, 22, 58, 98},
			demoBrazil: {9, 22, 80},
		},
	}
}

// webAMD64Family is the same shop for x86, kept until the last x86 groups are gone.
func webAMD64Family() demoFamily {
	return demoFamily{
		name: "web-amd64", naming: "{name}-{date}-{commit}", newest: 1840,
		arch: "x86_64", boot: "uefi-preferred", team: "storefront", env: "prod", pipeline: "storefront/web",
		volumes: []demoVolume{{device: "/dev/xvda", size: 20, data: 12.6}},
		builds: []demoBuild{
			{age: 9, commit: "77aa0e2", note: "web 4.18.2: nginx 1.29.3, kernel 6.12.58"},
			{age: 23, commit: "0b1c2d3", note: "web 4.18.1: build tools left out, smaller image"},
			{age: 44, note: "web 4.17.9: last x86 build before the freeze"},
			{age: 80, commit: "5e6f7a8", note: "web 4.17.0: first build on golden-al2023 with kernel 6.12"},
			{age: 113, commit: "11aa22b", note: "web 4.16.2: starts even when EFS comes late"},
			{age: 160, note: "web 4.15.0: smaller JS bundles"},
			{age: 230, note: "web 4.12.3: nginx 1.27.5"},
			{age: 331, note: "web 4.9.1: Amazon Linux 2023 for x86 too"},
		},
		copies: map[string][]int{
			demoEurope: {9, 23, 44, 80, 113, 160},
			demoSydney: {9, 44, 113},
		},
	}
}

// webGPUFamily draws product pictures on demand.
func webGPUFamily() demoFamily {
	return demoFamily{
		name: "web-arm64-gpu", naming: "{name}-{date}-{commit}", newest: 96,
		arch: "arm64", boot: "uefi", team: "storefront", env: "prod", pipeline: "storefront/render",
		key:     "alias/prod",
		volumes: []demoVolume{{device: "/dev/xvda", size: 120, data: 58, iops: 4000, throughput: 250}},
		builds: []demoBuild{
			{age: 20, commit: "1a2b3c4", data: 58, note: "render 2.6.0: NVIDIA driver 580.105, CUDA 13.0"},
			{age: 88, note: "render 2.5.2: model weights baked in, first request 9 s faster"},
			{age: 190, note: "render 2.4.0: first arm64 build, for g5g"},
		},
		copies: map[string][]int{demoEurope: {20, 88}, demoSydney: {20}},
	}
}

// apiFamily is the JSON API behind the shop and the phones.
func apiFamily() demoFamily {
	return demoFamily{
		name: "api", naming: "{name}-{day}-{n}-{commit}", newest: 731,
		arch: "arm64", boot: "uefi", imds: "v2.0", team: "backend", env: "prod", pipeline: "backend/api",
		key:     "alias/prod",
		volumes: []demoVolume{{device: "/dev/xvda", size: 16, data: 7.4}},
		builds: []demoBuild{
			{age: 1, note: "api 2026.47.1: faster search suggestions"},
			{age: 6, note: "api 2026.46.2: retries to payments have a limit"},
			{age: 13, note: "api 2026.45.0: Go 1.26.8, smaller heap"},
			{age: 27, note: "api 2026.43.1: currency tables for the winter sale"},
			{age: 41, note: "api 2026.41.0: orders v3 behind a flag"},
			{age: 62, note: "api 2026.38.4: fixes a leak in the websocket pool"},
			{age: 90, note: "api 2026.34.0: IMDSv2 only"},
			{age: 131, note: "api 2026.28.2: gzip off, the load balancer does it"},
			{age: 188, note: "api 2026.20.0: new metrics agent"},
			{age: 250, note: "api 2026.11.3: last build with the old auth library, kept for the audit"},
		},
		copies: map[string][]int{
			demoEurope: {1, 6, 13, 27, 41, 62, 90, 131},
			demoSydney: {6, 13, 27, 62},
			demoBrazil: {13},
		},
	}
}

// workerFamily sends mail, resizes pictures and settles invoices at night.
func workerFamily() demoFamily {
	return demoFamily{
		name: "worker", naming: "{name}-{date}-{commit}", newest: 402,
		arch: "x86_64", boot: "uefi-preferred", team: "backend", env: "prod", pipeline: "backend/worker",
		volumes: []demoVolume{{device: "/dev/xvda", size: 30, data: 11.8}},
		builds: []demoBuild{
			{age: 3, note: "worker 1.92: thumbnails in AVIF, libvips 8.17"},
			{age: 17, note: "worker 1.91: mail queue drains before a stop"},
			{age: 45, note: "worker 1.89: invoices in three more languages"},
			{age: 76, note: "worker 1.87: spot interruption handler"},
			{age: 120, note: "worker 1.84: nightly settlement split in eight"},
			{age: 177, note: "worker 1.79: Python 3.14"},
			{age: 260, note: "worker 1.71: last one with ImageMagick"},
		},
		copies: map[string][]int{
			demoEurope: {3, 17, 45, 76, 120, 177},
			demoSydney: {3, 45, 120},
			demoBrazil: {45},
		},
	}
}
