package awsclient

import (
	"reflect"

	"tami/model/ami"
)

// slabs are blocks of the small structs that images are made of: one
// allocation for some hundred of each.
type slabs struct {
	deviceSlab []ami.Device
	ebsSlab    []ami.EBS
	tagSlab    []ami.Tag
}

// slabSize is the size of a slab in bytes: with the eight that Go puts before
// it, a slab fills one of the sizes that memory is handed out in.
const slabSize = 4096 - 8

// put appends to a list that grows at the end of a slab: only the list that
// was begun last may grow. A list that does not fit any more moves to a new slab.
func put[T any](slab *[]T, list []T, v T) []T {
	if n := len(*slab); n < cap(*slab) {
		begin := n - len(list)
		*slab = append(*slab, v)
		return (*slab)[begin : n+1 : n+1]
	}
	*slab = make([]T, 0, max(slabSize/int(reflect.TypeFor[T]().Size()), 2*len(list)+1))
	*slab = append(append(*slab, list...), v)
	return (*slab)[0:len(*slab):len(*slab)]
}

// devices reads the block device mapping.
func (d *imageDecoder) devices(list []ami.Device, empty bool) []ami.Device {
	begun := len(list) > 0
	for !empty {
		item, none, more := d.inside("blockDeviceMapping")
		if !more {
			break
		}
		if string(item) != "item" {
			d.skip(item, none, "item")
			continue
		}
		if begun { // the field came twice: the lists are not neighbours any more
			d.bad = true
		}
		dev := d.device(none)
		list = put(&d.deviceSlab, list, dev)
	}
	return list
}

func (d *imageDecoder) device(empty bool) ami.Device {
	var dev ami.Device
	for !empty {
		field, none, more := d.inside("item")
		if !more {
			break
		}
		switch string(field) {
		case "deviceName":
			dev.Name = d.words.bytes(d.value(field, none))
		case "virtualName":
			dev.Virtual = d.words.bytes(d.value(field, none))
		case "noDevice":
			d.value(field, none)
			dev.NoDevice = true
		case "ebs":
			if dev.EBS == nil {
				dev.EBS = &put(&d.ebsSlab, nil, ami.EBS{})[0]
			}
			d.ebs(dev.EBS, none)
		default:
			d.skip(field, none, "deviceName", "virtualName", "noDevice", "ebs")
		}
	}
	return dev
}

func (d *imageDecoder) ebs(e *ami.EBS, empty bool) {
	rare := e.Rare()
	for !empty {
		field, none, more := d.inside("ebs")
		if !more {
			break
		}
		switch string(field) {
		case "snapshotId":
			e.SnapshotID = d.text(d.value(field, none))
		case "volumeSize":
			e.VolumeSize = d.number(d.value(field, none))
		case "volumeType":
			e.VolumeType = d.words.bytes(d.value(field, none))
		case "deleteOnTermination":
			e.DeleteOnTermination = d.flag(d.value(field, none))
		case "encrypted":
			e.Encrypted = d.flag(d.value(field, none))
		case "iops":
			e.IOPS = d.number(d.value(field, none))
		case "throughput":
			e.Throughput = d.number(d.value(field, none))
		default:
			d.rareEBS(&rare, field, none)
		}
	}
	e.RareEBS = rare.OrNone()
}

func (d *imageDecoder) rareEBS(e *ami.RareEBS, field []byte, none bool) {
	switch string(field) {
	case "kmsKeyId":
		e.KeyID = d.words.bytes(d.value(field, none))
	case "outpostArn":
		e.OutpostARN = d.words.bytes(d.value(field, none))
	case "VolumeInitializationRate":
		e.InitializationRate = d.number(d.value(field, none))
	case "EbsCardIndex":
		e.CardIndex = new(d.number(d.value(field, none)))
	case "availabilityZone":
		e.Zone = d.words.bytes(d.value(field, none))
	case "AvailabilityZoneId":
		e.ZoneID = d.words.bytes(d.value(field, none))
	default:
		d.skip(field, none, "snapshotId", "volumeSize", "volumeType", "deleteOnTermination", "encrypted", "iops", "throughput",
			"kmsKeyId", "outpostArn", "VolumeInitializationRate", "EbsCardIndex", "availabilityZone", "AvailabilityZoneId")
	}
}

// tagSet reads the tags.
func (d *imageDecoder) tagSet(list []ami.Tag, empty bool) []ami.Tag {
	begun := len(list) > 0
	for !empty {
		item, none, more := d.inside("tagSet")
		if !more {
			break
		}
		if string(item) != "item" {
			d.skip(item, none, "item")
			continue
		}
		if begun {
			d.bad = true
		}
		var tag ami.Tag
		d.pair(none, "key", "value", func(first bool, v []byte) {
			if first {
				tag.Key = d.words.bytes(v)
			} else {
				tag.Value = d.words.bytes(v)
			}
		})
		list = put(&d.tagSlab, list, tag)
	}
	return list
}

// pair reads an item that holds two texts.
func (d *imageDecoder) pair(empty bool, first, second string, say func(first bool, v []byte)) {
	for !empty {
		field, none, more := d.inside("item")
		if !more {
			return
		}
		switch string(field) {
		case first:
			say(true, d.value(field, none))
		case second:
			say(false, d.value(field, none))
		default:
			d.skip(field, none, first, second)
		}
	}
}
