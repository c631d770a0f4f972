package cli

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"tami/model"
	"tami/model/ami"
	"tami/model/text"
)

// words writes documents for people.
type words struct {
	now  time.Time
	none string // stands where there is nothing
	dot  string // stands between parts of a line
}

func speaker(now time.Time, ascii bool) words {
	if ascii {
		return words{now, dash(ascii), "|"}
	}
	return words{now, dash(ascii), "·"}
}

// describe is a document in sections, each under a heading.
func (w words) describe(d *document) string {
	var b strings.Builder
	img := d.Image
	fmt.Fprintf(&b, "%s  %s  %s  %s\n", w.or(img.Name.String()), img.ID, d.Region, w.or(d.Account))
	facts := []string{model.StateWords(img, w.now), w.or(model.Age(img.Created, w.now)), "owner " + d.owner}
	if flags := model.FlagsOf(img, d.Account, w.now).Words(); flags != "" {
		facts = append(facts, flags)
	}
	if d.Provenance != nil && d.Provenance.Allowed != "" {
		facts = append(facts, d.Provenance.Allowed)
	}
	b.WriteString(strings.Join(facts, " "+w.dot+" "))
	b.WriteString("\n")
	if d.Provenance != nil && d.Provenance.Warning != "" {
		b.WriteString("! " + d.Provenance.Warning + "\n")
	}
	group := ""
	var rows [][]string
	for _, p := range img.Properties() {
		if p.Group != group {
			section(&b, group, rows)
			group, rows = p.Group, nil
		}
		rows = append(rows, []string{p.Name, p.Value.Detail()})
	}
	section(&b, group, rows)
	section(&b, "Devices", w.devices(img), 3, 5, 6)
	section(&b, "Tags", tagRows(img.Tags))
	section(&b, "Snapshots", w.snapshots(d.Snapshots), 3, 4, 5)
	section(&b, "Shared with", permissionRows(d.LaunchPermissions))
	section(&b, "Used by", referenceRows(d.References))
	section(&b, "Family "+d.Family.Name.String(), w.versions(d.Family.Versions, img.ID), 2)
	section(&b, "Cost a month", costRows(d.Cost))
	var not [][]string
	for _, u := range d.NotChecked {
		not = append(not, []string{u.What, u.Why})
	}
	section(&b, "Not checked", not)
	return b.String()
}

// section writes rows below a heading; right says which columns hold numbers.
func section(b *strings.Builder, title string, rows [][]string, right ...int) {
	if len(rows) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s\n", title)
	numbers := map[int]bool{}
	for _, i := range right {
		numbers[i] = true
	}
	for line := range strings.Lines(table(rows, numbers)) {
		b.WriteString("  " + line)
	}
}

func (w words) or(s string) string {
	if s == "" {
		return w.none
	}
	return s
}

func (w words) devices(img *ami.Image) [][]string {
	if len(img.Devices) == 0 {
		return nil
	}
	rows := [][]string{{"DEVICE", "KIND", "SNAPSHOT", "GB", "TYPE", "IOPS", "MB/S", "ENCRYPTED", "AT TERMINATION"}}
	for _, d := range img.Devices {
		row := []string{d.Name.String(), "EBS", "", "", "", "", "", "", ""}
		switch {
		case d.NoDevice:
			row[1] = "left out"
		case d.EBS == nil:
			row[1] = "instance store " + d.Virtual.String()
		default:
			e := d.EBS
			kept := map[ami.Flag]string{ami.Yes: "deleted", ami.No: "kept"}[e.DeleteOnTermination]
			copy(row[2:], []string{e.SnapshotID.String(), number(e.VolumeSize), e.VolumeType.String(), number(e.IOPS), number(e.Throughput), e.Encrypted.String(), kept})
		}
		rows = append(rows, w.dashed(row))
	}
	return rows
}

func (w words) dashed(row []string) []string {
	for i := range row {
		row[i] = w.or(row[i])
	}
	return row
}

func number(n int32) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(int(n))
}

func tagRows(tags []ami.Tag) [][]string {
	var rows [][]string
	for _, t := range tags {
		rows = append(rows, []string{t.Key.Detail(), t.Value.Detail()})
	}
	return rows
}

func (w words) snapshots(list []ami.Snapshot) [][]string {
	if len(list) == 0 {
		return nil
	}
	rows := [][]string{{"SNAPSHOT", "STATE", "TIER", "GB", "GB WRITTEN", "AGE", "OWNER", "ENCRYPTED"}}
	for i := range list {
		s := &list[i]
		written := ""
		if s.FullSize != nil {
			written = strconv.FormatFloat(model.SnapshotGiB(s), 'f', 1, 64)
		}
		rows = append(rows, w.dashed([]string{
			s.ID.String(), strings.TrimSpace(s.State.String() + " " + partial(s)), s.Tier.String(), number(s.VolumeSize), written,
			model.Age(s.Started, w.now), s.OwnerID.String(), s.Encrypted.String(),
		}))
	}
	return rows
}

// partial is how far a snapshot is that is not complete.
func partial(s *ami.Snapshot) string {
	if s.State.String() == "completed" {
		return ""
	}
	return s.Progress.String()
}

func referenceRows(list []reference) [][]string {
	var rows [][]string
	for _, r := range list {
		rows = append(rows, []string{r.Type, r.ID.String(), r.Detail.String()})
	}
	return rows
}

func (w words) versions(list []version, self text.Safe) [][]string {
	var rows [][]string
	for _, v := range list {
		note := ""
		if v.ID == self {
			note = "this one"
		}
		rows = append(rows, []string{v.Name.String(), v.ID.String(), w.or(model.Age(v.Created, w.now)), v.State.String(), note})
	}
	return rows
}

func costRows(c cost) [][]string {
	if c.HighUSD == nil {
		return [][]string{{"unknown: " + strings.Join(c.Unknown, ", ")}}
	}
	figure := model.Dollars(*c.HighUSD)
	if c.Label == "up to" {
		figure = model.Dollars(c.LowUSD) + " to " + figure
	}
	return [][]string{{"US dollars", figure, c.Label}}
}
