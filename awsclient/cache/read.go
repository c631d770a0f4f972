package cache

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"time"

	"tami/model/ami"
	"tami/model/text"
)

// List is the images of a key as they were when AWS was asked last.
type List struct {
	Read time.Time // when AWS gave them

	text  string // what is searched in
	marks []byte

	n              int
	words          column
	traits         []*ami.Traits
	extras         []*ami.Extra
	shapes         []ami.Device
	traitOf        numbers
	extraOf        numbers
	tagEnd, devEnd numbers
	tags, shapeOf  numbers
	tails          numbers
	texts          [7]column // in the order in which write has them
	snapshots      column
}

// numbers are 32 bits each, as they stand in the file.
type numbers string

func (n numbers) at(i int) uint32 {
	s := n[i*4 : i*4+4]
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}

func (n numbers) len() int { return len(n) / 4 }

// before is the number in front of i: where the part of i begins, if at(i) is
// where it ends.
func (n numbers) before(i int) uint32 {
	if i == 0 {
		return 0
	}
	return n.at(i - 1)
}

// column is texts, and where each ends.
type column struct {
	ends numbers
	blob string
}

// at is a text of a column that is sound.
func (c column) at(i int) string { return c.blob[c.ends.before(i):c.ends.at(i)] }

// cursor reads a section from its beginning to its end.
type cursor struct {
	rest string
	bad  bool
}

func (c *cursor) take(n uint64) string {
	if n > uint64(len(c.rest)) {
		c.bad = true
		return ""
	}
	part := c.rest[:n]
	c.rest = c.rest[n:]
	return part
}

func (c *cursor) number() int {
	if s := numbers(c.take(4)); len(s) == 4 {
		return int(s.at(0))
	}
	return 0
}

// numbers takes n of them; where there are fewer it takes none.
func (c *cursor) numbers(n int) numbers { return numbers(c.take(uint64(n) * 4)) }

func (c *cursor) column(n int) column {
	ends := c.numbers(n)
	if ends.len() == 0 {
		return column{}
	}
	return column{ends: ends, blob: c.take(uint64(ends.before(ends.len())))}
}

// parse reads everything but the images themselves.
func parse(from content, key [sha256.Size]byte) (*List, error) {
	c := &cursor{rest: from.list}
	if c.take(uint64(len(magic))) != magic {
		return nil, errors.New("it is no list of images")
	}
	if v := c.number(); v != version {
		return nil, fmt.Errorf("its version is %d, and this tami reads %d", v, version)
	}
	if c.take(uint64(len(key))) != string(key[:]) {
		return nil, errors.New("it is about something else")
	}
	at := c.take(8)
	l := &List{n: c.number(), text: from.text, marks: from.marks}
	if c.bad {
		return nil, errCut
	}
	l.Read = time.UnixMilli(int64(binary.LittleEndian.Uint64([]byte(at))))
	if err := l.shared(c); err != nil {
		return nil, err
	}
	l.traitOf, l.extraOf, l.tagEnd, l.devEnd = c.numbers(l.n), c.numbers(l.n), c.numbers(l.n), c.numbers(l.n)
	if c.bad {
		return nil, errCut
	}
	l.tags = c.numbers(2 * int(l.tagEnd.before(l.n)))
	l.shapeOf = c.numbers(int(l.devEnd.before(l.n)))
	l.tails = c.numbers(l.n)
	for i := range l.texts {
		l.texts[i] = c.column(l.n)
	}
	l.snapshots = c.column(l.shapeOf.len())
	if c.bad || c.rest != "" {
		return nil, errCut
	}
	if !l.sound() {
		return nil, errors.New("its images make no sense")
	}
	return l, nil
}

var errShared = errors.New("what its images share makes no sense")

// shared reads the dictionaries.
func (l *List) shared(c *cursor) error {
	var all [4]column
	for i := range all {
		all[i] = c.column(c.number())
	}
	if c.bad {
		return errCut
	}
	for _, c := range all {
		if !c.sound() {
			return errShared
		}
	}
	l.words = all[0]
	ok := records(all[1], l.words, func(c coder) { l.traits = append(l.traits, &ami.Traits{}); traits(c, l.traits[len(l.traits)-1]) }) &&
		records(all[2], l.words, func(c coder) { l.extras = append(l.extras, &ami.Extra{}); extra(c, l.extras[len(l.extras)-1]) }) &&
		records(all[3], l.words, func(c coder) { l.shapes = append(l.shapes, ami.Device{}); device(c, &l.shapes[len(l.shapes)-1]) })
	if !ok {
		return errShared
	}
	return nil
}

// records reads the records of a dictionary, each to its end.
func records(c column, words column, read func(coder)) bool {
	for i := range c.ends.len() {
		d := &decoder{words: words, rest: c.at(i)}
		if read(d); d.bad || d.rest != "" {
			return false
		}
	}
	return true
}

// sound reports that every number leads to something, so that the images can be
// put together whenever they are looked at.
func (l *List) sound() bool {
	words, shapes := uint32(l.words.ends.len()), uint32(len(l.shapes))
	traits, extras := uint32(len(l.traits)), uint32(len(l.extras))
	tags, devices := uint32(l.tags.len()/2), uint32(l.shapeOf.len())
	return l.snapshots.sound() &&
		!slices.ContainsFunc(l.texts[:], func(c column) bool { return !c.sound() }) &&
		l.tags.below(words) && l.shapeOf.below(shapes) && l.traitOf.below(traits) && l.extraOf.below(extras) &&
		l.tagEnd.rising(tags) && l.devEnd.rising(devices) && l.tailsFit()
}

