package screen

import (
	"strings"
	"time"

	"tami/model"
	"tami/model/ami"
	"tami/model/query"
	"tami/ui/kit"
)

// Images is the home screen: a pane for each place, filling by itself, one
// search over all of them.
type Images struct {
	panes  []*pane // one a place; the merged list is a pane of all of them
	all    *pane
	focus  int
	merged bool
	zoomed bool
	turned bool // | was pressed: side by side where they would be stacked, and the other way round

	input   kit.Input
	typing  bool
	text    string // the text that has been parsed
	query   query.Query
	faults  []query.Fault
	suggest []query.Suggestion
	chosen  int // which suggestion is chosen; -1: none

	order   query.Order
	ranked  bool // words are searched for and the user has not asked for another order since
	scroll  int  // columns scrolled away
	marks   map[mark]bool
	stopped map[ami.Images]bool // places that are not to be read to the end
	moved   time.Time           // when the cursor last moved
	racing  bool                // it moved so soon after the time before that nobody reads on the way
	told    row                 // what the summary is about
	plan    layout
}

// mark is a row that the user marked: it stays marked whatever the filter
// shows.
type mark struct {
	at ami.Where
	id string
}

// rest is how long the cursor must rest on a row before more is asked about
// it: holding a key down must not send a call for every row it passes.
const rest = 250 * time.Millisecond

// pause is how long a cursor that races must pause before the summary follows
// it: more than lies between the repeats of a key held down, or the taps of
// somebody in a hurry, and less than anybody waits. What flies past is not worth its bytes on a slow link.
const pause = 180 * time.Millisecond

// frame is how long one picture of the spinner stands.
const frame = 250 * time.Millisecond

// NewImages makes the home screen, filtered from the start.
func NewImages(filter string) *Images {
	s := &Images{input: kit.NewInput(), marks: map[mark]bool{}, order: query.Order{By: query.ByAge}, chosen: -1}
	s.all = &pane{merged: true}
	s.input.Set(filter)
	s.parse()
	return s
}

// Name implements Screen.
func (s *Images) Name() string { return "Images" }

// Title implements Screen.
func (s *Images) Title(e Env) Title {
	at := e.State.From.String()
	if who := accounts(e.State); who != "" {
		at = who + " · " + at
	}
	return Title{At: at}
}

// accounts says whose images these are: profiles, with their accounts as soon
// as they are known.
func accounts(st *model.State) string {
	var parts []string
	for _, p := range st.Scope.Profiles {
		id, ok := st.Account(p)
		switch {
		case ok && p == "":
			parts = append(parts, id.Account.String())
		case ok:
			parts = append(parts, p+" "+id.Account.String())
		case p != "":
			parts = append(parts, p)
		}
	}
	if len(parts) > 2 {
		return parts[0] + " and " + model.Count(len(parts)-1, "more account", "more accounts")
	}
	return strings.Join(parts, ", ")
}

// Needs implements Screen: who we are, which regions there are, and the images
// of each place; more about the image under the cursor once it rests there.
func (s *Images) Needs(e Env) []ami.Need {
	needs := e.State.Scope.Needs()
	for _, p := range e.State.Scope.Profiles {
		needs = append(needs, ami.Caller{Profile: p})
	}
	for _, at := range e.State.Places() {
		if n := (ami.Images{Where: at, From: e.State.From}); !s.stopped[n] {
			needs = append(needs, n)
		}
	}
	if e.State.From.Kind != ami.Mine { // our own are always allowed
		for _, at := range e.State.Places() {
			needs = append(needs, model.AllowedNeed(at))
		}
	}
	if s.plan.summary == 0 || e.State.Now.Sub(s.moved) < rest {
		return needs
	}
	if row, ok := s.current(); ok {
		needs = append(needs, ami.Instances{Where: row.at})
		needs = append(needs, snapshotNeeds(row.at, row.img)...)
		if list := (ami.Images{Where: row.at, From: e.State.From}); !e.State.Known(list).Loading { // its rows stay where they are
			needs = append(needs, s.pane().near(row.at)...)
		}
	}
	return needs
}

// block is how many rows are asked about together once the cursor rests on one
// of them, and ahead how near it must come to a block for that one to be asked
// about, too. The whole neighbourhood costs one request, as one row would; and
// where the cursor goes next its summary is drawn at once and whole, not a
// second time when AWS has answered.
const (
	block = 32
	ahead = 8
)

