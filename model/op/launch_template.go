package op

import (
	"fmt"
	"strconv"
	"strings"

	"tami/model/ami"
	"tami/model/text"
)

// templateNeed is the question about the launch template that is named, and
// whether one is.
func (o *order) templateNeed() (ami.TemplateVersions, bool) {
	id := o.asked.One("template")
	return ami.TemplateVersions{Where: o.at, ID: id}, id != "" && o.checkTemplate(id) == nil
}

// given is the version of the launch template that is named; nil where none is,
// or it is not known.
func (o *order) given() *ami.TemplateVersion {
	need, named := o.templateNeed()
	list, known := answered[ami.TemplateVersionList](o.facts, need)
	if !named || !known {
		return nil
	}
	switch version := o.asked.One("template-version"); version {
	case "", ami.DefaultVersion:
		return list.Version(list.Default())
	case ami.LatestVersion:
		return list.Version(list.Latest())
	default:
		n, _ := strconv.ParseInt(version, 10, 64) // 0 is no version
		return list.Version(n)
	}
}

// unread reports a launch template whose content is not known: what is left
// empty may still be given by it.
func (o *order) unread() bool { return o.asked.One("template") != "" && o.template == nil }

// merged is what is asked for over what the launch template gives.
func (o *order) merged() Values {
	v, t := o.asked, o.template
	if t == nil {
		return v
	}
	fill := func(name string, values ...text.Safe) {
		if len(values) == 0 || values[0].IsZero() || v.One(name) != "" && v.One(name) != asImage {
			return
		}
		raw := make([]string, len(values))
		for i, s := range values {
			raw[i] = s.Raw()
		}
		v = v.With(name, raw...)
	}
	fill("type", t.Type)
	fill("key", t.Key)
	fill("subnet", t.Subnet)
	fill("security-group", t.Groups...)
	fill("profile-arn", t.Profile)
	fill("http-tokens", t.Tokens)
	endpoint, hops := metadataOf(t)
	fill("http-endpoint", text.Clean(endpoint))
	fill(hopField, text.Clean(hops))
	if t.Spot {
		v = v.With("spot", "true")
	}
	return v
}

// shaped is the image with the block devices that the launch template changes.
func (o *order) shaped(img *ami.Image) *ami.Image {
	if img == nil || o.template == nil || len(o.template.Devices) == 0 {
		return img
	}
	with := *img
	with.Devices = append([]ami.Device(nil), img.Devices...)
	for _, d := range o.template.Devices {
		at := -1
		for i := range with.Devices {
			if with.Devices[i].Name == d.Name {
				at = i
			}
		}
		switch {
		case at < 0:
			with.Devices = append(with.Devices, d)
		case d.EBS == nil || with.Devices[at].EBS == nil:
			with.Devices[at] = d
		default:
			with.Devices[at].EBS = over(*d.EBS, *with.Devices[at].EBS)
		}
	}
	return &with
}

// over is a volume of the image with what the template says of it.
func over(d, e ami.EBS) *ami.EBS {
	if d.VolumeSize != 0 {
		e.VolumeSize = d.VolumeSize
	}
	if !d.VolumeType.IsZero() {
		e.VolumeType, e.IOPS, e.Throughput = d.VolumeType, 0, 0
	}
	if d.IOPS != 0 {
		e.IOPS = d.IOPS
	}
	if d.Throughput != 0 {
		e.Throughput = d.Throughput
	}
	if !d.Encrypted.IsZero() {
		e.Encrypted = d.Encrypted
	}
	if !d.DeleteOnTermination.IsZero() {
		e.DeleteOnTermination = d.DeleteOnTermination
	}
	if !d.SnapshotID.IsZero() {
		e.SnapshotID = d.SnapshotID
	}
	return &e
}

// checkGiven holds the launch template itself to what is asked of it.
func (o *order) checkGiven() error {
	need, named := o.templateNeed()
	list, known := answered[ami.TemplateVersionList](o.facts, need)
	switch {
	case !named || !known:
		return nil
	case o.template == nil:
		return fmt.Errorf("the launch template %s has no version %s; its newest is %d (template-version)", or(list.Name.String(), need.ID), or(clean(o.asked.One("template-version")), ami.DefaultVersion), list.Latest())
	case o.template.Interfaces && (o.asked.One("subnet") != "" || len(o.asked["security-group"]) > 0):
		return fmt.Errorf("the launch template %s gives network interfaces, and AWS takes no subnet and no security group beside them; leave both out", or(list.Name.String(), need.ID))
	}
	return nil
}

