package screen

import (
	"cmp"
	"slices"
	"strings"

	"tami/model"
	"tami/model/ami"
	"tami/model/op"
	"tami/model/query"
)

// Do implements Screen.
func (s *Images) Do(e Env, id op.ID) ([]Effect, bool) {
	if s.move(e, id) || s.turnTo(id) {
		return nil, true
	}
	if effects, ok := s.item(e, id); ok {
		return effects, true
	}
	switch id {
	case "app.back":
		return s.back(e)
	case "list.search":
		s.typing = true
		s.complete()
	case "list.mark":
		s.toggle(e)
	case "list.markall":
		s.markAll(e)
	case "list.sort":
		return s.sort(e), true
	case "list.reverse":
		s.order = s.effective()
		s.order.Reverse = !s.order.Reverse
		s.ranked = false
	case "list.compare":
		return s.compare(e), true
	case "list.source":
		return []Effect{Push{NewSources(e.State.From)}}, true
	case "list.export":
		return s.export(e), true
	case "view.refresh":
		return s.refresh(e), true
	case "screen.images":
	default:
		return s.searchDo(e, id)
	}
	return nil, true
}

// item handles the commands on the image under the cursor.
func (s *Images) item(e Env, id op.ID) ([]Effect, bool) {
	r, ok := s.current()
	if !ok {
		return nil, false
	}
	switch id {
	case "item.open":
		return []Effect{Push{NewImage(r.at, r.img).Beside(s.markedRows(e))}}, true
	case "item.users":
		return []Effect{Push{NewImage(r.at, r.img).On("Used by")}}, true
	case "item.copyid":
		return []Effect{Copy{Text: r.img.ID.String(), What: "image ID"}}, true
	case "item.copyas":
		return []Effect{Push{NewCopies(e, r.at, r.img)}}, true
	}
	return nil, false
}

// Picked implements Picker: the marked images, or else the one under the
// cursor.
func (s *Images) Picked(Env) (kind op.Kind, targets []op.Target, hidden int) {
	_, hidden = s.marked()
	for m := range s.marks {
		targets = append(targets, op.Target{At: m.at, ID: m.id})
	}
	slices.SortFunc(targets, func(a, b op.Target) int {
		return cmp.Or(cmp.Compare(a.At.String(), b.At.String()), cmp.Compare(a.ID, b.ID))
	})
	if r, ok := s.current(); ok && len(targets) == 0 {
		targets = []op.Target{{At: r.at, ID: r.img.ID.Raw()}}
	}
	return op.OnImages, targets, hidden
}

// move handles the keys that move the cursor or the columns.
func (s *Images) move(e Env, id op.ID) bool {
	switch id {
	case "scroll.left":
		s.scroll = max(0, s.scroll-1)
		return true
	case "scroll.right":
		s.scroll = min(s.scroll+1, len(columns(e.Styles.Glyphs, e.State.From))-1)
		return true
	}
	p := s.pane()
	i, ok := step(id, p.cursor.Index, p.height, p.total)
	if !ok {
		return false
	}
	if p.want(i); p.limit > len(p.rows) {
		s.Settle(e) // order the rows that the cursor goes to
	}
	p.cursor.To(i, len(p.rows), p.id)
	s.racing = e.State.Now.Sub(s.moved) < pause
	s.moved = e.State.Now
	return true
}

// turnTo handles the keys that choose which panes are shown, and how.
func (s *Images) turnTo(id op.ID) bool {
	switch id {
	case "pane.next":
		s.goTo((s.focus + 1) % max(1, len(s.panes)))
	case "pane.previous":
		s.goTo((s.focus + max(1, len(s.panes)) - 1) % max(1, len(s.panes)))
	case "view.merge":
		s.merged = !s.merged
		s.scroll = 0
	case "view.zoom":
		s.zoomed = !s.zoomed
	case "view.stack":
		s.turned = !s.turned
	default:
		n, ok := strings.CutPrefix(string(id), "pane.")
		if !ok || len(n) != 1 || n[0] < '1' || n[0] > '9' {
			return false
		}
		if i := int(n[0] - '1'); i < len(s.panes) {
			s.goTo(i)
		}
	}
	return true
}

func (s *Images) goTo(i int) {
	s.focus, s.merged = i, false
}

