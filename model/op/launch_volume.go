package op

import (
	"errors"
	"fmt"
	"strconv"

	"tami/model/ami"
	"tami/model/money"
)

// volumeRange is what AWS allows of a volume of some type, after its table of
// volume types.
type volumeRange struct {
	smallest, largest   int32 // GiB
	leastIOPS, mostIOPS int32 // 0: none can be given
	perGiB              int32 // IOPS for each GiB at most
	needsIOPS           bool
	mostThroughput      int32 // MiB a second; 0: none can be given
}

// volumeRanges are those of types that can be booted from.
func volumeRanges() map[string]volumeRange {
	return map[string]volumeRange{
		"gp3":      {smallest: 1, largest: 65_536, leastIOPS: 3000, mostIOPS: 80_000, perGiB: 500, mostThroughput: 2000},
		"gp2":      {smallest: 1, largest: 16_384},
		"io1":      {smallest: 4, largest: 16_384, leastIOPS: 100, mostIOPS: 64_000, perGiB: 50, needsIOPS: true},
		"io2":      {smallest: 4, largest: 65_536, leastIOPS: 100, mostIOPS: 256_000, perGiB: 1000, needsIOPS: true},
		"standard": {smallest: 1, largest: 1024},
	}
}

// The throughput of gp3: the least, and how many IOPS each MiB a second takes.
const (
	leastThroughput   = 125
	iopsPerThroughput = 4
)

// usualType is what a volume is of which nobody says the type.
const usualType = "gp2"

// rootVolume is the root volume as it would be made.
type rootVolume struct {
	device           string
	kind             string
	size             int32 // GiB
	iops, throughput int32
	changed          bool // it is other than the image says
}

// rootOf is the root volume as the image has it, nil where it has none on EBS.
func (o *order) rootOf() *ami.EBS {
	if o.img == nil || o.img.Root() == nil {
		return nil
	}
	return o.img.Root().EBS
}

// least is the size that a root volume has at least: its snapshot's.
func (o *order) least() int32 {
	e := o.rootOf()
	if e == nil {
		return 1
	}
	if snap, _ := o.facts.Snapshot(o.at, e.SnapshotID.Raw()); snap != nil {
		return snap.VolumeSize
	}
	return max(1, e.VolumeSize)
}

// rootKind is the type that the root volume will have.
func (o *order) rootKind() string {
	if k := o.values.One("root-type"); k != "" && k != asImage {
		return k
	}
	if e := o.rootOf(); e != nil && !e.VolumeType.IsZero() {
		return e.VolumeType.Raw()
	}
	return usualType
}

// rootSize is the size that it will have, as far as it is said well.
func (o *order) rootSize() int32 {
	if n, err := wholeNumber(o.values.One("root-size")); err == nil {
		return n
	}
	if e := o.rootOf(); e != nil && e.VolumeSize > 0 {
		return e.VolumeSize
	}
	return o.least()
}

func wholeNumber(s string) (int32, error) {
	n, err := strconv.ParseInt(s, 10, 32)
	if err != nil || n < 1 {
		return 0, fmt.Errorf("%q is no whole number; write it without a unit", s)
	}
	return int32(n), nil
}

func (o *order) checkSize(s string) error {
	n, err := wholeNumber(s)
	if err != nil {
		return err
	}
	kind := o.rootKind()
	of, known := volumeRanges()[kind]
	switch least := o.least(); {
	case n < least && o.img != nil:
		return fmt.Errorf("a root volume of %d GiB is smaller than its snapshot; give %d or more", n, least)
	case known && (n < of.smallest || n > of.largest):
		return fmt.Errorf("a volume of type %s has %d to %d GiB, not %d; choose another size or type", kind, of.smallest, of.largest, n)
	}
	return nil
}

func (o *order) checkIOPS(s string) error {
	n, err := wholeNumber(s)
	if err != nil {
		return err
	}
	kind := o.rootKind()
	of, known := volumeRanges()[kind]
	switch {
	case !known:
		return nil
	case of.leastIOPS == 0:
		if o.img == nil { // what the image's root volume is, is not known yet
			return nil
		}
		return fmt.Errorf("IOPS cannot be given for a volume of type %s; leave them out, or choose gp3, io1 or io2 (root-type)", kind)
	case n < of.leastIOPS || n > of.mostIOPS:
		return fmt.Errorf("a volume of type %s has %d to %d IOPS, not %d", kind, of.leastIOPS, of.mostIOPS, n)
	case o.img != nil && n > max(of.leastIOPS, of.perGiB*o.rootSize()):
		return fmt.Errorf("%d IOPS are too many for %d GiB of %s, which has %d for each GiB; give a larger volume (root-size)", n, o.rootSize(), kind, of.perGiB)
	}
	return nil
}

