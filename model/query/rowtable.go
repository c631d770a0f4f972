package query

import "hash/maphash"

// rowTable finds the row of an image's ID. It holds rows alone, four bytes
// each, since the IDs stand in the images already.
type rowTable struct {
	seed maphash.Seed
	at   []int32 // one more than a row; 0 is free, and gone was let go
	used int     // of at, gone ones included
}

// gone marks a place whose row was let go: a search goes on beyond it.
const gone = -1

// smallTable is how many places a table has at least; always a power of two.
const smallTable = 64

// find is the place of an ID, or the free one where it belongs.
func (t *rowTable) find(id string, idOf func(row int32) string) (place int, found bool) {
	mask := len(t.at) - 1
	for n := int(maphash.String(t.seed, id)) & mask; ; n = (n + 1) & mask {
		switch row := t.at[n]; {
		case row == 0:
			return n, false
		case row != gone && idOf(row-1) == id:
			return n, true
		}
	}
}

func (c *Corpus) idOf(row int32) string {
	if img := c.images[row].Load(); img != nil {
		return img.ID.String()
	}
	return c.later.ID(int(row))
}

// Row is the row of the image with that ID. The first call after Restore takes
// some ten milliseconds for 100,000 images, which a start need not wait for.
func (c *Corpus) Row(id string) (int32, bool) {
	if c.unlisted {
		c.list()
	}
	if len(c.rows.at) == 0 {
		return 0, false
	}
	place, found := c.rows.find(id, c.idOf)
	if !found {
		return 0, false
	}
	return c.rows.at[place] - 1, true
}

// list puts all rows into the table. Of two with one ID the first one stays.
func (c *Corpus) list() {
	c.unlisted = false
	c.growTable()
	for row := range c.slots {
		if !c.alive.has(int32(row)) {
			continue
		}
		id := c.idOf(int32(row))
		if place, found := c.rows.find(id, c.idOf); !found {
			c.rows.at[place] = int32(row) + 1
			c.rows.used++
		}
	}
}

// enrol notes the row of an ID that the table does not have; the row's image
// must be there.
func (c *Corpus) enrol(id string, row int32) {
	t := &c.rows
	if 4*(t.used+1) > 3*len(t.at) {
		c.growTable()
	}
	place, _ := t.find(id, c.idOf)
	t.at[place] = row + 1
	t.used++
}

func (c *Corpus) growTable() {
	old, size := c.rows.at, smallTable
	for 2*(c.live+1) > size { // at most half full, so that it does not grow again soon
		size *= 2
	}
	c.rows = rowTable{seed: maphash.MakeSeed(), at: make([]int32, size)}
	for _, row := range old {
		if row > 0 {
			place, _ := c.rows.find(c.idOf(row-1), c.idOf)
			c.rows.at[place] = row
			c.rows.used++
		}
	}
}

// strike takes an ID out of the table.
func (c *Corpus) strike(id string) {
	if c.unlisted {
		return
	}
	if place, found := c.rows.find(id, c.idOf); found {
		c.rows.at[place] = gone
	}
}
