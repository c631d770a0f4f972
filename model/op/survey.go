package op

import (
	"time"

	"tami/model/ami"
	"tami/model/money"
)

// place is what planners want to know of one place, gathered once for a plan.
type place struct {
	facts   Facts
	at      ami.Where
	now     time.Time
	account string
	gaps    *gaps

	users map[string][]*ami.Image // images of ours that stand on a snapshot, by its ID
	whole bool                    // every image of ours was seen
	rules ami.BinRuleList
	ruled string // why the rules of the bin are not known, "" when they are
}

// survey looks at a place for the sake of some snapshots.
func survey(f Facts, at ami.Where, now time.Time, snapshots []string, g *gaps) *place {
	p := look(f, at, now, g)
	wanted := make(map[string]bool, len(snapshots))
	for _, id := range snapshots {
		wanted[id] = true
	}
	p.whole = f.Owned(at, func(img *ami.Image) {
		if img.State.String() == "deregistered" {
			return
		}
		for i := range img.Devices {
			if e := img.Devices[i].EBS; e != nil && wanted[e.SnapshotID.String()] {
				p.use(e.SnapshotID.String(), img)
			}
		}
	})
	if !p.whole {
		need := ami.Images{Where: at, From: ami.Source{Kind: ami.Mine}}
		g.add("whether other images of ours need these snapshots", or(f.Why(need), "the list of images was not read to its end"))
	}
	return p
}

// look reads the rules of a place.
func look(f Facts, at ami.Where, now time.Time, g *gaps) *place {
	p := &place{facts: f, at: at, now: now, account: f.Account(at.Profile), gaps: g, users: map[string][]*ami.Image{}}
	if p.account == "" {
		g.add("whose account this is", or(f.Why(ami.Caller{Profile: at.Profile}), "AWS did not say"))
	}
	rules := ami.BinRules{Where: at}
	list, read := f.Answer(rules).(ami.BinRuleList)
	if p.rules = list; !read {
		p.ruled = or(f.Why(rules), NotAnswered)
	}
	g.add("rules of the Recycle Bin", or(p.ruled, f.Why(rules)))
	return p
}

// use notes that an image stands on a snapshot, once however many devices do.
func (p *place) use(id string, img *ami.Image) {
	if list := p.users[id]; len(list) == 0 || list[len(list)-1].ID != img.ID {
		p.users[id] = append(list, img)
	}
}

// catching is what the bin does with a resource of this place.
func (p *place) catching(resource string, tags []ami.Tag, tagged bool) money.Catch {
	if p.ruled != "" {
		return money.Catch{Unsure: p.ruled}
	}
	return money.Catching(p.rules.List, resource, tags, tagged)
}

// noted is what the bin does, with what is not sure of it among the gaps.
func (p *place) noted(c money.Catch) money.Catch {
	if p.ruled == "" {
		p.gaps.add("whether the Recycle Bin keeps them", c.Unsure)
	}
	return c
}

// catchingImage is what the bin does with an image that is deregistered: it
// takes finished ones that stand on EBS.
func (p *place) catchingImage(img *ami.Image) money.Catch {
	if img.RootDeviceType.String() == "instance-store" || !img.Available() && !img.Disabled() {
		return money.Catch{}
	}
	return p.noted(p.catching(ami.BinOfImages, img.Tags, true))
}

// notBinned says why the bin does not keep something.
func notBinned(c money.Catch) string {
	if c.Unsure != "" {
		return "it is not known whether the Recycle Bin keeps it (" + c.Unsure + ")"
	}
	return "no rule of the Recycle Bin keeps it"
}

// book is what is known of prices and of how snapshots share their blocks.
func (p *place) book() money.Book {
	b := p.facts.Book(p.at)
	b.Now, b.Archived, b.Zones = p.now, map[string]time.Time{}, map[string]int{}
	return b
}

// binnedImages names the images in the Recycle Bin: AWS does not say which
// snapshots they need to come back.
func (p *place) binnedImages() {
	need := ami.BinnedImages{Where: p.at}
	list, ok := p.facts.Answer(need).(ami.BinnedImageList)
	switch n := len(list.List); {
	case !ok:
		p.gaps.add("images in the Recycle Bin that may need these snapshots", or(p.facts.Why(need), NotAnswered))
	case n > 0:
		p.gaps.add(ami.Count(n, "image", "images")+" in the Recycle Bin of "+p.at.Region, "AWS does not say which snapshots they need to come back")
	}
}
