package sim

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// billedSystem is an operating system as the price list has it.
type billedSystem struct {
	operation          string // as the UsageOperation of images
	system, installed  string
	license            string
	perCPU, perSmall   float64 // US dollars an hour on top of Linux, for each vCPU; on types of less than 8 GiB
	onArm, onBareMetal bool
}

// billedSystems lists the systems. What they cost on top is made up, near what
// AWS asks.
func billedSystems() []billedSystem {
	const none, byol = "No License required", "Bring your own license"
	return []billedSystem{
		{"RunInstances", "Linux", "NA", none, 0, 0, true, true},
		{"RunInstances:0002", "Windows", "NA", none, 0.046, 0.0046, false, true},
		{"RunInstances:0800", "Windows", "NA", byol, 0, 0, false, true},
		{"RunInstances:0006", "Windows", "SQL Std", none, 0.286, 0.286, false, true},
		{"RunInstances:0102", "Windows", "SQL Ent", none, 0.796, 0.796, false, true},
		{"RunInstances:0202", "Windows", "SQL Web", none, 0.08, 0.08, false, true},
		{"RunInstances:0010", "RHEL", "NA", none, 0.0144, 0.0144, true, true},
		{"RunInstances:00g0", "Linux", "NA", byol, 0, 0, true, true},
		{"RunInstances:1010", "Red Hat Enterprise Linux with HA", "NA", none, 0.0175, 0.0175, true, true},
		{"RunInstances:000g", "SUSE", "NA", none, 0.028, 0.028, true, true},
		{"RunInstances:0g00", "Ubuntu Pro", "NA", none, 0.00175, 0.00175, true, false},
	}
}

// vcpuHour is what an hour of a vCPU of a family costs in us-east-1, in US
// dollars. Where it is not AWS's own price it is made up of the family's memory
// and maker.
func (f typeFamily) vcpuHour() float64 {
	known := map[string]float64{
		"m5": 0.048, "m6i": 0.048, "m6g": 0.0385, "m7i": 0.0504, "m7g": 0.0408, "m8g": 0.04488,
		"c5": 0.0425, "c6i": 0.0425, "c7g": 0.03625, "c7i": 0.044625, "r5": 0.063, "r6i": 0.063, "r7g": 0.05355,
	}
	if usd := known[f.name]; usd > 0 {
		return usd
	}
	usd := 0.032 + 0.0045*f.memory
	switch f.maker {
	case "AMD":
		usd *= 0.9
	case "AWS":
		usd *= 0.8
	}
	if f.has("disk") {
		usd *= 1.15
	}
	if f.has("gpu") {
		usd *= 3
	}
	return usd
}

// burstHour is what an hour of the smallest size of a burstable family costs;
// each larger one is twice as dear. 0 for the other families.
func (f typeFamily) burstHour() float64 {
	return map[string]float64{"t2": 0.0058, "t3": 0.0052, "t3a": 0.0047, "t4g": 0.0042}[f.name]
}

// linuxHour is what an hour of a type with Linux costs in us-east-1.
func linuxHour(t *InstanceType, families map[string]typeFamily) float64 {
	name, size, _ := strings.Cut(t.InstanceType, ".")
	f := families[name]
	if usd := f.burstHour(); usd > 0 {
		return usd * math.Pow(2, float64(slices.Index(strings.Fields(burstSizes), size)))
	}
	return f.vcpuHour() * float64(t.VCpuInfo.DefaultVCpus)
}

// exactly reports whether a request may want a value of a field: false when it
// names another one.
func (in *productsInput) exactly(field, value string) bool {
	return !slices.ContainsFunc(in.Filters, func(f productFilter) bool {
		return strings.EqualFold(f.Field, field) && (f.Type == "TERM_MATCH" || f.Type == "EQUALS") && f.Value != value
	})
}

// names reports whether a request says something of a field.
func (in *productsInput) names(fields ...string) bool {
	return slices.ContainsFunc(in.Filters, func(f productFilter) bool {
		return slices.ContainsFunc(fields, func(field string) bool { return strings.EqualFold(f.Field, field) })
	})
}

