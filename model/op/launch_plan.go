package op

import (
	"errors"
	"strconv"
	"strings"

	"tami/model/ami"
	"tami/model/fit"
)

func planLaunch(r Request, f Facts) (Plan, error) {
	if len(r.Targets) != 1 {
		return Plan{}, errors.New("a launch takes one image; choose one")
	}
	o := newOrder(r, f)
	d := begin(r, f, "IMAGE", "ID", "INSTANCES", "TYPE", "ROOT VOLUME", "WHERE")
	if why := notLaunchable(f, r.Targets[0]); why != "" || o.img == nil {
		d.each(notLaunchable, func(subject) {})
		return d.finish(Costly, "Launch", ""), nil
	}
	if err := o.check(o.fields()); err != nil {
		return Plan{}, err
	}
	root, err := o.root()
	if err != nil {
		return Plan{}, err
	}
	d.each(notLaunchable, func(one subject) { d.launch(one, o, root) })
	return d.finish(Costly, "Launch", "as "+o.what()), nil
}

// what is the instances in words: "2 × t3.micro".
func (o *order) what() string {
	return strconv.Itoa(o.count()) + " × " + or(clean(o.values.One("type")), "the type of "+clean(o.values.One("template")))
}

func (d *draft) launch(one subject, o *order, root *rootVolume) {
	v := o.asked
	call := RunInstances{
		ImageID: one.ID, Type: v.One("type"), Count: o.count(), Subnet: v.One("subnet"), Key: v.One("key"), Groups: v["security-group"],
		ProfileARN: v.One("profile-arn"), UserData: v.One(secretField), UserDataBytes: len(v.One(secretField)), UserDataFile: v.One(FileName(secretField)),
		Devices: o.devices(root), Spot: v.On("spot"), SpotPrice: v.One(spotPriceField), Template: v.One("template"), TemplateVersion: v.One("template-version"),
		Reach: o.ways(),
	}
	call.Tags, _ = o.launchTags() // checked
	call.VolumeTags = call.Tags
	o.setMetadata(&call)
	where := or(clean(o.values.One("subnet")), "the default network")
	if s := o.subnet(); s != nil {
		where += " in " + s.Zone.String()
	}
	d.row(one, false, one.ID, strconv.Itoa(call.Count), or(clean(o.values.One("type")), "the template's"), root.String(), where)
	d.step(one, "launch "+o.what()+" from "+one.name, call, o.takeBack())
	d.Cost = o.cost(root)
	d.sayLaunch(one, o)
	d.lookBehind(one, o)
	d.say(Note, "%s", o.connecting())
}

// String is the volume in words, as a row has it.
func (v *rootVolume) String() string {
	if v == nil {
		return "none on EBS"
	}
	words := []string{strconv.Itoa(int(v.size)) + " GiB " + clean(v.kind)}
	if v.iops > 0 {
		words = append(words, strconv.Itoa(int(v.iops))+" IOPS")
	}
	if v.throughput > 0 {
		words = append(words, strconv.Itoa(int(v.throughput))+" MiB/s")
	}
	return strings.Join(words, ", ")
}

// takeBack is the way back of a launch: the instances end, and what they wrote
// is gone. Volumes that are not deleted with them stay.
func (o *order) takeBack() Undo {
	why := "the instances are terminated, and what was written on their volumes is gone"
	var stay []string
	for i := range o.img.Devices {
		d := &o.img.Devices[i]
		if d.EBS == nil || d.NoDevice {
			continue
		}
		keeps := d.EBS.DeleteOnTermination == ami.No
		if said := o.deletes(); said != nil && d.Name == o.img.RootDevice {
			keeps = !*said
		}
		if keeps {
			stay = append(stay, d.Name.String())
		}
	}
	if len(stay) > 0 {
		why += "; what is on " + listed(stay) + " stays, and goes on costing"
	}
	return Undo{Grade: Lossy, Why: why, Calls: []Call{TerminateInstances{IDs: []string{Ref("1", "InstanceId")}}}}
}

// sayLaunch says what the image's properties, the type and the choices come to.
func (d *draft) sayLaunch(one subject, o *order) {
	l := o.fit()
	verdicts := fit.Image(l)
	if kind := o.kind(); kind != nil {
		verdicts = append(verdicts, fit.Type(l, kind)...)
	} else if o.values.One("type") != "" {
		d.unchecked(NotChecked{"whether the image boots on " + clean(o.values.One("type")), or(d.facts.Why(ami.OfferedTypes{Where: one.At}), "the type is not known")})
	}
	for _, v := range verdicts {
		level := Warn
		switch {
		case v.Refuse:
			level = Stop
		case v.Rule == "IMDS":
			level = Note
		}
		d.say(level, "%s: %s.", one.name, v.Why)
	}
	if when := one.img.DeprecationTime; when.Known() && when.Before(d.Made) {
		d.say(Warn, "%s is deprecated since %s: its owner wants it used no more.", one.name, moment(when.Time(), d.Made))
	}
	d.sayMetadata(one, o)
	if o.values.On("spot") {
		d.say(Warn, "AWS may take Spot Instances back, two minutes after saying so.")
		if price := o.values.One(spotPriceField); price != "" {
			d.say(Warn, "It also takes them back once an hour costs more than $%s, and launches none while it does.", clean(price))
		}
	}
	d.sayGiven(o)
	if n := len(o.values.One(secretField)); n > 0 {
		d.say(Note, "The user data has %d bytes. It is in no file of tami's, so a run that is cut off before the launch cannot be resumed. Whoever may describe the instance can read it.", n)
	}
	for _, what := range []struct {
		need ami.Need
		text string
	}{
		{ami.TypeZones{Where: one.At}, "in which zones the type is offered"}, {ami.Subnets{Where: one.At}, "subnets"},
		{ami.SecurityGroups{Where: one.At}, "security groups"}, {ami.KeyPairs{Where: one.At}, "key pairs"},
		{ami.EBSDefaults{Where: one.At}, "whether new volumes are encrypted by default"}, {ami.AllowedImages{Where: one.At}, "whether the account allows the image"},
	} {
		if why := d.facts.Why(what.need); why != "" {
			d.unchecked(NotChecked{what.text, why})
		}
	}
}

