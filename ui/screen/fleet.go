package screen

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"tami/keymap"
	"tami/model/ami"
	"tami/model/op"
)

// Fleet lists, for every place that is shown, what runs which image and what
// would launch which: groups, templates, instances that stand alone, and the
// parameters that name images. Each kind is a section.
type Fleet struct {
	finder
	section int
	rows    []fleetRow // of the section that is shown
	counts  []int      // how many there are of each section, whatever is searched for
	order   int
	reverse bool
	explainer
	counting recount
	moved    bool // the user has moved the cursor: it stays on its row from then on
}

// fleetSection is one of the kinds that the screen lists.
type fleetSection struct {
	name, one, many string
	kind            op.Kind
	topic           string // the concept that explains it
	need            func(ami.Where) []ami.Need
	rows            func(Env, ami.Where) []fleetRow
	empty           string // what it means that a place has none
}

// fleetRow is one thing that runs an image, or what is to be said of a place.
type fleetRow struct {
	at      ami.Where
	id      string // as AWS and an action name it
	name    string
	image   string       // the ID of the image that most of it runs, or that it would launch
	unknown string       // why there is none, in words
	from    string       // what says which image: "web v43", "web $Latest (v31)"
	runs    []imageCount // which image how many of its instances run, the most first
	total   int          // instances
	state   string       // what is out of the ordinary: "refresh 33 %", "2 images"
	alarm   bool         // state is trouble, and not only news
	about   [][2]string  // the rest, label and text
	images  []string     // every image that it has to do with, by ID
	note    string       // of a place: why it lists nothing
	bad     bool
}

// imageCount is how many instances run an image.
type imageCount struct {
	image string
	n     int
}

// NewFleet opens the list of what runs what.
func NewFleet() *Fleet { return &Fleet{finder: newFinder(), counts: make([]int, len(fleetSections()))} }

// Name implements Screen.
func (s *Fleet) Name() string { return "Groups & templates" }

// Title implements Screen.
func (s *Fleet) Title(e Env) Title {
	sec := fleetSections()[s.section]
	return Title{What: s.Name(), At: accounts(e.State) + " · " + freshnessOf(e, s.Needs(e)).counted(e, s.counts[s.section], sec.one, sec.many)}
}

// Needs implements Screen: all sections at once, since they count each other's
// instances, and a tab that fills when it is looked at is late.
func (s *Fleet) Needs(e Env) []ami.Need {
	var needs []ami.Need
	for _, at := range e.State.Places() {
		for _, sec := range fleetSections() {
			needs = append(needs, sec.need(at)...)
		}
		needs = append(needs, ami.Images{Where: at, From: ami.Source{Kind: ami.Mine}})
	}
	r, ok := s.current()
	if !ok {
		return needs
	}
	for _, id := range r.images {
		if e.State.Image(r.at, id) == nil {
			needs = append(needs, ami.OneImage{Where: r.at, ID: id})
		}
	}
	if s.section != 0 {
		return needs
	}
	needs = append(needs, ami.Refreshes{Where: r.at, Group: r.id})
	for _, other := range s.rows {
		if len(other.runs) > 1 && other.key() != r.key() { // a refresh may be under way
			needs = append(needs, ami.Refreshes{Where: other.at, Group: other.id})
		}
	}
	for _, w := range s.watches(e) {
		for _, n := range append(w.sources(e), w.group(), w.refresh()) {
			if !slices.Contains(needs, n) {
				needs = append(needs, n)
			}
		}
	}
	return needs
}

// watches are the groups whose instances are replaced just now: by runs of
// ours, and by refreshes that AWS tells of, whoever began them.
func (s *Fleet) watches(e Env) []watched {
	var groups []watched
	for _, run := range e.State.Runs.Flying() {
		if w, ok := replaced(&run.Plan); ok && !slices.Contains(groups, w) {
			groups = append(groups, w)
		}
	}
	for _, r := range s.rows {
		w := watched{r.at, r.id}
		if s.section == 0 && r.note == "" && w.underWay(e) != nil && !slices.Contains(groups, w) {
			groups = append(groups, w)
		}
	}
	return groups
}

