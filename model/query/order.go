package query

import (
	"cmp"
	"math"
	"strings"

	"tami/model/ami"
)

// SortKey is what a list is ordered by.
type SortKey uint8

// The keys. Numbers and dates put first what one looks for first: the newest,
// the last launched, the biggest, the dearest. What is not known stands last,
// reversed or not. Ties are broken by name, then by ID, then by place.
const (
	ByName SortKey = iota
	ByAge
	ByLaunched
	ByState
	ByArch
	BySize
	ByCost
	ByOwner
	ByID
	ByOS
	ByRegion
	ByRank // how well the words match; by name without words
)

// String is the key as --sort takes it.
func (k SortKey) String() string {
	names := [...]string{"name", "age", "launched", "state", "arch", "size", "cost", "owner", "id", "os", "region", "match"}
	if int(k) < len(names) {
		return names[k]
	}
	return "name"
}

// Order is how a list stands.
type Order struct {
	By      SortKey
	Reverse bool // the last first; ties stay as they are
}

// spot is a row of a Corpus.
type spot struct {
	c   *Corpus
	row int32
}

func (s spot) image() *ami.Image { return s.c.At(s.row) }

// compare orders two rows, of one Corpus or of two, by anything but rank.
func (o Order) compare(a, b spot) int {
	if by := o.primary(a, b); by != 0 {
		return by
	}
	return tieBreak(a, b)
}

func tieBreak(a, b spot) int {
	if by := strings.Compare(a.c.nameOf(a.row), b.c.nameOf(b.row)); by != 0 {
		return by
	}
	if by := strings.Compare(a.c.idOf(a.row), b.c.idOf(b.row)); by != 0 {
		return by
	}
	return cmp.Or(strings.Compare(a.c.place.Where.Region, b.c.place.Where.Region), strings.Compare(a.c.place.Where.Profile, b.c.place.Where.Profile))
}

func (o Order) primary(a, b spot) int {
	switch o.By { // an image that is kept is put together when it is looked at: names and IDs are at hand without
	case ByName, ByRank:
		return o.words(a.c.nameOf(a.row), b.c.nameOf(b.row))
	case ByID:
		return o.words(a.c.idOf(a.row), b.c.idOf(b.row))
	case ByRegion:
		return o.words(a.c.place.Where.Region, b.c.place.Where.Region)
	case ByCost:
		return o.costs(a, b)
	}
	i, j := a.image(), b.image()
	switch o.By {
	case ByAge:
		return o.known(i.Created.UnixMilli(), j.Created.UnixMilli(), i.Created.Known(), j.Created.Known())
	case ByLaunched:
		return o.known(i.LastLaunched.UnixMilli(), j.LastLaunched.UnixMilli(), i.LastLaunched.Known(), j.LastLaunched.Known())
	case BySize:
		return o.turned(cmp.Compare(j.SizeGiB(), i.SizeGiB()))
	case ByState:
		return o.words(i.State.String(), j.State.String())
	case ByArch:
		return o.words(i.Architecture.String(), j.Architecture.String())
	case ByOwner:
		return o.words(owner(i), owner(j))
	}
	return o.words(i.OS().String(), j.OS().String())
}

func owner(i *ami.Image) string {
	if alias := i.OwnerAlias.String(); alias != "" {
		return alias
	}
	return i.OwnerID.String()
}

func (o Order) turned(by int) int {
	if o.Reverse {
		return -by
	}
	return by
}

// known puts the greater number first, and what is not known last.
func (o Order) known(a, b int64, aKnown, bKnown bool) int {
	switch {
	case aKnown && bKnown:
		return o.turned(cmp.Compare(b, a))
	case aKnown:
		return -1
	case bKnown:
		return 1
	}
	return 0
}

func (o Order) costs(a, b spot) int {
	x, xKnown := a.c.place.cost(a.image())
	y, yKnown := b.c.place.cost(b.image())
	switch {
	case xKnown && yKnown:
		return o.turned(cmp.Compare(y, x))
	case xKnown:
		return -1
	case yKnown:
		return 1
	}
	return 0
}

// words puts empty ones last.
func (o Order) words(a, b string) int {
	switch {
	case a == "" || b == "":
		return cmp.Compare(len(b), len(a))
	}
	return o.turned(strings.Compare(a, b))
}

// compareRank orders by score, then the newest first: of the versions of an
// image, which match alike, one mostly looks for the last.
func compareRank(a, b spot, x, y Score) int {
	return cmp.Or(cmp.Compare(y.Class, x.Class), cmp.Compare(y.Points, x.Points), cmp.Compare(a.c.ages[a.row], b.c.ages[b.row]))
}

// ageKey orders by age: the newest first, what is not known last. A Corpus
// keeps it beside the images: a search that went to each image for it would
// mostly wait for memory.
func ageKey(img *ami.Image) int64 {
	if img.Created.Known() {
		return -img.Created.UnixMilli()
	}
	return math.MaxInt64
}
