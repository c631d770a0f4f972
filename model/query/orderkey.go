package query

import (
	"encoding/binary"
	"math"
	"slices"
	"strings"
)

// key is a number that orders rows as far as it goes.
func (s *ordering) key(row int32) int64 {
	var v int64
	switch s.order.By {
	case ByAge:
		if v = s.c.ages[row]; v == math.MaxInt64 {
			return v
		}
	case ByLaunched:
		launched := s.c.At(row).LastLaunched
		if !launched.Known() {
			return math.MaxInt64
		}
		v = -launched.UnixMilli()
	case BySize:
		v = -s.c.At(row).SizeGiB()
	case ByCost:
		cost, known := s.c.place.cost(s.c.At(row))
		if !known {
			return math.MaxInt64
		}
		v = -int64(math.Float64bits(cost)) // no cost is negative, so its bits stand in its order
	case ByState, ByArch, ByOwner, ByOS:
		return s.keys[s.c.slots[row].traits]
	case ByRegion:
		return 0
	case ByID:
		return s.wordKey(s.c.idOf(row))
	default:
		name := s.c.nameOf(row)
		if s.names == nil || name == "" {
			return s.wordKey(name)
		}
		v = int64(s.names.number[row])
	}
	if s.order.Reverse {
		return -v
	}
	return v
}

// wordKey is the beginning of a word as a number, behind the "ami-" that most
// IDs begin with; an empty word comes last in either direction.
func (s *ordering) wordKey(w string) int64 {
	if w == "" {
		return math.MaxInt64
	}
	var b [8]byte
	if strings.HasPrefix(w, amiPrefix) {
		b[0] = 1
		w = w[len(amiPrefix):]
	} else if w > amiPrefix {
		b[0] = 2
	}
	copy(b[1:], w)
	v := int64(binary.BigEndian.Uint64(b[:]))
	if s.order.Reverse {
		return -v
	}
	return v
}

const amiPrefix = "ami-"

// known says how much the keys of an order tell: whether equal keys leave
// only names to be compared.
func (s *ordering) known(limit int) {
	if s.names = s.c.places(limit); s.ranked() {
		s.exact = true // the key is the age
		return
	}
	switch s.order.By {
	case ByName, ByRank:
		s.exact = s.names != nil
	case ByID: // its key is cut short
	default:
		s.exact = true
	}
	s.traitKeys()
}

// traitKeys gives each combination of traits its place in the order.
func (s *ordering) traitKeys() {
	text := map[SortKey]string{ByState: "state", ByArch: "arch", ByOwner: "owner", ByOS: "system"}[s.order.By]
	if text == "" {
		return
	}
	f := traitText(text)
	read := func(n int) string { return f(&s.c.traits[n]) }
	ids := make([]int, len(s.c.traits))
	for n := range ids {
		ids[n] = n
	}
	slices.SortFunc(ids, func(a, b int) int { return s.order.words(read(a), read(b)) })
	s.keys = make([]int64, len(ids))
	for n := 1; n < len(ids); n++ {
		s.keys[ids[n]] = s.keys[ids[n-1]]
		if read(ids[n]) != read(ids[n-1]) {
			s.keys[ids[n]]++
		}
	}
}
