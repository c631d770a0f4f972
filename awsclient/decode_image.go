package awsclient

import (
	"bytes"

	"tami/model/ami"
	"tami/model/text"
)

// image reads one item of the images.
func (d *imageDecoder) image(empty bool) ami.Image {
	var i ami.Image
	var t ami.Traits
	var e ami.Extra
	var name, location []byte
	for !empty {
		field, none, more := d.inside("item")
		if !more {
			break
		}
		switch string(field) {
		case "name":
			name = d.value(field, none)
		case "imageLocation":
			location = d.value(field, none)
		default:
			if !d.own(&i, field, none) && !d.trait(&t, field, none) && !d.rare(&e, field, none) {
				d.skip(field, none, imageFields()...)
			}
		}
	}
	i.Location = d.text(location)
	// The location of an image in EBS is its owner and its name.
	if s := i.Location.Raw(); len(name) > 0 && !i.Location.Changed() && bytes.HasSuffix(location, name) {
		i.Name = text.Clean(s[len(s)-len(name):])
	} else {
		i.Name = d.text(name)
	}
	i.Traits = d.words.trait(t)
	i.Extra = d.words.plain
	if !nothing(&e) {
		i.Extra = new(e) // a copy, so that the many without anything rare cost nothing
	}
	return i
}

// own reads what each image has for itself; it reports whether it knew the
// field. So do trait and rare.
func (d *imageDecoder) own(i *ami.Image, field []byte, none bool) bool {
	switch string(field) {
	case "imageId":
		i.ID = d.text(d.value(field, none))
	case "description":
		i.Description = d.text(d.value(field, none))
	case "creationDate":
		i.Created = d.date(d.value(field, none))
	case "deprecationTime":
		i.DeprecationTime = d.date(d.value(field, none))
	case "lastLaunchedTime":
		i.LastLaunched = d.date(d.value(field, none))
	case "blockDeviceMapping":
		i.Devices = d.devices(i.Devices, none)
	case "tagSet":
		i.Tags = d.tagSet(i.Tags, none)
	default:
		return false
	}
	return true
}

func (d *imageDecoder) trait(t *ami.Traits, field []byte, none bool) bool {
	if f := flagTrait(t, field); f != nil {
		*f = d.flag(d.value(field, none))
		return true
	}
	if w := wordTrait(t, field); w != nil {
		*w = d.words.bytes(d.value(field, none))
		return true
	}
	return false
}

func flagTrait(t *ami.Traits, field []byte) *ami.Flag {
	switch string(field) {
	case "isPublic":
		return &t.Public
	case "imageAllowed":
		return &t.Allowed
	case "enaSupport":
		return &t.ENA
	case "freeTierEligible":
		return &t.FreeTier
	}
	return nil
}

func wordTrait(t *ami.Traits, field []byte) *text.Safe {
	switch string(field) {
	case "imageOwnerId":
		return &t.OwnerID
	case "imageOwnerAlias":
		return &t.OwnerAlias
	case "imageType":
		return &t.Type
	case "imageState":
		return &t.State
	case "deregistrationProtection":
		return &t.Protection
	case "architecture":
		return &t.Architecture
	case "virtualizationType":
		return &t.Virtualization
	case "hypervisor":
		return &t.Hypervisor
	case "bootMode":
		return &t.BootMode
	case "tpmSupport":
		return &t.TPM
	case "imdsSupport":
		return &t.IMDS
	case "sriovNetSupport":
		return &t.SRIOV
	case "rootDeviceName":
		return &t.RootDevice
	case "rootDeviceType":
		return &t.RootDeviceType
	case "platform":
		return &t.Platform
	case "platformDetails":
		return &t.PlatformDetails
	case "usageOperation":
		return &t.UsageOperation
	}
	return nil
}

// imageFields are the wire's names of all that an image has.
func imageFields() []string {
	return []string{
		"imageId", "name", "description", "imageLocation", "creationDate", "deprecationTime", "lastLaunchedTime",
		"blockDeviceMapping", "tagSet", "isPublic", "imageAllowed", "enaSupport", "freeTierEligible",
		"imageOwnerId", "imageOwnerAlias", "imageType", "imageState", "deregistrationProtection", "architecture",
		"virtualizationType", "hypervisor", "bootMode", "tpmSupport", "imdsSupport", "sriovNetSupport",
		"rootDeviceName", "rootDeviceType", "platform", "platformDetails", "usageOperation",
		"sourceInstanceId", "sourceImageId", "sourceImageRegion", "kernelId", "ramdiskId", "publicSsmParameterName",
		"stateReason", "productCodes", "imageWatermarkSet", "instanceTypeSpecification", "scanResults",
	}
}
