package op

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"tami/model/ami"
	"tami/model/text"
)

// AWS's limits of tags.
const (
	maxTags     = 50
	maxTagKey   = 128
	maxTagValue = 256
)

// imageTag sets and removes tags.
func imageTag() Action {
	return Action{
		ID: "image.tag", Word: "tag", Title: "Edit the tags", On: OnImages, Many: true, Risk: Guarded,
		Help: "Set tags on images and remove tags from them, and from their snapshots where asked.",
		Why:  unseen, Needs: tagNeeds, Fields: tagFields, Plan: planTag,
	}
}

func tagFields(Request, Facts) []Field {
	return []Field{
		{Name: "tag", Label: "Set", Help: "a tag to set", Value: "KEY=VALUE", Kind: List, Operand: true, Check: func(s string) error { _, err := parseTag(s); return err }},
		{Name: "remove", Label: "Remove", Help: "a tag to remove", Value: "KEY", Kind: List, Check: checkTagKey},
		{Name: "with-snapshots", Label: "The snapshots too", Help: "change the snapshots of the images likewise", Kind: Toggle},
	}
}

func tagNeeds(r Request, f Facts) []ami.Need {
	needs := imageNeeds(r, f)
	if !r.Values.On("with-snapshots") {
		return needs
	}
	for _, t := range r.Targets {
		if img, _ := f.Image(t.At, t.ID); img != nil {
			for _, id := range img.SnapshotIDs() {
				needs = append(needs, ami.OneSnapshot{Where: t.At, ID: id})
			}
		}
	}
	return needs
}

func parseTag(s string) (Tag, error) {
	key, value, ok := strings.Cut(s, "=")
	if !ok {
		return Tag{}, fmt.Errorf("%q is no tag; tags are written KEY=VALUE, and KEY= has no value", s)
	}
	if n := utf8.RuneCountInString(value); n > maxTagValue {
		return Tag{}, fmt.Errorf("the value of tag %q has %d characters, and AWS takes %d; shorten it", key, n, maxTagValue)
	}
	return Tag{key, value}, checkTagKey(key)
}

func checkTagKey(key string) error {
	switch n := utf8.RuneCountInString(key); {
	case key == "":
		return errors.New("a tag needs a key: write KEY=VALUE")
	case n > maxTagKey:
		return fmt.Errorf("the tag key that begins with %q has %d characters, and AWS takes %d; shorten it", string([]rune(key)[:20]), n, maxTagKey)
	case reservedTag(key):
		return fmt.Errorf("the tag key %q begins with aws:, which AWS keeps for itself; choose another key", key)
	case !utf8.ValidString(key):
		return fmt.Errorf("the tag key %q is not valid UTF-8; write it anew", key)
	}
	return nil
}

// reservedTag reports a key that only AWS sets and removes.
func reservedTag(key string) bool { return strings.HasPrefix(strings.ToLower(key), "aws:") }

// tagging is what is asked of a plan for tags.
type tagging struct {
	set       []Tag
	remove    []string
	snapshots bool
}

func parseTagging(v Values) (tagging, error) {
	t := tagging{snapshots: v.On("with-snapshots")}
	for _, word := range v["tag"] {
		tag, err := parseTag(word)
		if err != nil {
			return t, err
		}
		if slices.ContainsFunc(t.set, func(o Tag) bool { return o.Key == tag.Key }) {
			return t, fmt.Errorf("the tag key %q is given twice; give it once", tag.Key)
		}
		t.set = append(t.set, tag)
	}
	for _, key := range v["remove"] {
		switch err := checkTagKey(key); {
		case err != nil:
			return t, err
		case slices.ContainsFunc(t.set, func(o Tag) bool { return o.Key == key }):
			return t, fmt.Errorf("the tag %q is both set and removed; do one of the two", key)
		case !slices.Contains(t.remove, key):
			t.remove = append(t.remove, key)
		}
	}
	if len(t.set)+len(t.remove) == 0 {
		return t, errors.New("no tag is named: give KEY=VALUE to set one, or the key of one to remove (remove)")
	}
	return t, nil
}