// Act implements Actor: while instances are replaced, they are counted again.
func (s *Fleet) Act(e Env) []Effect { return s.counting.again(e, s.watches(e), true) }

// Wake implements Waker.
func (s *Fleet) Wake(e Env) time.Time {
	if groups := s.watches(e); len(groups) > 0 {
		return s.counting.due(e, groups)
	}
	return time.Time{}
}

// Layers implements Screen.
func (s *Fleet) Layers() []string {
	if s.typing {
		return []string{keymap.SearchLayer}
	}
	return []string{keymap.FleetLayer}
}

// Settle implements Screen: the cursor stays on its row.
func (s *Fleet) Settle(e Env) {
	kept := ""
	if r, ok := s.current(); ok {
		kept = r.key()
	}
	s.rows = nil
	var notes []fleetRow
	for i, sec := range fleetSections() {
		s.counts[i] = 0
		for _, at := range e.State.Places() {
			rows := sec.rows(e, at)
			s.counts[i] += len(rows)
			if i != s.section {
				continue
			}
			for _, r := range rows {
				if s.matches(e, r) {
					s.rows = append(s.rows, r)
				}
			}
			notes = append(notes, fleetNotes(e, at, sec, len(rows))...)
		}
	}
	order := fleetOrders()[s.order]
	slices.SortStableFunc(s.rows, func(a, b fleetRow) int {
		if s.reverse {
			a, b = b, a
		}
		return order.compare(e, a, b)
	})
	s.rows = append(s.rows, notes...)
	for i, r := range s.rows {
		if s.moved && kept != "" && r.note == "" && r.key() == kept {
			s.at = i
		}
	}
	s.fit(max(1, e.H-2-3-s.below(e)), len(s.rows))
}

func (r fleetRow) key() string { return r.at.String() + "\x00" + r.id }

// fleetNotes are what there is to say of a place besides its rows.
func fleetNotes(e Env, at ami.Where, sec fleetSection, rows int) []fleetRow {
	var notes []fleetRow
	loading := false
	for _, n := range sec.need(at) {
		k := e.State.Known(n)
		if k.Problem != nil {
			notes = append(notes, fleetRow{at: at, note: needWords(n) + " not read: " + k.Problem.Error(), bad: true})
		}
		loading = loading || k.Loading || e.State.Due(n)
	}
	switch {
	case loading && rows == 0:
		notes = append(notes, fleetRow{at: at, note: "loading"})
	case rows == 0 && len(notes) == 0:
		notes = append(notes, fleetRow{at: at, note: sec.empty})
	}
	return notes
}

// fleetOrder is an order that rows can stand in.
type fleetOrder struct {
	name    string
	compare func(e Env, a, b fleetRow) int
}

func fleetOrders() []fleetOrder {
	byName := func(a, b fleetRow) int {
		return cmp.Or(strings.Compare(a.name, b.name), strings.Compare(a.id, b.id), strings.Compare(a.at.String(), b.at.String()))
	}
	created := func(e Env, r fleetRow) int64 {
		if img := e.State.Image(r.at, r.image); img != nil {
			return img.Created.UnixMilli()
		}
		return 0
	}
	return []fleetOrder{
		{"region", func(Env, fleetRow, fleetRow) int { return 0 }},
		{"name", func(_ Env, a, b fleetRow) int { return byName(a, b) }},
		{"image, the newest first", func(e Env, a, b fleetRow) int { return cmp.Or(cmp.Compare(created(e, b), created(e, a)), byName(a, b)) }},
		{"instances, the most first", func(_ Env, a, b fleetRow) int { return cmp.Or(cmp.Compare(b.total, a.total), byName(a, b)) }},
		{"trouble first", func(_ Env, a, b fleetRow) int {
			return cmp.Or(cmp.Compare(troubleRank(a), troubleRank(b)), byName(a, b))
		}},
	}
}

