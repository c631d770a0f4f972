package op

import (
	"strconv"
	"strings"

	"tami/model/ami"
)

// steps are the steps of the way that was chosen.
func (b *rollback) steps() {
	switch b.way {
	case wayNew:
		b.byNewVersion()
	case wayRefresh:
		b.byRefresh()
	case wayDefault:
		b.byDefaultVersion()
	case wayConfiguration:
		b.byConfiguration()
	case wayParameter:
		b.byParameterBack()
	case wayRoot:
		if b.kind == OnGroups {
			b.byRoots()
		} else {
			b.byRoot()
		}
	}
	if !b.Request.Values.On(fieldLeave) {
		b.putPushersBack()
	}
}

// putPushersBack sets the other parameters that name the bad image. That is done
// beside everything else and waits for none of it: a refresh takes long and may
// be denied, and whatever reads a parameter meanwhile is to launch the bad image
// no more.
func (b *rollback) putPushersBack() {
	others := len(b.Steps)
	var names []string
	for _, p := range b.pushers() {
		b.putBack(p.Name.Raw(), p.Value.Raw())
		names = append(names, p.Name.String())
	}
	are, them := " is", "it"
	if len(names) > 1 {
		are, them = " are", "them"
	}
	if len(names) > 0 && others > 0 {
		b.say(Note, "%s set at once, even where the rest fails: nothing is to launch the bad image by %s meanwhile.", strings.Join(names, " and ")+are, them)
	}
}

// add puts a step at the end, after those named.
func (b *rollback) add(title string, do Call, undo Undo, after ...string) string {
	return b.step(subject{Target: b.Request.Targets[0], name: clean(b.id)}, title, do, undo, after...)
}

// byNewVersion makes a version with the image and brings everything to it by
// its number: $Latest and $Default may be others by then.
func (b *rollback) byNewVersion() {
	source := b.source()
	if source == nil {
		return
	}
	version := Ref(strconv.Itoa(len(b.Steps)+1), "VersionNumber")
	undo := Undo{Grade: Exact, Calls: []Call{DeleteTemplateVersion{Template: b.use.ID.Raw(), Version: version}}}
	if b.group != nil && b.use.Version.Raw() == ami.LatestVersion {
		undo = b.latestAgain(source, undo.Calls)
	}
	made := b.add("new version of "+b.template()+" from "+number(source.Number)+", image "+b.name(b.to),
		CreateTemplateVersion{
			Template: b.use.ID.Raw(), Source: number(source.Number), ImageID: b.to, Devices: b.devices(source),
			Description: rolledBackFrom + b.now + " to " + b.to,
		}, undo)
	if b.kind == OnTemplates {
		b.add("make the new version the default of "+b.template(), SetDefaultVersion{Template: b.use.ID.Raw(), Version: version},
			Undo{Grade: Exact, Calls: []Call{SetDefaultVersion{Template: b.use.ID.Raw(), Version: number(b.use.Number)}}}, made)
		return
	}
	b.refreshTo(version, "the new version", made)
}

// latestAgain is the way back for a group that follows $Latest. AWS does not
// say what $Latest stands for when the newest version is deleted, so a copy of
// the version that was in use becomes the newest before the group follows it.
func (b *rollback) latestAgain(source *ami.TemplateVersion, remove []Call) Undo {
	again := CreateTemplateVersion{Template: b.use.ID.Raw(), Source: number(source.Number), ImageID: b.now, Description: "as version " + number(source.Number)}
	for i := range source.Devices {
		again.Devices = append(again.Devices, saidAgain(&source.Devices[i]))
	}
	return Undo{Grade: Lossy, Why: "a copy of v" + number(source.Number) + " is the newest version then, and the group follows $Latest again",
		Calls: append([]Call{again}, append(remove, b.asItWas())...)}
}

// saidAgain is a block device of a template, which says itself how its volume
// is encrypted.
func saidAgain(d *ami.Device) Mapping {
	m := mappingOf(d)
	if e := d.EBS; e != nil {
		m.Encrypted, m.KeyID = truth(e.Encrypted), e.Rare().KeyID.Raw()
	}
	return m
}

// devices are the block devices of a version with the snapshots of the image to
// go to: AWS hands on no snapshot of the version that a new one is made from.
func (b *rollback) devices(source *ami.TemplateVersion) []Mapping {
	now, _ := b.facts.Image(b.at, b.now)
	var list []Mapping
	for i := range source.Devices {
		d := &source.Devices[i]
		m := saidAgain(d)
		if e := d.EBS; e != nil {
			m.SnapshotID = ""
			in, was := deviceIn(b.img, d.Name.Raw()), deviceIn(now, d.Name.Raw())
			switch {
			case in != nil:
				m.SnapshotID = in.SnapshotID.Raw()
				m.SizeGiB = max(m.SizeGiB, in.VolumeSize)
			case !e.SnapshotID.IsZero() && (was == nil || was.SnapshotID != e.SnapshotID):
				m.SnapshotID = e.SnapshotID.Raw()
			case !e.SnapshotID.IsZero():
				b.say(Warn, "%s of the template has the data of the image now and is not in the other; it is left out.", d.Name)
				continue
			}
		}
		list = append(list, m)
	}
	return list
}

