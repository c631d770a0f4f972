package sim

import (
	"slices"
	"strings"
	"unicode/utf8"
)

type createTagsInput struct {
	Resources []string `form:"ResourceId"`
	Tags      []Tag    `form:"Tag"`
}

// Limits of tags.
const (
	maxTaggedAtOnce = 1000
	maxTags         = 50
	maxTagKey       = 128
	maxTagValue     = 256
)

// createTags puts tags on resources: all of them, or none when one is unknown.
func createTags(c *call, in *createTagsInput) (func() returned, error) {
	if len(in.Tags) == 0 {
		return nil, missingParameter("Tag")
	}
	if err := checkTags(in.Tags); err != nil {
		return nil, err
	}
	places, err := c.tagPlaces(in.Resources)
	if err != nil {
		return nil, err
	}
	merged := make([][]Tag, len(places))
	for i, place := range places {
		merged[i] = mergeTags(place.tags(), in.Tags)
		if ownTags(merged[i]) > maxTags {
			return nil, refuse("TagLimitExceeded", "More than %d tags specified on %s", maxTags, in.Resources[i])
		}
	}
	return func() returned {
		for i, place := range places {
			place.set(merged[i])
		}
		return returned{true}
	}, nil
}

// ownTags counts the tags that are not AWS's own: only they have a limit.
func ownTags(tags []Tag) int {
	n := 0
	for _, t := range tags {
		if !reserved(t.Key) {
			n++
		}
	}
	return n
}

// reserved reports whether a key is one that only AWS may set.
func reserved(key string) bool { return strings.HasPrefix(strings.ToLower(key), "aws:") }

func reservedKey() error {
	return refuse("InvalidParameterValue", "Tag keys starting with 'aws:' are reserved for internal use")
}

func checkTags(tags []Tag) error {
	for n, t := range tags {
		switch {
		case t.Key == "":
			return refuse("InvalidParameterValue", "Tag key cannot be null or empty")
		case utf8.RuneCountInString(t.Key) > maxTagKey:
			return refuse("InvalidParameterValue", "Tag key exceeds the maximum length of %d characters", maxTagKey)
		case utf8.RuneCountInString(t.Value) > maxTagValue:
			return refuse("InvalidParameterValue", "Tag value exceeds the maximum length of %d characters", maxTagValue)
		case reserved(t.Key):
			return reservedKey()
		case slices.ContainsFunc(tags[:n], func(other Tag) bool { return other.Key == t.Key }):
			return refuse("InvalidParameterValue", "Duplicate tag key '%s' specified.", t.Key)
		}
	}
	return nil
}

// mergeTags gives the old tags with the new ones over them. The old list stays as it is.
func mergeTags(old, added []Tag) []Tag {
	merged := slices.Clone(old)
	for _, t := range added {
		if i := slices.IndexFunc(merged, func(m Tag) bool { return m.Key == t.Key }); i >= 0 {
			merged[i].Value = t.Value
		} else {
			merged = append(merged, t)
		}
	}
	return merged
}

type deleteTagsInput struct {
	Resources []string `form:"ResourceId"`
	Tags      []struct {
		Key   string
		Value *string
	} `form:"Tag"`
}

// deleteTags takes tags off: by key, or by key and value when a value is given.
// Without tags it takes off all of them but AWS's own.
func deleteTags(c *call, in *deleteTagsInput) (func() returned, error) {
	places, err := c.tagPlaces(in.Resources)
	if err != nil {
		return nil, err
	}
	for _, d := range in.Tags {
		if reserved(d.Key) {
			return nil, reservedKey()
		}
	}
	goes := func(t Tag) bool {
		if reserved(t.Key) {
			return false
		}
		for _, d := range in.Tags {
			if d.Key == t.Key && (d.Value == nil || *d.Value == t.Value) {
				return true
			}
		}
		return len(in.Tags) == 0
	}
	return func() returned {
		for _, place := range places {
			place.set(slices.DeleteFunc(slices.Clone(place.tags()), goes))
		}
		return returned{true}
	}, nil
}

// tagPlace is where the tags of one resource are kept.
type tagPlace struct {
	tags func() []Tag
	set  func([]Tag)
}

func listOfTags(tags *[]Tag) *tagPlace {
	return &tagPlace{func() []Tag { return *tags }, func(list []Tag) { *tags = list }}
}

// noteOfTags is the place of an account's tags on what another one owns.
func noteOfTags(notes *map[string][]Tag, account string) *tagPlace {
	return &tagPlace{
		func() []Tag { return (*notes)[account] },
		func(list []Tag) {
			if *notes == nil {
				*notes = map[string][]Tag{}
			}
			(*notes)[account] = list
		},
	}
}

