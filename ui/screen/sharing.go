package screen

import (
	"tami/model"
	"tami/model/ami"
	"tami/model/op"
	"tami/ui/kit"
)

// sharing says who may use an image, what would stop or endanger sharing it,
// and what to look for before it leaves the account.
type sharing struct {
	scroller
	lines []sharingLine
}

type sharingLine struct {
	paint func(Env) kit.Painter
	text  string
}

func (t *sharing) name() string { return "Sharing" }

func (t *sharing) needs(r row) []ami.Need {
	return []ami.Need{ami.Sharing{Where: r.at, ImageID: r.img.ID.Raw()}, ami.PublicBlock{Where: r.at}}
}

func title(e Env) kit.Painter   { return e.Styles.Title }
func plain(e Env) kit.Painter   { return e.Styles.Text }
func muted(e Env) kit.Painter   { return e.Styles.Muted }
func trouble(e Env) kit.Painter { return e.Styles.Trouble }
func warning(e Env) kit.Painter { return e.Styles.Warning }

func (t *sharing) settle(e Env, r row, room Rect) {
	t.lines = t.lines[:0]
	add := func(paint func(Env) kit.Painter, text string) {
		for _, part := range kit.Wrap(text, max(10, room.W-4)) {
			t.lines = append(t.lines, sharingLine{paint, part})
		}
	}
	add(title, "Who may launch it")
	t.permissions(e, r, add)
	findings, not := e.State.ShareDoctor(r.at, r.img)
	add(plain, "")
	add(title, "What would stop or endanger sharing it")
	if len(findings) == 0 {
		add(muted, "Nothing was found.")
	}
	for _, f := range findings {
		if f.Stop {
			add(trouble, e.Styles.Glyphs.Cross+" "+f.Text)
		} else {
			add(warning, e.Styles.Glyphs.Warning+" "+f.Text)
		}
	}
	for _, n := range not {
		add(muted, "not checked: "+n.What+" ("+n.Why+")")
	}
	add(plain, "")
	add(title, "Before it leaves the account, look on its disks for")
	for _, c := range model.Checklist() {
		add(plain, e.Styles.Glyphs.Dot+" "+c)
	}
	t.fit(room.H, len(t.lines))
}

func (t *sharing) permissions(e Env, r row, add func(func(Env) kit.Painter, string)) {
	if r.img.Public == ami.Yes {
		add(warning, "everybody: it is public")
	}
	need := ami.Sharing{Where: r.at, ImageID: r.img.ID.Raw()}
	k := e.State.Known(need)
	list, ok := e.State.Answer(need).(ami.Permissions)
	switch {
	case k.Problem != nil:
		add(muted, "not checked: "+k.Problem.Title)
		return
	case !ok:
		add(muted, e.Styles.Glyphs.Loading+" asking for its launch permissions")
		return
	}
	n := 0
	for _, p := range list.List {
		switch {
		case !p.Account.IsZero():
			add(plain, "account "+p.Account.String())
		case !p.Organization.IsZero():
			add(plain, "organisation "+p.Organization.String())
		case !p.Unit.IsZero():
			add(plain, "organisational unit "+p.Unit.String())
		default:
			continue
		}
		n++
	}
	if n == 0 && r.img.Public != ami.Yes {
		add(plain, "only its owner, account "+r.img.OwnerID.String())
	}
}

func (t *sharing) do(_ Env, _ row, id op.ID) ([]Effect, bool) { return nil, t.scroller.do(id) }

func (t *sharing) draw(e Env, _ row, room Rect) Picture {
	var lines []string
	for i := t.top; i < min(t.top+room.H, len(t.lines)); i++ {
		sl := t.lines[i]
		indent := 2
		if sl.text != "" && sl.paint(e) == kit.Painter(e.Styles.Title) {
			indent = 1
		}
		lines = append(lines, kit.NewLine(room.W, e.Styles.Glyphs.Ellipsis).Space(indent).Add(sl.paint(e), sl.text).String())
	}
	return Picture{Lines: lines}
}
