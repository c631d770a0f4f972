package op

import (
	"fmt"
	"slices"

	"tami/model/ami"
)

// fieldDelete is the field that sends the snapshots after their images;
// fieldMeasure counts their blocks first.
const (
	fieldDelete  = "delete-snapshots"
	fieldMeasure = "measure"
)

// deregister takes images out of use, and deletes what stands behind them
// where that is wanted.
func deregister() Action {
	return Action{
		ID: "image.deregister", Word: "deregister", Title: "Deregister", On: OnImages, Many: true, Risk: Destructive,
		Help:   "Take images out of use, and delete the snapshots that nothing else needs.",
		Why:    stopsDeregister,
		Needs:  deregisterNeeds,
		Fields: deregisterFields,
		Plan:   planDeregister,
	}
}

func deregisterFields(r Request, _ Facts) []Field {
	fields := []Field{{
		Name: fieldDelete, Label: "Delete the snapshots too", Kind: Toggle, Default: []string{"false"},
		Help: "Without it the snapshots stay, and go on costing.",
	}}
	if r.Values.On(fieldDelete) {
		fields = append(fields, measureField())
	}
	return fields
}

func measureField() Field {
	return Field{
		Name: fieldMeasure, Label: "Count the blocks", Kind: Toggle, Default: []string{"false"},
		Help: "Lists the blocks of the snapshots to say exactly what stops being paid; it needs ebs:ListSnapshotBlocks and ebs:ListChangedBlocks.",
	}
}

// stopsDeregister is why an image cannot be deregistered, with the way out: ""
// when it can.
func stopsDeregister(f Facts, t Target) string {
	img, _ := f.Image(t.At, t.ID)
	if why := notOurs(f, t); why != "" {
		if img != nil && img.OwnerAlias.IsZero() && img.Public != ami.Yes {
			why += "; drop the share instead (tami plan drop-share " + clean(t.ID) + ")"
		}
		return why
	}
	switch {
	case backedUp(img.Name.Raw(), img.Tags):
		return "AWS Backup keeps it; delete its recovery point in the vault instead, and the image goes with it"
	case !img.Protected():
		return ""
	case img.Protection.String() == "enabled-with-cooldown":
		return "it is protected against deregistration; lift that first (K), and wait for the 24 hours that it still holds"
	case img.Protection.String() == "enabled-without-cooldown", img.Protection.String() == "enabled":
		return "it is protected against deregistration; lift that first (K)"
	}
	return "its protection was lifted and still holds for a while (" + img.Protection.String() + "); wait until that is over"
}

// deregisterNeeds asks of the images first, and of what stands behind them when
// they are known.
func deregisterNeeds(r Request, f Facts) []ami.Need {
	needs := imageNeeds(r, f)
	seen := map[ami.Where]bool{}
	var images []Target
	ours(r, f, func(t Target, img *ami.Image) {
		needs, images = append(needs, ami.Sharing{Where: t.At, ImageID: t.ID}), append(images, t)
		for _, id := range img.SnapshotIDs() {
			needs = append(needs, snapshotNeeds(f, t.At, id)...)
		}
		if !seen[t.At] {
			seen[t.At] = true
			needs = append(needs, placeNeeds(t.At, r.Values.On(fieldDelete))...)
		}
	})
	needs = append(needs, userNeeds(f, images)...)
	if r.Values.On(fieldDelete) && r.Values.On(fieldMeasure) {
		if d, err := deregistering(r, f); err == nil {
			needs = append(needs, d.measures()...)
		}
	}
	return needs
}

// placeNeeds are the questions about a place that the fate of any snapshot
// depends on.
func placeNeeds(at ami.Where, remove bool) []ami.Need {
	needs := []ami.Need{ami.Images{Where: at, From: ami.Source{Kind: ami.Mine}}, ami.BinRules{Where: at}}
	if remove {
		needs = append(needs, ami.OwnSnapshots{Where: at}, ami.BinnedImages{Where: at})
	}
	return needs
}

// snapshotNeeds are the questions about one snapshot.
func snapshotNeeds(f Facts, at ami.Where, id string) []ami.Need {
	needs := []ami.Need{ami.OneSnapshot{Where: at, ID: id}, ami.SnapshotLock{Where: at, ID: id}, ami.FastRestore{Where: at, ID: id}}
	if s, _ := f.Snapshot(at, id); s != nil && s.Tier.String() == "archive" {
		needs = append(needs, ami.TierStatus{Where: at, ID: id})
	}
	return needs
}

// deregistration is a plan for images that go, while it is being made.
type deregistration struct {
	*draft
	gaps   gaps
	sites  []*site
	remove bool
	going  []subject
	snaps  map[Target]*fated
	last   map[Target]string // the image whose step deletes a snapshot: the last that stands on it
	losing []Grantee         // those who lose access
	used   []string          // what is used, and by what
	recent []string          // what was launched a moment ago, and when
}

// site is what is planned in one place.
type site struct {
	place  *place
	images []subject
	snaps  []fated
	money  tally
}

func planDeregister(r Request, f Facts) (Plan, error) {
	d, err := deregistering(r, f)
	if err != nil {
		return Plan{}, err
	}
	for _, s := range d.going {
		d.image(s)
	}
	d.inUse()
	d.loseAccess()
	d.kept()
	steps := map[Target]string{}
	for _, s := range d.going {
		d.goes(s, steps)
	}
	return d.complete(), nil
}

