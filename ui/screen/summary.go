package screen

import (
	"fmt"
	"slices"
	"strings"

	"tami/model"
	"tami/model/ami"
	"tami/ui/kit"
)

// drawSummary says in a few lines what the image under the cursor is, what is
// in it and what runs it.
func (s *Images) drawSummary(e Env, w, h int) []string {
	st, g := e.Styles, e.Styles.Glyphs
	r := s.told
	if r.img == nil {
		return kit.Fill([]string{kit.NewLine(w, "").Rule(st.Rule, g.Rule, w).String()}, w, h)
	}
	p := model.ProvenanceOf(r.img, account(e, r.at))
	lines := []string{"", summaryTraits(e, w, r, p)}
	if warning := p.Warning(); warning != "" {
		lines = append(lines, kit.NewLine(w, g.Ellipsis).Space(2).Add(st.Trouble, g.Warning+" "+warning).String())
		if h < 6 { // what it is counts for little beside whose it is
			lines = append(lines[:1], lines[2])
		}
	}
	room := h - len(lines) - 1
	disks := []string{summaryDisks(e, w, r)}
	if room > 1 {
		disks = summaryDevices(e, w, r, room)
	}
	name, words := s.cutName(e, r), []string{}
	if free := room > len(disks); free { // behind the disks, so that it moves none
		for _, word := range []string{name, r.img.Description.String()} {
			if word != "" {
				words = append(words, word)
			}
		}
		disks = append(kit.Fill(disks, w, room-1), kit.NewLine(w, g.Ellipsis).Space(2).Add(st.Text, strings.Join(words, " · ")).String())
		name = ""
	}
	lines[0] = summaryRule(e, w, r, name)
	lines = append(append(lines, kit.Fill(disks, w, room)...), summaryUsers(e, w, r))
	return kit.Fill(lines, w, h)
}

// summaryTraits says what the image is and whose.
func summaryTraits(e Env, w int, r row, p model.Provenance) string {
	st, g := e.Styles, e.Styles.Glyphs
	owner := p.Words()
	if p.Mine {
		owner = "me"
	}
	if p.Product != "" && w >= 120 {
		owner += " · product " + p.Product
	}
	if words := e.State.AllowedWords(r.at, p); words != "" && w >= 100 {
		words, _, _ = strings.Cut(words, ":")
		owner += " · " + words
	}
	what := strings.Join(traits(r.img), " · ")
	if name := parameterWords(e.State, r); name != "" {
		what = name + " · " + what
	}
	owner = kit.Cut("owner "+owner+" ", max(0, w-30), g.Ellipsis)
	return kit.NewLine(w, g.Ellipsis).Space(2).Add(st.Text, kit.Cut(what, max(0, w-4-kit.Width(owner)), g.Ellipsis)).Right(st.Muted, owner).String()
}

// summaryRule names the image by its ID, which the list seldom has room for.
func summaryRule(e Env, w int, r row, name string) string {
	st, g := e.Styles, e.Styles.Glyphs
	id := r.img.ID.String()
	l := kit.NewLine(w, g.Ellipsis).Rule(st.Rule, g.Rule, 1).Space(1).Add(st.Title, id)
	if name != "" {
		l.Add(st.Title, "  "+kit.Cut(name, max(8, w-kit.Width(id)-7), g.Ellipsis))
	}
	if !r.img.DeprecationTime.IsZero() && r.img.DeprecationTime.Known() && w >= 100 {
		verb := "deprecates "
		if r.img.DeprecationTime.Before(e.State.Now) {
			verb = "deprecated since "
		}
		l.Space(2).Add(st.Muted, verb+r.img.DeprecationTime.Time().Format("2 Jan 2006"))
	}
	return l.Space(1).Rule(st.Rule, g.Rule, w).String()
}

