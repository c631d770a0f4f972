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

// Family finds the versions of an image among everything that has been read.
func (s *State) Family(at ami.Where, img *ami.Image) Family {
	f := Family{Name: ami.Family(img.Name.String())}
	versions := map[string]*Version{}
	for _, place := range s.Places() {
		need := ami.Images{Where: place, From: s.From}
		k := s.Known(need)
		if inv := s.Inventory(need); inv != nil {
			for other := range inv.Corpus.All() {
				if other.OwnerID == img.OwnerID && ami.Family(other.Name.String()) == f.Name {
					add(versions, place, other)
				}
			}
		}
		if k.Pages == 0 || k.Loading || k.Problem != nil {
			f.Unread = append(f.Unread, place)
		} else {
			f.Places = append(f.Places, place)
		}
	}
	if len(versions) == 0 {
		add(versions, at, img)
	}
	for _, v := range versions {
		f.Versions = append(f.Versions, *v)
	}
	slices.SortFunc(f.Versions, func(a, b Version) int {
		return cmp.Or(cmp.Compare(b.First.Created.UnixMilli(), a.First.Created.UnixMilli()), strings.Compare(a.Name, b.Name))
	})
	return f
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
