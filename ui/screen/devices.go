package screen

import (
	"fmt"
	"strconv"
	"strings"

	"tami/model/ami"
	"tami/model/op"
	"tami/ui/kit"
)

// devices shows the block device mapping: a picture of the disks to scale and
// a table of what is known of each.
type devices struct {
	cursor
	table     int  // lines that the table's rows have
	explained bool // what becomes of the volume is explained below
}

func (d *devices) name() string { return "Devices" }

func (d *devices) settle(_ Env, r row, room Rect) {
	n := len(r.img.Devices)
	d.table = max(1, min(n, room.H-2-d.picture(r, room)))
	d.fit(d.table, n)
}

// picture is how many lines the picture has: two a disk while they fit above
// the table, or else none.
func (d *devices) picture(r row, room Rect) int {
	want := 0
	for _, dev := range r.img.Devices {
		if want++; dev.EBS != nil {
			want++
		}
	}
	if want+1+2+len(r.img.Devices)+detailLines > room.H {
		return 0
	}
	return want + 1
}

// detailLines is how many lines the device under the cursor is described in.
const detailLines = 6

func (d *devices) do(_ Env, r row, id op.ID) ([]Effect, bool) {
	n := len(r.img.Devices)
	if n == 0 {
		return nil, false
	}
	if id == "item.explain" {
		d.explained = !d.explained
		return nil, true
	}
	if id == "item.copyid" {
		if b := r.img.Devices[d.at].EBS; b != nil && !b.SnapshotID.IsZero() {
			return []Effect{Copy{Text: b.SnapshotID.String(), What: "snapshot ID"}}, true
		}
		return []Effect{Say{"This device has no snapshot whose ID could be copied"}}, true
	}
	return nil, d.cursor.do(id, n)
}

func (d *devices) draw(e Env, r row, room Rect) Picture {
	st, g := e.Styles, e.Styles.Glyphs
	if len(r.img.Devices) == 0 {
		return Picture{Lines: []string{
			kit.NewLine(room.W, g.Ellipsis).Space(2).Add(st.Text, "This image has no block devices in its mapping.").String(),
			kit.NewLine(room.W, g.Ellipsis).Space(2).Add(st.Muted, "Its root device is "+orNone(r.img.RootDeviceType.String())+"; what it boots from lies in S3, at its ImageLocation.").String(),
		}}
	}
	var lines []string
	if d.picture(r, room) > 0 {
		lines = append(lines, d.drawPicture(e, r, room.W)...)
		lines = append(lines, kit.Blank(room.W))
	}
	lines = append(lines, d.drawTable(e, r, room.W)...)
	rest := room.H - len(lines)
	switch dev := r.img.Devices[d.at]; {
	case rest < 3:
	case d.explained && dev.EBS != nil:
		value := dev.EBS.DeleteOnTermination.String()
		lines = append(lines, kit.Blank(room.W))
		lines = append(lines, explained(e, "EbsBlockDevice.DeleteOnTermination", value, r.at.Region, r.img.ID.String(), room.W, rest-1)...)
	default:
		lines = append(lines, kit.Blank(room.W))
		lines = append(lines, deviceDetail(e, r, dev, room.W)...)
	}
	return Picture{Lines: lines}
}

func orNone(s string) string {
	if s == "" {
		return "not named"
	}
	return s
}