// traits are what decides where and how an image runs, in the fewest words.
// What most images have alike comes first, so that it stays on the screen as it
// is while the cursor moves.
func traits(img *ami.Image) []string {
	words := []string{img.OS().String(), img.Virtualization.String(), img.RootDeviceType.String()}
	if img.ENA == ami.Yes {
		words = append(words, "ENA")
	}
	if !img.IMDS.IsZero() {
		words = append(words, "IMDS "+img.IMDS.String())
	}
	if !img.TPM.IsZero() {
		words = append(words, "TPM "+img.TPM.String())
	}
	words = append(words, img.Architecture.String(), img.BootMode.String())
	kept := words[:0]
	for _, w := range words {
		if w != "" {
			kept = append(kept, w)
		}
	}
	return kept
}

func summaryDevices(e Env, w int, r row, room int) []string {
	st, g := e.Styles, e.Styles.Glyphs
	devices := r.img.Devices
	if len(devices) == 0 {
		return []string{kit.NewLine(w, g.Ellipsis).Space(2).Add(st.Muted, "no block devices in the mapping").String()}
	}
	var lines []string
	names := 0
	for _, d := range devices {
		names = min(20, max(names, kit.Width(d.Name.String())))
	}
	for i, d := range devices {
		if i == room-1 && len(devices) > room {
			lines = append(lines, kit.NewLine(w, g.Ellipsis).Space(2).
				Add(st.Muted, fmt.Sprintf("and %s more", model.Count(len(devices)-i, "device", "devices"))).String())
			break
		}
		l := kit.NewLine(w, g.Ellipsis).Space(2).Add(st.Text, kit.Pad(d.Name.String(), names, g.Ellipsis)).Space(1)
		lines = append(lines, summaryDevice(e, l, r, d).String())
	}
	return lines
}

// summaryDevice adds what a device is, each part where that of the next image
// will stand: what is the same then stays on the screen as it is. What only the
// snapshot can tell comes behind what the image tells. It has the terminal's own
// paint, as all has that changes with the cursor: another one would have to be
// named for each line.
func summaryDevice(e Env, l *kit.Line, r row, d ami.Device) *kit.Line {
	st, words := e.Styles, deviceWords(e, r, d, false)
	if d.EBS == nil || d.EBS.SnapshotID.IsZero() {
		return l.Space(1).Add(st.Text, strings.Join(words, " · "))
	}
	id := d.EBS.SnapshotID.String()
	l.Add(st.Text, fmt.Sprintf("%5d GB %-3s  %s", d.EBS.VolumeSize, d.EBS.VolumeType, id)).Space(1)
	diskBar(e, l, r.at, d.EBS, min(18, l.Left()/4))
	words = slices.DeleteFunc(words[1:], func(word string) bool { return word == id })
	return l.Space(1).Add(st.Text, strings.Join(words, " · "))
}

// summaryDisks puts all disks on one line, as many as fit.
func summaryDisks(e Env, w int, r row) string {
	st, g := e.Styles, e.Styles.Glyphs
	l := kit.NewLine(w, g.Ellipsis).Space(2)
	devices := r.img.Devices
	if len(devices) == 0 {
		return l.Add(st.Muted, "no block devices in the mapping").String()
	}
	for i, d := range devices {
		words := deviceShort(e, r.at, d)
		need := kit.Width(d.Name.String()) + 1 + kit.Width(words)
		measured := d.EBS != nil && written(e, r.at, d.EBS) != nil
		if measured {
			need += 10
		}
		if rest := len(devices) - i - 1; i > 0 && (l.Left() < need || rest > 0 && l.Left() < need+7) {
			return l.Add(st.Muted, fmt.Sprintf("+%d", len(devices)-i)).String()
		}
		l.Add(st.Text, d.Name.String()).Space(1)
		if measured {
			diskBar(e, l, r.at, d.EBS, 8)
			l.Space(1)
		}
		l.Add(st.Text, words).Space(3)
	}
	return l.String()
}

// deviceShort is what a device is, where a few cells must do.
func deviceShort(e Env, at ami.Where, d ami.Device) string {
	switch {
	case d.EBS == nil && !d.Virtual.IsZero():
		return d.Virtual.String()
	case d.EBS == nil:
		return "no device"
	}
	size := fmt.Sprintf("%d GB %s", d.EBS.VolumeSize, d.EBS.VolumeType)
	if data := written(e, at, d.EBS); data != nil {
		return fmt.Sprintf("%.1f of %s", float64(*data)/(1<<30), size)
	}
	return size
}

