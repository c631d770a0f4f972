package model

import (
	"tami/model/ami"
	"tami/model/query"
	"tami/model/text"
)

// Inventory is the images of one place and source, searchable. While it is
// being read again the old rows stay, so that nothing jumps; when the reading
// is complete, rows it did not name go.
type Inventory struct {
	Corpus  *query.Corpus
	Version int // grows with every change
	seen    map[string]bool
	named   map[string][]text.Safe // by image ID: the SSM parameters of the source that name it
	old     *ami.Cached            // where rows are from that AWS has not named again yet; nil: it has named all
}

func newInventory(at ami.Where, account string, prices ami.Prices) *Inventory {
	price, ok := prices.Find(at.Region, ami.SnapshotStandard)
	return &Inventory{Corpus: query.New(query.Place{Where: at, Account: account, Snapshot: price, SnapshotKnown: ok})}
}

// Find is the image with that ID, or nil.
func (inv *Inventory) Find(id string) *ami.Image {
	if row, ok := inv.Corpus.Row(id); ok {
		return inv.Corpus.At(row)
	}
	return nil
}

func (inv *Inventory) learn(images []ami.Image, first bool) {
	if first || inv.seen == nil {
		inv.seen = map[string]bool{}
	}
	rows := make([]*ami.Image, len(images))
	for i := range images {
		rows[i] = &images[i]
		inv.seen[images[i].ID.String()] = true
	}
	inv.Corpus.Upsert(rows)
	inv.Version++
}

func (inv *Inventory) name(list []ami.Pointed, first bool) {
	if first || inv.named == nil {
		inv.named = map[string][]text.Safe{}
	}
	for _, n := range list {
		id := n.ImageID.Raw()
		inv.named[id] = append(inv.named[id], n.Parameter)
	}
}

// Parameters are the SSM parameters that name an image, where the source of the
// inventory is a path of them.
func (inv *Inventory) Parameters(id string) []text.Safe { return inv.named[id] }

// settle ends a complete reading.
func (inv *Inventory) settle(empty bool) {
	if empty {
		inv.seen = map[string]bool{}
	}
	if inv.seen == nil {
		return
	}
	seen := inv.seen
	inv.Corpus.Retain(func(id string) bool { return seen[id] })
	inv.seen, inv.old = nil, nil
	inv.Version++
}

// drop takes out one image that is known to be gone.
func (inv *Inventory) drop(gone string) {
	inv.Corpus.Retain(func(id string) bool { return id != gone })
	inv.Version++
}

// abandon ends a reading that broke off: everything known stays.
func (inv *Inventory) abandon() { inv.seen = nil }

func (inv *Inventory) setAccount(account string) {
	inv.Corpus.SetAccount(account)
	inv.Version++
}

func (inv *Inventory) setPrice(price ami.Price, known bool) {
	inv.Corpus.SetPrice(price, known)
	inv.Version++
}

// InstanceList is the instances of one place.
type InstanceList struct {
	All      []ami.Instance
	byImage  map[string]int
	byID     map[string]int // where in All
	complete bool
}

func newInstanceList() *InstanceList {
	return &InstanceList{byImage: map[string]int{}, byID: map[string]int{}}
}

func (l *InstanceList) learn(page []ami.Instance) {
	for i := range page {
		l.byID[page[i].ID.Raw()] = len(l.All) + i
	}
	l.All = append(l.All, page...)
	for i := range page {
		if !page[i].Gone() {
			l.byImage[page[i].ImageID.String()]++
		}
	}
}
