package sim

type describeTagsInput struct {
	paging
	filtering
}

type describeTagsResult struct {
	Tags      []*TagDescription `wire:"tagSet,always"`
	NextToken string            `wire:"nextToken"`
}

func tagFilters() filterKind[TagDescription] {
	return filterKind[TagDescription]{
		paths: `
			key Key
			resource-id ResourceId
			resource-type ResourceType
			value Value`,
		tags: func(_ *call, t *TagDescription) []Tag { return []Tag{{t.Key, t.Value}} },
	}
}

// describeTags lists the caller's tags, one row a tag.
func describeTags(c *call, in *describeTagsInput) (out describeTagsResult, err error) {
	matches, err := tagFilters().matcher(c, in.Filters)
	if err != nil {
		return out, err
	}
	all := newShelf[TagDescription](0)
	kinds := taggedKinds()
	for _, prefix := range sortedKeys(kinds) {
		kind := kinds[prefix]
		for _, id := range kind.list(c) {
			for _, t := range kind.place(c, id).tags() {
				all.add(id+" "+t.Key, TagDescription{Key: t.Key, Value: t.Value, ResourceId: id, ResourceType: kind.name})
			}
		}
	}
	out.Tags, out.NextToken, err = page(c, in.paging, manyRule(""), false, matches, all)
	return out, err
}
