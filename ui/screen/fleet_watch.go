package screen

import (
	"slices"
	"time"

	"tami/model/ami"
	"tami/model/op"
)

// How often a group is looked at while a refresh replaces its instances, as
// long as somebody looks at it: the group and its refresh, a request each,
// however many instances it has. Where what the group does is told too, every
// third look asks for that in the place of the group. What its new instances were launched from is
// looked up when it is not known, and not more often than fleetLookUp.
const (
	fleetPoll   = 5 * time.Second
	fleetLookUp = 30 * time.Second
)

// watched is a group whose instances are replaced just now.
type watched struct {
	at   ami.Where
	name string
}

func (w watched) group() ami.Need   { return ami.OneGroup{Where: w.at, Name: w.name} }
func (w watched) refresh() ami.Need { return ami.Refreshes{Where: w.at, Group: w.name} }
func (w watched) acts() ami.Need    { return ami.Activities{Where: w.at, Group: w.name} }

// replaced is the group whose instances a plan replaces: ok is false where it
// replaces none.
func replaced(p *op.Plan) (w watched, ok bool) {
	for _, step := range p.Steps {
		switch c := step.Do.(type) {
		case op.StartRefresh:
			return watched{step.At, c.Group}, true
		case op.RollbackRefresh:
			return watched{step.At, c.Group}, true
		case op.CancelRefresh:
			return watched{step.At, c.Group}, true
		default:
		}
	}
	return watched{}, false
}

// underWay is the refresh of a group that is not over, as AWS told last,
// whoever began it; nil without one.
func (w watched) underWay(e Env) *ami.Refresh {
	list, _ := e.State.Answer(w.refresh()).(ami.RefreshList)
	if len(list.List) == 0 || list.List[0].Over() {
		return nil
	}
	return &list.List[0]
}

// newest is a group as it was read last: with its neighbours, or by itself
// since. nil: it is not known.
func (w watched) newest(e Env) *ami.Group {
	list, _ := e.State.Answer(ami.Groups{Where: w.at}).(ami.GroupList)
	g := list.Find(w.name)
	alone, _ := e.State.Answer(w.group()).(ami.GroupList)
	fresh := alone.Find(w.name)
	if fresh == nil || g != nil && e.State.Known(ami.Groups{Where: w.at}).At.After(e.State.Known(w.group()).At) {
		return g
	}
	if g != nil && sameSetup(g, fresh) {
		both := *fresh
		both.Launches, both.Template = g.Launches, g.Template
		return &both
	}
	return fresh
}

// sameSetup reports that a group launches from what it launched from.
func sameSetup(a, b *ami.Group) bool {
	return a.Template.ID == b.Template.ID && a.Template.Version == b.Template.Version && a.Configuration == b.Configuration && a.Policy == b.Policy
}

// memberImage is the image that an instance of a group runs: as Auto Scaling
// says, which does so where the root volume was replaced, as EC2 says, or as
// what it was launched from says.
func memberImage(e Env, at ami.Where, m *ami.Member) string {
	if !m.ImageID.IsZero() {
		return m.ImageID.Raw()
	}
	if inst, known := e.State.Facts().Instance(at, m.ID.Raw()); known && inst != nil {
		return inst.ImageID.Raw()
	}
	if v := memberVersion(e, at, m); v != nil {
		return v.ImageID.Raw()
	}
	if m.Configuration.IsZero() {
		return ""
	}
	list, _ := e.State.Answer(ami.LaunchConfigurations{Where: at}).(ami.LaunchConfigurationList)
	if n := slices.IndexFunc(list.List, func(c ami.LaunchConfiguration) bool { return c.Name == m.Configuration }); n >= 0 {
		return list.List[n].ImageID.Raw()
	}
	return ""
}

// memberVersion is the version of the template that an instance was launched
// from; nil where it is not known.
func memberVersion(e Env, at ami.Where, m *ami.Member) *ami.TemplateVersion {
	if m.Template.ID.IsZero() || m.Template.Number == 0 {
		return nil
	}
	all, _ := e.State.Answer(ami.TemplateVersions{Where: at, ID: m.Template.ID.Raw()}).(ami.TemplateVersionList)
	if v := all.Version(m.Template.Number); v != nil {
		return v
	}
	some, _ := e.State.Answer(ami.Templates{Where: at}).(ami.TemplateList)
	if t := some.Find(m.Template.ID.Raw()); t != nil {
		return t.Version(m.Template.Number)
	}
	return nil
}