// below reports that all of them are less than n.
func (n numbers) below(limit uint32) bool {
	for i := range n.len() {
		if n.at(i) >= limit {
			return false
		}
	}
	return true
}

// rising reports that none is less than the one before, or more than a limit.
func (n numbers) rising(limit uint32) bool {
	last := uint32(0)
	for i := range n.len() {
		next := n.at(i)
		if next < last {
			return false
		}
		last = next
	}
	return last <= limit
}

func (c column) sound() bool { return c.ends.rising(uint32(len(c.blob))) }

// tailsFit reports that names which are the ends of locations are no longer
// than those.
func (l *List) tailsFit() bool {
	where := l.texts[1].ends
	for i := range l.n {
		if l.tails.at(i) > where.at(i)-where.before(i) {
			return false
		}
	}
	return true
}

// Kept is the list as it is said: the images are put together when they are
// looked at.
func (l *List) Kept() ami.KeptImages { return ami.KeptImages{Rows: l, Text: l.text, Marks: l.marks} }

// Len is how many images there are.
func (l *List) Len() int { return l.n }

// ID implements ami.Rows.
func (l *List) ID(i int) string { return text.Clean(l.texts[0].at(i)).String() }

// Traits implements ami.Rows.
func (l *List) Traits(i int) *ami.Traits { return l.traits[l.traitOf.at(i)] }

// Image is an image, the newest having number 0. Its texts have passed the
// boundary of safe text again: a file is not to be trusted.
func (l *List) Image(i int) *ami.Image {
	img := &ami.Image{
		ID: text.Clean(l.texts[0].at(i)), Location: text.Clean(l.texts[1].at(i)), Name: text.Clean(l.texts[2].at(i)), Description: text.Clean(l.texts[3].at(i)),
		Created: ami.ParseDate(l.texts[4].at(i)), DeprecationTime: ami.ParseDate(l.texts[5].at(i)), LastLaunched: ami.ParseDate(l.texts[6].at(i)),
		Tags: l.tagsOf(i), Devices: l.devicesOf(i), Traits: l.Traits(i), Extra: l.extras[l.extraOf.at(i)],
	}
	if tail := int(l.tails.at(i)); tail > 0 {
		where := l.texts[1].at(i)
		img.Name = text.Clean(where[len(where)-tail:])
	}
	return img
}

func (l *List) tagsOf(i int) []ami.Tag {
	from, end := int(l.tagEnd.before(i)), int(l.tagEnd.at(i))
	if from == end {
		return nil
	}
	word := func(n int) text.Safe { return text.Clean(l.words.at(int(l.tags.at(n)))) }
	tags := make([]ami.Tag, 0, end-from)
	for n := from; n < end; n++ {
		tags = append(tags, ami.Tag{Key: word(2 * n), Value: word(2*n + 1)})
	}
	return tags
}

func (l *List) devicesOf(i int) []ami.Device {
	from, end := int(l.devEnd.before(i)), int(l.devEnd.at(i))
	if from == end {
		return nil
	}
	devices := make([]ami.Device, 0, end-from)
	for n := from; n < end; n++ {
		d := l.shapes[l.shapeOf.at(n)]
		if d.EBS != nil {
			volume := *d.EBS
			volume.SnapshotID = text.Clean(l.snapshots.at(n))
			d.EBS = &volume
		}
		devices = append(devices, d)
	}
	return devices
}

// decoder reads the fields of a record. After the first thing that makes no
// sense it is bad, and reads nothing more.
type decoder struct {
	words column
	rest  string
	bad   bool
}

func (d *decoder) byte() byte {
	if d.bad || d.rest == "" {
		d.bad = true
		return 0
	}
	b := d.rest[0]
	d.rest = d.rest[1:]
	return b
}

func (d *decoder) uint() (n uint64) {
	for shift := 0; shift < 64; shift += 7 {
		b := d.byte()
		n |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return n
		}
	}
	d.bad = true
	return 0
}

func (d *decoder) word(t *text.Safe) {
	n := d.uint()
	if d.bad || n >= uint64(d.words.ends.len()) {
		d.bad = true
		return
	}
	*t = text.Clean(d.words.at(int(n)))
}

func (d *decoder) date(to *ami.Date) {
	var t text.Safe
	d.word(&t)
	*to = ami.ParseDate(t.Raw())
}

func (d *decoder) flag(f *ami.Flag) {
	b := d.byte()
	if b > byte(ami.Yes) {
		d.bad, b = true, 0
	}
	*f = ami.Flag(b)
}

func (d *decoder) truth(b *bool) {
	n := d.byte()
	d.bad = d.bad || n > 1
	*b = n == 1
}

func (d *decoder) number(n *int32) {
	u := d.uint()
	*n = int32(int64(u>>1) ^ -int64(u&1)) // as encoding/binary writes signed numbers
}

// count is never more than there are bytes left, since each thing takes one at
// least.
func (d *decoder) count(int) int {
	n := d.uint()
	if d.bad || n > uint64(len(d.rest)) {
		d.bad = true
		return 0
	}
	return int(n)
}
