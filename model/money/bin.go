package money

import (
	"slices"

	"tami/model/ami"
)

// BinDays is for how long the Recycle Bin would keep a snapshot with these
// tags, and 0 when no rule catches it: of several that do, the longest wins.
// Rules that could not be read in full are taken to catch everything, and known
// is then false.
func BinDays(rules []ami.BinRule, tags []ami.Tag) (days int32, known bool) {
	known = true
	for i := range rules {
		r := &rules[i]
		if r.Resource != ami.BinOfSnapshots || r.Missing == nil && !catches(r, tags) {
			continue
		}
		days, known = max(days, r.Days), known && r.Missing == nil
	}
	return days, known
}

func catches(r *ami.BinRule, tags []ami.Tag) bool {
	any := func(of []ami.Tag) bool {
		return slices.ContainsFunc(of, func(t ami.Tag) bool { return slices.Contains(tags, t) })
	}
	switch {
	case r.Status.String() != "available":
		return false
	case len(r.Tags) > 0:
		return any(r.Tags)
	}
	return !any(r.Except)
}
