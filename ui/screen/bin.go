package screen

import (
	"cmp"
	"slices"
	"strings"

	"tami/keymap"
	"tami/model"
	"tami/model/ami"
	"tami/model/op"
)

// Bin lists what is in the Recycle Bins of the places that are shown.
type Bin struct {
	finder
	rows    []binRow
	total   int // how many there are, whatever is searched for
	order   int // which of binOrders
	reverse bool
	explainer
	touched bool // a key was pressed: from then on the cursor stays with its row
}

// binRow is something in a bin, or what is to be said of a place.
type binRow struct {
	item model.InBin
	note string // of a place: why it lists nothing, or not all
	bad  bool
}

// binOrder is an order that rows can stand in.
type binOrder struct {
	name    string
	compare func(a, b model.InBin) int
}

func binOrders(st *model.State) []binOrder {
	return []binOrder{
		{"time left", func(a, b model.InBin) int { return cmp.Compare(a.Leaves.UnixMilli(), b.Leaves.UnixMilli()) }},
		{"name", func(a, b model.InBin) int { return strings.Compare(st.BinName(a), st.BinName(b)) }},
		{"kind", func(a, b model.InBin) int { return strings.Compare(a.Kind(), b.Kind()) }},
		{"time of entering", func(a, b model.InBin) int { return cmp.Compare(b.Entered.UnixMilli(), a.Entered.UnixMilli()) }},
		{"region", func(a, b model.InBin) int { return strings.Compare(a.At.String(), b.At.String()) }},
	}
}

// NewBin opens the Recycle Bins.
func NewBin() *Bin { return &Bin{finder: newFinder()} }

// Name implements Screen.
func (s *Bin) Name() string { return "Recycle Bin" }

// Title implements Screen.
func (s *Bin) Title(e Env) Title {
	kept := freshnessOf(e, s.Needs(e)).counted(e, s.total, "thing kept for a while", "things kept for a while")
	return Title{What: "Recycle Bin", At: accounts(e.State) + " · " + kept}
}

// Needs implements Screen.
func (s *Bin) Needs(e Env) []ami.Need { return e.State.BinNeeds(e.State.Places()) }

// Layers implements Screen.
func (s *Bin) Layers() []string {
	if s.typing {
		return []string{keymap.SearchLayer}
	}
	return []string{keymap.BinLayer}
}

// Settle implements Screen.
func (s *Bin) Settle(e Env) {
	kept := ""
	if r, ok := s.current(); ok && s.touched {
		kept = r.item.At.String() + r.item.ID.Raw()
	}
	s.rows, s.total = nil, 0
	var notes []binRow
	for _, at := range e.State.Places() {
		items := e.State.InBin(at)
		s.total += len(items)
		for _, item := range items {
			if s.matches(e, item) {
				s.rows = append(s.rows, binRow{item: item})
			}
		}
		notes = append(notes, s.notes(e, at, len(items))...)
	}
	order := binOrders(e.State)[s.order]
	slices.SortStableFunc(s.rows, func(a, b binRow) int {
		if s.reverse {
			a, b = b, a
		}
		return order.compare(a.item, b.item)
	})
	s.rows = append(s.rows, notes...)
	for i, r := range s.rows {
		if kept != "" && r.note == "" && r.item.At.String()+r.item.ID.Raw() == kept {
			s.at = i
		}
	}
	s.fit(max(1, e.H-2-2-s.below(e)), len(s.rows))
}

// notes are what there is to say of a place besides what is in its bin.
func (s *Bin) notes(e Env, at ami.Where, items int) []binRow {
	var rows []binRow
	say := func(bad bool, note string) {
		rows = append(rows, binRow{item: model.InBin{At: at}, note: note, bad: bad})
	}
	loading := false
	for _, n := range []struct {
		what string
		need ami.Need
	}{{"images", ami.BinnedImages{Where: at}}, {"snapshots", ami.BinnedSnapshots{Where: at}}, {"rules", ami.BinRules{Where: at}}} {
		k := e.State.Known(n.need)
		if k.Problem != nil {
			say(true, n.what+" not read: "+k.Problem.Error())
		}
		loading = loading || k.Loading || e.State.Due(n.need)
	}
	rules, ok := e.State.Answer(ami.BinRules{Where: at}).(ami.BinRuleList)
	switch {
	case loading:
		say(false, "loading")
	case ok && len(rules.List) == 0:
		say(false, "no rule: what is deregistered or deleted here is gone at once")
	case items == 0 && len(rows) == 0:
		say(false, "empty; "+model.Count(len(rules.List), "rule is", "rules are")+" in force")
	}
	return rows
}

func (s *Bin) matches(e Env, b model.InBin) bool {
	return s.finds(e.State.BinName(b), b.ID.String(), b.Description.String(), b.Kind(), b.At.String())
}

func (s *Bin) current() (binRow, bool) {
	if s.at >= len(s.rows) || s.rows[s.at].note != "" {
		return binRow{}, false
	}
	return s.rows[s.at], true
}

// Picked implements Picker.
func (s *Bin) Picked(Env) (kind op.Kind, targets []op.Target, hidden int) {
	if r, ok := s.current(); ok {
		targets = []op.Target{{At: r.item.At, ID: r.item.ID.Raw()}}
	}
	return op.OnBinned, targets, 0
}

// Do implements Screen.
func (s *Bin) Do(e Env, id op.ID) ([]Effect, bool) {
	s.touched = true
	if s.cursor.do(id, len(s.rows)) || s.searchDo(id) {
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
		s.order, s.reverse = (s.order+1)%len(binOrders(e.State)), false
		return []Effect{Say{"Sorted by " + binOrders(e.State)[s.order].name}}, true
	case "list.reverse":
		s.reverse = !s.reverse
	case "item.explain":
		return s.turn(e, s.explanation(), e.W, belowRows(e.H-4, true, 0)), true
	case "view.refresh":
		return []Effect{Refresh{s.Needs(e)}}, true
	case "item.copyid":
		r, ok := s.current()
		if !ok {
			return nil, true
		}
		return []Effect{Copy{Text: r.item.ID.String(), What: r.item.Kind() + " ID"}}, true
	default:
		return nil, false
	}
	return nil, true
}
