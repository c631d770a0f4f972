package sim

import "time"

// demoForeign is an image of another account.
type demoForeign struct {
	name, note, owner, arch string
	age                     int
	volumes                 []demoVolume
	encrypted               bool
	// to says who may launch it; nobody but its owner when empty.
	to []LaunchPermission
	// usable says that its snapshots are shared too, so that it can be copied.
	usable bool
	tags   []Tag
}

// addForeign adds the images that other accounts share with the demo account, and
// what stands behind them unseen.
func (d *demoRegion) addForeign() {
	us := LaunchPermission{UserId: demoAccount}
	ours := LaunchPermission{OrganizationArn: demoOrganization}
	if d.name == demoBrazil {
		return
	}
	d.addForeignImage(demoForeign{
		name: "spark-runtime-4.0.1-" + d.on(17, "20060102"), owner: demoPlatform, arch: "x86_64", age: 17,
		note:    "Spark 4.0.1 with the Iceberg and Delta readers",
		volumes: []demoVolume{{device: "/dev/xvda", size: 40, data: 19}}, to: []LaunchPermission{us}, usable: true,
		tags: demoTags("ec2:SharedTag/support", "data-platform", "ec2:SharedTag/spark", "4.0.1"),
	})
	if d.name == demoSydney {
		return
	}
	d.addForeignImage(demoForeign{
		name: "spark-runtime-4.0.0-" + d.on(93, "20060102"), owner: demoPlatform, arch: "x86_64", age: 93,
		note:    "Spark 4.0.0, superseded",
		volumes: []demoVolume{{device: "/dev/xvda", size: 40, data: 18}}, to: []LaunchPermission{ours},
	})
	d.addForeignImage(demoForeign{
		name: "edr-sensor-host-7.18.0", owner: demoVendor, arch: "x86_64", age: 140,
		note:    "Sensor host of your security contract. Support ends with 7.20",
		volumes: []demoVolume{{device: "/dev/sda1", size: 24, data: 9}}, to: []LaunchPermission{us},
	}).DeprecationTime = d.ago(15, 0)
	if d.name != demoHome {
		return
	}
	parent := d.addForeignImage(demoForeign{
		name: "feature-store-parent-" + d.on(52, "2006.01.02"), owner: demoPlatform, arch: "arm64", age: 52,
		note:    "Not for sharing",
		volumes: []demoVolume{{device: "/dev/xvda", size: 30, data: 12}}, encrypted: true,
	}).ImageId
	child := d.addForeignImage(demoForeign{
		name: "feature-store-" + d.on(40, "2006.01.02") + "-5c1d2e3", owner: demoPlatform, arch: "arm64", age: 40,
		note:      "Feature store node, encrypted with data-platform's key",
		volumes:   []demoVolume{{device: "/dev/xvda", size: 30, data: 12}, {device: "/dev/sdf", size: 120, data: 77, kept: true}},
		encrypted: true, to: []LaunchPermission{us},
	})
	child.SourceImageId, child.SourceImageRegion = parent, d.name
}

// addForeignImage adds one image of another account with its snapshots, which the
// demo account sees only when they are shared too.
func (d *demoRegion) addForeignImage(f demoForeign) *Image {
	at := d.now.AddDate(0, 0, -f.age).Add(-time.Duration(demoHash(f.note)%7200) * time.Second)
	i := d.plainImage(f.name, f.arch)
	i.ImageId, i.OwnerId = d.id("ami", f.owner, f.note), f.owner
	i.ImageLocation = f.owner + "/" + f.name
	i.Description, i.CreationDate, i.Tags = f.note, demoTime(at), f.tags
	i.DeregistrationProtection = ""
	i.BootMode = "uefi-preferred"
	if f.arch == "arm64" {
		i.BootMode = "uefi"
	}
	i.RootDeviceName = f.volumes[0].device
	for _, v := range f.volumes {
		id := demoID("snap", d.name, i.ImageId, v.device)
		d.addSnapshot(demoSnapshot{
			id: id, volume: demoID("vol", d.name, i.ImageId, v.device), size: v.size, data: v.data, at: at,
			about: "Created by CreateImage(" + demoID("i", i.ImageId) + ") for " + i.ImageId,
		})
		s := d.snapshot(id)
		s.OwnerId, s.Encrypted = f.owner, f.encrypted
		if f.encrypted {
			s.KmsKeyId = "arn:aws:kms:" + d.name + ":" + f.owner + ":key/" + demoUUID(d.name, f.owner, "key")
		}
		if f.usable {
			d.seed.CreateVolumePermissions[id] = []CreateVolumePermission{{UserId: demoAccount}}
		}
		i.BlockDeviceMappings = append(i.BlockDeviceMappings, v.mapping(id, f.encrypted))
	}
	if len(f.to) > 0 {
		d.seed.LaunchPermissions[i.ImageId] = f.to
	}
	d.seed.Images = append(d.seed.Images, i)
	return &d.seed.Images[len(d.seed.Images)-1]
}
