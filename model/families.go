package model

import (
	"cmp"
	"slices"
	"strings"

	"tami/model/ami"
)

// Families are all families of what is shown, the one with the newest version
// first. Images of different owners are never of one family, whatever their
// names. Names make the families; those are one whose images carry the same
// family tag (see FamilyTag), or of which one has copies under another name.
// What was merely made from an image is no version of it: a base image would take
// in everything that is built on it. Nothing is asked for this.
func (s *State) Families() []Family {
	f := familyFinder{state: s, families: map[familyKey]*familyOf{}, tags: map[familyKey]*familyOf{}}
	for _, place := range s.Places() {
		if inv := s.Inventory(ami.Images{Where: place, From: s.From}); inv != nil {
			inv.Corpus.EachFamily(func(name string, img *ami.Image) { f.take(place, name, img) })
		}
	}
	for _, copied := range f.renamed {
		f.joinSource(copied)
	}
	read, unread := s.readPlaces()
	var list []Family
	for _, one := range f.merged() {
		one.Places, one.Unread = read, unread
		list = append(list, one)
	}
	slices.SortFunc(list, func(a, b Family) int {
		return cmp.Or(cmp.Compare(b.Versions[0].First.Created.UnixMilli(), a.Versions[0].First.Created.UnixMilli()),
			strings.Compare(a.Name, b.Name), strings.Compare(a.Versions[0].First.OwnerID.Raw(), b.Versions[0].First.OwnerID.Raw()))
	})
	return list
}

// familyKey is an owner, and the name of a family or the value of a family tag.
type familyKey struct{ owner, name string }

// familyOf is the images of one owner that are named alike.
type familyOf struct {
	familyKey
	versions map[string]*Version
	with     *familyOf // the family that it was joined to; nil: it stands for itself
	how      Kinship   // why it was joined
}

// root is the family that a family was joined to in the end.
func (f *familyOf) root() *familyOf {
	r := f
	for r.with != nil {
		r = r.with
	}
	for f.with != nil && f.with != r { // long chains are looked through once
		f, f.with = f.with, r
	}
	return r
}

// familyFinder groups images.
type familyFinder struct {
	state    *State
	families map[familyKey]*familyOf
	tags     map[familyKey]*familyOf // by tag, the first family that has it
	renamed  []renamed               // images that are copies, perhaps under another name
}

// renamed is a copy of an image and the family that it is named for.
type renamed struct {
	at  ami.Where
	img *ami.Image
	of  *familyOf
}

func (f *familyFinder) take(at ami.Where, name string, img *ami.Image) {
	key := familyKey{img.OwnerID.Raw(), name}
	one := f.families[key]
	if one == nil {
		one = &familyOf{familyKey: key, versions: map[string]*Version{}}
		f.families[key] = one
	}
	add(one.versions, at, img)
	if tag, ok := FamilyTag(img); ok {
		by := familyKey{img.OwnerID.Raw(), tag.Value.Raw()}
		if first := f.tags[by]; first != nil {
			join(first, one, ByTag)
		} else {
			f.tags[by] = one
		}
	}
	if !img.SourceImage.IsZero() && img.SourceInstance.IsZero() { // made of no instance: a copy
		f.renamed = append(f.renamed, renamed{at, img, one})
	}
}

// join makes two families one.
func join(a, b *familyOf, how Kinship) {
	a, b = a.root(), b.root()
	if a == b {
		return
	}
	b.with, b.how = a, how
	if a.how == ByName {
		a.how = how
	}
}

// joinSource joins the family of a copy to that of its source, where the source
// is among the images that were read and of the same owner.
func (f *familyFinder) joinSource(c renamed) {
	at := c.at
	if region := c.img.SourceRegion.Raw(); region != "" {
		at.Region = region
	}
	inv := f.state.Inventory(ami.Images{Where: at, From: f.state.From})
	if inv == nil {
		return
	}
	source := inv.Find(c.img.SourceImage.String())
	if source == nil || source.OwnerID != c.img.OwnerID || source.Name == c.img.Name {
		return
	}
	if of := f.families[familyKey{source.OwnerID.Raw(), ami.Family(source.Name.String())}]; of != nil {
		join(of, c.of, ByCopy)
	}
}

// part is a version of a family that others are joined to.
type part struct {
	version *Version
	of      *familyOf
}

// merged are the families with what was joined to them. The family that has the
// newest version gives the name; the versions of the others say how they belong.
func (f *familyFinder) merged() []Family {
	parts := map[*familyOf][]*familyOf{}
	for _, one := range f.families {
		parts[one.root()] = append(parts[one.root()], one)
	}
	list := make([]Family, 0, len(parts))
	for _, some := range parts {
		var all []part
		for _, one := range some {
			for _, v := range one.versions {
				all = append(all, part{v, one})
			}
		}
		slices.SortFunc(all, func(a, b part) int { return newer(a.version, b.version) })
		chief, versions := all[0].of, make([]Version, len(all))
		for i, p := range all {
			if versions[i] = *p.version; p.of != chief {
				versions[i].How = cmp.Or(p.of.how, chief.how)
			}
		}
		list = append(list, Family{Name: chief.name, Versions: versions})
	}
	return list
}