func troubleRank(r fleetRow) int {
	switch {
	case r.alarm:
		return 0
	case r.state != "":
		return 1
	}
	return 2
}

// matches looks for every word in all that stands on a row, and in the names of
// its images.
func (s *Fleet) matches(e Env, r fleetRow) bool {
	if s.input.Value() == "" {
		return true
	}
	parts := []string{r.name, r.id, r.from, r.state, r.unknown, r.at.String()}
	for _, id := range r.images {
		parts = append(parts, id, fleetImageName(e, r.at, id))
	}
	return s.finds(parts...)
}

func (s *Fleet) current() (fleetRow, bool) {
	if s.at >= len(s.rows) || s.rows[s.at].note != "" {
		return fleetRow{}, false
	}
	return s.rows[s.at], true
}

// Picked implements Picker.
func (s *Fleet) Picked(Env) (kind op.Kind, targets []op.Target, hidden int) {
	if r, ok := s.current(); ok {
		targets = []op.Target{{At: r.at, ID: r.id}}
	}
	return fleetSections()[s.section].kind, targets, 0
}

// Do implements Screen.
func (s *Fleet) Do(e Env, id op.ID) ([]Effect, bool) {
	if s.cursor.do(id, len(s.rows)) {
		s.moved = true
		return nil, true
	}
	if s.searchDo(id) || s.turnTo(id) {
		return nil, true
	}
	switch id {
	case "app.back":
		if s.back(id) {
			break
		}
		if s.input.Value() == "" {
			return nil, false
		}
		s.input.Set("")
	case "list.sort":
		s.order, s.reverse = (s.order+1)%len(fleetOrders()), false
		return []Effect{Say{"Sorted by " + fleetOrders()[s.order].name}}, true
	case "list.reverse":
		s.reverse = !s.reverse
	case "item.explain":
		return s.turn(e, s.explanation(), e.W, belowRows(e.H-5, true, 0)), true
	case "screen.groups":
		return []Effect{Pop{}}, true
	case "view.refresh":
		return []Effect{Refresh{s.Needs(e)}}, true
	case "item.open":
		return s.open(e), true
	case "item.copyid":
		r, ok := s.current()
		if !ok {
			return nil, true
		}
		return []Effect{Copy{Text: r.id, What: "the name of the " + fleetSections()[s.section].one}}, true
	default:
		return nil, false
	}
	return nil, true
}

// turnTo goes to another section.
func (s *Fleet) turnTo(id op.ID) bool {
	n := len(fleetSections())
	was := s.section
	switch id {
	case "pane.next":
		s.section = (s.section + 1) % n
	case "pane.previous":
		s.section = (s.section + n - 1) % n
	default:
		i, err := strconv.Atoi(strings.TrimPrefix(string(id), "pane."))
		if err != nil || !strings.HasPrefix(string(id), "pane.") {
			return false
		}
		if i <= n {
			s.section = i - 1
		}
	}
	if s.section != was {
		s.at, s.top, s.rows, s.moved = 0, 0, nil, false
	}
	return true
}

// open goes to the image of the row, or asks which where there are several.
func (s *Fleet) open(e Env) []Effect {
	r, ok := s.current()
	if !ok {
		return nil
	}
	var choices []choice
	for _, id := range r.images {
		if img := e.State.Image(r.at, id); img != nil {
			choices = append(choices, choice{label: img.Name.String(), hint: fleetImageUse(e, r, id), effect: []Effect{Push{NewImage(r.at, img)}}})
		}
	}
	switch {
	case len(choices) == 0 && r.image == "":
		return []Effect{Say{"No image is known of " + r.name + ": " + r.unknown}}
	case len(choices) == 0:
		return []Effect{Say{"Image " + r.image + " cannot be seen; it may be somebody else's, or deregistered"}}
	case len(choices) == 1:
		return choices[0].effect
	}
	return []Effect{Push{newMenu("Open an image of "+r.name, choices)}}
}
