package op

import (
	"maps"
	"slices"
	"strconv"

	"tami/model/ami"
	"tami/model/money"
	"tami/model/text"
)

// creation is the plan of an image that is being made.
type creation struct {
	*draft
	subject // the instance
	wanted  wantedImage
	body    ami.InstanceDevicesBody
	risk    Risk
}

// plan puts together what there is to say, and the steps: the image first, and
// what can only be done to it when it is there.
func (c *creation) plan() {
	need := ami.InstanceDevices{Where: c.At, ID: c.ID}
	c.body, _ = c.facts.Answer(need).(ami.InstanceDevicesBody)
	if why := c.facts.Why(need); why != "" {
		c.unchecked(NotChecked{"the volumes of " + c.name, why})
	}
	c.nameFree()
	said := c.devices()
	c.interrupts()
	after := c.draft.step(c.subject, "make image "+c.wanted.name+" of "+c.name, CreateImage{
		InstanceID: c.ID, Name: c.wanted.name, Description: c.wanted.description, NoReboot: c.wanted.noReboot,
		Devices: said, Tags: c.wanted.tags, SnapshotTags: c.wanted.snapshotTags,
	}, c.unmade())
	made := Ref(after, "ImageId")
	if when := c.wanted.deprecate; !when.IsZero() {
		c.draft.step(c.subject, "deprecate "+c.wanted.name+" from "+minute(when), EnableDeprecation{made, when},
			Undo{Grade: Exact, Calls: []Call{DisableDeprecation{made}}}, after)
	}
	if c.wanted.protect {
		undo, title := Undo{Grade: Exact, Calls: []Call{DisableProtection{made}}}, "protect "+c.wanted.name+" against being deregistered"
		if c.wanted.cooldown {
			undo.Grade, undo.Why = Lossy, heldByCooldown
			title += ", with a cooldown of 24 hours"
			c.say(Note, "Whoever lifts the protection has to wait 24 hours before the image can be deregistered: an undo does the first at once, and the rest is for then.")
		}
		c.draft.step(c.subject, title, EnableProtection{made, c.wanted.cooldown}, undo, after)
	}
}

// nameFree stops a plan whose name is taken: AWS has one image of a name in an
// account and region, and the name is what a lost answer is found again by.
func (c *creation) nameFree() {
	need := ami.NamedImage{Where: c.At, Name: c.wanted.name}
	if why := c.facts.Why(need); why != "" {
		c.unchecked(NotChecked{"whether the name " + c.wanted.name + " is free", why})
	}
	if there := ownNamed(c.facts, c.At, c.wanted.name); there != nil {
		which := "; choose another one"
		if neverMade(there) {
			which = ", which failed: deregister that one, or choose another name"
		}
		c.say(Stop, "The name %s is taken in %s, by %s%s.", c.wanted.name, c.At.Region, there.ID, which)
	}
}

// ownNamed is the image of ours that has a name in a place, nil where none is
// known to.
func ownNamed(f Facts, at ami.Where, name string) (there *ami.Image) {
	need := ami.NamedImage{Where: at, Name: name}
	if p, ok := f.Answer(need).(ami.ImagePage); ok && len(p.Images) == 1 {
		return &p.Images[0]
	}
	if f.Why(need) == "" {
		return nil // it was looked for
	}
	f.Owned(at, func(img *ami.Image) {
		if img.Name.Raw() == name && img.State.String() != "deregistered" {
			there = img
		}
	})
	return there
}

// devices makes the table and the cost of the volumes, and gives what is said of
// them.
func (c *creation) devices() (said []Mapping) {
	cost := &Cost{Label: string(money.UpTo)}
	book := c.facts.Book(c.At)
	for i := range c.body.Devices {
		d := &c.body.Devices[i]
		row := []string{d.Device.String(), d.VolumeID.String(), "unknown", d.Type.String(), c.keyWords(d), "left out"}
		if d.Size > 0 {
			row[2] = strconv.Itoa(int(d.Size)) + " GB"
		}
		out := slices.Contains(c.wanted.drop, d.Device.Raw())
		if ends, ok := c.wanted.ends[d.Device.Raw()]; ok && !out {
			said = append(said, Mapping{Device: d.Device.Raw(), DeleteOnTermination: &ends})
		}
		switch part := book.NewImage(float64(d.Size)); {
		case out:
			said = append(said, Mapping{Device: d.Device.Raw(), NoDevice: true})
			c.dropped(d)
		case d.Size == 0:
			row[5] = "unknown"
			cost.Unknown = append(cost.Unknown, "the snapshot of "+d.VolumeID.String()+": its size could not be read")
		case !part.Known():
			row[5] = "unknown"
			cost.Unknown = append(cost.Unknown, "the snapshot of "+d.VolumeID.String()+": price unknown (no figure for "+c.At.Region+")")
		default:
			row[5] = upTo(part, "")
			cost.StartsHigh += part.High
		}
		c.Rows.Rows = append(c.Rows.Rows, Row{Flag: out, Cells: row})
	}
	if len(c.body.Devices) == 0 {
		cost.Unknown = append(cost.Unknown, "the snapshots of "+c.name+": which volumes it has could not be read")
	}
	for _, name := range append(slices.Sorted(maps.Keys(c.wanted.ends)), c.wanted.drop...) {
		if !slices.ContainsFunc(c.body.Devices, func(d ami.InstanceDevice) bool { return d.Device.Raw() == name }) && len(c.body.Devices) > 0 {
			c.say(Stop, "%s has no device %s; it has %s.", c.name, clean(name), listed(deviceNames(c.body.Devices)))
		}
	}
	if len(cost.Unknown) > 0 {
		cost.Label = string(money.Unknown)
	}
	if p, ok := c.facts.Price(c.At.Region, ami.SnapshotStandard); ok {
		cost.Source = priceSource(p, "a GB-month", c.At.Region)
	}
	if cost.StartsHigh > 0 {
		cost.Notes = append(cost.Notes, "a snapshot costs what changed since the one before it on the same volume")
	}
	c.Cost = cost
	return said
}

