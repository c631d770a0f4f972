package screen

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"tami/keymap"
	"tami/model"
	"tami/model/ami"
	"tami/model/op"
	"tami/ui/kit"
)

// tab is one view of an image.
type tab interface {
	name() string
	// settle brings the tab up to date with the image and the room it has.
	settle(e Env, r row, room Rect)
	do(e Env, r row, id op.ID) (effects []Effect, ok bool)
	draw(e Env, r row, room Rect) Picture
}

// Image is the screen of one image: a tab for each side of it.
type Image struct {
	marked []row // what was marked in the list it was opened from
	row    row
	tabs   []tab
	at     int
}

// NewImage opens an image with what is known of it.
func NewImage(at ami.Where, img *ami.Image) *Image {
	return &Image{row: row{at, img}, tabs: []tab{&overview{}, &devices{}, &sharing{}, &versions{}, &users{}, &costs{}, &tags{}, newRaw()}}
}

// On turns the image to the tab of that name.
func (s *Image) On(tab string) *Image {
	for i, t := range s.tabs {
		if t.name() == tab {
			s.at = i
		}
	}
	return s
}

// Beside tells which images were marked where this one was opened, to be compared
// with.
func (s *Image) Beside(marked []row) *Image {
	s.marked = marked
	return s
}

// Name implements Screen.
func (s *Image) Name() string { return "Image" }

// Title implements Screen: the name has the line to itself and keeps both its
// ends; the ID and the place stand below the tabs.
func (s *Image) Title(e Env) Title {
	mode := 14
	if e.W < 60 {
		mode = 2
	}
	return Title{What: middle(s.row.img.Name.String(), max(8, e.W-mode-10), e.Styles.Glyphs.Ellipsis)}
}

// Needs implements Screen: the image itself again, since the list may be old,
// its snapshots, and what the tab wants that is looked at.
func (s *Image) Needs(Env) []ami.Need {
	needs := []ami.Need{s.itself(), model.AllowedNeed(s.row.at)}
	needs = append(needs, snapshotNeeds(s.row.at, s.row.img)...)
	if t, ok := s.tabs[s.at].(needy); ok {
		needs = append(needs, t.needs(s.row)...)
	}
	return needs
}

// needy is a tab that wants more known than the image and its snapshots.
type needy interface{ needs(row) []ami.Need }

// layered is a tab with keys of its own.
type layered interface{ layers() []string }

// Layers implements Screen.
func (s *Image) Layers() []string {
	if t, ok := s.tabs[s.at].(*raw); ok {
		return t.layers(keymap.ExplainLayer, keymap.ImageLayer)
	}
	if t, ok := s.tabs[s.at].(layered); ok {
		return append(t.layers(), keymap.ImageLayer)
	}
	return []string{keymap.ImageLayer}
}

// Settle implements Screen.
func (s *Image) Settle(e Env) {
	if img := e.State.Image(s.row.at, s.row.img.ID.String()); img != nil {
		s.row.img = img
	}
	s.tabs[s.at].settle(e, s.row, s.room(e))
}

func (s *Image) room(e Env) Rect { return Rect{W: e.W, H: max(0, e.H-2-2)} }

// Do implements Screen.
func (s *Image) Do(e Env, id op.ID) ([]Effect, bool) {
	if effects, ok := s.tabs[s.at].do(e, s.row, id); ok {
		return effects, true
	}
	switch id {
	case "pane.next":
		s.at = (s.at + 1) % len(s.tabs)
	case "pane.previous":
		s.at = (s.at + len(s.tabs) - 1) % len(s.tabs)
	case "item.copyid":
		return []Effect{Copy{Text: s.row.img.ID.String(), What: "image ID"}}, true
	case "item.copyas":
		return []Effect{Push{NewCopies(e, s.row.at, s.row.img)}}, true
	case "list.compare":
		return compareWith(e, s.row, s.marked), true
	case "item.users":
		s.On("Used by")
	case "view.refresh":
		return []Effect{Refresh{s.Needs(e)}}, true
	default:
		for i := range s.tabs {
			if string(id) == "pane."+strconv.Itoa(i+1) {
				s.at = i
				return nil, true
			}
		}
		return nil, false
	}
	return nil, true
}

