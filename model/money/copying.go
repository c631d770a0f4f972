package money

import "tami/model/ami"

// Names of prices of sending to another region: where one is cheaper than the
// rest it has a name of its own.
const (
	priceOut   = "transfer_out_"             // and a region
	priceOther = "transfer_out_other_region" // a GB
	priceKey   = "kms_customer_managed_key"  // a month
)

// Copying is how a snapshot is copied. The Book that prices it is that of the
// region it goes to.
type Copying struct {
	From       string   // the region that it comes from
	OtherOwner bool     // the source is somebody else's, who then pays for sending it
	Rekeyed    bool     // it is encrypted anew, under another key
	Earlier    bool     // an earlier copy is there, under the same key, so that only changes are sent
	ChangedGiB *float64 // how much changed since then; nil: not known
	NewKey     bool     // a customer managed key is made for it
}

// Copy is what copying a snapshot costs, once for sending it and a month for
// keeping it.
func (b Book) Copy(s *ami.Snapshot, c Copying) (once, monthly Bounds) {
	here := c.From == b.Region
	if here && !c.OtherOwner && !c.Rekeyed {
		return Exactly(0), Exactly(0) // shares every block with its source
	}
	size := Exactly(GiB(s))
	switch {
	case c.Earlier && !c.Rekeyed && c.ChangedGiB != nil:
		size = Exactly(*c.ChangedGiB)
	case c.Earlier && !c.Rekeyed, s.FullSize == nil:
		size = AtMost(GiB(s))
	}
	switch {
	case here:
		once = Exactly(0)
	case c.OtherOwner:
		once = Bounds{Label: NotOurs}
	default:
		price, ok := b.sending(c.From)
		once = priced(size, price, ok)
	}
	price, ok := b.Prices.Find(b.Region, ami.SnapshotStandard)
	monthly = priced(size, price, ok)
	if c.NewKey {
		key, ok := b.Prices.Find(b.Region, priceKey)
		monthly = monthly.Plus(priced(Exactly(1), key, ok))
	}
	return once, monthly
}

// sending is the price of a GB from a region to that of the book.
func (b Book) sending(from string) (ami.Price, bool) {
	if p, ok := b.Prices.Find(from, priceOut+b.Region); ok {
		return p, true
	}
	return b.Prices.Find(from, priceOther)
}
