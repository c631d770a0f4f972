package sim

import (
	"slices"
	"time"
)

// addBin puts into the Recycle Bin what somebody threw away of late: at home an
// image that can be had back with its snapshot, in Europe one whose snapshot has
// left the bin before it.
func (d *demoRegion) addBin() {
	switch d.name {
	case demoHome:
		i := d.addDiscarded("checkout", 118, "Checkout before it moved into api, tidied away by mistake")
		d.discardImage(i, 3, 7)
		d.discardSnapshot(i.BlockDeviceMappings[0].Ebs.SnapshotId, 3, 7)
		orphan := d.id("snap", "orphan", "thumbnails")
		d.addSnapshot(demoSnapshot{
			id: orphan, volume: d.id("vol", "orphan", "thumbnails"), size: 200, data: 143,
			at: d.now.AddDate(0, 0, -310), about: "thumbnail cache before the move to S3",
			tags: demoTags("Name", "thumbnails", "team", "storefront"),
		})
		d.discardSnapshot(orphan, 1, 7)
	case demoEurope:
		i := d.addDiscarded("vat-rates", 149, "VAT rates of 2025 as a service")
		d.discardImage(i, 5, 14)
		lost := i.BlockDeviceMappings[0].Ebs.SnapshotId
		d.seed.Snapshots = slices.DeleteFunc(d.seed.Snapshots, func(s Snapshot) bool { return s.SnapshotId == lost })
	}
}

// addDiscarded adds an image that is to be thrown away.
func (d *demoRegion) addDiscarded(name string, age int, note string) *Image {
	return d.addSingle(demoSingle{
		key: name, age: age, name: name + "-" + d.on(age, "2006.01.02"), note: note, arch: "arm64",
		volumes: []demoVolume{{device: "/dev/xvda", size: 16, data: 6.8}},
		tags:    demoTags("Name", name, "team", "storefront", "env", "prod"),
	})
}

// discardImage puts an image of the region into the bin, so many days ago, to be
// kept for so many.
func (d *demoRegion) discardImage(i *Image, age, days int) {
	enter, exit := d.staying(age, days)
	d.seed.ImagesInRecycleBin = append(d.seed.ImagesInRecycleBin, ImageInRecycleBin{
		ImageId: i.ImageId, Name: i.Name, Description: i.Description, RecycleBinEnterTime: enter, RecycleBinExitTime: exit,
	})
}

// discardSnapshot does the same to a snapshot.
func (d *demoRegion) discardSnapshot(id string, age, days int) {
	enter, exit := d.staying(age, days)
	s := d.snapshot(id)
	d.seed.SnapshotsInRecycleBin = append(d.seed.SnapshotsInRecycleBin, SnapshotInRecycleBin{
		SnapshotId: id, Description: s.Description, VolumeId: s.VolumeId, RecycleBinEnterTime: enter, RecycleBinExitTime: exit,
	})
}

// staying gives from when to when something is in the bin.
func (d *demoRegion) staying(age, days int) (enter, exit string) {
	at := d.now.AddDate(0, 0, -age).Add(-95 * time.Minute)
	return demoTime(at), demoTime(at.AddDate(0, 0, days))
}
