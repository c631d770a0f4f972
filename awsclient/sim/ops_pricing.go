package sim

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// pricingProtocol is how the price list is asked. Its target is not its name.
func pricingProtocol() protocol { return awsJSON{"AWSPriceListService"} }

func pricingOperations() map[string]operation {
	return map[string]operation{"GetProducts": reads(products)}
}

// priceListRegions are the only regions with an endpoint of the price list; each
// knows the prices of all.
func priceListRegions() []string { return []string{"ap-south-1", "eu-central-1", "us-east-1"} }

const (
	priceFormat  = "aws_v1"
	pricedOffer  = "AmazonEC2" // the service that snapshots and instances are listed under
	onDemandTerm = "JRTCKXETXF"
	onDemandRate = "6YS6EN2CT7"
)

// product is one entry of the price list.
type product struct {
	family, unit, about, usd string
	attributes               func() map[string]string // made when they are looked at: the entries are many
}

type productFilter struct{ Type, Field, Value string }

type productsInput struct {
	ServiceCode   string
	FormatVersion string
	Filters       []productFilter
	paging
}

type productsResult struct {
	FormatVersion string
	PriceList     []string
	NextToken     string `json:",omitempty"`
}

// products gives entries of the price list, each a JSON document in a string. Of
// all that AWS sells, the list has the storage of snapshots and the hours of
// instances.
func products(c *call, in *productsInput) (productsResult, error) {
	out := productsResult{FormatVersion: priceFormat, PriceList: []string{}}
	if err := in.check(c); err != nil {
		return out, err
	}
	list := &shelf[product]{}
	for _, p := range append(snapshotProducts(), in.hourProducts(c)...) {
		list.numbers = append(list.numbers, uint64(len(list.items)))
		list.items = append(list.items, &p)
	}
	wants := func(p *product) bool {
		return in.ServiceCode == pricedOffer && !slices.ContainsFunc(in.Filters, func(f productFilter) bool { return !f.takes(p) })
	}
	found, next, err := page(c, in.paging, pageRule{smallest: 1, largest: 100, fallback: 100, badToken: "InvalidNextTokenException"}, false, wants, list)
	for _, p := range found {
		out.PriceList = append(out.PriceList, p.document())
	}
	out.NextToken = next
	return out, err
}

func (in *productsInput) check(c *call) error {
	invalid := func(format string, args ...any) error { return refuse("InvalidParameterException", format, args...) }
	kinds := []string{"TERM_MATCH", "EQUALS", "CONTAINS", "ANY_OF", "NONE_OF"}
	switch {
	case !slices.Contains(priceListRegions(), c.place.name):
		return &failure{"InvalidSignatureException", "Credential should be scoped to a valid region.", http.StatusBadRequest, ""}
	case in.ServiceCode == "":
		return invalid("ServiceCode must be given.")
	case in.FormatVersion != "" && in.FormatVersion != priceFormat:
		return invalid("FormatVersion: %s.", wantOneOf(in.FormatVersion, []string{priceFormat}))
	case in.MaxResults != nil && (*in.MaxResults < 1 || *in.MaxResults > 100):
		return invalid("MaxResults must be between 1 and 100.")
	case len(in.Filters) > 50:
		return invalid("At most 50 filters can be given.")
	}
	for _, f := range in.Filters {
		switch {
		case !slices.Contains(kinds, f.Type):
			return invalid("The type of a filter: %s.", wantOneOf(f.Type, kinds))
		case f.Field == "" || f.Value == "":
			return invalid("A filter must have a field and a value.")
		}
	}
	return nil
}

// takes reports whether a product meets a filter. One that has not got the field
// meets none but NONE_OF.
func (f productFilter) takes(p *product) bool {
	value, has := p.field(f.Field)
	listed := func() bool { return slices.Contains(strings.Split(f.Value, ","), value) }
	switch f.Type {
	case "CONTAINS":
		return has && strings.Contains(value, f.Value)
	case "ANY_OF":
		return has && listed()
	case "NONE_OF":
		return !has || !listed()
	default:
		return has && value == f.Value
	}
}

// field gives what a product says under a name, whose case does not matter.
func (p *product) field(name string) (string, bool) {
	switch name = strings.ToLower(name); name {
	case "productfamily":
		return p.family, true
	case "sku":
		return p.sku(), true
	}
	for key, value := range p.attributes() {
		if strings.ToLower(key) == name {
			return value, true
		}
	}
	return "", false
}

// snapshotProducts lists what the storage of snapshots costs in each region. As
// in AWS's list there are entries whose names begin alike, and most usage types
// have a prefix.
func snapshotProducts() []product {
	var list []product
	for _, price := range pricedRegions() {
		add := func(usage, unit, usd, about string) {
			list = append(list, product{
				family: "Storage Snapshot", unit: unit, usd: usd, about: about + " - " + price.location,
				attributes: func() map[string]string {
					return price.attributes(map[string]string{"storageMedia": "Amazon S3", "usagetype": price.prefix + usage, "operation": ""})
				},
			})
		}
		add("EBS:SnapshotUsage", "GB-Mo", price.standard, "$"+price.standard+" per GB-Month of snapshot data stored")
		add("EBS:SnapshotUsageUnderBilling", "GB-Mo", "0", "$0.00 per GB-Month of snapshot data under billing")
		add("EBS:SnapshotArchiveStorage", "GB-Mo", price.archive, "$"+price.archive+" per GB-Month of snapshot archive data stored")
		if price.region == defaultRegion { // the only one where it is known
			add("EBS:SnapshotArchiveRetrieval", "GB", "0.03", "$0.03 per GB of snapshot archive data retrieved")
		}
	}
	return list
}

// attributes are those of a product with what every product of the region has.
func (r pricedRegion) attributes(of map[string]string) map[string]string {
	of["servicecode"], of["servicename"] = pricedOffer, "Amazon Elastic Compute Cloud"
	of["location"], of["locationType"], of["regionCode"] = r.location, "AWS Region", r.region
	return of
}

// sku is the name of a product, which is all that tells some apart.
func (p *product) sku() string {
	of := p.attributes()
	sum := sha256.Sum256([]byte(strings.Join([]string{of["regionCode"], of["usagetype"], of["operation"]}, " ")))
	return base32.StdEncoding.EncodeToString(sum[:10])
}

// document writes a product as AWS's list has it.
func (p *product) document() string {
	type object = map[string]any
	sku := p.sku()
	rate := sku + "." + onDemandTerm + "." + onDemandRate
	dollars, fraction, _ := strings.Cut(p.usd, ".")
	dimension := object{
		"unit": p.unit, "beginRange": "0", "endRange": "Inf", "description": p.about, "appliesTo": []string{}, "rateCode": rate,
		"pricePerUnit": object{"USD": fmt.Sprintf("%s.%s", dollars, (fraction + "0000000000")[:10])},
	}
	term := object{
		"sku": sku, "offerTermCode": onDemandTerm, "effectiveDate": pricesSince, "termAttributes": object{},
		"priceDimensions": object{rate: dimension},
	}
	text, err := json.Marshal(object{
		"product":     object{"productFamily": p.family, "attributes": p.attributes(), "sku": sku},
		"serviceCode": pricedOffer, "terms": object{"OnDemand": object{sku + "." + onDemandTerm: term}},
		"version": pricesVersion, "publicationDate": pricesSince,
	})
	if err != nil {
		panic("sim: a price without a JSON form: " + err.Error())
	}
	return string(text)
}