// drawPicture draws every disk to one scale: its size, and below it the part
// that holds data.
func (d *devices) drawPicture(e Env, r row, w int) []string {
	st, g := e.Styles, e.Styles.Glyphs
	var largest int32
	names := 4
	for _, dev := range r.img.Devices {
		names = max(names, kit.Width(dev.Name.String()))
		if dev.EBS != nil {
			largest = max(largest, dev.EBS.VolumeSize)
		}
	}
	names = min(names, 16)
	var lines []string
	for i, dev := range r.img.Devices {
		paint := kit.Painter(st.Text)
		if i == d.at {
			paint = st.Accent
		}
		root := "    "
		if dev.Name == r.img.RootDevice {
			root = "root"
		}
		l := kit.NewLine(w, g.Ellipsis).Space(2).Add(paint, kit.Pad(dev.Name.String(), names, g.Ellipsis)).Space(1).Add(st.Muted, root).Space(1)
		if dev.EBS == nil {
			lines = append(lines, l.Add(st.Muted, strings.Join(deviceWords(e, r, dev, false), " · ")).String())
			continue
		}
		lines = append(lines, l.String(), "")
		n := len(lines)
		lines[n-2], lines[n-1] = diskLines(e, r, dev, w, names+8, largest)
		lines[n-2] = joinHead(l, lines[n-2])
	}
	return lines
}

// joinHead puts the label of a disk in front of its bar.
func joinHead(head *kit.Line, bar string) string { return head.Head() + bar }

// diskLines are the bar of a disk's size and the bar of its data.
func diskLines(e Env, r row, dev ami.Device, w, indent int, largest int32) (size, data string) {
	st, g := e.Styles, e.Styles.Glyphs
	b := dev.EBS
	room := max(4, w-indent-22)
	scale := max(4, int(float64(room)*float64(b.VolumeSize)/float64(max(largest, 1))))
	full := strings.Repeat(g.Rule, scale)
	top := kit.NewLine(w-indent, g.Ellipsis).Add(st.Faint, g.BarLeft).Add(st.DiskSize, full).Add(st.Faint, g.BarRight)
	top.Space(1).Add(st.Text, fmt.Sprintf("%d GB %s", b.VolumeSize, b.VolumeType))

	words, part := writtenWords(e, r.at, b)
	bar, empty := kit.Meter(kit.Bar{Full: g.BarFull, Empty: g.BarEmpty}, scale, part, float64(b.VolumeSize))
	low := kit.NewLine(w, g.Ellipsis).Space(indent)
	if part > 0 {
		low.Add(st.Faint, g.BarLeft).Add(st.DiskFull, bar).Add(st.DiskEmpty, empty).Add(st.Faint, g.BarRight).Space(1)
	} else {
		low.Space(1)
	}
	return top.String(), low.Add(st.Muted, words).String()
}

// writtenWords say how much of a volume holds data, and the figure in GB where it
// is known.
func writtenWords(e Env, at ami.Where, b *ami.EBS) (string, float64) {
	if b.SnapshotID.IsZero() {
		return "blank: no snapshot behind it", 0
	}
	need := ami.OneSnapshot{Where: at, ID: b.SnapshotID.String()}
	snap, known := e.State.Snapshot(at, b.SnapshotID.String())
	switch {
	case !known && e.State.Known(need).Problem != nil:
		return "data size not checked: " + e.State.Known(need).Problem.Title, 0
	case !known:
		return e.Styles.Glyphs.Loading + " asking for its snapshot", 0
	case snap == nil:
		return "its snapshot is gone, or not visible to this account", 0
	case snap.FullSize == nil:
		return "data size unknown: AWS does not say it for this snapshot", 0
	}
	gb := float64(*snap.FullSize) / (1 << 30)
	return fmt.Sprintf("%.1f GB written", gb), gb
}

// deviceColumn is a column of the table of devices.
type deviceColumn struct {
	title string
	width int
	right bool
	text  func(b *ami.EBS, s *ami.Snapshot) string
}

