package op

import (
	"strings"
	"time"

	"tami/model/ami"
	"tami/model/money"
)

// bins is what the bin does with it and with what is behind it.
type bins struct {
	image   money.Catch
	restore []string  // the snapshots that come back from the bin with this step
	until   time.Time // when the first of all that is needed leaves the bin; zero: nothing is in it
	deleted int       // snapshots that are deleted for good
	lost    int       // snapshots that are not there, or not ours
	fast    int       // snapshots in it that restored fast, which they do not when they come back
}

func (d *deregistration) bins(s subject) bins {
	p := d.site(s).place
	b := bins{image: p.catchingImage(s.img)}
	soonest := func(t time.Time) {
		if b.until.IsZero() || t.Before(b.until) {
			b.until = t
		}
	}
	if b.image.Days > 0 {
		soonest(b.image.Until(p.now))
	}
	for _, f := range d.behind(s) {
		switch {
		case f.lost:
			b.lost++
		case f.Fate.Fate == Binned:
			soonest(f.until)
			b.fast += min(f.fast, 1)
			if d.last[Target{s.At, f.Fate.SnapshotID}] == s.ID {
				b.restore = append(b.restore, f.Fate.SnapshotID)
			}
		case f.gone:
			b.deleted++
		}
	}
	return b
}

// wayBack is how one image comes back: from the Recycle Bin as it was, from its
// snapshots as a new image, or not at all.
func (d *deregistration) wayBack(s subject) Undo {
	b := d.bins(s)
	var calls []Call
	for _, id := range b.restore {
		calls = append(calls, RestoreSnapshot{SnapshotID: id})
	}
	why := notBinned(b.image)
	switch {
	case b.deleted > 0 && b.image.Days > 0:
		return Undo{Grade: Final, Why: "the image goes to the Recycle Bin and its snapshots do not: it cannot be restored"}
	case b.lost > 0 && b.image.Days > 0:
		return Undo{Grade: Final, Why: "the image goes to the Recycle Bin, and not all of its snapshots are ours and there: AWS does not restore it without them"}
	case b.deleted > 0:
		return Undo{Grade: Final, Why: why + ", and its snapshots are deleted"}
	case b.image.Days > 0:
		u := Undo{Grade: Exact, Why: "from the Recycle Bin until " + moment(b.until, d.Request.Now), Calls: append(calls, RestoreImage{ImageID: s.ID})}
		if b.fast > 0 {
			u.Grade, u.Why = Lossy, u.Why+", with fast snapshot restore off"
		}
		return u
	}
	if not := notAnew(s.img, b.lost); not != "" {
		return Undo{Grade: Final, Why: why + ", and " + not}
	}
	lost := "registered anew from its snapshots"
	if !b.until.IsZero() {
		lost += ", which leave the Recycle Bin on " + moment(b.until, d.Request.Now)
	}
	return Undo{Grade: Lossy, Why: lost + ": " + d.notKept(s), Calls: append(calls, anew(s.img))}
}

// notAnew is why an image cannot be registered again from its snapshots, "" when
// it can.
func notAnew(img *ami.Image, lost int) string {
	root := img.Root()
	switch {
	case img.Pending():
		return "what was being made is given up"
	case img.Failed():
		return "it never came to be"
	case img.RootDeviceType.String() == "instance-store":
		return "it lies in S3; register it by hand from " + img.Location.String()
	case lost > 0:
		return "not all of its snapshots are ours and there"
	case root == nil || root.EBS == nil || root.EBS.SnapshotID.IsZero():
		return "it has no snapshot of its root device to register it from"
	case img.Virtualization.String() == "paravirtual":
		return "a paravirtual image does not come back as it was"
	case img.Windows() || !img.UsageOperation.IsZero() && img.UsageOperation.String() != "RunInstances":
		return "an image with a licence (" + img.OS().String() + ") cannot be registered from snapshots"
	}
	return ""
}

