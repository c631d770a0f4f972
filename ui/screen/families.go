package screen

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tami/keymap"
	"tami/model"
	"tami/model/ami"
	"tami/model/op"
	"tami/themes"
	"tami/ui/kit"
)

// Families lists what there are versions of, and which regions lack the
// newest.
type Families struct {
	cursor
	list  []model.Family
	stamp string // what the list was made of
}

// NewFamilies opens the list of families.
func NewFamilies() *Families { return &Families{} }

// Name implements Screen.
func (s *Families) Name() string { return "Families" }

// Title implements Screen.
func (s *Families) Title(e Env) Title {
	return Title{What: "Families", At: accounts(e.State) + " · " + e.State.From.String() + " · " + model.Count(len(s.list), "family", "families")}
}

// Needs implements Screen.
func (s *Families) Needs(e Env) []ami.Need {
	var needs []ami.Need
	for _, at := range e.State.Places() {
		needs = append(needs, ami.Images{Where: at, From: e.State.From})
	}
	return needs
}

// Layers implements Screen.
func (s *Families) Layers() []string { return []string{keymap.RowsLayer} }

// Settle implements Screen: families are found anew only when images changed.
func (s *Families) Settle(e Env) {
	if stamp := stampOf(e); stamp != s.stamp {
		s.stamp, s.list = stamp, e.State.Families()
	}
	s.fit(max(1, e.H-2-2), len(s.list))
}

// stampOf tells one state of all images that are shown from another.
func stampOf(e Env) string {
	stamp := ""
	for _, at := range e.State.Places() {
		n := ami.Images{Where: at, From: e.State.From}
		if inv := e.State.Inventory(n); inv != nil {
			k := e.State.Known(n)
			stamp += fmt.Sprint(n, inv.Version, k.Loading, k.Problem != nil, ";")
		}
	}
	return stamp
}

// Picked implements Picker: the newest version, where it was made first.
func (s *Families) Picked(e Env) (kind op.Kind, targets []op.Target, hidden int) {
	if s.at < len(s.list) {
		targets = firstOf(s.list[s.at].Versions[0])
	}
	return op.OnImages, targets, 0
}

// Fill implements Filler: copies go to the regions that lack the newest version.
func (s *Families) Fill(_ Env, action op.ID) op.Values {
	if s.at >= len(s.list) {
		return nil
	}
	return toWhatLacks(action, s.list[s.at], s.list[s.at].Versions[0])
}

// firstOf is the image of a version that was made first: its copies are made of
// it.
func firstOf(v model.Version) []op.Target {
	for at, img := range v.In {
		if img == v.First {
			return []op.Target{{At: at, ID: img.ID.Raw()}}
		}
	}
	return nil
}

// toWhatLacks fills in where a version is copied to: to the regions that lack
// it. Nothing is filled in where none does.
func toWhatLacks(action op.ID, f model.Family, v model.Version) op.Values {
	var regions []string
	for _, at := range f.Lacks(v) {
		regions = append(regions, at.Region)
	}
	if action != "image.copy" || len(regions) == 0 {
		return nil
	}
	return op.Values{"to": regions}
}

// Do implements Screen.
func (s *Families) Do(e Env, id op.ID) ([]Effect, bool) {
	if s.do(id, len(s.list)) {
		return nil, true
	}
	if id == "view.refresh" {
		return []Effect{Refresh{s.Needs(e)}}, true
	}
	if len(s.list) == 0 {
		return nil, false
	}
	newest := s.list[s.at].Versions[0]
	switch id {
	case "item.copyid":
		return []Effect{Copy{Text: newest.First.ID.String(), What: "ID of the newest image"}}, true
	case "item.open":
		for _, at := range e.State.Places() {
			if img := newest.In[at]; img != nil {
				return []Effect{Push{NewImage(at, img).On("Versions")}}, true
			}
		}
	}
	return nil, false
}