func deviceColumns() []deviceColumn {
	number := func(n int32) string {
		if n == 0 {
			return ""
		}
		return strconv.Itoa(int(n))
	}
	return []deviceColumn{
		{"SNAPSHOT", 22, false, func(b *ami.EBS, _ *ami.Snapshot) string { return b.SnapshotID.String() }},
		{"GB", 5, true, func(b *ami.EBS, _ *ami.Snapshot) string { return number(b.VolumeSize) }},
		{"TYPE", 8, false, func(b *ami.EBS, _ *ami.Snapshot) string { return b.VolumeType.String() }},
		{"AT TERMINATION", 14, false, func(b *ami.EBS, _ *ami.Snapshot) string { return termination(b) }},
		{"IOPS", 6, true, func(b *ami.EBS, _ *ami.Snapshot) string { return number(b.IOPS) }},
		{"MB/S", 5, true, func(b *ami.EBS, _ *ami.Snapshot) string { return number(b.Throughput) }},
		{"ENCRYPTED", 22, false, encryption},
		{"TIER", 8, false, func(_ *ami.EBS, s *ami.Snapshot) string {
			if s == nil {
				return ""
			}
			return s.Tier.String()
		}},
		{"STATE", 12, false, func(_ *ami.EBS, s *ami.Snapshot) string {
			if s == nil {
				return ""
			}
			return strings.TrimSpace(s.State.String() + " " + pendingProgress(s))
		}},
	}
}

func pendingProgress(s *ami.Snapshot) string {
	if s.State.String() == "completed" {
		return ""
	}
	return s.Progress.String()
}

func termination(b *ami.EBS) string {
	switch b.DeleteOnTermination {
	case ami.Yes:
		return "deleted"
	case ami.No:
		return "kept"
	}
	return ""
}

func encryption(b *ami.EBS, s *ami.Snapshot) string {
	if s != nil && !s.KeyID.IsZero() {
		key := s.KeyID.String()
		return key[strings.LastIndexByte(key, '/')+1:]
	}
	return b.Encrypted.String()
}

func (d *devices) drawTable(e Env, r row, w int) []string {
	st, g := e.Styles, e.Styles.Glyphs
	names := 6
	for _, dev := range r.img.Devices {
		names = max(names, kit.Width(dev.Name.String()))
	}
	names = min(names, 16)
	cols, used := deviceColumns(), names+4
	for i, c := range cols {
		if used += c.width + 2; used > w {
			cols = cols[:i]
			break
		}
	}
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
		l.SpaceIn(paint(nil), 2).Add(paint(st.Muted), strings.Join(deviceWords(e, r, dev, false), " · "))
		return l.SpaceIn(paint(nil), l.Left()).String()
	}
	snap, _ := e.State.Snapshot(r.at, dev.EBS.SnapshotID.String())
	for _, c := range cols {
		text := c.text(dev.EBS, snap)
		if text == "" {
			text = g.None
		}
		l.SpaceIn(paint(nil), 2).Add(paint(st.Muted), justify(text, c.width, c.right, g.Ellipsis))
	}
	return l.SpaceIn(paint(nil), l.Left()).String()
}

// deviceDetail says of the device under the cursor what a table has no room
// for.
func deviceDetail(e Env, r row, dev ami.Device, w int) []string {
	st, g := e.Styles, e.Styles.Glyphs
	line := func(label, value string) string {
		return kit.NewLine(w, g.Ellipsis).Space(2).Add(st.Muted, kit.Pad(label, 13, "")).Add(st.Text, value).String()
	}
	if dev.EBS == nil {
		return []string{line(dev.Name.String(), strings.Join(deviceWords(e, r, dev, true), " · "))}
	}
	lines := []string{line(dev.Name.String(), strings.Join(deviceWords(e, r, dev, true), " · "))}
	snap, known := e.State.Snapshot(r.at, dev.EBS.SnapshotID.String())
	if !known || snap == nil {
		return lines
	}
	facts := []struct{ label, value string }{
		{"snapshot", strings.TrimSpace(snap.ID.String() + " " + snap.State.String() + " " + snap.Progress.String() + ", made " + snap.Started.Text.String())},
		{"described as", snap.Description.String()},
		{"owner", snap.OwnerID.String()},
		{"key", snap.KeyID.String()},
		{"message", snap.StateMessage.String()},
	}
	for _, f := range facts {
		if f.value != "" {
			lines = append(lines, line(f.label, f.value))
		}
	}
	return lines
}
