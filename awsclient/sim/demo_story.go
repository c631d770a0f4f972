package sim

import "time"

// tellStory gives single images what sets them apart from their families.
func (d *demoRegion) tellStory() {
	d.tellWeb()
	d.tellAges()
	switch d.name {
	case demoHome:
		d.tellPending()
		d.tellArchived()
		d.tellPayments()
		d.tellMarks()
		d.tellFastRestore()
	case demoEurope:
		d.disable("worker", 177)
		d.deprecate("api", 131, -45)
		d.protect("eu-reporting", 7, protectedFor)
		d.share("eu-reporting", 7, LaunchPermission{UserId: demoStaging})
		d.lock(d.image("eu-reporting", 49).BlockDeviceMappings[1].Ebs.SnapshotId, coolingOff)
	case demoSydney:
		d.disable("ci-runner", 57)
		d.deprecate("worker", 120, -12)
		d.share("api", 6, LaunchPermission{UserId: demoLogistic})
	}
}

// tellWeb tells the bad release from the good one.
func (d *demoRegion) tellWeb() {
	if d.has("web-arm64", 2) {
		bad := d.image("web-arm64", 2)
		bad.ImdsSupport = "v2.0"
		bad.Tags = append(bad.Tags, demoTags("deploy:health", "failing", "deploy:incident", "INC-2291")...)
		bad.ScanResults = &ScanResults{HighestFindingSeverityLabel: "HIGH",
			FindingScanDate: d.ago(1, 200), HighFixAvailableSince: d.ago(1, 800)}
		bad.LastLaunchedTime = ""
	}
	good := d.image("web-arm64", 9)
	good.Tags = append(good.Tags, demoTags("deploy:health", "good", "deploy:soaked", "7d")...)
	good.ScanResults = &ScanResults{HighestFindingSeverityLabel: "LOW", FindingScanDate: d.ago(1, 190)}
	if d.name != demoHome {
		return
	}
	d.addSharedAssets()
	for _, age := range []int{2, 9, 22, 36, 58, 80} {
		d.share("web-arm64", age, LaunchPermission{UserId: demoStaging}, LaunchPermission{UserId: demoLogistic},
			LaunchPermission{OrganizationArn: demoOrganization})
	}
	d.addOlderAssets()
	d.protect("web-arm64", 9, protected)
	d.protect("bastion", 300, coolingDown+demoTime(d.now.Add(9*time.Hour)))
	d.deprecate("web-arm64", 80, -21)
	d.image("web-arm64", 80).LastLaunchedTime = ""
	d.image("web-arm64", 22).LastLaunchedTime = d.ago(22, 2)
	d.image("web-arm64", 98).LastLaunchedTime = d.ago(90, 2)
	d.image("web-arm64", 112).LastLaunchedTime = d.ago(95, 2)
	d.deprecate("web-arm64", 268, -190)
	d.deprecate("web-arm64", 340, -200)
	d.share("web-arm64-gpu", 20, LaunchPermission{OrganizationalUnitArn: demoUnit})
	d.image("web-arm64-gpu", 20).InstanceTypeSpecification = &InstanceTypeSpecification{
		SupportedInstanceTypes: []InstanceTypeItem{{"g5g.*"}},
	}
}

// addSharedAssets gives the bad and the good release a second volume made of one
// and the same snapshot, and the bad one a disk of the instance's own.
func (d *demoRegion) addSharedAssets() {
	const assets = "snap-0c9d8e7f6a5b40017"
	d.addSnapshot(demoSnapshot{
		id: assets, volume: d.id("vol", "web-assets"), size: 80, data: 7.9, key: "alias/prod", lineage: "web-assets",
		at: d.now.AddDate(0, 0, -10), about: "Static assets for web, refreshed every quarter",
		tags: demoTags("Name", "web-assets", "team", "storefront"),
	})
	d.mapAssets(assets, 2, 9)
	for _, age := range []int{2, 9} {
		i := d.image("web-arm64", age)
		for _, m := range i.BlockDeviceMappings {
			d.seed.CreateVolumePermissions[m.Ebs.SnapshotId] = []CreateVolumePermission{{UserId: demoStaging}}
		}
	}
	bad := d.image("web-arm64", 2)
	bad.BlockDeviceMappings = append(bad.BlockDeviceMappings,
		BlockDeviceMapping{DeviceName: "/dev/sdb", VirtualName: "ephemeral0"})
}

