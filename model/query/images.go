package query

import (
	"iter"
	"sync/atomic"

	"tami/model/ami"
)

// images are those of the rows: nil where Retain has let one go, and where it
// has not been looked at yet (see Corpus.later). A search looks at them from
// several goroutines.
type images []atomic.Pointer[ami.Image]

func newImages(n int) images { return make(images, n) }

func (l images) set(row int32, img *ami.Image) { l[row].Store(img) }

// At is the image of a row, or nil when Retain has let it go. It is the same
// one each time, until it is replaced.
func (c *Corpus) At(row int32) *ami.Image {
	if img := c.images[row].Load(); img != nil || !c.kept(row) {
		return img
	}
	img := c.later.Image(int(row))
	if !c.images[row].CompareAndSwap(nil, img) {
		return c.images[row].Load()
	}
	return img
}

// kept reports that a row's image is to be had from later.
func (c *Corpus) kept(row int32) bool {
	return c.later != nil && int(row) < c.later.Len() && c.alive.has(row)
}

// forgetLater lets go of what images were to be had from once all of them are
// here.
func (c *Corpus) forgetLater() {
	for row := range c.images {
		if c.kept(int32(row)) && c.images[row].Load() == nil {
			return
		}
	}
	c.later = nil
}

// All goes through the images, in the order of their rows.
func (c *Corpus) All() iter.Seq[*ami.Image] {
	return func(yield func(*ami.Image) bool) {
		for _, img := range c.each() {
			if !yield(img) {
				return
			}
		}
	}
}

// each goes through the rows that have images.
func (c *Corpus) each() iter.Seq2[int32, *ami.Image] {
	return func(yield func(int32, *ami.Image) bool) {
		for n := range c.images {
			if img := c.At(int32(n)); img != nil && !yield(int32(n), img) {
				return
			}
		}
	}
}

// traitNumbers numbers combinations of shared traits, so that tests of them are
// made once for all images that share one.
type traitNumbers struct {
	c      *Corpus
	seen   map[*ami.Traits]uint32
	last   *ami.Traits
	number uint32 // of last
}

func (t *traitNumbers) of(traits *ami.Traits) uint32 {
	if traits == t.last {
		return t.number
	}
	id, ok := t.seen[traits]
	if !ok {
		if id, ok = t.c.traitID[*traits]; !ok {
			id = uint32(len(t.c.traits))
			t.c.traits = append(t.c.traits, *traits)
			t.c.traitID[*traits] = id
		}
		if t.seen == nil {
			t.seen = map[*ami.Traits]uint32{}
		}
		t.seen[traits] = id
	}
	t.last, t.number = traits, id
	return id
}
