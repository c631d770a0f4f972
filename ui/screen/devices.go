package screen

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tami/keymap"
	"tami/model"
	"tami/model/ami"
	"tami/model/op"
	"tami/ui/kit"
)

// devices shows the block device mapping: a picture of the disks to scale, a
// table of what is known of each, and on request everything about one.
type devices struct {
	cursor
	explainer     // what becomes of the volume is explained below
	table     int // lines that the table's rows have
	rest      int // lines that an explanation has
	width     int
	open      bool // the device under the cursor has the whole tab
	disk      factList
	want      []ami.Need
	also      model.AlsoIn
}

func (d *devices) name() string { return "Devices" }

func (d *devices) needs(row) []ami.Need { return d.want }

func (d *devices) layers() []string {
	if d.open {
		return []string{keymap.ExplainLayer}
	}
	return []string{keymap.ExplainLayer, keymap.RowsLayer}
}

func (d *devices) settle(e Env, r row, room Rect) {
	d.want = e.State.DiskNeeds(r.at, r.img)
	d.also = e.State.AlsoIn(r.at, r.img, d.also)
	n := len(r.img.Devices)
	below := min(detailLines, room.H/4)
	if d.explained {
		below = explainRoom(room.H)
	}
	d.table = max(1, min(n, room.H-3-d.picture(r, room)-below))
	if d.width, d.rest = room.W, explainRoom(room.H); d.explained {
		d.rest = room.H - d.picture(r, room) - d.table - 2
	}
	if d.table < n {
		d.rest-- // which of them are shown
	}
	d.fit(d.table, n)
	if d.open = d.open && n > 0; d.open {
		d.disk.settle(diskFacts(e, r, r.img.Devices[d.at], d.also), room)
	}
}

// picture is how many lines the picture has: two a disk while they fit above
// the table and what stands below it, or else none.
func (d *devices) picture(r row, room Rect) int {
	want, below := 0, detailLines
	if d.explained {
		below = explainRoom(room.H)
	}
	for _, dev := range r.img.Devices {
		if want++; dev.EBS != nil {
			want++
		}
	}
	if want+1+2+len(r.img.Devices)+below > room.H {
		return 0
	}
	return want + 1
}

// detailLines is how many lines the device under the cursor is described in.
const detailLines = 6

func (d *devices) do(e Env, r row, id op.ID) ([]Effect, bool) {
	n := len(r.img.Devices)
	switch {
	case n == 0 && id == "item.explain":
		what, _ := explanationOf("Image.BlockDeviceMappings", "", r.at.Region, r.img.ID.String())
		return []Effect{Push{NewExplanation(what)}}, true
	case n == 0:
		return nil, false
	}
	switch {
	case id == "item.copyid":
		if b := r.img.Devices[d.at].EBS; b != nil && !b.SnapshotID.IsZero() {
			return []Effect{Copy{Text: b.SnapshotID.String(), What: "snapshot ID"}}, true
		}
		return []Effect{Say{"This device has no snapshot whose ID could be copied"}}, true
	case d.open:
		if effects, ok := d.disk.do(e, r.at.Region, id); ok || id != "app.back" {
			return effects, ok
		}
		d.open = false
		return nil, true
	case d.back(id):
		return nil, true
	case id == "item.open":
		d.open, d.disk = true, factList{}
		return nil, true
	case id == "item.explain":
		return d.turn(e, explanationOfDevice(r, r.img.Devices[d.at]), d.width, d.rest), true
	}
	return nil, d.cursor.do(id, n)
}

func (d *devices) draw(e Env, r row, room Rect) Picture {
	st, g := e.Styles, e.Styles.Glyphs
	if len(r.img.Devices) == 0 {
		var lines []string
		for _, part := range kit.WrapWords("This image has no block devices in its mapping. Its root device is "+orNone(r.img.RootDeviceType.String())+
			"; what it boots from lies in S3, at its ImageLocation.", max(10, room.W-4)) {
			lines = append(lines, kit.NewLine(room.W, g.Ellipsis).Space(2).Add(st.Text, part).String())
		}
		return Picture{Lines: lines}
	}
	if d.open {
		return Picture{Lines: d.disk.draw(e, r.at.Region, room)}
	}
	var lines []string
	picture := d.picture(r, room) > 0
	if picture {
		lines = append(lines, d.drawPicture(e, r, room.W)...)
		lines = append(lines, kit.Blank(room.W))
	}
	lines = append(lines, d.drawTable(e, r, room.W, picture)...)
	rest := room.H - len(lines)
	switch dev := r.img.Devices[d.at]; {
	case rest < 3:
	case d.explained:
		lines = append(lines, kit.Blank(room.W))
		lines = append(lines, explainedIn(e, explanationOfDevice(r, dev), room.W, rest-1)...)
	default:
		lines = append(lines, kit.Blank(room.W))
		lines = append(lines, d.detail(e, r, dev, room.W, rest-1)...)
	}
	return Picture{Lines: lines}
}

