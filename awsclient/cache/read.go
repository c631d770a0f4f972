package cache

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"runtime"
	"sync"
	"time"

	"tami/model/ami"
	"tami/model/text"
)

// List is the images of a key as they were when AWS was asked last.
type List struct {
	Read time.Time // when AWS gave them

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

// at is a text, and whether the ends make sense.
func (c column) at(i int) (string, bool) {
	from, to := uint64(c.ends.before(i)), uint64(c.ends.at(i))
	if from > to || to > uint64(len(c.blob)) {
		return "", false
	}
	return c.blob[from:to], true
}

var errCut = errors.New("it is cut short")

// checked is what a file holds in front of its checksum.
func checked(content string) (string, error) {
	if len(content) < len(magic)+4 {
		return "", errCut
	}
	body, sum := content[:len(content)-4], numbers(content[len(content)-4:])
	h, table := uint32(0), castagnoli()
	var buf [1 << 16]byte
	for rest := body; len(rest) > 0; {
		n := copy(buf[:], rest)
		h, rest = crc32.Update(h, table, buf[:n]), rest[n:]
	}
	if h != sum.at(0) {
		return "", errors.New("its checksum is wrong: it is damaged, or was cut short")
	}
	return body, nil
}

// cursor reads a file from its beginning to its end.
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
func parse(body string, key [sha256.Size]byte) (*List, error) {
	c := &cursor{rest: body}
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
	l := &List{n: c.number()}
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
	return l, nil
}

// shared reads the dictionaries.
func (l *List) shared(c *cursor) error {
	var all [4]column
	for i := range all {
		all[i] = c.column(c.number())
	}
	if c.bad {
		return errCut
	}
	l.words = all[0]
	ok := records(all[1], l.words, func(c coder) { l.traits = append(l.traits, &ami.Traits{}); traits(c, l.traits[len(l.traits)-1]) }) &&
		records(all[2], l.words, func(c coder) { l.extras = append(l.extras, &ami.Extra{}); extra(c, l.extras[len(l.extras)-1]) }) &&
		records(all[3], l.words, func(c coder) { l.shapes = append(l.shapes, ami.Device{}); device(c, &l.shapes[len(l.shapes)-1]) })
	if !ok {
		return errors.New("what its images share makes no sense")
	}
	return nil
}

// records reads the records of a dictionary, each to its end.
func records(c column, words column, read func(coder)) bool {
	for i := range c.ends.len() {
		s, ok := c.at(i)
		d := &decoder{words: words, rest: s, bad: !ok}
		if read(d); d.bad || d.rest != "" {
			return false
		}
	}
	return true
}

// parts does work on n things in as many parts as there are processors, and
// reports whether all went well.
func parts(n int, work func(from, to int) bool) bool {
	const least = 2000
	count := min(runtime.GOMAXPROCS(0), n/least+1)
	fine := make([]bool, count)
	var all sync.WaitGroup
	for i := range count {
		all.Go(func() { fine[i] = work(n*i/count, n*(i+1)/count) })
	}
	all.Wait()
	for _, ok := range fine {
		if !ok {
			return false
		}
	}
	return true
}

// Len is how many images there are.
func (l *List) Len() int { return l.n }

// Images are the images from one number to before another, the newest first.
// Their texts have passed the boundary of safe text again: a file is not to be
// trusted.
func (l *List) Images(from, to int) ([]ami.Image, error) {
	from, to = max(0, min(from, l.n)), max(0, min(to, l.n))
	if from >= to {
		return nil, nil
	}
	images := make([]ami.Image, to-from)
	ok := parts(len(images), func(a, b int) bool { return l.fill(images[a:b], from+a) })
	if !ok {
		return nil, errors.New("its images make no sense")
	}
	return images, nil
}

// fill reads images in a row; first is the number of the first one.
func (l *List) fill(images []ami.Image, first int) bool {
	end := first + len(images)
	tags, tagsOK := span(l.tagEnd, first, end, l.tags.len()/2)
	devices, devicesOK := span(l.devEnd, first, end, l.shapeOf.len())
	if !tagsOK || !devicesOK {
		return false
	}
	s := slabs{tags: make([]ami.Tag, 0, tags), devices: make([]ami.Device, 0, devices), volumes: make([]ami.EBS, 0, devices)}
	for i := range images {
		if !l.image(&images[i], first+i, &s) {
			return false
		}
	}
	return true
}

// span is how many things the images from one number to another have, and
// whether that makes sense.
func span(ends numbers, from, to, most int) (n int, ok bool) {
	a, b := ends.before(from), ends.before(to)
	return int(b) - int(a), a <= b && int(b) <= most
}

// slabs are the memory that the small things of many images share.
type slabs struct {
	tags    []ami.Tag
	devices []ami.Device
	volumes []ami.EBS
}

// image reads image i.
func (l *List) image(img *ami.Image, i int, s *slabs) bool {
	var texts [len(l.texts)]string
	for n := range texts {
		t, ok := l.texts[n].at(i)
		if !ok {
			return false
		}
		texts[n] = t
	}
	trait, rare, cut := int(l.traitOf.at(i)), int(l.extraOf.at(i)), int(l.tails.at(i))
	if trait >= len(l.traits) || rare >= len(l.extras) || cut > len(texts[1]) {
		return false
	}
	img.Traits, img.Extra = l.traits[trait], l.extras[rare]
	img.ID, img.Location, img.Description = text.Clean(texts[0]), text.Clean(texts[1]), text.Clean(texts[3])
	img.Name = text.Clean(texts[2])
	if cut > 0 {
		img.Name = text.Clean(texts[1][len(texts[1])-cut:])
	}
	img.Created, img.DeprecationTime, img.LastLaunched = ami.ParseDate(texts[4]), ami.ParseDate(texts[5]), ami.ParseDate(texts[6])
	return l.tagsOf(img, i, s) && l.devicesOf(img, i, s)
}

func (l *List) tagsOf(img *ami.Image, i int, s *slabs) bool {
	begin, from, end := len(s.tags), l.tagEnd.before(i), l.tagEnd.at(i)
	if from > end || int(end) > l.tags.len()/2 || int(end-from) > cap(s.tags)-begin {
		return false // the ends go up and down
	}
	for n := from; n < end; n++ {
		key, value := int(l.tags.at(int(n)*2)), int(l.tags.at(int(n)*2+1))
		if key >= l.words.ends.len() || value >= l.words.ends.len() {
			return false
		}
		k, keyOK := l.words.at(key)
		v, valueOK := l.words.at(value)
		if !keyOK || !valueOK {
			return false
		}
		s.tags = append(s.tags, ami.Tag{Key: text.Clean(k), Value: text.Clean(v)})
	}
	if n := len(s.tags); n > begin {
		img.Tags = s.tags[begin:n:n]
	}
	return true
}

func (l *List) devicesOf(img *ami.Image, i int, s *slabs) bool {
	begin, from, end := len(s.devices), l.devEnd.before(i), l.devEnd.at(i)
	if from > end || int(end) > l.shapeOf.len() || int(end-from) > cap(s.devices)-begin {
		return false
	}
	for n := from; n < end; n++ {
		shape := int(l.shapeOf.at(int(n)))
		snapshot, ok := l.snapshots.at(int(n))
		if !ok || shape >= len(l.shapes) {
			return false
		}
		d := l.shapes[shape]
		if d.EBS != nil {
			s.volumes = append(s.volumes, *d.EBS)
			d.EBS = &s.volumes[len(s.volumes)-1]
			d.EBS.SnapshotID = text.Clean(snapshot)
		}
		s.devices = append(s.devices, d)
	}
	if n := len(s.devices); n > begin {
		img.Devices = s.devices[begin:n:n]
	}
	return true
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
	s, ok := d.words.at(int(n))
	*t, d.bad = text.Clean(s), !ok
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