func deviceNames(list []ami.InstanceDevice) []string {
	names := make([]string, len(list))
	for i := range list {
		names[i] = list[i].Device.String()
	}
	return names
}

// dropped says what it means that a device is left out.
func (c *creation) dropped(d *ami.InstanceDevice) {
	if d.Device == c.body.Instance.RootDevice {
		c.say(Stop, "%s is the root device of %s: no image can do without it.", d.Device, c.name)
		return
	}
	c.say(Warn, "What launches from the image has no %s: it must not wait for it when it boots (/etc/fstab).", d.Device)
}

func (c *creation) keyWords(d *ami.InstanceDevice) string {
	switch {
	case d.Encrypted == ami.No:
		return "not encrypted"
	case !d.KeyID.IsZero():
		return c.facts.KeyName(c.At, d.KeyID.Raw())
	case d.Encrypted == ami.Yes:
		return "encrypted"
	}
	return "unknown"
}

// reboots reports that AWS restarts the instance for the image.
func (c *creation) reboots() bool { return c.running() && !c.wanted.noReboot }

func (c *creation) running() bool {
	inst, _ := seen(c.facts, c.Target)
	return inst == nil || inst.State.String() != "stopped" && inst.State.String() != "stopping"
}

// interrupts says what the making of the image does to the instance, and what
// that means for the image.
func (c *creation) interrupts() {
	switch {
	case !c.running():
		c.say(Note, "%s is stopped: its disks are whole, and it is not started.", c.name)
	case c.wanted.noReboot:
		c.say(Warn, "%s goes on running: the image has its disks as after a power failure, without what was not written to them yet. AWS does not promise that its file systems are whole.", c.name)
	default:
		c.risk = Guarded
		c.say(Warn, "AWS reboots %s: what it serves is down for some minutes, and what it holds in memory is lost. Leave it running (no-reboot) to avoid that.", c.name)
	}
	group := ""
	for _, t := range c.body.Instance.Tags {
		if t.Key.Raw() == "aws:autoscaling:groupName" {
			group = t.Value.String()
		}
	}
	if group != "" && c.reboots() {
		c.say(Warn, "The Auto Scaling group %s may take %s for unhealthy while it reboots, and replace it: put it into standby first, or leave it running.", group, c.name)
	}
	if slices.ContainsFunc(c.body.Devices, func(d ami.InstanceDevice) bool {
		return d.Encrypted == ami.Yes && !slices.Contains(c.wanted.drop, d.Device.Raw())
	}) {
		c.say(Note, "The snapshots are encrypted like their volumes: the image cannot be made public.")
	}
}

// unmade is the way back from the making: the image goes with its snapshots.
func (c *creation) unmade() Undo {
	var g gaps
	undo := unmade(look(c.facts, c.At, c.Made, &g), strconv.Itoa(len(c.Steps)+1), c.wanted.tags, c.wanted.snapshotTags)
	if c.reboots() {
		undo.Grade = Lossy
		undo.Why = joined("a reboot cannot be taken back", undo.Why)
	}
	c.unchecked(g.list...)
	return undo
}

// unmade takes back the image that a step makes, with its snapshots. What the
// Recycle Bin keeps of them is not gone, and goes on costing.
func unmade(p *place, step string, tags, snapshotTags []Tag) Undo {
	undo := Undo{Grade: Exact, Why: "deregistered, and its snapshots deleted", Calls: []Call{DeregisterImage{ImageID: Ref(step, "ImageId"), DeleteSnapshots: true}}}
	image := p.catching(ami.BinOfImages, shownTags(tags), true)
	snapshots := p.catching(ami.BinOfSnapshots, shownTags(snapshotTags), true)
	switch days := max(image.Days, snapshots.Days); {
	case days > 0:
		undo.Grade, undo.Why = Lossy, "what is deregistered stays in the Recycle Bin for "+ami.Count(days, "day", "days")+", and costs until then"
	case image.Unsure != "" || snapshots.Unsure != "":
		undo.Grade, undo.Why = Lossy, "it is not known whether the Recycle Bin keeps what is deregistered ("+or(image.Unsure, snapshots.Unsure)+")"
	}
	return undo
}

// shownTags are tags as they are read.
func shownTags(list []Tag) []ami.Tag {
	tags := make([]ami.Tag, len(list))
	for i, t := range list {
		tags[i] = ami.Tag{Key: text.Clean(t.Key), Value: text.Clean(t.Value)}
	}
	return tags
}

// joined puts two clauses together, where there are two.
func joined(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "; " + b
}