// hourProducts lists what an hour of each instance type costs with each system,
// as far as the request may want it: one that names neither a region nor a type
// gets none, where AWS would go through all of them. As in AWS's list a type
// with Linux has further entries: for hours that were reserved and not used, and
// for machines that one customer has alone. Macs come by the host and are not in
// it.
func (in *productsInput) hourProducts(c *call) []product {
	var list []product
	if !in.names("regionCode", "location", "instanceType") {
		return nil
	}
	families := map[string]typeFamily{}
	for _, f := range typeFamilies() {
		families[f.name] = f
	}
	for _, region := range pricedRegions() {
		if !in.exactly("regionCode", region.region) || !in.exactly("location", region.location) {
			continue
		}
		for _, t := range c.account.types.all().items {
			mac := strings.HasPrefix(t.InstanceType, "mac")
			if !mac && in.exactly("instanceType", t.InstanceType) && offered(region.region, t) {
				list = append(list, in.hoursOf(region, t, linuxHour(t, families))...)
			}
		}
	}
	return list
}

// hoursOf lists what an hour of a type costs in a region.
func (in *productsInput) hoursOf(region pricedRegion, t *InstanceType, linux float64) []product {
	family, arm := "Compute Instance", slices.Contains(t.ProcessorInfo.SupportedArchitectures, "arm64")
	if t.BareMetal {
		family = "Compute Instance (bare metal)"
	}
	if !in.exactly("productFamily", family) {
		return nil
	}
	dear, err := strconv.ParseFloat(region.hours, 64)
	if err != nil {
		panic("sim: how dear instances of " + region.region + " are is no number")
	}
	var list []product
	for _, s := range billedSystems() {
		if !in.exactly("operation", s.operation) || arm && !s.onArm || t.BareMetal && !s.onBareMetal {
			continue
		}
		licence := s.perCPU
		if t.MemoryInfo.SizeInMiB < 8<<10 {
			licence = s.perSmall
		}
		usd := linux*dear + licence*float64(t.VCpuInfo.DefaultVCpus)
		add := func(usage, tenancy, capacity string, times float64) {
			amount := strconv.FormatFloat(math.Round(usd*times*1e6)/1e6, 'f', -1, 64)
			if !strings.Contains(amount, ".") {
				amount += ".0"
			}
			list = append(list, product{
				family: family, unit: "Hrs", usd: amount, about: fmt.Sprintf("$%s per %s %s %s Instance Hour", amount, cmp.Or(tenancy, "Shared"), s.system, t.InstanceType),
				attributes: func() map[string]string { return s.attributes(region, t, usage, tenancy, capacity) },
			})
		}
		if t.BareMetal { // a machine that nobody else is on
			add("DedicatedUsage", "Dedicated", "Used", 1)
			continue
		}
		add("BoxUsage", "Shared", "Used", 1)
		if s.operation == "RunInstances" {
			add("UnusedBox", "Shared", "UnusedCapacityReservation", 1)
			add("DedicatedUsage", "Dedicated", "Used", 1.1)
		}
	}
	return list
}

// attributes are what the price list says of a type with a system.
func (s billedSystem) attributes(region pricedRegion, t *InstanceType, usage, tenancy, capacity string) map[string]string {
	storage, current := "EBS only", "No"
	if d := t.InstanceStorageInfo; d != nil {
		storage = fmt.Sprintf("%d x %d", d.Disks[0].Count, d.Disks[0].SizeInGB)
	}
	if t.CurrentGeneration {
		current = "Yes"
	}
	return region.attributes(map[string]string{
		"instanceType": t.InstanceType, "vcpu": strconv.Itoa(t.VCpuInfo.DefaultVCpus), "storage": storage, "currentGeneration": current,
		"memory":             strconv.FormatFloat(float64(t.MemoryInfo.SizeInMiB)/1024, 'f', -1, 64) + " GiB",
		"networkPerformance": t.NetworkInfo.NetworkPerformance, "operatingSystem": s.system, "preInstalledSw": s.installed, "licenseModel": s.license,
		"operation": s.operation, "tenancy": tenancy, "capacitystatus": capacity, "marketoption": "OnDemand", "availabilityzone": "NA",
		"usagetype": region.prefix + usage + ":" + t.InstanceType, "vpcnetworkingsupport": "true", "gpuMemory": "NA",
	})
}
