package sim

import (
	"strconv"
	"strings"
)

// typeFamily is what the instance types of a family have in common. What they
// boot and need follows AWS's documentation of instance types; clock speeds and
// network words are round.
type typeFamily struct {
	name   string
	maker  string  // Intel, AMD, AWS, Apple
	memory float64 // GiB for each vCPU
	sizes  string
	traits string // words, see has
}

// The sets of sizes that families come in.
const (
	nitroSizes    = "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge metal"
	oldNitroSizes = "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal"
	newestSizes   = "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge metal-24xl metal-48xl"
	amdSizes      = "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge metal"
	gravitonSizes = "medium large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge metal"
	graviton4     = "medium large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge metal-24xl metal-48xl"
	burstSizes    = "nano micro small medium large xlarge 2xlarge"
	flexSizes     = "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge"
)

// typeFamilies is the list of families, in AWS's order of generations. The
// words of a family: xen (else Nitro), old (previous generation), disk (comes
// with disks), pv (boots paravirtual images too), s3 (boots images of
// instance store type), i386 (its smallest sizes do), bios (legacy BIOS only),
// noena and ena (enhanced networking not there, or not needed), noenc (no
// encrypted volumes on it), free, gpu.
func typeFamilies() []typeFamily {
	list := []typeFamily{
		{"t1", "Intel", 0.613, "micro", "xen old pv i386 noena noenc"},
		{"m1", "Intel", 1.7, "small medium large xlarge", "xen old pv s3 i386 noena noenc disk"},
		{"c1", "Intel", 0.85, "medium xlarge", "xen old pv s3 i386 noena noenc disk"},
		{"m2", "Intel", 8.5, "xlarge 2xlarge 4xlarge", "xen old pv s3 noena noenc disk"},
		{"m3", "Intel", 3.75, "medium large xlarge 2xlarge", "xen old pv s3 noena disk"},
		{"c3", "Intel", 1.875, "large xlarge 2xlarge 4xlarge 8xlarge", "xen old pv s3 i386 noena disk"},
		{"r3", "Intel", 7.625, "large xlarge 2xlarge 4xlarge 8xlarge", "xen old s3 noena disk"},
		{"i2", "Intel", 7.625, "xlarge 2xlarge 4xlarge 8xlarge", "xen old s3 noena disk"},
		{"d2", "Intel", 7.625, "xlarge 2xlarge 4xlarge 8xlarge", "xen s3 noena disk"},
		{"t2", "Intel", 4, burstSizes, "xen i386 noena burst free"},
		{"m4", "Intel", 4, "large xlarge 2xlarge 4xlarge 10xlarge", "xen noena"},
		{"c4", "Intel", 1.875, "large xlarge 2xlarge 4xlarge 8xlarge", "xen noena"},
		{"r4", "Intel", 7.625, "large xlarge 2xlarge 4xlarge 8xlarge 16xlarge", "xen ena"},
		{"i3", "Intel", 7.625, "large xlarge 2xlarge 4xlarge 8xlarge 16xlarge", "xen ena disk"},
		{"x1", "Intel", 15.25, "16xlarge 32xlarge", "xen ena s3 disk"},
		{"x1e", "Intel", 30.5, "xlarge 2xlarge 4xlarge 8xlarge 16xlarge 32xlarge", "xen ena disk"},
		{"p2", "Intel", 15.25, "xlarge 8xlarge 16xlarge", "xen old ena gpu"},
		{"p3", "Intel", 7.625, "2xlarge 8xlarge 16xlarge", "xen ena gpu"},
		{"g3", "Intel", 7.625, "4xlarge 8xlarge 16xlarge", "xen ena gpu"},
		{"a1", "AWS", 2, "medium large xlarge 2xlarge 4xlarge metal", "notpm"},
		{"t3", "Intel", 4, burstSizes, "burst free"}, {"t3a", "AMD", 4, burstSizes, "burst"},
		{"t4g", "AWS", 4, burstSizes, "burst free"},
		{"u-6tb1", "Intel", 13.7, "metal 56xlarge 112xlarge", "bios"}, {"u-3tb1", "Intel", 13.7, "56xlarge", "bios"},
		{"mac1", "Intel", 2.67, "metal", "mac"}, {"mac2", "Apple", 2, "metal", "mac"}, {"mac2-m2", "Apple", 3, "metal", "mac"},
		{"mac2-m2pro", "Apple", 2.67, "metal", "mac"},
		{"g4dn", "Intel", 4, "xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge metal", "disk gpu"},
		{"g4ad", "AMD", 4, "xlarge 2xlarge 4xlarge 8xlarge 16xlarge", "disk gpu bios"},
		{"g5", "AMD", 4, "xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge", "disk gpu"},
		{"g5g", "AWS", 2, "xlarge 2xlarge 4xlarge 8xlarge 16xlarge metal", "gpu"},
		{"g6", "AMD", 4, "xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge", "disk gpu"},
		{"p4d", "Intel", 12, "24xlarge", "disk gpu bios"}, {"p5", "AMD", 10.67, "48xlarge", "disk gpu"},
		{"inf1", "Intel", 2, "xlarge 2xlarge 6xlarge 24xlarge", "gpu"}, {"trn1", "Intel", 4, "2xlarge 32xlarge", "disk gpu"},
		{"d3", "Intel", 8, "xlarge 2xlarge 4xlarge 8xlarge", "disk"}, {"i3en", "Intel", 8, "large xlarge 2xlarge 3xlarge 6xlarge 12xlarge 24xlarge metal", "disk"},
		{"i4i", "Intel", 8, nitroSizes, "disk"}, {"i4g", "AWS", 8, "large xlarge 2xlarge 4xlarge 8xlarge 16xlarge", "disk"},
		{"im4gn", "AWS", 4, "large xlarge 2xlarge 4xlarge 8xlarge 16xlarge", "disk"}, {"i8g", "AWS", 8, "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl", "disk"},
		{"x2gd", "AWS", 16, gravitonSizes, "disk"}, {"x2idn", "Intel", 16, "16xlarge 24xlarge 32xlarge metal", "disk"},
		{"x2iedn", "Intel", 32, "xlarge 2xlarge 4xlarge 8xlarge 16xlarge 24xlarge 32xlarge metal", "disk"}, {"x8g", "AWS", 16, graviton4, ""},
		{"z1d", "Intel", 8, "large xlarge 2xlarge 3xlarge 6xlarge 12xlarge metal", "disk"},
	}
	for _, line := range []struct {
		letter string
		memory float64
	}{{"c", 2}, {"m", 4}, {"r", 8}} {
		list = append(list, mainFamilies(line.letter, line.memory)...)
	}
	return list
}

