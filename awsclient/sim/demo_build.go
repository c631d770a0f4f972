package sim

import (
	"cmp"
	"strconv"
	"time"
)

// demoFamily is a line of images: the same thing built again and again.
type demoFamily struct {
	name string
	// naming is the pattern of the names: {name}, {date}, {day}, {commit} and {n},
	// the number of the build.
	naming string
	newest int    // the number of the newest build
	home   string // where it is built; demoHome when empty

	arch, boot, imds, tpm        string
	platform, details, operation string // Linux when empty
	team, env, pipeline, product string

	// key is the alias of the KMS key of every volume; none when empty.
	key     string
	volumes []demoVolume
	// chain says that every build is a snapshot of one long-lived builder's volumes,
	// so that each snapshot adds only what changed. Otherwise each build has a
	// volume of its own.
	chain bool
	// builds are the versions, newest first.
	builds []demoBuild
	// copies names the builds copied to other regions, by their ages.
	copies map[string][]int
}

// demoVolume is one volume of a family's images.
type demoVolume struct {
	device           string
	size             int     // GiB
	data             float64 // GiB written in the newest build
	kind             string  // gp3 when empty
	iops, throughput int     // the type's own when 0
	kept             bool    // outlives its instance
}

// demoBuild is one version of a family.
type demoBuild struct {
	age    int     // days before now
	note   string  // what its makers say of it
	commit string  // drawn from the family's name when empty
	data   float64 // GiB on the root volume; what the family says when 0
	// image and snapshot are the IDs of the build and of its root volume's
	// snapshot where it is built; drawn like all others when empty.
	image, snapshot string
}

// addFamilies builds every family at home, or copies the chosen versions from there.
func (d *demoRegion) addFamilies(home *demoRegion) {
	for _, f := range demoFamilies() {
		for k := range f.builds {
			if d.name == cmp.Or(f.home, demoHome) {
				d.build(f, k)
			}
		}
		for _, age := range f.copies[d.name] {
			d.copyFrom(home, f, age)
		}
	}
}

// builtAt is the moment a build was made; its name carries that day.
func (f demoFamily) builtAt(now time.Time, k int) time.Time {
	b := f.builds[k]
	seconds := 4*60 + demoHash(f.name, strconv.Itoa(b.age))%40
	if b.age > 0 {
		seconds += demoHash(f.name, strconv.Itoa(b.age), "of the day") % (5 * 3600)
	}
	return now.AddDate(0, 0, -b.age).Add(-time.Duration(seconds) * time.Second)
}

// commitOf is the first seven digits of the commit a build was made from.
func (f demoFamily) commitOf(k int) string {
	if c := f.builds[k].commit; c != "" {
		return c
	}
	return demoHex(demoHash(f.name, "commit", strconv.Itoa(f.builds[k].age)), 7)
}

// nameOf is the name of a build, in the pattern of its family.
func (f demoFamily) nameOf(now time.Time, k int) string {
	t := f.builtAt(now, k)
	return demoExpand(f.naming, func(field string) string {
		switch field {
		case "name":
			return f.name
		case "commit":
			return f.commitOf(k)
		case "n":
			return strconv.Itoa(f.newest - k)
		}
		return demoDay(t, field)
	})
}

// writtenIn is how much of a volume is written in a build, in GiB: older builds hold less.
func (f demoFamily) writtenIn(v, k int) float64 {
	if own := f.builds[k].data; own > 0 && v == 0 {
		return own
	}
	wobble := float64(demoHash(f.name, f.volumes[v].device, strconv.Itoa(k))%100) / 8000
	return f.volumes[v].data * max(0.55, 1-0.018*float64(k)-wobble)
}

// build makes one version of a family in the region where images are built.
func (d *demoRegion) build(f demoFamily, k int) {
	at := f.builtAt(d.now, k)
	age := strconv.Itoa(f.builds[k].age)
	i := d.newImage(f, k)
	i.ImageId = cmp.Or(f.builds[k].image, d.id("ami", f.name, age))
	i.CreationDate = demoTime(at)
	i.SourceInstanceId = d.id("i", f.name, "builder", age)
	from := f.builds[k].age
	if f.chain {
		i.SourceInstanceId = d.id("i", f.name, "builder")
		from = f.builds[len(f.builds)-1].age
	}
	i.SourceImageId, i.SourceImageRegion = d.parentOf(f, from), d.name
	about := "Created by CreateImage(" + i.SourceInstanceId + ") for " + i.ImageId
	for v, volume := range f.volumes {
		s := demoSnapshot{
			id:     d.id("snap", f.name, age, volume.device),
			volume: d.id("vol", f.name, age, volume.device),
			size:   volume.size, data: f.writtenIn(v, k), key: f.key,
			lineage: f.name + volume.device, at: at, about: about,
			tags: demoTags("Name", i.Name, "team", f.team, "env", f.env),
		}
		if v == 0 {
			s.id = cmp.Or(f.builds[k].snapshot, s.id)
		}
		if f.chain {
			s.volume = d.id("vol", f.name, volume.device)
			s.step = len(f.builds) - k
		}
		d.addSnapshot(s)
		i.BlockDeviceMappings = append(i.BlockDeviceMappings, volume.mapping(s.id, f.key != ""))
	}
	d.addImage(f.name, f.builds[k].age, i)
}