// addOlderAssets gives a version that is old enough to go, and one that is not,
// the assets of the quarter before: one snapshot between the two.
func (d *demoRegion) addOlderAssets() {
	assets := d.id("snap", "web-assets", "older")
	d.addSnapshot(demoSnapshot{
		id: assets, volume: d.id("vol", "web-assets", "older"), size: 80, data: 7.2, key: "alias/prod", lineage: "web-assets",
		at: d.now.AddDate(0, 0, -113), about: "Static assets for web, refreshed every quarter",
		tags: demoTags("Name", "web-assets", "team", "storefront"),
	})
	d.mapAssets(assets, 58, 112)
}

// mapAssets adds a volume of static assets to versions of the shop.
func (d *demoRegion) mapAssets(snapshot string, ages ...int) {
	v := demoVolume{device: "/dev/sdf", size: 80, kept: true}
	for _, age := range ages {
		i := d.image("web-arm64", age)
		i.BlockDeviceMappings = append(i.BlockDeviceMappings, v.mapping(snapshot, true))
	}
}

// tellAges retires the old and warns of what is about to be.
func (d *demoRegion) tellAges() {
	for _, v := range []struct {
		family  string
		age, in int
	}{
		{"web-amd64", 113, -30},
		{"web-amd64", 160, -90},
		{"golden-al2023", 193, -64},
		{"bastion", 210, 9},
		{"windows-2022-iis", 66, 24},
		{"worker", 120, 5},
	} {
		if d.has(v.family, v.age) {
			d.deprecate(v.family, v.age, v.in)
		}
	}
	if d.has("golden-al2023", 4) {
		d.protect("golden-al2023", 4, protected)
	}
}

// tellPending leaves two images in the making: one that is soon done, and one whose
// ledger waits its turn, so that there is always one to look at.
func (d *demoRegion) tellPending() {
	d.unfinish(d.image("web-arm64", 0), "42%")
	byHand := d.image("payments", 0)
	d.unfinish(byHand, "8%")
	byHand.SourceInstanceId = d.id("i", "instance", "payments-1")
	d.snapshot(byHand.BlockDeviceMappings[1].Ebs.SnapshotId).StateMessage = "Waiting for an earlier snapshot of this volume"
}

// unfinish turns an image back into one whose snapshots are still being taken.
func (d *demoRegion) unfinish(i *Image, progress string) {
	i.State = "pending"
	for _, m := range i.BlockDeviceMappings {
		s := d.snapshot(m.Ebs.SnapshotId)
		s.State, s.Progress, s.CompletionTime, s.FullSnapshotSizeInBytes = "pending", progress, "", nil
		delete(d.seed.SnapshotBlocks, s.SnapshotId)
	}
}

// tellArchived puts an old runner away: the image disabled, its snapshot archived
// forty days ago.
func (d *demoRegion) tellArchived() {
	d.disable("ci-runner", 190)
	d.disable("api", 250)
	s := d.snapshot(d.image("ci-runner", 190).BlockDeviceMappings[0].Ebs.SnapshotId)
	s.StorageTier = "archive"
	d.seed.SnapshotTierStatuses = append(d.seed.SnapshotTierStatuses, SnapshotTierStatus{
		SnapshotId: s.SnapshotId, VolumeId: s.VolumeId, OwnerId: demoAccount, Status: "completed",
		StorageTier: "archive", ArchivalCompleteTime: d.ago(40, 0), LastTieringStartTime: d.ago(41, 120),
		LastTieringOperationStatus: "archival-completed", LastTieringProgress: new(100), Tags: s.Tags,
	})
}

