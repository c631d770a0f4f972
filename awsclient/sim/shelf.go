package sim

import (
	"slices"
	"sort"
)

// shelf holds the resources of one kind in one region, in the order they came.
// Every resource has a number that only grows, so that a page token stays good
// when others come and go.
type shelf[T any] struct {
	items   []*T
	numbers []uint64
	byID    map[string]*T
	next    uint64
}

func newShelf[T any](first uint64) *shelf[T] {
	return &shelf[T]{byID: map[string]*T{}, next: first}
}

// add puts a resource last and returns the place it now has.
func (s *shelf[T]) add(id string, item T) *T {
	kept := &item
	s.items = append(s.items, kept)
	s.numbers = append(s.numbers, s.next)
	s.next++
	s.byID[id] = kept
	return kept
}

func (s *shelf[T]) find(id string) *T { return s.byID[id] }

func (s *shelf[T]) remove(id string) {
	i := slices.Index(s.items, s.byID[id])
	if i < 0 {
		return
	}
	s.items = slices.Delete(s.items, i, i+1)
	s.numbers = slices.Delete(s.numbers, i, i+1)
	delete(s.byID, id)
}

// from gives the position of the first resource whose number is at least n.
func (s *shelf[T]) from(n uint64) int {
	return sort.Search(len(s.numbers), func(i int) bool { return s.numbers[i] >= n })
}
