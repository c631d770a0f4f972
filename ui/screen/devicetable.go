package screen

import (
	"fmt"
	"slices"
	"strings"

	"tami/ui/kit"
)

// fitting are the columns that fit into w cells beside names, those of the
// lowest rank first, in the order of the table. What is left goes to the last
// one.
func fitting(cols []deviceColumn, names, w int) []deviceColumn {
	byRank := slices.Clone(cols)
	slices.SortStableFunc(byRank, func(a, b deviceColumn) int { return a.rank - b.rank })
	left := w - names - 3
	shown := map[string]bool{}
	for _, c := range byRank {
		if c.width+2 > left {
			break
		}
		left -= c.width + 2
		shown[c.title] = true
	}
	cols = slices.DeleteFunc(slices.Clone(cols), func(c deviceColumn) bool { return !shown[c.title] })
	if n := len(cols); n > 0 && !cols[n-1].right {
		cols[n-1].width += left
	}
	return cols
}

func (d *devices) drawTable(e Env, r row, w int, picture bool) []string {
	st, g := e.Styles, e.Styles.Glyphs
	names := 6
	for _, dev := range r.img.Devices {
		names = max(names, kit.Width(dev.Name.String()))
	}
	names = min(names, 16)
	cols := fitting(d.columns(e, r, picture), names, w)
	head := kit.NewLine(w, "").Space(2).Add(st.ColumnTitle, kit.Pad("DEVICE", names, ""))
	for _, c := range cols {
		head.Space(2).Add(st.ColumnTitle, justify(c.title, c.width, c.right, ""))
	}
	lines := []string{head.String()}
	for i := d.top; i < min(d.top+d.table, len(r.img.Devices)); i++ {
		lines = append(lines, d.drawDevice(e, r, i, cols, names, w))
	}
	if more := len(r.img.Devices) - d.top - d.table; more > 0 || d.top > 0 {
		lines = append(lines, kit.NewLine(w, g.Ellipsis).Space(2).Add(st.Faint,
			fmt.Sprintf("%d to %d of %d devices", d.top+1, min(d.top+d.table, len(r.img.Devices)), len(r.img.Devices))).String())
	}
	return lines
}

func justify(s string, w int, right bool, ellipsis string) string {
	if right {
		return kit.PadLeft(s, w, ellipsis)
	}
	return kit.Pad(s, w, ellipsis)
}

func (d *devices) drawDevice(e Env, r row, i int, cols []deviceColumn, names, w int) string {
	st, g := e.Styles, e.Styles.Glyphs
	dev := r.img.Devices[i]
	paint := func(p kit.Painter) kit.Painter {
		if i == d.at {
			return st.Cursor
		}
		return p
	}
	mark := " "
	if i == d.at {
		mark = g.Cursor
	}
	l := kit.NewLine(w, g.Ellipsis).Add(paint(st.Accent), mark+" ").Add(paint(st.Text), kit.Pad(dev.Name.String(), names, g.Ellipsis))
	if dev.EBS == nil {
		l.SpaceIn(paint(nil), 2).Add(paint(st.Muted), strings.Join(deviceWords(e, r, dev, false), " "+g.Dot+" "))
		return l.SpaceIn(paint(nil), l.Left()).String()
	}
	snap, _ := e.State.Snapshot(r.at, dev.EBS.SnapshotID.String())
	for _, c := range cols {
		text := c.text(dev.EBS, snap)
		if text == "" {
			text = g.None
		}
		if head, tail, cut := kit.Middle(text, c.width); cut && c.title == alsoIn {
			text = text[:head] + g.Ellipsis + text[tail:] // names differ in their tails
		}
		l.SpaceIn(paint(nil), 2).Add(paint(st.Muted), justify(text, c.width, c.right, g.Ellipsis))
	}
	return l.SpaceIn(paint(nil), l.Left()).String()
}
