package sim

import (
	"cmp"
	"slices"
)

// launchedDevices are the devices of a launch: the image's, changed by what the
// request says, checked as AWS checks them.
func (c *call) launchedDevices(i *Image, overrides []BlockDeviceMapping) ([]BlockDeviceMapping, error) {
	devices := slices.Clone(i.BlockDeviceMappings)
	for _, o := range overrides {
		at := slices.IndexFunc(devices, func(d BlockDeviceMapping) bool { return d.DeviceName == o.DeviceName })
		switch {
		case o.DeviceName == "":
			return nil, missingParameter("deviceName")
		case o.NoDevice != nil && at >= 0 && o.DeviceName == i.RootDeviceName:
			return nil, refuse("InvalidBlockDeviceMapping", "The root device %s cannot be left out", o.DeviceName)
		case o.NoDevice != nil && at >= 0:
			devices = slices.Delete(devices, at, at+1)
		case o.NoDevice != nil:
		case at >= 0:
			devices[at] = overridden(devices[at], o)
		default:
			devices = append(devices, o)
		}
	}
	kept := devices[:0]
	for _, d := range devices {
		if d.NoDevice != nil {
			continue
		}
		if err := c.checkVolume(d); err != nil {
			return nil, err
		}
		kept = append(kept, d)
	}
	return kept, nil
}

// overridden is a device of an image with what a request says instead.
func overridden(d, o BlockDeviceMapping) BlockDeviceMapping {
	if o.Ebs == nil || d.Ebs == nil {
		return o
	}
	ebs := *d.Ebs
	if o.Ebs.VolumeType != "" && o.Ebs.VolumeType != ebs.VolumeType {
		ebs.Iops, ebs.Throughput = nil, nil // what the image says is for its own type
	}
	ebs.SnapshotId = cmp.Or(o.Ebs.SnapshotId, ebs.SnapshotId)
	ebs.VolumeType = cmp.Or(o.Ebs.VolumeType, ebs.VolumeType)
	ebs.KmsKeyId = cmp.Or(o.Ebs.KmsKeyId, ebs.KmsKeyId)
	for _, f := range []struct{ into, from **int }{{&ebs.VolumeSize, &o.Ebs.VolumeSize}, {&ebs.Iops, &o.Ebs.Iops}, {&ebs.Throughput, &o.Ebs.Throughput}} {
		if *f.from != nil {
			*f.into = *f.from
		}
	}
	for _, f := range []struct{ into, from **bool }{{&ebs.DeleteOnTermination, &o.Ebs.DeleteOnTermination}, {&ebs.Encrypted, &o.Ebs.Encrypted}} {
		if *f.from != nil {
			*f.into = *f.from
		}
	}
	d.Ebs = &ebs
	return d
}

// volumeRule is what AWS allows of a volume type.
type volumeRule struct {
	smallest, largest int // GiB
	leastIOPS         int // 0: none may be given
	mostIOPS          int
	perGiB            int // IOPS for each GiB at most
	needsIOPS         bool
	mostThroughput    int // MiB/s; 0: none may be given
}

// volumeRules follow AWS's table of volume types.
func volumeRules() map[string]volumeRule {
	return map[string]volumeRule{
		"gp3": {smallest: 1, largest: 65536, leastIOPS: 3000, mostIOPS: 80_000, perGiB: 500, mostThroughput: 2000},
		"gp2": {smallest: 1, largest: 16384},
		"io1": {smallest: 4, largest: 16384, leastIOPS: 100, mostIOPS: 64_000, perGiB: 50, needsIOPS: true},
		"io2": {smallest: 4, largest: 65536, leastIOPS: 100, mostIOPS: 256_000, perGiB: 1000, needsIOPS: true},
		"st1": {smallest: 125, largest: 16384}, "sc1": {smallest: 125, largest: 16384},
		"standard": {smallest: 1, largest: 1024},
	}
}

// checkVolume refuses a volume that AWS would not make.
func (c *call) checkVolume(d BlockDeviceMapping) error {
	if d.Ebs == nil {
		return nil
	}
	e := d.Ebs
	kind := cmp.Or(e.VolumeType, "gp2")
	rule, ok := volumeRules()[kind]
	if !ok {
		return refuse("InvalidParameterValue", "Value (%s) for parameter volumeType is invalid.", kind)
	}
	size := c.volumeSize(e)
	s := c.place.snapshots.find(e.SnapshotId)
	switch {
	case e.SnapshotId == "" && e.VolumeSize == nil:
		return refuse("MissingParameter", "The request must contain the parameter size or snapshotId")
	case s != nil && size < s.VolumeSize:
		return refuse("InvalidBlockDeviceMapping", "Volume of size %dGB is smaller than snapshot '%s', expect size >= %dGB", size, e.SnapshotId, s.VolumeSize)
	case size < rule.smallest || size > rule.largest:
		return refuse("InvalidParameterValue", "Volume of %dGiB is out of range for volume type %s: %d to %d GiB", size, kind, rule.smallest, rule.largest)
	case e.Iops == nil && rule.needsIOPS:
		return refuse("MissingParameter", "The parameter iops must be specified for %s volumes.", kind)
	case e.Throughput != nil && rule.mostThroughput == 0:
		return refuse("InvalidParameterCombination", "The parameter throughput is not supported for %s volumes.", kind)
	case e.Throughput != nil && (*e.Throughput < 125 || *e.Throughput > rule.mostThroughput):
		return refuse("InvalidParameterValue", "Throughput (MiB/s) of %d is out of range: 125 to %d", *e.Throughput, rule.mostThroughput)
	case e.KmsKeyId != "" && (e.Encrypted == nil || !*e.Encrypted):
		return refuse("InvalidParameterDependency", "The parameter KmsKeyId requires the parameter Encrypted to be set.")
	}
	return checkIOPS(kind, rule, e.Iops, size)
}

func checkIOPS(kind string, rule volumeRule, iops *int, size int) error {
	switch {
	case iops == nil || kind == "gp2":
		return nil
	case rule.leastIOPS == 0:
		return refuse("InvalidParameterCombination", "The parameter iops is not supported for %s volumes.", kind)
	case *iops < rule.leastIOPS || *iops > rule.mostIOPS:
		return refuse("InvalidParameterValue", "Volume iops of %d is out of range for %s: %d to %d", *iops, kind, rule.leastIOPS, rule.mostIOPS)
	case *iops > max(rule.leastIOPS, rule.perGiB*size):
		return refuse("InvalidParameterCombination", "Iops to volume size ratio of %d is too high; maximum is %d", *iops/max(size, 1), rule.perGiB)
	}
	return nil
}

// volumeSize is the size of a volume to be made, in GiB.
func (c *call) volumeSize(e *EbsBlockDevice) int {
	if e.VolumeSize != nil {
		return *e.VolumeSize
	}
	if s := c.place.snapshots.find(e.SnapshotId); s != nil {
		return s.VolumeSize
	}
	return defaultVolumeSize
}
