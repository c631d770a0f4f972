package sim

import (
	"cmp"
	"slices"
)

type registerImageInput struct {
	Name                string
	Description         string
	Architecture        string
	VirtualizationType  string
	RootDeviceName      string
	ImageLocation       string
	BlockDeviceMappings []BlockDeviceMapping `form:"BlockDeviceMapping"`
	EnaSupport          *bool
	SriovNetSupport     string
	BootMode            string
	TpmSupport          string
	UefiData            string
	ImdsSupport         string
	KernelId            string
	RamdiskId           string
	BillingProducts     []string           `form:"BillingProduct"`
	TagSpecifications   []tagSpecification `form:"TagSpecification"`
}

// registerImage makes an image of snapshots that are there already. It is
// available at once: nothing has to be copied.
func registerImage(c *call, in *registerImageInput) (func() imageResult, error) {
	if err := c.checkImageName(in.Name); err != nil {
		return nil, err
	}
	if err := cmp.Or(in.check(), checkDescription(in.Description)); err != nil {
		return nil, err
	}
	tags, err := tagsFor(in.TagSpecifications, "image")
	if err != nil {
		return nil, err
	}
	for _, d := range in.BlockDeviceMappings {
		if err := c.checkDevice(d); err != nil {
			return nil, err
		}
	}
	return func() imageResult {
		made := in.image(c)
		made.Tags = tags["image"]
		for _, d := range in.BlockDeviceMappings {
			made.BlockDeviceMappings = append(made.BlockDeviceMappings, c.completeDevice(d))
		}
		c.place.images.add(made.ImageId, image{Image: made, uefiData: in.UefiData})
		return imageResult{made.ImageId}
	}, nil
}

// check refuses what does not describe an image that could start.
func (in *registerImageInput) check() error {
	hasRoot := slices.ContainsFunc(in.BlockDeviceMappings, func(d BlockDeviceMapping) bool {
		return d.DeviceName == in.RootDeviceName && d.Ebs != nil && d.Ebs.SnapshotId != ""
	})
	oneOf := func(name, value string, valid ...string) error {
		if value == "" || slices.Contains(valid, value) {
			return nil
		}
		return invalidValue(name, value, "It is not one of AWS's values.")
	}
	switch {
	case in.ImageLocation != "":
	case in.RootDeviceName == "" && len(in.BlockDeviceMappings) == 0:
		return missingParameter("imageLocation")
	case in.RootDeviceName == "":
		return missingParameter("rootDeviceName")
	case !hasRoot:
		return refuse("InvalidBlockDeviceMapping", "The root device %s must have a snapshot", in.RootDeviceName)
	}
	return cmp.Or(
		oneOf("architecture", in.Architecture, "i386", "x86_64", "arm64", "x86_64_mac", "arm64_mac"),
		oneOf("virtualizationType", in.VirtualizationType, "hvm", "paravirtual"),
		oneOf("bootMode", in.BootMode, "legacy-bios", "uefi", "uefi-preferred"),
		oneOf("tpmSupport", in.TpmSupport, "v2.0"),
		oneOf("imdsSupport", in.ImdsSupport, "v2.0"),
	)
}

func (in *registerImageInput) image(c *call) Image {
	made := Image{
		ImageId: c.account.newID("ami-"), Name: in.Name, Description: in.Description, OwnerId: c.caller,
		ImageLocation: cmp.Or(in.ImageLocation, c.caller+"/"+in.Name), ImageType: "machine", State: "available",
		CreationDate: c.now.UTC().Format(wireLayout), Architecture: cmp.Or(in.Architecture, "i386"),
		BootMode: in.BootMode, EnaSupport: in.EnaSupport, Hypervisor: "xen", ImdsSupport: in.ImdsSupport,
		KernelId: in.KernelId, RamdiskId: in.RamdiskId, PlatformDetails: "Linux/UNIX", UsageOperation: "RunInstances",
		RootDeviceName: in.RootDeviceName, RootDeviceType: "ebs", SriovNetSupport: in.SriovNetSupport,
		TpmSupport: in.TpmSupport, VirtualizationType: cmp.Or(in.VirtualizationType, "paravirtual"),
	}
	if in.ImageLocation != "" && len(in.BlockDeviceMappings) == 0 {
		made.RootDeviceType = "instance-store"
	}
	return made
}

// checkDevice refuses a device whose snapshot is missing or larger than its
// volume, or that asks for what a snapshot decides.
func (c *call) checkDevice(d BlockDeviceMapping) error {
	switch {
	case d.DeviceName == "":
		return missingParameter("deviceName")
	case d.Ebs == nil:
		return nil
	case d.Ebs.SnapshotId == "" && d.Ebs.VolumeSize == nil:
		return missingParameter("snapshotId")
	case d.Ebs.SnapshotId == "":
		return nil
	case d.Ebs.Encrypted != nil:
		return refuse("InvalidParameterDependency", "The parameter Encrypted cannot be used with the parameter SnapshotId")
	}
	err := snapshotKind().check([]string{d.Ebs.SnapshotId}, func(id string) bool {
		s := c.place.snapshots.find(id)
		return s != nil && s.visible(c)
	})
	if err != nil {
		return err
	}
	s := c.place.snapshots.find(d.Ebs.SnapshotId)
	if d.Ebs.VolumeSize != nil && *d.Ebs.VolumeSize < s.VolumeSize {
		return refuse("InvalidBlockDeviceMapping", "Volume of size %dGB is smaller than snapshot '%s', expect size >= %dGB",
			*d.Ebs.VolumeSize, s.SnapshotId, s.VolumeSize)
	}
	return nil
}

// completeDevice fills in what a checked device leaves to its snapshot.
func (c *call) completeDevice(d BlockDeviceMapping) BlockDeviceMapping {
	if d.Ebs == nil {
		return d
	}
	ebs := *d.Ebs
	ebs.VolumeType = cmp.Or(ebs.VolumeType, "standard")
	ebs.DeleteOnTermination = new(ebs.DeleteOnTermination == nil || *ebs.DeleteOnTermination)
	if s := c.place.snapshots.find(ebs.SnapshotId); s != nil {
		ebs.Encrypted = new(s.Encrypted)
		if ebs.VolumeSize == nil {
			ebs.VolumeSize = new(s.VolumeSize)
		}
	}
	if ebs.Encrypted == nil {
		ebs.Encrypted = new(false)
	}
	d.Ebs = &ebs
	return d
}
