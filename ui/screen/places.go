package screen

import (
	"slices"

	"tami/model"
	"tami/model/ami"
	"tami/model/op"
	"tami/ui/kit"
)

// Places chooses profiles and regions: what is marked is shown after enter.
type Places struct {
	cursor
	profiles []string // chosen
	regions  []string // chosen, in the order in which panes stand
	lines    []placeLine
}

// placeLine is a line of the list: a title, a profile, a region, or words.
type placeLine struct {
	title   string
	profile *ami.Profile
	region  *ami.Region
	note    string
}

func (l placeLine) selectable() bool { return l.profile != nil || l.region != nil }

// NewPlaces opens with what is shown now.
func NewPlaces(st *model.State) *Places {
	p := &Places{profiles: slices.Clone(st.Scope.Profiles)}
	for _, at := range st.Places() {
		if !slices.Contains(p.regions, at.Region) {
			p.regions = append(p.regions, at.Region)
		}
	}
	return p
}

// Name implements Screen.
func (p *Places) Name() string { return "Places" }

// Title implements Screen.
func (p *Places) Title(Env) Title {
	return Title{What: "Places", At: model.Count(len(p.profiles), "profile", "profiles") + " · " + model.Count(len(p.regions), "region", "regions")}
}

// Needs implements Screen.
func (p *Places) Needs(Env) []ami.Need {
	needs := []ami.Need{ami.Profiles{}}
	for _, name := range p.profiles {
		needs = append(needs, ami.Regions{Profile: name}, ami.Caller{Profile: name})
	}
	return needs
}

// Layers implements Screen.
func (p *Places) Layers() []string { return []string{"places"} }

// Settle implements Screen.
func (p *Places) Settle(e Env) {
	p.lines = p.lines[:0]
	add := func(l placeLine) { p.lines = append(p.lines, l) }
	add(placeLine{title: "Profiles"})
	if slices.Contains(e.State.Scope.Profiles, "") {
		add(placeLine{profile: &ami.Profile{}, note: "the environment's own credentials"})
	}
	list := e.State.Profiles().Profiles
	for i := range list {
		add(placeLine{profile: &list[i], note: profileNote(list[i])})
	}
	if len(p.lines) == 1 {
		add(placeLine{note: p.noProfiles(e)})
	}
	add(placeLine{})
	add(placeLine{title: "Regions"})
	p.addRegions(e, add)
	p.land(1)
	p.fit(max(1, e.H-2), len(p.lines))
}

func profileNote(prof ami.Profile) string {
	note := prof.SignIn.String()
	if prof.Region != "" {
		note += " · " + prof.Region
	}
	return note
}

func (p *Places) noProfiles(e Env) string {
	k := e.State.Known(ami.Profiles{})
	switch {
	case k.Problem != nil:
		return k.Problem.Error()
	case k.Loading:
		return "reading the AWS configuration"
	}
	return "the AWS configuration names no profiles"
}

func (p *Places) addRegions(e Env, add func(placeLine)) {
	seen := map[string]bool{}
	for _, name := range p.profiles {
		list, ok := e.State.Regions(name)
		k := e.State.Known(ami.Regions{Profile: name})
		switch {
		case !ok && k.Problem != nil:
			add(placeLine{note: k.Problem.Error()})
		case !ok:
			add(placeLine{note: "asking which regions are enabled"})
		}
		if list.Builtin {
			add(placeLine{note: "AWS could not be asked: this is the list that tami was built with"})
		}
		for i, r := range list.Regions {
			if !seen[r.Name] {
				seen[r.Name] = true
				note := ""
				if !r.Enabled {
					note = "not enabled for this account"
				}
				add(placeLine{region: &list.Regions[i], note: note})
			}
		}
	}
	for _, r := range p.regions {
		if !seen[r] {
			add(placeLine{region: &ami.Region{Name: r, Enabled: true}})
		}
	}
}

// land puts the cursor on a line that can be chosen.
func (p *Places) land(d int) {
	p.at = max(0, min(p.at, len(p.lines)-1))
	for _, d := range []int{d, -d} {
		for i := p.at; i >= 0 && i < len(p.lines); i += d {
			if p.lines[i].selectable() {
				p.at = i
				return
			}
		}
	}
}