// deviceIn is the volume of an image at a device name; nil without one.
func deviceIn(img *ami.Image, device string) *ami.EBS {
	if img == nil {
		return nil
	}
	for i := range img.Devices {
		if img.Devices[i].Name.Raw() == device {
			return img.Devices[i].EBS
		}
	}
	return nil
}

// asItWas is the call that makes the group follow what it followed.
func (b *rollback) asItWas() Call {
	if b.group.Policy != "" {
		return UpdateGroup{Group: b.id, Policy: b.group.Policy}
	}
	return UpdateGroup{Group: b.id, Template: b.use.ID.Raw(), Version: b.use.Version.Raw()}
}

// refresh is a refresh of the group as the fields say.
func (b *rollback) refresh() StartRefresh {
	v := b.Request.Values
	one := func(name string, otherwise int) int {
		if n, err := strconv.Atoi(v.One(name)); err == nil {
			return n
		}
		return otherwise
	}
	c := StartRefresh{Group: b.id, MinHealthy: one(fieldMinHealthy, 90), Bake: one(fieldBake, 300), Alarms: v[fieldAlarm]}
	if at := one(fieldCheckpoint, 20); at > 0 && b.group.Desired > 1 {
		c.Checkpoints, c.CheckpointDelay = []int{at, 100}, one(fieldWait, 300)
	}
	return c
}

// refreshTo replaces the instances with those of a version.
func (b *rollback) refreshTo(version, words string, after ...string) {
	c := b.refresh()
	c.SkipMatching, c.AutoRollback = true, true
	c.Template, c.Version = b.use.ID.Raw(), version
	back := c
	back.Version, back.AutoRollback = number(b.use.Number), true
	if b.group.Policy != "" {
		c.Policy, back.Policy = policyWith(b.group.Policy, b.now, b.to), b.group.Policy
		b.overridden()
	}
	undo := Undo{Grade: Exact, Why: "a refresh to v" + number(b.use.Number), Calls: []Call{back}}
	if b.source() == nil && !b.use.Moves() {
		c.AutoRollback = false
		undo = Undo{Grade: Final, Why: "v" + number(b.use.Number) + ", which it was on, is deleted"}
		b.say(Note, "AWS does not turn this refresh round by itself: the version that it would go back to is deleted.")
	}
	if b.use.Moves() {
		b.say(Note, "The group followed %s and pins a number afterwards, so that nobody moves it meanwhile; undo makes it follow %s again.", b.use.Version, b.use.Version)
		if b.way != wayNew || b.use.Version.Raw() != ami.LatestVersion { // else the undo of the new version does
			undo.Calls = append(undo.Calls, b.asItWas())
		}
	}
	b.add(b.refreshTitle(c, words), c, undo, after...)
}

func (b *rollback) refreshTitle(c StartRefresh, words string) string {
	title := clean(b.id) + " refresh to " + words + ": keep " + strconv.Itoa(c.MinHealthy) + " % healthy"
	if len(c.Checkpoints) > 0 {
		title += ", stop at " + strconv.Itoa(c.Checkpoints[0]) + " % for " + seconds(c.CheckpointDelay)
	}
	if c.Bake > 0 {
		title += ", watch for " + seconds(c.Bake)
	}
	if c.AutoRollback {
		title += ", roll back by itself"
	}
	return title
}

func seconds(n int) string {
	if n%60 == 0 && n > 0 {
		return strconv.Itoa(n/60) + " min"
	}
	return strconv.Itoa(n) + " s"
}

// overridden says which overrides of the policy keep an image of their own.
func (b *rollback) overridden() {
	for _, o := range b.group.Overrides {
		what := or(o.Type.String(), "instance requirements")
		switch {
		case o.ImageID.Raw() == b.now && b.now != "":
			b.say(Note, "The override %s names the image itself; it is set back too.", what)
		case !o.ImageID.IsZero():
			b.say(Warn, "The override %s names %s itself, and goes on launching that.", what, b.name(o.ImageID.Raw()))
		case !o.Template.ID.IsZero():
			b.say(Warn, "The override %s launches from template %s, and goes on doing so.", what, o.Template)
		}
	}
}

func (b *rollback) byRefresh() {
	if v := b.versionWith(b.to); v != nil {
		b.refreshTo(number(v.Number), "v"+number(v.Number))
	}
}

// byDefaultVersion moves the default, and has the group replace what was
// launched from the other one.
func (b *rollback) byDefaultVersion() {
	v := b.versionWith(b.to)
	if v == nil {
		return
	}
	was := b.versions.Default()
	set := b.add("make v"+number(v.Number)+" the default of "+b.template(), SetDefaultVersion{Template: b.use.ID.Raw(), Version: number(v.Number)},
		Undo{Grade: Exact, Calls: []Call{SetDefaultVersion{Template: b.use.ID.Raw(), Version: number(was)}}})
	if b.kind == OnTemplates {
		b.say(Note, "What follows $Default launches it from now on; what runs, stays as it is.")
		return
	}
	b.plainRefresh("the default version", true, SetDefaultVersion{Template: b.use.ID.Raw(), Version: number(was)}, set)
}

