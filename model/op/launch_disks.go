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
// of another type than the image says. What is not said is 0 or empty.
type disk struct {
	device, kind           string
	size, iops, throughput int32
	ends                   *bool // whether it is deleted with its instance
}

// The words with which a volume says what becomes of it with its instance.
const (
	endsToo = "delete"
	stays   = "keep"
)

// parseDisk reads DEVICE=SIZE:TYPE:IOPS:MIB:keep, of which only the first two
// are needed; or DEVICE=keep.
func parseDisk(s string) (disk, error) {
	device, rest, ok := strings.Cut(s, "=")
	parts := strings.Split(rest, ":")
	d := disk{device: device}
	if last := parts[len(parts)-1]; last == stays || last == endsToo {
		d.ends, parts = new(last == endsToo), parts[:len(parts)-1]
	}
	if !ok || len(parts) > 4 || checkDevice(device) != nil {
		return disk{}, fmt.Errorf("%q is no volume; write DEVICE=SIZE in GiB, such as /dev/sdf=100, and behind it the type, IOPS, MiB/s and keep: /dev/sdf=100:gp3:4000:500:keep", s)
	}
	for i, part := range parts {
		var err error
		switch i {
		case 0:
			d.size, err = wholeNumber(part)
		case 1:
			d.kind = part
		case 2:
			d.iops, err = wholeNumber(part)
		default:
			d.throughput, err = wholeNumber(part)
		}
		if err != nil {
			return disk{}, err
		}
	}
	if _, known := everyRange()[d.kind]; !known && len(parts) > 1 {
		return disk{}, fmt.Errorf("%q is no type of a volume; there are gp3, gp2, io2, io1, st1, sc1 and standard", d.kind)
	}
	return d, nil
}

// fits holds a volume whose type and size are known to what AWS allows.
func (d disk) fits() error {
	of := everyRange()[d.kind]
	most := min(of.mostIOPS, max(of.leastIOPS, of.perGiB*d.size))
	switch {
	case d.size < of.smallest || d.size > of.largest:
		return fmt.Errorf("a volume of type %s has %d to %d GiB, not %d; choose another size or type", d.kind, of.smallest, of.largest, d.size)
	case of.needsIOPS && d.iops == 0:
		return fmt.Errorf("a volume of type %s takes IOPS: write %s=%d:%s:%d, for example", d.kind, d.device, d.size, d.kind, of.leastIOPS)
	case d.iops != 0 && of.leastIOPS == 0:
		return fmt.Errorf("IOPS cannot be given for a volume of type %s; leave them out, or choose gp3, io1 or io2", d.kind)
	case d.iops != 0 && (d.iops < of.leastIOPS || d.iops > most):
		return fmt.Errorf("%d IOPS are none that %d GiB of %s can have; AWS takes %d to %d", d.iops, d.size, d.kind, of.leastIOPS, most)
	case d.throughput != 0 && of.mostThroughput == 0:
		return fmt.Errorf("throughput cannot be given for a volume of type %s; leave it out, or choose gp3", d.kind)
	case d.throughput != 0 && (d.throughput < leastThroughput || d.throughput > of.mostThroughput):
		return fmt.Errorf("a volume of type %s has %d to %d MiB/s, not %d", d.kind, leastThroughput, of.mostThroughput, d.throughput)
	case d.throughput > max(d.iops, of.leastIOPS)/iopsPerThroughput:
		return fmt.Errorf("%d MiB/s take %d IOPS, and the volume has %d; give more", d.throughput, d.throughput*iopsPerThroughput, max(d.iops, of.leastIOPS))
	}
	return nil
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

// mapped is what the image says of a volume; nil where it has none there.
func (o *order) mapped(device string) *ami.EBS {
	i := slices.IndexFunc(o.plain.Devices, func(m ami.Device) bool { return m.Name.Raw() == device })
	if i < 0 {
		return nil
	}
	return o.plain.Devices[i].EBS
}

// checkDisk holds a volume to the image, and to what AWS allows of its type.
func (o *order) checkDisk(s string) error {
	d, err := parseDisk(s)
	if err != nil || o.plain == nil {
		return err
	}
	if d.device == o.plain.RootDevice.Raw() {
		return fmt.Errorf("%s is the root device; its size and type have fields of their own (root-size, root-type)", d.device)
	}
	was := o.mapped(d.device)
	switch {
	case was == nil && d.size == 0:
		return fmt.Errorf("the image has no volume at %s; give a new one a size: %s=100", d.device, d.device)
	case was != nil && d.size != 0 && d.size < was.VolumeSize && !was.SnapshotID.IsZero():
		return fmt.Errorf("a volume of %d GiB at %s is smaller than its snapshot; give %d or more", d.size, d.device, was.VolumeSize)
	}
	e := d.over(was)
	return disk{device: d.device, kind: e.VolumeType.Raw(), size: e.VolumeSize, iops: e.IOPS, throughput: e.Throughput}.fits()
}

// over is the volume as it will be: with what the image says where nothing else
// is said.
func (d disk) over(was *ami.EBS) ami.EBS {
	e := ami.EBS{VolumeType: text.Clean("gp3"), DeleteOnTermination: ami.Yes}
	if was != nil {
		e = *was
		e.VolumeType = text.Clean(or(was.VolumeType.Raw(), usualType))
	}
	if d.kind != "" && d.kind != e.VolumeType.Raw() {
		e.VolumeType, e.IOPS, e.Throughput = text.Clean(d.kind), 0, 0
	}
	for _, f := range []struct {
		into *int32
		said int32
	}{{&e.VolumeSize, d.size}, {&e.IOPS, d.iops}, {&e.Throughput, d.throughput}} {
		if f.said != 0 {
			*f.into = f.said
		}
	}
	if d.ends != nil {
		e.DeleteOnTermination = ami.No
		if *d.ends {
			e.DeleteOnTermination = ami.Yes
		}
	}
	return e
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

// checkDevicesOnce refuses a device that is said two things of.
func (o *order) checkDevicesOnce() error {
	said := map[string]string{}
	for _, d := range o.asked["drop"] {
		said[d] = d
	}
	for _, word := range o.asked["volume"] {
		device, _, _ := strings.Cut(word, "=")
		switch before, twice := said[device]; {
		case before == device:
			return fmt.Errorf("%s is left out (drop) and given a volume (volume); say one of both", device)
		case twice:
			return fmt.Errorf("%s is given two volumes, %s and %s; give it one", device, before, word)
		}
		said[device] = word
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
		e := d.over(o.mapped(d.device))
		i := slices.IndexFunc(with.Devices, func(m ami.Device) bool { return m.Name.Raw() == d.device })
		if i < 0 {
			with.Devices = append(with.Devices, ami.Device{Name: text.Clean(d.device), EBS: &e})
			continue
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
		m.SizeGiB, m.Type, m.IOPS, m.Throughput, m.DeleteOnTermination = d.size, d.kind, d.iops, d.throughput, d.ends
		if o.mapped(device) == nil {
			m.Type = or(d.kind, "gp3")
			if d.ends == nil {
				m.DeleteOnTermination = new(true)
			}
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
