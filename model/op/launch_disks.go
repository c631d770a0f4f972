package op

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"tami/model/ami"
	"tami/model/text"
)

// disk is a volume beside the root that a launch adds, or has in another size or
// of another type than the image says.
type disk struct {
	device, kind string
	size, iops   int32
}

// parseDisk reads DEVICE=SIZE, DEVICE=SIZE:TYPE or DEVICE=SIZE:TYPE:IOPS.
func parseDisk(s string) (disk, error) {
	device, rest, ok := strings.Cut(s, "=")
	parts := strings.Split(rest, ":")
	if !ok || len(parts) > 3 || checkDevice(device) != nil {
		return disk{}, fmt.Errorf("%q is no volume; write DEVICE=SIZE in GiB, such as /dev/sdf=100, and the type behind it: /dev/sdf=100:gp3", s)
	}
	d := disk{device: device, kind: "gp3"}
	var err error
	if d.size, err = wholeNumber(parts[0]); err != nil {
		return disk{}, err
	}
	if len(parts) > 1 {
		d.kind = parts[1]
	}
	if len(parts) > 2 {
		if d.iops, err = wholeNumber(parts[2]); err != nil {
			return disk{}, err
		}
	}
	of, known := everyRange()[d.kind]
	switch {
	case !known:
		return disk{}, fmt.Errorf("%q is no type of a volume; there are gp3, gp2, io2, io1, st1, sc1 and standard", d.kind)
	case d.size < of.smallest || d.size > of.largest:
		return disk{}, fmt.Errorf("a volume of type %s has %d to %d GiB, not %d; choose another size or type", d.kind, of.smallest, of.largest, d.size)
	case of.needsIOPS && d.iops == 0:
		return disk{}, fmt.Errorf("a volume of type %s takes IOPS: write %s=%d:%s:%d, for example", d.kind, device, d.size, d.kind, of.leastIOPS)
	case d.iops != 0 && of.leastIOPS == 0:
		return disk{}, fmt.Errorf("IOPS cannot be given for a volume of type %s; leave them out, or choose gp3, io1 or io2", d.kind)
	case d.iops != 0 && (d.iops < of.leastIOPS || d.iops > min(of.mostIOPS, max(of.leastIOPS, of.perGiB*d.size))):
		return disk{}, fmt.Errorf("%d IOPS are none that %d GiB of %s can have; AWS takes %d to %d", d.iops, d.size, d.kind, of.leastIOPS, min(of.mostIOPS, max(of.leastIOPS, of.perGiB*d.size)))
	}
	return d, nil
}

// everyRange are the types of volumes, those that cannot be booted from too.
func everyRange() map[string]volumeRange {
	all := volumeRanges()
	all["st1"] = volumeRange{smallest: 125, largest: 16_384}
	all["sc1"] = volumeRange{smallest: 125, largest: 16_384}
	return all
}

func checkDevice(s string) error {
	if regexp.MustCompile(`^(/dev/)?(sd|xvd|hd|nvme)[a-z0-9]{1,5}$`).MatchString(s) {
		return nil
	}
	return fmt.Errorf("%q is not the name of a device; they look like /dev/sdf or xvdf", s)
}

// checkDisk holds a volume to the image.
func (o *order) checkDisk(s string) error {
	d, err := parseDisk(s)
	if err != nil || o.plain == nil {
		return err
	}
	if d.device == o.plain.RootDevice.Raw() {
		return fmt.Errorf("%s is the root device; its size and type have fields of their own (root-size, root-type)", d.device)
	}
	for _, m := range o.plain.Devices {
		if m.Name.Raw() == d.device && m.EBS != nil && d.size < m.EBS.VolumeSize && !m.EBS.SnapshotID.IsZero() {
			return fmt.Errorf("a volume of %d GiB at %s is smaller than its snapshot; give %d or more", d.size, d.device, m.EBS.VolumeSize)
		}
	}
	return nil
}

// checkDrop holds a device that is to be left out to the image.
func (o *order) checkDrop(s string) error {
	if err := checkDevice(s); err != nil || o.plain == nil {
		return err
	}
	var names []string
	for _, m := range o.plain.Devices {
		names = append(names, m.Name.String())
	}
	switch {
	case s == o.plain.RootDevice.Raw():
		return fmt.Errorf("%s is the root device, without which nothing boots; leave it in", s)
	case !slices.Contains(names, s):
		return fmt.Errorf("the image has no device %s; it has %s", s, listed(names))
	}
	return nil
}

// disks are the volumes that are written well.
func (o *order) disks() (list []disk) {
	for _, word := range o.asked["volume"] {
		if d, err := parseDisk(word); err == nil && o.checkDisk(word) == nil {
			list = append(list, d)
		}
	}
	return list
}

// equipped is the image with the volumes that the launch adds, changes and
// leaves out.
func (o *order) equipped(img *ami.Image) *ami.Image {
	disks, drop := o.disks(), o.asked["drop"]
	if img == nil || len(disks)+len(drop) == 0 {
		return img
	}
	with := *img
	with.Devices = slices.DeleteFunc(slices.Clone(img.Devices), func(d ami.Device) bool { return slices.Contains(drop, d.Name.Raw()) })
	for _, d := range disks {
		e := ami.EBS{VolumeSize: d.size, VolumeType: text.Clean(d.kind), IOPS: d.iops, DeleteOnTermination: ami.Yes}
		i := slices.IndexFunc(with.Devices, func(m ami.Device) bool { return m.Name.Raw() == d.device })
		if i < 0 {
			with.Devices = append(with.Devices, ami.Device{Name: text.Clean(d.device), EBS: &e})
			continue
		}
		if was := with.Devices[i].EBS; was != nil {
			e.SnapshotID, e.Encrypted, e.DeleteOnTermination = was.SnapshotID, was.Encrypted, was.DeleteOnTermination
		}
		with.Devices[i].EBS = &e
	}
	return &with
}

// ordered is a volume of the launch as the call has it, and whether the launch
// says anything of it.
func (o *order) ordered(device string) (m Mapping) {
	m.Device = device
	for _, d := range o.disks() {
		if d.device != device {
			continue
		}
		m.SizeGiB, m.Type, m.IOPS = d.size, d.kind, d.iops
		if !slices.ContainsFunc(o.plain.Devices, func(d ami.Device) bool { return d.Name.Raw() == device }) {
			m.DeleteOnTermination = new(true)
		}
	}
	return m
}

// dropped are the devices that are left out, as the call has them.
func (o *order) dropped() (list []Mapping) {
	for _, device := range o.asked["drop"] {
		list = append(list, Mapping{Device: device, NoDevice: true})
	}
	return list
}

// launchTags are the tags of the instances and their volumes: the name, and
// what else is said.
func (o *order) launchTags() ([]Tag, error) {
	var tags []Tag
	if name := o.asked.One("name"); name != "" {
		tags = []Tag{{"Name", name}}
	}
	return parseTags(o.asked["tag"], tags)
}

// deletes is what becomes of the root volume with its instance; nil: what the
// image says.
func (o *order) deletes() *bool {
	switch o.asked.One("root-delete") {
	case "yes", "no":
		return new(o.asked.One("root-delete") == "yes")
	}
	return nil
}
