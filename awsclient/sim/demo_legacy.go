package sim

// addParavirtual adds a relic from before HVM: a kernel ID, short IDs, a magnetic
// disk, and a snapshot too old to tell its size.
func (d *demoRegion) addParavirtual() {
	const age = 4452
	key := "legacy-reports-pv"
	i := d.addSingle(demoSingle{
		key: key, age: age, name: key + "-2014.09", arch: "x86_64",
		note: "Reports server, paravirtual. Runs on m3 only. Ask finance before touching it",
		tags: demoTags("Name", key, "team", "finance", "do-not-delete", "true"),
	})
	i.ImageId = "ami-" + demoHex(demoHash(d.name, key), 8)
	i.VirtualizationType, i.EnaSupport, i.SriovNetSupport = "paravirtual", nil, ""
	i.KernelId, i.RootDeviceName = d.pvGrub(), "/dev/sda1"
	i.SourceInstanceId = "i-" + demoHex(demoHash(d.name, key, "instance"), 8)
	i.LastLaunchedTime = d.ago(903, 14)
	snapshot := "snap-" + demoHex(demoHash(d.name, key, "snapshot"), 8)
	d.addSnapshot(demoSnapshot{
		id: snapshot, volume: "vol-" + demoHex(demoHash(d.name, key, "volume"), 8), size: 8, data: 5.5,
		at: d.now.AddDate(0, 0, -age), about: "Created by CreateImage(" + i.SourceInstanceId + ") for " + i.ImageId + " from vol-1f2e3d4c",
	})
	d.snapshot(snapshot).FullSnapshotSizeInBytes = nil
	root := demoVolume{device: "/dev/sda1", size: 8, kind: "standard"}
	i.BlockDeviceMappings = []BlockDeviceMapping{
		root.mapping(snapshot, false),
		{DeviceName: "/dev/sdb", VirtualName: "ephemeral0"},
	}
}

// addInstanceStore adds an image whose disk is a bundle in S3, so it maps no volume.
func (d *demoRegion) addInstanceStore() {
	key := "legacy-licensing"
	i := d.addSingle(demoSingle{
		key: key, age: 4790, name: key + "-s3-2013", arch: "x86_64",
		note: "Licence server, bundled to S3. Cannot be stopped, only terminated",
		tags: demoTags("Name", key, "team", "backoffice"),
	})
	i.ImageId = "ami-" + demoHex(demoHash(d.name, key), 8)
	i.ImageLocation = "ops-prod-bundles-" + d.name + "/licensing/2013-10/image.manifest.xml"
	i.VirtualizationType, i.EnaSupport, i.SriovNetSupport = "paravirtual", nil, ""
	i.KernelId, i.RootDeviceType, i.RootDeviceName = d.pvGrub(), "instance-store", "/dev/sda1"
	i.SourceInstanceId = ""
}

// addI386 adds a 32-bit image, which few instance types still take.
func (d *demoRegion) addI386() {
	i := d.addSingle(demoSingle{
		key: "legacy-fax-i386", age: 3011, name: "legacy-fax-gateway-i386", arch: "i386",
		note:    "Fax gateway, 32-bit. The card driver never got a 64-bit version",
		volumes: []demoVolume{{device: "/dev/sda1", size: 10, data: 4.4, kind: "gp2"}},
		tags:    demoTags("Name", "fax-gateway", "team", "backoffice"),
	})
	i.EnaSupport, i.SriovNetSupport = new(false), ""
	i.LastLaunchedTime = d.ago(1890, 44)
}

// addMac adds the image that signs the iPhone app.
func (d *demoRegion) addMac() {
	i := d.addSingle(demoSingle{
		key: "mac-ci", age: 52, name: "mac-ci-xcode-26.1-" + d.on(52, "2006.01.02"), arch: "x86_64_mac",
		note:    "macOS 15.6 with Xcode 26.1, signs the iPhone app. Needs a dedicated host",
		volumes: []demoVolume{{device: "/dev/sda1", size: 200, data: 118, iops: 6000, throughput: 500}},
		tags:    demoTags("Name", "mac-ci", "team", "mobile", "env", "ci"),
	})
	i.LastLaunchedTime = d.ago(21, 33)
	i.SourceImageId, i.SourceImageRegion = publicImageID(d.name, "amzn-ec2-macos-15-x86_64_mac", 2), d.name
}

// pvGrub is the kernel image that boots paravirtual images in this region.
func (d *demoRegion) pvGrub() string {
	switch d.name {
	case demoEurope:
		return "aki-52a34525"
	case demoSydney:
		return "aki-c362fff9"
	}
	return "aki-919dcaf8"
}