// Draw implements Screen.
func (s *Families) Draw(e Env, r Rect) Picture {
	st, g := e.Styles, e.Styles.Glyphs
	places := e.State.Places()
	name, grid := s.columns(r.W, places)
	head := kit.NewLine(r.W, "").Space(2).Add(st.ColumnTitle, kit.Pad("FAMILY", name, "")+" VERSIONS   AGE")
	for _, at := range grid {
		head.Space(2).Add(st.ColumnTitle, at.String())
	}
	lines := []string{head.String()}
	for i := s.top; i < min(s.top+s.height, len(s.list)); i++ {
		lines = append(lines, s.draw(e, i, name, grid, r.W))
	}
	if len(s.list) == 0 {
		lines = append(lines, kit.NewLine(r.W, g.Ellipsis).Space(2).Add(st.Muted, "no images have been read yet").String())
	}
	lines = kit.Fill(lines, r.W, r.H-1)
	clock := freshnessOf(e, s.Needs(e)).clock(e) + " "
	foot := kit.NewLine(r.W, g.Ellipsis).Space(1).Add(st.Faint, s.legend(g, len(grid), len(places), r.W-2-kit.Width(clock)))
	foot.Right(st.Faint, clock)
	return Picture{Lines: append(lines, foot.String())}
}

// legend says what the signs stand for, as far as they are shown and it has
// room.
func (s *Families) legend(g themes.Glyphs, shown, places, room int) (legend string) {
	var parts []string
	if shown > 0 {
		parts = []string{g.Mark + " has the newest", g.None + " lacks it", "? not all read"}
	}
	if shown < places {
		parts = append(parts, model.Count(places-shown, "region", "regions")+" left out")
	}
	if slices.ContainsFunc(s.list, func(f model.Family) bool { return strings.Contains(versionsCount(f), "+") }) {
		parts = append(parts, "+n by tag or renamed")
	}
	for _, p := range parts {
		if legend != "" {
			p = "   " + p
		}
		if kit.Width(legend)+kit.Width(p) <= room {
			legend += p
		}
	}
	return legend
}

func (s *Families) columns(w int, places []ami.Where) (name int, grid []ami.Where) {
	for _, f := range s.list {
		name = max(name, kit.Width(f.Name))
	}
	name = max(12, min(name, w/2))
	left := w - name - 17
	for _, at := range places {
		if left -= kit.Width(at.String()) + 2; left < 0 {
			break
		}
		grid = append(grid, at)
	}
	return max(12, name), grid
}

func (s *Families) draw(e Env, i, name int, grid []ami.Where, w int) string {
	st, g := e.Styles, e.Styles.Glyphs
	f := s.list[i]
	newest := f.Versions[0]
	plain, muted, lack, mark := kit.Painter(st.Text), kit.Painter(st.Muted), kit.Painter(st.Warning), "  "
	if i == s.at {
		plain, muted, lack, mark = st.Cursor, st.Cursor, st.Cursor, g.Cursor+" "
	}
	l := kit.NewLine(w, g.Ellipsis).Add(plain, mark+kit.Pad(f.Name, name, g.Ellipsis)+" ")
	l.Add(muted, kit.PadLeft(versionsCount(f), 8, "")+" "+kit.PadLeft(model.Age(newest.First.Created, e.State.Now), 5, ""))
	for _, at := range grid {
		sign, paint := g.None, lack
		switch {
		case newest.In[at] != nil:
			sign, paint = g.Mark, muted
		case !contains(f.Places, at):
			sign, paint = "?", muted
		case !anywhere(f, at):
			sign, paint = " ", muted // the family was never there: nothing is lacking
		}
		l.Add(plain, "  ").Add(paint, kit.Pad(sign, kit.Width(at.String()), ""))
	}
	return l.SpaceIn(plain, l.Left()).String()
}

// versionsCount is how many versions a family has: those by its name, and after
// a plus those that belong to it although they are named otherwise.
func versionsCount(f model.Family) string {
	kin := 0
	for _, v := range f.Versions {
		if v.How != model.ByName {
			kin++
		}
	}
	if kin == 0 {
		return strconv.Itoa(len(f.Versions))
	}
	return strconv.Itoa(len(f.Versions)-kin) + "+" + strconv.Itoa(kin)
}

func contains(places []ami.Where, at ami.Where) bool {
	for _, p := range places {
		if p == at {
			return true
		}
	}
	return false
}

// anywhere reports whether a place has any version of a family.
func anywhere(f model.Family, at ami.Where) bool {
	for _, v := range f.Versions {
		if v.In[at] != nil {
			return true
		}
	}
	return false
}
