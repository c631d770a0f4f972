package screen

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tami/model"
	"tami/model/ami"
	"tami/model/op"
)

// fleetSections are what the screen lists, in the order of its tabs.
func fleetSections() []fleetSection {
	return []fleetSection{
		{
			name: "Groups", one: "group", many: "groups", kind: op.OnGroups, topic: "Auto Scaling group", rows: groupRows,
			need:  func(at ami.Where) []ami.Need { return []ami.Need{ami.Groups{Where: at}, ami.Instances{Where: at}} },
			empty: "no Auto Scaling groups",
		},
		{
			name: "Templates", one: "launch template", many: "launch templates", kind: op.OnTemplates, topic: "Launch template", rows: templateRows,
			need:  func(at ami.Where) []ami.Need { return []ami.Need{ami.Templates{Where: at}, ami.Groups{Where: at}} },
			empty: "no launch templates",
		},
		{
			name: "Instances", one: "instance of no group", many: "instances of no group", kind: op.OnInstances, topic: "Root volume replacement", rows: loneRows,
			need:  func(at ami.Where) []ami.Need { return []ami.Need{ami.Instances{Where: at}, ami.Groups{Where: at}} },
			empty: "no instance stands alone",
		},
		{
			name: "Parameters", one: "parameter", many: "parameters", kind: op.OnParameters, topic: "SSM parameter as a pointer", rows: parameterRows,
			need:  func(at ami.Where) []ami.Need { return []ami.Need{ami.ImageParameters{Where: at}} },
			empty: "no SSM parameter of the type aws:ec2:image",
		},
	}
}

// imageTrouble is why nothing can be launched from an image any more, as far as
// it is known.
func imageTrouble(e Env, at ami.Where, id string) string {
	img, known := e.State.Shown().Image(at, id)
	switch {
	case id == "" || !known:
		return ""
	case img == nil:
		return "image gone"
	case img.Disabled():
		return "image disabled"
	case img.State.String() != "available":
		return "image " + img.State.String()
	}
	return ""
}

// templateRows are the launch templates of a place.
func templateRows(e Env, at ami.Where) []fleetRow {
	list, _ := e.State.Answer(ami.Templates{Where: at}).(ami.TemplateList)
	groups, _ := e.State.Answer(ami.Groups{Where: at}).(ami.GroupList)
	rows := make([]fleetRow, len(list.List))
	for i := range list.List {
		rows[i] = templateRow(e, at, &list.List[i], groups.List)
	}
	return rows
}

func templateRow(e Env, at ami.Where, t *ami.Template, groups []ami.Group) fleetRow {
	r := fleetRow{at: at, id: t.ID.Raw(), name: t.Name.String(), from: fmt.Sprintf("default v%d, latest v%d", t.Default, t.Latest)}
	if t.Default == t.Latest {
		r.from = fmt.Sprintf("v%d, latest", t.Default)
	}
	def, last := t.Version(t.Default), t.Version(t.Latest)
	for _, v := range []*ami.TemplateVersion{def, last} {
		if v == nil {
			continue
		}
		r.add(v.ImageID.Raw())
		word := "latest"
		if v == def {
			word, r.image = "default", v.ImageID.Raw()
			r.unknown = versionImage(e, at, v)
		}
		about := fmt.Sprintf("v%d: %s", v.Number, versionImage(e, at, v))
		if age := model.AgeWords(v.Created, e.State.Now); age != "" {
			about += ", made " + age
		}
		if !v.Description.IsZero() {
			about += " · " + v.Description.String()
		}
		r.say(word, "%s", about)
		if def == last {
			break
		}
	}
	r.unknown = cmp.Or(r.unknown, "not known")
	if def != nil && last != nil && def.ImageID != last.ImageID {
		r.state = "latest: another image"
	}
	if w := imageTrouble(e, at, r.image); w != "" {
		r.state, r.alarm = w, true
	}
	var users []string
	for i := range groups {
		if g := &groups[i]; usesTemplate(g, t) {
			r.total += len(g.Members)
			users = append(users, g.Name.String()+" ("+g.Template.String()+")")
		}
	}
	r.say("used by", "%s", cmp.Or(strings.Join(users, ", "), "no Auto Scaling group"))
	if !t.Managed.IsZero() {
		r.say("managed", "by %s", t.Managed)
	}
	r.say("ID", "%s", t.ID)
	return r
}

