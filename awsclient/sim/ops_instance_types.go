package sim

import (
	"slices"
	"strings"
	"sync"
)

type describeInstanceTypesInput struct {
	InstanceTypes              []string `form:"InstanceType"`
	IncludeUnsupportedInRegion bool
	paging
	filtering
}

type describeInstanceTypesResult struct {
	InstanceTypes []*InstanceType `wire:"instanceTypeSet,always"`
	NextToken     string          `wire:"nextToken"`
}

// typeShelf holds every instance type there is; they are made on first use and
// never change, so all regions look at the same.
type typeShelf struct {
	once  sync.Once
	types *shelf[InstanceType]
}

func (t *typeShelf) all() *shelf[InstanceType] {
	t.once.Do(func() {
		t.types = newShelf[InstanceType](0)
		for _, one := range instanceTypes() {
			t.types.add(one.InstanceType, one)
		}
	})
	return t.types
}

func instanceTypeFilters() filterKind[InstanceType] {
	return filterKind[InstanceType]{paths: `
		bare-metal BareMetal
		burstable-performance-supported BurstablePerformanceSupported
		current-generation CurrentGeneration
		ebs-info.attachment-limit-type EbsInfo.AttachmentLimitType
		ebs-info.ebs-optimized-support EbsInfo.EbsOptimizedSupport
		ebs-info.encryption-support EbsInfo.EncryptionSupport
		ebs-info.maximum-ebs-attachments EbsInfo.MaximumEbsAttachments
		ebs-info.nvme-support EbsInfo.NvmeSupport
		free-tier-eligible FreeTierEligible
		hibernation-supported HibernationSupported
		hypervisor Hypervisor
		instance-storage-supported InstanceStorageSupported
		instance-type InstanceType
		memory-info.size-in-mib MemoryInfo.SizeInMiB
		network-info.efa-supported NetworkInfo.EfaSupported
		network-info.ena-support NetworkInfo.EnaSupport
		nitro-enclaves-support NitroEnclavesSupport
		nitro-tpm-info.supported-versions NitroTpmInfo.SupportedVersions
		nitro-tpm-support NitroTpmSupport
		processor-info.supported-architecture ProcessorInfo.SupportedArchitectures
		supported-boot-mode SupportedBootModes
		supported-root-device-type SupportedRootDeviceTypes
		supported-usage-class SupportedUsageClasses
		supported-virtualization-type SupportedVirtualizationTypes
		vcpu-info.default-vcpus VCpuInfo.DefaultVCpus`}
}

func instanceTypePages(noIDs string, largest int) pageRule {
	return pageRule{smallest: 5, largest: largest, fallback: largest, noIDs: noIDs, badToken: "InvalidNextToken"}
}

// describeInstanceTypes lists the instance types of a region.
func describeInstanceTypes(c *call, in *describeInstanceTypesInput) (out describeInstanceTypesResult, err error) {
	matches, err := instanceTypeFilters().matcher(c, in.Filters)
	if err != nil {
		return out, err
	}
	var unknown []string
	for _, name := range in.InstanceTypes {
		if t := c.account.types.all().find(name); t == nil || !in.IncludeUnsupportedInRegion && !offered(c.place.name, t) {
			unknown = append(unknown, name)
		}
	}
	if len(unknown) > 0 {
		return out, refuse("InvalidInstanceType", "The following supplied instance types do not exist: [%s]", strings.Join(unknown, ", "))
	}
	wanted := listOf(in.InstanceTypes)
	out.InstanceTypes, out.NextToken, err = page(c, in.paging, instanceTypePages("instanceTypes", 100), len(in.InstanceTypes) > 0, func(t *InstanceType) bool {
		return wanted.has(t.InstanceType) && (in.IncludeUnsupportedInRegion || offered(c.place.name, t)) && matches(t)
	}, c.account.types.all())
	return out, err
}

type describeOfferingsInput struct {
	LocationType string
	paging
	filtering
}

type describeOfferingsResult struct {
	InstanceTypeOfferings []*InstanceTypeOffering `wire:"instanceTypeOfferingSet,always"`
	NextToken             string                  `wire:"nextToken"`
}

// describeInstanceTypeOfferings lists where types are to be had: in the region,
// or in which of its zones.
func describeInstanceTypeOfferings(c *call, in *describeOfferingsInput) (out describeOfferingsResult, err error) {
	if in.LocationType == "" {
		in.LocationType = "region"
	}
	places := map[string][]string{"region": {c.place.name}}
	for _, z := range zonesOf(c.place.name) {
		places["availability-zone"] = append(places["availability-zone"], z.ZoneName)
		places["availability-zone-id"] = append(places["availability-zone-id"], z.ZoneId)
	}
	names, ok := places[in.LocationType]
	if !ok {
		return out, invalidValue("LocationType", in.LocationType, "It is region, availability-zone or availability-zone-id.")
	}
	matches, err := filterKind[InstanceTypeOffering]{paths: `
		instance-type InstanceType
		location Location`}.matcher(c, in.Filters)
	if err != nil {
		return out, err
	}
	offers := newShelf[InstanceTypeOffering](0)
	for _, t := range c.account.types.all().items {
		for n, place := range names {
			if offered(c.place.name, t) && (in.LocationType == "region" || offeredIn(n, t)) {
				offers.add(t.InstanceType+" "+place, InstanceTypeOffering{t.InstanceType, place, in.LocationType})
			}
		}
	}
	out.InstanceTypeOfferings, out.NextToken, err = page(c, in.paging, instanceTypePages("", 1000), false, matches, offers)
	return out, err
}

// offered reports whether a region has a type. Large regions have all of them;
// of the others some lack the newest and the special ones.
func offered(region string, t *InstanceType) bool {
	family, _, _ := strings.Cut(t.InstanceType, ".")
	switch region {
	case "us-east-1", "us-west-2", "eu-west-1":
		return true
	case "sa-east-1":
		return !strings.ContainsAny(family, "8") && !slices.Contains([]string{"mac1", "mac2", "mac2-m2", "mac2-m2pro", "p4d", "p5", "trn1", "u-6tb1", "u-3tb1", "t1", "x2gd"}, family)
	}
	return !slices.Contains([]string{"p5", "trn1", "mac2-m2pro", "t1"}, family) && !strings.HasSuffix(family, "8a")
}

// offeredIn reports whether the nth zone of a region has a type that the region
// has: the last zone of three lacks what is old or special.
func offeredIn(zone int, t *InstanceType) bool {
	family, _, _ := strings.Cut(t.InstanceType, ".")
	return zone < 2 || t.CurrentGeneration && !slices.Contains([]string{"p4d", "p5", "g4ad", "trn1", "mac1", "mac2"}, family)
}
