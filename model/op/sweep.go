package op

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"tami/model/ami"
)

// The fields of a sweep, besides those of a deregistration.
const (
	fieldKeep   = "keep"
	fieldOlder  = "older"
	fieldUnused = "unused"
)

// sweep deregisters what a family has too many of: versions that are neither
// among the newest, nor young, nor used. It is a deregistration whose images
// are chosen by rules.
func sweep() Action {
	return Action{
		ID: "image.sweep", Word: "sweep", Title: "Sweep", On: OnImages, Many: true, Asks: true, Risk: Destructive,
		Help:   "Deregister the old versions of an image's family that nothing uses, and say of each why it goes or stays.",
		Why:    notOurs,
		Needs:  sweepNeeds,
		Fields: sweepFields,
		Plan:   planSweep,
	}
}

func sweepFields(r Request, f Facts) []Field {
	span := func(s string) error { _, err := parseAgo(s, time.Time{}); return err }
	return append([]Field{
		{
			Name: fieldKeep, Label: "Keep the newest", Value: "N", Kind: Text, Default: []string{"3"}, Required: true,
			Help: "how many versions of a family stay, whatever their age; only those that can be launched count", Check: func(s string) error { _, err := parseKeep(s); return err },
		},
		{
			Name: fieldOlder, Label: "Older than", Value: "AGE", Kind: Text, Default: []string{"90d"}, Required: true,
			Help: "what was made since then stays: 90d, 6mo, 1y", Check: span,
		},
		{
			Name: fieldUnused, Label: "Not launched for", Value: "AGE", Kind: Text, Default: []string{"90d"}, Required: true,
			Help: "what was launched since then stays: 90d, 6mo, 1y", Check: span,
		},
	}, deregisterFields(r, f)...)
}

func parseKeep(s string) (int, error) {
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > 1000 {
		return 0, fmt.Errorf("%q is not how many versions stay; write a number from 1 to 1000", s)
	}
	return n, nil
}

// sweepRules are what decides.
type sweepRules struct {
	keep          int
	older, unused time.Time // what was made, or launched, after these stays
}

func rulesOf(r Request) (rules sweepRules, err error) {
	one := func(field, otherwise string) string {
		if v := r.Values.One(field); v != "" {
			return v
		}
		return otherwise
	}
	if rules.keep, err = parseKeep(one(fieldKeep, "3")); err != nil {
		return rules, err
	}
	if rules.older, err = parseAgo(one(fieldOlder, "90d"), r.Now); err != nil {
		return rules, err
	}
	rules.unused, err = parseAgo(one(fieldUnused, "90d"), r.Now)
	return rules, err
}

// swept is one image of a family, and what becomes of it.
type swept struct {
	subject
	goes bool
	why  string
}

// families are the images of the targets' families that are ours, place after
// place, family after family, the newest first. whole reports that the lists
// were read to their end.
func families(r Request, f Facts) (list [][]subject, whole bool) {
	whole = true
	seen := map[Target]bool{} // the place, and the family instead of an ID
	for _, t := range r.Targets {
		img, _ := f.Image(t.At, t.ID)
		if notOurs(f, t) != "" {
			continue
		}
		name := ami.Family(img.Name.Raw())
		if name == "" {
			continue
		}
		of := Target{t.At, name}
		if seen[of] {
			continue
		}
		seen[of] = true
		var family []subject
		read := f.Owned(t.At, func(i *ami.Image) {
			if ami.Family(i.Name.Raw()) == name {
				family = append(family, subject{Target{t.At, i.ID.Raw()}, i, imageName(i, i.ID.String())})
			}
		})
		whole = whole && read
		slices.SortStableFunc(family, func(a, b subject) int { return int(b.img.Created.UnixMilli() - a.img.Created.UnixMilli()) })
		list = append(list, family)
	}
	return list, whole
}

// judge says of each image of a family whether it goes. Whatever is in doubt
// stays. Questions about use are asked of those only that nothing else keeps;
// asking collects them.
func (rules sweepRules) judge(family []subject, f Facts, now time.Time, asking func(subject)) []swept {
	list := make([]swept, 0, len(family))
	newest := 0
	for _, s := range family {
		if s.img.Available() {
			newest++
		}
		why := rules.keeps(s, newest, f, now)
		if why == "" {
			asking(s)
			why = usedWords(f, s)
		}
		goes := why == ""
		if goes {
			why = gone(s.img, now)
		}
		list = append(list, swept{s, goes, why})
	}
	return list
}

