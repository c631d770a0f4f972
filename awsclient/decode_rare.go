package awsclient

import (
	smithytime "github.com/aws/smithy-go/time"

	"tami/model/ami"
)

// rare reads what few images have.
func (d *imageDecoder) rare(e *ami.Extra, field []byte, none bool) bool {
	switch string(field) {
	case "sourceInstanceId":
		e.SourceInstance = d.text(d.value(field, none))
	case "sourceImageId":
		e.SourceImage = d.text(d.value(field, none))
	case "sourceImageRegion":
		e.SourceRegion = d.words.bytes(d.value(field, none))
	case "kernelId":
		e.Kernel = d.words.bytes(d.value(field, none))
	case "ramdiskId":
		e.Ramdisk = d.words.bytes(d.value(field, none))
	case "publicSsmParameterName":
		e.PublicParameter = d.text(d.value(field, none))
	case "stateReason":
		d.stateReason(e, none)
	case "productCodes":
		d.productCodes(e, none)
	case "imageWatermarkSet":
		d.watermarks(e, none)
	case "instanceTypeSpecification":
		d.instanceTypes(e, none)
	case "scanResults":
		d.scanResults(e, none)
	default:
		return false
	}
	return true
}

func (d *imageDecoder) stateReason(e *ami.Extra, empty bool) {
	if e.StateReason == nil {
		e.StateReason = &ami.StateReason{}
	}
	for !empty {
		field, none, more := d.inside("stateReason")
		if !more {
			return
		}
		switch string(field) {
		case "code":
			e.StateReason.Code = d.words.bytes(d.value(field, none))
		case "message":
			e.StateReason.Message = d.text(d.value(field, none))
		default:
			d.skip(field, none, "code", "message")
		}
	}
}

func (d *imageDecoder) productCodes(e *ami.Extra, empty bool) {
	d.items("productCodes", empty, func(none bool) {
		var c ami.ProductCode
		d.pair(none, "productCode", "type", func(first bool, v []byte) {
			if first {
				c.ID = d.words.bytes(v)
			} else {
				c.Type = d.words.bytes(v)
			}
		})
		e.ProductCodes = append(e.ProductCodes, c)
	})
}

func (d *imageDecoder) watermarks(e *ami.Extra, empty bool) {
	d.items("imageWatermarkSet", empty, func(none bool) {
		var m ami.Watermark
		for !none {
			field, empty, more := d.inside("item")
			if !more {
				break
			}
			switch string(field) {
			case "watermarkKey":
				m.Key = d.words.bytes(d.value(field, empty))
			case "sourceImageId":
				m.SourceImage = d.text(d.value(field, empty))
			case "sourceImageRegion":
				m.SourceRegion = d.words.bytes(d.value(field, empty))
			case "sourceImageCreationTime":
				m.Created = d.timestamp(d.value(field, empty))
			case "watermarkCreationTime":
				m.Attached = d.timestamp(d.value(field, empty))
			default:
				d.skip(field, empty, "watermarkKey", "sourceImageId", "sourceImageRegion", "sourceImageCreationTime", "watermarkCreationTime")
			}
		}
		e.Watermarks = append(e.Watermarks, m)
	})
}

func (d *imageDecoder) instanceTypes(e *ami.Extra, empty bool) {
	if e.InstanceTypes == nil {
		e.InstanceTypes = &ami.InstanceTypes{}
	}
	for !empty {
		field, none, more := d.inside("instanceTypeSpecification")
		if !more {
			return
		}
		switch string(field) {
		case "supportedInstanceTypeSet":
			d.patterns(&e.InstanceTypes.Supported, "supportedInstanceTypeSet", none)
		case "unsupportedInstanceTypeSet":
			d.patterns(&e.InstanceTypes.Unsupported, "unsupportedInstanceTypeSet", none)
		default:
			d.skip(field, none, "supportedInstanceTypeSet", "unsupportedInstanceTypeSet")
		}
	}
}

func (d *imageDecoder) patterns(list *[]ami.InstanceTypeItem, set string, empty bool) {
	d.items(set, empty, func(none bool) {
		var item ami.InstanceTypeItem
		d.pair(none, "instanceType", "", func(_ bool, v []byte) { item.Pattern = d.words.bytes(v) })
		*list = append(*list, item)
	})
}

func (d *imageDecoder) scanResults(e *ami.Extra, empty bool) {
	if e.ScanResults == nil {
		e.ScanResults = &ami.ScanResults{}
	}
	r := e.ScanResults
	for !empty {
		field, none, more := d.inside("scanResults")
		if !more {
			return
		}
		switch string(field) {
		case "highestFindingSeverityLabel":
			r.HighestSeverity = d.words.bytes(d.value(field, none))
		case "findingScanDate":
			r.Scanned = d.timestamp(d.value(field, none))
		case "criticalFixAvailableSince":
			r.CriticalFix = d.timestamp(d.value(field, none))
		case "highFixAvailableSince":
			r.HighFix = d.timestamp(d.value(field, none))
		case "mediumFixAvailableSince":
			r.MediumFix = d.timestamp(d.value(field, none))
		case "lowFixAvailableSince":
			r.LowFix = d.timestamp(d.value(field, none))
		case "informationalFixAvailableSince":
			r.InformationalFix = d.timestamp(d.value(field, none))
		default:
			d.skip(field, none, "highestFindingSeverityLabel", "findingScanDate", "criticalFixAvailableSince", "highFixAvailableSince",
				"mediumFixAvailableSince", "lowFixAvailableSince", "informationalFixAvailableSince")
		}
	}
}

// items calls read for each item of a list.
func (d *imageDecoder) items(list string, empty bool, read func(none bool)) {
	for !empty {
		item, none, more := d.inside(list)
		if !more {
			return
		}
		if string(item) == "item" {
			read(none)
		} else {
			d.skip(item, none, "item")
		}
	}
}

// timestamp is a time that the SDK decodes as one, by the SDK's own rules.
func (d *imageDecoder) timestamp(b []byte) ami.Date {
	t, err := smithytime.ParseDateTime(string(b))
	if err != nil {
		d.bad = true
		return ami.Date{}
	}
	return ami.DateOf(t)
}
