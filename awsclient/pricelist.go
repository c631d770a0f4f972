package awsclient

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/pricing"
	"github.com/aws/aws-sdk-go-v2/service/pricing/types"

	"tami/model/ami"
	"tami/model/text"
)

// productsAPage is the largest page that the price list gives.
const productsAPage = 100

// priceKind is one kind of usage, by the end of its name: what stands before
// it differs from region to region, and by no rule.
type priceKind struct {
	item, unit string
	usage      *regexp.Regexp
}

func priceKinds() []priceKind {
	usage := func(name string) *regexp.Regexp { return regexp.MustCompile(`(^|-)EBS:` + name + `$`) }
	return []priceKind{
		{ami.SnapshotStandard, "USD per GB-month", usage(`SnapshotUsage`)},
		{ami.SnapshotArchive, "USD per GB-month", usage(`SnapshotArchiveStorage`)},
		{ami.SnapshotRestore, "USD per GB restored (one-time)", usage(`SnapshotArchiveRetrieval`)},
		{ami.SnapshotEarlyDelete, "USD per GB-month, for what is left of 90 days", usage(`SnapshotArchiveEarlyDelete`)},
		{ami.FastSnapshotRestore, "USD per DSU-hour", usage(`FastSnapshotRestore`)},
		{ami.DirectList, "USD per 1,000 requests", usage(`directAPI\.snapshot\.List`)},
	}
}

// priceFamilies are the families of products that hold those kinds.
func priceFamilies() []string {
	return []string{"Storage Snapshot", "Fast Snapshot Restore", "EBS direct API Requests"}
}

// livePrices asks the price list what snapshots cost in a region. Only a few
// regions answer; each knows the prices of its whole partition.
func (c *Client) livePrices(ctx context.Context, n ami.LivePrices, a *answer) {
	s, p := c.placed(ctx, n.Where)
	if p != nil {
		a.done(nil, p)
		return
	}
	at := ami.Where{Profile: n.Profile, Region: priceListRegion(n.Region)}
	found := foundPrices{region: n.Region, at: at.Region, rates: map[string][]listed{}}
	for _, family := range priceFamilies() {
		if p := c.products(ctx, s, at, n.Region, family, found.take); p != nil {
			a.done(nil, withoutPriceList(p, n.Region))
			return
		}
	}
	a.done(ami.PriceList{Prices: found.prices()}, nil)
}

// priceListRegion is where the price list of a region's partition is asked.
// What GovCloud costs is told to commercial accounts, in us-east-1.
func priceListRegion(region string) string {
	switch partitionOf(region).prefix {
	case "cn-":
		return "cn-northwest-1"
	case "eusc-":
		return "eusc-de-east-1"
	}
	return "us-east-1"
}

func (c *Client) products(ctx context.Context, s *session, at ami.Where, region, family string, take func(doc string)) *ami.Problem {
	match := func(field, value string) types.Filter {
		return types.Filter{Type: types.FilterTypeTermMatch, Field: &field, Value: &value}
	}
	return c.walk(ctx, chain{s: s, at: at, action: "pricing:GetProducts",
		ask: func(ctx context.Context, token *string) (int, *string, error) {
			out, err := s.pricing(at.Region).GetProducts(ctx, &pricing.GetProductsInput{
				ServiceCode: new("AmazonEC2"), FormatVersion: new("aws_v1"), MaxResults: new(int32(productsAPage)), NextToken: token,
				Filters: []types.Filter{match("regionCode", region), match("productFamily", family)},
			})
			if err != nil {
				return 0, nil, err
			}
			for _, doc := range out.PriceList {
				take(doc)
			}
			return len(out.PriceList), out.NextToken, nil
		}})
}

func withoutPriceList(p *ami.Problem, region string) *ami.Problem {
	if partitionOf(region).prefix == "us-gov-" {
		p.Hint = "The price list of GovCloud answers the keys of commercial accounts only; put the price into prices.tsv instead."
	}
	return p
}

// listed is a price as AWS lists it.
type listed struct {
	amount   float64
	currency string
	since    string
}

// foundPrices are the rates of a region, by item.
type foundPrices struct {
	region, at string
	rates      map[string][]listed
}

// product is what matters of an entry of the price list.
type product struct {
	Product struct {
		Attributes struct{ Usagetype, RegionCode string }
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

// take reads an entry, which is a JSON document in a string. One that is of no
// kind that is looked for, or cannot be read, says nothing.
func (f *foundPrices) take(doc string) {
	var p product
	if json.Unmarshal([]byte(doc), &p) != nil || p.Product.Attributes.RegionCode != f.region || strings.Contains(doc, ".outposts") {
		return
	}
	kinds := priceKinds()
	i := slices.IndexFunc(kinds, func(k priceKind) bool { return k.usage.MatchString(p.Product.Attributes.Usagetype) })
	if i < 0 {
		return
	}
	for _, term := range p.Terms.OnDemand {
		for _, d := range term.PriceDimensions {
			for currency, raw := range d.PricePerUnit {
				amount, err := strconv.ParseFloat(raw, 64)
				if err != nil || amount <= 0 || cmp.Or(d.BeginRange, "0") != "0" {
					continue
				}
				if kinds[i].item == ami.DirectList {
					amount *= 1000 // listed by the request
				}
				f.rates[kinds[i].item] = append(f.rates[kinds[i].item], listed{amount, currency, term.EffectiveDate})
			}
		}
	}
}

// prices are the rates that are beyond doubt. Two that differ for one thing are
// no price, and neither is one in another currency.
func (f *foundPrices) prices() ami.Prices {
	var all ami.Prices
	for _, kind := range priceKinds() {
		rates := f.rates[kind.item]
		if len(rates) == 0 {
			continue
		}
		slices.SortFunc(rates, func(a, b listed) int {
			return cmp.Or(cmp.Compare(a.currency, b.currency), cmp.Compare(a.amount, b.amount))
		})
		first, last := rates[0], rates[len(rates)-1]
		price := ami.Price{Unit: kind.unit, Source: "AWS Price List, asked in " + f.at, AsOf: day(first.since)}
		switch {
		case first.currency != "USD" || last.currency != "USD":
			price.Why = fmt.Sprintf("AWS lists %g %s, which is not reckoned in US dollars", first.amount, text.Clean(first.currency).String())
		case first.amount != last.amount:
			price.Why = fmt.Sprintf("AWS lists both %g and %g US dollars", first.amount, last.amount)
		default:
			price.USD = first.amount
		}
		all = all.Set(f.region, kind.item, price)
	}
	return all
}

// day is the date of a time as AWS writes it.
func day(at string) string {
	at, _, _ = strings.Cut(at, "T")
	return text.Clean(at).String()
}