// notKept says what an image that is registered anew has not.
func (d *deregistration) notKept(s subject) string {
	words := []string{"its ID is new, and what names the old one breaks"}
	list, _ := d.facts.Answer(ami.Sharing{Where: s.At, ImageID: s.ID}).(ami.Permissions)
	if there := granteesOf(list); len(there) > 0 {
		words = append(words, "its shares are lost ("+sharedWords(there)+")")
	}
	if !s.img.DeprecationTime.IsZero() {
		words = append(words, "its deprecation is lost")
	}
	if boot := s.img.BootMode.String(); strings.HasPrefix(boot, "uefi") {
		words = append(words, "UEFI variables are not kept")
	}
	return strings.Join(words, ", ")
}

// anew registers an image from the snapshots that it had.
func anew(img *ami.Image) RegisterImage {
	c := RegisterImage{
		Name: img.Name.Raw(), Description: img.Description.Raw(), Architecture: img.Architecture.Raw(), RootDevice: img.RootDevice.Raw(),
		Virtualization: img.Virtualization.Raw(), BootMode: img.BootMode.Raw(), TPM: img.TPM.Raw(), IMDS: img.IMDS.Raw(),
		SRIOV: img.SRIOV.Raw(), ENA: img.ENA == ami.Yes,
	}
	for i := range img.Devices {
		c.Devices = append(c.Devices, mappingOf(&img.Devices[i]))
	}
	for _, t := range img.Tags {
		if !strings.HasPrefix(t.Key.Raw(), "aws:") {
			c.Tags = append(c.Tags, Tag{t.Key.Raw(), t.Value.Raw()})
		}
	}
	return c
}

// mappingOf is a device as it is registered. What is encrypted says its
// snapshot; only an empty volume says it of itself.
func mappingOf(d *ami.Device) Mapping {
	m := Mapping{Device: d.Name.Raw(), Virtual: d.Virtual.Raw(), NoDevice: d.NoDevice}
	if e := d.EBS; e != nil {
		m.SnapshotID, m.SizeGiB, m.Type = e.SnapshotID.Raw(), e.VolumeSize, e.VolumeType.Raw()
		m.IOPS, m.Throughput = provisioned(e)
		m.DeleteOnTermination = truth(e.DeleteOnTermination)
		if e.SnapshotID.IsZero() {
			m.Encrypted = truth(e.Encrypted)
		}
	}
	return m
}

// provisioned is what AWS takes of a volume's speed: it refuses figures for the
// types that have none to choose.
func provisioned(e *ami.EBS) (iops, throughput int32) {
	switch e.VolumeType.String() {
	case "gp3":
		return e.IOPS, e.Throughput
	case "io1", "io2":
		return e.IOPS, 0
	}
	return 0, 0
}

// truth is a flag as AWS takes it: nil where nothing is said.
func truth(f ami.Flag) *bool {
	if f.IsZero() {
		return nil
	}
	yes := f == ami.Yes
	return &yes
}

// wayBackOfAll is the way back in one line: that of the images, and that of
// their snapshots where it is another.
func (d *deregistration) wayBackOfAll() string {
	if len(d.Steps) == 0 {
		return ""
	}
	var words []string
	counts := map[string]int{}
	for _, s := range d.Steps {
		w := map[Grade]string{Exact: "", Lossy: "not exactly: ", Final: "none: "}[s.Undo.Grade] + s.Undo.Why
		if counts[w]++; counts[w] == 1 {
			words = append(words, w)
		}
	}
	if len(words) > 1 {
		for i, w := range words {
			words[i] = ami.Count(counts[w], "image", "images") + ": " + w
		}
	}
	line := strings.Join(words, " · ")
	binned := false
	for _, f := range d.Snapshots {
		binned = binned || f.Fate == Binned
	}
	if len(d.losing) > 0 && d.Grade() == Exact {
		line += ", shares too"
	}
	if binned && d.Grade() == Exact {
		line += ", snapshots first"
	}
	return line
}
