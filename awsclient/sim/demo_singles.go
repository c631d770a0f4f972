package sim

import (
	"strconv"
	"time"
)

// demoSingle is an image that belongs to no family of builds.
type demoSingle struct {
	// key finds the image again, together with its age in days.
	key  string
	age  int
	name string
	note string
	arch string
	// source is the instance it was made from; drawn from the key when empty.
	source  string
	kms     string
	volumes []demoVolume
	tags    []Tag
}

// addSingle adds an image made by CreateImage and gives it back to be changed. The
// pointer holds until the next image is added.
func (d *demoRegion) addSingle(s demoSingle) *Image {
	at := d.now.AddDate(0, 0, -s.age).Add(-time.Duration(1200+demoHash(d.name, s.key)%12000) * time.Second)
	i := d.plainImage(s.name, s.arch)
	i.ImageId = d.id("ami", s.key, strconv.Itoa(s.age))
	i.Description, i.CreationDate, i.Tags = s.note, demoTime(at), s.tags
	i.SourceInstanceId = s.source
	if s.source == "" {
		i.SourceInstanceId = d.id("i", s.key, "source")
	}
	if len(s.volumes) > 0 {
		i.RootDeviceName = s.volumes[0].device
	}
	for _, v := range s.volumes {
		id := d.id("snap", s.key, strconv.Itoa(s.age), v.device)
		d.addSnapshot(demoSnapshot{
			id: id, volume: d.id("vol", s.key, strconv.Itoa(s.age), v.device), size: v.size, data: v.data,
			key: s.kms, lineage: s.key + v.device, at: at,
			about: "Created by CreateImage(" + i.SourceInstanceId + ") for " + i.ImageId,
		})
		i.BlockDeviceMappings = append(i.BlockDeviceMappings, v.mapping(id, s.kms != ""))
	}
	d.addImage(s.key, s.age, i)
	return d.image(s.key, s.age)
}

// on is the moment so many days and four hours ago, in the given layout: before
// the images of that day were finished.
func (d *demoRegion) on(age int, layout string) string {
	return d.now.AddDate(0, 0, -age).Add(-4 * time.Hour).Format(layout)
}

// addSingles adds what no family holds: relics, what services made, what people left.
func (d *demoRegion) addSingles() {
	switch d.name {
	case demoHome:
		d.addParavirtual()
		d.addInstanceStore()
		d.addI386()
		d.addMac()
		d.addMarketplaceDerived()
		d.addBackup("db-postgres-1", 2, 500)
		d.addBackup("payments-1", 31, 200)
		d.addImageBuilder("1.0.4", 6)
		d.addImageBuilder("1.0.3", 36)
		d.addLifecycle("bastion-1", 3)
		d.addLifecycle("bastion-1", 10)
		d.addFailed()
		d.addManyDevices()
		d.addBrokenImage()
		d.addToolbox()
		d.addLeftover("do-not-delete-jk", "jk: heap dump of the session leak inside, please keep", 96)
		d.addHotfix()
		d.addOrphans()
	case demoEurope:
		d.addParavirtual()
		d.addMarketplaceDerived()
		d.addBackup("db-postgres-1", 2, 500)
		d.addImageBuilder("1.0.4", 6)
		d.addLifecycle("bastion-1", 3)
		d.addLifecycle("bastion-1", 10)
		d.addLeftover("test", "test", 412)
	case demoSydney:
		d.addInstanceStore()
		d.addBackup("db-postgres-1", 2, 500)
		d.addImageBuilder("1.0.4", 6)
		d.addLifecycle("bastion-1", 3)
		d.addFailed()
		d.addLeftover("worker-debug-tmp", "mailer hangs on start, do not launch", 74)
		d.addLeftover("perf-test-baseline", "Load test of March, numbers are in the wiki", 245)
		d.addLeftover("Copy of web (old)", "", 398)
	}
}

// addLeftover adds an image somebody made by hand and forgot.
func (d *demoRegion) addLeftover(name, note string, age int) {
	d.addSingle(demoSingle{
		key: name, age: age, name: name, note: note, arch: "x86_64",
		volumes: []demoVolume{{device: "/dev/xvda", size: 30, data: 17.2}},
	})
}

