package op

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"tami/model/ami"
)

// imageCreate makes an image of an instance.
func imageCreate() Action {
	return Action{
		ID: "image.create", Word: "create-image", Title: "Create an image", On: OnInstances, Asks: true, Risk: Guarded,
		Help: "Make an image of an instance: a snapshot of each of its volumes, and the image over them.",
		Why:  notImaged, Needs: createNeeds, Fields: createFields, Plan: planCreate,
	}
}

func createFields(r Request, f Facts) []Field {
	name := Field{
		Name: "name", Label: "Name", Help: "the name of the image, which no other image of the account has there", Value: "NAME",
		Kind: Text, Required: true, Check: func(s string) error { return checkNewName(r, f, s) },
	}
	if n := nextVersion(r, f); n != "" {
		name.Default = []string{n}
	}
	return explained([]Field{
		name,
		{Name: "description", Label: "Description", Help: "what is to be said of the image", Value: "TEXT", Kind: Text, Check: checkDescription},
		{Name: "no-reboot", Label: "Leave it running", Help: "do not reboot the instance: the disks are taken as after a power failure, without what was not written yet", Kind: Toggle},
		{Name: "drop", Label: "Leave out devices", Help: "a device to leave out", Value: "DEVICE", Kind: List, Check: func(s string) error { return checkDropped(r, f, s) }, Choices: droppable(r, f)},
		{Name: "volume", Label: "Volumes afterwards", Help: "whether the volume of a device is deleted with what is launched from the image: DEVICE=keep or DEVICE=delete", Value: "DEVICE=WORD", Kind: List, Check: func(s string) error { return checkFate(r, f, s) }, Choices: volumeFates(r, f)},
		{Name: "tag", Label: "Tags", Help: "a tag of the image and its snapshots", Value: "KEY=VALUE", Kind: List, Check: checkTag},
		{Name: "snapshot-tag", Label: "Tags of the snapshots", Help: "a tag that only the snapshots get", Value: "KEY=VALUE", Kind: List, Check: checkTag},
		{
			Name: "deprecate", Label: "Deprecate it from", Help: "from when on the image is deprecated: 2027-01-31, in 90d, +6mo", Value: "DATE", Kind: Text,
			Check: func(s string) error { return checkDeprecation(s, r.Now) },
		},
		{Name: "protect", Label: "Protect it", Help: "protect the image against being deregistered, once it is there", Kind: Toggle},
		{Name: "cooldown", Label: "Cooldown of 24 hours", Help: "protect it so that it stays so for 24 hours after the protection is lifted", Kind: Toggle},
	}, createWords())
}

// checkNewName holds a name to what AWS takes, and to the images that the
// account is known to have there.
func checkNewName(r Request, f Facts, s string) error {
	if err := ami.CheckImageName(s); err != nil || len(r.Targets) != 1 {
		return err
	}
	at := r.Targets[0].At
	if there := ownNamed(f, at, s); there != nil {
		return fmt.Errorf("the name %s is taken in %s, by %s; choose another one", clean(s), at.Region, there.ID)
	}
	return nil
}

func checkTag(s string) error {
	_, err := parseTag(s)
	return err
}

// seen is an instance as far as it is known: as it was read for its own sake,
// or as a list has it.
func seen(f Facts, t Target) (inst *ami.Instance, known bool) {
	need := ami.InstanceDevices{Where: t.At, ID: t.ID}
	if b, ok := f.Answer(need).(ami.InstanceDevicesBody); ok {
		return &b.Instance, true
	}
	if f.Why(need) == "" {
		return nil, true
	}
	return f.Instance(t.At, t.ID)
}

// notImaged is why no image can be made of an instance: "" when one can.
func notImaged(f Facts, t Target) string {
	inst, known := seen(f, t)
	switch {
	case !known:
		return unread(f, ami.InstanceDevices{Where: t.At, ID: t.ID})
	case inst == nil:
		return "it is gone, or not visible to this account"
	}
	switch state := inst.State.String(); {
	case state == "terminated":
		return "it is terminated, and its volumes are gone with it or hang on nothing; make an image from a snapshot of one instead"
	case state == "shutting-down":
		return "it is being terminated; AWS makes images of instances that run or are stopped"
	case inst.RootType.String() == "instance-store":
		return "its root device is an instance store, of which AWS makes no image; bundle it by hand, or move it to EBS"
	}
	return ""
}

func createNeeds(r Request, f Facts) []ami.Need {
	var needs []ami.Need
	for _, t := range r.Targets {
		needs = append(needs, ami.Caller{Profile: t.At.Profile}, ami.InstanceDevices{Where: t.At, ID: t.ID}, ami.BinRules{Where: t.At})
		if inst, _ := seen(f, t); inst != nil && !inst.ImageID.IsZero() {
			needs = append(needs, ami.OneImage{Where: t.At, ID: inst.ImageID.Raw()})
		}
		switch name := r.Values.One("name"); {
		case name == "":
			needs = append(needs, ami.Images{Where: t.At, From: ami.Source{Kind: ami.Mine}})
		case ami.CheckImageName(name) == nil:
			needs = append(needs, ami.NamedImage{Where: t.At, Name: name})
		}
		b, _ := f.Answer(ami.InstanceDevices{Where: t.At, ID: t.ID}).(ami.InstanceDevicesBody)
		if slices.ContainsFunc(b.Devices, func(d ami.InstanceDevice) bool { return !d.KeyID.IsZero() }) {
			needs = append(needs, ami.Aliases{Where: t.At})
		}
	}
	return needs
}

