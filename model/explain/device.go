package explain

// device is a device mapping of an image: what an instance gets under a device
// name.
func device() []Property {
	return []Property{
		{
			Field: "DeviceName", Label: "Device name", Fixed: true,
			Means:  "The name under which the instance is offered this disk.",
			Why:    "Current types show disks as NVMe devices in an order of their own. Mount by UUID or label, or a start after a change ends at an emergency prompt.",
			Change: "A launch names devices anew with run-instances --block-device-mappings. A mapping with the same name replaces the image's, one with another name comes on top.",
			Any:    "Names like /dev/xvda and /dev/sda1 are usual for root disks, /dev/sdf and what follows for others.",
		},
		{
			Field: "Ebs", Label: "EBS volume", Fixed: true,
			Means:  "The EBS volume that is made for this device at launch.",
			Why:    "With it the device has data that lasts and is billed; without it, it is space on the host, or nothing.",
			Change: "A launch can change size, type and speed of this volume. The image keeps what it says.",
			Values: []Value{{"", "No EBS volume: the device is an instance store disk, or left out."}},
			Any:    "Its properties are explained under EbsBlockDevice.",
		},
		{
			Field: "NoDevice", Label: "Left out", Fixed: true,
			Means:  "The device is left out at launch, whatever else the mapping says.",
			Why:    "It explains a disk that is missing: somebody dropped it from the image on purpose.",
			Change: "Put there by create-image or register-image with an empty NoDevice. A launch can map the device again.",
			Values: []Value{{"", "AWS writes it as an empty text, so its mere presence leaves the device out. In most mappings it is absent."}},
			Any:    "The device is left out, whatever the text says.",
		},
		{
			Field: "VirtualName", Label: "Virtual name", Fixed: true,
			Means:  "The instance store disk of the host that stands behind this device.",
			Why:    "Such a disk is empty at launch and gone when the instance stops or ends. Nothing of it is ever in an image.",
			Change: "A launch maps them anew. NVMe instance store disks appear by themselves, with or without a mapping.",
			Values: []Value{{"", "No instance store disk stands behind it."}},
			Any:    "A name like ephemeral0, the first such disk of the host. A type without instance store ignores the mapping.",
		},
	}
}
