package op

import (
	"strings"

	"tami/model/ami"
)

// Tag is a key and a value as they are sent.
type Tag struct{ Key, Value string }

// CreateTags sets tags on images, snapshots and whatever else has an ID, at
// most 1,000 in one call. It overwrites values.
type CreateTags struct {
	IDs  []string
	Tags []Tag
}

// DeleteTags removes tags by their keys, whatever the value.
type DeleteTags struct {
	IDs  []string
	Keys []string
}

func (CreateTags) isCall() {}
func (DeleteTags) isCall() {}

func (c CreateTags) traits() traits {
	args := append(append([]string{"ec2", "create-tags", "--resources"}, c.IDs...), "--tags")
	for _, t := range c.Tags {
		args = append(args, shorthand("Key", t.Key, "Value", t.Value))
	}
	return traits{
		operation: "ec2:CreateTags", dryRuns: true, again: true, args: args, probe: firstOf(c.IDs),
		took: tagged(func(tags map[string]string) bool {
			for _, t := range c.Tags {
				if v, ok := tags[t.Key]; !ok || v != t.Value {
					return false
				}
			}
			return true
		}),
	}
}

func (c DeleteTags) traits() traits {
	args := append(append([]string{"ec2", "delete-tags", "--resources"}, c.IDs...), "--tags")
	for _, k := range c.Keys {
		args = append(args, shorthand("Key", k))
	}
	return traits{
		operation: "ec2:DeleteTags", dryRuns: true, again: true, args: args, probe: firstOf(c.IDs),
		took: tagged(func(tags map[string]string) bool {
			for _, k := range c.Keys {
				if _, ok := tags[k]; ok {
					return false
				}
			}
			return true
		}),
	}
}

// firstOf asks about the first of several resources: a call changes the tags
// of all or of none.
func firstOf(ids []string) func(ami.Where) ami.Need {
	switch {
	case len(ids) > 0 && strings.HasPrefix(ids[0], "ami-"):
		return oneImage(ids[0])
	case len(ids) > 0 && strings.HasPrefix(ids[0], "snap-"):
		return oneSnapshot(ids[0])
	}
	return nil
}

func tagged(holds func(map[string]string) bool) func(ami.Body) Effect {
	return func(b ami.Body) Effect {
		var list []ami.Tag
		switch b := b.(type) {
		case ami.ImagePage:
			if len(b.Images) == 1 {
				list = b.Images[0].Tags
			}
		case ami.SnapshotBody:
			list = b.Snapshot.Tags
		default:
			return Unclear
		}
		tags := map[string]string{}
		for _, t := range list {
			tags[t.Key.Raw()] = t.Value.Raw()
		}
		return effect(holds(tags))
	}
}
