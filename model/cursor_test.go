package model

import (
	"slices"
	"testing"
)

func list(ids ...string) (int, func(int) string, func(string) (int, bool)) {
	return len(ids), func(i int) string { return ids[i] }, func(id string) (int, bool) {
		i := slices.Index(ids, id)
		return i, i >= 0
	}
}

func TestCursorStaysWithItsRow(t *testing.T) {
	for name, c := range map[string]struct {
		at   Cursor
		rows []string
		want Cursor
	}{
		"first row of a new list":      {Cursor{}, []string{"a", "b"}, Cursor{ID: "a"}},
		"rows put in front":            {Cursor{ID: "b", Index: 1}, []string{"x", "y", "a", "b"}, Cursor{ID: "b", Index: 3, Top: 2}},
		"rows taken from the front":    {Cursor{ID: "c", Index: 2, Top: 2}, []string{"c", "d"}, Cursor{ID: "c", Index: 0, Top: 0}},
		"the row itself gone":          {Cursor{ID: "b", Index: 1}, []string{"a", "c"}, Cursor{ID: "c", Index: 1}},
		"the last row gone":            {Cursor{ID: "c", Index: 2}, []string{"a", "b"}, Cursor{ID: "b", Index: 1}},
		"everything gone keeps the ID": {Cursor{ID: "c", Index: 2}, nil, Cursor{ID: "c"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := c.at
			got.Settle(list(c.rows...))
			if got != c.want {
				t.Errorf("%+v, want %+v", got, c.want)
			}
		})
	}
}

func TestWindowHoldsTheCursor(t *testing.T) {
	for _, c := range []struct{ index, top, h, total, want int }{
		{0, 0, 5, 20, 0}, {4, 0, 5, 20, 0}, {5, 0, 5, 20, 1}, {19, 0, 5, 20, 15},
		{3, 10, 5, 20, 3}, {2, 2, 5, 3, 0}, {0, 0, 0, 0, 0},
	} {
		cur := Cursor{Index: c.index, Top: c.top}
		if got := cur.Window(c.h, c.total); got != c.want {
			t.Errorf("cursor %d, top %d, %d lines of %d rows: window %d, want %d", c.index, c.top, c.h, c.total, got, c.want)
		}
	}
}
