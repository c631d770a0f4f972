package sim

import "strings"

// addBackup adds an image that AWS Backup made and keeps.
func (d *demoRegion) addBackup(of string, age, size int) {
	instance := d.id("i", "instance", of)
	job := strings.ToUpper(demoUUID(d.name, "backup", of, d.on(age, "20060102")))
	i := d.addSingle(demoSingle{
		key: "AwsBackup-" + of, age: age, name: "AwsBackup_" + instance + "_" + job, arch: "arm64",
		note: "This image is created by the AWS Backup service.", source: instance, kms: "alias/prod",
		volumes: []demoVolume{
			{device: "/dev/xvda", size: 30, data: 8.8},
			{device: "/dev/sdf", size: size, data: float64(size) * 0.41, kept: true},
		},
		tags: demoTags(backupTag, instance+":"+job, "Name", of, "backup-plan", "daily-35d"),
	})
	i.BootMode = "uefi"
	for _, m := range i.BlockDeviceMappings {
		d.snapshot(m.Ebs.SnapshotId).Tags = demoTags(backupTag, instance+":"+job, "Name", of)
	}
}

// addImageBuilder adds an image from the Image Builder pipeline.
func (d *demoRegion) addImageBuilder(version string, age int) {
	i := d.addSingle(demoSingle{
		key: "corp-hardened-ubuntu", age: age, arch: "x86_64",
		name:    "CorpHardenedUbuntu " + d.on(age, "2006-01-02T15-04-05.000Z"),
		note:    "Ubuntu 24.04 LTS with the company baseline, recipe " + version,
		volumes: []demoVolume{{device: "/dev/sda1", size: 12, data: 3.4}},
		tags: demoTags("CreatedBy", "EC2 Image Builder",
			"Ec2ImageBuilderArn", d.arn("imagebuilder", "image/corphardenedubuntu/"+version+"/1"),
			"Name", "CorpHardenedUbuntu", "team", "security"),
	})
	i.BootMode, i.ImdsSupport = "uefi-preferred", "v2.0"
	i.SourceImageId, i.SourceImageRegion = publicImageID(d.name, "ubuntu-noble-amd64-server", releaseBefore(age, 14)), d.name
}

// addLifecycle adds an image from a Data Lifecycle Manager policy.
func (d *demoRegion) addLifecycle(of string, age int) {
	instance, policy := d.id("i", "instance", of), d.id("policy", "weekly-images")
	d.addSingle(demoSingle{
		key: "dlm-" + of, age: age, arch: "arm64",
		name:    policy + "_" + instance + "_" + d.on(age, "2006-01-02-15-04"),
		note:    "Created for policy: " + policy + " schedule: weekly",
		source:  instance,
		volumes: []demoVolume{{device: "/dev/xvda", size: 8, data: 2.6}},
		tags: demoTags("Name", of, "dlm:managed", "true",
			"aws:dlm:lifecycle-policy-id", policy, "aws:dlm:lifecycle-schedule-name", "weekly",
			"aws:dlm:expirationTime", d.on(age-28, "2006-01-02T15:04:00Z")),
	}).BootMode = "uefi"
}

// addMarketplaceDerived adds an image made from a Marketplace product, whose codes stay with it.
func (d *demoRegion) addMarketplaceDerived() {
	i := d.addSingle(demoSingle{
		key: "edge-firewall", age: 83, arch: "x86_64", name: "edge-firewall-11.1.6-" + d.on(83, "2006.01.02"),
		note:    "Marketplace firewall with our licence and base rules, subscription needed",
		volumes: []demoVolume{{device: "/dev/xvda", size: 60, data: 13.3, kind: "gp2"}},
		tags:    demoTags("Name", "edge-firewall", "team", "network", "env", "prod"),
	})
	i.BootMode, i.LastLaunchedTime = "legacy-bios", d.ago(80, 5)
	i.ProductCodes = []ProductCode{{ProductCodeId: "6njl1pau431dv1qxipg63mvah", ProductCodeType: "marketplace"}}
	i.SourceImageId, i.SourceImageRegion = publicImageID(d.name, "PA-VM-AWS", 2), d.name
}

// addFailed adds an image that never came to be, with AWS's words for why.
func (d *demoRegion) addFailed() {
	i := d.addSingle(demoSingle{
		key: "analytics", age: 7, arch: "x86_64", name: "analytics-" + d.on(7, "2006.01.02") + "-b7e21aa",
		note: "analytics 0.31: notebooks and a warm cache", kms: demoOldKey,
		volumes: []demoVolume{{device: "/dev/xvda", size: 60, data: 22}},
		tags:    demoTags("Name", "analytics", "team", "data", "env", "staging"),
	})
	const why = "Given key ID is not accessible. You must have DescribeKey permissions on the default CMK"
	snapshot := i.BlockDeviceMappings[0].Ebs.SnapshotId
	i.State = "failed"
	i.StateReason = &StateReason{
		Code:    "Server.InternalError",
		Message: "Snapshot " + snapshot + " is in error state: " + why,
	}
	s := d.snapshot(snapshot)
	s.State, s.StateMessage, s.Progress = "error", why, "0%"
	s.CompletionTime, s.FullSnapshotSizeInBytes = "", nil
}
