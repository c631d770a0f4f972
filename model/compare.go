package model

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tami/model/ami"
	"tami/model/text"
)

// Difference is one thing that two images were compared by. A value is empty
// where an image has no such thing.
type Difference struct {
	Group string // as in the overview; devices and tags are groups of their own
	Name  string
	A, B  text.Safe
}

// Same reports that the two images agree.
func (d Difference) Same() bool { return d.A.Raw() == d.B.Raw() }

// The groups that a comparison has besides those of the properties.
const (
	GroupDevices = "Devices"
	GroupTags    = "Tags"
)

// Compare holds two images against each other: every property that either
// has, every device, every tag, in the order of the overview.
func Compare(a, b *ami.Image) []Difference {
	var list []Difference
	list = append(list, align(properties(a), properties(b))...)
	list = append(list, align(devices(a), devices(b))...)
	return append(list, align(tags(a), tags(b))...)
}

// stated is one thing that an image says.
type stated struct {
	group, name string
	value       text.Safe
}

// align puts together what has the same name, in the order of a with what only
// b has behind its neighbour there.
func align(a, b []stated) []Difference {
	var list []Difference
	at := map[string]int{}
	key := func(s stated) string { return s.group + "\x00" + s.name }
	for _, s := range a {
		at[key(s)] = len(list)
		list = append(list, Difference{Group: s.group, Name: s.name, A: s.value})
	}
	for _, s := range b {
		if i, ok := at[key(s)]; ok {
			list[i].B = s.value
			continue
		}
		list = append(list, Difference{Group: s.group, Name: s.name, B: s.value})
	}
	rank := map[string]int{}
	for _, s := range slices.Concat(a, b) {
		if _, ok := rank[s.group]; !ok {
			rank[s.group] = len(rank)
		}
	}
	slices.SortStableFunc(list, func(x, y Difference) int { return cmp.Compare(rank[x.Group], rank[y.Group]) })
	return list
}

// properties are what the overview shows; several values of one name stand in
// one line.
func properties(img *ami.Image) []stated {
	var list []stated
	for _, p := range img.Properties() {
		if n := len(list); n > 0 && list[n-1].name == p.Name {
			list[n-1].value = text.Join([]text.Safe{list[n-1].value, p.Value}, ", ")
			continue
		}
		list = append(list, stated{p.Group, p.Name, p.Value})
	}
	return list
}

func devices(img *ami.Image) []stated {
	var list []stated
	for _, d := range img.Devices {
		list = append(list, stated{GroupDevices, d.Name.String(), deviceValue(d)})
	}
	return list
}

func deviceValue(d ami.Device) text.Safe {
	switch {
	case d.NoDevice:
		return text.Clean("no device")
	case d.EBS == nil:
		return text.Clean("instance store " + d.Virtual.Raw())
	}
	b := d.EBS
	words := []string{fmt.Sprintf("%d GB", b.VolumeSize), b.VolumeType.Raw()}
	if b.IOPS != 0 {
		words = append(words, fmt.Sprintf("%d IOPS", b.IOPS))
	}
	if b.Throughput != 0 {
		words = append(words, fmt.Sprintf("%d MB/s", b.Throughput))
	}
	if b.Encrypted == ami.Yes {
		words = append(words, "encrypted")
	}
	switch b.DeleteOnTermination {
	case ami.Yes:
		words = append(words, "deleted with its instance")
	case ami.No:
		words = append(words, "kept after its instance")
	}
	return text.Clean(strings.Join(append(words, b.SnapshotID.Raw()), " "))
}

func tags(img *ami.Image) []stated {
	list := make([]stated, len(img.Tags))
	for i, t := range img.Tags {
		list[i] = stated{GroupTags, t.Key.String(), t.Value}
	}
	slices.SortStableFunc(list, func(a, b stated) int { return strings.Compare(a.name, b.name) })
	return list
}