// copyFrom copies one version of a family from the region where it was built.
func (d *demoRegion) copyFrom(home *demoRegion, f demoFamily, age int) {
	k := 0
	for f.builds[k].age != age {
		k++
	}
	source := home.image(f.name, age)
	at := f.builtAt(d.now, k).Add(time.Duration(24+demoHash(d.name, f.name, source.ImageId)%30) * time.Minute)
	i := d.newImage(f, k)
	i.ImageId = d.id("ami", f.name, strconv.Itoa(age))
	i.CreationDate = demoTime(at)
	i.SourceImageId, i.SourceImageRegion = source.ImageId, home.name
	for v, volume := range f.volumes {
		from := source.BlockDeviceMappings[v].Ebs.SnapshotId
		s := demoSnapshot{
			id:     d.id("snap", f.name, strconv.Itoa(age), volume.device),
			volume: demoCopiedVolume, size: volume.size, data: f.writtenIn(v, k), key: f.key,
			lineage: f.name + volume.device, at: at,
			about: demoCopyAbout(i.ImageId, source.ImageId, from, at),
		}
		d.addSnapshot(s)
		i.BlockDeviceMappings = append(i.BlockDeviceMappings, volume.mapping(s.id, f.key != ""))
	}
	d.addImage(f.name, age, i)
}

// parentOf is the image that a build was made on: the golden image of its day, or a
// public one, and always one that was there before it.
func (d *demoRegion) parentOf(f demoFamily, age int) string {
	switch {
	case f.platform == "windows":
		return publicImageID(d.name, "Windows_Server-2022-English-Full-Base", releaseBefore(age, 30))
	case f.name == "golden-al2023" || f.arch != "arm64":
		return publicImageID(d.name, "al2023-ami-kernel-6.12-"+f.arch, releaseBefore(age, 14))
	}
	for _, golden := range goldenFamily().builds {
		if golden.age > age {
			return d.id("ami", "golden-al2023", strconv.Itoa(golden.age))
		}
	}
	return ""
}

// releaseBefore is which release of a public line, counted from the newest, was
// the newest so many days ago. every is the days from release to release; the
// newest of all is some days old, which is what makes it come before.
func releaseBefore(age, every int) int { return (age + every - 1) / every }

// newImage is what every version of a family has in common, wherever it is.
func (d *demoRegion) newImage(f demoFamily, k int) Image {
	b := f.builds[k]
	name := f.nameOf(d.now, k)
	i := d.plainImage(name, f.arch)
	i.Description = b.note
	i.LastLaunchedTime = d.launchedAt(f, k)
	i.BootMode, i.ImdsSupport, i.TpmSupport = f.boot, f.imds, f.tpm
	i.RootDeviceName = f.volumes[0].device
	if f.platform != "" {
		i.Platform = f.platform
	}
	if f.details != "" {
		i.PlatformDetails, i.UsageOperation = f.details, f.operation
	}
	commit := f.commitOf(k)
	full := commit + demoHex(demoHash(f.name, commit, "full"), 16) + demoHex(demoHash(f.name, commit, "rest"), 16) + "0"
	i.Tags = demoTags("Name", f.name, "team", f.team, "env", f.env, "commit", full,
		"pipeline", f.pipeline+"#"+strconv.Itoa(f.newest-k), "product", f.product)
	return i
}

// launchedAt guesses when a version was last launched: until its successor took
// over, and now and then nobody knows.
func (d *demoRegion) launchedAt(f demoFamily, k int) string {
	draw := int(demoHash(d.name, f.name, "launched", strconv.Itoa(k)) % 1000)
	switch {
	case f.builds[k].age == 0 || draw%6 == 5:
		return ""
	case k == 0 || f.builds[k-1].age == 0:
		return d.ago(0, 90+draw)
	}
	days := min(f.builds[k-1].age+draw%4, f.builds[k].age-1)
	return d.ago(max(days, 0), draw)
}

// plainImage is an available Linux image of the account without any devices yet.
func (d *demoRegion) plainImage(name, arch string) Image {
	return Image{
		Name: name, OwnerId: demoAccount, ImageLocation: demoAccount + "/" + name,
		ImageType: "machine", State: "available", DeregistrationProtection: "disabled",
		Architecture: arch, VirtualizationType: "hvm", Hypervisor: "xen",
		EnaSupport: new(true), SriovNetSupport: "simple",
		PlatformDetails: "Linux/UNIX", UsageOperation: "RunInstances",
		RootDeviceType: "ebs", RootDeviceName: "/dev/xvda",
	}
}

// mapping is the volume as an image maps it.
func (v demoVolume) mapping(snapshot string, encrypted bool) BlockDeviceMapping {
	kind, iops, throughput := v.kind, v.iops, v.throughput
	if kind == "" {
		kind = "gp3"
	}
	if kind == "gp3" {
		iops, throughput = max(iops, 3000), max(throughput, 125)
	}
	e := &EbsBlockDevice{
		DeleteOnTermination: new(!v.kept), Encrypted: new(encrypted),
		SnapshotId: snapshot, VolumeSize: new(v.size), VolumeType: kind,
	}
	if iops > 0 {
		e.Iops = new(iops)
	}
	if throughput > 0 {
		e.Throughput = new(throughput)
	}
	return BlockDeviceMapping{DeviceName: v.device, Ebs: e}
}
