package screen

import (
	"strings"

	"tami/keymap"
	"tami/model"
	"tami/model/ami"
	"tami/model/op"
	"tami/ui/kit"
)

// versions shows an image among its family, the newest first: age, use and cost
// of every version with the regions that have it, and where the image comes
// from.
type versions struct {
	cursor
	explainer
	space  Rect
	family model.Family
	stamp  string // what the family was found in
	wants  []ami.Need
}

func (t *versions) name() string { return "Versions" }

func (t *versions) layers() []string { return []string{keymap.ExplainLayer} }

func (t *versions) needs(r row) []ami.Need {
	return append([]ami.Need{ami.Ancestry{Where: r.at, ImageID: r.img.ID.Raw()}}, t.wants...)
}

func (t *versions) settle(e Env, r row, room Rect) {
	before := t.family.Name
	ancestry := ami.Ancestry{Where: r.at, ImageID: r.img.ID.Raw()}
	if stamp := stampOf(e) + r.img.ID.Raw() + e.State.Known(ancestry).At.String(); stamp != t.stamp {
		t.stamp, t.family = stamp, e.State.Family(r.at, r.img)
	}
	if before != t.family.Name {
		for i, v := range t.family.Versions {
			if v.Name == r.img.Name.String() {
				t.at = i
			}
		}
	}
	t.wants = t.wants[:0]
	for _, at := range e.State.Places() {
		t.wants = append(t.wants, ami.Instances{Where: at}, ami.Groups{Where: at}, ami.LaunchConfigurations{Where: at})
	}
	for _, a := range lineage(e, r) {
		t.wants = append(t.wants, ami.OneImage{Where: a.at, ID: a.ID.Raw()})
	}
	t.space = room
	t.fit(max(1, room.H-4-len(t.below(e, r, room))), len(t.family.Versions))
}

func (t *versions) do(e Env, r row, id op.ID) ([]Effect, bool) {
	n := len(t.family.Versions)
	if n == 0 {
		return nil, false
	}
	switch v := t.family.Versions[t.at]; id {
	case "item.explain":
		return t.turn(e, t.explanation(r), t.space.W, explainRoom(t.space.H)), true
	case "list.compare": // with the version under the cursor, where that is another one
		if other, ok := t.picked(e, r); ok && other.img.ID != r.img.ID {
			return []Effect{Push{NewCompare(r, other)}}, true
		}
		return nil, false
	case "item.copyid":
		return []Effect{Copy{Text: v.First.ID.String(), What: "image ID"}}, true
	case "item.open":
		if v, ok := t.picked(e, r); ok {
			return []Effect{Push{NewImage(v.at, v.img)}}, true
		}
	}
	return nil, t.back(id) || t.cursor.do(id, n)
}

// explanation says what makes the version under the cursor one of the family,
// and what its columns count.
func (t *versions) explanation(r row) explanation {
	what, _ := explanationOf("Image family", "", "", "")
	if t.at >= len(t.family.Versions) {
		return what
	}
	v := t.family.Versions[t.at]
	what.here = model.KinWords(v, r.img)
	if what.here == "" {
		what.here = "Its name without version, date and commit is " + t.family.Name + "."
	}
	what.here += " USED is its last launch, in whichever region. USERS counts the instances, groups and launch configurations in the regions shown; all users stand on Used by. $ is for all its copies, at most."
	what.see = "aws ec2 get-image-ancestry --region " + r.at.Region + " --image-id " + v.First.ID.String()
	return what
}

// picked is the version under the cursor, here or else where it is.
func (t *versions) picked(e Env, r row) (row, bool) {
	if t.at >= len(t.family.Versions) {
		return row{}, false
	}
	for _, at := range append([]ami.Where{r.at}, e.State.Places()...) {
		if img := t.family.Versions[t.at].In[at]; img != nil {
			return row{at, img}, true
		}
	}
	return row{}, false
}