// plainRefresh replaces the instances without telling the group where to go: it
// takes what it is set to, and AWS cannot turn such a refresh round. Its way
// back is to set that back, and to refresh once more.
func (b *rollback) plainRefresh(words string, skip bool, setBack Call, after ...string) {
	c := b.refresh()
	c.SkipMatching = skip
	b.say(Note, "AWS does not turn this refresh round by itself: the group is not told a version by number.")
	b.add(b.refreshTitle(c, words), c, Undo{Grade: Exact, Why: "a refresh to what it was set to", Calls: []Call{setBack, c}}, after...)
}

// byConfiguration makes a launch configuration like the one in use, with the
// image.
func (b *rollback) byConfiguration() {
	configurations, _ := answered[ami.LaunchConfigurationList](b.facts, ami.LaunchConfigurations{Where: b.at})
	var source ami.LaunchConfiguration
	taken := map[string]bool{}
	for _, c := range configurations.List {
		taken[c.Name.Raw()] = true
		if c.Name == b.group.Configuration {
			source = c
		}
	}
	if source.JSON == "" {
		b.say(Stop, "The launch configuration %s could not be read: %s.", b.group.Configuration, b.lacks(ami.LaunchConfigurations{Where: b.at}, "it is gone"))
		return
	}
	base := b.group.Configuration.Raw() + "-" + strings.TrimPrefix(b.to, "ami-")
	name := base
	for n := 2; taken[name]; n++ {
		name = base + "-" + strconv.Itoa(n)
	}
	if !source.UserData.IsZero() {
		b.say(Note, "The user data of %s is handed on as it is. It may hold secrets, so it stands in no script and no journal: it is read when the step is made.", b.group.Configuration)
	}
	made := b.add("launch configuration "+clean(name)+" like "+b.group.Configuration.String()+", image "+b.name(b.to),
		CreateConfiguration{Name: name, ImageID: b.to, Source: source.JSON, From: source.Name.Raw(), UserData: source.UserData.Raw()},
		Undo{Grade: Lossy, Why: "the launch configuration stays; it costs nothing"})
	set := b.add(clean(b.id)+" launches from "+clean(name), UpdateGroup{Group: b.id, Configuration: name},
		Undo{Grade: Exact, Calls: []Call{UpdateGroup{Group: b.id, Configuration: b.group.Configuration.Raw()}}}, made)
	b.plainRefresh("the other launch configuration", false, UpdateGroup{Group: b.id, Configuration: b.group.Configuration.Raw()}, set)
}

// putBack sets a parameter to the image.
func (b *rollback) putBack(name, was string) string {
	return b.add(clean(name)+" back to "+b.name(b.to), PutParameter{Name: name, Value: b.to},
		Undo{Grade: Exact, Why: clean(name) + " as it was", Calls: []Call{PutParameter{Name: name, Value: was}}})
}

func (b *rollback) byParameterBack() {
	put := b.putBack(b.parameter, b.now)
	if v := b.source(); v != nil && v.Parameter.Raw() != b.parameter {
		b.say(Warn, "The template reads %s: a version or a label of the parameter, which a new value does not move.", v.Parameter)
	}
	if b.kind == OnGroups {
		b.plainRefresh("what the parameter says", false, PutParameter{Name: b.parameter, Value: b.now}, put)
		return
	}
	b.say(Note, "What reads the parameter launches it from now on; what runs, stays as it is.")
}

// afterwards offers what is worth doing when it worked: the good image is to
// stay, the bad one is not to be launched again.
func (b *rollback) afterwards() {
	offer := func(text string, action ID, id string, v Values) {
		b.Offers = append(b.Offers, Offer{Text: text, Request: Request{Action: action, Targets: []Target{b.image(id)}, Values: v, Now: b.Request.Now}})
	}
	if len(b.Steps) == 0 || b.now == "" {
		return
	}
	if b.img != nil && notOurs(b.facts, b.image(b.to)) == "" && !b.img.Protected() {
		offer("Protect "+b.name(b.to)+", so that nobody deregisters it meanwhile", "image.protect", b.to, nil)
	}
	if bad, _ := b.facts.Image(b.at, b.now); bad != nil && notOurs(b.facts, b.image(b.now)) == "" {
		offer("Tag "+b.name(b.now)+" as bad", "image.tag", b.now, Values{"tag": {"state=bad"}})
		offer("Deprecate "+b.name(b.now)+": it stays launchable, and out of lists", "image.deprecate", b.now, Values{"at": {"now"}})
		if bad.Available() {
			offer("Disable "+b.name(b.now)+": nothing launches it any more", "image.disable", b.now, nil)
		}
	}
}