// near are the questions about the snapshots of the rows around the cursor that
// are in a place: those of its block, and of the next one close to its edge. How
// far a snapshot in the making is would be old news by the time that it is read.
func (p *pane) near(at ami.Where) []ami.Need {
	from := max(0, p.cursor.Index-ahead) / block * block
	to := min(len(p.rows), ((p.cursor.Index+ahead)/block+1)*block)
	var needs []ami.Need
	for _, r := range p.rows[min(from, to):to] {
		if r.at == at && !r.img.Pending() {
			needs = append(needs, snapshotNeeds(r.at, r.img)...)
		}
	}
	return needs
}

// snapshotNeeds are the snapshots of an image, as far as AWS would tell us of
// them.
func snapshotNeeds(at ami.Where, img *ami.Image) []ami.Need {
	var needs []ami.Need
	for _, d := range img.Devices {
		if d.EBS != nil && !d.EBS.SnapshotID.IsZero() {
			needs = append(needs, ami.OneSnapshot{Where: at, ID: d.EBS.SnapshotID.String()})
		}
	}
	return needs
}

// Layers implements Screen.
func (s *Images) Layers() []string {
	if s.typing {
		return []string{"search"}
	}
	return []string{"list"}
}

// Wake implements Waker: a frame of the spinner while something loads, and the
// moments when the cursor has paused and rested.
func (s *Images) Wake(e Env) time.Time {
	if until := s.moved.Add(pause); s.plan.summary > 0 && s.racing && until.After(e.State.Now) {
		return until
	}
	if until := s.moved.Add(rest); s.plan.summary > 0 && until.After(e.State.Now) {
		return until
	}
	for _, p := range s.panes {
		if e.State.Known(p.need).Loading {
			return e.State.Now.Add(frame)
		}
	}
	return time.Time{}
}

// Settle implements Screen: panes follow the places, hits follow the rows and
// the query, the cursors follow their rows.
func (s *Images) Settle(e Env) {
	s.follow(e)
	for m := range s.marks {
		if e.State.Buried(m.at, m.id) {
			delete(s.marks, m)
		}
	}
	s.plan = s.arrange(e.W, e.H-2, e.LowBandwidth)
	s.search(e)
	if s.merged {
		s.all.join(e, s)
	}
	for _, p := range s.shown() {
		p.cursor.Settle(len(p.rows), p.id, p.find)
	}
	for i, p := range s.visible() {
		p.cursor.Top = p.cursor.Window(s.plan.rows[i].list, len(p.rows))
		p.height = s.plan.rows[i].list
	}
	if r, ok := s.current(); !ok || !s.racing || e.State.Now.Sub(s.moved) >= pause {
		s.told = r
	}
}

// follow makes one pane for each place, keeping the ones there are.
func (s *Images) follow(e Env) {
	places := e.State.Places()
	old := map[ami.Images]*pane{}
	for _, p := range s.panes {
		old[p.need] = p
	}
	var panes []*pane
	for _, at := range places {
		need := ami.Images{Where: at, From: e.State.From}
		p := old[need]
		if p == nil {
			p = &pane{need: need}
		}
		panes = append(panes, p)
	}
	s.panes = panes
	s.focus = max(0, min(s.focus, len(panes)-1))
}

// shown are the panes that keys can reach: one merged list, or all places.
func (s *Images) shown() []*pane {
	if s.merged {
		return []*pane{s.all}
	}
	return s.panes
}

// visible are the panes that are on the screen now.
func (s *Images) visible() []*pane {
	if s.merged || len(s.panes) == 0 {
		return s.shown()
	}
	first := min(s.focus/s.plan.many*s.plan.many, max(0, len(s.panes)-s.plan.many))
	return s.panes[first:min(first+s.plan.many, len(s.panes))]
}

func (s *Images) pane() *pane {
	if s.merged || len(s.panes) == 0 {
		return s.all
	}
	return s.panes[s.focus]
}

// current is the row under the cursor.
func (s *Images) current() (row, bool) {
	p := s.pane()
	if p.cursor.Index >= len(p.rows) {
		return row{}, false
	}
	return p.rows[p.cursor.Index], true
}

// parse reads the search box. What is wrong is said under it while the last
// good result stays.
func (s *Images) parse() {
	s.text = s.input.Value()
	q, faults := query.Parse(s.text)
	s.faults = faults
	if len(faults) > 0 {
		return
	}
	s.query = q
	s.ranked = q.HasWords()
	for _, p := range append([]*pane{s.all}, s.panes...) {
		p.limit = 0
	}
}

// counts are how many rows match, how many there are, and whether all of them
// have been read.
func (s *Images) counts() (hits, total int) {
	for _, p := range s.panes {
		hits += p.total
		total += p.size
	}
	return hits, total
}
