package ami

import "tami/model/text"

// InstanceDevices asks what an instance consists of when an image is made of
// it: the instance as it is now, terminated ones too as long as AWS tells of
// them, and the volumes that are attached to it.
type InstanceDevices struct {
	Where
	ID string
}

// InstanceDevicesBody answers InstanceDevices. An instance that is gone is
// Absent.
type InstanceDevicesBody struct {
	Instance Instance
	Devices  []InstanceDevice // in AWS's order; instance store volumes are not told
}

// InstanceDevice is a volume at a device name of an instance.
type InstanceDevice struct {
	Device              text.Safe // /dev/xvda
	VolumeID            text.Safe
	SnapshotID          text.Safe // that the volume was made from; empty: made blank
	Size                int32     // GiB; 0: the volume could not be read
	Type                text.Safe // gp3, io2 …
	Encrypted           Flag
	KeyID               text.Safe
	DeleteOnTermination Flag
}

func (InstanceDevices) isNeed()     {}
func (InstanceDevicesBody) isBody() {}

// Root is the device that the instance boots from, or nil where it has none.
func (b *InstanceDevicesBody) Root() *InstanceDevice {
	for i := range b.Devices {
		if b.Devices[i].Device == b.Instance.RootDevice {
			return &b.Devices[i]
		}
	}
	return nil
}
