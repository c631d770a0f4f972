package screen

import (
	"fmt"
	"strings"

	"tami/model/ami"
	"tami/ui/kit"
)

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
