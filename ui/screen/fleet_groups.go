package screen

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tami/model"
	"tami/model/ami"
	"tami/model/text"
)

// groupRows are the Auto Scaling groups of a place.
func groupRows(e Env, at ami.Where) []fleetRow {
	list, _ := e.State.Answer(ami.Groups{Where: at}).(ami.GroupList)
	rows := make([]fleetRow, len(list.List))
	for i := range list.List {
		g := &list.List[i]
		if fresh := (watched{at, g.Name.Raw()}).newest(e); fresh != nil {
			g = fresh
		}
		rows[i] = groupRow(e, at, g)
	}
	return rows
}

func groupRow(e Env, at ami.Where, g *ami.Group) fleetRow {
	r := fleetRow{at: at, id: g.Name.Raw(), name: g.Name.String(), from: groupFrom(g), total: len(g.Members)}
	r.runs = memberImages(e, at, g)
	for _, c := range r.runs {
		r.add(c.image)
	}
	for _, l := range g.Launches {
		r.add(l.ImageID.Raw())
	}
	if len(r.runs) > 0 {
		r.image = r.runs[0].image
	} else if len(r.images) > 0 {
		r.image = r.images[0]
	}
	if r.image == "" {
		r.unknown = "not known"
		for _, l := range g.Launches {
			r.unknown = cmp.Or(l.Why.String(), r.unknown)
		}
	}
	r.groupAbout(e, g)
	r.groupState(e, g)
	return r
}

// add notes an image once.
func (r *fleetRow) add(id string) {
	if id != "" && !slices.Contains(r.images, id) {
		r.images = append(r.images, id)
	}
}

func (r *fleetRow) say(label, format string, args ...any) {
	r.about = append(r.about, [2]string{label, fmt.Sprintf(format, args...)})
}

// groupFrom says in a few words what a group launches from, with what matters
// most in front: the number, and whether it moves.
func groupFrom(g *ami.Group) string {
	u := g.Template
	from := cmp.Or(u.Name.String(), u.ID.String())
	switch {
	case from == "" && !g.Configuration.IsZero():
		return "config " + g.Configuration.String()
	case from == "":
		return "not known"
	case u.Moves() && u.Number != 0:
		from += " v" + strconv.FormatInt(u.Number, 10) + " " + u.Version.String()
	case u.Moves():
		from += " " + u.Version.String()
	default:
		from += " v" + u.Version.String()
	}
	if n := len(g.Overrides); n > 0 {
		from += " +" + model.Count(n, "type", "types")
	}
	return from
}

// memberImages counts which images the instances of a group run.
func memberImages(e Env, at ami.Where, g *ami.Group) []imageCount {
	var counts []imageCount
	for i := range g.Members {
		id := memberImage(e, at, &g.Members[i])
		if id == "" {
			continue
		}
		if n := slices.IndexFunc(counts, func(c imageCount) bool { return c.image == id }); n >= 0 {
			counts[n].n++
		} else {
			counts = append(counts, imageCount{id, 1})
		}
	}
	slices.SortStableFunc(counts, func(a, b imageCount) int { return cmp.Compare(b.n, a.n) })
	return counts
}

// groupAbout is everything about a group that no column holds.
func (r *fleetRow) groupAbout(e Env, g *ami.Group) {
	for _, l := range g.Launches {
		what := fleetImageName(e, r.at, l.ImageID.Raw())
		if l.ImageID.IsZero() {
			what = "not known: " + l.Why.String()
		}
		r.say("launches", "%s: %s", l.From, what)
	}
	size := fmt.Sprintf("%d of %d in service (%d to %d)", g.InService, g.Desired, g.Min, g.Max)
	if g.Warm != nil {
		size += fmt.Sprintf(" · warm pool of %d, %s", g.Warm.Size, strings.ToLower(cmp.Or(g.Warm.State.String(), "empty")))
	}
	if n := protectedMembers(g); n > 0 {
		size += fmt.Sprintf(" · %d protected from scale-in: a refresh waits for them", n)
	}
	r.say("size", "%s", size)
	if len(g.Suspended) > 0 {
		r.say("suspended", "%s", joinSafe(g.Suspended))
	}
	if !g.Managed.IsZero() {
		r.say("managed", "by %s", g.Managed)
	}
	list, ok := e.State.Answer(ami.Refreshes{Where: r.at, Group: g.Name.Raw()}).(ami.RefreshList)
	switch {
	case ok && len(list.List) > 0:
		r.say("refresh", "%s", refreshWords(e, g, &list.List[0]))
	case ok:
		r.say("refresh", "none in the last six weeks")
	}
}