// otherwise is what holds where a field is left empty: what the template gives, or the image.
func (o *order) otherwise(name string) string {
	var of string
	switch root := o.rootOf(); {
	case o.asked.One(name) != "":
		return ""
	case name == "count":
		return "1"
	case name == "root-size" && root != nil:
		return strconv.Itoa(int(root.VolumeSize)) + o.source()
	case name == "root-iops" && root != nil && root.IOPS > 0:
		return strconv.Itoa(int(root.IOPS)) + o.source()
	case name == "root-throughput" && root != nil && root.Throughput > 0:
		return strconv.Itoa(int(root.Throughput)) + o.source()
	case name == hopField && o.img != nil && o.values.One(name) == "":
		return o.usualHopWords()
	case o.template == nil:
		return ""
	case name == secretField && !o.template.UserData.IsZero():
		return "that of the launch template"
	}
	for i, v := range o.values[name] {
		if i > 0 {
			of += " "
		}
		of += clean(v)
	}
	if of == "" {
		return ""
	}
	return of + ", of the launch template"
}

// source says where a figure of the root volume comes from.
func (o *order) source() string {
	for i := range o.devicesGiven() {
		if o.template.Devices[i].Name == o.img.RootDevice {
			return ", of the launch template"
		}
	}
	return ", of the image"
}

func (o *order) devicesGiven() []ami.Device {
	if o.template == nil {
		return nil
	}
	return o.template.Devices
}

// templateChoices are the launch templates of the place.
func (o *order) templateChoices() []Choice {
	b, _ := answered[ami.TemplateList](o.facts, ami.Templates{Where: o.at})
	choices := make([]Choice, 0, len(b.List))
	for i := range b.List {
		t := &b.List[i]
		c := Choice{Value: t.ID.Raw(), Label: fmt.Sprintf("%s, default v%d of %d", t.Name, t.Default, t.Latest)}
		if !t.Managed.IsZero() {
			c.Off = "it is managed by " + t.Managed.String()
		}
		choices = append(choices, c)
	}
	return choices
}

// versionChoices are the versions of the launch template that is named, the newest
// first.
func (o *order) versionChoices() []Choice {
	need, named := o.templateNeed()
	list, known := answered[ami.TemplateVersionList](o.facts, need)
	if !named || !known || len(list.List) == 0 {
		return nil
	}
	choices := []Choice{
		{Value: ami.DefaultVersion, Label: fmt.Sprintf("the default, %d now", list.Default())},
		{Value: ami.LatestVersion, Label: fmt.Sprintf("the newest, %d now", list.Latest())},
	}
	for i := range list.List {
		v := &list.List[i]
		words := []string{}
		for _, w := range []text.Safe{v.Type, v.Description} {
			if !w.IsZero() {
				words = append(words, w.String())
			}
		}
		choices = append(choices, Choice{Value: strconv.FormatInt(v.Number, 10), Label: strings.Join(words, ", ")})
	}
	return choices
}

// sayGiven says what the launch template adds to the launch beyond the fields of
// the form.
func (d *draft) sayGiven(o *order) {
	need, named := o.templateNeed()
	if !named {
		return
	}
	t := o.template
	if t == nil {
		d.unchecked(NotChecked{"what the launch template " + clean(need.ID) + " gives", or(d.facts.Why(need), "it is not known") + "; the dry run holds it to AWS's rules"})
		return
	}
	list, _ := answered[ami.TemplateVersionList](d.facts, need)
	d.say(Note, "The launch template %s, version %d, gives what is not said here; its image is not used.", or(list.Name.String(), need.ID), t.Number)
	if !t.UserData.IsZero() && len(o.asked.One(secretField)) == 0 {
		d.say(Note, "The launch template has user data, which is run at the first start.")
	}
	if t.Protected {
		d.say(Warn, "The launch template protects its instances from being terminated: AWS refuses the undo until that is lifted.")
	}
	d.unchecked(NotChecked{"what else version " + strconv.FormatInt(t.Number, 10) + " of the launch template says (placement, options of the CPU, tags …)", "the dry run holds it to AWS's rules"})
}
