package model

import (
	"cmp"
	"slices"
	"strings"

	"tami/model/ami"
)

// Family is the versions of one thing over the places that are shown: images
// of one owner whose names differ only in version, date, build or hash.
type Family struct {
	Name     string
	Places   []ami.Where // the places that were read, in the order of the panes
	Unread   []ami.Where // places that have not answered, or not to the end: what they lack is not known
	Versions []Version   // the newest first
}

// Version is one version of a family. An image and its copies in other
// regions have the same name and are one version.
type Version struct {
	Name  string
	How   Kinship    // why it is of the family
	First *ami.Image // the one that was made first: the others are its copies
	Used  ami.Date   // when any of them was last launched
	In    map[ami.Where]*ami.Image
}

// Lacks are the places that were read and have no such version.
func (f Family) Lacks(v Version) []ami.Where {
	var list []ami.Where
	for _, at := range f.Places {
		if v.In[at] == nil {
			list = append(list, at)
		}
	}
	return list
}

// Family finds the versions of an image among everything that has been read:
// those of its owner that are named like it (see ami.Family), and besides them
// those of its tag and those it descends from or that descend from it, each
// marked as such. It looks at every image, so it is for when something changed.
func (s *State) Family(at ami.Where, img *ami.Image) Family {
	f := Family{Name: ami.Family(img.Name.String())}
	versions := map[string]*Version{}
	f.Places, f.Unread = s.readPlaces()
	for _, place := range s.Places() {
		if inv := s.Inventory(ami.Images{Where: place, From: s.From}); inv != nil {
			for _, row := range inv.Corpus.Family(f.Name) {
				if other := inv.Corpus.At(row); other.OwnerID == img.OwnerID {
					add(versions, place, other)
				}
			}
		}
	}
	if len(versions) == 0 {
		add(versions, at, img)
	}
	s.addKin(at, img, versions)
	f.Versions = newestFirst(versions)
	return f
}

func newestFirst(versions map[string]*Version) []Version {
	list := make([]Version, 0, len(versions))
	for _, v := range versions {
		list = append(list, *v)
	}
	slices.SortFunc(list, func(a, b Version) int { return newer(&a, &b) })
	return list
}

// newer puts the newest version first.
func newer(a, b *Version) int {
	return cmp.Or(cmp.Compare(b.First.Created.UnixMilli(), a.First.Created.UnixMilli()), strings.Compare(a.Name, b.Name))
}

// readPlaces are the places whose images have been read to the end, and those
// whose have not.
func (s *State) readPlaces() (read, unread []ami.Where) {
	for _, at := range s.Places() {
		if k := s.Known(ami.Images{Where: at, From: s.From}); k.Pages == 0 || k.Loading || k.Problem != nil {
			unread = append(unread, at)
		} else {
			read = append(read, at)
		}
	}
	return read, unread
}

func add(versions map[string]*Version, at ami.Where, img *ami.Image) {
	name := img.Name.String()
	v := versions[name]
	if v == nil {
		v = &Version{Name: name, In: map[ami.Where]*ami.Image{}}
		versions[name] = v
	}
	v.In[at] = img
	if v.First == nil || img.Created.UnixMilli() < v.First.Created.UnixMilli() {
		v.First = img
	}
	if img.LastLaunched.UnixMilli() > v.Used.UnixMilli() {
		v.Used = img.LastLaunched
	}
}
