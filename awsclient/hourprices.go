package awsclient

import (
	"context"
	"regexp"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/pricing/types"

	"tami/model/ami"
)

// pricePatience is how long the price of one instance type may take. A launch
// does without it; where the price list cannot be reached from, nobody is to
// wait for it longer.
const pricePatience = 20 * time.Second

// sharedHours and bareHours are the two ways in which types are priced: most
// share their machine with others, and bare metal never does, so that it is
// listed as dedicated.
func sharedHours() hours { return hours{"Compute Instance", "Shared"} }
func bareHours() hours   { return hours{"Compute Instance (bare metal)", "Dedicated"} }

type hours struct{ family, tenancy string }

// filters are what the price list is asked for. License, system and what is
// installed all follow from the operation.
func (h hours) filters(n ami.TypePrices) []types.Filter {
	list := []types.Filter{
		match("productFamily", h.family), match("tenancy", h.tenancy), match("operation", n.Operation),
		match("capacitystatus", "Used"), match("marketoption", "OnDemand"),
	}
	if n.Type != "" {
		list = append(list, match("instanceType", n.Type))
	}
	return list
}

// typePrices asks the price list what an hour of instance types costs: one
// request for one type, and of all types as many as there are pages, each told
// as it comes.
func (c *Client) typePrices(ctx context.Context, n ami.TypePrices, a *answer) {
	found := foundPrices{region: n.Region, at: priceListRegion(n.Region), of: hourReader(n), rates: map[string]*rates{}}
	ways := []hours{sharedHours(), bareHours()}
	switch _, size, _ := strings.Cut(n.Type, "."); {
	case strings.HasPrefix(size, "metal"):
		ways = ways[1:]
	case n.Type != "":
		ways = ways[:1]
	}
	if n.Type != "" {
		var stop context.CancelFunc
		ctx, stop = context.WithTimeout(ctx, pricePatience)
		defer stop()
	}
	for _, way := range ways {
		p := c.products(ctx, n.Where, way.filters(n), found.take, func() {
			if n.Type != "" {
				return
			}
			if news := found.news(); news.Len() > 0 {
				a.page(ami.PriceList{Prices: news})
			}
		})
		if p != nil {
			a.done(nil, p)
			return
		}
	}
	a.done(ami.PriceList{Prices: found.news()}, nil)
}

// hourReader says of an entry of the price list which type it is an hour of. What
// was filtered for is looked at again: an endpoint that does not filter must not
// lead to a wrong price.
func hourReader(n ami.TypePrices) func(*product) (priced, bool) {
	name := regexp.MustCompile(`^[a-z0-9-]{1,24}\.[a-z0-9-]{1,24}$`)
	return func(p *product) (priced, bool) {
		of := &p.Product.Attributes
		way := hours{p.Product.ProductFamily, of.Tenancy}
		switch {
		case way != sharedHours() && way != bareHours(), of.Operation != n.Operation, of.Capacitystatus != "Used",
			of.MarketOption != "" && of.MarketOption != "OnDemand", of.LocationType != "" && of.LocationType != "AWS Region",
			!name.MatchString(of.InstanceType), n.Type != "" && of.InstanceType != n.Type:
			return priced{}, false
		}
		return priced{item: ami.HourPrice(n.Operation, of.InstanceType), unit: "USD per hour (shared tenancy, on-demand)", listed: "Hrs", times: 1}, true
	}
}
