package model

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"tami/model/ami"
	"tami/model/op"
)

// InBin is something in the Recycle Bin of a place, and what can be said of it
// besides what AWS says.
type InBin struct {
	At    ami.Where
	Image bool // an image; otherwise a snapshot
	ami.Binned
}

// Kind is what it is, in a word.
func (b InBin) Kind() string {
	if b.Image {
		return "image"
	}
	return "snapshot"
}

// BinName is what something in the bin was: an image's name, the image that a
// snapshot was made for, or what the snapshot says of itself.
func (s *State) BinName(b InBin) string {
	id := b.For()
	if id == "" {
		return cmp.Or(b.Name.String(), b.Description.String(), b.ID.String())
	}
	for _, other := range s.InBin(b.At) {
		if other.Image && other.ID.Raw() == id {
			return "of " + cmp.Or(other.Name.String(), id)
		}
	}
	if img := s.Image(b.At, id); img != nil {
		return "of " + cmp.Or(img.Name.String(), id)
	}
	return "of " + id
}

// Days is how long it is kept in all, rounded to whole days: AWS knows no
// shorter retention.
func (b InBin) Days() int32 {
	const day = int64(24 * time.Hour / time.Millisecond)
	return int32((b.Leaves.UnixMilli() - b.Entered.UnixMilli() + day/2) / day)
}

// For is the image that a snapshot was made for, as its description says; empty
// for an image.
func (b InBin) For() string {
	if b.Image {
		return ""
	}
	return ami.MadeFor(b.Description.Raw())
}

// BinNeeds are the questions behind what is in the bins of places: what lies
// there, the rules, and once the images are known which snapshots they still
// have outside.
func (s *State) BinNeeds(places []ami.Where) []ami.Need {
	var needs []ami.Need
	for _, at := range places {
		needs = append(needs, ami.BinnedImages{Where: at}, ami.BinnedSnapshots{Where: at}, ami.BinRules{Where: at})
		if l, ok := s.Answer(ami.BinnedImages{Where: at}).(ami.BinnedImageList); ok {
			for _, b := range l.List {
				needs = append(needs, ami.SnapshotsMadeFor{Where: at, ImageID: b.ID.Raw()})
			}
		}
	}
	return needs
}

// InBin is what is known to be in the bin of a place, what leaves first first.
func (s *State) InBin(at ami.Where) []InBin {
	var list []InBin
	if l, ok := s.Answer(ami.BinnedImages{Where: at}).(ami.BinnedImageList); ok {
		for _, b := range l.List {
			list = append(list, InBin{at, true, b})
		}
	}
	if l, ok := s.Answer(ami.BinnedSnapshots{Where: at}).(ami.BinnedSnapshotList); ok {
		for _, b := range l.List {
			list = append(list, InBin{at, false, b})
		}
	}
	slices.SortStableFunc(list, func(a, b InBin) int { return cmp.Compare(a.Leaves.UnixMilli(), b.Leaves.UnixMilli()) })
	return list
}

// RuleWords say which rule holds something in the bin. AWS does not tell it, so
// it is inferred: a rule for that kind of thing which keeps it as long as it is
// kept. Several may fit, and a rule may have been changed since.
func (s *State) RuleWords(b InBin) string {
	need := ami.BinRules{Where: b.At}
	list, ok := s.Answer(need).(ami.BinRuleList)
	switch k := s.Known(need); {
	case k.Problem != nil:
		return "rules not checked: " + k.Problem.Title
	case !ok:
		return "rules not read yet"
	}
	var fit []string
	kind := ami.BinOfSnapshots
	if b.Image {
		kind = ami.BinOfImages
	}
	for i := range list.List {
		if r := &list.List[i]; r.Resource == kind && r.Days == b.Days() {
			fit = append(fit, ruleWords(r))
		}
	}
	switch len(fit) {
	case 0:
		return fmt.Sprintf("a rule of %s that is gone or was changed since", Count(int(b.Days()), "day", "days"))
	case 1:
		return fit[0]
	}
	return "one of: " + strings.Join(fit, "; ")
}

// ruleWords describe a rule: its ID, what it catches, how long it keeps it, and
// whether it can be changed.
func ruleWords(r *ami.BinRule) string {
	words := "rule " + r.ID.String() + ": "
	switch {
	case r.Missing != nil:
		words += "what it catches not checked (" + r.Missing.Title + ")"
	case len(r.Tags) > 0:
		words += "by tag " + tagWords(r.Tags)
	case len(r.Except) > 0:
		words += "whole region but " + tagWords(r.Except)
	default:
		words += "whole region"
	}
	words += ", " + Count(int(r.Days), "day", "days")
	if r.Locked() {
		words += ", locked"
	}
	return words
}