// nextVersion suggests a name: that of the newest image of the family that the
// instance runs, gone on with; "" while nothing is known of the instance.
func nextVersion(r Request, f Facts) string {
	if len(r.Targets) != 1 {
		return ""
	}
	t := r.Targets[0]
	inst, _ := seen(f, t)
	if inst == nil {
		return ""
	}
	name := inst.Name.Raw()
	if name == "" {
		name = t.ID
	}
	source, _ := f.Image(t.At, inst.ImageID.Raw())
	family, taken, newest := "", map[string]bool{}, int64(0)
	if source != nil && source.OwnerID.String() == f.Account(t.At.Profile) {
		family = ami.Family(source.Name.Raw())
		name = source.Name.Raw()
	}
	f.Owned(t.At, func(img *ami.Image) {
		taken[img.Name.Raw()] = true
		if made := img.Created.UnixMilli(); family != "" && made > newest && ami.Family(img.Name.Raw()) == family {
			name, newest = img.Name.Raw(), made
		}
	})
	return ami.NextName(name, r.Now.UTC(), func(s string) bool { return taken[s] })
}

// wantedImage is what is asked of a plan to make an image.
type wantedImage struct {
	name, description  string
	noReboot, protect  bool
	cooldown           bool // of the protection
	drop               []string
	ends               map[string]bool // whether a device's volume is deleted with its instance
	tags, snapshotTags []Tag
	deprecate          time.Time // zero: it is not
}

func parseImage(r *Request) (w wantedImage, err error) {
	v := r.Values
	w = wantedImage{name: v.One("name"), description: v.One("description"), noReboot: v.On("no-reboot"), protect: v.On("protect") || v.On("cooldown"), cooldown: v.On("cooldown"), drop: v["drop"]}
	if w.name == "" {
		return w, errors.New("the image needs a name: give one that no other image of the account has there (name)")
	}
	if err := errors.Join(ami.CheckImageName(w.name), checkDescription(w.description)); err != nil {
		return w, err
	}
	if w.ends, err = parseFates(v["volume"], w.drop); err != nil {
		return w, err
	}
	if w.tags, err = parseTags(v["tag"], nil); err != nil {
		return w, err
	}
	if w.snapshotTags, err = parseTags(v["snapshot-tag"], w.tags); err != nil {
		return w, err
	}
	at := v.One("deprecate")
	if at == "" {
		return w, nil
	}
	if w.deprecate, err = parseMoment(at, r.Now); err != nil {
		return w, err
	}
	// "in 30d" is settled once: planning again must not move the date.
	r.Values = v.With("deprecate", w.deprecate.Format(time.RFC3339))
	return w, checkAhead(at, w.deprecate, r.Now)
}

// parseTags reads tags that go over others.
func parseTags(words []string, over []Tag) ([]Tag, error) {
	tags := slices.Clone(over)
	for i, word := range words {
		tag, err := parseTag(word)
		if err != nil {
			return nil, err
		}
		same := func(o Tag) bool { return o.Key == tag.Key }
		for _, earlier := range words[:i] {
			if o, _ := parseTag(earlier); same(o) {
				return nil, fmt.Errorf("the tag key %q is given twice; give it once", tag.Key)
			}
		}
		if at := slices.IndexFunc(tags, same); at >= 0 {
			tags[at] = tag
			continue
		}
		tags = append(tags, tag)
	}
	if len(tags) > maxTags {
		return nil, fmt.Errorf("there are %d tags, and AWS takes %d; leave %d out", len(tags), maxTags, len(tags)-maxTags)
	}
	return tags, nil
}

func planCreate(r Request, f Facts) (Plan, error) {
	if len(r.Targets) != 1 {
		return Plan{}, errors.New("create-image needs one instance: name it by its ID")
	}
	w, err := parseImage(&r)
	if err != nil {
		return Plan{}, err
	}
	c := creation{draft: begin(r, f, "DEVICE", "VOLUME", "SIZE", "TYPE", "KEY", "$ A MONTH"), wanted: w, risk: Costly}
	c.Target = r.Targets[0]
	inst, _ := seen(f, c.Target)
	c.name = instanceName(inst, c.ID)
	if why := notImaged(f, c.Target); why != "" {
		c.leave(c.subject, why)
	} else {
		c.plan()
	}
	p := c.finish(c.risk, "", "")
	p.Title = "Create image " + w.name + " of " + c.name
	return p, nil
}

// instanceName is what people call an instance; its ID where it has no name.
func instanceName(inst *ami.Instance, id string) string {
	if inst != nil && !inst.Name.IsZero() {
		return inst.Name.String()
	}
	return clean(id)
}
