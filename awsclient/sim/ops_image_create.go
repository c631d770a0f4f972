package sim

import (
	"cmp"
	"regexp"
	"slices"
)

type createImageInput struct {
	InstanceId          string
	Name                string
	Description         string
	NoReboot            bool
	BlockDeviceMappings []BlockDeviceMapping `form:"BlockDeviceMapping"`
	TagSpecifications   []tagSpecification   `form:"TagSpecification"`
	SnapshotLocation    string
	BootModeOverride    string
}

// tagSpecification is the tags for one kind of resource that a request makes.
type tagSpecification struct {
	ResourceType string
	Tags         []Tag `form:"Tag"`
}

type imageResult struct {
	ImageId string `wire:"imageId"`
}

// createImage makes an image of an instance: a snapshot of every volume, and an
// image over them that is available when they are complete.
func createImage(c *call, in *createImageInput) (func() imageResult, error) {
	i, err := c.imagedInstance(in.InstanceId)
	if err != nil {
		return nil, err
	}
	if err := c.checkImageName(in.Name); err != nil {
		return nil, err
	}
	if in.BootModeOverride != "" && in.BootModeOverride != "uefi" {
		return nil, invalidValue("BootModeOverride", in.BootModeOverride, "The only valid value is uefi.")
	}
	tags, err := tagsFor(in.TagSpecifications, "image", "snapshot")
	if err != nil {
		return nil, err
	}
	sources := c.imagedDevices(i)
	devices, err := c.overrideDevices(sources, in.BlockDeviceMappings)
	if err != nil {
		return nil, err
	}
	return func() imageResult {
		made := c.imageOf(i, in.Name, in.Description)
		made.Tags, made.BootMode = tags["image"], cmp.Or(in.BootModeOverride, made.BootMode)
		for _, d := range devices {
			if d.volume != nil {
				d.mapping.Ebs.SnapshotId = c.snapshotVolume(d.volume, made.ImageId, i.InstanceId, tags["snapshot"])
			}
			made.BlockDeviceMappings = append(made.BlockDeviceMappings, d.mapping)
		}
		c.addPending(made)
		return imageResult{made.ImageId}
	}, nil
}

// imagedInstance finds an instance that an image can be made of.
func (c *call) imagedInstance(id string) (*instance, error) {
	if id == "" {
		return nil, missingParameter("instanceId")
	}
	if err := instanceIDs().check([]string{id}, func(id string) bool { return c.own.instances.find(id) != nil }); err != nil {
		return nil, err
	}
	i := c.own.instances.find(id)
	switch {
	case i.State != nil && !slices.Contains([]string{"running", "stopping", "stopped", "pending"}, i.State.Name):
		return nil, refuse("IncorrectInstanceState", "The instance '%s' is %s; an image can be made of a running or stopped one", id, i.State.Name)
	case i.RootDeviceType == "instance-store":
		return nil, refuse("InvalidParameterValue", "Instance %s does not have a volume attached at root (%s)", id, i.RootDeviceName)
	}
	return i, nil
}

// checkImageName refuses a name that AWS would not take, or that the caller
// already has in the region.
func (c *call) checkImageName(name string) error {
	if name == "" {
		return missingParameter("name")
	}
	if !regexp.MustCompile(`^[A-Za-z0-9()\[\] ./\-'@_]{3,128}$`).MatchString(name) {
		return refuse("InvalidAMIName.Malformed", "AMI names must be between 3 and 128 characters long, and may contain letters, numbers, '(', ')', '.', '-', '/' and '_'")
	}
	return c.checkNameFree(name)
}

// checkNameFree refuses the name of an image that the caller already has.
func (c *call) checkNameFree(name string) error {
	for _, i := range c.place.images.items {
		if i.Name == name && i.OwnerId == c.caller {
			return refuse("InvalidAMIName.Duplicate", "AMI name %s is already in use by AMI %s", name, i.ImageId)
		}
	}
	return nil
}

// tagsFor sorts tag specifications by kind and refuses kinds a request cannot tag.
func tagsFor(specs []tagSpecification, kinds ...string) (map[string][]Tag, error) {
	tags := map[string][]Tag{}
	for _, spec := range specs {
		if !slices.Contains(kinds, spec.ResourceType) {
			return nil, refuse("InvalidParameterValue", "'%s' is not a valid taggable resource type for this operation.", spec.ResourceType)
		}
		if err := checkTags(spec.Tags); err != nil {
			return nil, err
		}
		tags[spec.ResourceType] = mergeTags(tags[spec.ResourceType], spec.Tags)
	}
	return tags, nil
}

// imagedDevice is one device of a new image, and the volume to take it from.
type imagedDevice struct {
	mapping BlockDeviceMapping
	volume  *Volume
}

