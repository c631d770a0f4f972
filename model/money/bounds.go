// Package money reckons what snapshots cost and what would stop being paid if
// some of them went: bounds where AWS tells sizes only, exact figures where the
// blocks themselves were read. It imports model/ami only, and knows no clock:
// what depends on the time is given it. Sums are kept unrounded; they are
// rounded once, where they are shown.
package money

import "slices"

// Label says how sure a figure is.
type Label string

// The labels, the surest first. A sum is as sure as its least sure part.
const (
	NotOurs  Label = "not ours" // somebody else pays
	Exact    Label = "exact"    // follows from sizes and prices alone
	Measured Label = "measured" // the blocks were counted
	UpTo     Label = "up to"    // somewhere between Low and High
	Unknown  Label = "unknown"  // a size or a price is missing; what is known is only a part
)

func (l Label) rank() int {
	return slices.Index([]Label{"", NotOurs, Exact, Measured, UpTo, Unknown}, l)
}

// Bounds is an amount of US dollars that lies between Low and High: a month,
// or once where it is a fee. The zero value is nothing at all, of which
// nothing need be said.
type Bounds struct {
	Low, High float64
	Label     Label
}

// Exactly is an amount that is known.
func Exactly(usd float64) Bounds { return Bounds{usd, usd, Exact} }

// AtMost is an amount of which no more is known than that it is not above.
func AtMost(usd float64) Bounds { return Bounds{0, usd, UpTo} }

// Plus is the sum of two amounts.
func (b Bounds) Plus(o Bounds) Bounds {
	sum := Bounds{b.Low + o.Low, b.High + o.High, b.Label}
	if o.Label.rank() > b.Label.rank() {
		sum.Label = o.Label
	}
	return sum
}

// Times is the amount for so many of a unit, or for a part of a month.
func (b Bounds) Times(n float64) Bounds { return Bounds{b.Low * n, b.High * n, b.Label} }

// Known reports whether the amount is the whole of what was asked for.
func (b Bounds) Known() bool { return b.Label != Unknown }

// Nothing reports an amount that is known to be nothing.
func (b Bounds) Nothing() bool { return b.Known() && b.High == 0 }
