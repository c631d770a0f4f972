package query

import (
	"encoding/binary"
	"errors"
	"math"

	"tami/model/ami"
)

// indexed is how many rows stand together in an index: a multiple of 64, so that
// the sets of rows of one begin where those of the one before end. Few of them
// need little memory while the index is made.
const indexed = 1024

// marksARow is about how many bytes are known about a row: 12 of its own, 16 of
// the sets that it is in.
const marksARow = 32

var errIndex = errors.New("the index of these images makes no sense")

// Index reckons what a search needs of images, for Restore to take up later
// without reckoning it again: text is called with what is searched in, one piece
// behind the other, and the marks are what is known about it. It needs little
// memory besides, however many images there are.
func Index(images []*ami.Image, text func(string)) (marks []byte) {
	var scratch [2][]byte
	marks = make([]byte, 0, len(images)*marksARow)
	for len(images) > 0 {
		n := min(indexed, len(images))
		c := New(Place{})
		c.slots, c.images, c.ages = make([]slot, 0, n), newImages(n)[:0], make([]int64, 0, n)
		c.scratch = scratch
		rows := c.newPage(n)
		for _, img := range images[:n] {
			rows.place(img) // two of one ID are two rows, as they are in Rows
		}
		rows.finish()
		for i := range c.slots {
			text(c.slots[i].key)
		}
		marks = c.appendMarks(marks)
		images, scratch = images[n:], c.scratch
	}
	return marks
}

// appendMarks writes what is known about the texts, little-endian.
func (c *Corpus) appendMarks(b []byte) []byte {
	le := binary.LittleEndian
	n, humped, wide := len(c.slots), 0, 0
	b = le.AppendUint32(b, uint32(n))
	for i := range c.slots {
		b = le.AppendUint16(b, uint16(len(c.slots[i].key)))
	}
	for i := range c.slots {
		b = le.AppendUint16(b, c.slots[i].name)
		if c.slots[i].hump >= 0 {
			humped++
		}
		if c.slots[i].wide {
			wide++
		}
	}
	for _, age := range c.ages {
		b = le.AppendUint64(b, uint64(age))
	}
	b = le.AppendUint32(b, uint32(humped))
	for i := range c.slots {
		if s := &c.slots[i]; s.hump >= 0 {
			b = le.AppendUint32(b, uint32(i))
			b = le.AppendUint32(b, uint32(s.hump))
		}
	}
	b = appendWords(le.AppendUint32(b, uint32(len(c.humps))), c.humps, len(c.humps))
	b = le.AppendUint32(b, uint32(wide))
	for i := range c.slots {
		if c.slots[i].wide {
			b = le.AppendUint32(b, uint32(i))
			b = le.AppendUint32(b, uint32(len(c.wide[int32(i)])))
			b = append(b, c.wide[int32(i)]...)
		}
	}
	words := (n + 63) / 64
	b = appendWords(b, c.broad, words)
	for k := range c.chars {
		b = appendWords(appendWords(b, c.chars[k], words), c.starts[k], words)
	}
	return b
}

func appendWords(b []byte, set []uint64, n int) []byte {
	for _, w := range set {
		b = binary.LittleEndian.AppendUint64(b, w)
	}
	return append(b, make([]byte, 8*(n-len(set)))...)
}

// Restore fills an empty Corpus with rows and with what Index reckoned of them.
// The images are put together when they are looked at. An index that does not
// fit the rows, or that makes no sense, is an error, and leaves the Corpus empty.
func (c *Corpus) Restore(rows ami.Rows, text string, marks []byte) error {
	if len(c.slots) > 0 || rows.Len() > math.MaxInt32 {
		return errIndex
	}
	fresh := New(c.place)
	fresh.version = c.version + 1
	fresh.later = rows
	fresh.slots, fresh.ages = make([]slot, 0, rows.Len()), make([]int64, 0, rows.Len())
	r := &marksReader{rest: marks, text: text}
	for len(r.rest) > 0 && !r.bad {
		fresh.restore(r)
	}
	if r.bad || r.text != "" || len(fresh.slots) != rows.Len() {
		return errIndex
	}
	fresh.images = newImages(rows.Len())
	fresh.live, fresh.unlisted = rows.Len(), true
	seen := traitNumbers{c: fresh}
	for i := range fresh.slots {
		fresh.alive.set(int32(i))
		fresh.slots[i].traits = seen.of(rows.Traits(i))
	}
	*c = *fresh
	return nil
}

