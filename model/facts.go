package model

import (
	"tami/model/ami"
	"tami/model/money"
	"tami/model/op"
)

// Facts are what planners may see of a State.
func (s *State) Facts() op.Facts { return facts{s} }

// facts gives planners the narrow view of the State that they are made for.
type facts struct{ *State }

// Image implements op.Facts. What is only remembered of earlier sessions is not
// among it.
func (f facts) Image(at ami.Where, id string) (img *ami.Image, known bool) {
	return f.imageOf(at, id)
}

// Instance implements op.Facts.
func (f facts) Instance(at ami.Where, id string) (inst *ami.Instance, known bool) {
	l := f.Instances(at)
	if l == nil {
		return nil, false
	}
	if i, ok := l.byID[id]; ok {
		return &l.All[i], true
	}
	return nil, l.complete
}

// EachInstance implements op.Facts.
func (f facts) EachInstance(at ami.Where, each func(*ami.Instance)) (whole bool) {
	l := f.instances[at]
	if l == nil {
		return false
	}
	for i := range l.All {
		if !l.All[i].Gone() {
			each(&l.All[i])
		}
	}
	return l.complete
}

// Owned implements op.Facts.
func (f facts) Owned(at ami.Where, each func(*ami.Image)) (whole bool) {
	need := ami.Images{Where: at, From: ami.Source{Kind: ami.Mine}}
	if inv := f.Inventory(need); inv != nil {
		for img := range inv.Corpus.All() {
			each(img)
		}
	}
	k := f.Known(need)
	return k.settled && k.Problem == nil
}

// Why implements op.Facts.
func (f facts) Why(n ami.Need) string {
	k := f.Known(n)
	switch {
	case k.Problem != nil:
		return k.Problem.Title
	case !k.settled:
		return op.NotAnswered
	}
	return ""
}

// Users implements op.Facts.
func (f facts) Users(at ami.Where, id string) (users []op.User, not []op.NotChecked) {
	u := f.Usage(at, id)
	for _, x := range u.Users {
		users = append(users, op.User(x))
	}
	k := f.Known(ami.References{Where: at, ImageID: id})
	for _, x := range u.NotChecked {
		if x.What == referring && k.Problem == nil && !k.Loading && f.inUse(at, id) { // UsersNeeds left it out
			x.Why = "not asked of what is in use already, in a list of so many images"
		}
		not = append(not, op.NotChecked(x))
	}
	return users, not
}

// Findings implements op.Facts.
func (f facts) Findings(at ami.Where, img *ami.Image) (found []op.Finding, not []op.NotChecked) {
	a, b := f.ShareDoctor(at, img)
	for _, x := range a {
		found = append(found, op.Finding{Stop: x.Refused, For: x.For, Text: x.Text})
	}
	for _, x := range b {
		not = append(not, op.NotChecked(x))
	}
	return found, not
}

// Account implements op.Facts.
func (f facts) Account(profile string) string {
	id, _ := f.State.Account(profile)
	return id.Account.String()
}

// Book implements op.Facts.
func (f facts) Book(at ami.Where) money.Book {
	return money.Book{Region: at.Region, Account: f.Account(at.Profile), Prices: f.Prices, Lineage: f.lineages[at], Measured: f.counts[at]}
}

// Price implements op.Facts.
func (f facts) Price(region, item string) (ami.Price, bool) { return f.Prices.Find(region, item) }
