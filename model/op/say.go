package op

import (
	"strconv"
	"time"

	"tami/model/ami"
	"tami/model/money"
	"tami/model/text"
)

// moment writes a time as sheets do: "28 Nov 14:03", with the year where it is
// another than now's.
func moment(t, now time.Time) string {
	t = t.In(now.Location())
	if t.Year() != now.Year() {
		return t.Format("2 Jan 2006 15:04")
	}
	return t.Format("2 Jan 15:04")
}

// gigabytes writes a size in GiB the way AWS names it.
func gigabytes(gib float64) string {
	if gib > 0 && gib < 0.05 {
		return "<0.1 GB"
	}
	return strconv.FormatFloat(gib, 'f', 1, 64) + " GB"
}

// amount writes bounds: "0.40", "0.00 – 0.40", "unknown".
func amount(low, high float64, label string) string {
	switch {
	case label == string(money.Unknown) && high == 0:
		return "unknown"
	case ami.Dollars(low) == ami.Dollars(high):
		return ami.Dollars(high)
	}
	return ami.Dollars(low) + " – " + ami.Dollars(high)
}

// dollars is an amount with its currency, for where no heading says it.
func dollars(low, high float64, label string) string {
	if usd := amount(low, high, label); usd != string(money.Unknown) {
		return "$ " + usd
	}
	return string(money.Unknown)
}

// clean makes somebody's words fit to be part of a text.
func clean(raw string) string { return text.Clean(raw).String() }

// or is the first of two texts that says anything.
func or(first, second string) string {
	if first != "" {
		return first
	}
	return second
}

// gaps collects what was not looked at, each thing once.
type gaps struct {
	list []NotChecked
	seen map[NotChecked]bool
}

func (g *gaps) add(what, why string) {
	one := NotChecked{what, why}
	if g.seen == nil {
		g.seen = map[NotChecked]bool{}
	}
	if why != "" && !g.seen[one] {
		g.seen[one] = true
		g.list = append(g.list, one)
	}
}