// explanationOfDevice explains what decides over the data of a device: what
// becomes of its volume, or what the device is where it has none.
func explanationOfDevice(r row, dev ami.Device) explanation {
	topic, value := "BlockDeviceMapping.VirtualName", dev.Virtual.Raw()
	switch {
	case dev.EBS != nil:
		topic, value = "EbsBlockDevice.DeleteOnTermination", dev.EBS.DeleteOnTermination.String()
	case dev.NoDevice:
		topic, value = "BlockDeviceMapping.NoDevice", ""
	}
	what, _ := explanationOf(topic, value, r.at.Region, r.img.ID.String())
	return what
}

func orNone(s string) string {
	if s == "" {
		return "not named"
	}
	return s
}

// detail says of the device under the cursor what a table has no room for, in
// at most h lines.
func (d *devices) detail(e Env, r row, dev ami.Device, w, h int) []string {
	st, g := e.Styles, e.Styles.Glyphs
	line := func(paint kit.Painter, label, value string) string {
		return kit.NewLine(w, g.Ellipsis).Space(2).Add(st.Muted, kit.Pad(label, 13, g.Ellipsis)).Add(paint, value).String()
	}
	var lines []string
	label := dev.Name.String()
	for _, part := range kit.WrapWords(strings.Join(deviceWords(e, r, dev, true), " "+g.Dot+" "), max(10, w-15)) {
		lines, label = append(lines, line(st.Text, label, part)), ""
	}
	if dev.EBS == nil || dev.EBS.SnapshotID.IsZero() {
		return lines
	}
	facts := d.snapshotLines(e, r, dev.EBS)
	for i, f := range facts {
		if f.value != "" {
			paint := kit.Painter(st.Text)
			if f.paint != nil {
				paint = f.paint(e)
			}
			parts := []string{f.value}
			if whole := kit.WrapWords(f.value, max(10, w-15)); len(lines)+len(whole)+len(facts)-i-1 <= h {
				parts = whole
			}
			for n, part := range parts {
				if n > 0 {
					f.label = ""
				}
				lines = append(lines, line(paint, f.label, part))
			}
		}
	}
	if len(lines) > h {
		lines = append(lines[:h-1], kit.NewLine(w, g.Ellipsis).Space(2).Add(st.Faint, "enter shows everything about it").String())
	}
	return lines
}

// snapshotLines are what there is to say of a snapshot in a few lines, what
// matters most first.
func (d *devices) snapshotLines(e Env, r row, b *ami.EBS) []fact {
	id := b.SnapshotID.String()
	snap, known := e.State.Snapshot(r.at, id)
	switch {
	case snap == nil && known:
		return []fact{{label: "snapshot", value: goneWords(e, r), paint: trouble}}
	case snap == nil:
		if p := e.State.Known(ami.OneSnapshot{Where: r.at, ID: id}).Problem; p != nil {
			return []fact{{label: "snapshot", value: "not checked: " + p.Title, paint: warning}}
		}
		return []fact{{label: "snapshot", value: e.Styles.Glyphs.Loading, paint: muted}}
	}
	state := strings.TrimSpace(snap.State.String() + " " + pendingProgress(snap))
	if snap.Started.Known() {
		state += ", made " + snap.Started.Time().Format("2 Jan 2006 15:04")
	}
	facts := []fact{{label: "message", value: snap.StateMessage.String(), paint: trouble}}
	facts = append(facts, keeperFacts(e, r, snap, true)...)
	also, _ := alsoWords(d.also, id)
	return append(facts,
		fact{label: "also in", value: also},
		fact{label: "state", value: state},
		fact{label: "key", value: keyWords(e, r.at, snap)},
		fact{label: "owner", value: ownerWords(e, r.at, snap)},
		fact{label: "described as", value: snap.Description.String()})
}

// alsoWords name the other images that use a snapshot, and say what was not
// read. What is known may be nothing.
func alsoWords(also model.AlsoIn, id string) (words string, some bool) {
	list := also.Images[id]
	switch {
	case len(list) == 0 && also.Whole:
		return "no other image of this account", false
	case len(list) == 0:
		return "no other image among those that were read", false
	}
	var names []string
	for _, img := range list[:min(3, len(list))] {
		names = append(names, img.Name.String())
	}
	if more := len(list) - len(names); more > 0 {
		names = append(names, fmt.Sprintf("%d more", more))
	}
	return strings.Join(names, ", "), true
}