// mainFamilies are the generations of compute, general purpose and memory
// families, which go alike.
func mainFamilies(letter string, memory float64) []typeFamily {
	var list []typeFamily
	add := func(maker, sizes, traits string, suffixes ...string) {
		for _, s := range suffixes {
			words := traits
			if strings.HasSuffix(s, "d") || strings.HasSuffix(s, "dn") {
				words += " disk"
			}
			list = append(list, typeFamily{letter + s, maker, memory, sizes, words})
		}
	}
	add("Intel", oldNitroSizes, "", "5", "5d", "5n")
	add("AMD", oldNitroSizes, "nometal", "5a", "5ad")
	add("Intel", nitroSizes, "", "6i", "6id", "6in")
	add("AMD", amdSizes, "", "6a")
	add("AWS", gravitonSizes, "", "6g", "6gd")
	add("Intel", newestSizes, "", "7i")
	if letter != "r" {
		add("Intel", flexSizes, "flex", "7i-flex")
	}
	add("AMD", amdSizes, "", "7a")
	add("AWS", gravitonSizes, "", "7g", "7gd")
	add("Intel", newestSizes, "newest", "8i")
	add("AMD", amdSizes, "newest", "8a")
	add("AWS", graviton4, "newest", "8g", "8gd")
	if letter == "c" {
		add("AWS", gravitonSizes, "", "6gn", "7gn")
	}
	return list
}

func (f typeFamily) has(word string) bool {
	for w := range strings.FieldsSeq(f.traits) {
		if w == word {
			return true
		}
	}
	return false
}

// instanceTypes makes every instance type of the families.
func instanceTypes() []InstanceType {
	var list []InstanceType
	for _, f := range typeFamilies() {
		for size := range strings.FieldsSeq(f.sizes) {
			if size != "metal" || !f.has("nometal") {
				list = append(list, f.make(size))
			}
		}
	}
	return list
}