// addHotfix adds a web image patched by hand; its mapping leaves a device out and
// takes the instance's own disk.
func (d *demoRegion) addHotfix() {
	i := d.addSingle(demoSingle{
		key: "web-arm64-hotfix-sessions", age: 61, name: "web-arm64-hotfix-sessions", arch: "arm64",
		note: "Session fix by hand during INC-2174, gone into 4.17.3", kms: "alias/prod",
		volumes: []demoVolume{{device: "/dev/xvda", size: 20, data: 11.9}},
		tags:    demoTags("Name", "web-arm64-hotfix-sessions", "team", "storefront", "incident", "INC-2174"),
	})
	i.BootMode = "uefi"
	i.BlockDeviceMappings = append(i.BlockDeviceMappings,
		BlockDeviceMapping{DeviceName: "/dev/sdb", VirtualName: "ephemeral0"},
		BlockDeviceMapping{DeviceName: "/dev/sdc", NoDevice: new("")})
}

// addToolbox adds the one image that the account gives to everybody.
func (d *demoRegion) addToolbox() {
	i := d.addSingle(demoSingle{
		key: "opsprod-toolbox", age: 201, name: "opsprod-toolbox-" + d.on(201, "2006.01.02"), arch: "arm64",
		note:    "Network and disk debugging tools from our talk, free for everybody",
		volumes: []demoVolume{{device: "/dev/xvda", size: 8, data: 1.9}},
		tags:    demoTags("Name", "opsprod-toolbox", "team", "platform", "visibility", "public"),
	})
	i.Public, i.BootMode = true, "uefi"
	i.DeprecationTime = demoTime(d.now.AddDate(2, 0, -201))
	i.LastLaunchedTime = d.ago(4, 77)
	d.seed.LaunchPermissions[i.ImageId] = []LaunchPermission{{Group: "all"}}
	d.seed.ImageBlockPublicAccessState = "unblocked"
}

// addBrokenImage adds an image whose snapshot somebody deleted after a force.
func (d *demoRegion) addBrokenImage() {
	i := d.addSingle(demoSingle{
		key: "billing-archive", age: 355, name: "billing-archive-" + d.on(355, "2006.01.02"), arch: "x86_64",
		note: "Billing before the move, for the tax office until 2031",
		tags: demoTags("Name", "billing-archive", "team", "finance", "retain-until", "2031-12-31"),
	})
	v := demoVolume{device: "/dev/xvda", size: 40}
	i.BlockDeviceMappings = []BlockDeviceMapping{v.mapping(d.id("snap", "billing-archive", "deleted"), false)}
}

// addManyDevices adds a database image with as many volumes as its instance takes.
func (d *demoRegion) addManyDevices() {
	volumes := []demoVolume{{device: "/dev/sda1", size: 40, data: 14.4}}
	for n := range 26 {
		size, data := 100, 38+float64(n%7)*4.5
		if n >= 20 {
			size, data = 20, 3.5+float64(n-20)
		}
		volumes = append(volumes, demoVolume{
			device: "/dev/xvdb" + string(rune('a'+n)), size: size, data: data, iops: 4000, throughput: 250, kept: true,
		})
	}
	i := d.addSingle(demoSingle{
		key: "oracle-asm", age: 171, name: "oracle-asm-19c-" + d.on(171, "2006.01.02"), arch: "x86_64",
		note: "Oracle 19c with ASM over 26 volumes, before the move to PostgreSQL",
		kms:  "alias/prod", volumes: volumes,
		tags: demoTags("Name", "oracle-asm-19c", "team", "data", "env", "prod"),
	})
	i.BootMode, i.LastLaunchedTime = "legacy-bios", d.ago(160, 12)
}

// addOrphans adds snapshots that no image uses any more.
func (d *demoRegion) addOrphans() {
	gone, from := d.id("ami", "search", "deregistered"), d.id("i", "search", "builder", "old")
	d.addSnapshot(demoSnapshot{
		id: d.id("snap", "orphan", "search"), volume: d.id("vol", "orphan", "search"), size: 160, data: 58.7,
		at: d.now.AddDate(0, 0, -233), about: "Created by CreateImage(" + from + ") for " + gone,
	})
	d.addSnapshot(demoSnapshot{
		id: d.id("snap", "orphan", "migration"), volume: d.id("vol", "orphan", "migration"), size: 500, data: 311,
		at: d.now.AddDate(0, 0, -390), about: "before migration, delete after March",
		tags: demoTags("Name", "pre-migration", "team", "data"),
	})
}
