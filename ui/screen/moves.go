package screen

import "tami/model/op"

// step is where a movement key takes the cursor in a list of total rows, of
// which height are on the screen; ok is false for any other key.
func step(id op.ID, i, height, total int) (int, bool) {
	height = max(1, height)
	switch id {
	case "cursor.up":
		i--
	case "cursor.down":
		i++
	case "cursor.top":
		i = 0
	case "cursor.bottom":
		i = total - 1
	case "cursor.halfup":
		i -= max(1, height/2)
	case "cursor.halfdown":
		i += max(1, height/2)
	case "cursor.pageup":
		i -= height
	case "cursor.pagedown":
		i += height
	default:
		return i, false
	}
	return max(0, min(i, total-1)), true
}

// cursor is a place in a list that is short enough to need no more than
// numbers.
type cursor struct{ at, top, height int }

// do moves the cursor.
func (c *cursor) do(id op.ID, total int) bool {
	at, ok := step(id, c.at, c.height, total)
	if ok {
		c.at = at
	}
	return ok
}

// fit keeps the cursor inside the list and on the screen; called when the
// room is known, before drawing.
func (c *cursor) fit(height, total int) {
	c.height = height
	c.at = max(0, min(c.at, total-1))
	if c.at < c.top {
		c.top = c.at
	}
	if c.at >= c.top+height {
		c.top = c.at - height + 1
	}
	c.top = max(0, min(c.top, total-height))
}

// scroller is a window over lines without a cursor.
type scroller struct{ top, height, total int }

// do scrolls.
func (s *scroller) do(id op.ID) bool {
	switch id {
	case "cursor.up":
		s.top--
	case "cursor.down":
		s.top++
	case "cursor.bottom":
		s.top = s.total
	default:
		top, ok := step(id, s.top, s.height, s.total)
		if !ok {
			return false
		}
		s.top = top
	}
	s.fit(s.height, s.total)
	return true
}

// fit keeps the window inside the text.
func (s *scroller) fit(height, total int) {
	s.height, s.total = max(1, height), total
	s.top = max(0, min(s.top, total-s.height))
}
