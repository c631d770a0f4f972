package op

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"tami/model/ami"
)

// Past is an image that was launched here, or that could have been, and how
// that is known.
type Past struct {
	ImageID string
	From    string // in words: "web v42", "version 7 of the parameter", "an earlier version of web-arm64"
	Version int64  // of the launch template; 0 when it is none of its
	Since   ami.Date
	Until   ami.Date // unknown: it is the one now
	Healthy bool     // a refresh brought everything to it, and succeeded
	Off     string   // why it cannot be gone back to; "" when it can
}

// Pasts are the images that ran here, those that are most likely to be gone
// back to first, each once; the image that runs now is not among them. What
// refreshes proved comes before what versions and parameters say, and that
// before the earlier versions of its family.
func Pasts(f Facts, on Kind, t Target) []Past {
	return newRollback(Request{On: on, Targets: []Target{t}}, f).past
}

func (b *rollback) history() []Past {
	var all []Past
	add := func(p Past) {
		if p.ImageID == "" || p.ImageID == b.now || slices.ContainsFunc(all, func(q Past) bool { return q.ImageID == p.ImageID }) {
			return
		}
		img, known := b.facts.Image(b.at, p.ImageID)
		switch {
		case img == nil && known:
			p.Off = "it is gone, or not visible"
		case img != nil && !img.Available():
			p.Off = "it is " + img.State.String()
		}
		all = append(all, p)
	}
	for _, p := range b.refreshed() {
		add(p)
	}
	for _, p := range b.versioned() {
		add(p)
	}
	for _, p := range b.parameterised() {
		add(p)
	}
	for _, p := range b.relatives() {
		add(p)
	}
	return all
}

// refreshed are the images that refreshes brought the group to.
func (b *rollback) refreshed() []Past {
	var list []Past
	var until ami.Date
	for _, r := range b.refreshes() {
		if r.Status.String() != "Successful" || r.Template != b.use.ID {
			continue
		}
		for _, v := range b.versions.List {
			if number(v.Number) == r.Version.Raw() && !v.ImageID.IsZero() {
				list = append(list, Past{ImageID: v.ImageID.Raw(), From: b.template() + " v" + number(v.Number), Version: v.Number, Since: r.Ended, Until: until, Healthy: true})
			}
		}
		until = r.Began
	}
	return list
}

// versioned are the images of the versions of the template before the one in
// use. Each stood until the next was made.
func (b *rollback) versioned() []Past {
	var list []Past
	var until ami.Date
	for _, v := range b.versions.List {
		if v.Number < b.use.Number {
			list = append(list, Past{ImageID: v.ImageID.Raw(), From: b.template() + " v" + number(v.Number), Version: v.Number, Since: v.Created, Until: until})
		}
		until = v.Created
	}
	for _, v := range b.versions.List {
		if v.Number > b.use.Number {
			list = append(list, Past{ImageID: v.ImageID.Raw(), From: b.template() + " v" + number(v.Number) + ", newer", Version: v.Number, Since: v.Created})
		}
	}
	return list
}

func (b *rollback) parameterised() []Past {
	if b.parameter == "" {
		return nil
	}
	past, _ := answered[ami.ParameterHistoryList](b.facts, ami.ParameterHistory{Where: b.at, Name: b.parameter})
	var list []Past
	var until ami.Date
	for _, v := range past.List {
		list = append(list, Past{ImageID: v.Value.Raw(), From: "version " + number(v.Version) + " of " + clean(b.parameter), Since: v.Modified, Until: until})
		until = v.Modified
	}
	return list
}

// relatives are our other images of the family of the one that runs now, the
// newest before it first.
func (b *rollback) relatives() []Past {
	now, _ := b.facts.Image(b.at, b.now)
	if now == nil || now.Name.IsZero() {
		return nil
	}
	family := ami.Family(now.Name.Raw())
	var found []*ami.Image
	b.facts.Owned(b.at, func(img *ami.Image) {
		if img.Available() && img.Created.UnixMilli() < now.Created.UnixMilli() && ami.Family(img.Name.Raw()) == family {
			found = append(found, img)
		}
	})
	slices.SortFunc(found, func(x, y *ami.Image) int {
		return cmp.Or(cmp.Compare(y.Created.UnixMilli(), x.Created.UnixMilli()), cmp.Compare(x.ID.Raw(), y.ID.Raw()))
	})
	list := make([]Past, 0, len(found))
	for _, img := range found {
		list = append(list, Past{ImageID: img.ID.Raw(), From: "an earlier version of " + clean(family), Since: img.Created})
	}
	return list
}

// suggest chooses the last image that was healthy here, and where no refresh
// tells, the one before.
func (b *rollback) suggest() {
	best := slices.IndexFunc(b.past, func(p Past) bool { return p.Off == "" && p.Healthy && !b.left(p.ImageID) })
	if best < 0 {
		best = slices.IndexFunc(b.past, func(p Past) bool {
			return p.Off == "" && (p.Version == 0 || p.Version < b.use.Number) && !b.left(p.ImageID)
		})
	}
	if best < 0 {
		return
	}
	b.to, b.why = b.past[best].ImageID, b.past[best].Words(b.Request.Now)
}

// left reports an image that a rollback has left, as the version says that was
// made for it: nobody wants to go back to that one unasked.
func (b *rollback) left(image string) bool {
	return slices.ContainsFunc(b.versions.List, func(v ami.TemplateVersion) bool {
		return strings.HasPrefix(v.Description.Raw(), rolledBackFrom+image+" ")
	})
}

// rolledBackFrom begins the description of a template version that a rollback
// makes; the image that was left comes next.
const rolledBackFrom = "roll back from "

// Words say how it is known that the image ran here, and when: "ran here 9
// days, healthy, until 2 days ago".
func (p Past) Words(now time.Time) string {
	words := p.From
	switch {
	case p.Healthy && p.Since.Known() && p.Until.Known():
		words = "ran here " + days(p.Until.Time().Sub(p.Since.Time())) + ", healthy, until " + days(now.Sub(p.Until.Time())) + " ago (" + p.From + ")"
	case p.Healthy:
		words = "ran here, healthy (" + p.From + ")"
	case p.Until.Known():
		words += ", until " + days(now.Sub(p.Until.Time())) + " ago"
	case p.Since.Known():
		words += ", made " + days(now.Sub(p.Since.Time())) + " ago"
	}
	if p.Off != "" {
		words += "; " + p.Off
	}
	return words
}

// days is a span of time in the unit that fits it.
func days(d time.Duration) string {
	switch {
	case d < time.Hour:
		return ami.Count(max(int(d.Minutes()), 0), "minute", "minutes")
	case d < 48*time.Hour:
		return ami.Count(int(d.Hours()), "hour", "hours")
	}
	return ami.Count(int(d.Hours()/24), "day", "days")
}

// toChoices are the images to go back to.
func (b *rollback) toChoices() []Choice {
	var list []Choice
	for _, p := range b.past {
		list = append(list, Choice{Value: p.ImageID, Label: b.name(p.ImageID) + ": " + p.Words(b.Request.Now), Off: p.Off})
	}
	return list
}
