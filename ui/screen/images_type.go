package screen

import (
	tea "charm.land/bubbletea/v2"

	"tami/model"
	"tami/model/op"
	"tami/model/query"
)

// Typing implements Typer.
func (s *Images) Typing() bool { return s.typing }

// Type implements Typer: every letter searches.
func (s *Images) Type(e Env, k tea.KeyPressMsg) []Effect {
	if s.input.Key(k) {
		s.narrow(e)
	}
	s.complete()
	return nil
}

// narrow searches for what is typed now, with the cursor on the best match:
// whoever types and presses enter means the first row. It has not rested there:
// AWS is not asked about the first row of every letter.
func (s *Images) narrow(e Env) {
	s.parse()
	s.moved, s.racing = e.State.Now, false
	for _, p := range append([]*pane{s.all}, s.panes...) {
		p.cursor = model.Cursor{}
	}
}

// Paste implements Typer.
func (s *Images) Paste(e Env, text string) []Effect {
	s.input.Paste(text)
	s.narrow(e)
	s.complete()
	return nil
}

// searchDo handles the commands of the search box.
func (s *Images) searchDo(e Env, id op.ID) ([]Effect, bool) {
	switch id {
	case "search.keep":
		if s.chosen >= 0 {
			s.accept(e)
			return nil, true
		}
		s.typing = false
		s.suggest = nil
	case "search.clear":
		s.typing = false
		s.suggest = nil
		s.input.Set("")
		s.parse()
	case "search.complete":
		s.chosen = max(s.chosen, 0)
		s.accept(e)
	case "search.next":
		s.chosen = min(s.chosen+1, len(s.suggest)-1)
	case "search.previous":
		s.chosen = max(s.chosen-1, -1)
	default:
		return nil, false
	}
	return nil, true
}

// complete finds what the word at the cursor could become.
func (s *Images) complete() {
	s.chosen = -1
	s.suggest = query.Suggest(s.input.Value(), s.input.Cursor(), s.values())
}

func (s *Images) values() []query.Values {
	var v []query.Values
	for _, p := range s.panes {
		if p.stamp.inventory != nil {
			v = append(v, p.stamp.inventory.Corpus)
		}
	}
	return v
}

func (s *Images) accept(e Env) {
	if s.chosen < 0 || s.chosen >= len(s.suggest) {
		return
	}
	g, v := s.suggest[s.chosen], s.input.Value()
	s.input.SetAt(v[:g.Start]+g.Text+v[g.End:], g.Start+len(g.Text))
	s.narrow(e)
	s.complete()
}
