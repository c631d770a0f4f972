package sim

import (
	"cmp"
	"strconv"
	"time"
)

// publicLine is one line of public images: the same thing released again and again
// under names that differ in a date or a version.
type publicLine struct {
	// key tells the line from all others of a region; image IDs are drawn from it.
	key string
	// name and about are the patterns of names and descriptions; see expand.
	name, about string

	owner, alias            string // the alias is empty for the community
	arch, boot, imds, tpm   string
	platform                string
	details, operation      string // Linux when empty
	root, kind              string // /dev/xvda and gp3 when empty
	size                    int    // GiB of the root volume
	second                  int    // GiB of a second volume; none when 0
	ephemeral               bool   // maps two instance store volumes too
	paravirtual             bool
	product, parameter      string
	free                    bool
	versions                []string // replace {v}, newest first
	newest, every, releases int      // days: age of the newest, gap; count
	life                    int      // days until deprecated; two years when 0
}

// publicCatalogue makes the public images of a region as they stand at now: names,
// owners and properties in the manner of their real publishers.
func publicCatalogue(region string, now time.Time) []Image {
	var lines []publicLine
	for _, add := range []func(region string) []publicLine{
		amazonLinuxLines, containerLines, deepLearningLines, macLines, windowsLines,
		ubuntuLines, debianLines, redHatLines, suseLines,
		enterpriseLines, fedoraLines, bsdLines, containerHostLines, declarativeLines,
		marketplaceLines, communityLines,
	} {
		lines = append(lines, add(region)...)
	}
	n := 0
	for _, l := range lines {
		n += l.releases
	}
	images := make([]Image, 0, n)
	for _, l := range lines {
		for k := range l.releases {
			images = append(images, l.release(region, now, k))
		}
	}
	return images
}

// publicImageID is the ID of one release of a public line, counted from the newest.
func publicImageID(region, key string, k int) string {
	return demoID("ami", region, "public", key, strconv.Itoa(k))
}

// release makes the k-th newest image of a line.
func (l publicLine) release(region string, now time.Time, k int) Image {
	day := now.Truncate(24*time.Hour).AddDate(0, 0, -l.newest-k*l.every)
	at := day.Add(time.Duration(demoHash(l.key, strconv.Itoa(k))%(20*3600)) * time.Second)
	if at.After(now) {
		at = now.Add(-time.Hour)
	}
	name := l.expand(l.name, region, day, k)
	place := cmp.Or(l.alias, l.owner)
	i := Image{
		ImageId: publicImageID(region, l.key, k), Name: name, Description: l.expand(l.about, region, day, k),
		OwnerId: l.owner, ImageOwnerAlias: l.alias, ImageLocation: place + "/" + name,
		ImageType: "machine", State: "available", Public: true, CreationDate: demoTime(at),
		DeprecationTime: demoTime(at.AddDate(0, 0, cmp.Or(l.life, 730)).Truncate(time.Minute)),
		Architecture:    l.arch, VirtualizationType: "hvm", Hypervisor: "xen",
		BootMode: l.boot, ImdsSupport: l.imds, TpmSupport: l.tpm,
		EnaSupport: new(true), SriovNetSupport: "simple", Platform: l.platform,
		PlatformDetails: cmp.Or(l.details, "Linux/UNIX"), UsageOperation: cmp.Or(l.operation, "RunInstances"),
		RootDeviceType: "ebs", RootDeviceName: cmp.Or(l.root, "/dev/xvda"),
		BlockDeviceMappings: l.devices(region, k),
	}
	if l.paravirtual {
		i.VirtualizationType, i.EnaSupport, i.SriovNetSupport, i.KernelId = "paravirtual", nil, "", "aki-919dcaf8"
	}
	if l.product != "" {
		i.ProductCodes = []ProductCode{{ProductCodeId: l.product, ProductCodeType: "marketplace"}}
	}
	if k == 0 {
		i.PublicSsmParameterName = l.parameter
		if l.free {
			i.FreeTierEligible = new(true)
		}
	}
	return i
}

// devices are the mappings of one release; nobody but the owner can describe the snapshots.
func (l publicLine) devices(region string, k int) []BlockDeviceMapping {
	number := strconv.Itoa(k)
	root := demoVolume{device: cmp.Or(l.root, "/dev/xvda"), size: l.size, kind: l.kind}
	devices := []BlockDeviceMapping{root.mapping(demoID("snap", region, "public", l.key, number), false)}
	if l.second > 0 {
		data := demoVolume{device: "/dev/xvdb", size: l.second, kind: l.kind}
		devices = append(devices, data.mapping(demoID("snap", region, "public", l.key, number, "data"), false))
	}
	if l.ephemeral {
		devices = append(devices,
			BlockDeviceMapping{DeviceName: "/dev/sdb", VirtualName: "ephemeral0"},
			BlockDeviceMapping{DeviceName: "/dev/sdc", VirtualName: "ephemeral1"})
	}
	return devices
}

// expand fills the fields of a pattern: {day} 20261118, {date} 2026.11.18, {iso}
// 2026-11-18, {al} the quarter of an Amazon Linux release, {n} a number that grows,
// {v} the version, {hash} and {uuid} of the release, {region}.
func (l publicLine) expand(pattern, region string, day time.Time, k int) string {
	return demoExpand(pattern, func(field string) string {
		switch field {
		case "al":
			return strconv.Itoa(((day.Year()-2023)*12 + int(day.Month()) - 6) / 3)
		case "n":
			return strconv.Itoa(2600 - k*37)
		case "v":
			return l.versions[k%len(l.versions)]
		case "hash":
			return demoHex(demoHash(l.key, "hash", strconv.Itoa(k)), 8)
		case "uuid":
			return demoUUID(l.key, "product")
		case "region":
			return region
		}
		return demoDay(day, field)
	})
}