// Fill implements Filler: copies go to the regions that lack the version under
// the cursor.
func (t *versions) Fill(_ Env, action op.ID) op.Values {
	if t.at >= len(t.family.Versions) {
		return nil
	}
	return toWhatLacks(action, t.family, t.family.Versions[t.at])
}

// ancestor is an image that another was made from, and where it is.
type ancestor struct {
	ami.Ancestor
	at ami.Where
}

// lineage are the ancestors of an image as far as AWS tells them, the nearest
// first and no more than a screen has room for.
func lineage(e Env, r row) []ancestor {
	const most = 4
	list, _ := e.State.Answer(ami.Ancestry{Where: r.at, ImageID: r.img.ID.Raw()}).(ami.AncestryList)
	var line []ancestor
	at := r.at
	for i, a := range list.List {
		if i > 0 && len(line) < most {
			line = append(line, ancestor{a, at})
		}
		if region := a.SourceRegion.Raw(); ami.CheckRegion(region) == nil {
			at.Region = region
		}
	}
	return line
}

// below is where the image comes from, as far as there is room: the versions go
// first.
func (t *versions) below(e Env, r row, room Rect) []string {
	if t.explained {
		return explainedIn(e, t.explanation(r), room.W, t.explainer.room(room.H))
	}
	lines := t.ancestry(e, r, room.W)
	if most := room.H * 2 / 5; len(lines) > most {
		lines = lines[:most]
	}
	const versions = 3 // as many stand above it at the least
	if len(lines) < 3 || room.H-4-len(lines) < versions {
		return nil
	}
	return lines
}

// ancestry says from which images this one was made.
func (t *versions) ancestry(e Env, r row, w int) []string {
	st, g := e.Styles, e.Styles.Glyphs
	lines := []string{kit.Blank(w), kit.NewLine(w, g.Ellipsis).Space(1).Add(st.Title, "Made from").String()}
	say := func(paint kit.Painter, text string) {
		for i, part := range kit.WrapWords(text, max(10, w-5)) {
			lines = append(lines, kit.NewLine(w, g.Ellipsis).Space(2+2*min(i, 1)).Add(paint, part).String())
		}
	}
	need := ami.Ancestry{Where: r.at, ImageID: r.img.ID.Raw()}
	list, ok := e.State.Answer(need).(ami.AncestryList)
	switch k := e.State.Known(need); {
	case k.Problem != nil:
		say(st.Muted, "not checked: "+k.Problem.Title)
		if id := r.img.SourceImage.String(); id != "" {
			say(st.Text, "its own description names "+id)
		}
	case !ok:
		say(st.Muted, g.Loading+" asking for its ancestors")
	case len(list.List) <= 1 && r.img.SourceImage.IsZero():
		say(st.Muted, "AWS names no image that it was made from")
	}
	line := lineage(e, r)
	for _, a := range line {
		say(st.Text, ancestorWords(e, a, r.at))
	}
	if more := len(list.List) - 1 - len(line); more > 0 {
		say(st.Muted, "and "+model.Count(more, "ancestor", "ancestors")+" more")
	}
	if n := len(list.List); n > 0 && !list.List[n-1].Source.IsZero() {
		last := list.List[n-1]
		say(st.Muted, last.Source.String()+" before it: private to its owner, or gone")
	}
	return lines
}

func ancestorWords(e Env, a ancestor, here ami.Where) string {
	words := []string{a.ID.String()}
	if age := model.AgeWords(a.Created, e.State.Now); age != "" {
		words = append(words, age)
	}
	if a.at != here {
		words = append(words, "in "+a.at.Region)
	}
	if img := e.State.Image(a.at, a.ID.String()); img != nil {
		words[0] = img.Name.String() + "  " + words[0]
		words = append(words, "owner "+model.ProvenanceOf(img, account(e, a.at)).Words())
	} else if o := a.OwnerAlias.String(); o != "" {
		words = append(words, o)
	}
	return strings.Join(words, " · ")
}