func tagWords(tags []ami.Tag) string {
	words := make([]string, len(tags))
	for i, t := range tags {
		if words[i] = t.Key.String(); !t.Value.IsZero() {
			words[i] += "=" + t.Value.String()
		}
	}
	return strings.Join(words, " or ")
}

// Restorable says whether what is in the bin can be had back whole.
type Restorable struct {
	Short string // one or two words for a cell: "whole", "no snapshot", "not checked"
	Words string // a sentence
	Lost  bool   // it cannot, as far as is known
}

// Restorable works out whether an image comes back with its snapshots. An image
// in the bin does not say which it had, so they are found by the description
// that EC2 gives a snapshot which it makes for an image; one whose description
// was written by hand is not found.
func (s *State) Restorable(b InBin) Restorable {
	if !b.Image {
		return s.restorableSnapshot(b)
	}
	in, inNot := s.snapshotsInBinFor(b)
	out, outNot := s.snapshotsLeftFor(b)
	why := inNot
	if why == "" {
		why = outNot
	}
	early := slices.ContainsFunc(in, func(snap InBin) bool { return snap.Leaves.UnixMilli() < b.Leaves.UnixMilli() })
	left, binned := Count(len(out), "snapshot of it still exists", "snapshots of it still exist"), Count(len(in), "snapshot of it is", "snapshots of it are")+" in the bin too"
	switch {
	case why != "":
		return Restorable{Short: "not checked", Words: "Its snapshots were not checked: " + why + "."}
	case len(in)+len(out) == 0:
		return Restorable{Short: "no snapshot", Lost: true,
			Words: "Not whole: no snapshot that was made for it is left, here or in the bin, so restoring it will be refused."}
	case early:
		return Restorable{Short: "whole, hurry", Words: "Whole for now: " + binned + ", but leaves before the image, " + firstLeaving(in) + ". Restore the snapshot first."}
	case len(in) == 0:
		return Restorable{Short: "whole", Words: "Whole: " + left + "."}
	case len(out) == 0:
		return Restorable{Short: "whole", Words: "Whole: " + binned + ". Restore the snapshot first, then the image."}
	}
	return Restorable{Short: "whole", Words: "Whole: " + left + ", " + binned + ". Restore the snapshots first, then the image."}
}

func firstLeaving(list []InBin) string {
	first := slices.MinFunc(list, func(a, b InBin) int { return cmp.Compare(a.Leaves.UnixMilli(), b.Leaves.UnixMilli()) })
	return "on " + first.Leaves.Time().Format(Moment)
}

// Moment is how a point in time is written in full.
const Moment = "2 Jan 2006 15:04 UTC"

func (s *State) restorableSnapshot(b InBin) Restorable {
	r := Restorable{Short: "alone", Words: "A snapshot comes back by itself, as it was."}
	id := b.For()
	if id == "" {
		return r
	}
	r.Words += " It was made for " + id
	for _, other := range s.InBin(b.At) {
		if other.Image && other.ID.Raw() == id {
			r.Short, r.Words = "with image", r.Words+" ("+other.Name.String()+"), which is in the bin too and needs it"
		}
	}
	if img := s.Image(b.At, id); img != nil {
		r.Words += " (" + img.Name.String() + "), which is still there"
	}
	r.Words += "."
	return r
}

// snapshotsInBinFor are the snapshots in the bin that were made for an image, or
// why that is not known.
func (s *State) snapshotsInBinFor(b InBin) (list []InBin, not string) {
	if not = s.notAnswered(ami.BinnedSnapshots{Where: b.At}); not != "" {
		return nil, not
	}
	for _, other := range s.InBin(b.At) {
		if other.For() == b.ID.Raw() {
			list = append(list, other)
		}
	}
	return list, ""
}

// snapshotsLeftFor are the IDs of the snapshots outside the bin that were.
func (s *State) snapshotsLeftFor(b InBin) (list []string, not string) {
	need := ami.SnapshotsMadeFor{Where: b.At, ImageID: b.ID.Raw()}
	if not = s.notAnswered(need); not != "" {
		return nil, not
	}
	ids, _ := s.Answer(need).(ami.SnapshotIDs)
	for _, id := range ids.List {
		list = append(list, id.String())
	}
	return list, ""
}

// notAnswered is why a need has no answer, "" when it has one.
func (s *State) notAnswered(n ami.Need) string {
	switch k := s.Known(n); {
	case k.Problem != nil:
		return k.Problem.Title
	case s.Answer(n) == nil:
		return op.NotAnswered
	}
	return ""
}

// TimeLeft is how long it is until a date, in one short unit as Age has them;
// "now" when it is over or nearly so.
func TimeLeft(d ami.Date, now time.Time) string {
	if !d.Known() {
		return ""
	}
	return Age(ami.DateOf(now), d.Time())
}
