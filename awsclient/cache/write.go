package cache

import (
	"bufio"
	"encoding/binary"
	"errors"
	"hash"
	"hash/crc32"
	"io"
	"math"
	"slices"
	"time"

	"tami/model/ami"
	"tami/model/query"
	"tami/model/text"
)

// What a file begins with. A change of what follows is a new version.
const (
	magic   = "tami images\n"
	version = 2
)

func castagnoli() *crc32.Table { return crc32.MakeTable(crc32.Castagnoli) }

// dictionary numbers texts, or records of fields.
type dictionary struct {
	ids map[string]uint32
	all []string
}

func (d *dictionary) id(s string) uint32 {
	id, ok := d.ids[s]
	if !ok {
		id = uint32(len(d.all))
		d.ids[s] = id
		d.all = append(d.all, s)
	}
	return id
}

// bytes is id for a text that is made anew each time: only a new one is copied.
func (d *dictionary) bytes(b []byte) uint32 {
	if id, ok := d.ids[string(b)]; ok {
		return id
	}
	return d.id(string(b))
}

func newDictionary() *dictionary { return &dictionary{ids: map[string]uint32{}} }

// encoder writes the fields of a record; texts become numbers of words.
type encoder struct {
	words *dictionary
	b     []byte
}

func (e *encoder) uint(n uint64)     { e.b = binary.AppendUvarint(e.b, n) }
func (e *encoder) word(t *text.Safe) { e.uint(uint64(e.words.id(t.Raw()))) }
func (e *encoder) date(d *ami.Date)  { e.word(new(d.Text())) }
func (e *encoder) flag(f *ami.Flag)  { e.b = append(e.b, byte(*f)) }
func (e *encoder) number(n *int32)   { e.b = binary.AppendVarint(e.b, int64(*n)) }
func (e *encoder) count(n int) int   { e.uint(uint64(n)); return n }
func (e *encoder) truth(b *bool) {
	n := byte(0)
	if *b {
		n = 1
	}
	e.b = append(e.b, n)
}

// record is the number of a record in its dictionary.
func record[T any](e *encoder, in *dictionary, fields func(coder, *T), of *T) uint32 {
	e.b = e.b[:0]
	fields(e, of)
	return in.bytes(e.b)
}

// table is a list of images taken apart: what they share, by number.
type table struct {
	images                           []*ami.Image // the newest first, as they are looked at
	words, traits, extras, shapes    *dictionary
	traitOf, extraOf, tagEnd, devEnd []uint32
	tags, shapeOf                    []uint32 // of tags, key and value in turn
}