// restore reads the rows that stand together.
func (c *Corpus) restore(r *marksReader) {
	from, n := len(c.slots), r.number()
	if n > indexed || n > len(r.rest)/4 || from%64 != 0 {
		r.bad = true
		return
	}
	sizes, names, ages := make([]uint16, n), make([]uint16, n), make([]int64, n)
	r.fill(sizes)
	r.fill(names)
	r.fill(ages)
	c.slots, c.ages = append(c.slots, make([]slot, n)...), append(c.ages, ages...)
	slots := c.slots[from:]
	for i := range slots {
		slots[i] = slot{key: r.take(int(sizes[i])), name: names[i], hump: -1}
		r.bad = r.bad || names[i] > sizes[i]
	}
	c.restoreHumps(r, slots)
	c.restoreWide(r, slots, from)
	if r.bad {
		return
	}
	for i := range slots {
		s := &slots[i]
		s.loose = s.wide || s.hump >= 0 || s.key != "" && separates(s.key[0])
	}
	words := (n + 63) / 64
	c.broad = r.set(c.broad, words)
	for k := range c.chars {
		c.chars[k], c.starts[k] = r.set(c.chars[k], words), r.set(c.starts[k], words)
	}
}

func (c *Corpus) restoreHumps(r *marksReader, slots []slot) {
	before := len(c.humps)
	type at struct{ Row, Hump uint32 }
	list := make([]at, r.count(8))
	r.fill(list)
	humps := make([]uint64, r.count(8))
	r.fill(humps)
	c.humps = append(c.humps, humps...)
	for _, h := range list {
		if int(h.Row) >= len(slots) || int(h.Hump)+(len(slots[h.Row].key)+63)/64 > len(humps) {
			r.bad = true
			return
		}
		slots[h.Row].hump = int32(before + int(h.Hump))
	}
}

func (c *Corpus) restoreWide(r *marksReader, slots []slot, from int) {
	for range r.count(8) {
		row := r.number()
		text := string(r.bytes(r.number()))
		if r.bad || row >= len(slots) {
			r.bad = true
			return
		}
		slots[row].wide = true
		c.wide[int32(from+row)] = text
	}
}

// marksReader reads what appendMarks wrote. After the first thing that makes no
// sense it is bad, and reads nothing more.
type marksReader struct {
	rest []byte
	text string
	bad  bool
}

func (r *marksReader) bytes(n int) []byte {
	if r.bad || n < 0 || n > len(r.rest) {
		r.bad = true
		return nil
	}
	part := r.rest[:n]
	r.rest = r.rest[n:]
	return part
}

// take is the next n bytes of the text.
func (r *marksReader) take(n int) string {
	if r.bad || n > len(r.text) {
		r.bad = true
		return ""
	}
	part := r.text[:n]
	r.text = r.text[n:]
	return part
}

func (r *marksReader) number() int {
	if b := r.bytes(4); b != nil {
		return int(binary.LittleEndian.Uint32(b))
	}
	return 0
}

// count is how many things of some size follow: never more than there can be.
func (r *marksReader) count(size int) int {
	n := r.number()
	if n > len(r.rest)/size {
		r.bad = true
		return 0
	}
	return n
}

// fill reads numbers of fixed sizes.
func (r *marksReader) fill(list any) {
	if b := r.bytes(binary.Size(list)); b != nil {
		_, _ = binary.Decode(b, binary.LittleEndian, list) // as many bytes as it takes
	}
}

// set appends words of a set of rows.
func (r *marksReader) set(b bitset, words int) bitset {
	from := len(b)
	b = append(b, make([]uint64, words)...)
	r.fill([]uint64(b[from:]))
	return b
}
