package model

// Cursor is a place in a list that stays with the row it stands on: when the
// list changes under it, it finds its row again by ID, and only when the row
// is gone does it stay where it was.
type Cursor struct {
	ID    string // the row's ID; empty before the first row was seen
	Index int    // where it stands
	Top   int    // the first row that is drawn
}

// Settle finds the cursor's row in a list of total rows; id gives the ID of a
// row, and find looks one up among the rows at hand.
func (c *Cursor) Settle(total int, id func(int) string, find func(string) (int, bool)) {
	if total == 0 {
		c.Index, c.Top = 0, 0
		return
	}
	if c.ID != "" && (c.Index >= total || id(c.Index) != c.ID) {
		if i, ok := find(c.ID); ok {
			c.Top += i - c.Index // the row keeps its line on the screen
			c.Index = i
		}
	}
	c.Index = max(0, min(c.Index, total-1))
	c.Top = max(0, c.Top)
	c.ID = id(c.Index)
}

// Move goes d rows on, within a list of total rows.
func (c *Cursor) Move(d, total int, id func(int) string) { c.To(c.Index+d, total, id) }

// To goes to a row, within a list of total rows.
func (c *Cursor) To(i, total int, id func(int) string) {
	if total == 0 {
		return
	}
	c.Index = max(0, min(i, total-1))
	c.ID = id(c.Index)
}

// Window is the first row to draw in h lines so that the cursor is among them:
// the list scrolls only when the cursor would leave it.
func (c *Cursor) Window(h, total int) int {
	top := c.Top
	if c.Index < top {
		top = c.Index
	}
	if c.Index >= top+h {
		top = c.Index - h + 1
	}
	return max(0, min(top, total-h))
}