// imagedDevices lists the devices that an image of an instance has by default:
// its volumes, each as it is now.
func (c *call) imagedDevices(i *instance) []imagedDevice {
	var devices []imagedDevice
	for _, m := range i.BlockDeviceMappings {
		if m.Ebs == nil {
			continue
		}
		v := c.own.volumes.find(m.Ebs.VolumeId)
		if v == nil {
			v = &Volume{VolumeId: m.Ebs.VolumeId, Size: defaultVolumeSize, VolumeType: "gp3"}
		}
		devices = append(devices, imagedDevice{volume: v, mapping: BlockDeviceMapping{DeviceName: m.DeviceName, Ebs: &EbsBlockDevice{
			DeleteOnTermination: new(m.Ebs.DeleteOnTermination != nil && *m.Ebs.DeleteOnTermination),
			VolumeSize:          new(v.Size), VolumeType: v.VolumeType, Iops: v.Iops, Throughput: v.Throughput, Encrypted: new(v.Encrypted),
		}}})
	}
	return devices
}

// defaultVolumeSize is assumed of a volume that the seed does not hold, in GiB.
const defaultVolumeSize = 8

// overrideDevices applies what a request says of devices: drop one, change
// whether it is deleted with the instance, or add another.
func (c *call) overrideDevices(devices []imagedDevice, overrides []BlockDeviceMapping) ([]imagedDevice, error) {
	for _, o := range overrides {
		at := slices.IndexFunc(devices, func(d imagedDevice) bool { return d.mapping.DeviceName == o.DeviceName })
		switch {
		case o.DeviceName == "":
			return nil, missingParameter("deviceName")
		case o.NoDevice != nil:
			if at >= 0 {
				devices = slices.Delete(devices, at, at+1)
			}
		case at >= 0:
			if o.Ebs != nil && o.Ebs.DeleteOnTermination != nil {
				devices[at].mapping.Ebs.DeleteOnTermination = o.Ebs.DeleteOnTermination
			}
		default:
			if err := c.checkDevice(o); err != nil {
				return nil, err
			}
			devices = append(devices, imagedDevice{mapping: c.completeDevice(o)})
		}
	}
	return devices, nil
}

// imageOf starts an image with what an instance and its own image say.
func (c *call) imageOf(i *instance, name, description string) Image {
	made := Image{
		ImageId: c.account.newID("ami-"), Name: name, Description: description,
		OwnerId: c.caller, ImageLocation: c.caller + "/" + name, ImageType: "machine", State: "pending",
		CreationDate: c.now.UTC().Format(wireLayout), Architecture: cmp.Or(i.Architecture, "x86_64"),
		BootMode: i.BootMode, EnaSupport: i.EnaSupport, Hypervisor: cmp.Or(i.Hypervisor, "xen"),
		KernelId: i.KernelId, RamdiskId: i.RamdiskId, Platform: i.Platform,
		PlatformDetails: cmp.Or(i.PlatformDetails, "Linux/UNIX"), UsageOperation: cmp.Or(i.UsageOperation, "RunInstances"),
		ProductCodes: i.ProductCodes, RootDeviceName: i.RootDeviceName, RootDeviceType: "ebs",
		SourceInstanceId: i.InstanceId, SourceImageId: i.ImageId, SourceImageRegion: c.place.name,
		SriovNetSupport: i.SriovNetSupport, TpmSupport: i.TpmSupport, VirtualizationType: cmp.Or(i.VirtualizationType, "hvm"),
	}
	if source := c.place.image(i.ImageId); source != nil {
		made.ImdsSupport, made.ImageWatermarks = source.ImdsSupport, source.ImageWatermarks
	}
	return made
}

// snapshotVolume starts the snapshot of a volume for a new image.
func (c *call) snapshotVolume(v *Volume, imageID, instanceID string, tags []Tag) string {
	s := Snapshot{
		SnapshotId: c.account.newID("snap-"), VolumeId: v.VolumeId, VolumeSize: v.Size,
		Description: "Created by CreateImage(" + instanceID + ") for " + imageID,
		Encrypted:   v.Encrypted, KmsKeyId: v.KmsKeyId, Tags: tags,
	}
	if source := c.place.snapshots.find(v.SnapshotId); source != nil {
		s.FullSnapshotSizeInBytes = source.FullSnapshotSizeInBytes
		c.place.blocks[s.SnapshotId] = c.place.blocks[v.SnapshotId]
	}
	c.addSnapshot(s)
	return s.SnapshotId
}

// addSnapshot puts a new snapshot on the shelf and starts filling it.
func (c *call) addSnapshot(s Snapshot) {
	s.OwnerId, s.State, s.Progress, s.StorageTier = c.caller, "pending", "0%", "standard"
	s.StartTime = c.now.UTC().Format(wireLayout)
	c.place.snapshots.add(s.SnapshotId, snapshot{Snapshot: s})
	c.account.start(c.place, c.place.fill(s.SnapshotId, filling{start: c.now, takes: c.account.snapshotTakes()}))
}

// addPending puts a new image on the shelf; it is available when its time is up.
func (c *call) addPending(i Image) {
	c.place.images.add(i.ImageId, image{Image: i})
	c.account.start(c.place, c.place.ripen(i.ImageId, c.now.Add(c.account.lasts(imageTakes))))
}