// tellPayments protects what takes the money, locks a ledger, and leaves the
// oldest version under a key that is about to be deleted.
func (d *demoRegion) tellPayments() {
	d.protect("payments", 12, protectedFor)
	d.share("payments", 12, LaunchPermission{UserId: demoStaging})
	d.lock(d.image("payments", 69).BlockDeviceMappings[1].Ebs.SnapshotId, governance)
	for _, m := range d.image("payments", 205).BlockDeviceMappings {
		s := d.snapshot(m.Ebs.SnapshotId)
		s.KmsKeyId = d.keyARN(demoOldKey)
		s.DataEncryptionKeyId = demoUUID(d.name, m.DeviceName, demoOldKey)
	}
	d.deprecate("payments", 205, -100)
}

// tellMarks marks the golden image and what was made of it.
func (d *demoRegion) tellMarks() {
	golden := d.image("golden-al2023", 18)
	mark := ImageWatermark{
		WatermarkKey: demoAccount + ":golden-al2023", SourceImageId: golden.ImageId, SourceImageRegion: d.name,
		SourceImageCreationTime: golden.CreationDate, WatermarkCreationTime: d.ago(17, 30),
	}
	for _, i := range []*Image{golden, d.image("web-arm64", 2), d.image("web-arm64", 9), d.image("api", 13)} {
		i.ImageWatermarks = []ImageWatermark{mark}
	}
}

// tellFastRestore keeps a golden snapshot warm in two zones, at a price.
func (d *demoRegion) tellFastRestore() {
	snapshot := d.image("web-arm64-gpu", 20).BlockDeviceMappings[0].Ebs.SnapshotId
	for k, zone := range d.zones[:2] {
		d.seed.FastSnapshotRestores = append(d.seed.FastSnapshotRestores, FastSnapshotRestore{
			SnapshotId: snapshot, AvailabilityZone: zone, AvailabilityZoneId: d.zoneID(k), OwnerId: demoAccount,
			State: "enabled", StateTransitionReason: "Client.UserInitiated - Lifecycle state transition",
			EnablingTime: d.ago(19, 200), OptimizingTime: d.ago(19, 198), EnabledTime: d.ago(19, 120),
		})
	}
}

// share adds launch permissions to an image.
func (d *demoRegion) share(family string, age int, to ...LaunchPermission) {
	id := d.image(family, age).ImageId
	d.seed.LaunchPermissions[id] = append(d.seed.LaunchPermissions[id], to...)
}

// protect turns on deregistration protection.
func (d *demoRegion) protect(family string, age int, how string) {
	d.image(family, age).DeregistrationProtection = how
}

// deprecate sets the deprecation of an image so many days from now, or ago if negative.
func (d *demoRegion) deprecate(family string, age, in int) {
	at := d.now.AddDate(0, 0, in).Truncate(time.Minute)
	d.image(family, age).DeprecationTime = demoTime(at)
}

// disable takes an image out of use; AWS drops its launch permissions.
func (d *demoRegion) disable(family string, age int) {
	i := d.image(family, age)
	i.State = "disabled"
	delete(d.seed.LaunchPermissions, i.ImageId)
}

// lock locks a snapshot for a year.
func (d *demoRegion) lock(snapshot, state string) {
	l := LockedSnapshot{
		SnapshotId: snapshot, OwnerId: demoAccount, LockState: state, LockDuration: new(365),
		LockCreatedOn: d.ago(1, 30), LockDurationStartTime: d.ago(1, 30),
		LockExpiresOn: demoTime(d.now.AddDate(0, 0, 364)),
	}
	if state == coolingOff {
		l.CoolOffPeriod = new(72)
		l.CoolOffPeriodExpiresOn = demoTime(d.now.AddDate(0, 0, 2))
	}
	d.seed.LockedSnapshots = append(d.seed.LockedSnapshots, l)
}