func pendingProgress(s *ami.Snapshot) string {
	if s.State.String() == "completed" {
		return ""
	}
	return s.Progress.String()
}

// goneWords say that a snapshot is not to be seen. AWS does not tell one that
// is gone from one that may not be looked at; whose image it is does, nearly.
func goneWords(e Env, r row) string {
	if id, known := e.State.Account(r.at.Profile); known && id.Account != r.img.OwnerID {
		return "not visible: its owner shares the image and not the snapshot"
	}
	return "gone, or not visible to this account: nobody can launch the image without it"
}

func ownerWords(e Env, at ami.Where, s *ami.Snapshot) string {
	if e.State.Foreign(at, s) {
		return s.OwnerID.String() + ", who pays for it"
	}
	return s.OwnerID.String()
}

// keyWords are the key of a snapshot by the name that people know, and its ID.
func keyWords(e Env, at ami.Where, s *ami.Snapshot) string {
	if s.KeyID.IsZero() {
		return ""
	}
	name := e.State.KeyName(at, s.KeyID.String())
	if strings.HasSuffix(s.KeyID.String(), name) {
		return s.KeyID.String()
	}
	return name + "  " + s.KeyID.String()
}

// deviceColumn is a column of the table of devices. Those with the lowest rank
// are shown where not all fit.
type deviceColumn struct {
	title string
	width int
	right bool
	rank  int
	text  func(b *ami.EBS, s *ami.Snapshot) string
}

// alsoIn is the column of the images that share a snapshot.
const alsoIn = "ALSO IN"

// columns are all the columns there are: beside the picture no sizes, and the
// state only where one is not complete.
func (d *devices) columns(e Env, r row, picture bool) []deviceColumn {
	number := func(n int32) string {
		if n == 0 {
			return ""
		}
		return strconv.Itoa(int(n))
	}
	of := func(text func(*ami.Snapshot) string) func(*ami.EBS, *ami.Snapshot) string {
		return func(_ *ami.EBS, s *ami.Snapshot) string {
			if s == nil {
				return ""
			}
			return text(s)
		}
	}
	cols := []deviceColumn{
		{"SNAPSHOT", 22, false, 1, func(b *ami.EBS, _ *ami.Snapshot) string { return b.SnapshotID.String() }},
		{"GB", 5, true, 2, func(b *ami.EBS, _ *ami.Snapshot) string { return number(b.VolumeSize) }},
		{"DATA", 6, true, 7, of(func(s *ami.Snapshot) string {
			if s.FullSize == nil {
				return ""
			}
			return fmt.Sprintf("%.1f", model.SnapshotGiB(s))
		})},
		{"STATE", 12, false, 3, of(func(s *ami.Snapshot) string { return strings.TrimSpace(s.State.String() + " " + pendingProgress(s)) })},
		{"TIER", 8, false, 8, of(func(s *ami.Snapshot) string { return s.Tier.String() })},
		{"TYPE", 8, false, 5, func(b *ami.EBS, _ *ami.Snapshot) string { return b.VolumeType.String() }},
		{"IOPS", 5, true, 9, func(b *ami.EBS, _ *ami.Snapshot) string { return number(b.IOPS) }},
		{"MB/S", 4, true, 10, func(b *ami.EBS, _ *ami.Snapshot) string { return number(b.Throughput) }},
		{"ENCRYPTED", 14, false, 6, func(b *ami.EBS, s *ami.Snapshot) string {
			if s != nil && !s.KeyID.IsZero() {
				return e.State.KeyName(r.at, s.KeyID.String())
			}
			return b.Encrypted.String()
		}},
		{"AT TERMINATION", 14, false, 4, func(b *ami.EBS, _ *ami.Snapshot) string { return termination(b) }},
		{alsoIn, 12, false, 7, func(b *ami.EBS, _ *ami.Snapshot) string {
			if words, some := alsoWords(d.also, b.SnapshotID.String()); some {
				return words
			}
			return ""
		}},
	}
	return slices.DeleteFunc(cols, func(c deviceColumn) bool {
		return picture && (c.title == "GB" || c.title == "DATA") || c.title == "STATE" && !d.unfinished(e, r)
	})
}

// unfinished reports a snapshot that is not complete: only then its state is
// worth a column.
func (d *devices) unfinished(e Env, r row) bool {
	return slices.ContainsFunc(r.img.SnapshotIDs(), func(id string) bool {
		snap, _ := e.State.Snapshot(r.at, id)
		return snap != nil && snap.State.String() != "completed"
	})
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
