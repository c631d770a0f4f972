package query

import (
	"fmt"
	"testing"

	"tami/model/ami"
)

// Images come, change and go; each that is there is found in its row.
func TestRowsAreFoundByTheirIDs(t *testing.T) {
	c, want, d := New(Place{}), map[string]bool{}, dice(5)
	if _, found := c.Row("ami-1"); found {
		t.Error("an empty Corpus finds an image")
	}
	for range 400 {
		var page []*ami.Image
		for range d.roll(20) {
			id := fmt.Sprintf("ami-%d", d.roll(900))
			page, want[id] = append(page, image(id, "name of "+id)), true
		}
		c.Upsert(page)
		if d.roll(4) == 0 {
			digit := byte('0' + d.roll(10))
			keep := func(id string) bool { return id[len(id)-1] != digit }
			c.Retain(keep)
			for id := range want {
				if !keep(id) {
					delete(want, id)
				}
			}
		}
	}
	for n := range 900 {
		id := fmt.Sprintf("ami-%d", n)
		row, found := c.Row(id)
		if found != want[id] || found && c.At(row).ID.String() != id {
			t.Fatalf("%s is found: %v, want %v", id, found, want[id])
		}
	}
	if c.Len() != len(want) {
		t.Errorf("%d images, want %d", c.Len(), len(want))
	}
}
