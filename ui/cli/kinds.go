package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tami/model/ami"
	"tami/model/op"
)

// named is a kind of target that a flag names, of actions that take several.
type named struct {
	kind             op.Kind
	flag, word, help string
}

// namedKinds are the flags of the kinds that an action takes; none where it
// takes one kind only, whose IDs are operands.
func namedKinds(a op.Action) []named {
	if len(a.Also) == 0 {
		return nil
	}
	all := []named{
		{op.OnGroups, "group", "G", "the Auto Scaling group, by name"},
		{op.OnTemplates, "template", "T", "the launch template, by ID or name"},
		{op.OnInstances, "instance", "I", "the instance, by ID"},
		{op.OnParameters, "parameter", "P", "the SSM parameter, by name"},
	}
	return slices.DeleteFunc(all, func(n named) bool { return !a.Takes(n.kind) })
}

func addNamed(cmd *cobra.Command, a op.Action) {
	for _, n := range namedKinds(a) {
		cmd.Flags().String(n.flag, "", n.help+" (`"+n.word+"`)")
	}
}

// named takes the one thing that flags name.
func (want *asked) named(cmd *cobra.Command) error {
	var flags []string
	for _, n := range namedKinds(want.action) {
		flags = append(flags, "--"+n.flag+" "+n.word)
		id, _ := cmd.Flags().GetString(n.flag)
		if id == "" {
			continue
		}
		if len(want.ids) > 0 {
			return wrong("%s takes one thing; name either %s", cmd.CommandPath(), strings.Join(flags, " or "))
		}
		if n.kind == op.OnInstances {
			if noun := target(n.kind); !noun.names(id) {
				return wrong("--instance %q is not the ID of %s, such as %s", id, noun.what, noun.like)
			}
		}
		want.on, want.ids = n.kind, []string{id}
	}
	if len(want.ids) == 0 {
		return wrong("%s takes %s", cmd.CommandPath(), orList(flags))
	}
	return nil
}

// findNamed finds the one thing that flags name. A name may stand in several
// places: then the place that holds the image to go to is meant.
func (r *reading) findNamed(want asked) ([]op.Target, error) {
	name := want.ids[0]
	needs := r.callers()
	to := want.values.One("to")
	var looks []ami.Need
	for _, at := range r.places {
		looks = append(looks, namedNeed(want.on, at, name))
		if to != "" {
			needs = append(needs, ami.OneImage{Where: at, ID: to})
		}
	}
	if err := r.ask(append(needs, looks...)...); err != nil {
		return nil, err
	}
	var found []op.Target
	for _, at := range r.places {
		if id := r.namedIn(want.on, at, name); id != "" {
			found = append(found, op.Target{At: at, ID: id})
		}
	}
	if len(found) > 1 && to != "" {
		found = slices.DeleteFunc(found, func(t op.Target) bool { return r.state.Image(t.At, to) == nil })
	}
	switch {
	case len(found) == 1:
		return found, nil
	case len(found) > 1:
		var places []string
		for _, t := range found {
			places = append(places, t.At.String())
		}
		return nil, wrong("%s is in %s; choose one with --region", name, strings.Join(places, ", "))
	}
	lost := append(r.lost, r.troubles(looks)...)
	r.s.complain(lost)
	r.notFound(want.ids, lost)
	return nil, ended(Failed)
}

func namedNeed(kind op.Kind, at ami.Where, name string) ami.Need {
	switch kind {
	case op.OnTemplates:
		return ami.Templates{Where: at}
	case op.OnInstances:
		return ami.Instances{Where: at}
	case op.OnParameters:
		return ami.ParameterHistory{Where: at, Name: name}
	}
	return ami.Groups{Where: at}
}

// namedIn is the ID of the thing in a place; "" where it is not there.
func (r *reading) namedIn(kind op.Kind, at ami.Where, name string) string {
	switch b := r.state.Answer(namedNeed(kind, at, name)).(type) {
	case ami.TemplateList:
		if t := b.Find(name); t != nil {
			return t.ID.Raw()
		}
	case ami.GroupList:
		if b.Find(name) != nil {
			return name
		}
	case ami.ParameterHistoryList:
		return name
	default: // not there
	}
	if kind == op.OnInstances && r.sees(kind, at, name) {
		return name
	}
	return ""
}