func take(images []*ami.Image) *table {
	t := &table{
		images: slices.Clone(images), words: newDictionary(), traits: newDictionary(), extras: newDictionary(), shapes: newDictionary(),
		traitOf: make([]uint32, len(images)), extraOf: make([]uint32, len(images)), tagEnd: make([]uint32, len(images)), devEnd: make([]uint32, len(images)),
	}
	slices.SortStableFunc(t.images, func(a, b *ami.Image) int {
		switch x, y := a.Created.UnixMilli(), b.Created.UnixMilli(); {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	tags, devices := 0, 0
	for _, img := range images {
		tags, devices = tags+len(img.Tags), devices+len(img.Devices)
	}
	t.tags, t.shapeOf = make([]uint32, 0, 2*tags), make([]uint32, 0, devices) // to grow by appending would take as much again
	e := &encoder{words: t.words}
	knownTraits, knownExtras := map[*ami.Traits]uint32{}, map[*ami.Extra]uint32{}
	for i, img := range t.images {
		t.traitOf[i] = known(knownTraits, img.Traits, func() uint32 { return record(e, t.traits, traits, img.Traits) })
		t.extraOf[i] = known(knownExtras, img.Extra, func() uint32 { return record(e, t.extras, extra, img.Extra) })
		for _, tag := range img.Tags {
			t.tags = append(t.tags, t.words.id(tag.Key.Raw()), t.words.id(tag.Value.Raw()))
		}
		for n := range img.Devices {
			t.shapeOf = append(t.shapeOf, record(e, t.shapes, device, &img.Devices[n]))
		}
		t.tagEnd[i], t.devEnd[i] = uint32(len(t.tags)/2), uint32(len(t.shapeOf))
	}
	return t
}

// known is the number of what a pointer points at, worked out once.
func known[T any](ids map[*T]uint32, p *T, work func() uint32) uint32 {
	id, ok := ids[p]
	if !ok {
		id = work()
		ids[p] = id
	}
	return id
}

// tail is how much of the end of an image's location is its name, 0 where it is
// not: images in EBS are called owner/name.
func tail(img *ami.Image) uint32 {
	name, location := img.Name.Raw(), img.Location.Raw()
	if len(name) > 0 && len(location) >= len(name) && location[len(location)-len(name):] == name {
		return uint32(len(name))
	}
	return 0
}

// sink writes numbers and texts, and minds the first error, and how long each
// section is and its checksum.
type sink struct {
	w    *bufio.Writer
	sum  hash.Hash32
	size uint64
	ends []byte // of the sections that are written: see section
	err  error
}

func newSink(to io.Writer) *sink {
	s := &sink{sum: crc32.New(castagnoli())}
	s.w = bufio.NewWriterSize(io.MultiWriter(to, s.sum, (*counter)(&s.size)), 1<<18)
	return s
}

// counter counts bytes.
type counter uint64

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

// end ends a section.
func (s *sink) end() {
	s.err = errors.Join(s.err, s.w.Flush())
	s.ends = section{s.size, s.sum.Sum32()}.append(s.ends)
	s.size = 0
	s.sum.Reset()
}

func (s *sink) number(n uint32) {
	_, _ = s.w.Write(binary.LittleEndian.AppendUint32(s.w.AvailableBuffer(), n)) // a bufio.Writer keeps its error for the end
}

func (s *sink) numbers(list []uint32) {
	for _, n := range list {
		s.number(n)
	}
}

// column writes n texts: where each ends, then all of them in one.
func (s *sink) column(n int, at func(int) string) {
	end := uint64(0)
	for i := range n {
		end += uint64(len(at(i)))
		s.number(uint32(end))
	}
	if end > math.MaxUint32 {
		s.err = errors.New("the texts of the list are too long to be kept")
		return
	}
	for i := range n {
		_, _ = s.w.WriteString(at(i))
	}
}

func (s *sink) dictionary(d *dictionary) {
	s.number(uint32(len(d.all)))
	s.column(len(d.all), func(i int) string { return d.all[i] })
}

// write puts a list into its form on disk: the images, what is searched in, what
// is known about that, and where each of the three ends.
func write(to io.Writer, key [32]byte, images []*ami.Image, read time.Time) error {
	s := newSink(to)
	t := take(images)
	head := append([]byte(magic), 0, 0, 0, 0)
	binary.LittleEndian.PutUint32(head[len(magic):], version)
	head = append(head, key[:]...)
	head = binary.LittleEndian.AppendUint64(head, uint64(read.UnixMilli()))
	_, _ = s.w.Write(head)
	s.number(uint32(len(t.images)))
	for _, d := range []*dictionary{t.words, t.traits, t.extras, t.shapes} {
		s.dictionary(d)
	}
	for _, list := range [][]uint32{t.traitOf, t.extraOf, t.tagEnd, t.devEnd} {
		s.numbers(list)
	}
	s.numbers(t.tags)
	s.numbers(t.shapeOf)
	t.texts(s)
	s.end()
	marks := query.Index(t.images, func(piece string) { _, _ = s.w.WriteString(piece) })
	s.end()
	_, _ = s.w.Write(marks)
	s.end()
	if s.err != nil {
		return s.err
	}
	_, err := to.Write(sealed(s.ends))
	return err
}

// texts writes what each image has for itself.
func (t *table) texts(s *sink) {
	for _, img := range t.images {
		s.number(tail(img))
	}
	for _, of := range []func(*ami.Image) string{
		func(i *ami.Image) string { return i.ID.Raw() },
		func(i *ami.Image) string { return i.Location.Raw() },
		func(i *ami.Image) string {
			if tail(i) > 0 {
				return ""
			}
			return i.Name.Raw()
		},
		func(i *ami.Image) string { return i.Description.Raw() },
		func(i *ami.Image) string { return i.Created.Text().Raw() },
		func(i *ami.Image) string { return i.DeprecationTime.Text().Raw() },
		func(i *ami.Image) string { return i.LastLaunched.Text().Raw() },
	} {
		s.column(len(t.images), func(i int) string { return of(t.images[i]) })
	}
	snapshots := make([]string, 0, len(t.shapeOf))
	for _, img := range t.images {
		for n := range img.Devices {
			id := ""
			if e := img.Devices[n].EBS; e != nil {
				id = e.SnapshotID.Raw()
			}
			snapshots = append(snapshots, id)
		}
	}
	s.column(len(snapshots), func(i int) string { return snapshots[i] })
}
