package cli

import (
	"fmt"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"tami/model/ami"
	"tami/model/query"
)

// entry is an image of the answer and where it was found.
type entry struct {
	img     *ami.Image
	at      ami.Where
	account string    // "" where it is not known
	price   ami.Price // of a GB-month of snapshots in its region
}

func (s *session) images() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "images",
		Short: "list images",
		Long: `Lists the images of every profile and region named, with the search and the
order of the screen. JSON has AWS's own field names, with Account and Region
added. Problems go to stderr; exit code 3 says that some places did not answer.`,
		Example: `tami images --region all --query 'web age>90d used:no'
tami images -o ids --query 'deprecated:yes' --sort=-age
tami images --from amazon --query 'al2023 arch:arm64' --limit 5 -o json`,
		Annotations: taking(whereFlags, seedFlags, whichFlags, lookFlags, settingsFlags),
		Args:        nothing,
	}
	format := outputFlag(cmd, "table", "json", "csv", "ids")
	sort := cmd.Flags().String("sort", "", "order by `KEY`, -KEY reverses: "+strings.Join(sortNames(), ", ")+" (default age, or the best match)")
	limit := cmd.Flags().Int("limit", 0, "at most `N` images (default all)")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if err := oneOf("--output", *format, outputs(cmd)); err != nil {
			return err
		}
		if *limit < 0 {
			return wrong("--limit takes a number of images, not %d", *limit)
		}
		t, err := s.target(cmd)
		if err != nil {
			return err
		}
		q, err := parseQuery(t.Query)
		if err != nil {
			return err
		}
		order, err := parseOrder(*sort, q)
		if err != nil {
			return err
		}
		return s.listImages(cmd, t, listing{format: *format, query: q, order: order, limit: *limit})
	}
	return cmd
}

// listing is what is wanted of the images.
type listing struct {
	format string
	query  query.Query
	order  query.Order
	limit  int // 0: no limit
}

func (s *session) listImages(cmd *cobra.Command, t Target, l listing) error {
	r, err := s.open(cmd.Context(), t)
	if err != nil {
		return err
	}
	if len(r.places) == 0 {
		return r.nowhere()
	}
	needs := make([]ami.Need, len(r.places))
	for i, at := range r.places {
		needs[i] = ami.Images{Where: at, From: t.From}
	}
	if err := r.ask(append(append(r.callers(), r.usage(l.query)...), needs...)...); err != nil {
		return err
	}
	lost := append(r.lost, r.troubles(needs)...)
	s.complain(lost)
	answered := len(r.places) - len(r.troubles(needs))
	entries := r.search(l)
	code := outcome(lost, answered+len(entries))
	if code == Failed {
		return ended(code)
	}
	if callers := r.troubles(r.callers()); len(callers) > 0 && code == Done && !allKnown(entries) {
		s.complain(callers)
		code = Partly
	}
	out, err := s.format(l.format, entries, t, len(r.state.Scope.Profiles) > 1)
	if err != nil {
		return err
	}
	if err := s.print(out); err != nil {
		return err
	}
	return ended(code)
}

// usage is what the search needs to know beyond the images themselves.
func (r *reading) usage(q query.Query) []ami.Need {
	if !q.Mentions("used") {
		return nil
	}
	var needs []ami.Need
	for _, at := range r.places {
		needs = append(needs, ami.Instances{Where: at})
	}
	return needs
}

// search finds the images of all places that match, in one order.
func (r *reading) search(l listing) []entry {
	var lists []query.List
	var from []ami.Where
	total := 0
	most := l.limit
	if most == 0 {
		most = math.MaxInt
	}
	for _, at := range r.places {
		inv := r.state.Inventory(ami.Images{Where: at, From: r.state.From})
		if inv == nil {
			continue
		}
		env := query.Env{Now: r.s.w.Now(), Facts: users{r, at}}
		hits := inv.Corpus.Search(l.query, l.order, min(most, inv.Corpus.Len()), env)
		lists = append(lists, query.List{Corpus: inv.Corpus, Hits: hits})
		from = append(from, at)
		total += hits.Total
	}
	total = min(total, most)
	entries := make([]entry, 0, total)
	for _, m := range query.Merge(lists, l.order, total) {
		e := r.entry(lists[m.List].Corpus.At(m.Row), from[m.List])
		if e.account == "" && r.state.From.Kind == ami.Mine {
			e.account = e.img.OwnerID.String() // whoever owns our images is us
		}
		entries = append(entries, e)
	}
	return entries
}

// entry adds to an image what its place says.
func (r *reading) entry(img *ami.Image, at ami.Where) entry {
	price, _ := r.state.Prices.Find(at.Region, ami.SnapshotStandard)
	return entry{img: img, at: at, account: r.account(at.Profile), price: price}
}

func allKnown(entries []entry) bool {
	for _, e := range entries {
		if e.account == "" {
			return false
		}
	}
	return true
}

// users answers the search about what an image itself does not hold.
type users struct {
	r  *reading
	at ami.Where
}

// Users implements query.Facts.
func (u users) Users(id string) (int, bool) { return u.r.state.Running(u.at, id) }

// Shared implements query.Facts: whom an image of ours is shared with is not
// in its description.
func (u users) Shared(string) (bool, bool) { return false, false }

// parseQuery reads --query. A fault is shown where it stands.
func parseQuery(text string) (query.Query, error) {
	q, faults := query.Parse(text)
	if len(faults) == 0 {
		return q, nil
	}
	return query.Query{}, wrong("--query %s", pointOut(text, faults[0]))
}

func (s *session) checkQuery(t Target) error {
	_, err := parseQuery(t.Query)
	return err
}

func sortKeys() []query.SortKey {
	return []query.SortKey{
		query.ByAge, query.ByName, query.ByID, query.ByRegion, query.ByState, query.ByArch, query.ByOS,
		query.BySize, query.ByCost, query.ByOwner, query.ByLaunched,
	}
}

func sortNames() []string {
	var names []string
	for _, k := range sortKeys() {
		names = append(names, k.String())
	}
	return names
}

// parseOrder reads --sort. Without it the best match comes first, and where
// nothing is to be matched, the newest image.
func parseOrder(value string, q query.Query) (query.Order, error) {
	switch {
	case value == "" && q.HasWords():
		return query.Order{By: query.ByRank}, nil
	case value == "":
		return query.Order{By: query.ByAge}, nil
	}
	name, reverse := strings.CutPrefix(value, "-")
	if err := oneOf("--sort", name, sortNames()); err != nil {
		return query.Order{}, err
	}
	for _, k := range sortKeys() {
		if k.String() == name {
			return query.Order{By: k, Reverse: reverse}, nil
		}
	}
	return query.Order{}, fmt.Errorf("the order %q is not known", name)
}
