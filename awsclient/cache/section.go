package cache

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"strings"
	"sync"
)

// section is a part of a file: how long it is, in bytes, and its checksum.
type section struct {
	size uint64
	sum  uint32
}

// How long a section is in the table at the end of a file, how many there are,
// and the table with its own checksum.
const (
	entrySize = 8 + 4
	sections  = 3
	tableSize = sections*entrySize + 4
)

func (s section) append(b []byte) []byte {
	return binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint64(b, s.size), s.sum)
}

// sealed is something short with its checksum behind it.
func sealed(b []byte) []byte {
	return binary.LittleEndian.AppendUint32(b, crc32.Checksum(b, castagnoli()))
}

// unsealed is what stands in front of a checksum that fits.
func unsealed(b []byte) ([]byte, error) {
	n := len(b) - 4
	if n < 0 {
		return nil, errCut
	}
	if crc32.Checksum(b[:n], castagnoli()) != binary.LittleEndian.Uint32(b[n:]) {
		return nil, errDamaged
	}
	return b[:n], nil
}

var (
	errCut     = errors.New("it is cut short")
	errDamaged = errors.New("its checksum is wrong: it is damaged, or was cut short")
)

// content is a file, taken apart.
type content struct {
	list  string // the images
	text  string // what is searched in
	marks []byte // what is known about that: see query.Index
}

// contentOf reads a file of some size, the images and the rest side by side, and
// looks at the checksums.
func contentOf(file io.ReaderAt, size int64) (content, error) {
	table, err := tableOf(file, size)
	if err != nil {
		return content{}, err
	}
	var c content
	var faults [sections]error
	var rest sync.WaitGroup
	at := int64(table[0].size)
	rest.Go(func() {
		var text, marks strings.Builder
		faults[1] = table[1].read(file, at, &text)
		faults[2] = table[2].read(file, at+int64(table[1].size), &marks)
		c.text, c.marks = text.String(), []byte(marks.String())
	})
	var list strings.Builder
	faults[0] = table[0].read(file, 0, &list)
	rest.Wait()
	c.list = list.String()
	return c, errors.Join(faults[:]...)
}

// tableOf is the table of a file's sections.
func tableOf(file io.ReaderAt, size int64) (all [sections]section, err error) {
	if size < tableSize {
		return all, errCut
	}
	b := make([]byte, tableSize)
	if _, err := file.ReadAt(b, size-tableSize); err != nil {
		return all, err
	}
	if b, err = unsealed(b); err != nil {
		return all, err
	}
	left := uint64(size - tableSize)
	for i := range all {
		e := b[i*entrySize:]
		all[i] = section{binary.LittleEndian.Uint64(e), binary.LittleEndian.Uint32(e[8:])}
		if all[i].size > left {
			return all, errCut
		}
		left -= all[i].size
	}
	if left > 0 {
		return all, errCut
	}
	return all, nil
}

// read reads a section from where it begins.
func (s section) read(file io.ReaderAt, at int64, to *strings.Builder) error {
	to.Grow(int(s.size))
	sum := crc32.New(castagnoli())
	from := io.NewSectionReader(file, at, int64(s.size))
	n, err := io.CopyBuffer(struct{ io.Writer }{io.MultiWriter(to, sum)}, struct{ io.Reader }{from}, make([]byte, 1<<18))
	switch {
	case err != nil:
		return err
	case uint64(n) != s.size:
		return errCut
	case sum.Sum32() != s.sum:
		return errDamaged
	}
	return nil
}
