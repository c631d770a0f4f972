package sim

// listing is how one kind of resource is described: what is on the shelf, by
// IDs and filters, page by page.
type listing[T any] struct {
	shelf *shelf[T]
	kind  filterKind[T]
	rule  pageRule
	id    func(*T) string
	ids   idKind
	// sees says whether the caller may see the resource; nil sees all.
	sees func(*T) bool
}

// run gives one page of what a request asks for.
func (l listing[T]) run(c *call, ids []string, p paging, filters []filter) ([]*T, string, error) {
	sees := l.sees
	if sees == nil {
		sees = func(*T) bool { return true }
	}
	err := l.ids.check(ids, func(id string) bool {
		item := l.shelf.find(id)
		return item != nil && sees(item)
	})
	if err != nil {
		return nil, "", err
	}
	matches, err := l.kind.matcher(c, filters)
	if err != nil {
		return nil, "", err
	}
	wanted := listOf(ids)
	return page(c, p, l.rule, len(ids) > 0, func(item *T) bool {
		return wanted.has(l.id(item)) && sees(item) && matches(item)
	}, l.shelf)
}