// Do implements Screen.
func (p *Places) Do(e Env, id op.ID) ([]Effect, bool) {
	before := p.at
	if p.cursor.do(id, len(p.lines)) {
		if d := p.at - before; d < 0 {
			p.land(-1)
		} else {
			p.land(1)
		}
		return nil, true
	}
	switch id {
	case "list.mark":
		return p.toggle(), true
	case "list.markall":
		p.allRegions()
	case "places.apply":
		return p.apply(e), true
	case "app.places":
		return []Effect{Pop{}}, true
	case "app.signin":
		return p.signIn(), true
	case "view.refresh":
		return []Effect{Refresh{p.Needs(e)}}, true
	default:
		return nil, false
	}
	return nil, true
}

// signIn signs in the profile that the cursor is on, whether its session is lost
// or not.
func (p *Places) signIn() []Effect {
	if p.at >= len(p.lines) || p.lines[p.at].profile == nil {
		return []Effect{Say{"Go to a profile to sign it in"}}
	}
	prof := p.lines[p.at].profile
	if prof.Way == ami.SignInElsewhere {
		return []Effect{Say{"This profile signs in by what it holds: " + prof.SignIn.String()}}
	}
	return []Effect{Push{NewSignIn(prof.Name.Raw(), prof.Way)}}
}

func (p *Places) toggle() []Effect {
	flip := func(list *[]string, name string) {
		if i := slices.Index(*list, name); i >= 0 {
			*list = slices.Delete(*list, i, i+1)
		} else {
			*list = append(*list, name)
		}
	}
	if p.at >= len(p.lines) {
		return nil
	}
	switch l := p.lines[p.at]; {
	case l.profile != nil:
		if err := ami.CheckProfile(l.profile.Name.Raw()); err != nil {
			return []Effect{Say{err.Error()}}
		}
		flip(&p.profiles, l.profile.Name.Raw())
	case l.region != nil && !l.region.Enabled && !slices.Contains(p.regions, l.region.Name):
		return []Effect{Say{l.region.Name + " is not enabled for this account; enable it in the AWS account settings first"}}
	case l.region != nil:
		flip(&p.regions, l.region.Name)
	}
	return nil
}

// allRegions chooses every enabled region, or none when all are chosen.
func (p *Places) allRegions() {
	var all []string
	for _, l := range p.lines {
		if l.region != nil && l.region.Enabled {
			all = append(all, l.region.Name)
		}
	}
	if len(p.regions) >= len(all) {
		all = nil
	}
	p.regions = all
}

func (p *Places) apply(e Env) []Effect {
	if len(p.profiles) == 0 || len(p.regions) == 0 {
		return []Effect{Say{"Choose at least one profile and one region with space"}}
	}
	scope := e.State.Scope
	scope.Profiles, scope.Regions, scope.All = slices.Clone(p.profiles), slices.Clone(p.regions), false
	return []Effect{UseScope{scope}, Pop{}}
}

// Draw implements Screen.
func (p *Places) Draw(e Env, r Rect) Picture {
	var lines []string
	for i := p.top; i < min(p.top+p.height, len(p.lines)); i++ {
		lines = append(lines, p.draw(e, i, r.W))
	}
	return Picture{Lines: kit.Fill(lines, r.W, r.H)}
}

func (p *Places) draw(e Env, i, w int) string {
	st, g := e.Styles, e.Styles.Glyphs
	l := kit.NewLine(w, g.Ellipsis)
	pl := p.lines[i]
	name, chosen := "", false
	switch {
	case pl.title != "":
		return l.Space(1).Add(st.Title, pl.title).String()
	case pl.profile != nil:
		name = pl.profile.Name.String()
		chosen = slices.Contains(p.profiles, pl.profile.Name.Raw())
		if id, ok := e.State.Account(pl.profile.Name.Raw()); ok {
			pl.note += " · " + id.ARN.String()
		}
		if name == "" {
			name = "(environment)"
		}
	case pl.region != nil:
		name, chosen = pl.region.Name, slices.Contains(p.regions, pl.region.Name)
	default:
		return l.Space(4).Add(st.Muted, pl.note).String()
	}
	plain, faint, mark := kit.Painter(st.Text), kit.Painter(st.Muted), "  "
	if i == p.at {
		plain, faint, mark = st.Cursor, st.Cursor, g.Cursor+" "
	}
	dot := g.Unmarked
	if chosen {
		dot = g.Mark
	}
	l.Add(plain, mark+dot+" "+kit.Pad(name, 24, g.Ellipsis)+" ").Add(faint, pl.note)
	return l.SpaceIn(plain, l.Left()).String()
}
