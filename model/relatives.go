package model

import (
	"strings"

	"tami/model/ami"
)

// Kinship is how a version belongs to a family.
type Kinship string

// The ways to belong. The name goes before the others: an image that is named
// like the rest needs no other reason.
const (
	ByName     Kinship = ""
	ByTag      Kinship = "tag"
	Ancestor   Kinship = "parent"
	Descendant Kinship = "child"
	ByCopy     Kinship = "copy" // under another name; only where families are listed
)

// FamilyTag is the tag by which an image says itself what family it is of, and
// whether it has one: Family, ImageFamily or AMIFamily, in any case and with any
// of - _ : / . or blanks between the words. Tags that name a project, a team or
// a product do not count: one project has images of many kinds.
func FamilyTag(img *ami.Image) (tag ami.Tag, ok bool) {
	for _, t := range img.Tags {
		if t.Value.IsZero() {
			continue
		}
		switch key := t.Key.Raw(); {
		case len(key) < len("family") || len(key) > 24 || !strings.HasSuffix(strings.ToLower(key), "family"):
		default:
			switch strings.ToLower(strings.Map(dropSeparators, key)) {
			case "family", "imagefamily", "amifamily":
				return t, true
			}
		}
	}
	return ami.Tag{}, false
}

func dropSeparators(r rune) rune {
	if strings.ContainsRune("-_:/. ", r) {
		return -1
	}
	return r
}

// kinFinder looks among all images that were read for those which belong to the
// family of one without being named like it.
type kinFinder struct {
	state    *State
	of       *ami.Image
	tag      ami.Tag
	tagged   bool
	above    map[string]bool // IDs of the ancestors
	below    map[string]bool // of the image and all that descends from it
	versions map[string]*Version
}

// addKin adds what belongs to the family of an image by tag or by descent: same
// tag and owner; whatever the image was made from, as far as that was read; and
// whatever was made from it or from its copies, and so on. An image in between
// that was deregistered breaks the line, since nothing tells of it any more.
func (s *State) addKin(at ami.Where, img *ami.Image, versions map[string]*Version) {
	k := kinFinder{state: s, of: img, versions: versions, above: map[string]bool{}, below: map[string]bool{img.ID.Raw(): true}}
	k.tag, k.tagged = FamilyTag(img)
	if !img.SourceImage.IsZero() {
		k.above[img.SourceImage.Raw()] = true
	}
	if list, ok := s.Answer(ami.Ancestry{Where: at, ImageID: img.ID.Raw()}).(ami.AncestryList); ok {
		for _, a := range list.List[min(1, len(list.List)):] {
			k.above[a.ID.Raw()] = true
		}
	}
	if v := versions[img.Name.String()]; v != nil {
		for _, copied := range v.In { // what is made from a copy is made from it too
			k.below[copied.ID.Raw()] = true
		}
	}
	for grown := true; grown; { // a child may come before its parent
		grown = false
		s.eachImage(func(_ ami.Where, other *ami.Image) {
			if id := other.ID.Raw(); !other.SourceImage.IsZero() && k.below[other.SourceImage.Raw()] && !k.below[id] {
				k.below[id], grown = true, true
			}
		})
	}
	s.eachImage(k.take)
}

// eachImage visits all images of the source that is shown.
func (s *State) eachImage(visit func(ami.Where, *ami.Image)) {
	for _, place := range s.Places() {
		if inv := s.Inventory(ami.Images{Where: place, From: s.From}); inv != nil {
			for img := range inv.Corpus.All() {
				visit(place, img)
			}
		}
	}
}

func (k *kinFinder) take(at ami.Where, img *ami.Image) {
	name, id := img.Name.String(), img.ID.Raw()
	if v := k.versions[name]; v != nil && (v.How == ByName || v.In[at] != nil) {
		return
	}
	how := ByName
	switch {
	case k.below[id]:
		how = Descendant
	case k.above[id]:
		how = Ancestor
	case k.tagged && img.OwnerID == k.of.OwnerID:
		if tag, ok := FamilyTag(img); ok && tag.Value.Raw() == k.tag.Value.Raw() {
			how = ByTag
		}
	}
	if how == ByName {
		return
	}
	add(k.versions, at, img)
	k.versions[name].How = how
}

// KinWords say how a version belongs to the family of an image, in a sentence;
// "" where the name says it.
func KinWords(v Version, of *ami.Image) string {
	switch v.How {
	case ByTag:
		tag, _ := FamilyTag(of)
		return "Of the family by its tag " + tag.Key.String() + "=" + tag.Value.String() + ", not by its name."
	case Ancestor:
		return "An ancestor: " + of.Name.String() + " was made from it, or from what was made from it."
	case Descendant:
		return "A descendant: it was made from " + of.Name.String() + ", or from what was made from it."
	}
	return ""
}

// Users counts the instances, groups and launch configurations that are known
// to use a version, in every place that has it. whole is false while some of
// those places have not answered for all three.
func (s *State) Users(v Version) (n int, whole bool) {
	whole = true
	for at, img := range v.In {
		u := Usage{}
		id := img.ID.String()
		running, known := s.Running(at, id)
		n += running
		s.groupUsers(&u, at, id)
		s.configurationUsers(&u, at, id)
		n += len(u.Users)
		whole = whole && known && len(u.NotChecked) == 0
	}
	return n, whole
}

// CostUpTo is the most that the snapshots of a version cost its account a month
// in all places together, in US dollars, and whether that is known.
func (s *State) CostUpTo(v Version) (usd float64, known bool) {
	known = true
	for at, img := range v.In {
		price, _ := s.Prices.Find(at.Region, ami.SnapshotStandard)
		id, _ := s.Account(at.Profile)
		one, ok := Row{At: at, Account: id.Account.Raw(), Image: img, Price: price, Read: s}.Cost()
		usd, known = usd+one, known && ok
	}
	return usd, known
}