// deregistering settles which images go, and what becomes of each snapshot
// behind them.
func deregistering(r Request, f Facts) (*deregistration, error) {
	if len(r.Targets) == 0 {
		return nil, fmt.Errorf("deregister needs an image; name one by its ID, such as ami-0123456789abcdef0")
	}
	d := &deregistration{
		draft: begin(r, f, "IMAGE", "AGE", "LAST USED", "STILL USED BY"), remove: r.Values.On(fieldDelete),
		snaps: map[Target]*fated{}, last: map[Target]string{},
	}
	d.sort()
	for _, s := range d.sites {
		d.settle(s)
	}
	return d, nil
}

// sort parts the targets into those that go and those that stop the plan.
func (d *deregistration) sort() {
	places := map[ami.Where]*site{}
	seen := map[Target]bool{}
	for _, t := range d.Request.Targets {
		if seen[t] {
			continue
		}
		seen[t] = true
		img, known := d.facts.Image(t.At, t.ID)
		s := subject{t, img, imageName(img, clean(t.ID))}
		switch why := stopsDeregister(d.facts, t); {
		case img == nil && known:
			d.say(Note, "%s is gone, or not visible to us: there is nothing to deregister.", s.name)
			d.row(s, false, "", "", "gone")
			continue
		case why != "":
			d.say(Stop, "%s cannot be deregistered: %s.", s.name, why)
			cell := "cannot go"
			if img == nil {
				cell = "not read"
			}
			d.row(s, true, "", "", cell)
			continue
		}
		if places[t.At] == nil {
			places[t.At] = &site{}
			d.sites = append(d.sites, places[t.At])
		}
		places[t.At].images = append(places[t.At].images, s)
	}
	for _, site := range d.sites {
		for i := range site.images {
			if s := &site.images[i]; len(d.sites) > 1 { // copies have the same name in every region
				s.name += " in " + s.At.String()
			}
		}
		d.going = append(d.going, site.images...)
	}
}

// settle finds the fates of the snapshots of a site.
func (d *deregistration) settle(s *site) {
	at := s.images[0].At
	w := wanted{images: map[string][]string{}, goes: map[string]bool{}, remove: d.remove}
	for _, one := range s.images {
		w.goes[one.ID] = true
		for _, id := range one.img.SnapshotIDs() {
			if w.images[id] == nil {
				w.ids = append(w.ids, id)
			}
			w.images[id] = append(w.images[id], one.ID)
			d.last[Target{at, id}] = one.ID
		}
	}
	s.place = survey(d.facts, at, d.Request.Now, w.ids, &d.gaps)
	snaps, outcome := s.place.fates(w)
	s.snaps, s.money = snaps, tally{place: s.place, outcome: outcome, snaps: snaps}
	for i := range s.snaps {
		d.snaps[Target{at, s.snaps[i].Fate.SnapshotID}] = &s.snaps[i]
		d.Snapshots = append(d.Snapshots, s.snaps[i].Fate)
	}
}

// behind are the snapshots of an image.
func (d *deregistration) behind(s subject) []*fated {
	var list []*fated
	for _, id := range s.img.SnapshotIDs() {
		list = append(list, d.snaps[Target{s.At, id}])
	}
	return list
}

// site is where an image is.
func (d *deregistration) site(s subject) *site {
	return d.sites[slices.IndexFunc(d.sites, func(x *site) bool { return x.place.at == s.At })]
}

// goes adds the step that deregisters one image. A snapshot behind several
// images that go is deleted with the last of them, after the others: AWS spares
// a snapshot as long as an image uses it.
func (d *deregistration) goes(s subject, steps map[Target]string) {
	with, later, stay := 0, 0, 0
	var after []string
	for _, f := range d.behind(s) {
		switch {
		case f.gone && d.last[Target{s.At, f.Fate.SnapshotID}] != s.ID:
			later++
		case f.gone:
			with++
			for _, id := range f.Fate.Images {
				if step := steps[Target{s.At, id}]; step != "" && !slices.Contains(after, step) {
					after = append(after, step)
				}
			}
		case !f.lost:
			stay++
		}
	}
	title := "deregister " + s.name
	if with > 0 {
		title += " and delete " + ami.Count(with, "snapshot", "snapshots")
	}
	if later > 0 {
		title += "; " + ami.Count(later, "snapshot goes with a later step", "snapshots go with later steps")
	}
	if stay > 0 {
		title += "; " + ami.Count(stay, "snapshot stays", "snapshots stay")
	}
	steps[s.Target] = d.step(s, title, DeregisterImage{ImageID: s.ID, DeleteSnapshots: with > 0}, d.wayBack(s), after...)
}

// complete puts the rest to the plan: money, the way back, offers.
func (d *deregistration) complete() Plan {
	var all []tally
	for _, s := range d.sites {
		all = append(all, s.money)
		if d.remove {
			s.place.binnedImages()
		}
	}
	if len(all) > 0 {
		d.Cost = total(all)
	}
	d.unchecked(d.gaps.list...)
	if n := d.Request.Hidden; n > 0 {
		d.say(Warn, "%s hidden by the filter.", ami.Count(n, "of these images is", "of these images are"))
	}
	d.UndoLine = d.wayBackOfAll()
	d.Offers = d.offers()
	return d.finish(Destructive, "Deregister", "")
}

// measures are the questions that would make the bounds exact.
func (d *deregistration) measures() []ami.Need {
	var needs []ami.Need
	for _, s := range d.sites {
		needs = append(needs, s.place.measures(s.snaps)...)
	}
	return needs
}

// measures asks for the blocks that are freed when these snapshots go.
func (p *place) measures(snaps []fated) []ami.Need {
	var goes []string
	for _, f := range snaps {
		if f.gone {
			goes = append(goes, f.Fate.SnapshotID)
		}
	}
	var needs []ami.Need
	for _, q := range p.facts.Book(p.at).Lineage.Questions(goes) {
		needs = append(needs, ami.FreedBlocks{Where: p.at, Question: q.Key()})
	}
	return needs
}