// written is how many bytes of a volume hold data, nil while its snapshot has
// not told.
func written(e Env, at ami.Where, b *ami.EBS) *int64 {
	if snap, known := e.State.Snapshot(at, b.SnapshotID.String()); known && snap != nil {
		return snap.FullSize
	}
	return nil
}

// diskBar draws a volume with the part of it that holds data, once that is
// known. Until then its place is left blank: an empty bar would say that
// nothing is written.
func diskBar(e Env, l *kit.Line, at ami.Where, b *ami.EBS, w int) {
	st, g := e.Styles, e.Styles.Glyphs
	size := written(e, at, b)
	if size == nil {
		l.Space(w)
		return
	}
	full, empty := kit.Meter(kit.Bar{Full: g.BarFull, Empty: g.BarEmpty}, w-2, float64(*size)/(1<<30), float64(b.VolumeSize))
	l.Add(st.DiskFull, g.BarLeft+full).Add(st.DiskEmpty, empty+g.BarRight)
}

// deviceWords say what a device is: its size and kind first, what its snapshot
// holds, what becomes of it.
func deviceWords(e Env, r row, d ami.Device, long bool) []string {
	b := d.EBS
	switch {
	case d.NoDevice:
		return []string{"dropped: no device is attached under this name"}
	case b == nil && !d.Virtual.IsZero():
		return []string{"instance store (" + d.Virtual.String() + "): empty at launch, lost on stop"}
	case b == nil:
		return []string{"nothing is mapped"}
	}
	words := []string{fmt.Sprintf("%d GB %s", b.VolumeSize, b.VolumeType)}
	if long && b.IOPS > 0 {
		words = append(words, fmt.Sprintf("%d IOPS", b.IOPS))
	}
	if long && b.Throughput > 0 {
		words = append(words, fmt.Sprintf("%d MB/s", b.Throughput))
	}
	words = append(words, snapshotWords(e, r.at, b)...)
	if b.Encrypted == ami.Yes {
		words = append(words, "encrypted")
	}
	if r.img.RootDevice == d.Name && long {
		words = append(words, "root")
	}
	switch b.DeleteOnTermination {
	case ami.Yes:
		words = append(words, "deleted with its instance")
	case ami.No:
		words = append(words, "kept after its instance")
	}
	return words
}

func snapshotWords(e Env, at ami.Where, b *ami.EBS) []string {
	if b.SnapshotID.IsZero() {
		return []string{"blank volume"}
	}
	id := b.SnapshotID.String()
	need := ami.OneSnapshot{Where: at, ID: id}
	snap, known := e.State.Snapshot(at, id)
	switch {
	case !known && e.State.Known(need).Problem != nil:
		return []string{id, "data size not checked: " + string(e.State.Known(need).Problem.Kind)}
	case !known:
		return []string{e.Styles.Glyphs.Loading + " data", id}
	case snap == nil:
		return []string{id + " is gone or not visible to us"}
	case snap.FullSize == nil:
		return []string{"data size unknown", id}
	}
	words := []string{fmt.Sprintf("%.1f GB data", float64(*snap.FullSize)/(1<<30)), id}
	if t := snap.Tier.String(); t != "" && t != "standard" {
		words = append(words, t+" tier")
	}
	return words
}

func summaryUsers(e Env, w int, r row) string {
	st, g := e.Styles, e.Styles.Glyphs
	l := kit.NewLine(w, g.Ellipsis).Space(2)
	n, known := e.State.Running(r.at, r.img.ID.String())
	k := e.State.Known(ami.Instances{Where: r.at})
	switch {
	case known && n > 0:
		l.Add(st.Text, "used by "+model.Count(n, "instance", "instances")+" here")
	case known:
		l.Add(st.Text, "no instance here runs it")
	case k.Problem != nil:
		l.Add(st.Muted, "instances not checked: "+k.Problem.Title)
		return l.String()
	default:
		return l.Add(st.Muted, g.Loading+" instances").String()
	}
	return l.Right(st.Faint, "not checked: templates, groups, other accounts ").String()
}
