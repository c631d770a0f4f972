package op

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"tami/model/ami"
	"tami/model/money"
)

// tally is the money of one place.
type tally struct {
	place   *place
	outcome money.Outcome
	snaps   []fated
}

// total adds up the money of all places.
func total(all []tally) *Cost {
	c := &Cost{}
	stops, once := money.Exactly(0), money.Exactly(0)
	var sources []string
	for _, t := range all {
		stops, once = stops.Plus(t.outcome.Stops), once.Plus(t.outcome.Once)
		c.StaysHigh += t.outcome.Stays.High
		c.Unknown = append(c.Unknown, t.outcome.Unknown...)
		for _, s := range t.sources() {
			if !slices.Contains(sources, s) {
				sources = append(sources, s)
			}
		}
		c.Notes = append(c.Notes, t.notes()...)
	}
	c.StopsLow, c.StopsHigh, c.OneTime, c.Label = stops.Low, stops.High, once.High, string(stops.Label)
	if len(c.Unknown) > 0 {
		c.Label = string(money.Unknown)
	}
	c.Source = strings.Join(sources, "; ")
	return c
}

// sources names the prices that were reckoned with.
func (t tally) sources() (list []string) {
	for _, p := range t.outcome.Parts {
		if !p.Price.Known() {
			continue
		}
		unit := "a GB-month"
		if p.Tier == "archive" {
			unit += " in the archive"
		}
		if line := priceSource(p.Price, unit, t.place.at.Region); !slices.Contains(list, line) {
			list = append(list, line)
		}
	}
	return list
}

// priceSource names a price, and where it comes from.
func priceSource(p ami.Price, unit, region string) string {
	line := strconv.FormatFloat(p.USD, 'f', -1, 64) + " " + unit
	for _, w := range []string{p.Source, p.AsOf} {
		if w != "" {
			line += ", " + clean(w)
		}
	}
	return line + ", " + region
}

// notes say what the sums alone do not: when the paying ends, and what goes on.
func (t tally) notes() (list []string) {
	if last := t.lastBinned(); !last.IsZero() && t.outcome.UntilThen.Known() {
		list = append(list, "billed until "+moment(last, t.place.now)+": "+upTo(t.outcome.UntilThen, "$ "))
	}
	if t.outcome.Once.Label == money.UpTo {
		list = append(list, "once, for leaving the archive early: at most that, since when they are there is not known")
	}
	fast, zones := money.Bounds{}, 0
	for i, p := range t.outcome.Parts {
		if p.Fate == money.Orphaned || p.Fate == money.Kept {
			fast, zones = fast.Plus(p.Fast), zones+t.snaps[i].fast
		}
	}
	if zones > 0 {
		list = append(list, fmt.Sprintf("fast snapshot restore goes on in %s: %s a month", ami.Count(zones, "zone", "zones"), upTo(fast, "$ ")))
	}
	return list
}

// lastBinned is when the last of the snapshots leaves the Recycle Bin.
func (t tally) lastBinned() (last time.Time) {
	for _, f := range t.snaps {
		if f.until.After(last) {
			last = f.until
		}
	}
	return last
}

// upTo writes an amount with how sure it is. The currency is empty under a
// heading that says it.
func upTo(b money.Bounds, currency string) string {
	switch {
	case !b.Known():
		return "price unknown"
	case b.Label == money.UpTo:
		return "up to " + currency + ami.Dollars(b.High)
	}
	return currency + ami.Dollars(b.High)
}
