package query

import (
	"iter"

	"tami/model/ami"
)

// All goes through the images, in the order of their rows.
func (c *Corpus) All() iter.Seq[*ami.Image] {
	return func(yield func(*ami.Image) bool) {
		for _, img := range c.images {
			if img != nil && !yield(img) {
				return
			}
		}
	}
}