func (f typeFamily) make(size string) InstanceType {
	metal, nitro := strings.HasPrefix(size, "metal"), !f.has("xen")
	cpus := f.cpus(size)
	t := InstanceType{
		InstanceType: f.name + "." + size, BareMetal: metal, CurrentGeneration: !f.has("old"),
		BurstablePerformanceSupported: f.has("burst"), FreeTierEligible: f.has("free") && (size == "micro" || size == "small"),
		MemoryInfo: MemoryInfo{f.memoryMiB(size, cpus)}, ProcessorInfo: f.processor(size),
		VCpuInfo:                     VCPUInfo{DefaultVCpus: cpus, DefaultCores: cpus, DefaultThreadsPerCore: 1},
		SupportedBootModes:           f.bootModes(metal),
		SupportedRootDeviceTypes:     []string{"ebs"},
		SupportedUsageClasses:        []string{"on-demand", "spot"},
		SupportedVirtualizationTypes: []string{"hvm"},
		PlacementGroupInfo:           PlacementGroupInfo{[]string{"partition", "spread"}},
		NetworkInfo:                  f.network(cpus), EbsInfo: f.ebs(cpus),
		NitroTpmSupport: "unsupported", NitroEnclavesSupport: "unsupported",
		AutoRecoverySupported: !metal && !f.has("disk"), DedicatedHostsSupported: !f.has("burst"), HibernationSupported: nitro && !metal,
	}
	if !metal {
		t.Hypervisor = map[bool]string{true: "nitro", false: "xen"}[nitro]
	}
	if f.maker == "Intel" || f.maker == "AMD" && !strings.Contains(f.name, "7a") && !strings.Contains(f.name, "8a") {
		t.VCpuInfo.DefaultCores, t.VCpuInfo.DefaultThreadsPerCore = max(1, cpus/2), min(2, cpus)
	}
	if f.has("s3") {
		t.SupportedRootDeviceTypes = append(t.SupportedRootDeviceTypes, "instance-store")
	}
	if f.has("pv") {
		t.SupportedVirtualizationTypes = append(t.SupportedVirtualizationTypes, "paravirtual")
	}
	if nitro && !metal && !f.has("bios") && !f.has("notpm") {
		t.NitroTpmSupport, t.NitroTpmInfo = "supported", &NitroTpmInfo{[]string{"2.0"}}
		if cpus >= 4 && !f.has("burst") {
			t.NitroEnclavesSupport = "supported"
		}
	}
	if f.has("mac") {
		t.SupportedUsageClasses = []string{"on-demand"}
	}
	if f.has("disk") {
		f.addDisks(&t, cpus, nitro)
	}
	return t
}

// cpus is the number of vCPUs of a size.
func (f typeFamily) cpus(size string) int {
	if n, ok := strings.CutPrefix(size, "metal-"); ok {
		size = n + "arge"
	}
	switch size {
	case "metal":
		return map[string]int{"mac1": 12, "mac2": 8, "mac2-m2": 8, "mac2-m2pro": 12, "u-6tb1": 448, "a1": 16}[f.name] + f.metalCPUs()
	case "nano", "micro", "small":
		return map[bool]int{true: 1, false: 2}[f.has("xen")]
	case "medium":
		if f.has("burst") {
			return 2
		}
		return 1
	case "large":
		return 2
	}
	n, _ := strconv.Atoi(strings.TrimSuffix(size, "xlarge"))
	return 4 * max(n, 1)
}

// metalCPUs is what a bare metal size has: as many as the largest of the
// others, where the family has others.
func (f typeFamily) metalCPUs() int {
	most := 0
	if f.name == "u-6tb1" || f.name == "a1" {
		return 0
	}
	for size := range strings.FieldsSeq(f.sizes) {
		if !strings.HasPrefix(size, "metal") {
			most = max(most, f.cpus(size))
		}
	}
	return most
}

func (f typeFamily) memoryMiB(size string, cpus int) int64 {
	if gib, ok := map[string]float64{"nano": 0.5, "micro": 1, "small": 2, "medium": 4, "large": 8}[size]; ok && f.has("burst") {
		return int64(gib * 1024)
	}
	return int64(f.memory * float64(cpus) * 1024)
}

