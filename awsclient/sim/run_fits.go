package sim

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// checkFits refuses an instance type that an image cannot boot on, in the order
// and with the codes of AWS.
func checkFits(i *Image, t *InstanceType) error {
	arch := cmp.Or(i.Architecture, "x86_64")
	virtualization := cmp.Or(i.VirtualizationType, "hvm")
	unsupported := func(format string, args ...any) error { return refuse("InvalidParameterValue", format, args...) }
	switch {
	case !slices.Contains(t.ProcessorInfo.SupportedArchitectures, arch):
		return unsupported("The architecture '%s' of the specified instance type does not match the architecture '%s' of the specified AMI. Specify an instance type and an AMI that have matching architectures, and try again.",
			strings.Join(t.ProcessorInfo.SupportedArchitectures, ","), arch)
	case !slices.Contains(t.SupportedVirtualizationTypes, virtualization):
		return refuse("InvalidParameterCombination", "Virtualization type '%s' is required for instances of type '%s'. Ensure that you are using an AMI with virtualization type '%s'.",
			t.SupportedVirtualizationTypes[0], t.InstanceType, t.SupportedVirtualizationTypes[0])
	case !slices.Contains(t.SupportedRootDeviceTypes, cmp.Or(i.RootDeviceType, "ebs")):
		return unsupported("The instance type '%s' does not support root device type '%s'", t.InstanceType, i.RootDeviceType)
	case t.NetworkInfo.EnaSupport == "required" && (i.EnaSupport == nil || !*i.EnaSupport):
		return refuse("InvalidParameterCombination", "Enhanced networking with the Elastic Network Adapter (ENA) is required for the '%s' instance type. Ensure that you are using an AMI that is enabled for ENA.", t.InstanceType)
	}
	if err := checkBoots(i, t, arch); err != nil {
		return err
	}
	switch {
	case i.TpmSupport != "" && t.NitroTpmSupport != "supported":
		return refuse("InvalidParameterCombination", "The instance type '%s' does not support NitroTPM, which the specified AMI requires.", t.InstanceType)
	case encrypts(i) && t.EbsInfo.EncryptionSupport != "supported":
		return noEncryption(t)
	case t.BareMetal && strings.Contains(arch, "mac"):
		return refuse("InvalidParameterCombination", "Instances of type '%s' run on a Dedicated Host only.", t.InstanceType)
	}
	return checkAllowedTypes(i, t)
}

// checkBoots holds the boot mode of an image against a type. An image without
// one boots as its architecture does by default.
func checkBoots(i *Image, t *InstanceType, arch string) error {
	mode := i.BootMode
	switch {
	case mode == "uefi-preferred":
		return nil
	case mode == "" && strings.HasPrefix(arch, "arm64"), mode == "" && strings.HasSuffix(arch, "_mac"):
		mode = "uefi"
	case mode == "":
		mode = "legacy-bios"
	}
	if !slices.Contains(t.SupportedBootModes, mode) {
		return refuse("InvalidParameterCombination", "The instance type '%s' does not support the boot mode '%s' of the specified AMI.", t.InstanceType, mode)
	}
	return nil
}

func noEncryption(t *InstanceType) error {
	return refuse("InvalidParameterCombination", "The instance type '%s' does not support encrypted volumes.", t.InstanceType)
}

// encrypts reports an image with an encrypted volume.
func encrypts(i *Image) bool {
	return slices.ContainsFunc(i.BlockDeviceMappings, func(d BlockDeviceMapping) bool {
		return d.Ebs != nil && d.Ebs.Encrypted != nil && *d.Ebs.Encrypted
	})
}

// checkOptions refuses options of a launch that a type does not have.
func checkOptions(in *runInstancesInput, t *InstanceType) error {
	if e := in.EnclaveOptions; e != nil && e.Enabled != nil && *e.Enabled && t.NitroEnclavesSupport != "supported" {
		return refuse("Unsupported", "The instance type '%s' does not support Nitro Enclaves.", t.InstanceType)
	}
	m := in.InstanceMarketOptions
	switch {
	case m == nil || m.MarketType == "":
		return nil
	case m.MarketType != "spot" && m.MarketType != "capacity-block":
		return invalidValue("InstanceMarketOptions.MarketType", m.MarketType, "It is spot or capacity-block.")
	case m.MarketType == "spot" && !slices.Contains(t.SupportedUsageClasses, "spot"):
		return refuse("InvalidParameterCombination", "The instance type '%s' is not available as a Spot Instance.", t.InstanceType)
	case m.SpotOptions != nil && m.SpotOptions.MaxPrice != "":
		return checkSpotPrice(m.SpotOptions.MaxPrice, t)
	}
	return nil
}

// spotPrice is what an hour of spare capacity costs here, in US dollars for each
// vCPU: about what it costs at AWS.
const spotPrice = 0.01

// checkSpotPrice refuses a price below what spare capacity costs.
func checkSpotPrice(most string, t *InstanceType) error {
	price, err := strconv.ParseFloat(most, 64)
	if err != nil || price <= 0 {
		return invalidValue("InstanceMarketOptions.SpotOptions.MaxPrice", most, "It is a price in US dollars an hour, above 0.")
	}
	if least := spotPrice * float64(t.VCpuInfo.DefaultVCpus); price < least {
		return refuse("SpotMaxPriceTooLow", "Your Spot request price of %s is lower than the minimum required Spot request fulfillment price of %.4f.", most, least)
	}
	return nil
}

// checkAttachments refuses more volumes than a type takes, and encrypted ones
// where it takes none.
func checkAttachments(devices []BlockDeviceMapping, t *InstanceType) error {
	n := 0
	for _, d := range devices {
		if d.Ebs == nil {
			continue
		}
		n++
		if d.Ebs.Encrypted != nil && *d.Ebs.Encrypted && t.EbsInfo.EncryptionSupport != "supported" {
			return noEncryption(t)
		}
	}
	if most := t.EbsInfo.MaximumEbsAttachments; n > most {
		return refuse("AttachmentLimitExceeded", "Volume attachment limit exceeded: the instance type '%s' takes %d volumes, and %d were asked for", t.InstanceType, most, n)
	}
	return nil
}

// checkAllowedTypes holds a type against what the image's owner allows.
func checkAllowedTypes(i *Image, t *InstanceType) error {
	s := i.InstanceTypeSpecification
	if s == nil {
		return nil
	}
	matches := func(items []InstanceTypeItem) bool {
		return slices.ContainsFunc(items, func(x InstanceTypeItem) bool { return wildcard(x.InstanceType, t.InstanceType) })
	}
	if len(s.SupportedInstanceTypes) > 0 && !matches(s.SupportedInstanceTypes) || matches(s.UnsupportedInstanceTypes) {
		return refuse("InvalidParameterCombination", "The owner of the image %s does not support the instance type %s", i.ImageId, t.InstanceType)
	}
	return nil
}