// keeps is why an image stays that need not be asked after: "" when nothing of
// it says so. newest is its place among those that can be launched.
func (rules sweepRules) keeps(s subject, newest int, f Facts, now time.Time) string {
	img := s.img
	switch why := stopsDeregister(f, s.Target); {
	case img.Pending():
		return "it is still being made"
	case img.Available() && newest <= rules.keep && rules.keep == 1:
		return "the newest"
	case img.Available() && newest <= rules.keep:
		return fmt.Sprintf("among the newest %d", rules.keep)
	case !img.Created.Known():
		return "when it was made is not known"
	case img.Created.Time().After(rules.older):
		return "made " + ami.AgeWords(img.Created, now)
	case img.LastLaunched.Known() && img.LastLaunched.Time().After(rules.unused):
		return "launched " + ami.AgeWords(img.LastLaunched, now)
	case why != "":
		return why
	}
	for _, note := range managed(img) {
		who, _, _ := strings.Cut(note, ";")
		return who
	}
	return ""
}

// usedWords is what uses an image, or why that is not known. Where tami never
// looks is said of the plan, and keeps nothing.
func usedWords(f Facts, s subject) string {
	users, not := f.Users(s.At, s.ID)
	if len(users) > 0 {
		return "used by " + userWords(users)
	}
	for _, n := range not {
		if n.Why != Beyond {
			return "what uses it is not known: " + n.What + " not checked (" + n.Why + ")"
		}
	}
	return ""
}

// gone is why an image goes.
func gone(img *ami.Image, now time.Time) string {
	launched := "no launch known"
	if img.LastLaunched.Known() {
		launched = "last launched " + ami.AgeWords(img.LastLaunched, now)
	}
	switch {
	case img.Failed():
		return "it failed when it was made; nothing uses it"
	case img.Disabled():
		return "disabled, " + launched + "; nothing found to use it"
	}
	return launched + "; nothing found to use it"
}

// sweepNeeds asks for the families first, then for what uses those that their
// age does not keep, then for what a deregistration of the rest takes.
func sweepNeeds(r Request, f Facts) []ami.Need {
	needs := imageNeeds(r, f)
	places := map[ami.Where]bool{}
	ours(r, f, func(t Target, _ *ami.Image) {
		if !places[t.At] {
			places[t.At] = true
			needs = append(needs, ami.Images{Where: t.At, From: ami.Source{Kind: ami.Mine}})
		}
	})
	rules, err := rulesOf(r)
	if err != nil {
		return needs
	}
	all, _ := families(r, f)
	going := r
	going.Targets = nil
	var judged []Target
	for _, family := range all {
		for _, s := range rules.judge(family, f, r.Now, func(s subject) {
			needs, judged = append(needs, ami.Sharing{Where: s.At, ImageID: s.ID}), append(judged, s.Target)
		}) {
			if s.goes {
				going.Targets = append(going.Targets, s.Target)
			}
		}
	}
	needs = append(needs, userNeeds(f, judged)...)
	if len(going.Targets) == 0 {
		return needs
	}
	return append(needs, deregisterNeeds(going, f)...)
}

func planSweep(r Request, f Facts) (Plan, error) {
	rules, err := rulesOf(r)
	if err != nil {
		return Plan{}, err
	}
	if len(r.Targets) == 0 {
		return Plan{}, fmt.Errorf("sweep needs an image of each family; name one by its ID, such as ami-0123456789abcdef0")
	}
	all, whole := families(r, f)
	d := begin(r, f, "IMAGE", "AGE", "LAST USED", "THEN", "WHY")
	going := r
	going.Targets = nil
	of := 0
	for _, family := range all {
		for _, s := range rules.judge(family, f, r.Now, func(subject) {}) {
			then, used := "stays", "—"
			if s.goes {
				then = "goes"
				going.Targets = append(going.Targets, s.Target)
			}
			if s.img.LastLaunched.Known() {
				used = ami.Age(s.img.LastLaunched, r.Now)
			}
			of++
			d.row(s.subject, s.goes, ami.Age(s.img.Created, r.Now), used, then, s.why)
		}
	}
	for _, t := range r.Targets {
		img, _ := f.Image(t.At, t.ID)
		why := notOurs(f, t)
		if why == "" && ami.Family(img.Name.Raw()) == "" {
			why = "its name tells no family"
		}
		if why != "" {
			d.leave(subject{t, img, imageName(img, clean(t.ID))}, why)
		}
	}
	if !whole {
		d.say(Stop, "The list of images was not read to its end, so which are the newest is not known; r reads it again.")
	}
	if len(going.Targets) == 0 {
		if len(d.left) == 0 {
			d.say(Note, "Nothing goes: each of %s stays, for the reason beside it.", ami.Count(of, "image", "images"))
		}
		p := d.finish(Destructive, "Sweep", "")
		p.Confirm = ""
		return p, nil
	}
	p, err := planDeregister(going, f)
	if err != nil {
		return Plan{}, err
	}
	p.Request, p.Rows = r, d.Rows
	p.Title = fmt.Sprintf("Sweep %d of %s", len(going.Targets), ami.Count(of, "image", "images"))
	for _, l := range d.left {
		d.say(Warn, "Left out: %s.", l)
	}
	p.Warnings = append(p.Warnings, d.Warnings...)
	return p, nil
}