func (o *order) checkThroughput(s string) error {
	n, err := wholeNumber(s)
	if err != nil {
		return err
	}
	kind := o.rootKind()
	of, known := volumeRanges()[kind]
	iops := int32(3000)
	if given, err := wholeNumber(o.values.One("root-iops")); err == nil {
		iops = given
	}
	switch {
	case !known, of.mostThroughput == 0 && o.img == nil:
		return nil
	case of.mostThroughput == 0:
		return fmt.Errorf("throughput cannot be given for a volume of type %s; leave it out, or choose gp3 (root-type)", kind)
	case n < leastThroughput || n > of.mostThroughput:
		return fmt.Errorf("a volume of type %s has %d to %d MiB/s, not %d", kind, leastThroughput, of.mostThroughput, n)
	case n > iops/iopsPerThroughput:
		return fmt.Errorf("%d MiB/s take %d IOPS, and the volume has %d; give more (root-iops)", n, n*iopsPerThroughput, iops)
	}
	return nil
}

// root is the root volume that is asked for; nil where the image has none on
// EBS, so that nothing can be asked of it.
func (o *order) root() (*rootVolume, error) {
	e := o.rootOf()
	asks := o.values.One("root-size") != "" || o.values.One("root-iops") != "" || o.values.One("root-throughput") != "" || o.rootTypeAsked()
	switch {
	case e == nil && asks && o.img != nil:
		return nil, errors.New("the image has no root volume on EBS, so neither its size nor its type can be chosen; leave them out")
	case e == nil:
		return nil, nil //nolint:nilnil // there is none
	}
	v := &rootVolume{device: o.img.RootDevice.Raw(), kind: o.rootKind(), size: o.rootSize(), changed: asks}
	if v.kind == e.VolumeType.Raw() || e.VolumeType.IsZero() && v.kind == usualType {
		v.iops, v.throughput = e.IOPS, e.Throughput
	}
	if n, err := wholeNumber(o.values.One("root-iops")); err == nil {
		v.iops = n
	}
	if n, err := wholeNumber(o.values.One("root-throughput")); err == nil {
		v.throughput = n
	}
	if err := o.checkSize(strconv.Itoa(int(v.size))); err != nil && asks {
		return nil, err
	}
	if of := volumeRanges()[v.kind]; of.needsIOPS && v.iops == 0 {
		return nil, fmt.Errorf("a volume of type %s takes IOPS: give %d to %d of them (root-iops)", v.kind, of.leastIOPS, min(of.mostIOPS, of.perGiB*v.size))
	}
	return v, nil
}

func (o *order) rootTypeAsked() bool {
	k := o.values.One("root-type")
	return k != "" && k != asImage
}

// devices are what the launch says other than the image.
func (o *order) devices(root *rootVolume) []Mapping {
	list := o.dropped()
	encrypt := o.values.On("encrypt") || o.values.One("kms-key") != ""
	for i := range o.img.Devices {
		d := &o.img.Devices[i]
		if d.EBS == nil || d.NoDevice {
			continue
		}
		m := o.ordered(d.Name.Raw())
		if root != nil && m.Device == root.device {
			m.DeleteOnTermination = o.deletes()
		}
		if root != nil && root.changed && m.Device == root.device {
			m.SizeGiB = root.size
			if o.rootTypeAsked() {
				m.Type = root.kind
			}
			if n, err := wholeNumber(o.values.One("root-iops")); err == nil {
				m.IOPS = n
			}
			if n, err := wholeNumber(o.values.One("root-throughput")); err == nil {
				m.Throughput = n
			}
		}
		if encrypt {
			m.Encrypted, m.KeyID = new(true), o.values.One("kms-key")
		}
		if m != (Mapping{Device: m.Device}) {
			list = append(list, m)
		}
	}
	return list
}

// volumes are what each instance has to pay for.
func (o *order) volumes(root *rootVolume) []money.Volume {
	var list []money.Volume
	for i := range o.img.Devices {
		d := &o.img.Devices[i]
		switch {
		case d.EBS == nil || d.NoDevice:
		case root != nil && d.Name.Raw() == root.device:
			list = append(list, money.Volume{Type: root.kind, GiB: float64(root.size), IOPS: root.iops, Throughput: root.throughput})
		default:
			list = append(list, money.Volume{Type: or(d.EBS.VolumeType.Raw(), usualType), GiB: float64(d.EBS.VolumeSize), IOPS: d.EBS.IOPS, Throughput: d.EBS.Throughput})
		}
	}
	return list
}
