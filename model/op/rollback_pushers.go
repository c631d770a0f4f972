package op

import (
	"maps"
	"slices"
	"strings"

	"tami/model/ami"
	"tami/model/text"
)

// checkPushers says what may bring the bad image back: what was seen of it, and
// that there may be more.
func (b *rollback) checkPushers() {
	if b.kind == OnInstances {
		return // what replaces a stand-alone instance is not to be seen
	}
	for _, p := range b.pushers() {
		if b.Request.Values.On(fieldLeave) {
			b.note(Doubt, "the parameter %s says %s and stays so; what reads it goes on launching that", p.Name, b.name(b.now))
		}
	}
	if why := b.facts.Why(ami.ImageParameters{Where: b.at}); why != "" {
		b.unchecked(NotChecked{"parameters that name the image of now", why})
	}
	if b.group != nil && b.use.Version.Raw() == ami.LatestVersion {
		b.note(Doubt, "the group follows $Latest of %s: whoever makes the next version launches it here", b.template())
	}
	templates, _ := answered[ami.TemplateList](b.facts, ami.Templates{Where: b.at})
	if t := templates.Find(b.use.ID.Raw()); t != nil && !b.use.ID.IsZero() {
		b.keptBy("template", t.Name, t.Tags)
	}
	if b.group != nil {
		b.keptBy("group", b.group.Name, b.group.Tags)
	}
	b.madeBy()
	b.unchecked(NotChecked{"pipelines, stacks and Terraform state that may set the image again", "only tags, parameters and $Latest are read"})
}

// keptBy says what manages a template or a group, as its tags tell.
func (b *rollback) keptBy(what string, name text.Safe, tags []ami.Tag) {
	if by, ok := tagValue(tags, "aws:cloudformation:stack-name"); ok {
		b.note(Doubt, "CloudFormation (%s) keeps %s %s, and its next update sets it again", by, what, name)
		return
	}
	for _, key := range []string{"managed-by", "ManagedBy", "terraform"} {
		by, ok := tagValue(tags, key)
		switch {
		case ok && key == "terraform":
			by = "Terraform"
		case !ok:
			continue
		}
		b.note(Doubt, "%s %s is managed by %s, as its tag says, and the next run may set it again", what, name, by)
		return
	}
}

// madeBy says which pipeline made the bad image, and what may take the good one
// away meanwhile, as the tags of the images tell.
func (b *rollback) madeBy() {
	if now, _ := b.facts.Image(b.at, b.now); now != nil {
		arn, built := tagValue(now.Tags, "Ec2ImageBuilderArn")
		if by, _ := tagValue(now.Tags, "CreatedBy"); built || by == "EC2 Image Builder" {
			b.note(Doubt, "Image Builder made %s%s; its pipeline may make the next one, and set the template or the parameter to it", b.name(b.now), behind(arn))
			b.unchecked(NotChecked{"the pipelines and the distribution settings of Image Builder", "tami does not ask Image Builder"})
		}
	}
	if b.img == nil {
		return
	}
	policy, ok := tagValue(b.img.Tags, "aws:dlm:lifecycle-policy-id")
	if !ok {
		_, ok = tagValue(b.img.Tags, "dlm:managed")
	}
	if ok {
		b.note(Doubt, "Data Lifecycle Manager keeps %s%s, and deregisters it by itself in time; protect it afterwards", b.name(b.to), behind(policy))
		b.unchecked(NotChecked{"when Data Lifecycle Manager deregisters " + b.name(b.to), "tami does not ask it for its policies"})
	}
}

func behind(id string) string {
	if id == "" {
		return ""
	}
	return " (" + id[strings.LastIndexByte(id, ':')+1:] + ")"
}

// pushers are the other parameters that name the image of now.
func (b *rollback) pushers() []ami.Parameter {
	if b.kind != OnGroups && b.kind != OnTemplates || b.now == "" {
		return nil
	}
	list, _ := answered[ami.ParameterList](b.facts, ami.ImageParameters{Where: b.at})
	var found []ami.Parameter
	for _, p := range list.List {
		if p.Value.Raw() == b.now && p.Name.Raw() != b.parameter {
			found = append(found, p)
		}
	}
	return found
}

// checkDeleted says what the group launches now, where the version that its
// instances came from, or the one that it pins, is not there any more.
func (b *rollback) checkDeleted() {
	if b.use.ID.IsZero() || len(b.versions.List) == 0 {
		return
	}
	launches := "nothing can be launched from it"
	if b.source() != nil && b.now != "" {
		launches = "new instances launch " + b.name(b.now) + " (v" + number(b.use.Number) + ")"
	}
	if b.source() == nil && b.use.Number != 0 {
		b.note(Doubt, "version %d of %s, which the group launches from, is deleted: %s", b.use.Number, b.template(), launches)
	}
	gone := map[int64]int{}
	for _, m := range b.group.Members {
		n := m.Template.Number
		if m.Template.ID == b.use.ID && n != 0 && b.versions.Version(n) == nil {
			gone[n]++
		}
	}
	for _, n := range slices.Sorted(maps.Keys(gone)) {
		follows := ""
		if b.use.Moves() {
			follows = b.use.Version.String() + " is v" + number(b.use.Number) + " by now: "
		}
		if n != b.use.Number {
			b.note(Doubt, "%s from version %d of %s, which is deleted; %s%s", ami.Count(gone[n], "instance is", "instances are"), n, b.template(), follows, launches)
		}
	}
}
