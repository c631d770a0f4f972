package awsclient

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"tami/model/ami"
	"tami/model/text"
)

// mostListed is for how many things prices are kept of one answer: more than
// any region has types of instances.
const mostListed = 10_000

// product is what matters of an entry of the price list.
type product struct {
	Product struct {
		ProductFamily string
		Attributes    struct {
			Usagetype, RegionCode, LocationType   string
			InstanceType, Operation               string
			Tenancy, Capacitystatus, MarketOption string
		}
	}
	Terms struct {
		OnDemand map[string]struct {
			EffectiveDate   string
			PriceDimensions map[string]struct {
				Unit, BeginRange string
				PricePerUnit     map[string]string
			}
		}
	}
}

// priced is what an entry tells the price of.
type priced struct {
	item, unit string
	listed     string  // the unit that AWS must list it by; "" takes any
	times      float64 // how many of AWS's units are one of ours
}

// listed is a price as AWS lists it.
type listed struct {
	amount   float64
	currency string
	since    string
}

// rates are all prices that AWS lists for one thing.
type rates struct {
	unit string
	list []listed
	told int // how many of them news has told of
}

// foundPrices are the rates of a region, by item.
type foundPrices struct {
	region, at string
	of         func(*product) (priced, bool) // what an entry is about, if it is looked for
	rates      map[string]*rates
}

// take reads an entry, which is a JSON document in a string. One that is of no
// kind that is looked for, or cannot be read, says nothing.
func (f *foundPrices) take(doc string) {
	var p product
	if json.Unmarshal([]byte(doc), &p) != nil || p.Product.Attributes.RegionCode != f.region || strings.Contains(doc, ".outposts") {
		return
	}
	what, ok := f.of(&p)
	if !ok || f.rates[what.item] == nil && len(f.rates) >= mostListed {
		return
	}
	for _, term := range p.Terms.OnDemand {
		for _, d := range term.PriceDimensions {
			if cmp.Or(d.BeginRange, "0") != "0" || what.listed != "" && d.Unit != what.listed {
				continue
			}
			for currency, raw := range d.PricePerUnit {
				amount, err := strconv.ParseFloat(raw, 64)
				if err != nil || math.IsNaN(amount) || math.IsInf(amount, 0) || amount <= 0 {
					continue
				}
				f.add(what, listed{amount * what.times, currency, term.EffectiveDate})
			}
		}
	}
}

// add keeps one more price, unless it is known already.
func (f *foundPrices) add(what priced, one listed) {
	r := f.rates[what.item]
	if r == nil {
		r = &rates{unit: what.unit}
		f.rates[what.item] = r
	}
	if !slices.ContainsFunc(r.list, func(l listed) bool { return l.amount == one.amount && l.currency == one.currency }) && len(r.list) < 9 {
		r.list = append(r.list, one)
	}
}

// news are the prices that differ from what news has told before: the rates that
// are beyond doubt, and of the others why they are none.
func (f *foundPrices) news() ami.Prices {
	var fresh ami.Prices
	for item, r := range f.rates {
		if r.told != len(r.list) {
			r.told = len(r.list)
			fresh = fresh.Set(f.region, item, r.price(f.at))
		}
	}
	return fresh
}

// price is the one price there is. Two that differ for one thing are no price,
// and neither is one in another currency.
func (r *rates) price(at string) ami.Price {
	slices.SortFunc(r.list, func(a, b listed) int {
		return cmp.Or(cmp.Compare(a.currency, b.currency), cmp.Compare(a.amount, b.amount))
	})
	first, last := r.list[0], r.list[len(r.list)-1]
	price := ami.Price{Unit: r.unit, Source: "AWS price list, asked in " + at, AsOf: day(first.since)}
	switch {
	case first.currency != "USD" || last.currency != "USD":
		price.Why = fmt.Sprintf("AWS lists %g %s, which is not reckoned in US dollars", first.amount, text.Clean(first.currency).String())
	case first.amount != last.amount:
		price.Why, price.Disputed = fmt.Sprintf("AWS lists both %g and %g US dollars", first.amount, last.amount), true
	default:
		price.USD = first.amount
	}
	return price
}

// day is the date of a time as AWS writes it.
func day(at string) string {
	at, _, _ = strings.Cut(at, "T")
	if len(at) > len("2026-11-01") {
		return ""
	}
	return text.Clean(at).String()
}
