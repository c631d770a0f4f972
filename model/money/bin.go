package money

import (
	"fmt"
	"slices"
	"time"

	"tami/model/ami"
)

// Catch is what the Recycle Bin does with something that goes: it keeps it for
// so many days, not at all, or it is not known which. A rule that is in doubt is
// not counted, since nothing may be promised on it.
type Catch struct {
	Days   int
	Unsure string // why a rule may catch it that is not counted; "" when all rules are known
}

// Until is when what goes now leaves the bin.
func (c Catch) Until(now time.Time) time.Time { return now.AddDate(0, 0, c.Days) }

// Catching finds out what the bin does with a resource, ami.BinOfImages or
// ami.BinOfSnapshots, that has these tags. Of several rules that match, the
// longest holds, as AWS says; rules that are not in force yet catch nothing.
// tagged says that the tags are known.
func Catching(rules []ami.BinRule, resource string, tags []ami.Tag, tagged bool) Catch {
	var c Catch
	for i := range rules {
		rule := &rules[i]
		if rule.Resource != resource || !rule.Status.IsZero() && rule.Status.String() != "available" {
			continue
		}
		switch holds, why := catches(rule, tags, tagged); {
		case why != "":
			c.Unsure = why
		case holds && int(rule.Days) > c.Days:
			c.Days = int(rule.Days)
		}
	}
	return c
}

// CatchingSnapshot is Catching for a snapshot that is deleted: the bin takes
// finished ones only. Of a snapshot that is nil the tags are not known.
func CatchingSnapshot(rules []ami.BinRule, s *ami.Snapshot) Catch {
	switch {
	case s == nil:
		return Catching(rules, ami.BinOfSnapshots, nil, false)
	case s.State.String() == "pending" || s.State.String() == "error":
		return Catch{}
	}
	return Catching(rules, ami.BinOfSnapshots, s.Tags, true)
}

// catches reports whether a rule holds for a resource, or why that cannot be
// told.
func catches(rule *ami.BinRule, tags []ami.Tag, tagged bool) (holds bool, why string) {
	switch {
	case rule.Missing != nil:
		return false, fmt.Sprintf("the tags of rule %s: %s", rule.ID, rule.Missing.Title)
	case len(rule.Tags) == 0 && len(rule.Except) == 0:
		return true, ""
	case !tagged:
		return false, fmt.Sprintf("rule %s goes by tags, and the tags are not known", rule.ID)
	case len(rule.Tags) > 0:
		return anyOf(rule.Tags, tags), ""
	}
	return !anyOf(rule.Except, tags), ""
}

// anyOf reports whether one of a rule's tags is on a resource. A tag of a rule
// without a value stands for any value.
func anyOf(wanted, tags []ami.Tag) bool {
	return slices.ContainsFunc(wanted, func(w ami.Tag) bool {
		return slices.ContainsFunc(tags, func(t ami.Tag) bool { return t.Key == w.Key && (w.Value.IsZero() || t.Value == w.Value) })
	})
}