func planTag(r Request, f Facts) (Plan, error) {
	t, err := parseTagging(r.Values)
	if err != nil {
		return Plan{}, err
	}
	d := begin(r, f, "IMAGE", "ID", "TAGS", "THEN")
	d.each(unseen, func(one subject) {
		d.tag(one, one.ID, one.name, one.img.Tags, t)
		if !t.snapshots {
			return
		}
		for _, id := range one.img.SnapshotIDs() {
			need := ami.OneSnapshot{Where: one.At, ID: id}
			switch snap, read := f.Snapshot(one.At, id); {
			case !read:
				d.unchecked(NotChecked{"snapshot " + id, f.Why(need)})
			case snap == nil:
				d.say(Warn, "Snapshot %s of %s is gone, or not visible to this account.", id, one.name)
			default:
				d.tag(one, id, id, snap.Tags, t)
			}
		}
	})
	if slices.ContainsFunc(t.set, func(o Tag) bool { return strings.HasPrefix(o.Key, "ec2:SharedTag/") }) {
		d.say(Note, "Whom an image is shared with sees its tags whose keys begin with ec2:SharedTag/.")
	}
	return d.finish(Safe, "Tag", ""), nil
}

// tag changes the tags of an image or of one of its snapshots, as far as they
// are not so already. A tag is removed before others are set, for the sake of
// the limit.
func (d *draft) tag(one subject, id, name string, now []ami.Tag, t tagging) {
	e := edit(now, t)
	if len(e.set)+len(e.removed) == 0 {
		d.say(Note, "%s has its tags like that already.", name)
		return
	}
	if e.then > maxTags {
		d.say(Stop, "%s would have %d tags, and AWS takes %d: remove some of them first.", name, e.then, maxTags)
	}
	if id == one.ID {
		d.row(one, false, id, ami.Count(e.before, "tag", "tags"), ami.Count(e.then, "tag", "tags"))
	}
	var after []string
	if len(e.removed) > 0 {
		d.Risk = max(d.Risk, Guarded)
		removal := d.step(one, "remove "+keysOf(e.removed)+" from "+name, DeleteTags{[]string{id}, keys(e.removed)},
			Undo{Grade: Exact, Calls: []Call{CreateTags{[]string{id}, e.removed}}})
		if e.before+len(e.fresh) > maxTags { // there is no room before
			after = []string{removal}
		}
	}
	if len(e.set) > 0 {
		var back []Call
		if len(e.fresh) > 0 {
			back = append(back, DeleteTags{[]string{id}, keys(e.fresh)})
		}
		if len(e.replaced) > 0 {
			d.Risk = max(d.Risk, Guarded)
			d.say(Note, "%s: the value of %s is replaced.", name, keysOf(e.replaced))
			back = append(back, CreateTags{[]string{id}, e.replaced})
		}
		d.step(one, "set "+keysOf(e.set)+" on "+name, CreateTags{[]string{id}, e.set}, Undo{Grade: Exact, Calls: back}, after...)
	}
}

// edited is what a change of tags comes to for one resource.
type edited struct {
	set      []Tag // what is sent: new keys and new values
	fresh    []Tag // of these, those whose key is new
	replaced []Tag // the old tags of keys that get another value
	removed  []Tag // the old tags that go
	before   int   // how many of its owner's there are
	then     int
}

func edit(now []ami.Tag, t tagging) edited {
	var e edited
	for _, tag := range now {
		old := Tag{tag.Key.Raw(), tag.Value.Raw()}
		if !reservedTag(old.Key) {
			e.before++
		}
		if slices.Contains(t.remove, old.Key) {
			e.removed = append(e.removed, old)
		}
	}
	for _, tag := range t.set {
		i := slices.IndexFunc(now, func(o ami.Tag) bool { return o.Key.Raw() == tag.Key })
		switch {
		case i < 0:
			e.fresh = append(e.fresh, tag)
		case now[i].Value.Raw() == tag.Value:
			continue
		default:
			e.replaced = append(e.replaced, Tag{tag.Key, now[i].Value.Raw()})
		}
		e.set = append(e.set, tag)
	}
	e.then = e.before - len(e.removed) + len(e.fresh)
	return e
}

func keys(tags []Tag) []string {
	list := make([]string, len(tags))
	for i, t := range tags {
		list[i] = t.Key
	}
	return list
}

// keysOf names tags by their keys, safe to show.
func keysOf(tags []Tag) string {
	words := keys(tags)
	for i := range words {
		words[i] = text.Clean(words[i]).String()
	}
	if len(words) == 1 {
		return "tag " + words[0]
	}
	return "tags " + listed(words)
}
