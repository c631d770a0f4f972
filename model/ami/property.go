package ami

import (
	"strconv"
	"strings"

	"tami/model/text"
)

// Property is one thing that an image says of itself, under AWS's own name.
type Property struct {
	Group string // what it belongs to, in our words
	Name  string // AWS's name: "BootMode"
	Value text.Safe
}

// Property groups, in the order in which they are shown.
const (
	GroupWhat    = "What it is"
	GroupOrigin  = "Where it comes from"
	GroupLife    = "State and life"
	GroupMachine = "What it runs on"
	GroupAccess  = "Who may use it"
	GroupMoney   = "Licence and billing"
)

// Properties are all properties of an image that are set, group by group.
// Devices and tags are left out: they have views of their own.
func (i *Image) Properties() []Property {
	var list []Property
	add := func(group, name string, v text.Safe) {
		if !v.IsZero() {
			list = append(list, Property{group, name, v})
		}
	}
	for _, f := range []func(func(string, string, text.Safe)){i.what, i.origin, i.life, i.machine, i.access, i.money} {
		f(add)
	}
	return list
}

func (i *Image) what(add func(group, name string, v text.Safe)) {
	add(GroupWhat, "ImageId", i.ID)
	add(GroupWhat, "Name", i.Name)
	add(GroupWhat, "Description", i.Description)
	add(GroupWhat, "ImageType", i.Type)
	add(GroupWhat, "PlatformDetails", i.PlatformDetails)
	add(GroupWhat, "Platform", i.Platform)
	add(GroupWhat, "PublicSsmParameterName", i.PublicParameter)
}

func (i *Image) origin(add func(group, name string, v text.Safe)) {
	add(GroupOrigin, "OwnerId", i.OwnerID)
	add(GroupOrigin, "ImageOwnerAlias", i.OwnerAlias)
	add(GroupOrigin, "ImageLocation", i.Location)
	add(GroupOrigin, "CreationDate", i.Created.Text())
	add(GroupOrigin, "SourceInstanceId", i.SourceInstance)
	add(GroupOrigin, "SourceImageId", i.SourceImage)
	add(GroupOrigin, "SourceImageRegion", i.SourceRegion)
	for _, w := range i.Watermarks {
		add(GroupOrigin, "ImageWatermarks", words(w.Key, "from "+w.SourceImage.Raw(), w.SourceRegion.Raw()))
	}
}

func (i *Image) life(add func(group, name string, v text.Safe)) {
	add(GroupLife, "State", i.State)
	if r := i.StateReason; r != nil {
		add(GroupLife, "StateReason", words(r.Code, r.Message.Raw()))
	}
	add(GroupLife, "LastLaunchedTime", i.LastLaunched.Text())
	add(GroupLife, "DeprecationTime", i.DeprecationTime.Text())
	add(GroupLife, "DeregistrationProtection", i.Protection)
	if s := i.ScanResults; s != nil {
		add(GroupLife, "ScanResults", words(s.HighestSeverity, "scanned "+s.Scanned.Text().Raw()))
	}
}

func (i *Image) machine(add func(group, name string, v text.Safe)) {
	add(GroupMachine, "Architecture", i.Architecture)
	add(GroupMachine, "VirtualizationType", i.Virtualization)
	add(GroupMachine, "BootMode", i.BootMode)
	add(GroupMachine, "TpmSupport", i.TPM)
	add(GroupMachine, "EnaSupport", text.Clean(i.ENA.String()))
	add(GroupMachine, "SriovNetSupport", i.SRIOV)
	add(GroupMachine, "ImdsSupport", i.IMDS)
	add(GroupMachine, "RootDeviceType", i.RootDeviceType)
	add(GroupMachine, "RootDeviceName", i.RootDevice)
	add(GroupMachine, "Hypervisor", i.Hypervisor)
	add(GroupMachine, "KernelId", i.Kernel)
	add(GroupMachine, "RamdiskId", i.Ramdisk)
	if t := i.InstanceTypes; t != nil {
		add(GroupMachine, "InstanceTypeSpecification", instanceTypeWords(t))
	}
}

func (i *Image) access(add func(group, name string, v text.Safe)) {
	add(GroupAccess, "Public", text.Clean(i.Public.String()))
	add(GroupAccess, "ImageAllowed", text.Clean(i.Allowed.String()))
}

func (i *Image) money(add func(group, name string, v text.Safe)) {
	add(GroupMoney, "UsageOperation", i.UsageOperation)
	add(GroupMoney, "FreeTierEligible", text.Clean(i.FreeTier.String()))
	for _, c := range i.ProductCodes {
		add(GroupMoney, "ProductCodes", words(c.ID, c.Type.Raw()))
	}
}

func words(first text.Safe, rest ...string) text.Safe {
	return text.Clean(strings.TrimSpace(first.Raw() + " " + strings.Join(rest, " ")))
}

func instanceTypeWords(t *InstanceTypes) text.Safe {
	say := func(what string, list []InstanceTypeItem) string {
		if len(list) == 0 {
			return ""
		}
		patterns := make([]text.Safe, len(list))
		for n, item := range list {
			patterns[n] = item.Pattern
		}
		return strconv.Itoa(len(list)) + " " + what + ": " + text.Join(patterns, ", ").Raw() + " "
	}
	return text.Clean(strings.TrimSpace(say("supported", t.Supported) + say("unsupported", t.Unsupported)))
}