// versionImage names the image of a template version.
func versionImage(e Env, at ami.Where, v *ami.TemplateVersion) string {
	switch {
	case !v.ImageID.IsZero():
		return fleetImageName(e, at, v.ImageID.Raw())
	case !v.Parameter.IsZero():
		return "parameter " + v.Parameter.String()
	}
	return "no image"
}

func usesTemplate(g *ami.Group, t *ami.Template) bool {
	same := func(u ami.TemplateUse) bool {
		return !u.ID.IsZero() && u.ID == t.ID || u.ID.IsZero() && !u.Name.IsZero() && u.Name == t.Name
	}
	return same(g.Template) || slices.ContainsFunc(g.Overrides, func(o ami.Override) bool { return same(o.Template) })
}

// loneRows are the instances of a place that no group replaces.
func loneRows(e Env, at ami.Where) []fleetRow {
	l := e.State.Instances(at)
	if l == nil {
		return nil
	}
	groups, read := e.State.Answer(ami.Groups{Where: at}).(ami.GroupList)
	if !read && e.State.Known(ami.Groups{Where: at}).Problem == nil {
		return nil // nothing is said to stand alone before the groups are known
	}
	members := map[string]bool{}
	for _, g := range groups.List {
		for _, m := range g.Members {
			members[m.ID.Raw()] = true
		}
	}
	var rows []fleetRow
	for i := range l.All {
		inst := &l.All[i]
		if members[inst.ID.Raw()] || inst.Gone() {
			continue
		}
		r := fleetRow{at: at, id: inst.ID.Raw(), name: cmp.Or(inst.Name.String(), inst.ID.String()), image: inst.ImageID.Raw(), from: inst.Type.String(), total: 1}
		r.add(r.image)
		r.unknown = "not known"
		if w := imageTrouble(e, at, r.image); w != "" {
			r.state, r.alarm = w, true
		}
		if state := inst.State.String(); state != "running" {
			r.state = strings.TrimPrefix(r.state+", "+state, ", ")
		}
		if !read {
			r.state, r.alarm = "perhaps in a group", true
		}
		r.say("is", "%s, %s, %s in %s", inst.ID, inst.State, inst.Type, inst.Zone)
		if age := model.AgeWords(inst.Launched, e.State.Now); age != "" {
			r.say("launched", "%s", age)
		}
		rows = append(rows, r)
	}
	return rows
}

// parameterRows are the SSM parameters of a place that name images.
func parameterRows(e Env, at ami.Where) []fleetRow {
	list, _ := e.State.Answer(ami.ImageParameters{Where: at}).(ami.ParameterList)
	rows := make([]fleetRow, len(list.List))
	for i := range list.List {
		p := &list.List[i]
		r := fleetRow{at: at, id: p.Name.Raw(), name: p.Name.String(), image: p.Value.Raw(), unknown: p.Why.String(), from: "v" + strconv.FormatInt(p.Version, 10)}
		r.add(r.image)
		if w := imageTrouble(e, at, r.image); w != "" {
			r.state, r.alarm = w, true
		}
		if age := model.Age(p.Modified, e.State.Now); age != "" {
			r.from += ", " + age
		}
		if r.image == "" {
			r.state, r.alarm = "not readable", true
		}
		changed := cmp.Or(model.AgeWords(p.Modified, e.State.Now), "at an unknown time")
		if !p.By.IsZero() {
			changed += " by " + p.By.String()
		}
		r.say("changed", "%s", changed)
		if !p.Description.IsZero() {
			r.say("is", "%s", p.Description)
		}
		rows[i] = r
	}
	return rows
}

// fleetImageName is the name of an image, or its ID where it is not known.
func fleetImageName(e Env, at ami.Where, id string) string {
	if img := e.State.Image(at, id); img != nil && !img.Name.IsZero() {
		return img.Name.String()
	}
	return id
}

// fleetImageUse says what an image is to a row.
func fleetImageUse(e Env, r fleetRow, id string) string {
	for _, c := range r.runs {
		if c.image == id {
			return fmt.Sprintf("%s of %d", model.Count(c.n, "instance", "instances"), r.total)
		}
	}
	if img := e.State.Image(r.at, id); img != nil {
		return model.AgeWords(img.Created, e.State.Now)
	}
	return ""
}