// lookBehind looks at the snapshots that the volumes are made of, and their
// keys: a key that cannot be used ends instances as they start.
func (d *draft) lookBehind(one subject, o *order) {
	e, _ := answered[ami.EBSDefaultsBody](d.facts, ami.EBSDefaults{Where: one.At})
	all, _ := one.img.Encrypted()
	if e.Encrypts == ami.Yes && !all && o.values.One("kms-key") == "" {
		d.say(Note, "The account encrypts new volumes, with %s.", d.facts.KeyName(one.At, or(e.Key.Raw(), ami.EBSAlias)))
	}
	d.lookAtNamedKey(one, o.values.One("kms-key"))
	if notOurs(d.facts, one.Target) != "" {
		if _, some := one.img.Encrypted(); some {
			d.unchecked(NotChecked{"the keys of " + one.name, "they are its owner's, who has to share them"})
		}
		return
	}
	for _, id := range one.img.SnapshotIDs() {
		snap, read := d.facts.Snapshot(one.At, id)
		switch {
		case !read:
			d.unchecked(NotChecked{"snapshot " + id, d.facts.Why(ami.OneSnapshot{Where: one.At, ID: id})})
		case snap == nil:
			d.say(Stop, "Snapshot %s of %s is gone: no instance can start.", id, one.name)
		case snap.Tier.Raw() == "archive":
			d.say(Stop, "Snapshot %s of %s is in the archive; restore it to the standard tier first.", id, one.name)
		case !snap.KeyID.IsZero():
			d.lookAtKey(one, snap)
		}
	}
}

// lookAtNamedKey looks at the key that the launch names for its volumes.
func (d *draft) lookAtNamedKey(one subject, key string) {
	if key == "" {
		return
	}
	switch k, why := keyNamed(d.facts, one.At, key); {
	case why != "":
		d.unchecked(NotChecked{"the key " + clean(key), why})
	case k == nil:
		d.say(Stop, "There is no key %s in %s: instances would end as they start. Name another one (kms-key).", clean(key), one.At.Region)
	case !usable(*k):
		d.say(Stop, "The key %s is %s: instances would end as they start (Client.InternalError). Name another one (kms-key).", clean(key), k.State)
	}
}

func (d *draft) lookAtKey(one subject, snap *ami.Snapshot) {
	need := ami.Key{Where: one.At, ARN: snap.KeyID.Raw()}
	k, known := answered[ami.KeyBody](d.facts, need)
	name := d.facts.KeyName(one.At, snap.KeyID.Raw())
	switch {
	case !known:
		d.unchecked(NotChecked{"the key " + name, or(d.facts.Why(need), "it is not to be seen")})
	case k.State.Raw() != "Enabled" && !k.State.IsZero():
		d.say(Stop, "The key %s of snapshot %s is %s: instances would end as they start (Client.InternalError).", name, snap.ID, k.State)
	default:
		d.say(Note, "The volume of %s is encrypted with %s; who launches needs permission to use that key.", snap.ID, name)
	}
}

// connecting says how to get onto the instances once they run.
func (o *order) connecting() string {
	ways, may := o.ways(), ", where the instance profile allows Session Manager"
	switch {
	case len(ways) == 0:
		return "Without a key pair and an instance profile nobody gets onto it, unless the image lets them in; its console output can be read all the same."
	case o.values.One("profile-arn") == "":
		may = ""
	case o.values.One("key") == "":
		may += ". Without a key pair there is no SSH"
	}
	return "When it runs: " + strings.Join(ways, ", or ") + may + "."
}

// user is whom to sign in as, after what the name of the image says of its
// system.
func (o *order) user() string {
	name := strings.ToLower(o.img.Name.Raw() + " " + o.img.Description.Raw())
	for _, known := range [][2]string{{"ubuntu", "ubuntu"}, {"debian", "admin"}, {"rocky", "rocky"}, {"fedora", "fedora"}, {"centos", "centos"}, {"bitnami", "bitnami"}} {
		if strings.Contains(name, known[0]) {
			return known[1]
		}
	}
	return "ec2-user"
}