// back leaves what was entered last: the search, the marks, then tami.
func (s *Images) back(e Env) ([]Effect, bool) {
	switch {
	case s.input.Value() != "":
		s.input.Set("")
		s.parse()
	case s.merged:
		s.merged = false
	case s.zoomed:
		s.zoomed = false
	default:
		if n := s.stop(e); n > 0 {
			return []Effect{stops(n)}, true
		}
		return nil, false
	}
	return nil, true
}

func (s *Images) toggle(e Env) {
	r, ok := s.current()
	if !ok {
		return
	}
	m := mark{r.at, r.img.ID.String()}
	if s.marks[m] {
		delete(s.marks, m)
	} else {
		s.marks[m] = true
	}
	s.move(e, "cursor.down")
}

// markAll marks every row that the list shows, also those that are scrolled
// off; when all of them are marked already, it unmarks them.
func (s *Images) markAll(e Env) {
	p := s.pane()
	p.want(p.total - 1)
	p.limit = max(p.limit, p.total)
	s.Settle(e)
	all := true
	for _, r := range p.rows {
		all = all && s.marks[mark{r.at, r.img.ID.String()}]
	}
	for _, r := range p.rows {
		if m := (mark{r.at, r.img.ID.String()}); all {
			delete(s.marks, m)
		} else {
			s.marks[m] = true
		}
	}
}

// marked counts the marks, and how many of them the filter hides.
func (s *Images) marked() (n, hidden int) {
	for m := range s.marks {
		n++
		for _, p := range s.panes {
			if p.need.Where == m.at && p.session != nil && !p.session.Matches(m.id) {
				hidden++
			}
		}
	}
	return n, hidden
}

// sort orders by the next column that is on the screen.
func (s *Images) sort(e Env) []Effect {
	keys := []query.SortKey{query.ByName}
	for _, c := range columns(e.Styles.Glyphs, e.State.From) {
		keys = append(keys, c.by)
	}
	next := keys[0]
	for i, k := range keys {
		if k == s.effective().By {
			next = keys[(i+1)%len(keys)]
			break
		}
	}
	s.order = query.Order{By: next}
	s.ranked = false
	return []Effect{Say{"Sorted by " + next.String()}}
}

// refresh asks again for every place that is shown: those that failed, too.
func (s *Images) refresh(e Env) []Effect {
	s.stopped = nil
	needs := e.State.Scope.Needs()
	for _, p := range e.State.Scope.Profiles {
		needs = append(needs, ami.Caller{Profile: p})
	}
	for _, p := range s.panes {
		needs = append(needs, p.need, ami.Instances{Where: p.need.Where})
		if r, ok := s.current(); ok && r.at == p.need.Where {
			needs = append(needs, snapshotNeeds(r.at, r.img)...)
		}
	}
	return []Effect{Refresh{needs}}
}

// export offers to write what the list shows to a file.
func (s *Images) export(e Env) []Effect {
	p := s.pane()
	p.limit = max(p.limit, p.total)
	s.Settle(e)
	if len(p.rows) == 0 {
		return []Effect{Say{"Nothing to export: the list is empty"}}
	}
	rows := make([]model.Row, len(p.rows))
	for i, r := range p.rows {
		price, _ := e.State.Prices.Find(r.at.Region, ami.SnapshotStandard)
		rows[i] = model.Row{At: r.at, Account: account(e, r.at), Image: r.img, Price: price}
	}
	return []Effect{Push{NewExport(rows)}}
}

// markedRows are the marked images, whatever the filter shows.
func (s *Images) markedRows(e Env) []row {
	var rows []row
	for m := range s.marks {
		if img := e.State.Image(m.at, m.id); img != nil {
			rows = append(rows, row{m.at, img})
		}
	}
	return rows
}

// compare holds the two marked images side by side, or the only marked one and
// the one under the cursor.
func (s *Images) compare(e Env) []Effect {
	rows := s.markedRows(e)
	if here, ok := s.current(); ok && len(rows) == 1 && rows[0].img != here.img {
		rows = append(rows, here)
	}
	if len(rows) != 2 {
		return []Effect{Say{"Mark two images with space to compare them; " + model.Count(len(rows), "is", "are") + " marked"}}
	}
	return []Effect{Push{NewCompare(rows[0], rows[1])}}
}
