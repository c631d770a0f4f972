package query

import "tami/model/ami"

// families are the rows' families, reckoned when they are first asked for:
// most searches never do.
type families struct {
	names []string
	ids   map[string]uint32
	of    []uint32 // for each row, one more than its number in names; 0 is not reckoned
}

func (f *families) forget(row int32) {
	if int(row) < len(f.of) {
		f.of[row] = 0
	}
}

// nameFamilies reckons the families of the rows that have none yet.
func (c *Corpus) nameFamilies() {
	f := &c.family
	if f.ids == nil {
		f.ids = map[string]uint32{}
	}
	f.of = append(f.of, make([]uint32, len(c.images)-len(f.of))...)
	var todo []int32
	for row, of := range f.of {
		if of == 0 && c.alive.has(int32(row)) {
			todo = append(todo, int32(row))
		}
	}
	names := make([]string, len(todo))
	spread(len(todo), parts(len(todo)), func(_, from, to int) {
		for n := from; n < to; n++ {
			names[n] = ami.Family(c.At(todo[n]).Name.String())
		}
	})
	for n, row := range todo {
		id, ok := f.ids[names[n]]
		if !ok {
			f.names = append(f.names, names[n])
			id = uint32(len(f.names))
			f.ids[names[n]] = id
		}
		f.of[row] = id
	}
}

// familyOf is the family of a row, after nameFamilies.
func (c *Corpus) familyOf(row int32) string { return c.family.names[c.family.of[row]-1] }

// EachFamily visits all images with their families, in the order in which the
// images came. Like Family it is slow the first time only.
func (c *Corpus) EachFamily(visit func(family string, img *ami.Image)) {
	c.nameFamilies()
	for row, img := range c.each() {
		visit(c.familyOf(row), img)
	}
}

// Family lists the rows of a family (see ami.Family), in the order in which
// the images came. The first call for a Corpus costs a microsecond an image.
func (c *Corpus) Family(name string) []int32 {
	c.nameFamilies()
	id, ok := c.family.ids[name]
	if !ok {
		return nil
	}
	var rows []int32
	for row, of := range c.family.of {
		if of == id && c.alive.has(int32(row)) {
			rows = append(rows, int32(row))
		}
	}
	return rows
}
