package awsclient

import (
	"bytes"
	"strings"

	"tami/model/ami"
	"tami/model/text"
)

// decodeImages reads an answer to DescribeImages straight into rows. It is a
// fast way to what the SDK's decoder and imageOf make of the same bytes; ok is
// false for every answer of which it is not certain to make the same.
func decodeImages(body []byte, w *words) (page imagePage, ok bool) {
	d := imageDecoder{scan: scan{b: body}, words: w}
	if !d.root() {
		return imagePage{}, false
	}
	page.images = make([]ami.Image, 0, bytes.Count(body, []byte("<imageId>"))) // the rows outlive the page, and so would room for more
	for {
		name, empty, more := d.inside("DescribeImagesResponse")
		if !more {
			return page, !d.bad
		}
		switch string(name) {
		case "imagesSet":
			for !empty {
				item, none, more := d.inside("imagesSet")
				if !more {
					break
				}
				if string(item) != "item" {
					d.skip(item, none, "item")
					continue
				}
				page.images = append(page.images, d.image(none))
			}
		case "nextToken":
			page.next = new(string(d.value(name, empty)))
		default:
			d.skip(name, empty, "imagesSet", "nextToken")
		}
	}
}

// imageDecoder turns the scanned XML into images. Texts that differ from image
// to image go into common blocks of memory, and so do the small structs.
type imageDecoder struct {
	scan
	words *words
	block strings.Builder
	slabs
}

// blockSize is the size of a block of texts, in bytes. A row that outlives its
// page keeps the block that its texts stand in.
const blockSize = 16 << 10

// root goes over the prologue and the root's opening tag, whose only attribute
// may be the namespace.
func (d *imageDecoder) root() bool {
	d.b = bytes.TrimPrefix(d.b, []byte(`<?xml version="1.0" encoding="UTF-8"?>`))
	for len(d.b) > 0 && (d.b[0] == '\n' || d.b[0] == ' ') {
		d.b = d.b[1:]
	}
	rest, found := bytes.CutPrefix(d.b, []byte("<DescribeImagesResponse"))
	if !found {
		return false
	}
	rest = bytes.TrimPrefix(rest, []byte(` xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"`))
	if len(rest) == 0 || rest[0] != '>' {
		return false
	}
	d.i = len(d.b) - len(rest) + 1
	return true
}

// text is a text of this image alone.
func (d *imageDecoder) text(b []byte) text.Safe { return text.Clean(d.string(b)) }

func (d *imageDecoder) string(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	if d.block.Cap()-d.block.Len() < len(b) {
		d.block = strings.Builder{}
		d.block.Grow(max(blockSize, len(b)))
	}
	begin := d.block.Len()
	d.block.Write(b)
	return d.block.String()[begin:]
}

func (d *imageDecoder) date(b []byte) ami.Date { return ami.ParseDate(string(b)) }

// flag is a boolean as EC2 writes it.
func (d *imageDecoder) flag(b []byte) ami.Flag {
	switch string(b) {
	case "true":
		return ami.Yes
	case "false":
		return ami.No
	}
	d.bad = true
	return ami.Unset
}

// number is an integer as EC2 writes it, in as many digits as are sure to fit.
func (d *imageDecoder) number(b []byte) int32 {
	if len(b) == 0 || len(b) > 9 {
		d.bad = true
	}
	var n int32
	for _, c := range b {
		if c < '0' || c > '9' {
			d.bad = true
			return 0
		}
		n = n*10 + int32(c-'0')
	}
	return n
}