func (c *call) tagPlaces(ids []string) ([]*tagPlace, error) {
	switch {
	case len(ids) == 0:
		return nil, missingParameter("ResourceId")
	case len(ids) > maxTaggedAtOnce:
		return nil, refuse("InvalidParameterValue", "At most %d resources can be tagged at once", maxTaggedAtOnce)
	}
	places := make([]*tagPlace, len(ids))
	for i, id := range ids {
		kind, known := taggedKinds()[idPrefix(id)]
		if !known {
			return nil, refuse("InvalidID", "The ID '%s' is not valid", id)
		}
		if err := kind.ids.checkForm(id); err != nil {
			return nil, err
		}
		if places[i] = kind.place(c, id); places[i] == nil {
			return nil, kind.ids.check([]string{id}, func(string) bool { return false })
		}
	}
	return places, nil
}

func idPrefix(id string) string {
	prefix, _, ok := strings.Cut(id, "-")
	if !ok {
		return ""
	}
	return prefix + "-"
}

// taggedKind is one kind of resource that carries tags.
type taggedKind struct {
	name  string // AWS's name of the kind
	ids   idKind
	place func(c *call, id string) *tagPlace // nil when there is no such resource
	list  func(c *call) []string             // the IDs of all of them, in order
}

func taggedKinds() map[string]taggedKind {
	kinds := []taggedKind{
		{"image", imageIDs(), imageTags, taggedImages},
		{"snapshot", snapshotKind(), snapshotTags, taggedSnapshots},
		onShelf("instance", instanceIDs(), func(c *call) *shelf[instance] { return c.own.instances },
			func(i *instance) (string, *[]Tag) { return i.InstanceId, &i.Tags }),
		onShelf("volume", volumeIDs(), func(c *call) *shelf[Volume] { return c.own.volumes },
			func(v *Volume) (string, *[]Tag) { return v.VolumeId, &v.Tags }),
		onShelf("key-pair", keyPairIDs(), func(c *call) *shelf[KeyPair] { return c.own.keyPairs },
			func(k *KeyPair) (string, *[]Tag) { return k.KeyPairId, &k.Tags }),
		onShelf("vpc", vpcIDs(), func(c *call) *shelf[Vpc] { return c.own.vpcs },
			func(v *Vpc) (string, *[]Tag) { return v.VpcId, &v.Tags }),
		onShelf("subnet", subnetIDs(), func(c *call) *shelf[Subnet] { return c.own.subnets },
			func(s *Subnet) (string, *[]Tag) { return s.SubnetId, &s.Tags }),
		onShelf("security-group", groupIDs(), func(c *call) *shelf[SecurityGroup] { return c.own.securityGroups },
			func(g *SecurityGroup) (string, *[]Tag) { return g.GroupId, &g.Tags }),
		onShelf("launch-template", templateIDs(), func(c *call) *shelf[LaunchTemplate] { return c.own.templates },
			func(t *LaunchTemplate) (string, *[]Tag) { return t.LaunchTemplateId, &t.Tags }),
	}
	byPrefix := map[string]taggedKind{}
	for _, kind := range kinds {
		byPrefix[kind.ids.prefix] = kind
	}
	return byPrefix
}

// onShelf is a kind whose tags are a field of what is on a shelf.
func onShelf[T any](name string, ids idKind, from func(*call) *shelf[T], tags func(*T) (string, *[]Tag)) taggedKind {
	return taggedKind{
		name: name,
		ids:  ids,
		place: func(c *call, id string) *tagPlace {
			item := from(c).find(id)
			if item == nil {
				return nil
			}
			_, list := tags(item)
			return listOfTags(list)
		},
		list: func(c *call) []string {
			var all []string
			for _, item := range from(c).items {
				id, _ := tags(item)
				all = append(all, id)
			}
			return all
		},
	}
}

// imageTags gives the place of the caller's tags on an image he can see.
func imageTags(c *call, id string) *tagPlace {
	i := c.place.image(id)
	switch {
	case i == nil || !i.visible(c):
		return nil
	case i.OwnerId == c.caller:
		return listOfTags(&i.Tags)
	}
	notes := noteOfTags(&i.notes, c.caller)
	if c.place.images.find(id) != nil {
		return notes
	}
	return &tagPlace{notes.tags, func(list []Tag) {
		notes.set(list)
		c.place.noted[id] = true
	}}
}

func snapshotTags(c *call, id string) *tagPlace {
	s := c.place.snapshots.find(id)
	switch {
	case s == nil || !s.visible(c):
		return nil
	case s.OwnerId == c.caller:
		return listOfTags(&s.Tags)
	default:
		return noteOfTags(&s.notes, c.caller)
	}
}

func taggedImages(c *call) []string {
	var ids []string
	for _, i := range c.place.images.items {
		if i.visible(c) {
			ids = append(ids, i.ImageId)
		}
	}
	return append(ids, sortedKeys(c.place.noted)...)
}

func taggedSnapshots(c *call) []string {
	var ids []string
	for _, s := range c.place.snapshots.items {
		if s.visible(c) {
			ids = append(ids, s.SnapshotId)
		}
	}
	return ids
}