// Picked implements Picker: the image, or the version under the cursor.
func (s *Image) Picked(e Env) (kind op.Kind, targets []op.Target, hidden int) {
	r := s.row
	if p, ok := s.tabs[s.at].(rowPicker); ok {
		if picked, ok := p.picked(e, r); ok {
			r = picked
		}
	}
	return op.OnImages, []op.Target{{At: r.at, ID: r.img.ID.Raw()}}, 0
}

// Fill implements Filler: what a tab fills in.
func (s *Image) Fill(e Env, action op.ID) op.Values {
	if f, ok := s.tabs[s.at].(Filler); ok {
		return f.Fill(e, action)
	}
	return nil
}

// rowPicker is a tab whose cursor is on an image of its own.
type rowPicker interface{ picked(Env, row) (row, bool) }

// Draw implements Screen.
func (s *Image) Draw(e Env, r Rect) Picture {
	st, g := e.Styles, e.Styles.Glyphs
	l := kit.NewLine(r.W, g.Ellipsis)
	entries := make([]string, len(s.tabs))
	for i, t := range s.tabs {
		entries[i] = strconv.Itoa(i+1) + " " + t.name()
	}
	for i := stripStart(entries, s.at, r.W); i < len(entries); i++ {
		mark, paint := " ", kit.Painter(st.Muted)
		if i == s.at {
			mark, paint = g.Here, st.Accent
		}
		l.Add(st.Accent, mark).Add(paint, entries[i]).Space(1)
	}
	lines := []string{l.String(), s.drawRead(e, r.W)}
	pic := s.tabs[s.at].draw(e, s.row, Rect{W: r.W, H: max(0, r.H-2)})
	pic.Lines = kit.Fill(append(lines, pic.Lines...), r.W, r.H)
	if pic.Cursor != nil {
		pic.Cursor.Y += 2
	}
	return pic
}

// drawRead is the rule below the tabs: which image it is, and how old what the
// tab shows is.
func (s *Image) drawRead(e Env, w int) string {
	words, paint := freshnessOf(e, s.shown()).words(e)
	if p := e.State.Known(s.itself()).Problem; p != nil {
		words, paint = e.Styles.Glyphs.Cross+" not read again: "+string(p.Kind), e.Styles.Trouble
	}
	return ruled(e, s.row.img.ID.String()+" · "+s.row.at.String(), words, paint, w)
}

// itself is the question for the image, whatever the list says.
func (s *Image) itself() ami.Need {
	return ami.OneImage{Where: s.row.at, ID: s.row.img.ID.Raw()}
}

// shown are the questions that the tab shows the answers to: its own, with the
// snapshots, or else the image itself.
func (s *Image) shown() []ami.Need {
	if t, ok := s.tabs[s.at].(needy); ok {
		if needs := append(snapshotNeeds(s.row.at, s.row.img), t.needs(s.row)...); len(needs) > 0 {
			return needs
		}
	}
	return []ami.Need{s.itself()}
}

// reading is the tab's text, where the tab is one that is read.
func (s *Image) reading() (*reader, bool) {
	if t, ok := s.tabs[s.at].(*raw); ok {
		return &t.reader, true
	}
	return nil, false
}

// Typing implements Typer: only a text is searched by typing.
func (s *Image) Typing() bool {
	t, ok := s.reading()
	return ok && t.typing
}

// Type implements Typer.
func (s *Image) Type(e Env, k tea.KeyPressMsg) []Effect {
	if t, ok := s.reading(); ok {
		return t.Type(e, k)
	}
	return nil
}

// Paste implements Typer.
func (s *Image) Paste(e Env, text string) []Effect {
	if t, ok := s.reading(); ok {
		return t.Paste(e, text)
	}
	return nil
}
