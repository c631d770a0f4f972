package op

import (
	"fmt"
	"slices"
	"time"

	"tami/model/ami"
)

// freshUse is for how long a launch counts as recent: EC2 tells of launches a
// day late.
const freshUse = 7 * 24 * time.Hour

// image puts what there is to know of one image that goes into the plan: its
// row, what uses it, what breaks and what else keeps it.
func (d *deregistration) image(s subject) {
	now := d.Request.Now
	d.gaps.add("whether "+s.name+" is still as it was listed", d.facts.Why(ami.OneImage{Where: s.At, ID: s.ID}))
	users, not := d.facts.Users(s.At, s.ID)
	used := "nothing found"
	if len(users) > 0 {
		used = userWords(users)
		d.used = append(d.used, s.name+" is still used: "+used)
	}
	if len(not) > 0 {
		used += " *"
	}
	last := "—"
	if s.img.LastLaunched.Known() {
		last = ami.Age(s.img.LastLaunched, now)
	}
	recent := s.img.LastLaunched.Known() && now.Sub(s.img.LastLaunched.Time()) < freshUse
	if recent && len(users) == 0 {
		d.recent = append(d.recent, s.name+" was launched "+ami.AgeWords(s.img.LastLaunched, now))
	}
	d.row(s, len(users) > 0 || recent, ami.Age(s.img.Created, now), last, used)
	d.stopsLaunching(s)
	d.sharing(s)
	d.state(s)
	for _, note := range managed(s.img) {
		d.say(Warn, "%s: %s.", s.name, note)
	}
}

// inUse warns of images that are used, or were a moment ago: of each by name, or
// where they are many of their number, since the table names them all.
func (d *deregistration) inUse() {
	const few = 3
	for _, list := range []struct {
		lines []string
		many  string
	}{{d.used, "%d images are still used: see what by in the table."}, {d.recent, "%d images that nothing was found to use were launched in the last days."}} {
		if n := len(list.lines); n > few {
			d.say(Warn, list.many, n)
			continue
		}
		for _, l := range list.lines {
			d.say(Warn, "%s.", l)
		}
	}
}

// userWords names what uses an image, a kind at a time.
func userWords(users []User) string {
	var kinds, words []string
	of := map[string][]User{}
	for _, u := range users {
		if of[u.Kind] == nil {
			kinds = append(kinds, u.Kind)
		}
		of[u.Kind] = append(of[u.Kind], u)
	}
	for _, k := range kinds {
		if n := len(of[k]); n > 1 {
			words = append(words, ami.Count(n, k, k+"s"))
		} else {
			words = append(words, of[k][0].Words())
		}
	}
	return listed(words)
}

// sharing notes who loses access to an image.
func (d *deregistration) sharing(s subject) {
	need := ami.Sharing{Where: s.At, ImageID: s.ID}
	list, ok := d.facts.Answer(need).(ami.Permissions)
	if !ok {
		if why := d.facts.Why(need); why != "" {
			d.gaps.add("whom "+s.name+" is shared with", why)
		}
	}
	there := granteesOf(list)
	if s.img.Public == ami.Yes {
		there = append(there, Grantee{Group: Everybody})
	}
	for _, g := range there {
		if !slices.Contains(d.losing, g) {
			d.losing = append(d.losing, g)
		}
	}
}

// loseAccess says who loses access, over all images.
func (d *deregistration) loseAccess() {
	var accounts, wider []string
	for _, g := range d.losing {
		switch {
		case g.Account != "":
			accounts = append(accounts, g.String())
		case g.Group == Everybody:
			d.breaks("everybody loses access: it is public")
		default:
			wider = append(wider, g.String())
		}
	}
	switch len(accounts) {
	case 0:
	case 1:
		d.breaks("%s loses access", accounts[0])
	default:
		d.breaks("%d accounts lose access", len(accounts))
	}
	for _, w := range wider {
		d.breaks("%s loses access", w)
	}
}

// state says what the state of an image means for its going.
func (d *deregistration) state(s subject) {
	switch img := s.img; {
	case img.Pending():
		d.say(Warn, "%s is still being made; this cancels it.", s.name)
		d.gaps.add("snapshots of "+s.name, "it is still being made, and those that come are not all named yet")
	case img.Disabled():
		d.say(Note, "%s is disabled: nobody can launch it as it is.", s.name)
	case img.Failed():
		why := ""
		if r := img.StateReason; r != nil && !r.Message.IsZero() {
			why = " (" + r.Message.String() + ")"
		}
		d.say(Note, "%s failed when it was made%s; nobody could ever launch it.", s.name, why)
	}
	if s.img.RootDeviceType.String() == "instance-store" {
		d.say(Note, "%s lies in S3: its bundle stays there and costs until it is deleted (%s).", s.name, s.img.Location)
	}
}

// kept says of the snapshots what the table has no room for.
func (d *deregistration) kept() {
	for _, s := range d.sites {
		orphans, fast := 0, 0
		for _, f := range s.snaps {
			if f.Fate.Fate == Orphaned {
				orphans++
			}
			if !f.gone && f.fast > 0 {
				fast++
			}
		}
		if orphans > 0 {
			d.say(Note, "%s in %s without an image; deleting what stays is a plan of its own (delete-snapshots).", ami.Count(orphans, "snapshot stays", "snapshots stay"), s.place.at.Region)
		}
		if fast > 0 {
			d.say(Warn, "Fast snapshot restore stays on for %s and goes on being billed.", ami.Count(fast, "snapshot", "snapshots"))
		}
	}
}

// offers are what is worth a look instead: to disable first, and to do what
// stands in the way.
func (d *deregistration) offers() []Offer {
	var offers []Offer
	offer := func(word, text string, targets []Target, values Values) {
		if a := Find(word); a != nil && len(targets) > 0 {
			offers = append(offers, Offer{text, Request{Action: a.ID, Targets: targets, Values: values, Now: d.Request.Now}})
		}
	}
	var usable, protected, theirs []Target
	for _, s := range d.going {
		if s.img.Available() {
			usable = append(usable, s.Target)
		}
	}
	for _, t := range d.Request.Targets {
		switch img, _ := d.facts.Image(t.At, t.ID); {
		case img == nil:
		case notOurs(d.facts, t) != "":
			theirs = append(theirs, t)
		case img.Protected():
			protected = append(protected, t)
		}
	}
	if len(d.Stopped()) > 0 {
		var rest []Target
		for _, s := range d.going {
			rest = append(rest, s.Target)
		}
		offer("deregister", "deregister "+ami.Count(len(rest), "image that can go", "images that can go")+", and leave the others", rest, d.Request.Values)
	}
	offer("protect", "lift the protection first", protected, Values{"lift": {"true"}})
	offer("drop-share", "drop the share instead", theirs, nil)
	text := "disable now, deregister later: it can be enabled again"
	if len(d.losing) > 0 {
		text += fmt.Sprintf(", and takes the shares away just the same (%s)", sharedWords(d.losing))
	}
	offer("disable", text, usable, nil)
	return offers
}
