package op

import (
	"fmt"
	"slices"

	"tami/model/ami"
	"tami/model/money"
)

// copyCost is what copies cost together.
type copyCost struct {
	once, monthly  money.Bounds
	unknown, notes []string
	sources        []string
}

func newCopyCost() *copyCost {
	return &copyCost{once: money.Exactly(0), monthly: money.Exactly(0)}
}

// add reckons with one more copy, and gives what it costs in two cells.
func (k *copyCost) add(c *copying, r *replica) (once, monthly string) {
	sum, keeping := money.Exactly(0), money.Exactly(0)
	foreign := notOurs(c.facts, r.of.Target) != ""
	how := money.Copying{
		From: r.of.At.Region, OtherOwner: foreign, Rekeyed: c.rekeyed(r),
		Earlier: !c.ownListed(r.at) || r.at.Region != r.of.At.Region && c.before(r),
	}
	book := c.facts.Book(r.at)
	for _, id := range r.of.img.SnapshotIDs() {
		snap, _ := c.facts.Snapshot(r.of.At, id)
		if snap == nil {
			k.unknown = append(k.unknown, "snapshot "+id+" of "+r.of.name+": its size could not be read")
			sum.Label, keeping.Label = money.Unknown, money.Unknown
			continue
		}
		a, b := book.Copy(snap, how)
		sum, keeping = sum.Plus(a), keeping.Plus(b)
	}
	if len(r.of.img.SnapshotIDs()) == 0 {
		k.unknown = append(k.unknown, r.of.name+": it lies in S3, and how large it is AWS does not say")
		sum.Label, keeping.Label = money.Unknown, money.Unknown
	}
	if foreign && r.at.Region != r.of.At.Region {
		k.note("account " + r.of.img.OwnerID.String() + " pays for sending " + r.of.name)
		sum = money.Exactly(0)
	}
	if r.at.Region == r.of.At.Region && !foreign && !how.Rekeyed {
		k.note("a copy beside its image shares every block with it, and costs nothing while that is there")
	}
	if sum.Label == money.UpTo || keeping.Label == money.UpTo {
		k.note("it costs less where an earlier copy holds a part of it, or a volume is not full")
	}
	if c.wanted.minutes > 0 {
		k.unmet(fmt.Sprintf("the promise of %d minutes: price unknown (AWS takes a fee for each GB)", c.wanted.minutes))
	}
	k.price(c, r)
	k.once, k.monthly = k.once.Plus(sum), k.monthly.Plus(keeping)
	return bounds(sum), bounds(keeping)
}

// before reports that the region has an image which the copy may share blocks
// with: an earlier one of its family.
func (c *copying) before(r *replica) bool {
	family, found := ami.Family(r.of.img.Name.Raw()), false
	c.facts.Owned(r.at, func(img *ami.Image) {
		found = found || !img.SourceImage.IsZero() && (img.SourceImage == r.of.img.ID || ami.Family(img.Name.Raw()) == family)
	})
	return found
}

func bounds(b money.Bounds) string { return amount(b.Low, b.High, string(b.Label)) }

func (k *copyCost) note(s string) {
	if !slices.Contains(k.notes, s) {
		k.notes = append(k.notes, s)
	}
}

func (k *copyCost) unmet(s string) {
	if !slices.Contains(k.unknown, s) {
		k.unknown = append(k.unknown, s)
	}
}

// price names the prices that were reckoned with, and those that are not known.
func (k *copyCost) price(c *copying, r *replica) {
	from, to := r.of.At.Region, r.at.Region
	add := func(what, region, unit string, items ...string) {
		for _, item := range items {
			if p, ok := c.facts.Price(region, item); ok {
				if line := priceSource(p, unit, region); !slices.Contains(k.sources, line) {
					k.sources = append(k.sources, line)
				}
				return
			}
		}
		k.unmet(what + ": price unknown (no figure for " + region + ")")
	}
	if from != to && notOurs(c.facts, r.of.Target) == "" {
		add("sending from "+from+" to "+to, from, "a GB sent to "+to, "transfer_out_"+to, "transfer_out_other_region")
	}
	if from != to || c.rekeyed(r) {
		add("keeping snapshots in "+to, to, "a GB-month", ami.SnapshotStandard)
	}
}

// sum is the cost as a plan tells it.
func (k *copyCost) sum() *Cost {
	c := &Cost{
		StartsLow: k.monthly.Low, StartsHigh: k.monthly.High, OneTime: k.once.High, Label: string(k.monthly.Label),
		Unknown: k.unknown, Notes: k.notes,
	}
	if k.once.Low < k.once.High {
		c.Notes = append([]string{"at most that, for sending: " + dollars(k.once.Low, k.once.High, string(k.once.Label))}, c.Notes...)
	}
	if len(k.unknown) > 0 {
		c.Label = string(money.Unknown)
	}
	for i, s := range k.sources {
		if i > 0 {
			c.Source += "; "
		}
		c.Source += s
	}
	return c
}
