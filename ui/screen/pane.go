package screen

import (
	"tami/model"
	"tami/model/ami"
	"tami/model/query"
)

// page is how many rows of a list are put in order at first; more are ordered
// when the cursor comes near the end of them. The count of hits is exact all
// the same.
const page = 200

// pane is the list of one place, or of all of them in one.
type pane struct {
	need    ami.Images
	merged  bool
	cursor  model.Cursor
	session *query.Session
	hits    query.Hits
	rows    []row
	total   int // how many rows match
	size    int // how many there are
	limit   int
	height  int // lines that the rows have
	stamp   stamp
}

// row is an image and the place it is in.
type row struct {
	at  ami.Where
	img *ami.Image
}

// stamp is what a pane's rows were found for.
type stamp struct {
	inventory *model.Inventory
	version   int
	text      string
	order     query.Order
	limit     int
}

func (p *pane) id(i int) string {
	if p.merged {
		return p.rows[i].at.String() + " " + p.rows[i].img.ID.String()
	}
	return p.rows[i].img.ID.String()
}

func (p *pane) find(id string) (int, bool) {
	for i := range p.rows {
		if p.id(i) == id {
			return i, true
		}
	}
	return 0, false
}

// want makes sure that the row at i is among the ordered ones.
func (p *pane) want(i int) {
	for p.limit <= i && p.limit < p.total {
		p.limit = min(max(page, p.limit*4), p.total)
	}
}

// search finds the rows of the places anew whose rows, query or order changed,
// side by side.
func (s *Images) search(e Env) {
	var stale []*pane
	var jobs []query.Job
	for _, p := range s.panes {
		if p.stale(e, s) {
			stale = append(stale, p)
			jobs = append(jobs, query.Job{Session: p.session, Limit: p.limit, Env: query.Env{Now: e.State.Now, Facts: usage{e.State, p.need.Where}}})
		}
	}
	query.Together(s.query, s.effective(), jobs)
	for i, p := range stale {
		p.take(p.stamp.inventory.Corpus, jobs[i].Hits)
	}
}

// stale reports that a place is to be searched anew.
func (p *pane) stale(e Env, s *Images) bool {
	inv := e.State.Inventory(p.need)
	if inv == nil {
		p.rows, p.total, p.size = nil, 0, 0
		return false
	}
	p.limit = max(p.limit, page)
	now := stamp{inv, inv.Version, s.query.String(), s.effective(), p.limit}
	if p.stamp == now {
		return false
	}
	if p.session == nil || p.stamp.inventory != inv {
		p.session = inv.Corpus.Session()
	}
	p.stamp = now
	return true
}

// take shows what was found.
func (p *pane) take(c *query.Corpus, hits query.Hits) {
	p.hits, p.total, p.size = hits, hits.Total, c.Len()
	p.rows = p.rows[:0]
	for _, r := range hits.Rows {
		p.rows = append(p.rows, row{p.need.Where, c.At(r)})
	}
}

// join makes one list of all places.
func (p *pane) join(e Env, s *Images) {
	p.limit = max(p.limit, page)
	p.total, p.size = 0, 0
	var lists []query.List
	var from []*pane
	for _, one := range s.panes {
		p.total += one.total
		p.size += one.size
		if inv := e.State.Inventory(one.need); inv != nil {
			lists = append(lists, query.List{Corpus: inv.Corpus, Hits: one.hits})
			from = append(from, one)
		}
	}
	p.rows = p.rows[:0]
	for _, m := range query.Merge(lists, s.effective(), p.limit) {
		p.rows = append(p.rows, row{from[m.List].need.Where, lists[m.List].Corpus.At(m.Row)})
	}
}

// effective is the order that rows stand in: by how well they match while
// words are searched for, otherwise as chosen.
func (s *Images) effective() query.Order {
	if s.ranked {
		return query.Order{By: query.ByRank}
	}
	return s.order
}

// usage answers what a row itself does not hold.
type usage struct {
	st *model.State
	at ami.Where
}

// Users implements query.Facts.
func (u usage) Users(id string) (int, bool) { return u.st.Running(u.at, id) }

// Shared implements query.Facts: whom an image of ours is shared with is not
// in its description.
func (u usage) Shared(string) (bool, bool) { return false, false }