func (f typeFamily) processor(size string) ProcessorInfo {
	p := ProcessorInfo{Manufacturer: f.maker, SustainedClockSpeedInGhz: 2.9, SupportedArchitectures: []string{"x86_64"}}
	switch {
	case f.maker == "Apple":
		p.SupportedArchitectures, p.SustainedClockSpeedInGhz = []string{"arm64_mac"}, 3.2
	case f.has("mac"):
		p.SupportedArchitectures = []string{"x86_64_mac"}
	case f.maker == "AWS":
		p.SupportedArchitectures, p.SustainedClockSpeedInGhz = []string{"arm64"}, 2.5
	case f.has("i386") && f.smallest(size):
		p.SupportedArchitectures = []string{"i386", "x86_64"}
	}
	return p
}

// smallest reports the sizes of old families that still run 32-bit images.
func (f typeFamily) smallest(size string) bool {
	switch size {
	case "nano", "micro", "small", "medium":
		return true
	}
	return f.name == "c3" && size == "large"
}

func (f typeFamily) bootModes(metal bool) []string {
	switch {
	case f.maker == "AWS" || f.has("mac"):
		return []string{"uefi"}
	case f.has("xen"), f.has("bios"), metal:
		return []string{"legacy-bios"}
	}
	return []string{"legacy-bios", "uefi"}
}

func (f typeFamily) network(cpus int) NetworkInfo {
	n := NetworkInfo{EnaSupport: "required", Ipv6Supported: true, MaximumNetworkInterfaces: min(15, max(2, cpus/2+1)), EfaSupported: cpus >= 96}
	switch {
	case f.has("noena"):
		n.EnaSupport = "unsupported"
	case f.has("ena"):
		n.EnaSupport = "supported"
	}
	switch {
	case cpus >= 96:
		n.NetworkPerformance = "50 Gigabit"
	case cpus >= 32:
		n.NetworkPerformance = "12 Gigabit"
	case f.has("xen") && cpus < 8:
		n.NetworkPerformance = "Moderate"
	case f.has("burst"):
		n.NetworkPerformance = "Up to 5 Gigabit"
	default:
		n.NetworkPerformance = "Up to 12.5 Gigabit"
	}
	return n
}

func (f typeFamily) ebs(cpus int) *EbsInfo {
	e := &EbsInfo{EncryptionSupport: "supported", NvmeSupport: "required", EbsOptimizedSupport: "default", AttachmentLimitType: "shared", MaximumEbsAttachments: 27,
		EbsOptimizedInfo: &EbsOptimizedInfo{BaselineBandwidthInMbps: 650 * cpus / 2, MaximumBandwidthInMbps: 10_000, BaselineIops: 3600 * cpus / 2, MaximumIops: 40_000}}
	if strings.ContainsAny(f.name, "78") && !f.has("xen") {
		e.AttachmentLimitType, e.MaximumEbsAttachments = "dedicated", 32
	}
	if f.has("xen") {
		e.NvmeSupport, e.AttachmentLimitType, e.MaximumEbsAttachments = "unsupported", "dedicated", 39
	}
	if f.has("old") {
		e.EbsOptimizedSupport, e.EbsOptimizedInfo = "supported", nil
	}
	if f.has("noenc") {
		e.EncryptionSupport, e.EbsOptimizedSupport = "unsupported", "unsupported"
	}
	return e
}

func (f typeFamily) addDisks(t *InstanceType, cpus int, nitro bool) {
	count := max(1, cpus/32)
	disk := DiskInfo{Count: count, SizeInGB: int64(59 * cpus / count), Type: "ssd"}
	t.InstanceStorageSupported = true
	t.InstanceStorageInfo = &InstanceStorageInfo{Disks: []DiskInfo{disk}, TotalSizeInGB: disk.SizeInGB * int64(count), NvmeSupport: "unsupported", EncryptionSupport: "unsupported"}
	if nitro {
		t.InstanceStorageInfo.NvmeSupport, t.InstanceStorageInfo.EncryptionSupport = "required", "required"
	}
	if strings.HasPrefix(f.name, "d") {
		t.InstanceStorageInfo.Disks[0].Type = "hdd"
	}
}
