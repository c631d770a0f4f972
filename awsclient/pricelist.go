package awsclient

import (
	"context"
	"regexp"

	"github.com/aws/aws-sdk-go-v2/service/pricing"
	"github.com/aws/aws-sdk-go-v2/service/pricing/types"

	"tami/model/ami"
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
	found := foundPrices{region: n.Region, at: priceListRegion(n.Region), of: snapshotPrice, rates: map[string]*rates{}}
	for _, family := range priceFamilies() {
		if p := c.products(ctx, n.Where, []types.Filter{match("productFamily", family)}, found.take, func() {}); p != nil {
			a.done(nil, p)
			return
		}
	}
	a.done(ami.PriceList{Prices: found.news()}, nil)
}

// snapshotPrice is which of the kinds a product is, if any.
func snapshotPrice(p *product) (kind priced, ok bool) {
	for _, k := range priceKinds() {
		if k.usage.MatchString(p.Product.Attributes.Usagetype) {
			kind = priced{item: k.item, unit: k.unit, times: 1}
			if k.item == ami.DirectList {
				kind.times = 1000 // listed by the request
			}
			return kind, true
		}
	}
	return priced{}, false
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

func match(field, value string) types.Filter {
	return types.Filter{Type: types.FilterTypeTermMatch, Field: &field, Value: &value}
}

// products hands out the entries of the price list for a region that meet the
// filters, and calls turned at the end of every page.
func (c *Client) products(ctx context.Context, of ami.Where, filters []types.Filter, take func(doc string), turned func()) *ami.Problem {
	s, p := c.placed(ctx, of)
	if p != nil {
		return p
	}
	at := ami.Where{Profile: of.Profile, Region: priceListRegion(of.Region)}
	p = c.walk(ctx, chain{s: s, at: at, action: "pricing:GetProducts",
		ask: func(ctx context.Context, token *string) (int, *string, error) {
			out, err := s.pricing(at.Region).GetProducts(ctx, &pricing.GetProductsInput{
				ServiceCode: new("AmazonEC2"), FormatVersion: new("aws_v1"), MaxResults: new(int32(productsAPage)), NextToken: token,
				Filters: append([]types.Filter{match("regionCode", of.Region)}, filters...),
			})
			if err != nil {
				return 0, nil, err
			}
			for _, doc := range out.PriceList {
				take(doc)
			}
			turned()
			return len(out.PriceList), out.NextToken, nil
		}})
	if p != nil {
		return withoutPriceList(p, of.Region)
	}
	return nil
}

func withoutPriceList(p *ami.Problem, region string) *ami.Problem {
	if partitionOf(region).prefix == "us-gov-" {
		p.Hint = "The price list of GovCloud answers the keys of commercial accounts only; put the price into prices.tsv instead."
	}
	return p
}