// sources are the questions that would tell which images the instances of a
// group run of which that is not known: none in the ordinary case.
func (w watched) sources(e Env) []ami.Need {
	g := w.newest(e)
	if g == nil {
		return nil
	}
	var needs []ami.Need
	add := func(n ami.Need) {
		if !slices.Contains(needs, n) {
			needs = append(needs, n)
		}
	}
	for i := range g.Members {
		m := &g.Members[i]
		if memberImage(e, w.at, m) != "" {
			continue
		}
		switch {
		case !m.Configuration.IsZero():
			add(ami.LaunchConfigurations{Where: w.at})
		case memberVersion(e, w.at, m) == nil && !m.Template.ID.IsZero():
			add(ami.TemplateVersions{Where: w.at, ID: m.Template.ID.Raw()})
		default: // a parameter named the image when it was launched
			add(ami.Instances{Where: w.at})
		}
	}
	return needs
}

// recount asks the same again and again, at the pace of fleetPoll.
type recount struct {
	looked time.Time // when it was looked up what instances were launched from
	were   []watched // that were watched before
}

// again looks at groups once more when it is time, and all was answered that
// was asked before. When the instances of one are all replaced, its place is
// read once more, for what it launches from now.
func (r *recount) again(e Env, groups []watched, refreshes bool) []Effect {
	var needs []ami.Need
	acts := false
	for _, w := range groups {
		if w.actsAreOld(e) {
			needs, acts = append(needs, w.acts()), true
		} else {
			needs = append(needs, w.group())
		}
		if refreshes {
			needs = append(needs, w.refresh())
		}
	}
	var ended []ami.Need
	for _, w := range r.were {
		if !slices.Contains(groups, w) {
			ended = append(ended, w.group(), w.refresh(), ami.Groups{Where: w.at}, ami.Instances{Where: w.at})
		}
	}
	r.were = groups
	if len(ended) > 0 {
		return []Effect{Refresh{ended}}
	}
	open := func(n ami.Need) bool { return !e.State.Known(n).Settled() }
	beingAsked := func(w watched) bool { return open(w.acts()) && !e.State.Known(w.acts()).At.IsZero() }
	if slices.ContainsFunc(groups, beingAsked) {
		return nil // by another screen, in this look
	}
	if len(needs) == 0 || r.next(e, groups).After(e.State.Now) || slices.ContainsFunc(needs, open) {
		return nil
	}
	if e.State.Now.Sub(r.looked) >= fleetLookUp && !acts {
		for _, w := range groups {
			if sources := w.sources(e); len(sources) > 0 && !slices.ContainsFunc(sources, open) {
				needs, r.looked = append(needs, sources...), e.State.Now
			}
		}
	}
	return []Effect{Refresh{needs}}
}

// actsAreOld reports that somebody looks at what the group does, and that it was
// not asked for three looks. What is not permitted is not asked again.
func (w watched) actsAreOld(e Env) bool {
	k := e.State.Known(w.acts())
	return k.Settled() && k.Problem == nil && e.State.Now.Sub(k.At) >= 3*fleetPoll
}

// next is when groups are to be looked at again. It goes by when they were, so
// that two screens that count the same do not ask twice.
func (r *recount) next(e Env, groups []watched) time.Time {
	at := e.State.Now
	for i, w := range groups {
		last := e.State.Known(w.group()).At
		if told := e.State.Known(w.acts()).At; told.After(last) {
			last = told
		}
		if i == 0 || last.Add(fleetPoll).Before(at) {
			at = last.Add(fleetPoll)
		}
	}
	return at
}

// due is when a screen wakes to look again: soon, where it is late already and
// an answer is waited for.
func (r *recount) due(e Env, groups []watched) time.Time {
	if at := r.next(e, groups); at.After(e.State.Now) {
		return at
	}
	return e.State.Now.Add(frame)
}