func protectedMembers(g *ami.Group) (n int) {
	for _, m := range g.Members {
		if m.Protected {
			n++
		}
	}
	return n
}

func joinSafe(list []text.Safe) string {
	words := make([]string, len(list))
	for i, s := range list {
		words[i] = s.String()
	}
	return strings.Join(words, ", ")
}

// refreshWords is an instance refresh in a line.
func refreshWords(e Env, g *ami.Group, f *ami.Refresh) string {
	s := spelled(f.Status.String())
	if !f.Over() {
		s += fmt.Sprintf(", %d %%", f.Percent)
		if f.ToUpdate > 0 {
			s += fmt.Sprintf(", %d to go", f.ToUpdate)
		}
	}
	switch {
	case !f.Version.IsZero() && !f.Over() && !g.Template.ID.IsZero():
		from, to := g.Template, g.Template
		to.ID, to.Version, to.Number = f.Template, f.Version, 0
		if f.Template != g.Template.ID {
			to.Name = f.Template
		}
		s += ", from " + from.String() + " to " + to.String()
	case !f.Version.IsZero():
		s += ", to v" + strings.TrimPrefix(f.Version.String(), "v")
	}
	if began := model.AgeWords(f.Began, e.State.Now); began != "" {
		s += ", begun " + began
	}
	if !f.Reason.IsZero() {
		s += ": " + f.Reason.String()
	}
	if !f.Over() {
		s += "; R goes on with it, stops it or turns it round"
	}
	return s
}

// groupState says what is out of the ordinary, the most urgent first.
func (r *fleetRow) groupState(e Env, g *ami.Group) {
	var words []string
	refreshing := false
	if list, ok := e.State.Answer(ami.Refreshes{Where: r.at, Group: g.Name.Raw()}).(ami.RefreshList); ok && len(list.List) > 0 {
		switch f := &list.List[0]; {
		case !f.Over():
			words, refreshing = append(words, fmt.Sprintf("refresh %d %%", f.Percent)), true
		case strings.Contains(f.Status.String(), "Failed"):
			words, r.alarm = append(words, "refresh failed"), true
		}
	}
	if len(g.Suspended) > 0 {
		words, r.alarm = append(words, "suspended: "+joinSafe(g.Suspended)), true
	}
	if g.InService < g.Desired {
		words = append(words, fmt.Sprintf("%d of %d up", g.InService, g.Desired))
		r.alarm = r.alarm || !refreshing // a refresh takes some out of service on purpose
	}
	if w := imageTrouble(e, r.at, r.image); w != "" {
		words, r.alarm = append(words, w), true
	}
	switch {
	case len(r.runs) > 1:
		words = append(words, fmt.Sprintf("%d images", len(r.runs)))
	case len(r.runs) == 1 && !launches(g, r.runs[0].image):
		words = append(words, "next: another image")
	}
	r.state = strings.Join(words, ", ")
}

// launches reports that new instances may come from an image: also where what
// they come from is not known.
func launches(g *ami.Group, image string) bool {
	return len(g.Launches) == 0 || slices.ContainsFunc(g.Launches, func(l ami.Launch) bool {
		return l.ImageID.IsZero() || l.ImageID.Raw() == image
	})
}
