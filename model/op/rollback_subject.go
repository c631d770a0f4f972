package op

import (
	"cmp"
	"slices"
	"strconv"

	"tami/model/ami"
)

// rollback is a plan that brings one thing back to another image, while it is
// being made.
type rollback struct {
	*draft
	at   ami.Where
	id   string
	kind Kind

	// What is known of the thing.
	missing   string // why it cannot be rolled back: it is gone, or could not be read
	managed   string // the AWS service that manages it
	group     *ami.Group
	instance  *ami.Instance
	disks     *ami.InstanceDevicesBody
	use       ami.TemplateUse // the template that it launches from, and the version in use
	versions  ami.TemplateVersionList
	parameter string // the SSM parameter that names the image, without version and label
	now       string // the image that it launches now; empty: not known

	past []Past
	to   string // the image to go to
	why  string // why that one, where nobody said
	img  *ami.Image
	way  string
	sign []Line // what was checked

	refusals []string // why the way does not lead back
	returns  bool     // it is checked for the way back of a rollback, and makes no steps
}

func newRollback(r Request, f Facts) *rollback {
	b := &rollback{draft: begin(r, f)}
	if len(r.Targets) == 0 {
		return b
	}
	t := r.Targets[0]
	b.at, b.id, b.kind = t.At, t.ID, kindOf(r)
	switch b.kind {
	case OnTemplates:
		b.readTemplate()
	case OnInstances:
		b.readInstance()
	case OnParameters:
		b.parameter = b.id
		b.readParameter()
	default:
		b.readGroup()
	}
	if b.missing != "" {
		return b
	}
	b.past = b.history()
	b.to = r.Values.One(fieldTo)
	if b.to == "" {
		b.suggest()
	}
	if b.to != "" {
		b.img, _ = f.Image(b.at, b.to)
	}
	return b
}

// image is an image of the place as a target.
func (b *rollback) image(id string) Target { return Target{At: b.at, ID: id} }

// name is what people call an image of the place.
func (b *rollback) name(id string) string {
	img, _ := b.facts.Image(b.at, id)
	return imageName(img, clean(id))
}

// what names the thing: "group web-blue".
func (b *rollback) what() string {
	switch {
	case b.kind == OnTemplates:
		return "template " + cmp.Or(b.versions.Name.String(), clean(b.id))
	case b.kind == OnInstances && b.instance != nil && !b.instance.Name.IsZero():
		return "instance " + b.instance.Name.String() + " (" + clean(b.id) + ")"
	}
	return string(b.kind) + " " + clean(b.id)
}

// lacks is why an answer is not there.
func (b *rollback) lacks(n ami.Need, gone string) string {
	if why := b.facts.Why(n); why != "" {
		return why
	}
	return gone
}

func (b *rollback) readGroup() {
	need := ami.Groups{Where: b.at}
	list, _ := answered[ami.GroupList](b.facts, need)
	if b.group = list.Find(b.id); b.group == nil {
		b.missing = b.lacks(need, "there is no such group, or it is not visible")
		return
	}
	b.managed = b.group.Managed.String()
	b.use = b.group.Template
	if !b.group.Configuration.IsZero() {
		configurations, _ := answered[ami.LaunchConfigurationList](b.facts, ami.LaunchConfigurations{Where: b.at})
		for _, c := range configurations.List {
			if c.Name == b.group.Configuration {
				b.now = c.ImageID.Raw()
			}
		}
		return
	}
	b.readVersions(b.use.ID.Raw())
	b.fromVersion(b.use.Number)
	if image := policyImage(b.group.Policy); image != "" { // every type says itself what it launches
		b.now = image
	}
}

func (b *rollback) readTemplate() {
	need := ami.TemplateVersions{Where: b.at, ID: b.id}
	b.readVersions(b.id)
	if len(b.versions.List) == 0 {
		b.missing = b.lacks(need, "there is no such launch template, or it is not visible")
		return
	}
	templates, _ := answered[ami.TemplateList](b.facts, ami.Templates{Where: b.at})
	if t := templates.Find(b.id); t != nil {
		b.managed = t.Managed.String()
	}
	b.use = ami.TemplateUse{ID: b.versions.ID, Name: b.versions.Name, Number: b.versions.Default()}
	b.fromVersion(b.use.Number)
}

func (b *rollback) readVersions(id string) {
	b.versions, _ = answered[ami.TemplateVersionList](b.facts, ami.TemplateVersions{Where: b.at, ID: id})
}

// fromVersion settles what a version of the template launches now.
func (b *rollback) fromVersion(number int64) {
	v := b.versions.Version(number)
	switch {
	case v == nil:
		return
	case v.ImageID.IsZero():
		b.parameter = v.ParameterName()
		b.readParameter()
		b.missing = ""
	default:
		b.now = v.ImageID.Raw()
	}
}

func (b *rollback) readInstance() {
	need := ami.InstanceDevices{Where: b.at, ID: b.id}
	body, ok := answered[ami.InstanceDevicesBody](b.facts, need)
	if ok {
		b.disks, b.instance = &body, &body.Instance
	} else {
		b.instance, _ = b.facts.Instance(b.at, b.id)
	}
	if b.instance == nil {
		b.missing = b.lacks(need, "there is no such instance, or it is not visible")
		return
	}
	b.now = b.instance.ImageID.Raw()
}

func (b *rollback) readParameter() {
	need := ami.ParameterHistory{Where: b.at, Name: b.parameter}
	past, _ := answered[ami.ParameterHistoryList](b.facts, need)
	if len(past.List) == 0 {
		b.missing = b.lacks(need, "there is no such parameter, or it is not visible")
		return
	}
	newest := past.List[0]
	if newest.DataType.Raw() != "aws:ec2:image" && b.kind == OnParameters {
		b.missing = "its data type is " + or(newest.DataType.String(), "text") + " and not aws:ec2:image, so it is not known to name an image"
	}
	b.now = newest.Value.Raw()
}

// refreshes of the group, the newest first.
func (b *rollback) refreshes() []ami.Refresh {
	list, _ := answered[ami.RefreshList](b.facts, ami.Refreshes{Where: b.at, Group: b.id})
	return list.List
}

// versionWith is the newest version of the template that names an image; nil
// without one.
func (b *rollback) versionWith(image string) *ami.TemplateVersion {
	n := slices.IndexFunc(b.versions.List, func(v ami.TemplateVersion) bool { return v.ImageID.Raw() == image })
	if n < 0 {
		return nil
	}
	return &b.versions.List[n]
}

// source is the version that a new one is made from: the one in use.
func (b *rollback) source() *ami.TemplateVersion { return b.versions.Version(b.use.Number) }

func number(n int64) string { return strconv.FormatInt(n, 10) }

// template is the name of the launch template.
func (b *rollback) template() string {
	return cmp.Or(b.versions.Name.String(), b.use.Name.String(), b.use.ID.String())
}
